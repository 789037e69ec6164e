package part

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/theme"
)

// PanelColumns is how many columns a panel adds to its inside, left and right together.
const PanelColumns = 4

// Margin is how many lines a panel adds to its inside.
type Margin int

// The margins. An airy one is a blank line, the title right above the inside, a blank line
// below it, and the keys; a tight one the title and the keys.
const (
	Airy  Margin = 4
	Tight Margin = 2
)

// Above is how many of a margin's lines stand above the inside.
func (m Margin) Above() int { return int(m) / 2 }

// Panel draws a plain panel round an inside of w x h cells: its title, the inside, its keys.
func Panel(t *theme.Theme, m Margin, title, inside string, hints []Hint, w, h int) string {
	if t.Name == theme.Plain || t.Name == theme.HighContrast {
		return framed(t, m, title, inside, hints, w, h)
	}
	full := w + PanelColumns
	blank := make([]string, m.Above()-1) // a title on the edge looks cut off
	lines := append(make([]string, 0, h+int(m)), blank...)
	lines = append(lines, Pad("  "+t.Focused.Render(text.Truncate(title, w)), full))
	for _, line := range strings.Split(Fit(strings.Split(inside, "\n"), w, h), "\n") {
		lines = append(lines, "  "+line)
	}
	lines = append(append(lines, blank...), " "+Hints(t, hints, "", w+1))
	for i, line := range lines {
		lines[i] = t.Panel.Render(Pad(line, full))
	}
	return strings.Join(lines, "\n")
}

// framed draws a panel of the same size with a line round it: where there are no colours, or
// only the strongest, its ground does not tell it from what is behind.
func framed(t *theme.Theme, m Margin, title, inside string, hints []Hint, w, h int) string {
	edge := func(left, label, right string) string {
		rest := max(w+1-text.Width(label), 0)
		return left + "─" + label + strings.Repeat("─", rest) + right
	}
	side := func(line string) string { return "│ " + line + " │" }
	blank := slices.Repeat([]string{side(strings.Repeat(" ", w))}, m.Above()-1)
	lines := make([]string, 0, h+int(m))
	lines = append(append(lines, edge("╭", " "+t.Focused.Render(text.Truncate(title, max(w-2, 0)))+" ", "╮")), blank...)
	for _, line := range strings.Split(Fit(strings.Split(inside, "\n"), w, h), "\n") {
		lines = append(lines, side(line))
	}
	keys := ""
	if drawn := strings.TrimRight(Hints(t, hints, "", max(w-1, 0)), " "); drawn != "" {
		keys = drawn + " "
	}
	lines = append(append(lines, blank...), edge("╰", keys, "╯"))
	for i, line := range lines {
		lines[i] = t.Panel.Render(line)
	}
	return strings.Join(lines, "\n")
}

// Over lays a panel over a picture that is dimmed, with its top left corner at x, y.
func Over(t *theme.Theme, behind, panel string, x, y int) string {
	under := strings.Split(behind, "\n")
	over := strings.Split(panel, "\n")
	for i, line := range under {
		bare := ansi.Strip(line)
		n := i - y
		if n < 0 || n >= len(over) {
			under[i] = t.Behind.Render(bare)
			continue
		}
		end := x + text.Width(over[n])
		rest := max(text.Width(bare)-end, 0)
		under[i] = t.Behind.Render(Pad(cutAt(bare, x), x)) + over[n] + t.Behind.Render(lastCells(bare, rest))
	}
	return strings.Join(under, "\n")
}

// lastCells is the end of a line in exactly w cells.
func lastCells(line string, w int) string {
	if w <= 0 {
		return ""
	}
	skip := text.Width(line) - w
	for skip > 0 && line != "" {
		next := text.Next(line, 0)
		skip -= text.Width(line[:next])
		line = line[next:]
	}
	return strings.Repeat(" ", max(-skip, 0)) + line
}
