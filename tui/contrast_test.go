package tui_test

import (
	"fmt"
	"image/color"
	"math"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// contrast is the ratio of WCAG 2.
func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.Color) float64 {
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	r, g, b, _ := c.RGBA()
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// cells calls f for each cell of a picture.
func cells(picture string, w, h int, f func(x, y int, c *uv.Cell)) {
	screen := uv.NewScreenBuffer(w, h)
	uv.NewStyledString(picture).Draw(screen, screen.Bounds())
	for y := range h {
		for x := range w {
			if c := screen.CellAt(x, y); c != nil && strings.TrimSpace(c.Content) != "" {
				f(x, y, c)
			}
		}
	}
}

// shapes are lines, which are seen and not read.
const shapes = "─│╭╮╰╯▏┆▌█▁▂▃▄▅▆▇"

// Every letter of every page and dialog, in the colours in which it is painted, can be read
// on the ground on which it is painted. What lies behind a dialog is there to be recognised.
func TestEveryLetterThatIsPaintedCanBeReadOnItsGround(t *testing.T) {
	ways := [][]string{
		nil,
		{"j", "p"},
		{"enter"},
		{"enter", "H"},
		{"i"},
		{"r"},
		{"/"},
		{"g", "o"},
		{"g", "n"},
		{"g", "s"},
		{"g", "d"},
		{"g", "l"},
		{"g", "k"},
		{"?"},
		{":"},
		{"t"},
		{"z"},
		{"!"},
		{"a", "a"},
		{"x", "j", "x", "s"},
		{"F"},
		{"w"},
		{"r", ";"},
		{"c", "s"},
	}
	for _, name := range []theme.Name{theme.Dark, theme.Light, theme.HighContrast} {
		least := 4.5
		if name == theme.HighContrast {
			least = 7
		}
		p := theme.New(name).Palette
		pairs := map[string]bool{}
		for _, keys := range ways {
			synctest.Test(t, func(t *testing.T) {
				term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: name, Zone: time.UTC}, 132, 36)
				term.Press(keys...)
				cells(term.Frame().Text, 132, 36, func(x, y int, c *uv.Cell) {
					fg, bg := c.Style.Fg, c.Style.Bg
					if fg == nil {
						fg = p.Text
					}
					if bg == nil {
						bg = p.Ground
					}
					if c.Style.Attrs&uv.AttrReverse != 0 {
						fg, bg = bg, fg
					}
					if strings.ContainsAny(c.Content, shapes) || fg == p.Behind {
						return
					}
					pair := fmt.Sprint(fg, " on ", bg)
					if pairs[pair] {
						return
					}
					pairs[pair] = true
					if got := contrast(fg, bg); got < least {
						t.Errorf("%s, after %v: %q at %d,%d is %s: %.2f:1, wants %.1f:1", name, keys, c.Content, x, y, pair, got, least)
					}
				})
			})
		}
		if len(pairs) < 10 {
			t.Errorf("%s: only %d pairs of colours were seen", name, len(pairs))
		}
		t.Logf("%s: %d pairs of letters and grounds", name, len(pairs))
	}
}

// Without a colour, what colours tell is told by a mark, a word or a weight: two states that
// differ, differ in letters or weights too.
func TestWhatAColourTellsIsToldWithoutItToo(t *testing.T) {
	picture := func(t *testing.T, set func(*guarded), keys ...string) (plain, weights string) {
		t.Helper()
		synctest.Test(t, func(t *testing.T) {
			g := shop()
			if set != nil {
				set(g)
			}
			term := tuitest.Start(t, tui.Options{Ledger: g, Theme: theme.Plain, Zone: time.UTC}, 132, 36)
			term.Press(keys...)
			weights = term.Frame().Text
			plain = ansi.Strip(weights)
			if coloured(weights) {
				t.Errorf("after %v there are colours in none", keys)
			}
		})
		return plain, weights
	}
	ticket := func(change func(*desk.Ticket)) func(*guarded) {
		return func(g *guarded) {
			for id, k := range g.d.Tickets {
				if k.Number == 4811 {
					change(&k)
				}
				g.d.Tickets[id] = k
			}
		}
	}
	link := func(s desk.LinkState) func(*guarded) {
		return func(g *guarded) { g.d.State.State = s }
	}
	for what, c := range map[string]struct {
		one, other func(*guarded)
		keys, then []string
		mark       string // is in the other picture, and not in the first
	}{
		"the row under the cursor": {then: []string{"j"}, mark: "▌   4821"},
		"a marked row":             {then: []string{"x"}, mark: "1 marked"},
		"urgency":                  {one: ticket(func(k *desk.Ticket) { k.Urgency = desk.Low }), other: ticket(func(k *desk.Ticket) { k.Urgency, k.Impact = desk.High, desk.High }), mark: "!"},
		"offline":                  {other: link(desk.LinkDown), mark: "offline"},
		"what is refused":          {keys: []string{"g", "n"}, then: []string{"g", "q", "u"}, mark: "There is nothing to take back."},
		"what is done":             {then: []string{"y"}, mark: "is on the clipboard"},
		"a value that counts":      {keys: []string{"g", "s"}, then: []string{"right"}, mark: "› vim"},
		"a reply that waits":       {then: []string{"r", "H", "i", "ctrl+s"}, mark: "sending in"},
	} {
		one, _ := picture(t, c.one, c.keys...)
		other, _ := picture(t, c.other, append(append([]string{}, c.keys...), c.then...)...)
		if strings.Contains(one, c.mark) || !strings.Contains(other, c.mark) {
			t.Errorf("%s is not told by %q:\n%s", what, c.mark, other)
		}
	}
	// The pane that has the focus is told by its weight, and so is the view in sight.
	_, queue := picture(t, nil)
	plain, thread := picture(t, nil, "tab")
	if before, _ := picture(t, nil); before == plain && queue == thread {
		t.Error("the pane with the focus looks like the others")
	}
	for level, sign := range map[screen.Level]string{screen.Good: "✓", screen.Warning: "·", screen.Failure: "×"} {
		says := onAction(screen.Queue, "claim", func(*stub) screen.Out { return screen.Out{Say: &screen.Notice{Text: "so it is", Level: level}} })
		inHeed(t, 100, 30, says, func(_ *house, term *tuitest.Term) {
			term.Press("c")
			term.Sees(" " + sign + " so it is")
		})
	}
}
