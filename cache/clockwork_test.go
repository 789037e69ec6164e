package cache

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
)

// timed runs fn with a ledger in a time of its own.
func timed(t *testing.T, n int, fn func(*testing.T, *Ledger)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		opt := options(t)
		opt.Now = time.Now
		l := filled(t, opt, n)
		synctest.Wait()
		fn(t, l)
	})
}

// woken reports whether the courier was called.
func woken(l *Ledger) bool {
	select {
	case <-l.Wake():
		return true
	default:
		return false
	}
}

func TestAReplyIsHeldForEightSecondsAndThenReady(t *testing.T) {
	timed(t, 10, func(t *testing.T, l *Ledger) {
		sent := op(3, reply("It is on its way."))
		must(t, l.Submit(sent, desk.Mail.UndoHold()))
		ops, next, err := l.Ready(t.Context(), time.Now())
		if err != nil || len(ops) != 0 || time.Until(next) != 8*time.Second {
			t.Error(ops, next, err)
		}
		synctest.Wait()
		woken(l)
		s := l.Subscribe()
		defer s.Close()
		time.Sleep(7 * time.Second)
		synctest.Wait()
		if woken(l) || got2(l.Outbox())[0].State != desk.OpHolding {
			t.Error("it is ready too early")
		}
		time.Sleep(time.Second)
		synctest.Wait()
		if !woken(l) {
			t.Error("nobody was called")
		}
		moved, err := s.Next(t.Context())
		if err != nil || !slices.Contains(moved, desk.Change{Kind: desk.ChangedOutbox, Ticket: ticketID(3)}) {
			t.Error(moved, err)
		}
		if ops, _, _ := l.Ready(t.Context(), time.Now()); len(ops) != 1 || got2(l.Outbox())[0].State != desk.OpWaiting {
			t.Error("it is not ready")
		}
	})
}

func TestASnoozedTicketComesBackByItself(t *testing.T) {
	timed(t, 10, func(t *testing.T, l *Ledger) {
		asleep := ticket(3)
		asleep.Version, asleep.SnoozedUntil = 2, time.Now().Add(90*time.Minute)
		must(t, l.Take(desk.Page{Tickets: []desk.Ticket{asleep}, Next: "2"}))
		if c := got2(l.Counts()); c[desk.ViewSnoozed] != 1 || c[desk.ViewOpen] != 9 || c[desk.ViewAll] != 10 {
			t.Error(c)
		}
		s := l.Subscribe()
		defer s.Close()
		time.Sleep(89 * time.Minute)
		synctest.Wait()
		if c := got2(l.Counts()); c[desk.ViewSnoozed] != 1 {
			t.Error("it woke early:", c)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if c := got2(l.Counts()); c[desk.ViewSnoozed] != 0 || c[desk.ViewOpen] != 10 {
			t.Error("it sleeps on:", c)
		}
		if moved, err := s.Next(t.Context()); err != nil || !slices.Contains(moved, desk.Change{Kind: desk.ChangedTicket, Ticket: ticketID(3)}) {
			t.Error(moved, err)
		}
	})
}

func TestATicketSnoozedHereComesBackBeforeTheDeskHasHeardOfIt(t *testing.T) {
	timed(t, 10, func(t *testing.T, l *Ledger) {
		snooze := op(3, desk.Snooze{Until: time.Now().Add(time.Hour)})
		snooze.At = time.Now()
		must(t, l.Submit(snooze, 0))
		if c := got2(l.Counts()); c[desk.ViewSnoozed] != 1 || c[desk.ViewOpen] != 9 {
			t.Error(c)
		}
		time.Sleep(time.Hour)
		synctest.Wait()
		if c := got2(l.Counts()); c[desk.ViewSnoozed] != 0 || c[desk.ViewOpen] != 10 {
			t.Error("it sleeps on:", c)
		}
	})
}

func TestATicketThatWokeWhileHeedWasNotRunningIsAwake(t *testing.T) {
	timed(t, 10, func(t *testing.T, l *Ledger) {
		asleep := ticket(3)
		asleep.Version, asleep.SnoozedUntil = 2, time.Now().Add(time.Hour)
		must(t, l.Take(desk.Page{Tickets: []desk.Ticket{asleep}, Next: "2"}))
		must(t, l.Close())
		time.Sleep(24 * time.Hour)
		l = opened(t, l.opt)
		synctest.Wait()
		if c := got2(l.Counts()); c[desk.ViewSnoozed] != 0 || c[desk.ViewOpen] != 10 {
			t.Error(c)
		}
	})
}

func TestAWrongClockOfThisMachineWakesNobodyTooEarlyOrTooLate(t *testing.T) {
	timed(t, 10, func(t *testing.T, l *Ledger) {
		// The desk's clock is ten years ahead of ours.
		const skew = 87600 * time.Hour
		l.Linked(desk.Link{State: desk.LinkUp, Skew: skew})
		if d := time.Until(l.Now()); d != skew {
			t.Fatal("now is off by", d)
		}
		asleep := ticket(3)
		asleep.Version, asleep.SnoozedUntil = 2, l.Now().Add(time.Hour)
		must(t, l.Take(desk.Page{Tickets: []desk.Ticket{asleep}, Next: "2"}))
		must(t, l.Submit(op(4, reply("It is on its way.")), 8*time.Second))
		if until := got2(l.Outbox())[0].Until; until.Sub(l.Now()) != 8*time.Second {
			t.Error("the hold ends in", until.Sub(l.Now()))
		}
		time.Sleep(59 * time.Minute)
		synctest.Wait()
		if c := got2(l.Counts()); c[desk.ViewSnoozed] != 1 {
			t.Error("too early:", c)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if c := got2(l.Counts()); c[desk.ViewSnoozed] != 0 {
			t.Error("too late:", c)
		}
	})
}

func TestAColleagueWhoIsNotHeardOfIsForgottenAfterHalfAMinute(t *testing.T) {
	timed(t, 10, func(t *testing.T, l *Ledger) {
		s := l.Subscribe()
		defer s.Close()
		l.Seen(desk.Presence{Agent: "tom", Ticket: ticketID(3), Doing: desk.Writing})
		l.Seen(desk.Presence{Agent: me, Ticket: ticketID(3), Doing: desk.Viewing}) // that is us
		if p := l.Presence()[ticketID(3)]; len(p) != 1 || p[0].Agent != "tom" || p[0].Doing != desk.Writing {
			t.Errorf("%+v", p)
		}
		_, _ = s.Next(t.Context())
		time.Sleep(30 * time.Second)
		synctest.Wait()
		if len(l.Presence()) != 0 {
			t.Error("he is still there")
		}
		if moved, err := s.Next(t.Context()); err != nil || moved[0].Kind != desk.ChangedPresence {
			t.Error(moved, err)
		}
	})
}

func TestOtherGroupsPutTicketsIntoOtherViews(t *testing.T) {
	timed(t, 0, func(t *testing.T, l *Ledger) {
		var p desk.Page
		for n := range 6 {
			x := ticket(n)
			x.Group = []desk.GroupID{"returns", "depot"}[n%2]
			p.Tickets = append(p.Tickets, x)
		}
		p.Next = "1"
		must(t, l.Take(p))
		mine := func() []desk.TicketID {
			var ids []desk.TicketID
			for _, r := range got2(l.Window(desk.ViewGroups, desk.Anchor{}, 0, 9)).Rows {
				ids = append(ids, r.ID)
			}
			return ids
		}
		if ids := mine(); len(ids) != 3 || ids[0] != ticketID(4) {
			t.Error(ids)
		}
		must(t, l.Take(desk.Page{Agents: []desk.Agent{{ID: me, Version: 1, Groups: []desk.GroupID{"depot"}}}, Next: "2"}))
		synctest.Wait()
		if ids := mine(); len(ids) != 3 || ids[0] != ticketID(5) {
			t.Error(ids)
		}
		l = reopened(t, l) // with the groups it was first opened with
		synctest.Wait()
		if ids := mine(); len(ids) != 3 || ids[0] != ticketID(5) || l.Me().Groups[0] != "depot" {
			t.Error("the next time:", ids)
		}
	})
}

func TestASubscriberThatIsSlowHearsEverythingOnce(t *testing.T) {
	timed(t, 10, func(t *testing.T, l *Ledger) {
		s := l.Subscribe()
		for range 5 {
			l.Linked(desk.Link{State: desk.LinkUp})
			must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(3), Text: desk.Foreign("a")}))
			must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(3)}))
		}
		moved, err := s.Next(t.Context())
		if err != nil || len(moved) != 2 {
			t.Error(moved, err)
		}
		for n := range 2 * mostDirty {
			must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(n), Text: desk.Foreign("a")}))
		}
		if moved, err := s.Next(t.Context()); err != nil || len(moved) != 1 || moved[0].Kind != desk.ChangedAll {
			t.Error(len(moved), err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if _, err := s.Next(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Error("there was nothing to hear:", err)
		}
		s.Close()
		if _, err := s.Next(t.Context()); !errors.Is(err, ErrClosed) {
			t.Error(err)
		}
		other := l.Subscribe()
		must(t, l.Close())
		if _, err := other.Next(t.Context()); !errors.Is(err, ErrClosed) {
			t.Error(err)
		}
	})
}

// The clock that timers run by stands still while the machine sleeps; that of the wall does not.
func TestWhatIsPutOffIsCalledWithinAMinuteOfASleepThatItsMomentFellInto(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var slept atomic.Int64
		opt := options(t)
		opt.Now = func() time.Time { return time.Now().Add(time.Duration(slept.Load())) }
		l := filled(t, opt, 10)
		must(t, l.Later(op(3, reply("Good morning.")), 50*time.Minute))
		synctest.Wait()
		woken(l)
		slept.Store(int64(50 * time.Minute))
		time.Sleep(time.Minute)
		synctest.Wait()
		if !woken(l) {
			t.Error("its moment has passed, and nobody was called")
		}
	})
}
