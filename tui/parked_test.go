package tui_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// onFull runs an interface over a desk whose disk can be made to take no draft.
func onFull(t *testing.T, do func(g *guarded, term *tuitest.Term)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		g := shop()
		do(g, tuitest.Start(t, tui.Options{Ledger: g, Theme: theme.Plain, Zone: time.UTC}, 132, 34))
	})
}

func (g *guarded) fill(full bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.full = full
}

func TestATextThatTheDiskDoesNotTakeIsStillThereWhenOneComesBack(t *testing.T) {
	onFull(t, func(g *guarded, term *tuitest.Term) {
		term.Press("r")
		term.Type("We will look into it")
		term.Pass(2 * time.Second)
		g.fill(true)
		term.Type(" today, and write again.")
		term.Pass(2 * time.Second)
		term.Press("esc")
		term.Sees("Your words are not on the disk yet")
		term.SeesNot("Reply to")
		term.Press("r")
		term.Sees("Reply to", "We will look into it today, and write again.")
		term.Press("esc")
		term.Press("j") // another ticket has a text of its own
		term.Press("r")
		term.Sees("Reply to")
		term.SeesNot("write again.")
		term.Press("esc")
		term.Press("k")
		term.Press("q")
		if term.Ended() {
			t.Fatal("it ended without the words")
		}
		term.Sees("Not saved")
		g.fill(false)
		term.Pass(5 * time.Second)
		term.Sees("Your words are on the disk now.")
		id, err := g.Find(4811)
		if err != nil {
			t.Fatal(err)
		}
		d, err := g.Draft(id, false)
		if err != nil || d == nil || d.Text.Len() != len("We will look into it today, and write again.") {
			t.Errorf("the disk has %v, %v", d, err)
		}
		term.Press("r")
		term.Sees("We will look into it today, and write again.")
	})
}

func TestATextThatTheDiskNeverTakesIsLeftOnlyWhenAskedAgain(t *testing.T) {
	onFull(t, func(g *guarded, term *tuitest.Term) {
		g.fill(true)
		term.Press("r")
		term.Type("Half a sentence")
		term.Press("esc")
		for range 3 {
			term.Press("ctrl+c")
			if term.Ended() {
				return
			}
			term.Sees("Not saved", "ctrl+c again leaves anyway")
		}
		t.Error("it could not be left")
	})
}
