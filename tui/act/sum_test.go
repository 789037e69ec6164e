package act_test

import (
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screentest"
)

func TestWhyATicketStandsWhereItDoesIsNeverCutWhereThereIsRoom(t *testing.T) {
	now := time.Date(2026, 11, 23, 2, 7, 0, 0, time.UTC)
	for _, waits := range []time.Duration{11*time.Hour + 56*time.Minute, 20 * time.Minute, 200 * 24 * time.Hour} {
		d := screentest.NewDesk(now)
		s := screentest.NewSession(d)
		sum := act.NewSum(s, desk.Ticket{Number: 4053, Status: desk.New, WaitingSince: now.Add(-waits)})
		w, h := sum.Wish(100, 30)
		sum.Resize(w, h)
		if got := screentest.Plain(sum.View(now).Text); strings.Contains(got, "…") {
			t.Errorf("after %s it says\n%s", waits, got)
		}
	}
}
