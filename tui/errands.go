package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/tui/screen"
)

// errand is slow work outside the ledger that is under way.
type errand struct {
	written
	halt   context.CancelFunc
	wanted bool // somebody waits for its end still
}

// send starts errands, each beside all else.
func (r *Root) send(st *seat, errands []screen.Errand) {
	for _, e := range errands {
		at := slot{st.id, e.Slot}
		r.jobs.callOff(func(other slot) bool { return other == at })
		ctx, halt := context.WithCancel(r.ctx)
		r.jobs.count++
		gen := r.jobs.count
		one := &errand{halt: halt, wanted: true, written: written{
			slot: at, run: func() (any, error) { return e.Run(ctx) }, done: make(chan struct{}),
		}}
		r.jobs.errands[gen] = one
		r.run(func() tea.Msg {
			v, mine := one.carry()
			if !mine {
				return nil
			}
			return answer{slot: at, gen: gen, kind: isErrand, v: v}
		})
	}
}

// callOff ends the errands of some slots; nobody hears of their end.
func (j *jobs) callOff(which func(slot) bool) {
	for _, e := range j.errands {
		if which(e.slot) {
			e.wanted = false
			e.halt()
		}
	}
}

// returned takes the end of an errand; wanted where somebody still waits for it.
func (j *jobs) returned(gen uint64) (wanted bool) {
	e := j.errands[gen]
	delete(j.errands, gen)
	e.halt()
	return e.wanted
}

// recall ends all errands when the loop has ended, and waits until they have cleared up behind
// themselves, but no longer than that: what hangs stays behind.
func (r *Root) recall(wait time.Duration) {
	r.jobs.callOff(func(slot) bool { return true })
	late := time.NewTimer(wait)
	defer late.Stop()
	for _, e := range r.jobs.errands {
		if e.begun.CompareAndSwap(false, true) {
			continue // it never left
		}
		select {
		case <-e.done:
		case <-late.C:
			return
		}
	}
}
