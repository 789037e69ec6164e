package customer

import (
	"context"
	"slices"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// mostFound is how many records are offered.
const mostFound = 50

// otherRecord chooses the other record of the same person: those of the same name are offered, all
// others found by name, address or number.
func (s *Screen) otherRecord() screen.Screen {
	reads, own, called := s.reads, s.data.customer.ID, text.Line(s.data.customer.Name)
	find := func(typed string) ([]act.Pick, error) {
		all, err := reads.FindCustomers(context.Background(), typed, mostFound)
		var picks []act.Pick
		for _, c := range all {
			if c.ID != own && c.Version > 0 {
				picks = append(picks, act.Pick{Label: s.Book.Customer(text.Line(c.Name)), Hint: reachedAt(c), Value: c})
			}
		}
		return picks, err
	}
	first := func() ([]act.Pick, error) { return find(called) }
	d := act.NewPicks(s.Session, "customer.merge", "customer.hint.merge", s.Book.T("customer.merge.none"), slotOther, nil)
	return d.Seek(slotOther, first, find).Titled(s.Book.T("customer.merge", "name", s.name()))
}

// reachedAt is by what a customer is told from another one of the same name.
func reachedAt(c desk.Customer) string {
	for _, to := range slices.Concat(c.Mails, c.Phones) {
		return text.Line(to)
	}
	return text.Line(c.Place)
}

// merge hands a merge to the outbox, to go when it can no longer be taken back.
func (s *Screen) merge(m merger) screen.Out {
	op := desk.Op{
		ID: desk.NewOpID(), Base: m.from.Version, Actor: s.Me.ID, At: s.Now(),
		Intent: m.asks,
	}
	n := screen.Notice{
		Text: s.Book.T("customer.merged", "from", s.Book.Customer(text.Line(m.from.Name)), "into", s.Book.Customer(text.Line(m.into.Name))),
		Name: s.Book.T("undo.customer.merged", "into", s.Book.Customer(text.Line(m.into.Name))), Level: screen.Good, Undo: op.ID,
	}
	return s.write(op, n, true)
}
