package tui_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/keymaps"
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
