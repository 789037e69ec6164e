package tui_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

func TestInAWindowTooSmallToShowItNoKeyDoesAnythingButWriteAndLeave(t *testing.T) {
	var done []keymaps.Action
	inHeed(t, 100, 24, func(s *stub) {
		s.act = func(_ *stub, a keymaps.Action) screen.Out {
			done = append(done, a)
			return screen.Out{}
		}
	}, func(_ *house, term *tuitest.Term) {
		term.Resize(20, 5)
		term.Sees("heed needs")
		term.Press("s", "j", "enter", "g", "o", "3", "j")
		term.Resize(100, 24)
		term.Sees("*queue")
		if len(done) > 0 {
			t.Errorf("done unseen: %v", done)
		}
		term.Press("j")
		if len(done) == 0 {
			t.Error("nothing is done any more")
		}
		term.Resize(20, 5)
		term.Press("ctrl+c")
	})
}

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
