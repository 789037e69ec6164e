package story_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
)

// TestADayIsAddedUpFromWhatWasDoneAndAlsoAfterARestart answers with a promise, is reminded of
// another ticket and hands that over, from the keys to the desk and back into the day.
func TestADayIsAddedUpFromWhatWasDoneAndAlsoAfterARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop := openShop(t)
		defer shop.close()
		shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back three weeks ago.")
		time.Sleep(time.Minute)
		parcel := shop.writes("Ada King", "Parcel says delivered", "The page says delivered.")
		time.Sleep(20 * time.Minute)
		x := sit(t, shop, t.TempDir())
		x.goTo("Refund still not on my card")
		x.reply("I have asked the bank. I will write to you tomorrow.")
		x.Press("esc")
		x.Press("g d")
		x.Sees("My day", "First reply", "21 m", "Promised", "tomorrow") // while it waits in the outbox
		x.Pass(time.Minute)
		x.Press("esc")
		x.goTo("Parcel says delivered")
		x.Press("c", "a r")
		x.Type("1h")
		x.Press("enter")
		x.Type("ask the carrier")
		x.Press("enter")
		x.Sees("You will be reminded of")
		x.Pass(time.Minute)
		if r := shop.ticket(parcel).Reminders; len(r) != 1 || r[0].Text != desk.Foreign("ask the carrier") {
			t.Fatalf("the desk knows of %+v", r)
		}
		x.Press("a h")
		x.Type("tom")
		x.Press("enter")
		x.Type("she has called twice")
		x.Press("enter")
		x.Sees("What comes now does not count for you.")
		x.Pass(time.Minute)
		if k := shop.ticket(parcel); k.Assignee != "tom" || len(k.Reminders) != 1 {
			t.Fatalf("after the hand-over the ticket is %+v", k)
		}

		x = sit(t, shop, x.kill(fair))
		x.Press("g d")
		x.Sees("Handed over", "tomorrow", "Refund still not on my card", "ask the carrier")
		x.Pass(time.Until(shop.ticket(parcel).Reminders[0].At) + 2*time.Second)
		x.Sees("You wanted to be reminded of", "ask the carrier")
		x.Pass(time.Hour)
		x.Sees("late 1 h")
		x.Press("esc", "u")
		x.Pass(time.Minute)
		if k := shop.ticket(parcel); k.Assignee != mia {
			t.Errorf("the hand-over is not taken back after a restart: %+v", k)
		}
		x.leave()
	})
}
