package tui_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

func TestWhatCanBeDoneInAConversationAndAtACustomerIsFoundByItsNameWithItsKey(t *testing.T) {
	for at, wants := range map[string][][2]string{
		"enter": {{"next mess", "N"}, {"next tick", "J"}, {"first mess", "U"}, {"stands where", "p"}, {"scroll the", "ctrl+d"}},
		"i":     {{"unfold the", "space"}, {"stands where", "p"}},
	} {
		for _, want := range wants {
			synctest.Test(t, func(t *testing.T) {
				term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC}, 120, 40)
				term.Press(at, ":")
				term.Type(want[0])
				term.Sees(" " + want[1] + "  ")
			})
		}
	}
}
