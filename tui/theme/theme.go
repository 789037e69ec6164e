// Package theme holds the colours and styles of one session. There are no
// package-level styles: over SSH many sessions with different terminals share a process.
package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
)

// Name names a theme.
type Name string

// The themes.
const (
	Dark         Name = "dark"
	Light        Name = "light"
	HighContrast Name = "contrast"
	Plain        Name = "none" // no colour at all
)

// Palette is the few colours that a theme is made of.
type Palette struct {
	Back, Text, Dim, Accent, OnAccent, Soon, Late, Good, Rule, Row color.Color
}

// Theme is the styles that screens draw with. Nothing is told by colour alone: each
// of these stands beside a mark, a word or a weight.
type Theme struct {
	Name    Name
	Palette Palette

	Text     lipgloss.Style // what is read
	Dim      lipgloss.Style // secondary, never below 4.5:1
	Strong   lipgloss.Style // a number, a name
	Accent   lipgloss.Style // caret, focused title
	Selected lipgloss.Style // the row under the cursor
	Title    lipgloss.Style // a pane's title
	Focused  lipgloss.Style // a focused pane's title
	Rule     lipgloss.Style // lines between panes
	Soon     lipgloss.Style // due before long
	Late     lipgloss.Style // overdue
	Good     lipgloss.Style // done, sent
	Key      lipgloss.Style // a key in footer and help
	Gutter   lipgloss.Style // the mark before foreign text
	Note     lipgloss.Style // the mark before and the words of a note
	Match    lipgloss.Style // a word that was searched for
	Panel    lipgloss.Style // the ground of a dialog
	Behind   lipgloss.Style // what lies behind a dialog
}

// New makes the styles of a theme.
func New(name Name) *Theme {
	p := paletteOf(name)
	s := lipgloss.NewStyle
	t := &Theme{Name: name, Palette: p, Text: s(), Dim: s(), Strong: s().Bold(true), Accent: s().Bold(true),
		Selected: s().Bold(true), Title: s(), Focused: s().Bold(true).Underline(name == Plain), Rule: s(),
		Soon: s(), Late: s().Bold(true), Good: s(), Key: s().Bold(true), Gutter: s(), Note: s().Italic(true),
		Match: s().Underline(true), Panel: s(), Behind: s()}
	if name == Plain {
		return t
	}
	t.Text = t.Text.Foreground(p.Text)
	t.Dim = t.Dim.Foreground(p.Dim)
	t.Strong = t.Strong.Foreground(p.Text)
	t.Accent = t.Accent.Foreground(p.Accent)
	t.Selected = t.Selected.Foreground(p.Text).Background(p.Row)
	t.Title = t.Title.Foreground(p.Dim)
	t.Focused = t.Focused.Foreground(p.Accent)
	t.Rule = t.Rule.Foreground(p.Rule)
	t.Soon = t.Soon.Foreground(p.Soon)
	t.Late = t.Late.Foreground(p.Late)
	t.Good = t.Good.Foreground(p.Good)
	t.Key = t.Key.Foreground(p.Text)
	t.Gutter = t.Gutter.Foreground(p.Rule)
	t.Note = t.Note.Foreground(p.Soon)
	t.Match = t.Match.Foreground(p.Accent)
	t.Behind = t.Behind.Foreground(p.Rule)
	return t
}

func paletteOf(name Name) Palette {
	c := lipgloss.Color
	switch name {
	case Light:
		return Palette{Back: c("#fafafa"), Text: c("#1c1c1c"), Dim: c("#5c626b"), Accent: c("#0b5fb4"), OnAccent: c("#ffffff"),
			Soon: c("#8a5300"), Late: c("#b3202a"), Good: c("#23703a"), Rule: c("#b9bec6"), Row: c("#e3ecf7")}
	case HighContrast:
		return Palette{Back: c("#000000"), Text: c("#ffffff"), Dim: c("#d0d0d0"), Accent: c("#66d9ff"), OnAccent: c("#000000"),
			Soon: c("#ffd75f"), Late: c("#ff9e9e"), Good: c("#9cf29c"), Rule: c("#a8a8a8"), Row: c("#003a57")}
	default:
		return Palette{Back: c("#14161b"), Text: c("#e6e6e6"), Dim: c("#9aa1ac"), Accent: c("#7cb7ff"), OnAccent: c("#14161b"),
			Soon: c("#e5b567"), Late: c("#ff8a80"), Good: c("#8fcf9f"), Rule: c("#4a505b"), Row: c("#232a36")}
	}
}
