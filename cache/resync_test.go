package cache

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"

	"github.com/heed-desk/heed/desk"
)

func TestTheQueueCanBeWorkedWhileTheFirstFillGoesOn(t *testing.T) {
	l := opened(t, options(t))
	must(t, l.Resync(func(s desk.Shadow) error {
		must(t, s.Take(page(0, 200)))
		must(t, s.Take(page(200, 400)))
		must(t, s.(*shadow).wait())
		if n := got2(l.Counts())[desk.ViewOpen]; n < 200 {
			t.Errorf("%d tickets can be seen", n)
		}
		if l.Cursor() != "" {
			t.Error("the fill counts as complete")
		}
		must(t, l.Submit(op(3, desk.Assign{To: me}), 0))
		return s.Done(400, "9")
	}))
	if c := got2(l.Counts()); c[desk.ViewAll] != 400 || c[desk.ViewMine] != 1 || l.Cursor() != "9" {
		t.Error(c, l.Cursor())
	}
}

func TestAResyncIsSeenAllAtOnceAndLeavesTheOutboxAlone(t *testing.T) {
	l := filled(t, options(t), 300)
	sent := op(3, reply("It is on its way."))
	must(t, l.Submit(sent, 0))
	must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(5), Text: desk.Foreign("Dear")}))
	must(t, l.MarkSeen(ticketID(6), 1))
	must(t, l.Resync(func(s desk.Shadow) error {
		must(t, s.Take(page(0, 100)))
		must(t, s.Take(page(100, 250)))
		must(t, s.(*shadow).wait())
		if n := got2(l.Counts())[desk.ViewAll]; n != 300 {
			t.Errorf("half of it can be seen: %d", n)
		}
		return s.Done(250, "2")
	}))
	c := got2(l.Counts())
	if c[desk.ViewAll] != 250 || c[desk.ViewPending] != 1 || l.Cursor() != "2" {
		t.Error(c, l.Cursor())
	}
	if out := got2(l.Outbox()); len(out) != 1 || out[0].Op.ID != sent.ID || got2(l.Draft(ticketID(5), false)) == nil {
		t.Error("the outbox changed")
	}
	if _, err := l.Thread(ticketID(280), 9); !errors.Is(err, desk.ErrNotFound) {
		t.Error("what the desk no longer has is there:", err)
	}
	if r := got2(l.Rows(desk.ViewAll, []desk.TicketID{ticketID(6)})); r[0].Marks.Unread {
		t.Error("what was read is forgotten")
	}
	waitIndexed(t, l, 250)
	l = reopened(t, l)
	if n := got2(l.Counts())[desk.ViewAll]; n != 250 {
		t.Error(n, "the next time")
	}
}

func TestAResyncThatFailsOrIsIncompleteChangesNothing(t *testing.T) {
	broken := errors.New("the connection broke")
	for name, fill := range map[string]func(desk.Shadow) error{
		"it breaks":     func(s desk.Shadow) error { return errors.Join(s.Take(page(0, 200)), broken) },
		"it is empty":   func(s desk.Shadow) error { return s.Done(300, "2") },
		"one is short":  func(s desk.Shadow) error { return errors.Join(s.Take(page(0, 299)), s.Done(300, "2")) },
		"it never ends": func(s desk.Shadow) error { return s.Take(page(0, 300)) },
	} {
		t.Run(name, func(t *testing.T) {
			l := filled(t, options(t), 300)
			if err := l.Resync(fill); err == nil {
				t.Fatal("it was believed")
			}
			if n := got2(l.Counts())[desk.ViewAll]; n != 300 || l.Cursor() != "1" {
				t.Error(n, l.Cursor())
			}
			fillAgain(t, l, 120)
			if n := got2(l.Counts())[desk.ViewAll]; n != 120 {
				t.Error("the next one:", n)
			}
		})
	}
}

func fillAgain(t testing.TB, l *Ledger, n int) {
	t.Helper()
	must(t, l.Resync(func(s desk.Shadow) error {
		return errors.Join(s.Take(page(0, n)), s.Done(n, "3"))
	}))
}

func TestAVerdictThatComesDuringAResyncIsNotTakenBackByIt(t *testing.T) {
	l := filled(t, options(t), 300)
	sent := op(3, reply("It is on its way."))
	must(t, l.Submit(sent, 0))
	must(t, l.Resync(func(s desk.Shadow) error {
		must(t, s.Take(page(0, 250))) // as it was before the reply
		must(t, s.(*shadow).wait())
		after := ticket(3)
		after.Version, after.Status = 2, desk.Pending
		must(t, l.Settle(sent.ID, desk.Verdict{Op: sent.ID, Outcome: desk.Applied, Ticket: &after, Messages: []desk.Message{said(3, 2, me, "It is on its way.")}}))
		must(t, s.Take(page(250, 300)))
		return s.Done(300, "2")
	}))
	th := got2(l.Thread(ticketID(3), 9))
	if th.Ticket.Status != desk.Pending || len(th.Messages) != 2 {
		t.Error("the older row stands:", th.Ticket.Status, len(th.Messages))
	}
}

func TestAPageForACacheThatWasGivenUpIsTurnedAway(t *testing.T) {
	l := filled(t, options(t), 10)
	if l.Cursor() != "1" {
		t.Fatal(l.Cursor())
	}
	looks := 0
	must(t, l.view(func(*look) error {
		if looks++; looks == 1 {
			return errIncoherent
		}
		return nil
	}))
	if err := l.Take(desk.Page{Tickets: []desk.Ticket{ticket(2)}, Next: "2"}); !errors.Is(err, desk.ErrGone) {
		t.Fatal("a piece counts as the whole:", err)
	}
	if c := l.Cursor(); c != "" {
		t.Errorf("the cursor is %q", c)
	}
}

func TestTwoFillsDoNotMix(t *testing.T) {
	l := filled(t, options(t), 40)
	for n := range 4 {
		fillAgain(t, l, 30+n)
		if got := got2(l.Counts())[desk.ViewAll]; got != 30+n {
			t.Fatal(fmt.Sprint("after resync ", n, ": ", got))
		}
	}
}

func TestAVerdictIsTakenThoughTheResyncBesideItWasGivenUp(t *testing.T) {
	l := filled(t, options(t), 5)
	sent := op(3, reply("It is on its way."))
	must(t, l.Submit(sent, 0))
	l.fill.set(77) // it is dropped between the question and the writing
	after := ticket(3)
	after.Version, after.Status = 2, desk.Pending
	must(t, l.Settle(sent.ID, desk.Verdict{Op: sent.ID, Outcome: desk.Applied, Ticket: &after}))
	if out := got2(l.Outbox()); len(out) != 0 || got2(l.Thread(ticketID(3), 9)).Ticket.Status != desk.Pending {
		t.Errorf("%d wait", len(out))
	}
}

func TestASnapshotOfManyCustomersDoesNotGatherInMemory(t *testing.T) {
	l := opened(t, options(t))
	must(t, l.Resync(func(s desk.Shadow) error {
		for n := range 40 {
			var p desk.Page
			for i := range 500 {
				p.Customers = append(p.Customers, desk.Customer{ID: customerID(500*n + i), Version: 1})
			}
			must(t, s.Take(p))
			if held := len(s.(*shadow).page.Customers); held > 10_000 {
				t.Fatalf("%d wait to be written", held)
			}
		}
		return s.Done(0, "1")
	}))
}

func TestACustomerWhoIsForgottenWhileEverythingComesAnewTakesNobodyAlong(t *testing.T) {
	timed(t, 600, func(t *testing.T, l *Ledger) {
		cursor, file := l.Cursor(), l.seals.Load().id
		err := l.Resync(func(s desk.Shadow) error {
			must(t, s.Take(page(0, 300)))
			synctest.Wait()
			got2(l.Erase(t.Context(), customerID(3), true))
			return errors.Join(s.Take(page(300, 600)), s.Done(600, "2"))
		})
		if !errors.Is(err, desk.ErrGone) {
			t.Error("what was filled beside goes on without their key:", err)
		}
		synctest.Wait()
		for n := range 600 {
			if _, err := l.Thread(ticketID(n), 9); err != nil && !errors.Is(err, desk.ErrNotFound) {
				t.Fatal(n, err)
			}
		}
		if c := got2(l.Counts())[desk.ViewAll]; c != 588 || l.seals.Load().id != file || l.Cursor() != cursor {
			t.Errorf("%d tickets are left", c)
		}
		fill(t, l, 600)
		if c := got2(l.Counts())[desk.ViewAll]; c != 600 || l.seals.Load().id != file {
			t.Errorf("%d tickets after the next", c)
		}
	})
}
