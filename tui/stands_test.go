package tui_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui"
)

// unowned opens a ticket that is in no view of the agent's.
func (l listening) unowned(number int64, subject, words string) desk.TicketID {
	l.g.mu.Lock()
	defer l.g.mu.Unlock()
	return l.g.d.Open(number, subject, "Nadia Benali", words, time.Hour, func(t *desk.Ticket) { t.Assignee = "tom" })
}

// at is the window of an agent whose view is a list of their own tickets.
func at(w, h int, test func(l listening)) func(t *testing.T) {
	return func(t *testing.T) {
		calling(t, func(o *tui.Options) { o.View = desk.ViewMine }, func(l listening) {
			l.Resize(w, h)
			test(l)
		})
	}
}

// touched has a colleague write on each ticket of the view, which is news to it.
func (l listening) touched() {
	for _, n := range []int64{4811, 4821, 4790, 4833} {
		l.change(l.elsewhere(n, "tom", desk.Note{Text: desk.Foreign("hm")}))
	}
	l.change(desk.Change{Kind: desk.ChangedAll})
	l.Pass(2 * time.Second)
}

// lastOf is the ticket of what was done last, which has to be of a kind.
func (l listening) lastOf(t *testing.T, kind desk.Intent) desk.TicketID {
	t.Helper()
	l.g.mu.Lock()
	defer l.g.mu.Unlock()
	if len(l.g.d.Submitted) == 0 {
		t.Fatal("nothing was done")
	}
	op := l.g.d.Submitted[len(l.g.d.Submitted)-1]
	if reflect.TypeOf(op.Intent) != reflect.TypeOf(kind) {
		t.Fatalf("done was %+v", op)
	}
	return op.Ticket
}

func TestWhoWentToATicketByItsNumberStaysThereWhateverHappensInTheView(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 34}, {160, 45}} {
		at(size[0], size[1], func(l listening) {
			id := l.unowned(4700, "A lamp that hums", "It hums all night.")
			l.Press("4", "7", "0", "0", "#")
			l.Sees("It hums all night.")
			l.touched()
			l.Sees("It hums all night.")
			l.Press("s")
			l.Pass(time.Second)
			if got := l.lastOf(t, desk.SetStatus{}); got != id {
				t.Errorf("solved is %v and not the ticket that was gone to", got)
			}
			l.touched()
			l.Sees("It hums all night.")
			l.Press("n")
			l.Type("for the lamp")
			l.touched()
			l.Press("ctrl+s")
			l.Pass(10 * time.Second)
			if got := l.lastOf(t, desk.Note{}); got != id {
				t.Errorf("the note stands on %v", got)
			}
		})(t)
	}
}

func TestBackFromATicketOfAnotherViewTheOneUnderTheCursorStandsBesideTheList(t *testing.T) {
	at(132, 34, func(l listening) {
		l.unowned(4700, "A lamp that hums", "It hums all night.")
		l.Press("4", "7", "0", "0", "#")
		l.touched()
		l.Press("esc")
		l.SeesNot("It hums all night.")
		l.Sees("You charged me twice.")
		l.Press("j")
		l.Sees("My card shows nothing.")
		l.Press("4", "7", "0", "0", "#", "J")
		l.SeesNot("It hums all night.")
	})(t)
}

func TestWhoStandsInATicketThatWasFoundStaysThereWhenItIsFoundNoMore(t *testing.T) {
	at(100, 30, func(l listening) {
		id, err := l.g.Find(4821)
		if err != nil {
			t.Fatal(err)
		}
		l.Press("/")
		l.Type("refund")
		l.Pass(time.Second)
		l.Press("enter", "enter")
		l.Pass(time.Second)
		l.Sees("My card shows nothing.")
		l.g.mu.Lock()
		renamed := l.g.d.Tickets[id]
		renamed.Subject = desk.Foreign("A lamp")
		l.g.d.Tickets[id] = renamed
		l.g.mu.Unlock()
		l.touched()
		l.Sees("My card shows nothing.")
	})(t)
}
