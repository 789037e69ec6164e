package tui_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/words"
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

// sizes are the windows in which a dialog is looked at.
func sizes() [][2]int {
	return [][2]int{{40, 10}, {60, 14}, {80, 19}, {80, 24}, {160, 45}}
}

// frameOf is from which line to which a dialog stands; -1 for none.
func frameOf(lines []string) (from, to int) {
	from, to = -1, -1
	for i, line := range lines {
		if from < 0 && strings.ContainsAny(line, "╭╮") {
			from = i
		}
		if strings.ContainsAny(line, "╰╯") {
			to = i
		}
	}
	return from, to
}

func TestNoDialogCoversTheHeaderTheNoticeOrTheFooterInAnyWindow(t *testing.T) {
	dialogs := 0
	for _, walk := range walks() {
		synctest.Test(t, func(t *testing.T) {
			d := crowded(time.Now())
			term := tuitest.Start(t, tui.Options{Ledger: &guarded{d: d}, Theme: theme.Plain, Zone: time.UTC}, 160, 45)
			for _, step := range walk {
				step.take(term)
				for _, size := range sizes() {
					term.Resize(size[0], size[1])
					lines := strings.Split(ansi.Strip(term.Frame().Text), "\n")
					from, to := frameOf(lines)
					if from < 0 && to < 0 {
						continue
					}
					dialogs++
					if from < 1 || to < from || to >= size[1]-2 {
						t.Errorf("%s in %dx%d stands in the lines %d to %d:\n%s", step.place, size[0], size[1], from, to, strings.Join(lines, "\n"))
					}
				}
				term.Resize(160, 45)
			}
		})
	}
	if least := 30 * len(sizes()); dialogs < least {
		t.Errorf("%d pictures with a dialog, and there are to be %d", dialogs, least)
	}
}

func TestWhyAKeyDoesNothingInADialogIsReadBelowItInAnyWindow(t *testing.T) {
	for _, size := range sizes() {
		synctest.Test(t, func(t *testing.T) {
			d := crowded(time.Now())
			d.Who.Role = desk.RoleAgent
			term := tuitest.Start(t, tui.Options{Ledger: &guarded{d: d}, Theme: theme.Plain, Zone: time.UTC}, size[0], size[1])
			term.Press("g r", "alt+n")
			lines := strings.Split(ansi.Strip(term.Frame().Text), "\n")
			_, to := frameOf(lines)
			said := strings.Join(strings.Fields(strings.Join(lines[to+1:], " ")), " ")
			want, _, _ := strings.Cut(words.English().Reason(desk.Reason{Code: desk.LeadsOnly, Args: []string{"replies"}}), ".")
			if !strings.Contains(said, want) {
				t.Errorf("in %dx%d below the dialog stands %q, not %q:\n%s", size[0], size[1], said, want, strings.Join(lines, "\n"))
			}
		})
	}
}
