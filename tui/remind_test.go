package tui_test

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/screentest"
)

// reminds sets a reminder of the agent's on a ticket, on the desk.
func (l listening) reminds(number int64, at time.Time, words string) desk.Change {
	l.g.mu.Lock()
	defer l.g.mu.Unlock()
	id, err := l.g.d.Find(number)
	if err != nil {
		panic(err)
	}
	t := l.g.d.Tickets[id]
	t.Version++
	t.Reminders = []desk.Reminder{{By: l.g.d.Who.ID, At: at, Text: desk.Foreign(words)}}
	if at.IsZero() {
		t.Reminders = nil
	}
	l.g.d.Tickets[id] = t
	return desk.Change{Kind: desk.ChangedTicket, Ticket: id}
}

func TestAReminderComesBackAtItsMomentAndCallsWhoLooksElsewhere(t *testing.T) {
	calling(t, nil, func(l listening) {
		if got := l.change(l.reminds(4821, time.Now().Add(90*time.Second), "call the depot")); strings.Contains(got, "777") {
			t.Errorf("before its moment the terminal got %q", got)
		}
		l.SeesNot("You wanted to be reminded")
		l.Pass(89 * time.Second)
		l.SeesNot("You wanted to be reminded")
		l.Wire()
		l.Pass(2 * time.Second)
		got := l.Wire()
		if !strings.Contains(got, onDesktop+"1 reminder\x1b\\") || strings.Contains(got, "depot\x1b\\") || !strings.Contains(got, "\x1b]2;(1) heed") {
			t.Errorf("the terminal got %q", got)
		}
		l.Sees("You wanted to be reminded of #4821", "call the depot")
		l.Pass(time.Hour)
		if got := l.change(desk.Change{Kind: desk.ChangedAll}); strings.Contains(got, "777") {
			t.Errorf("it is said again: %q", got)
		}
		if got := l.change(l.reminds(4821, time.Time{}, "")); !strings.Contains(got, "\x1b]2;heed") {
			t.Errorf("once it is done the title still counts it: %q", got)
		}
	})
}

func TestManyRemindersThatAreDueAtTheStartAreOneSentence(t *testing.T) {
	calling(t, nil, func(l listening) {
		for _, number := range []int64{4821, 4833, 4790} {
			l.reminds(number, time.Now().Add(-time.Hour), "x")
		}
		l.change(desk.Change{Kind: desk.ChangedAll})
		l.Sees("3 reminders are due.")
	})
}

func TestAReminderOfAHostileSubjectIsTame(t *testing.T) {
	calling(t, nil, func(l listening) {
		for _, bad := range screentest.Hostile() {
			l.writes(4821, bad)
			l.change(l.reminds(4821, time.Now().Add(-time.Minute), bad))
			screentest.Tame(t, l.Screen())
			l.Pass(time.Minute)
		}
	})
}

// counted counts how often reminders are read.
type counted struct {
	*guarded
	reads *atomic.Int64
}

func (c counted) Reminders() ([]desk.DueReminder, error) {
	c.reads.Add(1)
	return c.guarded.Reminders()
}

func TestNewsOfOthersTicketsReadNoReminderAgainUntilTheyHaveComeTogether(t *testing.T) {
	var reads atomic.Int64
	calling(t, func(o *tui.Options) { o.Ledger = counted{o.Ledger.(*guarded), &reads} }, func(l listening) {
		reminded := l.reminds(4821, time.Now().Add(time.Hour), "call the depot")
		l.change(desk.Change{Kind: desk.ChangedAll})
		before := reads.Load()
		for range 20 {
			l.change(desk.Change{Kind: desk.ChangedTicket, Ticket: desk.NewTicketID()})
		}
		if n := reads.Load() - before; n != 0 {
			t.Errorf("it read them %d times", n)
		}
		l.change(reminded)
		l.change(desk.Change{Kind: desk.ChangedOutbox})
		if n := reads.Load() - before; n != 2 {
			t.Errorf("of the ticket's own change, and of what was done here, it read them %d times", n)
		}
		l.Pass(time.Minute)
		if n := reads.Load() - before; n != 3 {
			t.Errorf("what came together was read %d times", n-2)
		}
	})
}
