package queue

import (
	"slices"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// marked are the tickets that the agent has marked, whatever view they stand in.
type marked struct {
	ids  map[desk.TicketID]bool
	last desk.TicketID // the one marked last, where a range begins
}

func (m *marked) has(id desk.TicketID) bool { return m.ids[id] }

// add marks tickets as far as there is room, and reports whether there was.
func (m *marked) add(ids ...desk.TicketID) bool {
	for _, id := range ids {
		if len(m.ids) >= act.MostMany && !m.ids[id] {
			return false
		}
		m.ids[id] = true
	}
	return true
}

func (m *marked) drop(ids ...desk.TicketID) {
	for _, id := range ids {
		delete(m.ids, id)
	}
	if !m.ids[m.last] {
		m.last = desk.TicketID{}
	}
}

// marks reports whether an action is about marking.
func marks(a keymaps.Action) bool {
	switch a {
	case keymaps.Mark, keymaps.MarkRange, keymaps.MarkAll, keymaps.MarkNone, keymaps.MarkInvert:
		return true
	default:
		return false
	}
}

// whyMark is the reason why rows cannot be marked so.
func (s *Screen) whyMark(a keymaps.Action) desk.Reason {
	no := func(what ...string) desk.Reason { return desk.Reason{Code: desk.NothingSelected, Args: what} }
	_, on := s.lists[s.view].cursor()
	switch {
	case a == keymaps.MarkNone && len(s.marked.ids) == 0:
		return no("no_marks")
	case a == keymaps.MarkNone:
		return desk.Reason{}
	case !on && a == keymaps.Mark:
		return no()
	case !on:
		return no("empty")
	case a == keymaps.MarkRange && s.marked.last.IsZero():
		return no("no_mark")
	default:
		return desk.Reason{}
	}
}

func (s *Screen) actMark(a keymaps.Action) screen.Out {
	e, _ := s.lists[s.view].cursor()
	switch a {
	case keymaps.Mark:
		return s.toggle(e.ID)
	case keymaps.MarkRange:
		return s.markTo(e.Row)
	case keymaps.MarkAll:
		return s.askWhole(false)
	case keymaps.MarkInvert:
		return s.askWhole(true)
	default:
		clear(s.marked.ids)
		s.marked.last = desk.TicketID{}
		return s.tellMarked(screen.Out{})
	}
}

// tellMarked says to whoever hears heed how many are marked now: rows that they are not on
// change without a word else.
func (s *Screen) tellMarked(out screen.Out) screen.Out {
	if s.Linear && out.Say == nil {
		said := s.Book.N("linear.queue.marked", len(s.marked.ids))
		if len(s.marked.ids) == 0 {
			said = s.Book.T("linear.queue.marked.none")
		}
		out.Say = &screen.Notice{Text: said}
	}
	return out
}

func (s *Screen) toggle(id desk.TicketID) screen.Out {
	if s.marked.has(id) {
		s.marked.drop(id)
		return screen.Out{}
	}
	s.marked.last = id
	return s.room(s.marked.add(id))
}

// room says that no more can be marked, where that is so.
func (s *Screen) room(there bool) screen.Out {
	if there {
		return screen.Out{}
	}
	return screen.Out{Say: &screen.Notice{Text: s.Book.T("queue.too_many_marked", "n", act.MostMany), Level: screen.Warning}}
}

// markTo marks from the row marked last to the cursor's.
func (s *Screen) markTo(to desk.Row) screen.Out {
	l := s.lists[s.view]
	from := slices.IndexFunc(l.rows, func(e entry) bool { return e.ID == s.marked.last })
	if from < 0 {
		return s.askRange(to)
	}
	var ids []desk.TicketID
	for _, e := range l.rows[min(from, l.at) : max(from, l.at)+1] {
		ids = append(ids, e.ID)
	}
	s.marked.last = to.ID
	return s.tellMarked(s.room(s.marked.add(ids...)))
}

const (
	slotRange = "marked.range"
	slotWhole = "marked.whole"
	slotMany  = "marked.many"
)

// ranged are the rows between two; whole those of a view; many those that are marked.
type (
	ranged struct {
		ids []desk.TicketID
		to  desk.TicketID
	}
	whole struct {
		view   desk.ViewID
		ids    []desk.TicketID
		more   bool
		invert bool
	}
	many struct {
		action keymaps.Action
		rows   []desk.Row
		asked  int
	}
)

// askRange reads the rows between the one marked last and the cursor's: it is not held.
func (s *Screen) askRange(to desk.Row) screen.Out {
	reads, view, last := s.reads, s.as(s.view), s.marked.last
	return screen.Out{Ask: []screen.Ask{{Slot: slotRange, Read: func() (any, error) {
		rows, err := reads.Rows(view, []desk.TicketID{last})
		if err != nil || len(rows) == 0 {
			return ranged{ids: []desk.TicketID{to.ID}, to: to.ID}, err // it is in another view by now
		}
		at, n := desk.Anchor{Ticket: last, Order: rows[0].Order}, act.MostMany
		before, after := 0, n
		if to.Order < rows[0].Order {
			before, after = n, 0
		}
		w, err := reads.Window(view, at, before, after)
		r := ranged{to: to.ID}
		end := slices.IndexFunc(w.Rows, func(r desk.Row) bool { return r.ID == to.ID })
		for i, row := range w.Rows {
			if end < 0 || i >= min(end, w.At) && i <= max(end, w.At) {
				r.ids = append(r.ids, row.ID)
			}
		}
		return r, err
	}}}}
}

// askWhole reads which tickets the view has, as many as can be marked.
func (s *Screen) askWhole(invert bool) screen.Out {
	reads, view := s.reads, s.as(s.view)
	return screen.Out{Ask: []screen.Ask{{Slot: slotWhole, Read: func() (any, error) {
		w, err := reads.Window(view, desk.Anchor{Edge: desk.Top}, 0, 2*act.MostMany)
		all := whole{view: view, more: w.Total > len(w.Rows), invert: invert}
		for _, r := range w.Rows {
			all.ids = append(all.ids, r.ID)
		}
		return all, err
	}}}}
}

func (s *Screen) learnRange(r ranged) screen.Out {
	s.marked.last = r.to
	return s.tellMarked(s.room(s.marked.add(r.ids...)))
}

func (s *Screen) learnWhole(w whole) screen.Out {
	if w.view != s.as(s.view) {
		return screen.Out{}
	}
	ids := w.ids
	if w.invert {
		ids = slices.DeleteFunc(slices.Clone(w.ids), s.marked.has)
		s.marked.drop(w.ids...)
	}
	if s.marked.add(ids...) && !w.more {
		return s.tellMarked(screen.Out{})
	}
	return screen.Out{Say: &screen.Notice{Text: s.Book.T("queue.marked_first", "n", len(s.marked.ids)), Level: screen.Warning}}
}

// actMany takes an action on all that is marked, once it is read.
func (s *Screen) actMany(a keymaps.Action) screen.Out {
	ids := make([]desk.TicketID, 0, len(s.marked.ids))
	for id := range s.marked.ids {
		ids = append(ids, id)
	}
	reads := s.reads
	s.awaits = true
	return screen.Out{Ask: []screen.Ask{{Slot: slotMany, Read: func() (any, error) {
		rows, err := reads.Rows(desk.ViewAll, ids)
		slices.SortFunc(rows, byDue)
		return many{action: a, rows: rows, asked: len(ids)}, err
	}}}}
}

// byDue sorts what may stand in several views as the open ones stand.
func byDue(a, b desk.Row) int {
	if x, y := desk.ViewOpen.Order(a.Excerpt), desk.ViewOpen.Order(b.Excerpt); x != y {
		if x < y {
			return -1
		}
		return 1
	}
	return slices.Compare(a.ID.ID[:], b.ID.ID[:])
}

// Label implements screen.Labelled: what is done to all that is marked says to how many.
func (s *Screen) Label(a keymaps.Action) string {
	if len(s.marked.ids) == 0 || !act.ForMany(a) {
		return ""
	}
	return s.Book.T("queue.to_many", "action", s.Book.T("action."+string(a)), "n", len(s.marked.ids))
}
