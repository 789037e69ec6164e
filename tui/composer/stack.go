package composer

import (
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
)

// stack puts a canned reply at the caret. Where one stands right before it, or it is of
// several lines itself, a blank line parts it from what stands around it; a few words of a
// phrasebook go into a sentence as they are.
func (s *Screen) stack(in screen.Insert) {
	all, at := s.editor.Text(), s.editor.Caret()
	if from, to, marked := s.editor.Selected(); marked { // Insert takes its place
		all, at = all[:from]+all[to:], from
	}
	before, behind := all[:at], all[at:]
	last := strings.TrimSpace(s.stacked)
	apart := strings.Contains(strings.TrimSpace(in.Text), "\n") || last != "" && strings.HasSuffix(strings.TrimSpace(before), last)
	words := in.Text
	if apart {
		words = gapAfter(before) + words + gapBefore(behind)
	}
	s.editor.Insert(words)
	s.stacked = in.Text
	s.macros[in.Canned] = in.Then
	if !slices.Contains(s.canned, in.Canned) {
		s.canned = append(s.canned, in.Canned)
	}
}

// does is what the canned replies in a reply do to its ticket when it is sent. A note and
// what is sent on do nothing of it.
func (s *Screen) does() (m desk.Macro) {
	if s.note || s.forward != nil {
		return desk.Macro{}
	}
	for _, id := range s.canned {
		m = m.With(s.macros[id])
	}
	return m
}

// drop forgets the canned replies of a text that was emptied, with what they do.
func (s *Screen) drop() {
	s.canned, s.stacked = nil, ""
}

// gapAfter is what is missing behind a text to a blank line.
func gapAfter(text string) string {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	breaks := len(text) - len(strings.TrimRight(text, "\n"))
	return strings.Repeat("\n", max(2-breaks, 0))
}

// gapBefore is what is missing before a text to a blank line.
func gapBefore(text string) string {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	breaks := len(text) - len(strings.TrimLeft(text, "\n"))
	return strings.Repeat("\n", max(2-breaks, 0))
}
