package theme

import (
	"image/color"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Ink is how a piece of text is drawn. It is a value: its methods return another one.
// Inks nest: what is drawn inside another ink's text gives way to that ink again where it ends.
//
// It does what a lipgloss style does to one line, at a small part of the cost: a screen
// is made of some hundred such pieces and is drawn anew for every key.
type Ink struct {
	fg, bg                                color.Color
	bold, faint, italic, underline, inver bool
	open                                  string
}

// reset ends every ink.
const reset = "\x1b[m"

// Fg is the ink in another colour.
func (k Ink) Fg(c color.Color) Ink { k.fg = c; return k.made() }

// Bg is the ink on another ground.
func (k Ink) Bg(c color.Color) Ink { k.bg = c; return k.made() }

// Bold is the ink in bold.
func (k Ink) Bold() Ink { k.bold = true; return k.made() }

// Faint is the ink drawn weaker, where the terminal can.
func (k Ink) Faint() Ink { k.faint = true; return k.made() }

// Italic is the ink in italics.
func (k Ink) Italic() Ink { k.italic = true; return k.made() }

// Underline is the ink with a line under it.
func (k Ink) Underline() Ink { k.underline = true; return k.made() }

// Inverse is the ink with text and ground exchanged: what is left where there are no colours.
func (k Ink) Inverse() Ink { k.inver = true; return k.made() }

func (k Ink) made() Ink {
	var s ansi.Style
	if k.bold {
		s = s.Bold()
	}
	if k.faint {
		s = s.Faint()
	}
	if k.italic {
		s = s.Italic(true)
	}
	if k.underline {
		s = s.Underline(true)
	}
	if k.inver {
		s = s.Reverse(true)
	}
	if k.fg != nil {
		s = s.ForegroundColor(k.fg)
	}
	if k.bg != nil {
		s = s.BackgroundColor(k.bg)
	}
	k.open = ""
	if len(s) > 0 {
		k.open = s.String()
	}
	return k
}

// Render draws text, which may hold pieces drawn in other inks. Each line stands for itself.
func (k Ink) Render(parts ...string) string {
	text := parts[0]
	if len(parts) > 1 {
		text = strings.Join(parts, " ")
	}
	if k.open == "" || text == "" {
		return text
	}
	if strings.Contains(text, reset) {
		text = strings.ReplaceAll(text, reset, reset+k.open)
	}
	if strings.IndexByte(text, '\n') >= 0 {
		text = strings.ReplaceAll(text, "\n", reset+"\n"+k.open)
	}
	return k.open + text + reset
}
