package ledgertest

import (
	"maps"
	"reflect"
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

// ids lists a whole view, read in windows of a few rows.
func (s *subject) ids(view desk.ViewID) (all []desk.TicketID) {
	s.Helper()
	at := desk.Anchor{}
	for {
		w := must1[desk.Window](s)(s.Window(view, at, 0, 4))
		if len(w.Rows) == 0 {
			return all
		}
		rows := w.Rows
		if len(all) > 0 {
			rows = rows[1:]
		}
		if len(rows) == 0 {
			return all
		}
		for _, r := range rows {
			all = append(all, r.ID)
		}
		at = desk.Anchor{Ticket: all[len(all)-1]}
	}
}

func (s *subject) count(view desk.ViewID) int {
	s.Helper()
	return must1[map[desk.ViewID]int](s)(s.Counts())[view]
}

func (s *subject) order() {
	s.tickets(23)
	for _, view := range desk.Views() {
		all := s.ids(view)
		if len(all) != s.count(view) {
			s.Errorf("%s has %d rows and counts %d", view, len(all), s.count(view))
		}
		rows := must1[[]desk.Row](s)(s.Rows(view, all))
		if len(rows) != len(all) || !slices.IsSortedFunc(rows, func(a, b desk.Row) int { return int(a.Order/1000 - b.Order/1000) }) {
			s.Errorf("%s is not in order", view)
		}
	}
	if all := s.ids(desk.ViewUnassigned); len(all) != 23 || all[0] != ticketID(22) {
		s.Error("who waits longest does not stand first")
	}
}

func (s *subject) glance() {
	s.tickets(12)
	s.must(s.Submit(does(3, desk.Assign{To: Ana}), time.Hour))
	all, nobody := s.ids(desk.ViewAll), desk.TicketID{ID: desk.DeriveID("nobody")}
	for _, view := range []desk.ViewID{desk.ViewUnassigned, desk.ViewMine, desk.ViewUnassigned.By(desk.ByNewest)} {
		at := desk.Anchor{Ticket: all[5]}
		g := must1[desk.Glance](s)(s.Glance(view, append(slices.Clone(all), nobody), at, 2, 4))
		if in := must1[[]desk.Row](s)(s.Rows(view, all)); !reflect.DeepEqual(g.In, in) || len(g.In)+len(g.Out) != len(all) {
			s.Errorf("%s: %d rows are in it and %d are not, and it has %d", view, len(g.In), len(g.Out), len(in))
		}
		if w := must1[desk.Window](s)(s.Window(view, at, 2, 4)); !reflect.DeepEqual(g.Truth, w) || w.Total != len(g.In) {
			s.Errorf("%s: %d of %d, and its window %d of %d", view, len(g.Truth.Rows), g.Truth.Total, len(w.Rows), w.Total)
		}
		for _, r := range g.Out {
			if base, _ := view.Sorted(); r.ID == ticketID(3) && (r.Assignee != Ana || r.Marks.Waiting != 1 || base == desk.ViewMine) {
				s.Errorf("%s: what was claimed has gone to %q", view, r.Assignee)
			}
		}
		if counts := must1[map[desk.ViewID]int](s)(s.Counts()); !maps.Equal(counts, g.Counts) {
			s.Errorf("%s: it counts %v and not %v", view, g.Counts, counts)
		}
	}
}

func (s *subject) window() {
	s.tickets(30)
	all := s.ids(desk.ViewOpen)
	w := must1[desk.Window](s)(s.Window(desk.ViewOpen, desk.Anchor{Ticket: all[12]}, 3, 5))
	if len(w.Rows) != 9 || w.At != 3 || w.Rows[w.At].ID != all[12] || w.First != 9 || w.Total != 30 {
		s.Errorf("in the middle: %d rows, at %d, first %d of %d", len(w.Rows), w.At, w.First, w.Total)
	}
	w = must1[desk.Window](s)(s.Window(desk.ViewOpen, desk.Anchor{Edge: desk.Bottom}, 4, 4))
	if len(w.Rows) != 5 || w.Rows[w.At].ID != all[29] || w.First != 25 {
		s.Errorf("at the bottom: %d rows, at %d, first %d", len(w.Rows), w.At, w.First)
	}
	w = must1[desk.Window](s)(s.Window(desk.ViewOpen, desk.Anchor{}, 4, 4))
	if len(w.Rows) != 5 || w.At != 0 || w.First != 0 || w.Rows[0].ID != all[0] {
		s.Errorf("at the top: %d rows, at %d, first %d", len(w.Rows), w.At, w.First)
	}
	gone := must1[[]desk.Row](s)(s.Rows(desk.ViewOpen, []desk.TicketID{all[7]}))[0]
	s.must(s.Submit(does(numberOf(all[7]), desk.SetStatus{Status: desk.Solved}), 0))
	w = must1[desk.Window](s)(s.Window(desk.ViewOpen, desk.Anchor{Ticket: gone.ID, Order: gone.Order}, 2, 2))
	if w.Rows[w.At].ID != all[8] {
		s.Error("where a row was that left, the next one does not stand")
	}
	w = must1[desk.Window](s)(s.Window(desk.ViewSnoozed, desk.Anchor{}, 4, 4))
	if w.At != -1 || len(w.Rows) != 0 || w.Total != 0 {
		s.Errorf("an empty view: %+v", w)
	}
}

// numberOf is n of the nth ticket.
func numberOf(id desk.TicketID) int {
	for n := 0; ; n++ {
		if ticketID(n) == id {
			return n
		}
	}
}

func (s *subject) sorts() {
	s.tickets(23)
	s.must(s.Submit(does(4, desk.Assign{To: Ana}), 0))
	for _, by := range desk.Sorts() {
		w := must1[desk.Window](s)(s.Window(desk.ViewUnassigned.By(by), desk.Anchor{}, 0, 50))
		if len(w.Rows) != 22 || w.Total != 22 || w.First != 0 {
			s.Errorf("by %q there are %d of %d", by, len(w.Rows), w.Total)
		}
		if by != desk.ByDue && !slices.IsSortedFunc(w.Rows, func(a, b desk.Row) int { return by.Rank(a.Excerpt).Compare(by.Rank(b.Excerpt)) }) {
			s.Errorf("by %q they stand in another order", by)
		}
		rows := must1[[]desk.Row](s)(s.Rows(desk.ViewUnassigned.By(by), []desk.TicketID{ticketID(4), ticketID(5)}))
		if len(rows) != 1 || rows[0].Order != desk.ViewUnassigned.By(by).Order(rows[0].Excerpt) {
			s.Errorf("by %q one row is %+v", by, rows)
		}
	}
}

func (s *subject) filters() {
	s.tickets(10)
	f := desk.Filter{ID: "mine", Name: desk.Foreign("Mine"), Query: "assignee:ana status:open"}
	s.must(s.SaveFilter(f))
	fit := func() int {
		return must1[desk.Window](s)(s.Window(f.View(), desk.Anchor{}, 0, 50)).Total
	}
	if n := fit(); n != 0 {
		s.Errorf("%d fit before anything does", n)
	}
	op := does(4, desk.Assign{To: Ana})
	s.must(s.Submit(op, time.Hour))
	if n := fit(); n != 1 || s.count(f.View()) != 1 {
		s.Errorf("%d fit, %d are counted, with one claimed", n, s.count(f.View()))
	}
	s.must(s.Rules(op.ID, carriedOut(s, ticket(4), op)))
	if rows := must1[[]desk.Row](s)(s.Rows(f.View(), []desk.TicketID{ticketID(3), ticketID(4)})); len(rows) != 1 || fit() != 1 {
		s.Errorf("%d rows fit, %d in all", len(rows), fit())
	}
	s.must(s.SaveFilter(desk.Filter{ID: f.ID}))
	if all := must1[[]desk.Filter](s)(s.Filters()); len(all) != 0 {
		s.Errorf("dropped, it is still there: %+v", all)
	}
	if err := s.SaveFilter(desk.Filter{ID: "x", Name: desk.Foreign("x"), Query: "status:lost"}); code(err) != desk.BadQuery {
		s.Errorf("one that cannot be read: %v", err)
	}
}

func (s *subject) overlay() {
	s.tickets(10)
	s.must(s.Submit(does(4, desk.Assign{To: Ana}), 0))
	if s.count(desk.ViewMine) != 1 || s.count(desk.ViewUnassigned) != 9 {
		s.Error("the counts do not follow a claim")
	}
	if mine := s.ids(desk.ViewMine); len(mine) != 1 || mine[0] != ticketID(4) {
		s.Error("a claimed ticket is not among mine")
	}
	if slices.Contains(s.ids(desk.ViewUnassigned), ticketID(4)) {
		s.Error("a claimed ticket is still nobody's")
	}
	rows := must1[[]desk.Row](s)(s.Rows(desk.ViewMine, []desk.TicketID{ticketID(3), ticketID(4)}))
	if len(rows) != 1 || rows[0].Marks.Waiting != 1 || rows[0].Base != 1 || rows[0].Seen != 1 {
		s.Errorf("%+v", rows)
	}
	s.must(s.Submit(reply(4), 0))
	th := must1[desk.Thread](s)(s.Thread(ticketID(4), 50))
	if th.Ticket.Status != desk.Pending || th.Ticket.Assignee != Ana || th.Base != 1 || th.Seen != 1 || len(th.Pending) != 2 {
		s.Errorf("%s of %q, on %d, seen %d, %d waiting", th.Ticket.Status, th.Ticket.Assignee, th.Base, th.Seen, len(th.Pending))
	}
	if !said(th, onItsWay) {
		s.Error("what was said is not in the thread")
	}
	if out := must1[[]desk.PendingOp](s)(s.Outbox()); len(out) != 2 || out[0].Number != 1004 {
		s.Errorf("%+v", out)
	}
}

// said reports whether a text stands in a thread once.
func said(th desk.Thread, text string) bool {
	n := 0
	for _, m := range th.Messages {
		if m.Text == desk.Foreign(text) {
			n++
		}
	}
	return n == 1
}
