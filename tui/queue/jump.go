package queue

import (
	"slices"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// slotFound is where the queue learns whether a ticket is in the view.
const slotFound = "found"

// found is a ticket that was looked for in a view.
type found struct {
	as   desk.ViewID // the view with its sort
	id   desk.TicketID
	rows []desk.Row
}

// GoTo implements screen.Finder. A row that is held is gone to in its place; for one that
// is farther away the view is laid round it.
func (s *Screen) GoTo(id desk.TicketID) screen.Out {
	if l := s.lists[s.view]; l != nil {
		if i := slices.IndexFunc(l.rows, func(e entry) bool { return e.ID == id }); i >= 0 {
			return s.move(i - l.at)
		}
	}
	reads, as := s.reads, s.as(s.view)
	s.seeking = true
	return screen.Out{Ask: []screen.Ask{{Slot: slotFound, Read: func() (any, error) {
		rows, err := reads.Rows(as, []desk.TicketID{id})
		return found{as: as, id: id, rows: rows}, err
	}}}}
}

func (s *Screen) learnFound(f found) screen.Out {
	if len(f.rows) > 0 && f.as == s.as(s.view) {
		clear(s.own)
		return s.seek(desk.Anchor{Ticket: f.id, Order: f.rows[0].Order})
	}
	s.seeking, s.outside = false, true
	return screen.Out{Go: &screen.Go{To: screen.Ticket, Ticket: f.id}}
}

// seek lays the view round a row to which the cursor goes.
func (s *Screen) seek(at desk.Anchor) screen.Out {
	s.seeking = true
	return s.askLaid(s.view, at)
}

// Repeat implements screen.Repeater.
func (s *Screen) Repeat(a keymaps.Action, n int) screen.Out {
	switch a {
	case keymaps.Up, keymaps.PrevTicket:
		return s.stride(-n)
	case keymaps.Down, keymaps.NextTicket:
		return s.stride(n)
	case keymaps.PageUp:
		return s.stride(-n * s.leap())
	case keymaps.PageDown:
		return s.stride(n * s.leap())
	case keymaps.NextView:
		return s.turn(n % len(s.views()))
	case keymaps.PreviousView:
		return s.turn(-(n % len(s.views())))
	default:
		return screen.Out{}
	}
}

// stride moves the cursor n rows on, also beyond what is held.
func (s *Screen) stride(n int) screen.Out {
	l := s.lists[s.view]
	if l == nil || len(l.rows) == 0 {
		return screen.Out{}
	}
	to := l.at + n
	switch {
	case to < 0 && !l.holdsTop():
		if to <= -l.total {
			return s.toEdge(desk.Top)
		}
		return s.askStride(l.rows[0].spot(), to)
	case to >= len(l.rows) && !l.holdsEnd():
		if n >= l.total {
			return s.toEdge(desk.Bottom)
		}
		return s.askStride(l.rows[len(l.rows)-1].spot(), to-len(l.rows)+1)
	default:
		return s.move(n)
	}
}

// strideRows is how many rows are walked over in one read.
const strideRows = 1000

// askStride lays the view round the row that stands n rows from another one.
func (s *Screen) askStride(from desk.Anchor, n int) screen.Out {
	reads, as, reach := s.reads, s.as(s.view), 2*s.reach()
	clear(s.own)
	s.seeking = true
	return screen.Out{Ask: []screen.Ask{{Slot: slotLaid + string(s.view), Read: func() (any, error) {
		at, err := walked(reads, as, from, n)
		if err != nil {
			return nil, err
		}
		return readLaid(reads, as, at, reach)
	}}}}
}

// walked is the row that stands n rows from another one, or the last one that there is.
func walked(reads Reads, view desk.ViewID, at desk.Anchor, n int) (desk.Anchor, error) {
	for n != 0 {
		step := min(max(n, -strideRows), strideRows)
		w, err := reads.Window(view, at, max(-step, 0), max(step, 0))
		if err != nil || len(w.Rows) == 0 {
			return at, err
		}
		end := w.Rows[0]
		if step > 0 {
			end = w.Rows[len(w.Rows)-1]
		}
		at = desk.Anchor{Ticket: end.ID, Order: end.Order}
		if len(w.Rows) <= max(step, -step) {
			return at, nil // there are no more
		}
		n -= step
	}
	return at, nil
}
