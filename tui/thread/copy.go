package thread

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// slotCopy hears what is to be copied.
const slotCopy = "copy"

// copied is what goes to the clipboard, clean, and what it is called.
type copied struct{ text, called string }

// mostCopies is how many of the newest texts and links are offered.
const mostCopies = 60

// link ends also at the sign of a control.
var link = regexp.MustCompile(`https?://[^\s<>"'\x60\x{2400}-\x{243f}]+`)

// copyDialog lists what was said and the links in it, the newest first, each with a number
// to choose it by.
func (s *Screen) copyDialog() screen.Screen {
	var picks []act.Pick
	add := func(called, hint, value string) {
		if len(picks) < mostCopies {
			n := strconv.Itoa(len(picks) + 1)
			picks = append(picks, act.Pick{Label: n + "  " + called, Hint: hint, Value: copied{value, called}})
		}
	}
	now := s.Local(s.Now())
	for i := len(s.data.Messages) - 1; i >= 0; i-- {
		m := s.data.Messages[i]
		if m.Kind == desk.Happening || m.Text.IsEmpty() {
			continue
		}
		whole := text.Copy(m.Text)
		for _, url := range linksIn(whole) {
			add(text.Truncate(url, 200), s.Book.T("thread.link"), url)
		}
		add(s.author(m)+": "+text.Truncate(text.Line(m.Text), 200), s.Book.Moment(s.Local(m.At), now), whole)
	}
	return act.NewPicks(s.Session, "thread.copy", "thread.copy.prompt", s.Book.T("thread.copy.none"), slotCopy, picks)
}

// linksIn are the addresses of pages in a clean text, each once, without the stop that ends
// the sentence they stand in.
func linksIn(clean string) []string {
	var all []string
	known := map[string]bool{}
	for _, url := range link.FindAllString(clean, -1) {
		url = strings.TrimRight(url, ".,;:!?)]}")
		if !known[url] {
			known[url] = true
			all = append(all, url)
		}
	}
	return all
}

func (s *Screen) learnCopy(v copied) screen.Out {
	return screen.Out{Copy: v.text, Say: &screen.Notice{Text: s.Book.T("thread.copied", "what", text.Truncate(v.called, 40))}}
}
