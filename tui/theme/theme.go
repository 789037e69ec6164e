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

// Names lists the themes.
func Names() []Name { return []Name{Dark, Light, HighContrast, Plain} }

// Palette is the few colours that a theme is made of.
type Palette struct {
	Back     color.Color // what the terminal is taken to have, where it is not painted
	Ground   color.Color // what is painted where a theme was asked for by its name
	Text     color.Color
	Dim      color.Color
	Accent   color.Color
	OnAccent color.Color
	Soon     color.Color
	Late     color.Color
	Good     color.Color
	Rule     color.Color // thin lines: a shape, not a text
	Row      color.Color // the ground of the row under the cursor
	Panel    color.Color // the ground of a dialog
	Behind   color.Color // texts behind a dialog
}

// Theme is the inks that screens draw with. Nothing is told by colour alone: each
// of these stands beside a mark, a word or a weight.
type Theme struct {
	Name    Name
	Palette Palette

	Ground   Ink // under all else, where the theme must not rely on the terminal's colours
	Text     Ink // what is read
	Dim      Ink // secondary, never below 4.5:1
	Strong   Ink // a number, a name
	Accent   Ink // caret, focused title
	Selected Ink // the row under the cursor
	Title    Ink // a pane's title
	Focused  Ink // a focused pane's title
	Rule     Ink // lines between panes
	Soon     Ink // due before long
	Late     Ink // overdue
	Good     Ink // done, sent
	Key      Ink // a key in footer and help
	Gutter   Ink // the mark before foreign text
	Note     Ink // the mark before and the words of a note
	Match    Ink // a word that was searched for
	Panel    Ink // the ground of a dialog
	Behind   Ink // what lies behind a dialog
	Blank    Ink // a blank of a canned reply, and a stretch that typing replaces
}

// New makes the inks of a theme; those of an unknown name are the dark ones.
func New(name Name) *Theme {
	p := paletteOf(name)
	var none Ink
	t := &Theme{
		Name: name, Palette: p, Strong: none.Bold(), Accent: none.Bold(), Selected: none.Bold(),
		Focused: none.Bold(), Late: none.Bold(), Key: none.Bold(), Note: none.Italic(), Match: none.Underline(),
		Blank: none.Inverse(),
	}
	if name == Plain {
		t.Focused = t.Focused.Underline()
		t.Behind = none.Faint()
		return t
	}
	// What is read has the terminal's own colour, which suits its ground whatever that is;
	// high contrast is not left to chance.
	if name == HighContrast {
		t.Text, t.Strong, t.Key = none.Fg(p.Text), t.Strong.Fg(p.Text), t.Key.Fg(p.Text)
	}
	t.Ground = none.Fg(p.Text).Bg(p.Ground)
	t.Dim = none.Fg(p.Dim)
	t.Accent = t.Accent.Fg(p.Accent)
	t.Selected = none.Fg(p.Text).Bg(p.Row)
	t.Title = none.Fg(p.Dim)
	t.Focused = t.Focused.Fg(p.Accent)
	t.Rule = none.Fg(p.Rule)
	t.Soon = none.Fg(p.Soon)
	t.Late = t.Late.Fg(p.Late)
	t.Good = none.Fg(p.Good)
	t.Gutter = none.Fg(p.Rule)
	t.Note = t.Note.Fg(p.Soon)
	t.Match = t.Match.Fg(p.Accent)
	t.Panel = none.Fg(p.Text).Bg(p.Panel)
	t.Behind = none.Fg(p.Behind)
	t.Blank = none.Fg(p.OnAccent).Bg(p.Accent)
	return t
}

// paletteOf gives the colours of a theme, by their numbers among the 256 that nearly every
// terminal has: they look the same everywhere, and a number takes few bytes.
func paletteOf(name Name) Palette {
	c := lipgloss.Color
	switch name {
	case Light:
		return Palette{
			Back: c("#fafafa"), Ground: c("231"), Text: c("234"), Dim: c("240"), Accent: c("25"), OnAccent: c("231"),
			Soon: c("94"), Late: c("124"), Good: c("22"), Rule: c("249"), Row: c("254"),
			Panel: c("255"), Behind: c("245"),
		}
	case HighContrast:
		return Palette{
			Back: c("#000000"), Ground: c("16"), Text: c("231"), Dim: c("252"), Accent: c("81"), OnAccent: c("16"),
			Soon: c("221"), Late: c("217"), Good: c("157"), Rule: c("248"), Row: c("236"),
			Panel: c("233"), Behind: c("245"),
		}
	case Plain:
		return Palette{}
	default:
		return Palette{
			Back: c("#14161b"), Ground: c("233"), Text: c("254"), Dim: c("248"), Accent: c("111"), OnAccent: c("233"),
			Soon: c("179"), Late: c("210"), Good: c("114"), Rule: c("239"), Row: c("236"),
			Panel: c("235"), Behind: c("242"),
		}
	}
}
