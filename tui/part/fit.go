package part

import (
	"strings"

	"github.com/heed-desk/heed/internal/text"
)

// Pad makes a line exactly w cells wide: cut with an ellipsis, or filled with spaces. The
// line may be styled; its style ends with it.
func Pad(s string, w int) string {
	if w <= 0 {
		return ""
	}
	return text.PadRight(s, w)
}

// Cut shortens a line to at most w cells, with an ellipsis where something is left out.
func Cut(s string, w int) string {
	if w <= 0 {
		return ""
	}
	return text.Truncate(s, w)
}

// Right puts a line at the right end of w cells.
func Right(s string, w int) string {
	if n := text.Width(s); n < w {
		return strings.Repeat(" ", w-n) + s
	}
	return Pad(s, w)
}

// Spread puts left and right at the ends of a line of exactly w cells. Where there is not
// room for both, left is cut first, to no less than a third; then right goes.
func Spread(left, right string, w int) string {
	r := text.Width(right)
	switch {
	case r == 0:
		return Pad(left, w)
	case text.Width(left)+1+r <= w:
		return left + strings.Repeat(" ", w-text.Width(left)-r) + right
	case w-r-1 >= w/3:
		return Pad(left, w-r-1) + " " + right
	default:
		return Pad(left, w)
	}
}

// Fit makes a picture of exactly h lines of exactly w cells.
func Fit(lines []string, w, h int) string {
	if w <= 0 || h <= 0 {
		return ""
	}
	var b strings.Builder
	for i := range h {
		if i > 0 {
			b.WriteByte('\n')
		}
		if i < len(lines) {
			b.WriteString(Pad(lines[i], w))
		} else {
			b.WriteString(strings.Repeat(" ", w))
		}
	}
	return b.String()
}

// Width is how many cells a line takes, its style left aside.
func Width(s string) int { return text.Width(s) }

// Few wraps words to w cells in at most so many lines; the last one ends with an ellipsis
// where something is left out.
func Few(words string, w, most int) []string {
	lines := text.Wrap(words, max(w, 1))
	if len(lines) > most {
		lines = lines[:most]
		lines[most-1] = Cut(lines[most-1]+" …", w)
	}
	return lines
}
