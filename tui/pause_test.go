package tui_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// resting is the shop before somebody who works there, in a preset.
func resting(t *testing.T, w, h int, p keymaps.Preset, test func(*guarded, *tuitest.Term)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		g := shop()
		g.d.Kept = []desk.Filter{{ID: "p", Name: desk.Foreign("Parcels"), Query: "tag:parcel"}}
		test(g, tuitest.Start(t, tui.Options{Ledger: g, Theme: theme.Plain, Keys: keymaps.New(p), Zone: time.UTC}, w, h))
	})
}

func TestAKeyTakesABreakAndTheSameKeyEndsItInEveryPreset(t *testing.T) {
	for _, p := range keymaps.Presets() {
		resting(t, 140, 30, p, func(g *guarded, term *tuitest.Term) {
			by(term, p, keymaps.TakeBreak)
			term.Sees("on a break since "+time.Now().UTC().Format("15:04"), "You are on a break; the desk routes nothing to you.")
			if !g.d.Who.Away {
				t.Errorf("%s: not on a break", p)
			}
			term.Pass(20 * time.Minute)
			by(term, p, keymaps.TakeBreak)
			term.Sees("You are back from your break.")
			term.SeesNot("on a break since")
			if since, known := g.Me().SinceBreak(time.Now().Add(time.Hour)); !known || since.Round(time.Minute) != time.Hour {
				t.Errorf("%s: %v since the break", p, since)
			}
		})
	}
}

func TestABreakIsTakenBackByUndo(t *testing.T) {
	resting(t, 80, 24, keymaps.Default, func(g *guarded, term *tuitest.Term) {
		term.Press("g b")
		term.Sees(" on a break   ")
		term.Press("u")
		term.Sees("Taken back: your break. You are not on a break.")
		term.SeesNot(" on a break   synced")
		if g.d.Who.Away {
			t.Error("still on a break")
		}
	})
}

func TestAFilterThatWasDroppedComesBackByUndoAnywhere(t *testing.T) {
	resting(t, 100, 30, keymaps.Default, func(g *guarded, term *tuitest.Term) {
		term.Press("F", "alt+k")
		term.Sees("Parcels is dropped.")
		term.Press("esc")
		if all, err := g.Filters(); err != nil || len(all) != 0 {
			t.Fatalf("%+v %v", all, err)
		}
		term.Press("enter", "u")
		term.Sees("Taken back: dropping Parcels.")
		if all, err := g.Filters(); err != nil || len(all) != 1 || all[0].Query != "tag:parcel" {
			t.Errorf("%+v %v", all, err)
		}
	})
}
