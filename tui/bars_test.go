package tui_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// counting is a stub that knows how many tickets the views have.
type counting struct {
	*stub
	viewing desk.ViewID
}

func (c counting) Counts() map[desk.ViewID]int {
	return map[desk.ViewID]int{
		desk.ViewMine: 12, desk.ViewUnassigned: 34, desk.ViewGroups: 67, desk.ViewOpen: 218, desk.ViewPending: 41, desk.ViewSnoozed: 6,
		desk.ViewSolved: 2940, desk.ViewFollowing: 3, desk.ViewAll: 103_200,
	}
}

func (c counting) Viewing() desk.ViewID { return c.viewing }

// inViews runs a test of an interface whose queue stands in a view.
func inViews(t *testing.T, w, h int, v desk.ViewID, test func(*house, *tuitest.Term)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		house, o := options(nil)
		house.ledger.link = desk.Link{State: desk.LinkUp, Synced: time.Now()}
		before := o.Makers
		o.Makers = func(s *screen.Session, l tui.Ledger) map[screen.Place]screen.Maker {
			all := before(s, l)
			queue := all[screen.Queue]
			all[screen.Queue] = func(g screen.Go) screen.Screen { return counting{queue(g).(*stub), v} }
			return all
		}
		test(house, tuitest.Start(t, o, w, h))
	})
}

func TestTheHeaderSaysWhereViewsAreLeftOutAndKeepsTheOneInSight(t *testing.T) {
	inViews(t, 80, 24, desk.ViewMine, func(_ *house, term *tuitest.Term) {
		term.Sees(" heed   mine 12   unassigned 34   groups 67 …  ")
	})
	inViews(t, 80, 24, desk.ViewSolved, func(_ *house, term *tuitest.Term) {
		term.Sees(" heed   mine 12   unassigned 34 …   solved 2.9k …  ")
	})
	inViews(t, 40, 10, desk.ViewSnoozed, func(_ *house, term *tuitest.Term) {
		term.Sees(" heed …   snoozed 6 …", "synced")
	})
	inViews(t, 200, 24, desk.ViewMine, func(_ *house, term *tuitest.Term) {
		term.Sees("   snoozed 6   following 3   solved 2.9k   all 103k   ")
		term.SeesNot("…")
	})
}

func TestTheViewsInTheHeaderStayWhileSomethingIsSent(t *testing.T) {
	for _, w := range []int{80, 100, 120, 160} {
		inViews(t, w, 24, desk.ViewMine, func(h *house, term *tuitest.Term) {
			views := func() string {
				head, _, _ := strings.Cut(term.Lines()[0], "    ")
				return head
			}
			before := views()
			h.ledger.mu.Lock()
			h.ledger.outbox = []desk.PendingOp{{State: desk.OpWaiting}}
			h.ledger.mu.Unlock()
			h.news.ch <- []desk.Change{{Kind: desk.ChangedOutbox}}
			term.Settle()
			term.Sees("outbox 1")
			if got := views(); got != before {
				t.Errorf("at %d the views were %q and are %q", w, before, got)
			}
		})
	}
}

func TestTheKeyToABlankStandsInTheFooterWhileOneIsOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC}, 80, 24)
		term.Press("r")
		term.SeesNot("next blank")
		term.Type("By {{?day}}, ")
		term.Sees("ctrl+s send   tab next blank   esc keep as draft   alt+x more   f1 keys")
	})
}

func TestTheKeysThatLeadToAllOthersStayInTheFooter(t *testing.T) {
	toWrite := onAction(screen.Queue, keymaps.WriteReply, func(*stub) screen.Out {
		return screen.Out{Go: &screen.Go{To: screen.Compose, Ticket: ticketID(7)}}
	})
	noBlank := func(s *stub) {
		toWrite(s)
		if s.place == screen.Compose {
			s.why = map[keymaps.Action]desk.Reason{keymaps.NextBlank: {Code: desk.NothingSelected}, keymaps.PrevBlank: {Code: desk.NothingSelected}}
		}
	}
	inHeed(t, 80, 24, noBlank, func(_ *house, term *tuitest.Term) {
		term.Sees("r reply", "? keys", ": commands")
		term.Press("r")
		term.Sees("ctrl+s send   ; replies", "esc keep as draft", "alt+x more   f1 keys")
		term.Press("esc", "/")
		term.Sees(" enter open", "esc back", "f1 keys")
		term.SeesNot("f3 search")
		term.Resize(40, 10)
		term.Sees(" enter open")
	})
}

func TestTheFooterOfEveryPresetLeadsBackAndToAllKeysInEightyColumns(t *testing.T) {
	for _, preset := range keymaps.Presets() {
		t.Run(string(preset), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				table := keymaps.New(preset)
				term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC, Keys: table}, 80, 24)
				footer := func(where string, wanted map[keymaps.Action]string, scopes ...keymaps.Scope) {
					lines := strings.Split(strings.TrimRight(term.Screen(), "\n"), "\n")
					last := " " + lines[len(lines)-1] + " "
					for a, label := range wanted {
						if hint := " " + string(table.Key(a, scopes)) + " " + label + " "; !strings.Contains(last, hint) {
							t.Errorf("%s lacks %q: %s", where, hint, last)
						}
					}
				}
				all := []keymaps.Scope{keymaps.Queue, keymaps.OnTicket, keymaps.List, keymaps.Everywhere}
				footer("the queue", map[keymaps.Action]string{
					keymaps.WriteReply: "reply", keymaps.Claim: "claim", keymaps.Solve: "solve", keymaps.Palette: "commands", keymaps.Help: "keys",
				}, all...)
				term.Press("enter")
				all[0] = keymaps.Thread
				footer("the conversation", map[keymaps.Action]string{
					keymaps.WriteReply: "reply", keymaps.WriteNote: "note", keymaps.GoBack: "back", keymaps.Palette: "commands", keymaps.Help: "keys",
				}, all...)
				term.Press(string(table.Key(keymaps.WriteReply, all)))
				writing := []keymaps.Scope{keymaps.Composer, keymaps.Field, keymaps.Everywhere}
				footer("the text", map[keymaps.Action]string{
					keymaps.Send: "send", keymaps.InsertReply: "replies", keymaps.GoBack: "keep as draft", keymaps.Palette: "more", keymaps.Help: "keys",
				}, writing...)
				term.Press(strings.Fields(string(table.Key(keymaps.ToggleNote, writing)))...)
				footer("the note", map[keymaps.Action]string{
					keymaps.Send: "keep note", keymaps.GoBack: "keep draft", keymaps.Palette: "more", keymaps.Help: "keys",
				}, writing...)
			})
		})
	}
}

func TestHowFarAFillIsStandsInOnePlaceOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := shop()
		g.d.State = desk.Link{State: desk.LinkUp, Filling: true, Filled: 1200, FillGoal: 5000}
		term := tuitest.Start(t, tui.Options{Ledger: g, Theme: theme.Plain, Zone: time.UTC}, 120, 40)
		term.Sees("fetching", "fetching tickets: 1200 of 5000")
		if head := term.Lines()[0]; strings.Contains(head, "1200") || !strings.Contains(head, "fetching") {
			t.Errorf("the header says %q", head)
		}
	})
}

func TestAtACustomerTheFooterNamesWhatIsDoneToACustomerFirst(t *testing.T) {
	wanted := map[int][]string{
		80:  {"e change", "N note on them", "m write", "M merge", "esc back", ": commands", "? keys"},
		100: {"e change", "N note on them", "m write", "M merge", "space unfold", "esc back", ": commands", "? keys"},
		120: {"e change", "N note on them", "m write", "M merge", "space unfold", "r reply", "esc back", ": commands", "? keys", "1 of 3"},
	}
	for w, hints := range wanted {
		synctest.Test(t, func(t *testing.T) {
			d := crowded(time.Now())
			d.Who.Role = desk.RoleLead
			term := tuitest.Start(t, tui.Options{Ledger: &guarded{d: d}, Theme: theme.Plain, Zone: time.UTC}, w, 24)
			term.Press("enter", "i", "home")
			lines := strings.Split(strings.TrimRight(term.Screen(), "\n"), "\n")
			footer := lines[len(lines)-1]
			at := 0
			for _, hint := range hints {
				i := strings.Index(footer[at:], " "+hint)
				if i < 0 {
					t.Fatalf("in %d columns %q is not there, or not in its place: %s", w, hint, footer)
				}
				at += i
			}
		})
	}
}

func TestTheFooterOfAFieldSaysWhatEnterDoesThere(t *testing.T) {
	for keys, says := range map[string]string{
		"#":                "enter go there",
		"enter i e enter":  "enter save",
		"g r":              "enter edit   alt+n new   alt+k take away   esc cancel",
		"g r alt+n":        "tab next field   ctrl+s save",
		"g r alt+n 'Name'": "esc keep for later",
	} {
		synctest.Test(t, func(t *testing.T) {
			g := shop()
			g.d.Who.Role = desk.RoleLead
			for id, c := range g.d.Customers {
				c.Version = 1
				g.d.Customers[id] = c
			}
			term := tuitest.Start(t, tui.Options{Ledger: g, Theme: theme.Plain, Zone: time.UTC}, 80, 24)
			step{keys: keys}.take(term)
			term.Sees(says)
			term.SeesNot("enter choose", "theirs")
		})
	}
}

func TestHowManyAreMarkedStandsInTheFooterHoweverLongItsKeysAre(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		term := tuitest.Start(t, tui.Options{Ledger: shop(), Theme: theme.Plain, Zone: time.UTC, Book: words.German()}, 80, 24)
		term.Press("x")
		term.Sees("1 markiert")
	})
}
