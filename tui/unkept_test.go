package tui_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// fleeting is a desk in memory that says how many texts were begun.
type fleeting struct{ *guarded }

func (f fleeting) Drafts() int {
	n := 0
	for _, number := range []int64{4821, 4833, 4790, 4811} {
		id, err := f.Find(number)
		if d, derr := f.Draft(id, false); err == nil && derr == nil && d != nil {
			n++
		}
	}
	return n
}

func inMemory(t *testing.T, do func(g *guarded, term *tuitest.Term)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		g := shop()
		do(g, tuitest.Start(t, tui.Options{Ledger: fleeting{g}, Theme: theme.Plain, Zone: time.UTC, Unkept: true}, 132, 34))
	})
}

func TestWhereNothingIsKeptNothingIsSaidToBe(t *testing.T) {
	inMemory(t, func(g *guarded, term *tuitest.Term) {
		term.Sees("heed in memory only")
		term.Press("r")
		term.Type("We look into it.")
		term.Pass(2 * time.Second)
		term.Sees("in memory only")
		term.SeesNot("draft saved")
		g.mu.Lock()
		g.d.State = desk.Link{State: desk.LinkDown, Since: time.Now(), Err: &desk.Temporary{}}
		g.mu.Unlock()
		term.Press("ctrl+s")
		term.Sees("waits in memory only until the desk has it")
		term.SeesNot(" kept")
		term.Resize(60, 20)
		term.Sees("heed in memory")
	})
}

func TestWhereNothingIsKeptWhatIsUnsentIsAskedAboutBeforeLeaving(t *testing.T) {
	inMemory(t, func(g *guarded, term *tuitest.Term) {
		term.Press("r")
		term.Type("Half a sentence")
		term.Press("ctrl+c")
		if term.Ended() {
			t.Fatal("it ended without the draft")
		}
		term.Sees("1 thing that you wrote or did is not on the desk yet", "ctrl+c again leaves and loses it")
		term.Press("ctrl+c")
		if !term.Ended() {
			t.Error("it did not end when asked again")
		}
	})
	inMemory(t, func(_ *guarded, term *tuitest.Term) {
		term.Press("q")
		if !term.Ended() {
			t.Error("with nothing to lose it did not end")
		}
	})
}

func TestWhatWasMendedAtOnceIsSaidALineEach(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all := []screen.Notice{
			{Text: "What was kept here of the desk is fetched again; " + numbered(40), Level: screen.Failure},
			{Text: "One of the two copies of the outbox was made again; " + numbered(40), Level: screen.Failure},
		}
		term := tuitest.Start(t, tui.Options{
			Ledger: shop(), Theme: theme.Plain, Zone: time.UTC, Remarks: func() []screen.Notice { return all },
		}, 80, 24)
		term.Sees("× What was kept here of the desk", "× One of the two copies of the outbox", "g n all of it")
		term.Press("g n")
		term.Sees("What was kept here of the desk", "One of the two copies of the outbox")
	})
}

func TestWhatALedgerMendedIsSaidOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all := []screen.Notice{{Text: "What was kept here is fetched again.", Level: screen.Failure}}
		asked := 0
		ch := make(chan []desk.Change)
		term := tuitest.Start(t, tui.Options{
			Ledger: shop(), News: news{ch}, Theme: theme.Plain, Zone: time.UTC,
			Remarks: func() []screen.Notice { asked++; return all },
		}, 132, 34)
		term.Sees("What was kept here is fetched again.")
		term.Pass(time.Minute)
		term.SeesNot("fetched again")
		ch <- []desk.Change{{Kind: desk.ChangedAll}}
		term.Settle()
		term.SeesNot("fetched again")
		all = append(all, screen.Notice{Text: "So is this.", Level: screen.Failure})
		ch <- []desk.Change{{Kind: desk.ChangedAll}}
		term.Settle()
		term.Sees("So is this.")
		all = append(all, screen.Notice{Text: "This went with its customer.", Level: screen.Failure})
		ch <- []desk.Change{{Kind: desk.ChangedOutbox}}
		term.Settle()
		term.Sees("This went with its customer.")
		if asked != 4 {
			t.Errorf("asked %d times", asked)
		}
	})
}
