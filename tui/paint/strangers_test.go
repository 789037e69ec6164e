package paint_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"unicode"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/promise"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/internal/text/hostile"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/tuitest"
)

// TestNoPayloadLeavesItsSequence gives payloads, cleaned and as they came, to what goes round
// the picture: each sequence ends where it has to, and holds letters.
func TestNoPayloadLeavesItsSequence(t *testing.T) {
	c := promise.Counting(t, promise.Hostile)
	painted(t, nil, func(s *screen, p *paint.Painter) {
		for _, one := range append(hostile.Short(), hostile.Data(t)...) {
			c.Runs(3, 3)
			words := "a" + text.Line(desk.Foreign(one.Text))
			synctest.Wait()
			s.taken()
			p.Title(words)
			p.Notify("heed", words)
			p.Copy(text.Copy(desk.Foreign("a" + one.Text)))
			synctest.Wait()
			wire := strings.Join(s.taken(), "")
			sent, err := tuitest.Read(wire)
			if err != nil || len(sent.Notices) != 2 || len(sent.Copied) != 1 || len(sent.Titles) != 1 && words != "a" {
				c.Violation()
				t.Errorf("%s: %v, titles %q, notices %q, clipboard %q in %.200q", one.Name, err, sent.Titles, sent.Notices, sent.Copied, wire)
			}
			p.Title("b" + one.Text)
			p.Notify(one.Text, one.Text)
			synctest.Wait()
			if n := controls(strings.Join(s.taken(), "")); n > 7 {
				c.Violation()
				t.Errorf("%s, as it came: %d controls instead of those of a title and two notifications", one.Name, n)
			}
		}
	})
}

// controls is how many controls stand in what was written.
func controls(wire string) (n int) {
	for _, r := range wire {
		if unicode.IsControl(r) {
			n++
		}
	}
	return n
}
