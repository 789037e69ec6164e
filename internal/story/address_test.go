package story_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
)

// writesFrom gives the desk an address of its own.
func (s *shop) writesFrom(address string) {
	s.t.Helper()
	_, err := s.store.Import(context.Background(), func(yield func(archive.Record, error) bool) {
		yield(archive.Record{Mailbox: &desk.Mailbox{Channel: desk.Mail, Value: desk.Foreign(address)}}, nil)
	})
	s.ok(err)
}

// envelopes are whom the entries of a ticket of a kind went to, as role:address.
func (s *shop) envelopes(id desk.TicketID, kind desk.MessageKind) (all []string) {
	s.t.Helper()
	page, err := s.store.Thread(context.Background(), id)
	s.ok(err)
	for _, m := range page.Messages {
		if m.Kind != kind {
			continue
		}
		for _, a := range m.To {
			all = append(all, string(a.Role)+":"+a.Value.Raw())
		}
	}
	return all
}

// TestACopyOutlivesAKillAndAnUndoAndIsSentOnce changes whom a reply goes to, loses the program
// and the connection, takes it back, and sends it.
func TestACopyOutlivesAKillAndAnUndoAndIsSentOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop := openShop(t)
		defer shop.close()
		shop.writesFrom("support@shop.example")
		lamp := shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back three weeks ago.")
		page, err := shop.store.Thread(context.Background(), lamp)
		shop.ok(err)
		c, err := shop.store.Customer(context.Background(), page.Tickets[0].Requester)
		shop.ok(err)
		c.Mails, c.Version = []desk.Untrusted{desk.Foreign("harper@example.org")}, c.Version+1
		shop.ok(shop.store.PutCustomer(context.Background(), c))
		x := sit(t, shop, t.TempDir())
		x.Pass(5 * time.Second)
		x.Press("g g", "r", "alt+t", "tab")
		x.Type("partner@example.org")
		x.Press("tab")
		x.Type("lead@shop.example")
		x.Press("esc")
		x.Type("It left us today.")
		x.Pass(2 * time.Second)
		shop.wire.turn(cut)
		x = sit(t, shop, x.kill(cut))
		x.Press("g g", "r")
		x.Sees("It left us today.", "to harper@example.org · cc 1 · bcc 1 · from")
		x.Press("ctrl+s")
		x.Pass(time.Second)
		x.Press("u")
		x.Pass(time.Second)
		x.Press("r")
		x.Sees("cc 1 · bcc 1")
		x.Press("ctrl+s")
		x.Pass(time.Minute)
		shop.wire.turn(fair)
		x.Pass(6 * time.Minute)
		want := []string{":harper@example.org", "cc:partner@example.org", "bcc:lead@shop.example", "from:support@shop.example"}
		if got := shop.envelopes(lamp, desk.FromAgent); !slices.Equal(got, want) {
			t.Errorf("it went to %q", got)
		}
		x.Press("enter")
		x.Sees("to Harper Moore · cc partner@example.org")
		x.Press("Q")
		x.Sees("bcc lead@shop.example", "from support@shop.example")
		x.leave()
	})
}

// TestATicketIsSentOnAndTheCustomerWaitsStill sends a conversation on to a house outside.
func TestATicketIsSentOnAndTheCustomerWaitsStill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop := openShop(t)
		defer shop.close()
		shop.writesFrom("support@shop.example")
		lamp := shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back three weeks ago.")
		x := sit(t, shop, t.TempDir())
		x.Pass(5 * time.Second)
		x.Press("g g", "a", "w")
		x.Type("depot@house.example")
		x.Press("esc")
		x.Type("Please look for it.")
		x.Press("ctrl+s")
		x.Pass(time.Second)
		x.Press("enter")
		x.Sees("You · sent on", "1 message went along", "to depot@house.example")
		x.Pass(time.Minute)
		if got, want := shop.envelopes(lamp, desk.Forwarded), []string{":depot@house.example", "from:support@shop.example"}; !slices.Equal(got, want) {
			t.Errorf("it went to %q", got)
		}
		if k := shop.ticket(lamp); k.Status != desk.Open && k.Status != desk.New || k.WaitingSince.IsZero() || !k.FirstReplyAt.IsZero() {
			t.Errorf("the customer was answered by it: %+v", k)
		}
		x.leave()
	})
}
