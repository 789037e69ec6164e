package tui_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// by presses the first key of actions in the queue, of a preset.
func by(term *tuitest.Term, p keymaps.Preset, actions ...keymaps.Action) {
	scopes := []keymaps.Scope{keymaps.Queue, keymaps.OnTicket, keymaps.List, keymaps.Everywhere}
	for _, a := range actions {
		for _, key := range keymaps.New(p).Key(a, scopes).Keys() {
			term.Press(key)
		}
	}
}

func TestManyTicketsAreSolvedAndTakenBackByKeysInEveryPreset(t *testing.T) {
	for _, p := range keymaps.Presets() {
		synctest.Test(t, func(t *testing.T) {
			g := shop()
			term := tuitest.Start(t, tui.Options{Ledger: g, Theme: theme.Plain, Zone: time.UTC, Keys: keymaps.New(p)}, 132, 34)
			by(term, p, keymaps.Mark, keymaps.Down, keymaps.Down, keymaps.MarkRange)
			term.Sees("✓4811", "✓4821", "3 marked")
			by(term, p, keymaps.Solve)
			term.Sees("3 marked tickets", "3 tickets will be set to solved.", " do it")
			term.Press("enter")
			term.Sees("3 tickets are set to solved")
			term.SeesNot("marked")
			if ops, _ := g.Outbox(); len(ops) != 3 {
				t.Errorf("%s: %d in the outbox", p, len(ops))
			}
			by(term, p, keymaps.Undo)
			term.Sees("Taken back: solving 3 tickets.")
			if ops, _ := g.Outbox(); len(ops) != 0 {
				t.Errorf("%s: %d still in the outbox", p, len(ops))
			}
		})
	}
}

func TestSortingJumpingAndFiltersWorkByKeysInEveryPreset(t *testing.T) {
	for _, p := range keymaps.Presets() {
		synctest.Test(t, func(t *testing.T) {
			g := shop()
			g.d.Kept = []desk.Filter{{ID: "p", Name: desk.Foreign("Parcels"), Query: "tag:parcel"}}
			term := tuitest.Start(t, tui.Options{Ledger: g, Theme: theme.Plain, Zone: time.UTC, Keys: keymaps.New(p)}, 180, 34)
			term.Sees("Parcels")
			by(term, p, keymaps.SortBy)
			term.Sees("Mine · longest waiting first")
			by(term, p, keymaps.Jump)
			term.Type("4790")
			term.Press("enter")
			term.Sees("▌   4790")
			term.Press("2")
			by(term, p, keymaps.Up)
			term.Sees("▌   4811")
			by(term, p, keymaps.Filters)
			term.Sees("╭─ Filters", "tag:parcel")
			term.Press("enter")
			term.Sees("Parcels · by due time", "Nothing fits this filter.")
			if strings.Contains(term.Screen(), "view.filter") {
				t.Errorf("%s: a name is missing", p)
			}
		})
	}
}

func TestNoKeyPressedAheadConfirmsAPreviewThatWasNotInSight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := shop()
		term := tuitest.Start(t, tui.Options{Ledger: g, Theme: theme.Plain, Zone: time.UTC}, 132, 34)
		term.Burst("x", "j", "x", "s", "enter")
		term.Sees("2 marked tickets", "2 tickets will be set to solved.")
		term.Press("esc")
		term.Send("s") // the preview opens, and nobody has read it when the key comes
		synctest.Wait()
		term.Send("\r")
		term.Settle()
		term.Sees("2 marked tickets", "2 tickets will be set to solved.")
		if ops, _ := g.Outbox(); len(ops) != 0 {
			t.Errorf("%d are done", len(ops))
		}
		term.Press("enter")
		term.Sees("2 tickets are set to solved")
	})
}
