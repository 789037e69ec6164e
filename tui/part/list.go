package part

import (
	"strings"

	"github.com/heed-desk/heed/tui/theme"
)

// Bar is the mark before the row under the cursor.
const Bar = "▌"

// context is how many rows a list keeps in sight above and below its cursor.
const context = 2

// List is a window on rows that somebody else holds. It knows how many there are, where
// the cursor stands and which are in sight, and draws only those.
type List struct {
	theme     *theme.Theme
	w, h      int
	tall      int // lines a row
	total     int
	at, top   int
	unfocused bool
}

// NewList makes an empty list of rows of one line.
func NewList(t *theme.Theme) *List { return &List{theme: t, tall: 1, at: 0} }

// Resize gives the list its size in cells.
func (l *List) Resize(w, h int) {
	l.w, l.h = w, h
	l.follow()
}

// Tall sets the lines of a row, 1 or 2. The row under the cursor stays in sight.
func (l *List) Tall(lines int) {
	l.tall = max(lines, 1)
	l.follow()
}

// Focus says whether the list has the focus; without it the cursor's bar is dim.
func (l *List) Focus(on bool) { l.unfocused = !on }

// Set says how many rows there are and on which one the cursor stands. The cursor keeps
// its line on the screen: rows that came above it push the others, not it.
func (l *List) Set(total, at int) {
	line := l.at - l.top
	l.total = max(total, 0)
	l.at = min(max(at, 0), max(l.total-1, 0))
	l.top = l.at - line
	l.follow()
}

// Total is how many rows there are.
func (l *List) Total() int { return l.total }

// At is the row under the cursor; -1 where there are none.
func (l *List) At() int {
	if l.total == 0 {
		return -1
	}
	return l.at
}

// Rows is how many rows fit.
func (l *List) Rows() int { return max(l.h/max(l.tall, 1), 1) }

// Window is the rows in sight: from, and the first one behind.
func (l *List) Window() (from, to int) { return l.top, min(l.top+l.Rows(), l.total) }

// By moves the cursor, at most to an end, and reports whether it moved.
func (l *List) By(rows int) bool { return l.To(l.at + rows) }

// To puts the cursor on a row, or on the last one before it, and reports whether it moved.
func (l *List) To(row int) bool {
	before := l.at
	l.at = min(max(row, 0), max(l.total-1, 0))
	l.follow()
	return l.at != before
}

// Page moves by a windowful less the context, down for 1 and up for -1.
func (l *List) Page(direction int) bool { return l.By(direction * max(l.Rows()-context, 1)) }

// follow keeps the cursor in sight with its context, and no empty room below the last row.
func (l *List) follow() {
	rows := l.Rows()
	keep := min(context, (rows-1)/2)
	l.top = min(max(l.top, l.at+keep-rows+1), max(l.at-keep, 0))
	l.top = max(min(l.top, l.total-rows), 0)
}

// View draws the rows in sight. Row returns the lines of one row, each in at most w
// cells; the list puts the bar before them and the ground under the row of the cursor.
func (l *List) View(row func(i, w int, selected bool) []string) string {
	lines := make([]string, 0, l.h)
	from, to := l.Window()
	inner := l.w - 1
	for i := from; i < to; i++ {
		selected := i == l.at
		drawn := row(i, inner, selected)
		for n := range l.tall {
			line := ""
			if n < len(drawn) {
				line = drawn[n]
			}
			lines = append(lines, l.line(line, inner, selected, n == 0))
		}
	}
	return Fit(lines, l.w, l.h)
}

func (l *List) line(s string, inner int, selected, first bool) string {
	if !selected {
		return " " + Pad(s, inner)
	}
	bar := " "
	if first || l.tall > 1 {
		bar = Bar
	}
	ink := l.theme.Accent
	if l.unfocused {
		ink = l.theme.Dim
	}
	return ink.Render(bar) + l.theme.Selected.Render(Pad(s, inner))
}

// Plain draws rows of one line each from texts that are drawn already.
func (l *List) Plain(rows []string) string {
	return l.View(func(i, _ int, _ bool) []string { return strings.Split(rows[i], "\n") })
}
