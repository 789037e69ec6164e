package tui

import (
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/tui/screen"
)

// jobs is what runs off the loop for screens: reads, writes, errands and timers.
type jobs struct {
	gens    map[slot]uint64     // the newest of each slot; answers to older ones are dropped
	reading map[slot]bool       // a read of the slot is under way
	next    map[slot]screen.Ask // the read that follows it: only ever the newest
	writes  []*written          // in order; the first one is under way
	marks   []*written          // the same of those that are marks
	timers  map[slot]uint64     // the newest timer of each slot
	errands map[uint64]*errand  // under way, also those that were called off, by their numbers
	count   uint64              // numbers reads, errands and timers
	refused bool                // leaving stopped at a write that failed, and none has gone well since
	forced  bool                // the session ends whatever becomes of its writes
	enough  bool                // it has waited long enough for its marks
}

// slot addresses an answer.
type slot struct {
	seat int
	name string
}

// written is a write that waits, or a write or an errand that is under way.
type written struct {
	slot  slot
	run   func() (any, error)
	begun atomic.Bool
	done  chan struct{}
}

// carry runs it, unless somebody else has begun it.
func (w *written) carry() (v any, mine bool) {
	if !w.begun.CompareAndSwap(false, true) {
		return nil, false
	}
	defer close(w.done)
	return outcome(w.run), true
}

func newJobs() jobs {
	return jobs{
		gens: map[slot]uint64{}, reading: map[slot]bool{}, next: map[slot]screen.Ask{}, timers: map[slot]uint64{},
		errands: map[uint64]*errand{},
	}
}

// kind is what an answer answers.
type kind int

const (
	isRead kind = iota
	isWrite
	isMark
	isErrand
	isTimer
)

// answer comes back from off the loop.
type answer struct {
	slot slot
	gen  uint64
	kind kind
	v    any
	mute bool // nothing that is shown comes of it
}

// ask starts reads. While one of a slot runs, only the newest that came meanwhile waits
// behind it: a held-down key asks for no more than can be answered.
func (r *Root) ask(st *seat, asks []screen.Ask) {
	for _, a := range asks {
		at := slot{st.id, a.Slot}
		if r.jobs.reading[at] {
			r.jobs.next[at] = a
			r.jobs.count++
			r.jobs.gens[at] = r.jobs.count // what runs is late already
			continue
		}
		r.read(at, a)
	}
}

func (r *Root) read(at slot, a screen.Ask) {
	r.jobs.count++
	gen := r.jobs.count
	r.jobs.gens[at], r.jobs.reading[at] = gen, true
	r.run(func() tea.Msg { return answer{slot: at, gen: gen, kind: isRead, v: outcome(a.Read), mute: a.Later} })
}

// write queues writes. They run one after the other in the order in which they came.
func (r *Root) write(st *seat, writes []screen.Write) {
	for _, w := range writes {
		k := isWrite
		if w.Mark {
			k = isMark
		}
		line := r.jobs.line(k)
		*line = append(*line, &written{slot: slot{st.id, w.Slot}, run: w.Run, done: make(chan struct{})})
		if len(*line) == 1 {
			r.nextWrite(k)
		}
	}
}

// readsBut reports whether a read is under way for anybody but a seat.
func (j *jobs) readsBut(seat int) bool {
	for at := range j.reading {
		if at.seat != seat {
			return true
		}
	}
	return false
}

// line is where writes of a kind wait for each other.
func (j *jobs) line(k kind) *[]*written {
	if k == isMark {
		return &j.marks
	}
	return &j.writes
}

// writing reports whether a write of a screen that may not be lost is under way or waits.
func (j *jobs) writing(seat int) bool {
	return slices.ContainsFunc(j.writes, func(w *written) bool { return w.slot.seat == seat })
}

func (r *Root) nextWrite(k kind) {
	line := *r.jobs.line(k)
	if len(line) == 0 {
		return
	}
	w := line[0]
	r.run(func() tea.Msg {
		v, mine := w.carry()
		if !mine {
			return nil
		}
		return answer{slot: w.slot, kind: k, v: v}
	})
}

// after sets timers. A later one of a slot takes the place of the earlier.
func (r *Root) after(st *seat, wishes []screen.After) {
	for _, a := range wishes {
		at := slot{st.id, a.Slot}
		r.jobs.count++
		gen := r.jobs.count
		r.jobs.timers[at] = gen
		if a.Wait <= 0 {
			delete(r.jobs.timers, at)
			continue
		}
		r.later(a.Wait, answer{slot: at, gen: gen, kind: isTimer})
	}
}

// later brings a message when a time has passed. Unlike tea.Tick it ends with the session.
func (r *Root) later(wait time.Duration, msg tea.Msg) { r.run(r.laterCmd(wait, msg)) }

func (r *Root) laterCmd(wait time.Duration, msg tea.Msg) tea.Cmd {
	ctx := r.ctx
	return func() tea.Msg {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-timer.C:
			return msg
		case <-ctx.Done():
			return nil
		}
	}
}

// forget drops what a screen that is gone had asked for, and ends its errands; what it wrote
// is written.
func (j *jobs) forget(seat int) {
	for at := range j.gens {
		if at.seat == seat {
			delete(j.gens, at)
		}
	}
	for at := range j.next {
		if at.seat == seat {
			delete(j.next, at)
		}
	}
	for at := range j.timers {
		if at.seat == seat {
			delete(j.timers, at)
		}
	}
	j.callOff(func(at slot) bool { return at.seat == seat })
}

// outcome runs a job. A job that panics is one that failed: it must not take the
// session along, with what is being written in it.
func outcome(job func() (any, error)) (v any) {
	defer func() {
		if p := recover(); p != nil {
			v = fmt.Errorf("a job failed: %v", p)
		}
	}()
	v, err := job()
	if err != nil {
		return err
	}
	return v
}

// answered takes an answer to the screen that asked. This is the one place where late
// answers are dropped: those of a screen that is gone, and those to an older question.
func (r *Root) answered(a answer) {
	switch a.kind {
	case isWrite, isMark:
		line := r.jobs.line(a.kind)
		*line = (*line)[1:]
		r.nextWrite(a.kind)
		if a.kind == isWrite {
			r.wrote(a)
			return
		}
	case isErrand:
		if !r.jobs.returned(a.gen) {
			return
		}
	case isTimer:
		if r.jobs.timers[a.slot] != a.gen {
			return
		}
		delete(r.jobs.timers, a.slot)
		a.v = r.session.Now()
	case isRead:
		delete(r.jobs.reading, a.slot)
		if next, ok := r.jobs.next[a.slot]; ok {
			delete(r.jobs.next, a.slot)
			r.read(a.slot, next)
			return
		}
		if r.jobs.gens[a.slot] != a.gen {
			return
		}
	}
	r.learn(a)
}

// wrote hears how a write went. What fails while the session is about to end may be the
// agent's words: then it does not end.
func (r *Root) wrote(a answer) {
	err, failed := a.v.(error)
	if !failed {
		r.jobs.refused = false
	}
	r.overWith(failed)
	r.learn(a)
	if st := r.seats[a.slot.seat]; st != nil && st.parked {
		r.unpark(st, failed)
	}
	if failed && r.leaving && !r.jobs.forced && (a.slot.seat != r.own.id || a.slot.name == slotWords) {
		r.stay(err)
	}
}

// learn hands an answer over.
func (r *Root) learn(a answer) {
	st := r.seats[a.slot.seat]
	switch {
	case st == r.own:
		r.learnOwn(a.slot.name, a.v)
	case st != nil:
		r.do(st, r.learned(st, st.screen.Learn(a.slot.name, a.v)))
	case a.kind == isWrite:
		// Nobody is left to say that a last write failed, and it may hold words.
		if err, ok := a.v.(error); ok {
			r.say(screen.Notice{Text: r.session.Book.Err(err), Level: screen.Failure, Unkept: true})
		}
	}
}
