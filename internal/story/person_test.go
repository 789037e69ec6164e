package story_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
)

// who is the customer of a ticket.
func (s *shop) who(id desk.TicketID) desk.Customer {
	s.t.Helper()
	c, err := s.store.Customer(context.Background(), s.ticket(id).Requester)
	s.ok(err)
	return c
}

// besideLea has mia at work, and beside her Lea, who has that role, over a wire of her own.
func besideLea(t *testing.T, s *shop, role desk.Role) (x, y *sitting, wire *wire) {
	t.Helper()
	lea := desk.Agent{ID: "lea", Name: desk.Foreign("Lea Brandt"), Role: role}
	wire = s.hires(lea)
	x, y = sit(t, s, t.TempDir()), sitAs(t, s, lea, wire, t.TempDir())
	x.Pass(5 * time.Second)
	y.Pass(5 * time.Second)
	return x, y, wire
}

// TestWhatOneWritesDownOfACustomerOfflineIsSeenAtAnotherDesk changes a record with no connection at
// one workstation and at another one, where both mean the name: the second is told and asked.
func TestWhatOneWritesDownOfACustomerOfflineIsSeenAtAnotherDesk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop := openShop(t)
		defer shop.close()
		id := shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back three weeks ago.")
		x, y, wire := besideLea(t, shop, desk.RoleAgent)
		x.Press("i")
		x.Sees("Harper Moore")
		wire.turn(cut)
		y.Press("]", "]", "]", "i", "e")
		y.Sees("Change Harper Moore")
		y.Press("enter", "ctrl+u")
		y.Type("Harper Mohr")
		y.Press("enter", "N")
		y.Type("rings twice")
		y.Press("enter")
		y.Sees("Harper Mohr", "rings twice", "outbox 2")

		x.Press("e", "enter", "ctrl+u")
		x.Type("Harper Lee Moore")
		x.Press("enter", "e")
		x.Type("by phone")
		x.Press("enter")
		x.Pass(5 * time.Second)
		x.Sees("Harper Lee Moore", "no calls", "outbox 0")
		x.SeesNot("rings twice")

		wire.turn(fair)
		y.Pass(time.Minute)
		y.Press("g o")
		y.Sees("Change a customer's record", "Somebody changed the same of this customer meanwhile", "Harper Mohr", "There by now", "Harper Lee Moore")
		if c := shop.who(id); c.Name.Raw() != "Harper Lee Moore" || shop.ticket(id).RequesterName.Raw() != "Harper Lee Moore" {
			t.Errorf("%q", c.Name.Raw())
		}
		y.Press("R")
		y.Pass(10 * time.Second)
		y.Sees("outbox 0")
		x.Pass(10 * time.Second)
		x.Sees("Harper Mohr", "rings twice", "no calls")
		c := shop.who(id)
		if c.Name.Raw() != "Harper Mohr" || len(c.Notes) != 1 || !c.WantsNo(desk.Phone) {
			t.Errorf("%+v", c)
		}
		x.leave()
		y.leave()
	})
}

// TestTwoRecordsThatALeadMergesStandUnderOneEverywhere merges, takes it back, and merges for good.
func TestTwoRecordsThatALeadMergesStandUnderOneEverywhere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop := openShop(t)
		defer shop.close()
		first := shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back three weeks ago.")
		second := shop.writes("H. Moore", "Parcel says delivered, is not", "The tracking page says delivered.")
		x, lead, _ := besideLea(t, shop, desk.RoleLead)
		x.Press("i")
		x.Press("alt+x")
		x.Paste("Merge another record")
		x.Sees("Records are merged by those who lead the desk")
		x.Press("esc")

		lead.Press("]", "]", "]")
		lead.goTo("Refund still not on my card")
		lead.Press("i", "M")
		lead.Type("moore")
		lead.Pass(time.Second)
		lead.Sees("Merge into Harper Moore", "H. Moore")
		lead.Press("enter")
		lead.Pass(time.Second)
		lead.Sees("This record goes", "This record stays", "cannot be taken back once the desk has done it")
		lead.Press("enter")
		lead.Sees("The record of H. Moore goes into that of Harper Moore.", "takes it back", "Parcel says", "outbox 1")
		lead.Press("u")
		lead.Sees("outbox 0")
		lead.Pass(time.Minute)
		if shop.ticket(second).Requester == shop.ticket(first).Requester {
			t.Fatal("what was taken back was done")
		}

		lead.Press("M")
		lead.Type("moore")
		lead.Pass(time.Second)
		lead.Press("enter")
		lead.Pass(time.Second)
		lead.Press("enter")
		lead.Pass(20 * time.Second)
		lead.Sees("outbox 0", "Parcel says")
		x.Pass(10 * time.Second)
		one := shop.who(first)
		if shop.ticket(second).Requester != one.ID || shop.ticket(second).RequesterName.Raw() != "Harper Moore" {
			t.Errorf("%+v", shop.ticket(second))
		}
		for _, s := range []*sitting{x, lead} {
			rows, err := s.ledger.History(one.ID, 9)
			shop.ok(err)
			if len(rows) != 2 {
				t.Errorf("%d tickets stand under the one that stays", len(rows))
			}
		}
		x.leave()
		lead.leave()
	})
}
