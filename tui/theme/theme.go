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
	Back     color.Color // what the terminal is taken to have; heed does not paint it
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
		return t
	}
	t.Text = none.Fg(p.Text)
	t.Dim = none.Fg(p.Dim)
	t.Strong = t.Strong.Fg(p.Text)
	t.Accent = t.Accent.Fg(p.Accent)
	t.Selected = none.Fg(p.Text).Bg(p.Row)
	t.Title = none.Fg(p.Dim)
	t.Focused = t.Focused.Fg(p.Accent)
	t.Rule = none.Fg(p.Rule)
	t.Soon = none.Fg(p.Soon)
	t.Late = t.Late.Fg(p.Late)
	t.Good = none.Fg(p.Good)
	t.Key = t.Key.Fg(p.Text)
	t.Gutter = none.Fg(p.Rule)
	t.Note = t.Note.Fg(p.Soon)
	t.Match = t.Match.Fg(p.Accent)
	t.Panel = none.Fg(p.Text).Bg(p.Panel)
	t.Behind = none.Fg(p.Behind)
	t.Blank = none.Fg(p.OnAccent).Bg(p.Accent)
	return t
}

// paletteOf gives the colours of a theme. All of them are among the 256 that nearly every
// terminal has, so that a terminal with no more than those shows the same picture.
func paletteOf(name Name) Palette {
	c := lipgloss.Color
	switch name {
	case Light:
		return Palette{
			Back: c("#fafafa"), Text: c("#1c1c1c"), Dim: c("#585858"), Accent: c("#005faf"), OnAccent: c("#ffffff"),
			Soon: c("#875f00"), Late: c("#af0000"), Good: c("#005f00"), Rule: c("#b2b2b2"), Row: c("#e4e4e4"),
			Panel: c("#eeeeee"), Behind: c("#8a8a8a"),
		}
	case HighContrast:
		return Palette{
			Back: c("#000000"), Text: c("#ffffff"), Dim: c("#d0d0d0"), Accent: c("#5fd7ff"), OnAccent: c("#000000"),
			Soon: c("#ffd75f"), Late: c("#ffafaf"), Good: c("#afffaf"), Rule: c("#a8a8a8"), Row: c("#303030"),
			Panel: c("#121212"), Behind: c("#8a8a8a"),
		}
	case Plain:
		return Palette{}
	default:
		return Palette{
			Back: c("#14161b"), Text: c("#e4e4e4"), Dim: c("#a8a8a8"), Accent: c("#87afff"), OnAccent: c("#121212"),
			Soon: c("#d7af5f"), Late: c("#ff8787"), Good: c("#87d787"), Rule: c("#4e4e4e"), Row: c("#303030"),
			Panel: c("#262626"), Behind: c("#6c6c6c"),
		}
	}
}
