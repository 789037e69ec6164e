package tui_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/promise"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/internal/text/hostile"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// outside is what came to the title, the desktop and the clipboard while every field of a desk
// held a payload: one looked elsewhere while a customer wrote, and copied what was said.
func outside(t *testing.T, payload string) (sent tuitest.Sent, err error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		d := crowded(time.Now())
		rewrite(d, instead{payload: payload}.change)
		d.Left.View = ""
		l := listening{g: &guarded{d: d}, news: news{make(chan []desk.Change)}}
		l.Term = tuitest.Start(t, tui.Options{Ledger: l.g, News: l.news, Theme: theme.Dark, Zone: time.UTC, Call: tui.CallDesktop}, 100, 30)
		l.Send(looksAway)
		l.Settle()
		l.news.ch <- []desk.Change{l.writes(4000, payload)}
		l.Settle()
		l.Send(looksBack)
		l.Press("enter", "Y")
		l.Press("end", "enter")
		sent, err = tuitest.Read(l.Wire())
	})
	return sent, err
}

// TestWhatLeavesTheScreenIsCleanAndNamesNobody holds every payload against the title, the
// notifications and the clipboard. Each of them has to have been reached: the clipboard with
// what was said, clean, and the other two without a word of it.
func TestWhatLeavesTheScreenIsCleanAndNamesNobody(t *testing.T) {
	c := promise.Counting(t, promise.Hostile)
	all := hostile.OfEach(promise.Size(t, 1, 2, 1000))
	for _, p := range all {
		c.Run(1)
		payload := "Say " + p.Text + " said"
		sent, err := outside(t, payload)
		want := text.Copy(desk.Foreign(payload))
		said := strings.Join(append(sent.Titles, sent.Notices...), "\n")
		switch {
		case err != nil:
			t.Errorf("%s: %v", p.Name, err)
		case len(sent.Titles) < 2 || len(sent.Notices) != 2 || sent.Bells != 1 || len(sent.Copied) != 1:
			t.Errorf("%s: there were %d titles, %q, %d bells and %q on the clipboard", p.Name, len(sent.Titles), sent.Notices, sent.Bells, sent.Copied)
		case !strings.Contains(want, sent.Copied[0]), sent.Copied[0] != want && !strings.HasPrefix(sent.Copied[0], "http"): // of a link it is that alone
			t.Errorf("%s: %.80q is on the clipboard instead of %.80q", p.Name, sent.Copied[0], want)
		case strings.Contains(said, "Say"), strings.Contains(said, "said"):
			t.Errorf("%s: a stranger's words stand in %q", p.Name, said)
		default:
			continue
		}
		c.Violation()
	}
	c.Figure("%d payloads to the title, the desktop and the clipboard", len(all))
}
