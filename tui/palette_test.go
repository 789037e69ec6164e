package tui_test

import (
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

func TestWhatCanBeDoneInAConversationAndAtACustomerIsFoundByItsNameWithItsKey(t *testing.T) {
	for at, wants := range map[string][][2]string{
		"enter": {{"next mess", "N"}, {"next tick", "J"}, {"first mess", "U"}, {"stands where", "p"}, {"scroll the", "ctrl+d"}},
		"i":     {{"unfold the", "space"}, {"stands where", "p"}},
	} {
		for _, want := range wants {
			synctest.Test(t, func(t *testing.T) {
				term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC}, 120, 40)
				term.Press(at, ":")
				term.Type(want[0])
				term.Sees(" " + want[1] + "  ")
			})
		}
	}
}

func TestThePaletteListsOnlyWhatFits(t *testing.T) {
	for _, typed := range []string{"snoo", "snze", "sleep"} {
		synctest.Test(t, func(t *testing.T) {
			term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC}, 100, 30)
			term.Press(":")
			term.Type(typed)
			term.Sees("Let the ticket sleep until later")
			panel := ansi.Strip(term.Frame().Text)
			if _, panel, _ = strings.Cut(panel, "─ │"); len(regexp.MustCompile(`│ [▌ ]\p{L}.*│`).FindAllString(panel, -1)) != 1 {
				t.Errorf("%s lists\n%s", typed, panel)
			}
		})
	}
}

func TestThePaletteCutsNoNameWhereThereIsLittleRoom(t *testing.T) {
	for _, w := range []int{48, 60} {
		synctest.Test(t, func(t *testing.T) {
			term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC}, w, 24)
			term.Press(":")
			for range 12 {
				term.Press("down")
			}
			for _, row := range regexp.MustCompile(`│ [▌ ]\p{Lu}.*│`).FindAllString(ansi.Strip(term.Frame().Text), -1) {
				if strings.Contains(row, "…") && !strings.Contains(row, " · ") { // why it cannot be taken is told below
					t.Errorf("in %d columns %q", w, row)
				}
			}
			term.Sees("solve, next")
		})
	}
}

func TestHelpSaysInFullWhyAKeyDoesNothingNow(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {60, 20}, {100, 30}} {
		synctest.Test(t, func(t *testing.T) {
			g := shop()
			for id, k := range g.d.Tickets {
				k.Status = desk.Closed
				g.d.Tickets[id] = k
			}
			term := tuitest.Start(t, tui.Options{Ledger: g, Theme: theme.Plain, Zone: time.UTC, View: desk.ViewAll}, size[0], size[1])
			term.Press("?")
			term.Type("reply to")
			var rows []string
			for _, line := range regexp.MustCompile(`│(.*)│`).FindAllStringSubmatch(ansi.Strip(term.Frame().Text), -1) {
				rows = append(rows, strings.Join(strings.Fields(line[1]), " "))
			}
			said := strings.Join(rows, " ")
			if !strings.Contains(said, "takes notes only.") || !regexp.MustCompile(`Answer on another.*they write again\.`).MatchString(said) || strings.Contains(said, "…") {
				t.Errorf("at %v help says\n%s", size, ansi.Strip(term.Frame().Text))
			}
		})
	}
}
