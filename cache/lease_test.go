package cache

import (
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/promise"
)

const day = 24 * time.Hour

// reached tells a ledger that its desk was reached.
func reached(l *Ledger) {
	l.Linked(desk.Link{State: desk.LinkUp, Synced: time.Now()})
	synctest.Wait()
	l.Linked(desk.Link{State: desk.LinkDown})
	synctest.Wait()
}

// leasing runs fn in a time of its own, with a ledger whose desk was just reached.
func leasing(t *testing.T, wall func() time.Time, fn func(*testing.T, Options, *Ledger)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		opt := options(t)
		opt.Now = wall
		l := filled(t, opt, 20)
		must(t, l.Submit(op(3, reply("It is on its way.")), 0))
		must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(4), Text: desk.Foreign("I am"), At: noon()}))
		reached(l)
		fn(t, opt, l)
	})
}

// keeps holds that what the agent wrote is there, whatever may be shown of the desk's.
func keeps(t *testing.T, l *Ledger) {
	t.Helper()
	if ops, err := l.Outbox(); err != nil || len(ops) != 1 || ops[0].Op.Intent.(desk.Reply).Text.Raw() != "It is on its way." {
		t.Errorf("in the outbox are %+v, %v", ops, err)
	}
	if d, err := l.Draft(ticketID(4), false); err != nil || d == nil || d.Text.Raw() != "I am" {
		t.Errorf("the draft is %+v, %v", d, err)
	}
}

func TestWhatADeskHasSentIsShutAfterThirtyDaysWithoutAContactAndOpensWithTheNext(t *testing.T) {
	c := promise.Counting(t, promise.Clocks)
	leasing(t, time.Now, func(t *testing.T, _ Options, l *Ledger) {
		began := time.Now()
		for n := range 29 {
			time.Sleep(day)
			if shut := l.Link().Shut; shut != desk.NotShut {
				t.Fatalf("shut after %d days: %s", n+1, shut)
			}
			c.Run(0)
		}
		s := l.Subscribe()
		defer s.Close()
		time.Sleep(day - time.Hour)
		synctest.Wait()
		if l.Link().Shut != desk.NotShut {
			t.Error("shut too early")
		}
		time.Sleep(time.Hour)
		synctest.Wait()
		k := l.Link()
		if k.Shut != desk.ShutLease || !k.Contact.Equal(began) {
			t.Errorf("after 30 days: %+v", k)
		}
		if moved, err := s.Next(t.Context()); err != nil || !slices.Contains(moved, desk.Change{Kind: desk.ChangedLink}) {
			t.Errorf("told of %v, %v", moved, err)
		}
		keeps(t, l)
		reached(l)
		if l.Link().Shut != desk.NotShut {
			t.Error("not open after a contact")
		}
		if got := got2(l.Counts())[desk.ViewAll]; got != 20 {
			t.Errorf("%d tickets are left", got)
		}
		keeps(t, l)
	})
}

func TestWhatIsBegunWhileTheLeaseIsOverIsThereWhenTheDeskIsReachedAgain(t *testing.T) {
	leasing(t, time.Now, func(t *testing.T, opt Options, l *Ledger) {
		time.Sleep(31 * day)
		synctest.Wait()
		if l.Link().Shut != desk.ShutLease {
			t.Fatal("it is open")
		}
		must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(4), Text: desk.Foreign("I am on it"), At: noon()})) // as the screen is locked over it
		must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(5), Note: true, Text: desk.Foreign("Called"), At: noon()}))
		must(t, l.Close())
		l = opened(t, opt)
		for range 2 {
			for n, words := range map[int]string{4: "I am on it", 5: "Called"} {
				if d := got2(l.Draft(ticketID(n), n == 5)); d == nil || d.Text.Raw() != words {
					t.Errorf("%s: the draft on %d is %+v", l.Link().Shut, n, d)
				}
			}
			if len(got2(l.Outbox())) != 1 {
				t.Error("what waits is gone")
			}
			reached(l)
		}
		if th := got2(l.Thread(ticketID(4), 9)); l.Link().Shut != desk.NotShut || th.Draft == nil || th.Draft.Text.Raw() != "I am on it" {
			t.Errorf("reached again: %s, %+v", l.Link().Shut, th.Draft)
		}
	})
}

// wall is a clock on a wall, which somebody sets.
type wall struct{ ahead atomic.Int64 }

func wallAhead(d time.Duration) *wall {
	w := &wall{}
	w.set(d)
	return w
}

func (w *wall) set(d time.Duration) { w.ahead.Store(int64(d)) }

func (w *wall) now() time.Time { return time.Now().Add(time.Duration(w.ahead.Load())) }

func TestAClockThatIsSetAheadShutsNothingThatIsOpen(t *testing.T) {
	for _, years := range []int{-10, 10} {
		w := &wall{}
		leasing(t, w.now, func(t *testing.T, _ Options, l *Ledger) {
			w.set(time.Duration(years) * 365 * day)
			for range 29 {
				time.Sleep(day)
				synctest.Wait()
			}
			if shut := l.Link().Shut; shut != desk.NotShut {
				t.Errorf("the clock went %d years: %s", years, shut)
			}
			time.Sleep(day)
			synctest.Wait()
			if shut := l.Link().Shut; shut != desk.ShutLease {
				t.Errorf("the clock went %d years, and after 30 days it is %q", years, shut)
			}
		})
	}
}

func TestTimeCountsWhileHeedIsClosedAndIsNotWonBackByTheClock(t *testing.T) {
	reopened := func(t *testing.T, opt Options, l *Ledger) *Ledger {
		t.Helper()
		must(t, l.Close())
		synctest.Wait()
		return opened(t, opt)
	}
	leasing(t, time.Now, func(t *testing.T, opt Options, l *Ledger) {
		must(t, l.Close())
		time.Sleep(31 * day)
		l = opened(t, opt)
		if l.Link().Shut != desk.ShutLease {
			t.Error("open though it was closed for 31 days")
		}
		keeps(t, l)
		reached(l)
		if l = reopened(t, opt, l); l.Link().Shut != desk.NotShut {
			t.Error("a contact does not last until the next start")
		}
	})
	w := &wall{}
	leasing(t, w.now, func(t *testing.T, opt Options, l *Ledger) {
		days := 0
		for ; days < 40 && l.Link().Shut == desk.NotShut; days++ {
			time.Sleep(day)
			synctest.Wait()
			w.ahead.Add(-int64(day)) // each evening the clock is set back
			l = reopened(t, opt, l)
		}
		if days < 30 || days > 31 {
			t.Errorf("with a clock that is set back it is shut after %d days", days)
		}
		keeps(t, l)
	})
}

func TestWhatADeskHasSentGoesWhenItTakesTheAccessBackAndWhatTheAgentWroteStays(t *testing.T) {
	leasing(t, time.Now, func(t *testing.T, opt Options, l *Ledger) {
		denied := func() {
			l.Linked(desk.Link{State: desk.LinkDenied, Err: fmt.Errorf("asking: %w", desk.ErrRevoked)})
			synctest.Wait()
			time.Sleep(time.Second)
			synctest.Wait()
		}
		l.Linked(desk.Link{State: desk.LinkDenied, Err: desk.ErrUnauthorized}) // perhaps a desk that was restored
		synctest.Wait()
		if l.Link().Shut != desk.NotShut || got2(l.Counts())[desk.ViewAll] != 20 {
			t.Error("a token that is not known is no access that was taken back")
		}
		denied()
		for range 2 {
			if k := l.Link(); k.Shut != desk.ShutRevoked {
				t.Errorf("%+v", k)
			}
			if n := got2(l.Counts())[desk.ViewAll]; n != 0 {
				t.Errorf("%d tickets are left", n)
			}
			if _, err := l.Customer(customerID(3)); !errors.Is(err, desk.ErrNotFound) {
				t.Errorf("a customer is left: %v", err)
			}
			if found, err := l.Search(t.Context(), "parcel", 10); err != nil || len(found.Hits) != 0 {
				t.Errorf("found %+v, %v", found, err)
			}
			if l.Cursor() != "" {
				t.Error("it would go on where it was")
			}
			keeps(t, l)
			must(t, l.Close())
			l = opened(t, opt)
			synctest.Wait()
		}
		fill(t, l, 20)
		reached(l)
		if k := l.Link(); k.Shut != desk.NotShut {
			t.Errorf("given back: %+v", k)
		}
		must(t, l.Close())
		l = opened(t, opt)
		if k := l.Link(); k.Shut != desk.NotShut || got2(l.Counts())[desk.ViewAll] != 20 {
			t.Errorf("given back: %+v", k)
		}
		keeps(t, l)
	})
}

// TestWhatIsSentOnceAccessIsGivenBackStays opens a ledger whose access was taken back, as a command
// does, which fetches at once and is over as soon as it has what it came for.
func TestWhatIsSentOnceAccessIsGivenBackStays(t *testing.T) {
	leasing(t, time.Now, func(t *testing.T, opt Options, l *Ledger) {
		for range 8 {
			l.Linked(desk.Link{State: desk.LinkDenied, Err: desk.ErrRevoked})
			must(t, l.Close())
			l = opened(t, opt)
			if k := l.Link(); k.Shut != desk.ShutRevoked || l.Cursor() != "" {
				t.Errorf("taken back, and %+v is there at %q", k, l.Cursor())
			}
			fill(t, l, 20)
			l.Linked(desk.Link{State: desk.LinkUp, Synced: time.Now()})
			must(t, l.Close())
			l = opened(t, opt)
			synctest.Wait()
			if k := l.Link(); k.Shut != desk.NotShut {
				t.Errorf("given back, and it is %+v", k)
			}
			if n := got2(l.Counts())[desk.ViewAll]; n != 20 || l.Cursor() == "" {
				t.Errorf("given back, and %d of 20 tickets are there at %q", n, l.Cursor())
			}
			keeps(t, l)
		}
	})
}

func TestAPageThatWasOnItsWayAsTheAccessWasTakenBackHidesNothingOnceItIsGivenBack(t *testing.T) {
	leasing(t, time.Now, func(t *testing.T, _ Options, l *Ledger) {
		if l.Cursor() == "" {
			t.Fatal("nothing is asked for")
		}
		l.Linked(desk.Link{State: desk.LinkDenied, Err: desk.ErrRevoked})
		synctest.Wait()
		late := page(7, 8)
		late.Next = "9"
		if err := l.Take(late); !errors.Is(err, desk.ErrGone) {
			t.Errorf("a page from before was taken in: %v", err)
		}
		reached(l)
		if c := l.Cursor(); c != "" {
			t.Errorf("it would go on at %q, and fetch nothing of what it had", c)
		}
		keeps(t, l)
	})
}

func TestTheDaysGoOnWhileTheComputerSleeps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		var slept atomic.Int64
		w := wallAhead(-time.Hour) // it is not read: a clock on the wall can be set
		opt := options(t)
		opt.Now = w.now
		opt.Uptime = func() time.Duration { return time.Since(began) + time.Duration(slept.Load()) }
		l := filled(t, opt, 20)
		reached(l)
		for days := range 29 {
			slept.Add(int64(day))
			if shut := l.Link().Shut; shut != desk.NotShut {
				t.Fatalf("shut after %d days: %s", days+1, shut)
			}
			time.Sleep(2 * time.Minute) // awake for a moment, and it is written
			must(t, l.Close())
			l = opened(t, opt)
		}
		slept.Add(int64(day))
		if shut := l.Link().Shut; shut != desk.ShutLease {
			t.Errorf("after 30 days, almost all of them asleep, it is %q", shut)
		}
		reached(l)
		if shut := l.Link().Shut; shut != desk.NotShut {
			t.Errorf("after a contact it is %q", shut)
		}
	})
}

func TestALeaseThatCouldNotBeWrittenIsWrittenSoonAfter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var full atomic.Bool
		opt := options(t)
		opt.Now = time.Now
		opt.Writing = func(write func() error) error {
			if full.Load() {
				return syscall.ENOSPC
			}
			return write()
		}
		l := filled(t, opt, 20)
		full.Store(true)
		reached(l)
		full.Store(false)
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		must(t, l.view(func(k *look) error {
			if text, err := k.readText(stateLease); text == "" || err != nil {
				t.Errorf("two minutes after the disk was full nothing is written: %q, %v", text, err)
			}
			return nil
		}))
	})
}
