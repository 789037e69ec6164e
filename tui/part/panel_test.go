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
		if panel := ansi.Strip(part.Panel(theme.New(name), "Status of #4821", "open\nsolved", hints, 30, 2)); panel != want {
			t.Errorf("%s: the panel is\n%s\n--- and should be\n%s", name, panel, want)
		}
	}
}

func TestAPanelHasItsSizeInEveryTheme(t *testing.T) {
	hints := []part.Hint{{Key: "enter", Label: "choose"}, {Key: "esc", Label: "cancel"}}
	for _, name := range theme.Names() {
		for w := 1; w < 60; w++ {
			lines := strings.Split(part.Panel(theme.New(name), strings.Repeat("title ", 12), "inside", hints, w, 3), "\n")
			if len(lines) != 3+part.PanelLines {
				t.Fatalf("%s: %d lines", name, len(lines))
			}
			for _, line := range lines {
				if got := ansi.StringWidth(line); got != w+part.PanelColumns {
					t.Errorf("%s: an inside of %d has a line of %d: %q", name, w, got, ansi.Strip(line))
				}
			}
		}
	}
}
