package tui_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// begins is the shop with a record of every customer's, at a terminal; twice for two sessions.
func begins(t *testing.T, do func(g *guarded, sit func() *tuitest.Term)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		g := shop()
		g.d.Phrases = []desk.Canned{{ID: desk.CannedID{ID: desk.DeriveID("late")}, Name: "late", Title: "Late", Text: "By {{?day}} at {{?hour}}."}}
		for id, c := range g.d.Customers {
			c.Mails = []desk.Untrusted{desk.Foreign("harper@example.net")}
			c.Version = 3
			g.d.Customers[id] = c
		}
		do(g, func() *tuitest.Term {
			return tuitest.Start(t, tui.Options{Ledger: g, Theme: theme.Plain, Zone: time.UTC}, 132, 34)
		})
	})
}

// begunIn are the words that the ledger has of dialogs.
func begunIn(t *testing.T, g *guarded) (all []string) {
	t.Helper()
	drafts, err := g.BegunWords()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range drafts {
		all = append(all, d.Text.Raw())
	}
	return all
}

// asking are ways to a dialog that takes words.
func asking() map[string][]string {
	return map[string][]string{
		"a note on a customer": {"i", "N"},
		"a name":               {"i", "e", "enter"},
		"a call":               {"a", "c", "enter"},
		"a tag":                {"t"},
		"a blank of a reply":   {"r", "alt+r", "enter"},
	}
}

func TestWordsInADialogAreOnDiskASecondAfterTheLastKeyAndBackTheNextTime(t *testing.T) {
	for name, keys := range asking() {
		t.Run(name, func(t *testing.T) {
			begins(t, func(g *guarded, sit func() *tuitest.Term) {
				term := sit()
				for _, k := range keys {
					term.Press(k)
				}
				term.Press("ctrl+u")
				term.Type("rings twice")
				term.Pass(time.Second)
				if got := begunIn(t, g); len(got) != 1 || !strings.HasSuffix(got[0], "rings twice") {
					t.Fatalf("after a second the ledger has %q", got)
				}
				again := sit() // the first one is killed
				for _, k := range keys {
					again.Press(k)
				}
				again.Sees("rings twice", "The words that you had begun here are back.")
			})
		})
	}
}

func TestWordsThatADialogEndedWithAreBegunNoLonger(t *testing.T) {
	begins(t, func(g *guarded, sit func() *tuitest.Term) {
		term := sit()
		term.Press("i")
		term.Press("N")
		term.Type("rings twice")
		term.Pass(time.Second)
		term.Press("enter")
		term.Pass(time.Second)
		if got := begunIn(t, g); len(got) != 0 {
			t.Errorf("written down, and still begun: %q\n%s", got, term.Screen())
		}
		term.Press("N")
		term.SeesNot("are back")
	})
}

func TestWordsThatCouldNotBeHandedOverStayBegun(t *testing.T) {
	begins(t, func(g *guarded, sit func() *tuitest.Term) {
		term := sit()
		term.Press("i")
		term.Press("N")
		term.Type("rings twice")
		g.mu.Lock()
		g.d.Full = desk.Refuse(desk.DiskFull)
		g.mu.Unlock()
		term.Press("enter")
		term.Pass(time.Second)
		g.mu.Lock()
		g.d.Full = nil
		g.mu.Unlock()
		term.Pass(5 * time.Second)
		if got := begunIn(t, g); len(got) != 1 || got[0] != "rings twice" {
			t.Errorf("the ledger has %q", got)
		}
		term.Press("N")
		term.Sees("rings twice")
	})
}

func TestWhatIsTypedToFindSomethingIsNotThereTheNextTime(t *testing.T) {
	begins(t, func(g *guarded, sit func() *tuitest.Term) {
		term := sit()
		term.Press("t")
		term.Type("vip")
		term.Pass(time.Second)
		term.Press("esc")
		term.Pass(time.Second)
		if got := begunIn(t, g); len(got) != 0 {
			t.Errorf("left, and still begun: %q", got)
		}
	})
}

func TestWhoLeavesWithAFullDiskIsToldOfTheWordsInADialog(t *testing.T) {
	begins(t, func(g *guarded, sit func() *tuitest.Term) {
		term := sit()
		term.Press("i")
		term.Press("N")
		g.mu.Lock()
		g.d.Full = desk.Refuse(desk.DiskFull)
		g.mu.Unlock()
		term.Type("rings twice")
		term.Press("ctrl+c")
		if term.Ended() {
			t.Fatal("it ended without the words")
		}
		g.mu.Lock()
		g.d.Full = nil
		g.mu.Unlock()
		term.Press("ctrl+c")
		term.Pass(time.Second)
		if got := begunIn(t, g); !term.Ended() || len(got) != 1 {
			t.Errorf("ended %v, and the ledger has %q", term.Ended(), got)
		}
	})
}

func TestTheSubjectOfANewTicketIsWrittenAndNothingOfItChosen(t *testing.T) {
	begins(t, func(_ *guarded, sit func() *tuitest.Term) {
		term := sit()
		term.Press("i")
		term.Press("m")
		term.Press("enter")
		term.Sees("mail to", "enter next")
		term.SeesNot("enter choose")
	})
}

// TestWordsOfWhichAColleagueHasChangedTheFieldAreOfferedBackAndThatIsSaid kills heed while somebody
// writes, has a colleague change the same thing of the record, and opens the dialog of it again.
func TestWordsOfWhichAColleagueHasChangedTheFieldAreOfferedBackAndThatIsSaid(t *testing.T) {
	for name, c := range map[string]struct {
		keys   []string
		change func(*desk.Customer)
		says   string
	}{
		"a name": {[]string{"i", "e", "enter"}, func(c *desk.Customer) { c.Name = desk.Foreign("H. Moore") }, "changed meanwhile: H. Moore"},
		"an address": {
			[]string{"i", "e", "down", "enter"},
			func(c *desk.Customer) { c.Mails = []desk.Untrusted{desk.Foreign("moore@example.net")} },
			"changed meanwhile: moore@example.net",
		},
		"nothing": {[]string{"i", "e", "down", "enter"}, func(*desk.Customer) {}, "The words that you had begun here are back."},
	} {
		t.Run(name, func(t *testing.T) {
			begins(t, func(g *guarded, sit func() *tuitest.Term) {
				open := func() *tuitest.Term {
					term := sit()
					for _, k := range c.keys {
						term.Press(k)
					}
					return term
				}
				term := open()
				term.Press("ctrl+u")
				term.Type("rings@example.net")
				term.Pass(time.Second)
				g.mu.Lock()
				for id, who := range g.d.Customers {
					c.change(&who)
					who.Version++
					g.d.Customers[id] = who
				}
				g.mu.Unlock()
				term = open()
				term.Sees("rings@example.net", c.says)
				term.Pass(time.Second)
				if got := begunIn(t, g); len(got) != 1 || got[0] != "rings@example.net" {
					t.Errorf("the ledger has %q", got)
				}
				open().Sees("rings@example.net", "The words that you had begun here are back.") // it was said once
			})
		})
	}
}

func TestATicketWithWordsInADialogHasTheSignOfADraft(t *testing.T) {
	begins(t, func(_ *guarded, sit func() *tuitest.Term) {
		term := sit()
		term.SeesNot("draft")
		term.Press("t")
		term.Type("vip")
		term.Pass(time.Second)
		sit().Sees("draft")
	})
}
