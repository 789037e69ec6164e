package part

import (
	"strings"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/theme"
)

// Title draws a pane's title line: what it is about, and something short at the right.
func Title(t *theme.Theme, title, right string, focused bool, w int) string {
	ink := t.Title
	if focused {
		ink = t.Focused
	}
	rw := text.Width(right)
	room := w
	if rw > 0 && rw < w {
		room = w - rw - 1
	}
	return Spread(ink.Render(text.Truncate(title, room)), right, w)
}

// Rule draws a thin line; with a label it reads "── label ──────".
func Rule(t *theme.Theme, label string, w int) string {
	if w <= 0 {
		return ""
	}
	if label == "" {
		return t.Rule.Render(strings.Repeat("─", w))
	}
	label = text.Truncate(label, max(w-6, 0))
	rest := max(w-4-text.Width(label), 0)
	return Pad(t.Rule.Render("──")+" "+t.Dim.Render(label)+" "+t.Rule.Render(strings.Repeat("─", rest)), w)
}

// Between is the thin line between two panes.
func Between(t *theme.Theme) string { return t.Rule.Render("│") }

// Empty draws what stands where there is nothing to list: kind words in the middle.
func Empty(t *theme.Theme, words string, w, h int) string {
	if w <= 0 || h <= 0 {
		return ""
	}
	wrapped := text.Wrap(words, max(min(w-4, 60), 1))
	lines := make([]string, max((h-len(wrapped))/3, 0), h)
	for _, line := range wrapped {
		lines = append(lines, strings.Repeat(" ", max((w-text.Width(line))/2, 0))+t.Dim.Render(line))
	}
	return Fit(lines, w, h)
}

// Gutter is a mark before a block of text. Foreign text has one that nothing in it can imitate.
type Gutter string

// The gutters.
const (
	Foreign  Gutter = "▏" // what somebody outside wrote
	Internal Gutter = "┆" // a note
	Step     Gutter = "»" // what another system did
	Own      Gutter = " " // what we wrote: indented and bare
)

// Quote wraps a clean text to w cells and puts a gutter before each line.
func Quote(t *theme.Theme, g Gutter, ink theme.Ink, clean string, w int) []string {
	mark := t.Gutter
	if g == Internal {
		mark = t.Note
	}
	head := " " + mark.Render(string(g))
	room := w - 2
	if g != Foreign {
		head += " "
		room--
	}
	lines := text.Wrap(clean, max(room, 1))
	for i, line := range lines {
		lines[i] = Pad(head+ink.Render(line), w)
	}
	return lines
}
