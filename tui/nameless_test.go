package tui_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screentest"
)

func TestACustomerWithoutANameIsCalledCustomerInEveryPlace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := screentest.NewDesk(time.Now())
		d.State = desk.Link{State: desk.LinkUp, Since: time.Now(), Synced: time.Now()}
		d.Open(4002, "Saturday", "", "Are you open on Saturday?", time.Hour)
		term := walker(t, d, 80, 24)
		for _, at := range []struct{ keys, says string }{
			{"", " Customer · mail"},
			{"enter", "\n Customer "},
			{"i", " Customer  "},
			{"esc r", " Reply to Customer · "},
			{"esc esc / 'saturday'", "Customer"},
		} {
			step{keys: at.keys}.take(term)
			if got := ansi.Strip(term.Frame().Text); !strings.Contains(got, at.says) {
				t.Errorf("after %q it shows\n%s", at.keys, got)
			}
		}
	})
}
