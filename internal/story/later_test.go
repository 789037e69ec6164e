package story_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
)

// TestAReplyGoesOutWhenTheAgentSaid waits for its hour through a restart, is in nobody's way
// until then, and is held where the customer writes meanwhile.
func TestAReplyGoesOutWhenTheAgentSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop := openShop(t)
		defer shop.close()
		lamp := shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back three weeks ago.")
		time.Sleep(time.Minute)
		chair := shop.writes("Aarav Anderson", "The chair", "When does it come?")
		x := sit(t, shop, t.TempDir())
		later := func(subject, words, at string) {
			x.goTo(subject)
			x.Press("r")
			x.Type(words)
			x.Press("alt+l")
			x.Type(at)
			x.Press("enter")
			x.Pass(2 * time.Second)
		}
		later("Refund still", "The refund is on your card now, Harper.", "tomorrow 9")
		x.Sees("goes out tomorrow 09:00", "if heed runs then", "outbox 1")
		later("The chair", "It comes on Friday, Aarav.", "in 3h")
		x.goTo("Refund still")
		x.Press("n")
		x.Type("The bank has it.")
		x.Press("ctrl+s")
		x.Pass(30 * time.Second)
		if k := shop.ticket(lamp); k.Status != desk.Open || k.LastMessage < 2 {
			t.Errorf("what was done since waits too: %+v", k)
		}
		x.Press("!", "up", "enter")
		x.Pass(time.Hour)
		shop.customerHas(chair)
		shop.adds(chair, "Never mind, it is here.")

		x = sit(t, shop, x.kill(fair))
		x.Pass(3 * time.Hour)
		shop.customerHas(chair)
		x.goTo("The chair")
		x.Sees("held", "It comes on Friday, Aarav.", "Never mind, it is here.")
		shop.customerHas(lamp)
		x.goTo("Refund still")
		x.Sees("goes out tomorrow 09:00")
		x.Pass(34 * time.Hour)
		shop.customerHas(lamp, "The refund is on your card now, Harper.")
		if k := shop.ticket(lamp); k.Status != desk.Pending {
			t.Errorf("%+v", k)
		}
		x.leave()
	})
}

// TestAReplyThatWasPutOffIsTakenBack brings its words back, also after a restart.
func TestAReplyThatWasPutOffIsTakenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop := openShop(t)
		defer shop.close()
		lamp := shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back three weeks ago.")
		x := sit(t, shop, t.TempDir())
		x.Press("g g", "r")
		x.Type("The refund is on its way.")
		x.Press("alt+l")
		x.Press("enter")
		x.Pass(time.Minute)
		x = sit(t, shop, x.kill(fair))
		x.Pass(time.Second)
		x.Press("u")
		x.Pass(time.Second)
		x.Sees("The text is a draft again", "outbox 0")
		x.Press("r")
		x.Sees("The refund is on its way.")
		x.Press("alt+l", "enter", "enter")
		x.Pass(time.Second)
		x.Press("e")
		x.Pass(time.Second)
		x.Sees("The refund is on its way.", "draft saved")
		x.Pass(48 * time.Hour)
		shop.customerHas(lamp)
		x.leave()
	})
}
