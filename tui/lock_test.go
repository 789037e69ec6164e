package tui_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/promise"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/locked"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// door is what opens a locked session in a test.
type door struct {
	way   locked.Way
	words string
	err   error // in the place of all else
	tried *[]string
}

func (d door) Way() locked.Way { return d.way }

func (d door) Unlock(_ context.Context, words string) error {
	if d.tried != nil {
		*d.tried = append(*d.tried, words)
	}
	time.Sleep(time.Second) // a key is made of it
	switch {
	case d.err != nil:
		return d.err
	case d.way == locked.ByPassphrase && words != d.words:
		return locked.ErrWrong
	default:
		return nil
	}
}

// somebody are words that tell of somebody, as they stand in the shop.
func somebody() []string {
	return []string{
		"Harper", "Moore", "Aarav", "Anderson", "Kovacs", "Olivia", "Lopez", "Refund", "Parcel", "delivery", "charges", "charged", "lamp", "card",
		"4821", "4833", "4790", "4811", "Mia",
	}
}

// holdsNobody holds that nothing of anybody stands in what is shown, or was written for it.
func holdsNobody(t *testing.T, what, shown string) {
	t.Helper()
	for _, w := range somebody() {
		if strings.Contains(shown, w) {
			t.Errorf("%s: %q is still there:\n%s", what, w, shown)
		}
	}
}

// places are the ways to where one can be when the session is locked.
func places() map[string]func(*tuitest.Term) {
	return map[string]func(*tuitest.Term){
		"the queue":           func(term *tuitest.Term) { term.Press("down") },
		"a ticket":            func(term *tuitest.Term) { term.Press("enter") },
		"a customer":          func(term *tuitest.Term) { term.Press("i") },
		"a text":              func(term *tuitest.Term) { term.Press("r"); term.Type("Thank you, Harper") },
		"a question":          func(term *tuitest.Term) { term.Press("x", "down", "x", "t") },
		"the palette":         func(term *tuitest.Term) { term.Press(":"); term.Type("sol") },
		"a search":            func(term *tuitest.Term) { term.Press("/"); term.Type("lamp"); term.Pass(time.Second) },
		"the outbox":          func(term *tuitest.Term) { term.Press("c", "g o") },
		"help":                func(term *tuitest.Term) { term.Press("?") },
		"the addresses":       func(term *tuitest.Term) { term.Press("r", "alt+h") },
		"the middle of a key": func(term *tuitest.Term) { term.Press("g") },
	}
}

func TestNothingOfAnybodyIsLeftOnTheScreenOfALockedSessionAndAllIsAsBeforeWhenItIsOpened(t *testing.T) {
	for _, size := range [][2]int{{160, 45}, {80, 24}, {40, 10}} {
		for place, goes := range places() {
			t.Run(fmt.Sprintf("%s at %dx%d", place, size[0], size[1]), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					asked := make(chan func(), 1)
					o := tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC, LockAsked: asked, Unlocks: door{way: locked.ByPassphrase, words: "tea"}}
					term := tuitest.Start(t, o, size[0], size[1])
					goes(term)
					term.Pass(5 * time.Second) // notices that go with time have gone
					if place == "the middle of a key" {
						term.Press("esc") // that a key was begun is forgotten
					}
					before := term.Screen()
					caret := term.Frame().Caret
					term.Wire()
					done := false
					asked <- func() { done = true }
					term.Settle()
					if !done {
						t.Error("who asked does not hear that it is locked")
					}
					holdsNobody(t, "the screen", term.Screen())
					holdsNobody(t, "what was written for it", term.Wire())
					term.Sees("Locked since", "Passphrase")
					term.Burst("g", "o", "r", "x")
					term.Paste("rm")
					term.Press("enter")
					term.Pass(2 * time.Second)
					term.Sees("That was not the passphrase.")
					holdsNobody(t, "the screen after keys", term.Screen())
					term.Type("tea")
					holdsNobody(t, "the screen after keys", term.Screen())
					term.SeesNot("tea")
					term.Press("enter")
					term.Pass(2 * time.Second)
					if got := term.Screen(); got != before {
						t.Errorf("it is not as it was, but\n%s\nand was\n%s", got, before)
					}
					if got := term.Frame().Caret; (got == nil) != (caret == nil) || got != nil && *got != *caret {
						t.Errorf("the caret stands at %v and stood at %v", got, caret)
					}
				})
			})
		}
	}
}

func TestASessionIsLockedByItsKeyInEveryPreset(t *testing.T) {
	for _, p := range keymaps.Presets() {
		resting(t, 100, 30, p, func(_ *guarded, term *tuitest.Term) {
			by(term, p, keymaps.Lock)
			term.Sees("Locked since", "Any key opens it")
			holdsNobody(t, string(p), term.Screen())
			term.Press("right")
			term.Sees("Mine")
		})
	}
}

func TestASessionLocksItselfAfterAQuarterOfAnHourWithoutAKeyWhateverElseHappens(t *testing.T) {
	c := promise.Counting(t, promise.Clocks)
	synctest.Test(t, func(t *testing.T) {
		g, ch := shop(), make(chan []desk.Change, 1)
		o := tui.Options{Ledger: g, News: news{ch}, Theme: theme.Plain, Zone: time.UTC, LockAfter: 15 * time.Minute, Unlocks: door{way: locked.ByPassphrase, words: "tea"}}
		term := tuitest.Start(t, o, 100, 30)
		busy := func() { // news, another size and the focus are no keys
			ch <- []desk.Change{{Kind: desk.ChangedAll}}
			term.Resize(101, 30)
			term.Send("\x1b[O\x1b[I")
			term.Resize(100, 30)
		}
		locks := func(after time.Duration) bool {
			busy()
			term.Pass(after)
			return strings.Contains(term.Screen(), "Passphrase")
		}
		days := promise.Size(t, 1, 30, 30)
		for day := range days {
			term.Press("down") // a key
			for n := range 10 {
				if locks(14*time.Minute + 50*time.Second) {
					t.Fatalf("day %d: locked though a key was pressed less than a quarter of an hour ago", day)
				}
				term.Press([]string{"up", "down"}[n%2])
			}
			if locks(14*time.Minute+50*time.Second) || !locks(10*time.Second) {
				t.Fatalf("day %d: not locked after a quarter of an hour", day)
			}
			c.Run(1)
			for range 20 {
				busy()
				term.Pass(time.Hour)
				holdsNobody(t, "hours later", term.Screen())
			}
			term.Type("tea")
			term.Press("enter")
			term.Pass(2 * time.Second)
			term.Sees("Mine")
		}
	})
}

func TestAKeyThatComesTooLateDoesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := shop()
		term := tuitest.Start(t, tui.Options{Ledger: g, Theme: theme.Plain, Zone: time.UTC, LockAfter: time.Minute, Unlocks: door{way: locked.ByPassphrase, words: "tea"}}, 100, 30)
		term.Pass(time.Minute)
		term.Burst("s", "c")
		term.Sees("Locked since")
		if ops, err := g.Outbox(); err != nil || len(ops) != 0 {
			t.Errorf("%v, %v", ops, err)
		}
	})
}

func TestWithNeverASessionIsLockedByItsKeyAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC}, 100, 30)
		term.Pass(48 * time.Hour)
		term.Sees("Mine")
	})
}

func TestAWrongPassphraseWaitsLongerEachTimeAndWhatIsTypedMeanwhileIsNoTry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var tried []string
		o := tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC, Unlocks: door{way: locked.ByPassphrase, words: "tea", tried: &tried}}
		term := tuitest.Start(t, o, 100, 30)
		term.Press("f6")
		for n := range 5 {
			term.Type("coffee")
			term.Press("enter")
			term.Pass(2 * time.Second)
			term.Sees("That was not the passphrase.")
			if n < 3 {
				term.SeesNot("next try")
			} else {
				term.Sees("The next try is taken in")
				term.Press("enter", "t", "enter")
				term.Press("esc")
				term.Pass(locked.Pause(n + 1))
			}
		}
		if len(tried) != 5 {
			t.Errorf("%q were tried", tried)
		}
		if locked.Pause(3) != 0 || locked.Pause(5) != 4*time.Second || locked.Pause(100) != time.Minute {
			t.Errorf("pauses of %v, %v, %v", locked.Pause(3), locked.Pause(5), locked.Pause(100))
		}
		term.Type("tea")
		term.Press("enter", "x", "x")
		term.Pass(2 * time.Second)
		term.Sees("Mine")
		term.SeesNot("marked")
	})
}

func TestNothingMovesOnALockedScreenWhenAPassphraseIsWrong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, size := range [][2]int{{100, 30}, {80, 24}, {40, 20}} {
			var tried []string
			o := tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC, Unlocks: door{way: locked.ByPassphrase, words: "tea", tried: &tried}}
			term := tuitest.Start(t, o, size[0], size[1])
			term.Press("f6")
			stands := func(words string) int {
				return slices.IndexFunc(strings.Split(term.Screen(), "\n"), func(line string) bool { return strings.Contains(line, words) })
			}
			since, field, how := stands("Locked since"), stands("Passphrase"), stands("opens it")
			for range 5 {
				term.Type("coffee")
				term.Press("enter")
				term.Pass(2 * time.Second)
				term.Sees("That was not")
				if stands("Locked since") != since || stands("Passphrase") != field || stands("opens it") != how {
					t.Errorf("%v: something has moved:\n%s", size, term.Screen())
				}
				term.Pass(time.Minute)
			}
			term.Type("tea")
			term.Press("enter")
			term.Pass(2 * time.Second)
			term.Sees("Mine")
		}
	})
}

func TestAKeyringThatDoesNotGiveTheKeyOutKeepsTheSessionLocked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC, Unlocks: door{way: locked.ByKeyring, err: locked.ErrSilent}}, 100, 30)
		term.Press("f6", "x", "4", "2", "enter")
		term.Pass(2 * time.Second)
		term.Sees("The keyring does not give the key out now.", "enter opens it")
		holdsNobody(t, "the screen", term.Screen())
	})
	synctest.Test(t, func(t *testing.T) {
		term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC, Unlocks: door{way: locked.ByKeyring}}, 100, 30)
		term.Press("f6", "x", "j", "enter")
		term.Pass(2 * time.Second)
		term.Sees("▌   4811")
		term.SeesNot("marked")
	})
}

func TestWhatIsBeingWrittenIsOnTheDiskOnceASessionIsLocked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := shop()
		term := tuitest.Start(t, tui.Options{Ledger: g, Theme: theme.Plain, Zone: time.UTC}, 100, 30)
		term.Press("r")
		term.Burst("O", "h", "f6")
		id, err := g.Find(4811)
		if err != nil {
			t.Fatal(err)
		}
		if d, err := g.Draft(id, false); err != nil || d == nil || d.Text.Raw() != "Oh" {
			t.Errorf("the draft is %+v, %v", d, err)
		}
		term.Press("space")
		term.Type(", no")
		term.Sees("Oh, no")
	})
}

func TestALockedSessionTellsHowMuchWaitsAndCanBeLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, ch := shop(), make(chan []desk.Change, 1)
		term := tuitest.Start(t, tui.Options{Ledger: g, News: news{ch}, Theme: theme.Plain, Zone: time.UTC, Unlocks: door{way: locked.ByPassphrase, words: "tea"}}, 100, 30)
		for id := range g.d.Tickets {
			g.d.Unread[id] = true
		}
		term.Press("f6")
		ch <- []desk.Change{{Kind: desk.ChangedAll}}
		term.Settle()
		term.Sees("Locked since "+time.Now().UTC().Format("15:04"), "4 of your tickets are unread.")
		term.Sweep("locked")
		term.SeesNot("offline")
		term.Resize(20, 5)
		term.Sees("Locked since", "Passphrase", "enter opens it", "ctrl+c leaves heed")
		term.Resize(20, 3)
		term.Sees("Passphrase", "enter opens it", "ctrl+c leaves heed")
		term.Resize(100, 30)
		term.Press("ctrl+c")
		if !term.Ended() {
			t.Error("it cannot be left")
		}
	})
}

func TestALockedSessionSaysHowToGoOnInTheSmallestWindowAndThatItIsOffline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := shop()
		g.d.State.State = desk.LinkDown
		term := tuitest.Start(t, tui.Options{Ledger: g, Theme: theme.Plain, Zone: time.UTC}, 80, 24)
		term.Press("f6")
		term.Sees("You are offline: what waits to be", "ctrl+c leaves heed")
		for _, size := range [][2]int{{20, 5}, {30, 8}} {
			term.Resize(size[0], size[1])
			term.Sees("Any key opens it", "ctrl+c leaves heed")
		}
	})
}

func TestALockedSessionDoesNotSayThatWhatWaitsGoesOutWhereTheDeskLetsNobodyIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := shop()
		g.d.State.State, g.d.State.Err = desk.LinkDenied, desk.ErrUnauthorized
		term := tuitest.Start(t, tui.Options{Ledger: g, Theme: theme.Plain, Zone: time.UTC}, 80, 24)
		term.Press("f6")
		term.Sees("The desk does not know this token", "waits to be sent stays here")
		term.SeesNot("goes out")
		for _, size := range [][2]int{{20, 5}, {30, 8}} {
			term.Resize(size[0], size[1])
			term.Sees("Any key opens it", "ctrl+c leaves heed")
		}
	})
}

func TestWhoHearsHeedHearsWhatCameOfEachPassphraseAndHowLongTheNextOneWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := listen(t, tui.Options{Ledger: shop(), Unlocks: door{way: locked.ByPassphrase, words: "tea"}})
		h.Press("f6")
		h.Pass(time.Second)
		h.heard()
		for n := 1; n <= 5; n++ {
			h.Type("nonsense")
			h.Press("enter")
			h.Pass(time.Second)
			switch want := "That was not the passphrase."; n {
			case 4, 5: // the fifth comes while none is taken
				h.hears(want, "The next try is taken in 2 s")
			default:
				h.hears(want)
			}
		}
		h.Pass(2 * time.Second)
		if got := h.heard(); got != "" {
			t.Errorf("that it may be tried again says %q", got)
		}
	})
}

func TestThePaletteTeachesTheKeyOfTheLockThatWorksWhileOneWrites(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC}, 100, 30)
		term.Press(":")
		term.Type("Lock heed")
		term.Sees("f6, g z")
	})
}

func TestALockedSessionSpeaksEveryLanguageAndFitsEverySize(t *testing.T) {
	for _, book := range []*words.Book{words.English(), words.German()} {
		for _, way := range []locked.Way{locked.ByKey, locked.ByKeyring, locked.ByPassphrase, locked.ByDesk} {
			synctest.Test(t, func(t *testing.T) {
				term := tuitest.Start(t, tui.Options{Ledger: shop(), Book: book, Theme: theme.Light, Zone: time.UTC, Unkept: true, Unlocks: door{way: way, err: errors.New("x")}}, 100, 30)
				term.Press("c", "f6")
				term.Sweep("locked " + string(way))
			})
		}
	}
}

func TestWhoHearsHeedHearsNothingOfAnybodyWhileItIsLocked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, ch := shop(), make(chan []desk.Change, 1)
		h := listen(t, tui.Options{Ledger: g, News: news{ch}, Unlocks: door{way: locked.ByPassphrase, words: "tea"}})
		h.Press("r")
		h.Type("Thank you")
		h.Pass(time.Second)
		h.Press("f6")
		h.Pass(time.Second)
		wire := h.Wire()
		var paper tuitest.Heard
		if err := paper.Write(wire); err != nil {
			t.Fatal(err)
		}
		holdsNobody(t, "the terminal", paper.Text())
		if said := strings.Join(strings.Fields(paper.Text()), " "); !strings.Contains(said, "Locked since") || strings.Contains(said, "Thank") {
			t.Errorf("it says %q", said)
		}
		ch <- []desk.Change{{Kind: desk.ChangedAll}}
		h.Pass(time.Minute)
		h.Type("te")
		h.Pass(time.Second)
		if said := h.heard(); strings.Contains(said, "te") {
			t.Errorf("it says %q", said)
		} else {
			holdsNobody(t, "later", said)
		}
		h.Type("a")
		h.Press("enter")
		h.Pass(2 * time.Second)
		h.hears("Thank you")
	})
}

// link sets how the connection is, and tells of it.
func (g *guarded) link(ch chan []desk.Change, change func(*desk.Link)) {
	g.mu.Lock()
	change(&g.d.State)
	g.mu.Unlock()
	ch <- []desk.Change{{Kind: desk.ChangedLink}}
}

func TestWhatADeskHasSentIsShutWithoutAContactAndOpensByItselfWithTheNext(t *testing.T) {
	for _, size := range [][2]int{{100, 30}, {80, 24}, {20, 5}} {
		synctest.Test(t, func(t *testing.T) {
			g, ch := shop(), make(chan []desk.Change, 1)
			g.d.State.Shut, g.d.State.Contact = desk.ShutLease, time.Now().Add(-31*24*time.Hour)
			term := tuitest.Start(t, tui.Options{Ledger: g, News: news{ch}, Theme: theme.Plain, Zone: time.UTC, Unlocks: door{way: locked.ByPassphrase, words: "tea"}}, size[0], size[1])
			holdsNobody(t, "what was ever painted", term.Wire())
			term.Sees("Locked: the desk")
			term.Press("enter", "r", "x", "esc")
			holdsNobody(t, "the screen", term.Screen())
			g.link(ch, func(l *desk.Link) { l.Shut = desk.NotShut })
			term.Settle()
			term.Resize(100, 30)
			term.Sees("Mine", "4811")
			term.SeesNot("marked")

			// While it is open, with a text begun; and locked besides, it opens to nobody by itself.
			term.Press("r")
			term.Type("Oh")
			g.link(ch, func(l *desk.Link) { l.Shut = desk.ShutLease })
			term.Settle()
			holdsNobody(t, "the screen", term.Screen())
			id, err := g.Find(4811)
			if err != nil {
				t.Fatal(err)
			}
			if d, err := g.Draft(id, false); err != nil || d == nil || d.Text.Raw() != "Oh" {
				t.Errorf("the draft is %+v, %v", d, err)
			}
			g.link(ch, func(l *desk.Link) { l.Shut = desk.NotShut })
			term.Settle()
			term.Type(", no")
			term.Sees("Oh, no")
			term.Press("f6")
			g.link(ch, func(l *desk.Link) { l.Shut = desk.ShutLease })
			term.Settle()
			term.SeesNot("Passphrase")
			g.link(ch, func(l *desk.Link) { l.Shut = desk.NotShut })
			term.Settle()
			term.Sees("Passphrase")
			holdsNobody(t, "the screen", term.Screen())
		})
	}
}

func TestWhoseAccessWasTakenBackSeesNothingAndIsToldWhatIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, ch := shop(), make(chan []desk.Change, 1)
		term := tuitest.Start(t, tui.Options{Ledger: g, News: news{ch}, Theme: theme.Plain, Zone: time.UTC, LockAfter: time.Minute}, 100, 30)
		g.link(ch, func(l *desk.Link) { l.Shut, l.State, l.Err = desk.ShutRevoked, desk.LinkDenied, desk.ErrRevoked })
		term.Settle()
		term.Sees("The desk has taken this account's access back", "heed outbox shows it", "admin", "new token", "heed login")
		holdsNobody(t, "the screen", term.Screen())
		term.Sweep("revoked")
		term.Press("enter")
		term.Pass(2 * time.Minute)
		term.Press("enter")
		term.Sees("taken this account's access back")
		term.Press("ctrl+c")
		if !term.Ended() {
			t.Error("it cannot be left")
		}
	})
}
