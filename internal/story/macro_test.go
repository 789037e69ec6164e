package story_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
)

// TestAMacroIsShownSurvivesAKillAndGoesWithItsReply chooses a reply that does more than say
// something.
func TestAMacroIsShownSurvivesAKillAndGoesWithItsReply(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shop := openShop(t)
		defer shop.close()
		shop.ok(shop.store.PutCanned(context.Background(), desk.Canned{
			ID: desk.CannedID{ID: desk.NewID()}, Version: 1, Name: "bank", Title: "We ask the bank", Text: "We have asked the bank, {{customer.first}}.",
			Then: desk.Macro{Status: desk.OnHold, Priority: "high", Tags: []string{"refund"}, Mine: true},
		}))
		lamp := shop.writes("Harper Moore", "Refund still not on my card", "I sent the lamp back three weeks ago.")
		x := sit(t, shop, t.TempDir())
		x.Pass(5 * time.Second)
		x.Press("g g", "r", ";")
		x.Type("bank")
		x.Sees("and then, when sent: +refund, high, on hold, yours")
		x.Press("enter")
		x.Sees("We have asked the bank, Harper.", "then: +refund, high, on hold, yours")
		x.Pass(2 * time.Second)
		x = sit(t, shop, x.kill(fair))
		x.Press("g g", "r")
		x.Sees("We have asked the bank, Harper.", "then: +refund, high, on hold, yours")
		x.Press("ctrl+s")
		x.Pass(time.Second)
		x.Press("u")
		x.Pass(time.Minute)
		if k := shop.ticket(lamp); k.Status != desk.Open || len(k.Tags) > 0 {
			t.Errorf("it was taken back and done all the same: %+v", k)
		}
		x.Press("r", "ctrl+s")
		x.Pass(time.Minute)
		shop.customerHas(lamp, "We have asked the bank, Harper.")
		if k := shop.ticket(lamp); k.Status != desk.OnHold || k.Priority() != desk.PriorityHigh || !slices.Equal(k.Tags, []string{"refund"}) || k.Assignee != mia {
			t.Errorf("%+v", k)
		}
		x.Press("r", ";")
		x.Type("bank")
		x.Press("enter", "ctrl+x")
		x.Sees("what it would have done")
		x.Press("ctrl+_")
		x.Sees("We have asked the bank, Harper.")
		x.SeesNot("then: +refund")
		x.leave()
	})
}
