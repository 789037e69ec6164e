package wall

import (
	"strconv"
	"strings"

	"github.com/heed-desk/heed/tui/theme"
)

// chart is what happened in each hour of a day. Charts of one page have one scale.
type chart struct {
	hours [24]int
	most  int // what fills it from the bottom to the top
	ink   theme.Ink
}

// draw draws it at most w cells wide and h lines high, the last of which is its axis; nothing where it
// does not fit.
func (c *chart) draw(dim theme.Ink, w, h int) (lines []string) {
	wide := min(w/len(c.hours), 4)
	if wide < 1 || h < 2 {
		return nil
	}
	bar := max(wide-wide/3, 1)
	for y := h - 2; y >= 0; y-- {
		var b strings.Builder
		for _, n := range c.hours {
			b.WriteString(c.cells(n, y, h-1, bar) + strings.Repeat(" ", wide-bar))
		}
		lines = append(lines, b.String())
	}
	var axis strings.Builder
	for hour := 0; hour < len(c.hours); hour += 6 {
		mark := strconv.Itoa(hour)
		axis.WriteString(mark + strings.Repeat(" ", max(6*wide-len(mark), 0)))
	}
	return append(lines, dim.Render(strings.TrimRight(axis.String(), " ")))
}

// cells are what of a number stands in a line, counted from the bottom, of so many.
func (c *chart) cells(n, y, of, wide int) string {
	const eighths = 8
	levels := [...]string{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇"}
	full := 0
	if n > 0 && c.most > 0 {
		full = max((n*of*eighths+c.most/2)/c.most, 1) - y*eighths
	}
	switch {
	case full >= eighths: // ground and no letter, as in large ones
		return c.ink.Inverse().Render(strings.Repeat(" ", wide))
	case full > 0:
		return c.ink.Render(strings.Repeat(levels[full], wide))
	default:
		return strings.Repeat(" ", wide)
	}
}
