package part_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/theme"
)

func TestAPanelHasAnEdgeWhereItsGroundDoesNotTellItApart(t *testing.T) {
	hints := []part.Hint{{Key: "enter", Label: "choose"}, {Key: "esc", Label: "cancel"}}
	want := strings.Trim(`
╭─ Status of #4821 ──────────────╮
│                                │
│ open                           │
│ solved                         │
│                                │
╰─ enter choose   esc cancel ────╯
`, "\n")
	for _, name := range []theme.Name{theme.Plain, theme.HighContrast} {
		if panel := ansi.Strip(part.Panel(theme.New(name), part.Airy, "Status of #4821", "open\nsolved", hints, 30, 2)); panel != want {
			t.Errorf("%s: the panel is\n%s\n--- and should be\n%s", name, panel, want)
		}
	}
}

func TestAPanelHasItsSizeInEveryTheme(t *testing.T) {
	hints := []part.Hint{{Key: "enter", Label: "choose"}, {Key: "esc", Label: "cancel"}}
	for _, name := range theme.Names() {
		for n := range 2 * 59 {
			w, margin := 1+n/2, []part.Margin{part.Airy, part.Tight}[n%2]
			lines := strings.Split(part.Panel(theme.New(name), margin, strings.Repeat("title ", 12), "inside", hints, w, 3), "\n")
			if len(lines) != 3+int(margin) {
				t.Fatalf("%s: %d lines", name, len(lines))
			}
			if !strings.Contains(lines[margin.Above()], part.Cut("inside", w)) {
				t.Errorf("%s: at %d the inside is not at %d: %q", name, w, margin.Above(), lines)
			}
			for _, line := range lines {
				if got := ansi.StringWidth(line); got != w+part.PanelColumns {
					t.Errorf("%s: an inside of %d has a line of %d: %q", name, w, got, ansi.Strip(line))
				}
			}
		}
	}
}

func TestATitleStandsInsideItsPanelAndNotOnItsEdge(t *testing.T) {
	for _, name := range []theme.Name{theme.Dark, theme.Light} {
		lines := strings.Split(ansi.Strip(part.Panel(theme.New(name), part.Airy, "Keys", "inside", nil, 30, 2)), "\n")
		if strings.TrimSpace(lines[0]) != "" || strings.TrimSpace(lines[1]) != "Keys" || strings.TrimSpace(lines[2]) != "inside" {
			t.Errorf("%s: %q", name, lines)
		}
	}
}
