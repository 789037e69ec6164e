package wall

import (
	"slices"
	"strings"

	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/theme"
)

// What stands around a number: at its left and right, and above and below it.
const (
	beside = 4
	around = 3 // its label, what is below it, and a line between it and the next
	inBig  = 3 // more, where the label is in big type
	most   = 8 // the largest type

	highChart = 8 // with its axis, at most
	airy      = 2 // from more lines than this on, one is free above a chart
	plain     = 2 // the smallest one in which words are in big type too
)

// layout is how the tiles of a page are drawn.
type layout struct {
	in      size
	columns int
	words   bool // in big type as well
}

// grid are tiles beside and below each other, in the largest type that there is room for.
func (s *sheet) grid(tiles []tile, h int) (lines []string) {
	l, fits := s.fitting(tiles, h)
	if !fits {
		return s.list(tiles, h)
	}
	rows := (len(tiles) + l.columns - 1) / l.columns
	for y := range rows {
		high := h/rows + min(1, max(0, h%rows-y))
		blocks := make([][]string, l.columns)
		for x := range blocks {
			if at := y*l.columns + x; at < len(tiles) {
				blocks[x] = tiles[at].drawn(s.theme, l, s.w/l.columns, high-1)
			}
		}
		blank := 0 // all of a row begin at the same line
		for _, b := range blocks {
			blank = max(blank, len(b))
		}
		blank = max(high-blank, 0) / 2
		for i := range high {
			var line strings.Builder
			for _, b := range blocks {
				cells := ""
				if i >= blank && i-blank < len(b) {
					cells = b[i-blank]
				}
				line.WriteString(part.Pad(cells, s.w/l.columns))
			}
			lines = append(lines, line.String())
		}
	}
	return lines
}

// fitting is the largest type in which all tiles have room, with their words in big type where that
// takes them at most a step of it.
func (s *sheet) fitting(tiles []tile, h int) (l layout, fits bool) {
	big, bigFits := s.largest(tiles, h, true)
	l, fits = s.largest(tiles, h, false)
	if bigFits && big.in >= plain && big.in >= l.in-1 {
		return big, true
	}
	return l, fits
}

func (s *sheet) largest(tiles []tile, h int, words bool) (layout, bool) {
	for in := size(most); in >= 0; in-- {
		for _, columns := range []int{3, 2, 1, 6, 4} {
			l := layout{in, columns, words}
			if columns <= max(len(tiles), 1) && l.hasRoom(tiles, s.w/columns, h/((len(tiles)+columns-1)/columns)) {
				return l, true
			}
		}
	}
	return layout{}, false
}

// hasRoom reports whether all tiles fit into so much each.
func (l layout) hasRoom(tiles []tile, w, h int) bool {
	high := l.in.high() + around
	if l.words {
		high += inBig
	}
	return high <= h && !slices.ContainsFunc(tiles, func(t tile) bool { return t.wide(l)+beside > w })
}

// wide is how many cells a tile's number takes, with its unit, or its label where that takes more.
func (t tile) wide(l layout) int {
	w := l.in.wide(t.number)
	switch {
	case t.unit == "":
	case l.words:
		w += l.in.dot() + size(0).wide(t.unit)
	default:
		w += 1 + part.Width(t.unit)
	}
	if l.words && (!drawable(t.label) || !drawable(t.unit)) {
		return 1 << 20 // nowhere
	}
	if l.words {
		w = max(w, size(0).wide(t.label))
	}
	if t.chart != nil {
		w = max(w, len(t.chart.hours))
	}
	return w
}

// drawn is a tile in lines, at most w cells wide and h lines high.
func (t tile) drawn(th *theme.Theme, l layout, w, h int) []string {
	lines := []string{th.Strong.Render(part.Cut(t.label, w-beside))}
	unit := []string{th.Strong.Render(t.unit)}
	if l.words {
		lines = append(size(0).draw(theme.Ink{}, t.label), "")
		unit = size(0).draw(theme.Ink{}, t.unit)
	}
	digits := l.in.draw(t.ink, t.number)
	for i, line := range digits {
		if from := len(digits) - len(unit); i >= from && t.unit != "" {
			line += strings.Repeat(" ", max(l.in.dot()/2, 1)) + unit[i-from]
		}
		lines = append(lines, line)
	}
	if t.chart != nil {
		hours := t.hours(th, w-beside, h-len(lines)-1)
		if lines = append(lines, hours...); len(hours) == 0 {
			t.below = "" // it is of the chart
		}
	}
	if t.below != "" && len(lines) < h {
		lines = append(lines, th.Dim.Render(part.Cut(t.below, w-beside)))
	}
	for i, line := range lines {
		lines[i] = strings.Repeat(" ", beside/2) + line
	}
	return lines
}

// hours is its chart in lines, with a free one above it where there is room; none where it does not fit.
func (t tile) hours(th *theme.Theme, w, h int) []string {
	if h <= airy {
		return t.chart.draw(th.Dim, w, h)
	}
	lines := t.chart.draw(th.Dim, w, min(h-1, highChart))
	if len(lines) == 0 {
		return nil
	}
	return append([]string{""}, lines...)
}
