package tui_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// slowDesk is a desk whose reads of views and threads wait until a gate is opened.
type slowDesk struct {
	*guarded
	views, threads, searches chan struct{} // closed: open
	finds                    chan struct{} // nil: open
}

func (s *slowDesk) Find(n int64) (desk.TicketID, error) {
	if s.finds != nil {
		<-s.finds
	}
	return s.guarded.Find(n)
}

func (s *slowDesk) Search(ctx context.Context, q string, n int) (desk.Found, error) {
	<-s.searches
	return s.guarded.Search(ctx, q, n)
}

func opened() chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}

func (s *slowDesk) Window(v desk.ViewID, at desk.Anchor, before, after int) (desk.Window, error) {
	<-s.views
	return s.guarded.Window(v, at, before, after)
}

func (s *slowDesk) Glance(v desk.ViewID, ids []desk.TicketID, at desk.Anchor, before, after int) (desk.Glance, error) {
	<-s.views
	return s.guarded.Glance(v, ids, at, before, after)
}

func (s *slowDesk) Thread(id desk.TicketID, n int) (desk.Thread, error) {
	<-s.threads
	return s.guarded.Thread(id, n)
}

// whileReading runs a test on a desk with gates that are open where open says so; they
// are all open when the test ends.
func whileReading(t *testing.T, w int, views, threads chan struct{}, test func(*slowDesk, *tuitest.Term)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := &slowDesk{guarded: shop()}
		s.views, s.threads, s.searches = views, threads, make(chan struct{})
		t.Cleanup(func() {
			select {
			case <-s.searches:
			default:
				close(s.searches)
			}
		})
		if s.views == nil {
			s.views = make(chan struct{})
		}
		if s.threads == nil {
			s.threads = make(chan struct{})
		}
		test(s, tuitest.Start(t, tui.Options{Ledger: s, Theme: theme.Plain, Zone: time.UTC}, w, 30))
	})
}

func (s *slowDesk) nothingWasDone(t *testing.T) {
	t.Helper()
	if ops, err := s.Outbox(); err != nil || len(ops) > 0 {
		t.Errorf("the outbox has %+v, %v", ops, err)
	}
}

func TestAReplyTypedBeforeItsTicketIsReadIsAReplyToThatTicket(t *testing.T) {
	whileReading(t, 80, opened(), nil, func(s *slowDesk, term *tuitest.Term) {
		term.Burst("j", "enter", "r", "q", "u", "i", "c", "k")
		term.SeesNot("Reply to")
		s.nothingWasDone(t)
		close(s.threads)
		term.Settle()
		look(t, term)
		term.Sees("Reply to Harper Moore", " quick", "1 word")
	})
}

func TestKeysPressedBeforeTheFirstRowsAreThereAreNotLost(t *testing.T) {
	whileReading(t, 132, nil, opened(), func(s *slowDesk, term *tuitest.Term) {
		term.Burst("j", "r", "H", "i")
		term.Press("!")
		s.nothingWasDone(t)
		close(s.views)
		term.Settle()
		look(t, term)
		term.Sees("Reply to Harper Moore", " Hi!")
	})
}

func TestAPasteKeepsItsPlaceAmongTheKeysBeforeTheFirstRows(t *testing.T) {
	whileReading(t, 80, nil, opened(), func(s *slowDesk, term *tuitest.Term) {
		term.Burst("j", "r", "a")
		term.Paste("b c")
		term.Burst("d")
		close(s.views)
		term.Settle()
		term.Sees("Reply to Harper Moore", " ab cd")
	})
}

func TestKeysThatWaitedTooLongAreNotTakenAnyMore(t *testing.T) {
	whileReading(t, 80, opened(), nil, func(s *slowDesk, term *tuitest.Term) {
		term.Burst("j", "enter", "s")
		term.Pass(3 * time.Second)
		term.Press("r") // the ticket is not there: it is said, and nothing is done
		close(s.threads)
		term.Settle()
		s.nothingWasDone(t)
		term.SeesNot("Reply to")
		term.Press("r")
		term.Sees("Reply to Harper Moore")
	})
}

func TestGoingBackForgetsTheKeysThatWaited(t *testing.T) {
	whileReading(t, 80, opened(), nil, func(s *slowDesk, term *tuitest.Term) {
		term.Burst("j", "enter", "s")
		term.Press("esc")
		term.Sees("2 of 4")
		close(s.threads)
		term.Settle()
		s.nothingWasDone(t)
		term.Press("enter")
		term.Settle()
		s.nothingWasDone(t)
	})
}

func TestEachKeyThatWaitedIsTakenOnTheTicketThatTheOnesBeforeLedTo(t *testing.T) {
	whileReading(t, 132, opened(), nil, func(s *slowDesk, term *tuitest.Term) {
		term.Burst("enter", "J") // the next ticket is the list's doing: it need not wait
		term.Sees("▌   4821")
		term.Press("s")
		term.Burst("J", "J", "s")
		s.nothingWasDone(t)
		close(s.threads)
		term.Settle()
		ops, err := s.Outbox()
		if err != nil || len(ops) != 2 {
			t.Fatalf("the outbox has %+v, %v", ops, err)
		}
		for i, number := range []int64{4821, 4833} {
			if id, err := s.Find(number); err != nil || ops[i].Op.Ticket != id {
				t.Errorf("%+v was done to another ticket than #%d", ops[i].Op, number)
			}
		}
	})
}

func TestKeysAfterEnterInTheSearchGoToWhatItOpens(t *testing.T) {
	whileReading(t, 132, opened(), opened(), func(s *slowDesk, term *tuitest.Term) {
		term.Burst("/", "p", "a", "r", "c", "e", "l", "enter", "r", "H", "i")
		close(s.searches)
		term.Settle()
		look(t, term)
		term.Sees("Reply to Aarav Anderson", " Hi")
		term.Press("esc", "esc")
		term.Sees("/ parcel", "The tracking page says delivered.") // beside the search
	})
}

func TestWhatIsTypedWhileATicketIsLookedForByItsNumberIsMeantForThatTicket(t *testing.T) {
	for name, keys := range map[string][]string{
		"the dialog":  {"#", "4", "8", "2", "1", "enter"},
		"the count":   {"4", "8", "2", "1", "#"},
		"the palette": {":", "4", "8", "2", "1", "enter"},
	} {
		for _, w := range []int{80, 132} {
			whileReading(t, w, opened(), opened(), func(s *slowDesk, term *tuitest.Term) {
				s.finds = make(chan struct{})
				term.Sees("▌   4811")
				term.Burst(append(keys, "r", "H", "i")...)
				term.SeesNot("Reply to")
				close(s.finds)
				term.Settle()
				look(t, term)
				term.Sees("Reply to Harper Moore", " Hi")
				if t.Failed() {
					t.Error("by", name)
				}
			})
		}
	}
}

func TestWhatIsTypedForATicketThatIsNotThereIsDoneToNoOther(t *testing.T) {
	whileReading(t, 132, opened(), opened(), func(s *slowDesk, term *tuitest.Term) {
		s.finds = make(chan struct{})
		term.Burst("9", "9", "9", "#", "s", "r", "H", "i")
		close(s.finds)
		term.Settle()
		term.Sees("There is no ticket #999 here", "▌   4811")
		term.SeesNot("Reply to")
		s.nothingWasDone(t)
	})
}

func TestWhatIsTypedWhileTheCursorGoesFarAwayIsMeantForTheRowItGoesTo(t *testing.T) {
	for _, keys := range [][]string{{"G"}, {"9", "9", "9", "j"}, {"5", "2", "9", "9", "#"}} {
		whileReading(t, 132, nil, opened(), func(s *slowDesk, term *tuitest.Term) {
			for n := range 300 {
				s.d.Open(int64(5000+n), "One of many", fmt.Sprintf("Number %d", n), "Hello.", time.Duration(400-n)*time.Second, func(t *desk.Ticket) { t.Assignee = s.d.Who.ID })
			}
			close(s.views)
			term.Settle()
			term.Sees("1 of 304")
			s.views = make(chan struct{})
			term.Burst(append(keys, "r")...)
			term.SeesNot("Reply to")
			close(s.views)
			term.Settle()
			look(t, term)
			term.Sees("Reply to Number 299")
		})
	}
}

func TestWhatWasTypedBeforeSomebodyLeavesIsInTheDraftAlsoWhereItsTicketWasNotReadYet(t *testing.T) {
	whileReading(t, 80, opened(), nil, func(s *slowDesk, term *tuitest.Term) {
		term.Burst("j", "enter", "r", "q", "u", "i", "c", "k", "ctrl+c")
		if term.Ended() {
			t.Fatal("it ended without the words")
		}
		close(s.threads)
		term.Settle()
		term.Pass(time.Second)
		if !term.Ended() {
			t.Fatalf("it did not end:\n%s", term.Screen())
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		for _, both := range s.d.Drafts {
			if d := both[0]; d != nil && d.Text.Raw() == "quick" {
				return
			}
		}
		t.Errorf("no draft has it: %+v", s.d.Drafts)
	})
}

func TestWhoLeavesBehindKeysThatNothingTakesLeavesAllTheSame(t *testing.T) {
	for name, end := range map[string]func(term *tuitest.Term){
		"in time":          func(term *tuitest.Term) { term.Pass(3 * time.Second) },
		"with another key": func(term *tuitest.Term) { term.Press("ctrl+c") },
	} {
		t.Run(name, func(t *testing.T) {
			whileReading(t, 80, opened(), nil, func(s *slowDesk, term *tuitest.Term) {
				term.Burst("j", "enter", "r", "q", "ctrl+c")
				end(term)
				if !term.Ended() {
					t.Error("it did not end")
				}
				close(s.threads)
			})
		})
	}
}
