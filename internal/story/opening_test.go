package story_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
)

// knows makes somebody a customer with an address, who has written before.
func (s *shop) knows(name, mail string) desk.Customer {
	s.t.Helper()
	id := s.writes(name, "A word of thanks", "It came, thank you.")
	page, err := s.store.Thread(context.Background(), id)
	s.ok(err)
	c, err := s.store.Customer(context.Background(), page.Tickets[0].Requester)
	s.ok(err)
	c.Mails, c.Version = []desk.Untrusted{desk.Foreign(mail)}, c.Version+1
	s.ok(s.store.PutCustomer(context.Background(), c))
	return c
}

// TestAnAgentWritesFirst opens a ticket for a customer who has not asked: the words outlive a
// kill, stand in the queue at once, can be taken back, and are with the customer once.
func TestAnAgentWritesFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop := openShop(t)
		defer shop.close()
		shop.knows("Harper Moore", "harper@example.org")
		x := sit(t, shop, t.TempDir())
		x.Pass(5 * time.Second)
		x.Press("w")
		x.Type("harper moo")
		x.Pass(time.Second)
		x.Sees("Harper Moore", "harper@example.org")
		x.Press("enter")
		x.Type("The recall of your lamp")
		x.Press("enter")
		x.Type("Dear Harper, please unplug it")
		x.Pass(2 * time.Second)
		x.Sees("New ticket for Harper Moore", "Subject: The recall of your lamp", "draft saved")

		shop.wire.turn(cut)
		x = sit(t, shop, x.kill(cut))
		x.Press("w")
		x.Sees("The recall of your lamp", "begun")
		x.Press("enter", "enter")
		x.Sees("Dear Harper, please unplug it")
		x.Type(" today.")
		x.Press("ctrl+s")
		x.Pass(2 * time.Second)
		x.Sees("The recall of your lamp", "outbox 1")
		all, err := x.ledger.Outbox()
		shop.ok(err)
		if len(all) != 1 {
			t.Fatalf("the outbox has %+v", all)
		}
		id := all[0].Op.Ticket

		x.Press("u")
		x.Pass(time.Second)
		x.Sees("The text is a draft again. w goes on writing.")
		x.Press("w", "enter", "enter")
		x.Sees("Dear Harper, please unplug it today.")
		x.Press("ctrl+s")
		x.Pass(time.Minute)
		shop.wire.turn(fair)
		x.Pass(6 * time.Minute)
		shop.customerHas(id, "Dear Harper, please unplug it today.")
		switch k := shop.ticket(id); {
		case k.Status != desk.Pending, k.Assignee != mia, k.Number == 0, k.Channel != desk.Mail, k.Subject.Raw() != "The recall of your lamp":
			t.Errorf("the ticket is %+v", k)
		}
		x.Press("w")
		x.SeesNot("begun")
		x.leave()
	})
}
