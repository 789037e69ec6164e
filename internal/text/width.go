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
	cells := 0
	for i := 0; i < len(s); {
		switch b := s[i]; {
		case b >= ' ' && b <= '~' && (i+1 == len(s) || s[i+1] < 0x80):
			cells++
			i++
		case b == 0x1b:
			n := styleAt(s[i:])
			if n == 0 {
				return ansi.StringWidth(s) // it is for the one who knows all sequences
			}
			i += n
		case b < ' ' || b == 0x7f:
			return ansi.StringWidth(s)
		case isLine(s, i):
			cells++
			i += 3
		default:
			n, w := pointAt(s, i), 1
			if n == 0 {
				var letter string
				letter, w = firstCluster(s[i:])
				n = len(letter)
			}
			cells += w
			i += n
		}
	}
	return cells
}

// styleAt is the length of the sequence at the start of s that sets colours and weight,
// 0 where there is none.
func styleAt(s string) int {
	if len(s) < 3 || s[1] != '[' {
		return 0
	}
	for i := 2; i < len(s); i++ {
		switch b := s[i]; {
		case b == 'm':
			return i + 1
		case b < '0' || b > ';':
			return 0
		}
	}
	return 0
}

// isLine reports whether a line or a block is drawn at i (U+2500 to U+259F), and nothing
// behind it could join it to a wider letter.
func isLine(s string, i int) bool {
	if i+2 >= len(s) || s[i] != 0xe2 || s[i+1] < 0x94 || s[i+1] > 0x96 || s[i+1] == 0x96 && s[i+2] > 0x9f {
		return false
	}
	return i+3 == len(s) || s[i+3] < 0x80 || i+5 < len(s) && s[i+3] == 0xe2 && s[i+4] == 0x94
}

// pointAt is the length of a · or a …, with which lines are put together, where plain text
// follows it; 0 where none stands at i.
func pointAt(s string, i int) int {
	var n int
	switch {
	case strings.HasPrefix(s[i:], "\u00b7"):
		n = 2
	case strings.HasPrefix(s[i:], "\u2026"):
		n = 3
	default:
		return 0
	}
	if i+n < len(s) && s[i+n] >= 0x80 {
		return 0
	}
	return n
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
		return truncateStyled(s, w)
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

// truncateStyled is Truncate of a text with styles, all of which stay. Width counts as it does.
func truncateStyled(s string, w int) string {
	if Width(s) <= w {
		return s
	}
	var out strings.Builder
	col, cut := 0, false
	for i := 0; i < len(s); {
		if s[i] == 0x1b {
			n := styleAt(s[i:])
			if n == 0 {
				return ansi.Truncate(s, w, ellipsis) // it is for the one who knows all sequences
			}
			out.WriteString(s[i : i+n])
			i += n
			continue
		}
		letter, cells := firstCluster(s[i:])
		if !cut && col+cells > w-1 {
			out.WriteString(ellipsis)
			cut = true
		}
		if !cut {
			out.WriteString(letter)
			col += cells
		}
		i += len(letter)
	}
	return out.String()
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
