package cache

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
)

// sealedOf is the key of the nth customer and the row of their ticket, as they lie in the file.
func sealedOf(t testing.TB, l *Ledger, n int) (wrapped, row []byte) {
	t.Helper()
	must(t, l.view(func(k *look) error {
		name := k.seal.nameOf(customerID(n))
		wrapped = slices.Clone(k.tx.Bucket([]byte(bucketKeys)).Get(name[:]))
		at, _, err := k.local(ticketID(n))
		row = slices.Clone(k.bucket(partRows).Get(at.key()))
		return err
	}))
	if !inFile(t, l, wrapped) || !inFile(t, l, row) {
		t.Fatal("the test looks for the wrong bytes")
	}
	return wrapped, row
}

func TestOfACustomerWhoIsErasedNotEvenTheKeyStaysInTheFile(t *testing.T) {
	timed(t, 300, func(t *testing.T, l *Ledger) {
		who := customerID(3)
		wrapped, row := sealedOf(t, l, 3)
		must(t, l.Take(desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordCustomer, ID: who.String()}}, Next: "2"}))
		synctest.Wait()
		if inFile(t, l, wrapped) || inFile(t, l, row) {
			t.Error("traces are left")
		}
		if c := got2(l.Counts())[desk.ViewAll]; c != 294 {
			t.Errorf("%d tickets are left", c)
		}
		if _, err := l.Customer(who); !errors.Is(err, desk.ErrNotFound) {
			t.Error(err)
		}
		found := got2(l.Search(t.Context(), "from:casey3@example.org", 9))
		if found.Total != 0 || found.Indexed != 294 {
			t.Errorf("%d are found among %d", found.Total, found.Indexed)
		}
		must(t, l.Take(desk.Page{Customers: []desk.Customer{{ID: who, Version: 9}}, Next: "3"}))
		if _, err := l.Customer(who); !errors.Is(err, desk.ErrNotFound) {
			t.Error("a late page brought the customer back")
		}
		l = reopened(t, l)
		if th := got2(l.Thread(ticketID(4), 9)); len(th.Messages) != 1 {
			t.Error("somebody else's words went too")
		}
		readAllOf(t, l, 0)
	})
}

func inFile(t testing.TB, l *Ledger, what []byte) bool {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(l.opt.Dir, "cache.db"))
	must(t, err)
	return len(what) > 0 && bytes.Contains(b, what)
}

func TestWhatIsGoneIsForgottenAfterAMonthAndAHalf(t *testing.T) {
	timed(t, 10, func(t *testing.T, l *Ledger) {
		must(t, l.Take(desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordTicket, ID: ticketID(3).String()}}, Next: "2"}))
		kept := func() (n int) {
			must(t, l.view(func(k *look) error {
				n = k.bucket(partGone).Stats().KeyN
				return nil
			}))
			return n
		}
		time.Sleep(44 * 24 * time.Hour)
		synctest.Wait()
		if kept() != 1 {
			t.Error("it is forgotten too early")
		}
		time.Sleep(2 * 24 * time.Hour)
		synctest.Wait()
		if kept() != 0 {
			t.Error("it is kept for ever")
		}
	})
}

func TestAFillThatNamesWhoWasErasedMeanwhileLeavesNotEvenTheirKey(t *testing.T) {
	timed(t, 300, func(t *testing.T, l *Ledger) {
		who := customerID(3)
		wrapped, row := sealedOf(t, l, 3)
		theirs := func(k desk.Ticket) bool { return k.Requester == who }
		must(t, l.Resync(func(s desk.Shadow) error {
			p := page(0, 300)
			p.Tickets = slices.DeleteFunc(p.Tickets, theirs)
			p.Messages = slices.DeleteFunc(p.Messages, func(m desk.Message) bool {
				return !slices.ContainsFunc(p.Tickets, func(k desk.Ticket) bool { return k.ID == m.Ticket })
			})
			p.Customers = slices.DeleteFunc(p.Customers, func(c desk.Customer) bool { return c.ID == who })
			if err := errors.Join(s.Take(p), s.Take(erasePage("", 3))); err != nil {
				return err
			}
			if _, err := l.Thread(ticketID(3), 1); err != nil {
				t.Errorf("until the swap they are shown: %v", err)
			}
			return s.Done(len(p.Tickets), "2")
		}))
		synctest.Wait()
		if inFile(t, l, wrapped) || inFile(t, l, row) {
			t.Error("traces are left")
		}
		if c := got2(l.Counts())[desk.ViewAll]; c != 294 || len(l.Repairs()) != 0 {
			t.Errorf("%d tickets are left, %v", c, l.Repairs())
		}
		must(t, l.Take(desk.Page{Tickets: []desk.Ticket{ticket(3)}, Next: "3"}))
		if c := got2(l.Counts())[desk.ViewAll]; c != 294 {
			t.Error("they come back")
		}
	})
}
