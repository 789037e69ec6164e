package cache

import (
	"slices"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

// heard is what a page makes a subscriber hear.
func heard(t testing.TB, l *Ledger, p desk.Page) []desk.Change {
	t.Helper()
	s := l.Subscribe()
	defer s.Close()
	must(t, l.Take(p))
	moved, err := s.Next(t.Context())
	must(t, err)
	return moved
}

func TestACustomerWhoIsShownIsHeardToHaveATicketMoreOrLess(t *testing.T) {
	l := filled(t, options(t), 10)
	about := func(n int) desk.Change { return desk.Change{Kind: desk.ChangedCustomer, Who: customerID(n)} }

	other := ticket(60) // of customer 10, who has none yet
	moved := heard(t, l, desk.Page{Tickets: []desk.Ticket{other}})
	if !slices.Contains(moved, about(10)) || !slices.Contains(moved, desk.Change{Kind: desk.ChangedTicket, Ticket: other.ID}) {
		t.Error("a new ticket:", moved)
	}

	other.Version, other.Requester = other.Version+1, customerID(3)
	moved = heard(t, l, desk.Page{Tickets: []desk.Ticket{other}})
	if !slices.Contains(moved, about(10)) || !slices.Contains(moved, about(3)) {
		t.Error("another requester:", moved)
	}
	if rows := got2(l.History(customerID(3), 9)); len(rows) != 2 {
		t.Errorf("the other one has %d tickets", len(rows))
	}

	other.Version, other.Subject = other.Version+1, desk.Foreign("Where is it?")
	moved = heard(t, l, desk.Page{Tickets: []desk.Ticket{other}})
	if slices.ContainsFunc(moved, func(c desk.Change) bool { return c.Kind == desk.ChangedCustomer }) {
		t.Error("whose tickets they are did not change, and yet:", moved)
	}

	moved = heard(t, l, desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordTicket, ID: other.ID.String()}}})
	if !slices.Contains(moved, about(3)) {
		t.Error("a ticket that is gone:", moved)
	}
}

func TestACustomerWhoIsShownIsHeardToHaveATicketThatWasMadeHere(t *testing.T) {
	l := filled(t, options(t), 10)
	s := l.Subscribe()
	defer s.Close()
	hears := func(what string) {
		t.Helper()
		moved, err := s.Next(t.Context())
		must(t, err)
		if !slices.Contains(moved, desk.Change{Kind: desk.ChangedCustomer, Who: customerID(3)}) {
			t.Error(what, moved)
		}
	}
	made := op(99, desk.Create{Text: desk.Foreign("They rang."), Subject: desk.Foreign("A call"), Requester: customerID(3), Channel: desk.Mail})
	made.Base, made.Seen = 0, 0
	must(t, l.Submit(made, time.Minute))
	hears("made:")
	if rows := got2(l.History(customerID(3), 9)); len(rows) != 2 {
		t.Fatalf("the customer has %d tickets", len(rows))
	}
	must(t, l.Submit(op(99, desk.Note{Text: desk.Foreign("a note")}), 0))
	if moved, err := s.Next(t.Context()); err != nil || slices.ContainsFunc(moved, func(c desk.Change) bool { return c.Kind == desk.ChangedCustomer }) {
		t.Error("nothing of the customer changed:", moved, err)
	}
	_, err := l.Cancel(made.ID)
	must(t, err)
	hears("taken back:")
}
