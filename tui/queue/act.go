package queue

import (
	"slices"
	"strconv"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// Why implements screen.Screen.
func (s *Screen) Why(a keymaps.Action) desk.Reason {
	if marks(a) {
		return s.whyMark(a)
	}
	if len(s.marked.ids) > 0 && act.ForMany(a) {
		return desk.Reason{} // what stands against one of them leaves that one out
	}
	if len(s.marked.ids) > 0 && act.Handles(a) && act.Changes(a) {
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"one_at_a_time", strconv.Itoa(len(s.marked.ids))}}
	}
	if act.Handles(a) {
		return act.Why(a, s.target(), s.Me.ID)
	}
	switch a {
	case keymaps.WhyOrder:
		if s.sorts[s.view] != desk.ByDue {
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"sorted"}}
		}
	default:
	}
	switch a {
	case keymaps.Open, keymaps.WhyOrder, keymaps.GoCustomer:
		if s.target() == nil {
			return desk.Reason{Code: desk.NothingSelected}
		}
	default:
	}
	return desk.Reason{}
}

// Act implements screen.Screen.
func (s *Screen) Act(a keymaps.Action) screen.Out {
	if marks(a) {
		return s.actMark(a)
	}
	if len(s.marked.ids) > 0 && act.ForMany(a) {
		return s.actMany(a)
	}
	if act.Handles(a) {
		t := s.target()
		if t == nil {
			return screen.Out{}
		}
		s.own[t.ID] = true
		return s.acts.Act(a, *t)
	}
	switch a {
	case keymaps.Up, keymaps.PrevTicket:
		return s.move(-1)
	case keymaps.Down, keymaps.NextTicket:
		return s.move(1)
	case keymaps.PageUp:
		return s.move(-s.leap())
	case keymaps.PageDown:
		return s.move(s.leap())
	case keymaps.First:
		return s.toEdge(desk.Top)
	case keymaps.Last:
		return s.toEdge(desk.Bottom)
	case keymaps.NextView:
		return s.turn(1)
	case keymaps.PreviousView:
		return s.turn(-1)
	case keymaps.ShowNew:
		return s.relay()
	case keymaps.Density:
		return s.changeDensity()
	case keymaps.SortBy:
		return s.sortNext()
	case keymaps.Filters:
		return s.openFilters()
	default:
		return s.leave(a)
	}
}

// leave is an action that leads away from the list.
func (s *Screen) leave(a keymaps.Action) screen.Out {
	e, ok := s.lists[s.view].cursor()
	if !ok {
		return screen.Out{}
	}
	switch a {
	case keymaps.Open:
		s.shown, s.outside = e.ID, false
		return screen.Out{Go: &screen.Go{To: screen.Ticket, Ticket: e.ID}}
	case keymaps.GoCustomer:
		return screen.Out{Go: &screen.Go{To: screen.Customer, Ticket: e.ID, Who: e.Requester}}
	case keymaps.WhyOrder:
		return screen.Out{Open: act.SumOfRow(s.Session, e.Row)}
	default:
		return screen.Out{}
	}
}

// leap is a page less its context.
func (s *Screen) leap() int { return max(s.page()-context, 1) }

func (s *Screen) move(n int) screen.Out {
	l := s.lists[s.view]
	if l == nil {
		return screen.Out{}
	}
	l.move(n, s.page())
	return s.moved()
}

// toEdge goes to an end of the view, and asks for it where it is not held.
func (s *Screen) toEdge(edge desk.Edge) screen.Out {
	l := s.lists[s.view]
	if l == nil {
		return screen.Out{}
	}
	if edge == desk.Top && l.holdsTop() {
		return s.move(-len(l.rows))
	}
	if edge == desk.Bottom && l.holdsEnd() {
		return s.move(len(l.rows))
	}
	return s.seek(desk.Anchor{Edge: edge})
}

// moved is what follows from a key that put the cursor elsewhere: the panes beside follow, and
// what will be needed next is read ahead.
func (s *Screen) moved() screen.Out {
	return s.follow().Merge(s.askMore())
}

// carried is what follows from news that put the cursor elsewhere.
func (s *Screen) carried() screen.Out {
	e, _ := s.lists[s.view].cursor()
	if s.outside || e.ID == s.shown {
		return s.askMore()
	}
	out := s.lead(e)
	out.Go.Carried = true
	return out.Merge(s.askMore())
}

// Enter implements screen.Entered: who comes back from a ticket that is not in the view finds
// the one under the cursor beside it, which is what keys mean here.
func (s *Screen) Enter() screen.Out { return s.follow() }

// follow tells the panes beside which ticket is under the cursor.
func (s *Screen) follow() screen.Out {
	e, _ := s.lists[s.view].cursor()
	if e.ID == s.shown && !s.outside {
		return screen.Out{}
	}
	return s.lead(e)
}

// lead has the panes beside follow to a row.
func (s *Screen) lead(e entry) screen.Out {
	s.shown, s.outside = e.ID, false
	near := s.lists[s.view].beside()
	return screen.Out{Go: &screen.Go{To: screen.Ticket, Ticket: e.ID, Who: e.Requester, Follow: true, Near: near}}
}

// turn goes to another view. One that was seen before stands there at once as it was left.
func (s *Screen) turn(n int) screen.Out {
	views := s.views()
	at := max(slices.Index(views, s.view), 0)
	return s.turnTo(views[(at+n+len(views))%len(views)])
}

func (s *Screen) turnTo(v desk.ViewID) screen.Out {
	s.view, s.failed, s.slow, s.seeking = v, nil, false, false
	clear(s.own)
	return s.turned(v).Merge(s.left())
}

// turned shows the view that was turned to.
func (s *Screen) turned(v desk.ViewID) screen.Out {
	if l := s.lists[v]; l != nil {
		l.scroll(s.page())
		return s.follow().Merge(s.askLaid(v, l.anchor()))
	}
	return s.follow().Merge(s.askLaid(v, desk.Anchor{})).Merge(s.askSlow())
}

// Follow implements screen.Follower: the queue turns to a view.
func (s *Screen) Follow(g screen.Go) screen.Out {
	if g.View == "" || g.View == s.view {
		return s.relay()
	}
	return s.turnTo(g.View)
}

// relay lays the list anew, with the cursor on its ticket.
func (s *Screen) relay() screen.Out {
	clear(s.own)
	return s.askLaid(s.view, s.lists[s.view].anchor())
}

func (s *Screen) changeDensity() screen.Out {
	if s.rowLines() == 2 {
		s.habits.lines[s.view] = oneLine
	} else {
		s.habits.lines[s.view] = twoLines
	}
	return s.densed().Merge(s.left())
}

// densed lays the rows in sight anew, where they take more or fewer lines now.
func (s *Screen) densed() screen.Out {
	if l := s.lists[s.view]; l != nil {
		l.scroll(s.page())
	}
	return s.askMore()
}

// Configured implements screen.Configured.
func (s *Screen) Configured() screen.Out {
	was := s.habits.tried
	s.dense, s.habits.tried = density(s.Lines), s.Trying && s.lines != s.Lines
	switch {
	case s.habits.tried:
		return s.densed() // nothing is kept of what is only tried
	case s.lines == s.Lines && was:
		return s.densed()
	case s.lines == s.Lines:
		return screen.Out{} // what a key has set stays
	}
	s.lines = s.Lines
	clear(s.habits.lines) // what was set last counts
	return s.densed().Merge(s.left())
}
