package text

import (
	"iter"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

const ellipsis = "…"

// Width is how many cells one line takes. It agrees with lipgloss.Width; styles count
// for nothing.
func Width(s string) int {
	if isPlain(s) {
		return len(s)
	}
	return ansi.StringWidth(s)
}

// Graphemes gives the letters of s as a reader takes them, with the cells of each.
func Graphemes(s string) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		for len(s) > 0 {
			c, w := firstCluster(s)
			if !yield(c, w) {
				return
			}
			s = s[len(c):]
		}
	}
}

// Next is the offset behind the letter that begins at i, and len(s) at the end.
func Next(s string, i int) int {
	if i >= len(s) {
		return len(s)
	}
	c, _ := firstCluster(s[i:])
	return i + len(c)
}

// Prev is the offset of the letter that ends at i, and 0 at the start.
func Prev(s string, i int) int {
	if i > len(s) {
		i = len(s)
	}
	at := strings.LastIndexByte(s[:max(i-1, 0)], '\n') + 1
	for at < i {
		next := Next(s, at)
		if next >= i {
			return at
		}
		at = next
	}
	return max(at-1, 0)
}

// Truncate returns s, or as much of its start as leaves room for … in w cells.
func Truncate(s string, w int) string {
	if w <= 0 {
		return ""
	}
	if len(s) <= w && isPlain(s) {
		return s
	}
	if strings.IndexByte(s, '\x1b') >= 0 {
		return ansi.Truncate(s, w, ellipsis)
	}
	at, col, cut := 0, 0, 0
	for c, cells := range Graphemes(s) {
		if col+cells > w {
			return s[:cut] + ellipsis
		}
		col += cells
		at += len(c)
		if col < w {
			cut = at
		}
	}
	return s
}

// TruncateLeft returns s, or as much of its end as leaves room for … in w cells.
func TruncateLeft(s string, w int) string {
	if w <= 0 {
		return ""
	}
	over := Width(s) - w
	if over <= 0 {
		return s
	}
	if strings.IndexByte(s, '\x1b') >= 0 {
		cut := ansi.TruncateLeft(s, over+1, ellipsis)
		if Width(cut) > w { // a wide letter stood at the edge
			cut = ansi.TruncateLeft(s, over+2, ellipsis)
		}
		return cut
	}
	at, col := 0, 0
	for c, cells := range Graphemes(s) {
		if col > over {
			break
		}
		col += cells
		at += len(c)
	}
	return ellipsis + s[at:]
}

// PadRight returns s in exactly w cells: filled with spaces behind, or truncated.
func PadRight(s string, w int) string {
	have := Width(s)
	if have > w {
		s = Truncate(s, w)
		have = Width(s)
	}
	return s + strings.Repeat(" ", max(w-have, 0))
}

// PadLeft returns s in exactly w cells: filled with spaces before it, or truncated.
func PadLeft(s string, w int) string {
	have := Width(s)
	if have > w {
		s = Truncate(s, w)
		have = Width(s)
	}
	return strings.Repeat(" ", max(w-have, 0)) + s
}

// firstCluster returns the first letter of s and its cells.
func firstCluster(s string) (string, int) {
	if s == "" {
		return "", 0
	}
	if s[0] < 0x80 && (len(s) == 1 || s[1] < 0x80) {
		if s[0] < ' ' || s[0] == 0x7f {
			return s[:1], 0
		}
		return s[:1], 1
	}
	return ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
}

// asciiRun is how many bytes at the start of s are ASCII letters of their own.
func asciiRun(s string) int {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return max(i-1, 0)
		}
	}
	return len(s)
}
