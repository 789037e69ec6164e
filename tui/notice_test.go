package tui_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// numbered are n numbered words.
func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(" word")
		b.WriteString(string(rune('a' + i%26)))
	}
	return b.String()[1:] + " end."
}

func TestALongNoticeIsWrappedAndOneThatIsLongerStillLeadsToTheNotices(t *testing.T) {
	says := func(n int) func(*stub) {
		return onAction(screen.Queue, keymaps.Solve, func(*stub) screen.Out {
			return screen.Out{Say: &screen.Notice{Text: numbered(n), Level: screen.Failure}}
		})
	}
	inHeed(t, 80, 24, says(20), func(_ *house, term *tuitest.Term) {
		term.Press("s")
		term.Sees(" × worda", "   wordm", "wordt end.", "r reply")
		term.SeesNot("…  ", "g n")
	})
	inHeed(t, 80, 24, says(120), func(_ *house, term *tuitest.Term) {
		term.Press("s")
		term.Sees(" × worda", "…", "g n all of it")
		term.SeesNot("end.")
		term.Press("g n")
		term.Sees("end.")
	})
	inHeed(t, 40, 10, says(120), func(_ *house, term *tuitest.Term) {
		term.Press("s")
		term.Sees("*queue", "g n all of it")
	})
}

func TestAReplyToAClosedTicketSaysWhereToAnswerInstead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := shop()
		for id, k := range g.d.Tickets {
			k.Status = desk.Closed
			g.d.Tickets[id] = k
		}
		term := tuitest.Start(t, tui.Options{Ledger: g, Theme: theme.Plain, Zone: time.UTC, View: desk.ViewAll}, 80, 24)
		term.Press("r")
		term.Sees("closed for good and takes notes only.", "another open", "ticket of theirs, or when they write again.")
	})
}
