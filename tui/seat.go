package tui

import (
	"slices"

	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// seat is a live screen and what the root knows of it. Answers find it by its number,
// so that one that is gone gets none.
type seat struct {
	id      int
	place   screen.Place
	screen  screen.Screen
	aim     screen.Go // what it was last turned to
	w, h    int
	focused bool
	told    bool // knows whether it has the focus
	fresh   bool // has not been started
	parked  bool // it was left, and what it has to keep is not on the disk yet
	owing   bool // the last write of it failed: what it has to keep is asked for once more
	warned  bool // that was said
	again   bool // somebody came back to it while it waited: where its text is gone, they want to write another
	over    bool // what it was there for is done
}

func (r *Root) seat(place screen.Place, s screen.Screen) *seat {
	r.lastID++
	st := &seat{id: r.lastID, place: place, screen: s, fresh: true}
	r.seats[st.id] = st
	return st
}

// make makes the screen of a place; nil where there is no maker for it.
func (r *Root) make(g screen.Go) *seat {
	maker, ok := r.makers[g.To]
	if !ok {
		return nil
	}
	st := r.seat(g.To, maker(g))
	st.aim = g
	return st
}

// unseat drops a screen, after what it has to keep. A composer stays, out of sight, until
// the disk has its words: who comes back before that finds them as they were.
func (r *Root) unseat(st *seat) {
	r.write(st, st.lastWords())
	r.left(st)
	if st.place == screen.Compose && r.jobs.writing(st.id) {
		st.parked = true
		return
	}
	r.drop(st)
}

func (r *Root) drop(st *seat) {
	delete(r.seats, st.id)
	r.jobs.forget(st.id)
}

// unpark looks after a screen that was left, when a write of it has ended. One that failed
// is tried again by the screen itself.
func (r *Root) unpark(st *seat, failed bool) {
	if failed {
		st.owing = true
		if !st.warned {
			st.warned = true
			r.say(screen.Notice{Text: r.session.Book.T("root.not_saved_yet"), Level: screen.Failure, Unkept: true})
		}
		return
	}
	if r.jobs.writing(st.id) {
		return
	}
	if st.owing {
		st.owing = false
		if more := st.lastWords(); len(more) > 0 {
			r.write(st, more)
			return
		}
	}
	r.drop(st)
	if st.warned {
		r.said.kept()
		r.say(screen.Notice{Text: r.session.Book.T("root.saved_at_last"), Level: screen.Good})
	}
}

// parked is the composer of a text whose last words are not on the disk yet; nil for none.
func (r *Root) parked(g screen.Go) *seat {
	for _, st := range r.seats {
		if st.parked && !st.over && st.place == g.To && st.aim.Ticket == g.Ticket && st.aim.Note == g.Note && st.aim.Forward == g.Forward {
			return st
		}
	}
	return nil
}

// learned notes what an answer made of a composer. One whose text is gone leads elsewhere; for
// somebody who came back to it meanwhile that is to a text of its own, and not away.
func (r *Root) learned(st *seat, out screen.Out) screen.Out {
	if st.place != screen.Compose || st.unready() {
		return out
	}
	again := st.again
	st.again = false
	if out.Go == nil {
		return out
	}
	st.over = true
	if again && st == r.top() && out.Go.To == screen.Back {
		next := st.aim
		next.Instead = true
		out.Go = &next
	}
	return out
}

// start lets a screen ask for what it shows, once, after it knows its size.
func (r *Root) start(st *seat) {
	if !st.fresh || st.screen == nil {
		return
	}
	st.fresh = false
	if s, ok := st.screen.(screen.Starter); ok {
		r.do(st, s.Start())
	}
}

func (st *seat) resize(w, h int) {
	if st.w != w || st.h != h {
		st.w, st.h = w, h
		st.screen.Resize(w, h)
	}
}

// focus tells a screen whether one is in it, and reports whether one has just come to it.
func (st *seat) focus(on bool) (came bool) {
	if st.told && st.focused == on {
		return false
	}
	st.focused, st.told = on, true
	if f, ok := st.screen.(screen.Focusable); ok {
		f.Focus(on)
	}
	return on
}

func (st *seat) typing() bool {
	t, ok := st.screen.(screen.Typist)
	return ok && t.Typing()
}

// scopes are the scopes of a screen with Everywhere behind them.
func (st *seat) scopes() []keymaps.Scope {
	scopes := st.screen.Scopes()
	if st.place == screen.Customer && !st.typing() && !slices.Contains(scopes, keymaps.OnTicket) {
		// What is done to a ticket is done to the one that stands beside its customer.
		scopes = slices.Insert(slices.Clone(scopes), min(1, len(scopes)), keymaps.OnTicket)
	}
	for _, s := range scopes {
		if s == keymaps.Everywhere {
			return scopes
		}
	}
	return append(scopes[:len(scopes):len(scopes)], keymaps.Everywhere)
}

// doer is the screen that an action is for: the list knows which ticket is the next, and
// the conversation beside a customer is the ticket that keys pressed there mean.
func (r *Root) doer(st *seat, a keymaps.Action) *seat {
	switch {
	case (a == keymaps.NextTicket || a == keymaps.PrevTicket) && isBeside(st.place):
		return r.page().seat
	case st.place == screen.Customer && slices.Contains(r.table.Spec(a).Scopes, keymaps.OnTicket):
		if ticket := r.pane(screen.Ticket); ticket != nil {
			return ticket
		}
	}
	return st
}
