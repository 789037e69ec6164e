package story_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/heed-desk/heed/tui/tuitest"
)

func TestMain(m *testing.M) {
	tuitest.Settle()
	goleak.VerifyTestMain(m)
}

// reply writes a reply on the ticket under the cursor and sends it.
func (x *sitting) reply(words string) {
	x.Press("r")
	x.Type(words)
	x.Press("ctrl+s")
}

// TestEveryReplyIsDeliveredExactlyOnce is heed's main job: work a queue, lose the
// connection, go on, be killed, start again, connect.
func TestEveryReplyIsDeliveredExactlyOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop := openShop(t)
		defer shop.close()
		lamp := shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back three weeks ago.")
		time.Sleep(time.Minute)
		parcel := shop.writes("Aarav Anderson", "Parcel says delivered, is not", "The page says delivered.")

		x := sit(t, shop, t.TempDir())
		x.Sees("Refund still not on my card", "Parcel says delivered, is not", "Harper Moore")

		// Online: inside the undo hold nothing has left this machine, then the customer has it.
		x.Press("g g")
		x.reply("The refund left us today, Harper.")
		x.Sees("The refund left us today, Harper.")
		shop.customerHas(lamp)
		x.Pass(10 * time.Second)
		shop.customerHas(lamp, "The refund left us today, Harper.")

		// The connection breaks in the middle: this one arrives, and its answer is lost.
		shop.wire.turn(failing)
		x.goTo("Parcel says delivered, is not")
		x.reply("The van has it, Aarav.")
		x.Pass(10 * time.Second)
		shop.customerHas(parcel, "The van has it, Aarav.")
		x.Sees("outbox 1")

		// Offline one goes on.
		x.Pass(time.Minute)
		x.Sees("offline")
		x.goTo("Refund still not on my card")
		x.reply("Your bank shows it by Thursday.")
		x.reply("And the lamp is as good as new.")
		x.Sees("outbox 3")

		// Killed with three on their way, started again without a connection: all there.
		x = sit(t, shop, x.kill(cut))
		x.Sees("offline", "outbox 3")
		x.goTo("Refund still not on my card")
		x.Sees("Your bank shows it by Thursday.", "And the lamp is as good as new.")
		x.Pass(time.Hour)
		x.Sees("outbox 3")

		// Connected: each is delivered exactly once, in the order in which it was written.
		shop.wire.turn(fair)
		x.Pass(6 * time.Minute)
		x.Sees("outbox 0", "Your bank shows it by Thursday.", "And the lamp is as good as new.")
		shop.customerHas(lamp, "The refund left us today, Harper.", "Your bank shows it by Thursday.", "And the lamp is as good as new.")
		shop.customerHas(parcel, "The van has it, Aarav.")

		// Another kill and start changes nothing any more.
		x = sit(t, shop, x.kill(fair))
		x.Pass(time.Minute)
		x.Sees("outbox 0", "synced")
		shop.customerHas(lamp, "The refund left us today, Harper.", "Your bank shows it by Thursday.", "And the lamp is as good as new.")
		shop.customerHas(parcel, "The van has it, Aarav.")
		if ids := shop.wire.twice(); len(ids) != 0 {
			t.Errorf("sent again instead of looked up: %v", ids)
		}
		x.leave()
	})
}

// TestAReplyThatCrossedANewWordIsHeldUntilTheAgentDecides is the reply written offline
// while the customer wrote again.
func TestAReplyThatCrossedANewWordIsHeldUntilTheAgentDecides(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop := openShop(t)
		defer shop.close()
		lamp := shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back three weeks ago.")
		x := sit(t, shop, t.TempDir())
		shop.wire.turn(cut)
		x.Press("g g")
		x.reply("The refund left us today, Harper.")
		x.Pass(time.Minute)
		shop.adds(lamp, "Never mind, it is here.")
		shop.wire.turn(fair)
		x.Pass(6 * time.Minute)
		shop.customerHas(lamp)
		x.Sees("Never mind, it is here.", "The refund left us today, Harper.", "held")
		x = sit(t, shop, x.kill(fair))
		x.Pass(time.Minute)
		x.Sees("held")
		shop.customerHas(lamp)
		x.leave()
	})
}

// TestAWordTypedIsThereAfterAKill is the draft that nobody has sent yet.
func TestAWordTypedIsThereAfterAKill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop := openShop(t)
		defer shop.close()
		lamp := shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back three weeks ago.")
		x := sit(t, shop, t.TempDir())
		x.Press("g g", "r")
		x.Type("Dear Harper, I have asked the")
		x.Pass(2 * time.Second)
		x = sit(t, shop, x.kill(fair))
		x.Press("g g", "r")
		x.Sees("Dear Harper, I have asked the")
		x.Type(" warehouse.")
		x.Press("ctrl+s")
		x.Pass(10 * time.Second)
		shop.customerHas(lamp, "Dear Harper, I have asked the warehouse.")
		x.leave()
	})
}

// TestBadDaysAreSaidAndLoseNothing goes through the ways in which a network fails.
func TestBadDaysAreSaidAndLoseNothing(t *testing.T) {
	for name, bad := range map[string]weather{"cut": cut, "half open": halfOpen, "captive portal": portal, "500": broken, "wrong token": denied} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				shop := openShop(t)
				defer shop.close()
				lamp := shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back three weeks ago.")
				x := sit(t, shop, t.TempDir())
				shop.wire.turn(bad)
				x.Press("g g")
				x.reply("The refund left us today, Harper.")
				x.comesToSee(map[weather]string{
					cut: "The connection to the desk broke", halfOpen: "The desk gave no answer in time", broken: "The desk answers that it is in trouble",
					portal: "What answers there is not a desk", denied: "The desk does not know this token",
				}[bad])
				x.Pass(3 * time.Minute)
				x.Sees("outbox 1")
				shop.customerHas(lamp)
				shop.wire.turn(fair)
				x.Pass(6 * time.Minute)
				x.Sees("outbox 0", "synced")
				x.SeesNot("offline", "signed out")
				shop.customerHas(lamp, "The refund left us today, Harper.")
				x.leave()
			})
		})
	}
}

// comesToSee lets time pass until something is said.
func (x *sitting) comesToSee(words string) {
	x.scene.Helper()
	for range 120 {
		if strings.Contains(x.Screen(), words) {
			return
		}
		x.Pass(time.Second)
	}
	x.Sees(words)
}

// goTo moves to the ticket with a subject.
func (x *sitting) goTo(subject string) {
	x.scene.Helper()
	x.Press("esc", "g g")
	for range 10 {
		if x.under(subject) {
			return
		}
		x.Press("down")
	}
	x.scene.Fatalf("%q is not in the list:\n%s", subject, x.Screen())
}

// under reports whether the cursor is on the ticket with a subject.
func (x *sitting) under(subject string) bool {
	return slices.ContainsFunc(x.Lines(), func(line string) bool {
		return strings.Contains(line, "▌") && strings.Contains(line, subject)
	})
}
