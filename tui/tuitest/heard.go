package tuitest

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Heard is a terminal without a screen, as a braille display or a printer is one: lines
// that were written stay, and only the last one can be written anew.
type Heard struct {
	lines []string
	last  []rune
	at    int
	told  int // lines that Since has given
}

// modesOnly are the sequences that write nothing and that a session told in words may send.
func modesOnly() *strings.Replacer {
	return strings.NewReplacer(
		ansi.SetModeBracketedPaste, "", ansi.ResetModeBracketedPaste, "", ansi.SetModeFocusEvent, "", ansi.ResetModeFocusEvent, "",
		ansi.EraseLineRight, "\x00", ansi.CursorHomePosition+ansi.EraseEntireScreen+"\x1b[3J", "\x01",
	)
}

// Write takes bytes in. What is none of those that a session told in words may send is an error.
func (h *Heard) Write(wire string) error {
	for _, r := range modesOnly().Replace(wire) {
		switch {
		case r == '\r':
			h.at = 0
		case r == '\n':
			h.lines = append(h.lines, strings.TrimRight(string(h.last), " "))
			h.last, h.at = nil, 0
		case r == '\b':
			h.at = max(h.at-1, 0)
		case r == 1: // all of it is wiped away
			*h = Heard{}
		case r == 0:
			h.last = h.last[:min(h.at, len(h.last))]
		case r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0:
			return fmt.Errorf("%q was sent", r)
		default:
			for len(h.last) <= h.at {
				h.last = append(h.last, ' ')
			}
			h.last[h.at] = r
			h.at++
		}
	}
	return nil
}

// Text is all that was heard, with the line that is being written last.
func (h *Heard) Text() string {
	return strings.Join(append(append([]string(nil), h.lines...), string(h.last)), "\n")
}

// Since is what was written since it was last asked, with the line that is being written last.
func (h *Heard) Since() string {
	lines := append(append([]string(nil), h.lines[h.told:]...), string(h.last))
	h.told = len(h.lines)
	return strings.Join(lines, "\n")
}

// Caret is how many letters stand before the caret in the line that is being written.
func (h *Heard) Caret() int { return h.at }
