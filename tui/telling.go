package tui

import (
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/voice"
)

// telling is what somebody who hears heed has heard.
type telling struct {
	seat    int                    // where they were told to be
	heard   map[int]*screen.Speech // of each screen, as it was said last
	notices []heardNotice          // not said yet
	chord   bool                   // how a chord goes on has been said
	whole   bool                   // all is to be said again
	where   bool                   // and all besides that there is to know
	moved   bool                   // a key was to move the cursor
	came    map[desk.TicketID]bool // somebody wrote, and it has not been said
	acted   time.Time              // the last key that did something
	typed   time.Time              // the last one that wrote something
	news    time.Time              // when news were said last
}

// heardNotice is a notice that came of a key, or is news.
type heardNotice struct {
	screen.Notice
	own bool
}

// The pace at which things are said.
const (
	ownFor     = 1500 * time.Millisecond // so long after a key what comes is taken for what the key did
	settles    = 300 * time.Millisecond  // so long what a key did may take to be read
	begins     = time.Second             // so long it is waited for the first tickets of all
	returns    = 60 * time.Millisecond   // so long it is waited for what was done to show where one comes back to
	typingRest = 700 * time.Millisecond  // after a letter, before what it found is said
	writerRest = 3 * time.Second         // after a letter, before news are said
	newsEvery  = 5 * time.Second         // between two pieces of news
)

// hear notes a notice for somebody who hears heed.
func (r *Root) hear(n screen.Notice) {
	if r.opts.Linear && n.Text != "" {
		r.told.notices = append(r.told.notices, heardNotice{n, time.Since(r.told.acted) < ownFor})
	}
}

// hearOf notes that somebody wrote on a ticket of the agent's; not on the one that they are on,
// which says so itself.
func (r *Root) hearOf(id desk.TicketID) {
	if !r.opts.Linear || r.target().Ticket == id {
		return
	}
	if r.told.came == nil {
		r.told.came = map[desk.TicketID]bool{}
	}
	r.told.came[id] = true
}

// saidNow is what there is to say, and what is to be done with it.
type saidNow struct {
	lines []voice.Line
	live  *voice.Live
	wait  time.Duration // until there may be more to say; 0 for none
	later bool          // nothing is to be said before, nor written
}

// tellNow is what there is to say now.
func (r *Root) tellNow(wall time.Time) saidNow {
	st, t := r.owner(), &r.told
	if wait := settles - wall.Sub(t.acted); wait > 0 && (st.fresh || st.unready() || r.jobs.reads(st.id)) {
		return saidNow{wait: wait, later: true}
	}
	now := r.session.Now()
	sp := r.speech(st, now)
	out := saidNow{live: liveOf(st, sp.Live)}
	p := paragraphs{}
	if wait := begins - wall.Sub(t.acted); t.seat == 0 && r.opts.Alone == nil && r.link.Synced.IsZero() && wait > 0 {
		return saidNow{wait: wait, later: true} // the first tickets are about to come
	}
	if wait := returns - wall.Sub(t.acted); t.seat != st.id && t.heard[st.id] != nil && wait > 0 {
		return saidNow{wait: wait, later: true} // what was done elsewhere is about to show here
	}
	wait := time.Duration(0)
	if !r.locked() { // else it is told when it is opened
		wait = r.tellNotices(&p, now, wall)
	}
	wait = sooner(wait, r.tellPlace(&p, st, &sp, wall))
	if t.where {
		r.tellWhere(&p, st, now)
	}
	if r.spelled && r.pending != "" && !t.chord {
		p.say(screen.Say(r.keysSaid("linear.goes_on", r.continuations(st), "chord", r.spoken(string(r.pending)))))
	}
	t.chord = r.spelled && r.pending != ""
	t.where, t.whole = false, false
	out.lines, out.wait = p.lines(), wait
	return out
}

func sooner(a, b time.Duration) time.Duration {
	if a <= 0 || b > 0 && b < a {
		return b
	}
	return a
}

// liveNow is the line that is being written, and whether it is of where one was told to be.
func (r *Root) liveNow() (l *voice.Live, same bool) {
	st := r.owner()
	if st.id != r.told.seat || !st.typing() {
		return nil, false
	}
	return liveOf(st, r.speech(st, r.session.Now()).Live), true
}

// tellNotices says what heed had to say: at once what came of a key, the rest when it is
// time for news.
func (r *Root) tellNotices(p *paragraphs, now, wall time.Time) (wait time.Duration) {
	t := &r.told
	newsWait := r.newsIn(wall)
	var kept []heardNotice
	for _, n := range t.notices {
		if !n.own && newsWait > 0 {
			kept = append(kept, n)
			wait = newsWait
			continue
		}
		if !n.own {
			t.news = wall
		}
		p.line(screen.Say(r.noticeSaid(n.Notice, now)))
	}
	t.notices = kept
	if n := len(t.came); n > 0 && newsWait > 0 {
		wait = newsWait
	} else if n > 0 {
		p.line(screen.Say(r.session.Book.N("linear.came", n)))
		t.came, t.news = nil, wall
	}
	return wait
}

// newsIn is how long it is until news may be said.
func (r *Root) newsIn(wall time.Time) time.Duration {
	t := &r.told
	wait := newsEvery - wall.Sub(t.news)
	if r.owner().typing() {
		wait = max(wait, writerRest-wall.Sub(t.typed))
	}
	return max(wait, 0)
}

// tellPlace says where one is, as far as it is another place or has changed.
func (r *Root) tellPlace(p *paragraphs, st *seat, sp *screen.Speech, wall time.Time) time.Duration {
	t := &r.told
	last := t.heard[st.id]
	arrived := t.seat != st.id
	if !arrived && !t.whole && t.typed.After(t.acted) {
		if wait := typingRest - wall.Sub(t.typed); wait > 0 {
			return wait
		}
	}
	key := t.acted
	if t.typed.After(key) {
		key = t.typed
	}
	own := arrived || t.whole || wall.Sub(key) < ownFor
	d := difference{last: last, now: sp, arrived: arrived, whole: t.whole}
	if d.none() {
		if t.moved && own && st.place != screen.Compose {
			p.line(screen.Say(r.session.Book.T("linear.no_further")))
		}
		t.moved = false
		return 0
	}
	t.moved = false
	if !own {
		if wait := r.newsIn(wall); wait > 0 {
			return wait
		}
		t.news = wall
	}
	if d.back() {
		p.say(screen.Say(r.session.Book.T("linear.back")))
	}
	d.say(p)
	if arrived && r.asks(st) {
		p.line(screen.Say(r.keysSaid("linear.keys", r.dialogHints(st))))
	}
	t.seat, t.heard[st.id] = st.id, sp
	for id := range t.heard {
		if r.seats[id] == nil {
			delete(t.heard, id)
		}
	}
	return 0
}

// asks reports whether a screen is a question that is answered by single keys.
func (r *Root) asks(st *seat) bool {
	for _, s := range st.screen.Scopes() {
		if s == keymaps.Dialog {
			return true
		}
	}
	return false
}

// reads reports whether something is being read or fetched for a screen.
func (j *jobs) reads(seat int) bool {
	for at, on := range j.reading {
		if on && at.seat == seat {
			return true
		}
	}
	for _, e := range j.errands {
		if e.wanted && e.slot.seat == seat {
			return true
		}
	}
	return false
}

func liveOf(st *seat, l *screen.Live) *voice.Live {
	if l == nil {
		return nil
	}
	return &voice.Live{Of: st.id, Label: l.Label, Text: l.Text, Caret: l.Caret, Row: l.Row, Above: l.Above}
}
