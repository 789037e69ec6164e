package theme_test

import (
	"image/color"
	"math"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/tui/theme"
)

// contrast is the ratio of WCAG 2.
func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func linear(v uint32) float64 {
	s := float64(v) / 0xffff
	if s <= 0.04045 {
		return s / 12.92
	}
	return math.Pow((s+0.055)/1.055, 2.4)
}

func TestEveryTextCanBeReadOnEveryGround(t *testing.T) {
	for _, name := range []theme.Name{theme.Dark, theme.Light, theme.HighContrast} {
		least := 4.5
		if name == theme.HighContrast {
			least = 7
		}
		p := theme.New(name).Palette
		texts := map[string]color.Color{"text": p.Text, "dim": p.Dim, "accent": p.Accent, "soon": p.Soon, "late": p.Late, "good": p.Good}
		grounds := map[string]color.Color{"back": p.Back, "ground": p.Ground, "row": p.Row, "panel": p.Panel}
		for tn, text := range texts {
			for gn, ground := range grounds {
				if got := contrast(text, ground); got < least {
					t.Errorf("%s: %s on %s has %.2f:1, wants %.1f:1", name, tn, gn, got, least)
				}
			}
		}
		if got := contrast(p.OnAccent, p.Accent); got < least {
			t.Errorf("%s: a blank has %.2f:1, wants %.1f:1", name, got, least)
		}
		if got := contrast(p.Behind, p.Back); got < 2 {
			t.Errorf("%s: what lies behind a dialog has %.2f:1, wants 2:1", name, got)
		}
	}
}

func TestAThemeWithoutColourHasNone(t *testing.T) {
	th := theme.New(theme.Plain)
	for _, ink := range []theme.Ink{th.Text, th.Dim, th.Strong, th.Selected, th.Late, th.Panel, th.Blank, th.Focused} {
		out := ink.Render("x")
		for _, colour := range []string{"38;", "48;", "[3", "[4", "[9"} {
			if i := strings.Index(out, colour); i >= 0 && !strings.HasPrefix(out[i:], "[3m") && !strings.HasPrefix(out[i:], "[4m") {
				t.Errorf("%q has a colour", out)
			}
		}
	}
}

func TestAnInkGoesOnWhereOneInsideItEnds(t *testing.T) {
	th := theme.New(theme.Dark)
	row := th.Selected.Render("a" + th.Late.Render("b") + "c")
	after := row[strings.Index(row, "b")+1:]
	open := strings.TrimSuffix(th.Selected.Render("x"), "x\x1b[m")
	if !strings.HasPrefix(after, "\x1b[m"+open+"c") {
		t.Errorf("after the piece inside the row goes on as %q", after)
	}
}

func BenchmarkInk(b *testing.B) {
	ink := theme.New(theme.Dark).Dim
	for b.Loop() {
		_ = ink.Render("waits 2 h 04")
	}
}

func TestEveryColourIsOneThatNearlyEveryTerminalHas(t *testing.T) {
	for _, name := range []theme.Name{theme.Dark, theme.Light, theme.HighContrast} {
		p := theme.New(name).Palette
		for _, c := range []color.Color{p.Ground, p.Text, p.Dim, p.Accent, p.OnAccent, p.Soon, p.Late, p.Good, p.Rule, p.Row, p.Panel, p.Behind} {
			if n, ok := c.(ansi.IndexedColor); !ok || n < 16 {
				t.Errorf("%s: %v is none of the 240 fixed colours", name, c)
			}
		}
	}
}
