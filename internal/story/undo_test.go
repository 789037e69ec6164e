package story_test

import (
	"context"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
)

// ticket is how the desk has a ticket.
func (s *shop) ticket(id desk.TicketID) desk.Ticket {
	s.t.Helper()
	page, err := s.store.Thread(context.Background(), id)
	s.ok(err)
	return page.Tickets[0]
}

// does is tom who does something to a ticket.
func (s *shop) does(id desk.TicketID, in desk.Intent) {
	s.t.Helper()
	ctx, k := context.Background(), s.ticket(id)
	p, err := s.store.As(ctx, "tom")
	s.ok(err)
	v, err := s.store.Do(ctx, p, desk.Op{ID: desk.NewOpID(), Ticket: id, Actor: "tom", Base: k.Version, Seen: k.LastMessage, Intent: in})
	s.ok(err)
	if v.Outcome != desk.Applied {
		s.t.Fatalf("%+v", v)
	}
}

// TestAMergeIsTakenApartAgain merges a customer's ticket into another one and takes it back.
func TestAMergeIsTakenApartAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop := openShop(t)
		defer shop.close()
		lamp := shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back three weeks ago.")
		time.Sleep(time.Minute)
		again := shop.writes("Harper Moore", "The refund, once more", "Hello?")
		number := shop.ticket(lamp).Number
		waited := shop.ticket(again).WaitingSince

		x := sit(t, shop, t.TempDir())
		x.goTo("The refund, once more")
		x.Press("a m")
		x.Type(strconv.FormatInt(number, 10))
		x.Sees("Refund still not on my card")
		x.Press("enter")
		x.Sees("is closed, and the matter goes on in")
		x.Press("enter")
		x.Pass(5 * time.Second)
		x.Sees("is merged into")
		if k := shop.ticket(again); k.Status != desk.Closed || k.MergedInto != lamp {
			t.Fatalf("not merged: %+v", k)
		}

		x.Press("u")
		x.Pass(5 * time.Second)
		x.Sees("Taken back")
		if k := shop.ticket(again); k.Status != desk.Open || !k.MergedInto.IsZero() || !k.WaitingSince.Equal(waited) {
			t.Errorf("not as it was: %+v", k)
		}
		x.leave()
	})
}

// TestUndoGoesOnAfterARestart sets back, one after the other, what was done before heed was
// killed, but not what a colleague has changed since.
func TestUndoGoesOnAfterARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop := openShop(t)
		defer shop.close()
		lamp := shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back three weeks ago.")
		x := sit(t, shop, t.TempDir())
		x.Press("g g", "!", "up", "up", "enter")
		x.Pass(5 * time.Second)
		x.Press("t")
		x.Type("refund")
		x.Press("enter")
		x.Pass(5 * time.Second)
		if k := shop.ticket(lamp); k.Priority() != desk.PriorityUrgent || len(k.Tags) != 1 {
			t.Fatalf("%+v", k)
		}

		x = sit(t, shop, x.kill(fair))
		x.Press("u")
		x.Pass(5 * time.Second)
		x.Sees("Taken back")
		if k := shop.ticket(lamp); len(k.Tags) != 0 || k.Priority() != desk.PriorityUrgent {
			t.Errorf("the tag is not taken back: %+v", k)
		}
		shop.does(lamp, desk.SetPriority{Urgency: desk.Low})
		x.Pass(2 * time.Minute)
		x.Press("u")
		x.Pass(5 * time.Second)
		x.Sees("changed the priority since, it is now low")
		if k := shop.ticket(lamp); k.Priority() != desk.PriorityLow {
			t.Errorf("what a colleague set does not stand: %s", k.Priority())
		}
		x.Press("u")
		x.Sees("There is nothing to take back.")
		x.leave()
	})
}

// TestAQueueIsPlayedByOneKey solves what is open, one after the other, from the conversation.
func TestAQueueIsPlayedByOneKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop := openShop(t)
		defer shop.close()
		var all []desk.TicketID
		for _, name := range []string{"Harper Moore", "Aarav Anderson", "Mei Kovacs"} {
			all = append(all, shop.writes(name, name+" asks", "Where is it?"))
			time.Sleep(time.Minute)
		}
		x := sit(t, shop, t.TempDir())
		x.Press("g g", "enter")
		x.Sees("Harper Moore asks")
		x.Press("d")
		x.Pass(time.Second)
		x.Press("d")
		x.Pass(10 * time.Second)
		for i, id := range all {
			if solved := shop.ticket(id).Status == desk.Solved; solved != (i < 2) {
				t.Errorf("the ticket of %d is %s", i, shop.ticket(id).Status)
			}
		}
		x.Press("d")
		x.Pass(10 * time.Second)
		if k := shop.ticket(all[2]); k.Status != desk.Solved {
			t.Errorf("the last one is %s", k.Status)
		}
		x.Press("u")
		x.Pass(10 * time.Second)
		if k := shop.ticket(all[2]); k.Status != desk.Open || k.WaitingSince.IsZero() {
			t.Errorf("taken back it is %+v", k)
		}
		x.leave()
	})
}
