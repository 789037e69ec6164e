package tuitest

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// Lines are the painted lines, without the spaces at their ends.
func (t *Term) Lines() []string {
	lines := make([]string, t.vt.Height())
	for y := range lines {
		var b strings.Builder
		for x := range t.vt.Width() {
			cell := t.vt.CellAt(x, y)
			switch {
			case cell == nil || cell.Content == "" && cell.Width == 0:
			case cell.Content == "":
				b.WriteByte(' ')
			default:
				b.WriteString(cell.Content)
			}
		}
		lines[y] = strings.TrimRight(b.String(), " ")
	}
	return lines
}

// Screen is what is painted, as lines.
func (t *Term) Screen() string { return strings.Join(t.Lines(), "\n") }

// Sees fails the test where a text is not painted on one line.
func (t *Term) Sees(words ...string) {
	t.t.Helper()
	screen := t.Screen()
	for _, w := range words {
		if !strings.Contains(screen, w) {
			t.t.Errorf("%q is not on the screen:\n%s", w, framed(screen))
		}
	}
}

// SeesNot fails the test where a text is painted.
func (t *Term) SeesNot(words ...string) {
	t.t.Helper()
	screen := t.Screen()
	for _, w := range words {
		if strings.Contains(screen, w) {
			t.t.Errorf("%q is on the screen:\n%s", w, framed(screen))
		}
	}
}

// Caret is the cell of the terminal's own cursor.
func (t *Term) Caret() (x, y int) {
	p := t.vt.CursorPosition()
	return p.X, p.Y
}

func framed(screen string) string {
	lines := strings.Split(screen, "\n")
	w := 0
	for _, l := range lines {
		w = max(w, ansi.StringWidth(l))
	}
	edge := "+" + strings.Repeat("-", w) + "+\n"
	var b strings.Builder
	b.WriteString(edge)
	for _, l := range lines {
		b.WriteString("|" + l + strings.Repeat(" ", w-ansi.StringWidth(l)) + "|\n")
	}
	return b.String() + edge
}

// Widths and Heights are the sizes at which every picture must hold.
func Widths() []int { return []int{1, 5, 12, 20, 33, 40, 59, 60, 80, 89, 90, 119, 120, 200, 400} }

// Heights are the heights that go with Widths.
func Heights() []int { return []int{1, 3, 5, 10, 14, 24, 50, 150} }

// Exact fails the test where a picture is not exactly h lines of exactly w cells.
func Exact(t testing.TB, what, picture string, w, h int) {
	t.Helper()
	lines := strings.Split(picture, "\n")
	if len(lines) != h {
		t.Errorf("%s at %dx%d has %d lines", what, w, h, len(lines))
	}
	for i, line := range lines {
		if got := ansi.StringWidth(line); got != w {
			t.Errorf("%s at %dx%d: line %d is %d cells wide: %q", what, w, h, i, got, ansi.Strip(line))
			return
		}
	}
}
