package tui

import (
	"slices"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/opening"
	"github.com/heed-desk/heed/tui/screen"
)

// spot is a step of the way that one came: a place and the screen in it.
type spot struct {
	seat    *seat
	follows screen.Go // what it last told the panes beside it to follow
}

// Places are pages (a list, the composer) or panes that stand beside them: the thread and
// the customer, which there are once each.
func isBeside(p screen.Place) bool { return p == screen.Ticket || p == screen.Customer }

// top is the screen where one is.
func (r *Root) top() *seat { return r.stack[len(r.stack)-1].seat }

// page is the spot whose page is in sight: the last one that is not a pane beside.
func (r *Root) page() *spot {
	for i := len(r.stack) - 1; i > 0; i-- {
		if !isBeside(r.stack[i].seat.place) {
			return &r.stack[i]
		}
	}
	return &r.stack[0]
}

// travel goes where a screen wants to go, inside the Update in which it said so.
func (r *Root) travel(from *seat, g screen.Go) {
	if g.Instead {
		r.back(from)
	}
	switch {
	case g.To == screen.Back:
		r.back(from)
	case g.Follow:
		r.follow(from, g)
	case g.To == screen.WriteFirst:
		r.openOwn(opening.New(opening.Needs{Session: r.session, Reads: r.ledger, Context: r.ctx, Who: g.Who, Sure: true}))
	case g.To == screen.Phrasebook:
		r.openPhrasebook(g.Reply)
	case isBeside(g.To):
		if i := r.at(from); i >= 0 && !isBeside(from.place) && !g.Ticket.IsZero() {
			r.stack[i].follows = g // it stands there still when one comes back
		}
		r.goBeside(g)
	default:
		r.push(g)
	}
	if r.ahead.seat == from && !g.Follow {
		r.ahead.led(r.owner())
	}
}

// follow notes what the panes beside are to show from now on; place turns them to it.
func (r *Root) follow(from *seat, g screen.Go) {
	i := r.at(from)
	if i < 0 {
		return
	}
	r.stack[i].follows = g
	if isBeside(from.place) {
		return
	}
	front := r.stack[i+1:]
	if n := slices.IndexFunc(front, func(s spot) bool { return !isBeside(s.seat.place) }); n >= 0 {
		front = front[:n]
	}
	if g.Carried && len(front) > 0 {
		return // what is typed there is meant for what stands there
	}
	// What was gone to from this page before gives way to where its cursor is now.
	for n := range front {
		front[n].follows = screen.Go{}
	}
}

// target is what the panes beside are to show: what was last gone to or followed on the
// page in sight.
func (r *Root) target() screen.Go {
	var g screen.Go
	for i := len(r.stack) - 1; i >= 0; i-- {
		s := r.stack[i]
		switch {
		case g.Ticket.IsZero() && g.Who.IsZero():
			g = s.follows
		case g.Who.IsZero() && s.follows.Ticket == g.Ticket:
			g.Who = s.follows.Who // the same ticket, and somebody knew whose it is
		}
		if !isBeside(s.seat.place) {
			break
		}
	}
	return g
}

// aim turns a pane beside to something, where it is not there already.
func (r *Root) aim(st *seat, g screen.Go) *seat {
	g.To, g.Follow = st.place, false
	if st.aim.Ticket == g.Ticket && st.aim.Who == g.Who {
		return st
	}
	if f, ok := st.screen.(screen.Follower); ok {
		st.aim = g
		r.do(st, f.Follow(g))
		return st
	}
	fresh := r.make(g)
	r.beside[g.To] = fresh
	for i := range r.stack {
		if r.stack[i].seat == st {
			r.stack[i].seat = fresh
		}
	}
	r.unseat(st)
	return fresh
}

// pane is the pane beside of a place, made when it is needed first; nil where there is no maker.
func (r *Root) pane(p screen.Place) *seat {
	if r.beside[p] == nil {
		g := r.target()
		g.To, g.Follow = p, false
		if st := r.make(g); st != nil {
			r.beside[p] = st
		}
	}
	return r.beside[p]
}

// goBeside gives the focus to the thread or the customer, turned to what g says.
func (r *Root) goBeside(g screen.Go) {
	st := r.pane(g.To)
	if st == nil {
		r.nowhere()
		return
	}
	r.stack = slices.DeleteFunc(r.stack, func(s spot) bool { return s.seat == st })
	r.stack = append(r.stack, spot{seat: st, follows: screen.Go{Ticket: g.Ticket, Who: g.Who}})
	if t := r.target(); !t.Ticket.IsZero() || !t.Who.IsZero() {
		r.aim(st, t)
	}
}

func (r *Root) nowhere() {
	r.say(screen.Notice{Text: r.session.Book.T("root.no_place"), Level: screen.Warning})
}

// push goes to a page. One that stands on the way already is gone back to.
func (r *Root) push(g screen.Go) {
	for i, s := range r.stack {
		if s.seat.place != g.To || g.To == screen.Compose && (s.seat.aim.Ticket != g.Ticket || s.seat.aim.Note != g.Note || s.seat.aim.Forward != g.Forward) {
			continue
		}
		r.cut(i + 1)
		if f, ok := s.seat.screen.(screen.Follower); ok && (g.View != "" || g.Query != "") {
			r.do(s.seat, f.Follow(g))
		}
		return
	}
	// Whose ticket it is may be known to the page that one comes from.
	if len(r.stack) > 0 {
		if t := r.target(); g.Who.IsZero() && t.Ticket == g.Ticket {
			g.Who = t.Who
		}
	}
	st := r.parked(g)
	if st == nil {
		st = r.make(g)
	}
	if st == nil {
		r.nowhere()
		return
	}
	st.again = st.parked && st.unready()
	st.parked, st.warned = false, false
	r.stack = append(r.stack, spot{seat: st, follows: screen.Go{Ticket: g.Ticket, Who: g.Who}})
}

// back goes one step back from a screen; from one that is not where one is, only that
// one is left.
func (r *Root) back(from *seat) {
	i := r.at(from)
	if i < 0 {
		return
	}
	if i == 0 {
		r.hint(r.session.Book.T("root.nowhere_back", "key", r.key("quit")))
		return
	}
	r.remove(i)
}

func (r *Root) at(st *seat) int {
	for i := len(r.stack) - 1; i >= 0; i-- {
		if r.stack[i].seat == st {
			return i
		}
	}
	return -1
}

// cut leaves all behind the first n steps.
func (r *Root) cut(n int) {
	for len(r.stack) > n {
		r.remove(len(r.stack) - 1)
	}
}

func (r *Root) remove(i int) {
	st := r.stack[i].seat
	r.stack = append(r.stack[:i:i], r.stack[i+1:]...)
	if !isBeside(st.place) {
		r.unseat(st)
	}
}

// working is where the agent is, for colleagues.
func (r *Root) working() (desk.TicketID, desk.Doing) {
	if r.locked() {
		return desk.TicketID{}, desk.Left
	}
	if w, ok := r.top().screen.(screen.Working); ok {
		return w.Working()
	}
	return desk.TicketID{}, desk.Left
}
