package tui_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

func TestTheFirstKeyOfAChordShowsHowItGoesOnOnceTheHandsRest(t *testing.T) {
	inHeed(t, 100, 24, nil, func(_ *house, term *tuitest.Term) {
		term.Press("g")
		term.Sees(" g …", "r reply")
		term.Pass(150 * time.Millisecond)
		term.Sees(" g …   g first   j go to number   q queue   o outbox   n notices")
		term.SeesNot("r reply")
		term.Press("o")
		term.Sees("*outbox")
		term.SeesNot("g …")
		term.Press("g")
		term.Pass(time.Second)
		term.Sees("q queue")
		term.Press("esc") // what is no chord ends it and does nothing
		term.Sees("*outbox")
		term.SeesNot("g …")
	})
}

func TestAChordOfTheViPresetShowsItsOwnWays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, o := options(nil)
		o.Keys = keymaps.New(keymaps.Vim)
		term := tuitest.Start(t, o, 120, 24)
		term.Press("g")
		term.Pass(time.Second)
		term.Sees(" g …   t next view   T previous view   j go to number   g first   q queue   o outbox   n notices")
		term.Press("t", "Z")
		term.Pass(time.Second)
		term.Sees(" Z …   Z leave   Q leave")
	})
}

func TestAChordWithMoreWaysThanRoomShowsTheCommonOnesAndTheKeyThatShowsAll(t *testing.T) {
	for _, preset := range keymaps.Presets() {
		for _, w := range []int{80, 120} {
			synctest.Test(t, func(t *testing.T) {
				first, help, common := "a", "?", " a assign   g group"
				if preset == keymaps.OneHand {
					first, help, common = "x", "f1", " e priority   c copy number"
				}
				o := tui.Options{Ledger: shop(), Keys: keymaps.New(preset), Theme: theme.Plain, Zone: time.UTC, View: desk.ViewMine}
				term := tuitest.Start(t, o, w, 24)
				term.Press("enter", first)
				term.Pass(time.Second)
				lines := term.Lines()
				if last := lines[len(lines)-1]; !strings.Contains(last, common) || !strings.Contains(last, "…  "+help+" all") {
					t.Errorf("%s at %d: %q", preset, w, last)
				}
				term.Press(help)
				term.Sees("Keys")
			})
		}
	}
}
