package tui_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

func TestADialogLeavesTheHeaderInSightHoweverSmallTheWindow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC}, 80, 24)
		for _, key := range []string{"?", ":"} {
			for _, h := range []int{40, 24, 14, 10} {
				term.Resize(80, h)
				header := term.Lines()[0]
				term.Press(key)
				if lines := term.Lines(); lines[0] != header || !strings.Contains(strings.Join(lines, ""), "╰") {
					t.Errorf("%s in %d lines shows\n%s", key, h, term.Screen())
				}
				term.Press("esc")
			}
		}
	})
}

func TestThePaletteIsAsTallAsWhatIsFoundAndItsFieldStaysWhereItIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC}, 100, 30)
		edges := func() (top, height int) {
			for i, line := range term.Lines() {
				if strings.Contains(line, "╭") {
					top = i
				}
				if strings.Contains(line, "╰") {
					return top, i - top
				}
			}
			return 0, 0
		}
		term.Press(":")
		top, height := edges()
		term.Type("snooze")
		term.Sees("Let the ticket sleep until later")
		if at, less := edges(); at != top || less >= height || less > 14 {
			t.Errorf("it stood at %d with %d lines and now at %d with %d:\n%s", top, height, at, less, term.Screen())
		}
	})
}
