package tui_test

import (
	"strings"
	"testing"
	"testing/synctest"

	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

func TestAThemeAskedForByNameBringsItsOwnGround(t *testing.T) {
	for _, name := range []theme.Name{theme.Dark, theme.Light, theme.HighContrast} {
		synctest.Test(t, func(t *testing.T) {
			_, o := options(nil)
			o.Theme = name
			term := tuitest.Start(t, o, 80, 24)
			ground, _, _ := strings.Cut(theme.New(name).Ground.Render("x"), "x")
			for i, line := range strings.Split(term.Frame().Text, "\n") {
				if !strings.HasPrefix(line, ground) || strings.Contains(strings.TrimSuffix(strings.ReplaceAll(line, "\x1b[m"+ground, ""), "\x1b[m"), "\x1b[m") {
					t.Errorf("%s: line %d is not on its ground all along: %q", name, i, line)
				}
			}
		})
	}
}

func TestAThemeChosenByTheTerminalLeavesItsGround(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, o := options(nil)
		o.Theme = ""
		term := tuitest.Start(t, o, 80, 24)
		if strings.Contains(term.Frame().Text, "48;5;") {
			t.Error("a ground is painted")
		}
	})
}
