package tui_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

func TestAHugeWindowIsFilledAsFarAsAnybodyReads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC}, 132, 34)
		term.Resize(700, 300)
		term.Sees("Two charges for one order", "1 of 4")
		lines := strings.Split(term.Frame().Text, "\n")
		if len(lines) != 200 {
			t.Errorf("%d lines", len(lines))
		}
		term.Resize(100, 30)
		term.Sees("Two charges for one order", "1 of 4")
		if n := len(strings.Split(term.Frame().Text, "\n")); n != 30 {
			t.Errorf("%d lines afterwards", n)
		}
	})
}
