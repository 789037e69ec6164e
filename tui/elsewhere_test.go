package tui_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

func TestAKeyOfAnotherPageSaysWhereItWorksAndWhatIsTypedInOneBreathWithItDoesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := shop()
		term := tuitest.Start(t, tui.Options{Ledger: g, Theme: theme.Plain, Zone: time.UTC, View: desk.ViewMine}, 80, 24)
		term.Press("enter")
		for _, key := range strings.Split("Ftag:refund", "") {
			term.Press(key)
			term.Pass(150 * time.Millisecond)
		}
		term.Sees("F (filters) works in the queue.")
		term.SeesNot("Tag #")
		if len(g.d.Submitted) > 0 {
			t.Errorf("it did %v", g.d.Submitted)
		}
		term.Pass(time.Second)
		term.Press("t") // the hands have rested: it counts again
		term.Sees("Tag #")
		term.Press("esc", "esc")
		term.Press("g", "n")
		term.SeesNot("works in the queue")
	})
}

func TestABindingIsTakenAtOnceBehindAKeyOfNoPageAndOneThatIsNoLetterBehindEvery(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := shop()
		term := tuitest.Start(t, tui.Options{Ledger: g, Theme: theme.Plain, Zone: time.UTC, View: desk.ViewMine}, 80, 24)
		term.Burst("%", "j")
		term.Sees("2 of 4")
		term.Burst("alt+l", "down") // how to put off what is being written
		term.Sees("3 of 4")
		term.Burst("J", "down")
		term.Sees("4 of 4")
	})
}

func TestWhoHearsHeedIsToldThatAKeyDoesNothingHere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := listen(t, tui.Options{Ledger: shop(), View: desk.ViewMine})
		h.Pass(2 * time.Second)
		h.heard()
		h.Press("%")
		h.Pass(time.Second)
		h.hears("Not here: % does nothing.")
		h.Press("J")
		h.Pass(time.Second)
		h.hears("Shift+j (next ticket) works in the conversation.")
	})
}

// asked is a desk that answers with what it is given.
type asked struct {
	g       *guarded
	changes chan []desk.Change
	news    []desk.Change
}

func (a *asked) Next(ctx context.Context) ([]desk.Change, error) {
	select {
	case c := <-a.changes:
		return c, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (a *asked) Close() {}

func (a *asked) At(desk.Presence) {}

func (a *asked) Pull() {
	a.g.d.State.Synced = a.g.d.State.Synced.Add(time.Second)
	a.changes <- append(a.news, desk.Change{Kind: desk.ChangedLink})
}

func TestWhoAsksTheDeskForNewsHearsWhetherThereWereAny(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &asked{g: shop(), changes: make(chan []desk.Change, 4)}
		term := tuitest.Start(t, tui.Options{Ledger: a.g, Courier: a, News: a, Theme: theme.Plain, Zone: time.UTC, View: desk.ViewMine}, 100, 30)
		term.Press("ctrl+r")
		term.Sees("Nothing was new.")
		for id := range a.g.d.Tickets {
			a.news = []desk.Change{{Kind: desk.ChangedTicket, Ticket: id}}
		}
		term.Press("ctrl+r")
		term.Sees("The desk had news; they are here.")
		term.Press("g", "n")
		term.SeesNot("news", "Nothing was new")
	})
}
