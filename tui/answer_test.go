package tui_test

import (
	"testing"
	"testing/synctest"
)

func TestWhoWritesSeesWhatIsAnsweredInEveryWindowOfTwelveLinesAndMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		term, _ := heard(80, 24, shop(), t)
		term.Press("r")
		for _, w := range []int{60, 80, 100, 120, 160} {
			for h := 12; h <= 45; h++ {
				term.Resize(w, h)
				term.Sees("You charged me twice.", "Reply to Olivia Lopez")
			}
		}
	})
}
