package cache

import (
	"errors"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
)

func TestWordsThatComeBeforeTheirTicketAreThereWhenItComes(t *testing.T) {
	l := opened(t, options(t))
	must(t, l.Take(desk.Page{Messages: []desk.Message{said(3, 1, "", "first"), said(3, 2, me, "second")}, Next: "1"}))
	if c := got2(l.Counts())[desk.ViewAll]; c != 0 {
		t.Errorf("%d rows of no ticket", c)
	}
	must(t, l.Take(desk.Page{Tickets: []desk.Ticket{ticket(3)}, Next: "2"}))
	if th := got2(l.Thread(ticketID(3), 9)); len(th.Messages) != 2 || th.Messages[1].Text != desk.Foreign("second") {
		t.Errorf("%d entries", len(th.Messages))
	}
}

func TestATicketThatChangesItsCustomerIsErasedWithTheNewOneOnly(t *testing.T) {
	timed(t, 10, func(t *testing.T, l *Ledger) {
		moved := ticket(3)
		moved.Version, moved.Requester = 2, customerID(4)
		must(t, l.Take(desk.Page{Tickets: []desk.Ticket{moved}, Next: "2"}))
		if h := got2(l.History(customerID(3), 9)); len(h) != 0 {
			t.Error("it is still in the history of the other")
		}
		must(t, l.Take(desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordCustomer, ID: customerID(3).String()}}, Next: "3"}))
		synctest.Wait()
		l = reopened(t, l)
		if th := got2(l.Thread(ticketID(3), 9)); len(th.Messages) != 1 {
			t.Error("its words went with the wrong customer")
		}
		must(t, l.Take(desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordCustomer, ID: customerID(4).String()}}, Next: "4"}))
		if _, err := l.Thread(ticketID(3), 9); !errors.Is(err, desk.ErrNotFound) {
			t.Error(err)
		}
	})
}

func TestOneEntryOfAThreadCanBeTakenOut(t *testing.T) {
	l := filled(t, options(t), 5)
	must(t, l.Take(desk.Page{Messages: []desk.Message{said(3, 2, "", "a card number"), said(3, 3, me, "thanks")}, Next: "2"}))
	for _, name := range []string{ticketID(3).String() + "/2", ticketID(3).String() + "/77", "nonsense", ticketID(4).String() + "/x", ticketID(99).String() + "/1"} {
		must(t, l.Take(desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordMessage, ID: name}}, Next: "3"}))
	}
	th := got2(l.Thread(ticketID(3), 9))
	if len(th.Messages) != 2 || th.Messages[1].ID != 3 {
		t.Errorf("%d entries", len(th.Messages))
	}
	must(t, l.Take(desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordTicket, ID: "nonsense"}, {Kind: "contract", ID: "x"}}, Next: "4"}))
}

func TestAViewThatNobodyKnowsIsAnError(t *testing.T) {
	l := filled(t, options(t), 5)
	if w, err := l.Window("yesterday", desk.Anchor{}, 1, 1); err == nil || w.At != -1 {
		t.Error("a window:", err)
	}
	if _, err := l.Rows("yesterday", nil); err == nil {
		t.Error("rows")
	}
}

func TestATryThatMayHaveWorkedIsRememberedAndToldOf(t *testing.T) {
	l := filled(t, options(t), 5)
	o := op(3, reply("It is on its way."))
	must(t, l.Submit(o, 0))
	if mine := got2(l.Claim(o.ID)); !mine {
		t.Fatal("it cannot be claimed")
	}
	if out := got2(l.Outbox()); out[0].State != desk.OpSending {
		t.Error(out[0].State)
	}
	must(t, l.Release(o.ID, noon().Add(time.Minute), true))
	if out := got2(l.Outbox()); out[0].State != desk.OpWaiting || out[0].Tries != 1 || !got2(l.Unsure(o.ID)) {
		t.Errorf("%+v", out[0])
	}
	if ops, next, err := l.Ready(t.Context(), noon()); err != nil || len(ops) != 0 || !next.Equal(noon().Add(time.Minute)) {
		t.Error(ops, next, err)
	}
	if mine := got2(l.Claim(desk.NewOpID())); mine {
		t.Error("nothing was claimed")
	}
}

func TestASearchIndexThatLostAPartIsMadeAgain(t *testing.T) {
	timed(t, 1500, func(t *testing.T, l *Ledger) {
		spoiled := 0
		must(t, l.update(func(w *batch) error {
			c := w.bucket(partSearch).Cursor()
			for key, value := c.First(); key != nil; key, value = c.Next() {
				if key[0] == 's' {
					spoiled++
					return w.bucket(partSearch).Put(append([]byte(nil), key...), append(append([]byte(nil), value...), 1))
				}
			}
			return nil
		}))
		if spoiled == 0 {
			t.Fatal("nothing was spoiled")
		}
		l = reopened(t, l)
		synctest.Wait()
		if found := got2(l.Search(t.Context(), "gift", 3)); found.Indexed != 1500 || found.Total == 0 {
			t.Errorf("%d are in the index, %d found", found.Indexed, found.Total)
		}
	})
}

func TestOfManyDamagedCachesTheNewestIsKept(t *testing.T) {
	l := filled(t, options(t), 5)
	for range 3 {
		looks := 0
		must(t, l.view(func(*look) error {
			if looks++; looks == 1 {
				return errIncoherent
			}
			return nil
		}))
	}
	if left := disk.Aside(filepath.Join(l.opt.Dir, "cache.db")); len(left) != 1 {
		t.Error(left)
	}
}

func TestWhatWaitsIsLaidOverACacheThatIsBuiltAgain(t *testing.T) {
	timed(t, 50, func(t *testing.T, l *Ledger) {
		must(t, l.Submit(op(3, reply("It is on its way.")), 0))
		looks := 0
		must(t, l.view(func(*look) error {
			if looks++; looks == 1 {
				return errIncoherent
			}
			return nil
		}))
		synctest.Wait()
		if c := got2(l.Counts()); c[desk.ViewAll] != 0 || c[desk.ViewPending] != 0 {
			t.Error("of a ticket that is not held something is shown:", c)
		}
		if out := got2(l.Outbox()); len(out) != 1 {
			t.Error("the outbox lost something")
		}
		fill(t, l, 50)
		if c := got2(l.Counts()); c[desk.ViewPending] != 1 || c[desk.ViewOpen] != 49 {
			t.Error(c)
		}
	})
}

func TestNobodyHasReadWhatHasNotBeenSaidYet(t *testing.T) {
	l := filled(t, options(t), 5)
	must(t, l.MarkSeen(ticketID(3), 900))
	must(t, l.MarkSeen(ticketID(99), 900)) // nobody knows of it
	for n, last := range map[int]desk.MessageID{3: 2, 99: 1} {
		x := ticket(n)
		x.Version, x.LastMessage, x.Voices[0].Last = 2, last, last
		must(t, l.Take(desk.Page{Tickets: []desk.Ticket{x}, Messages: []desk.Message{said(n, last, "", "Is anybody there?")}, Next: "2"}))
		if r := got2(l.Rows(desk.ViewAll, []desk.TicketID{ticketID(n)})); !r[0].Marks.Unread {
			t.Errorf("what %d says next counts as read", n)
		}
	}
}

func TestAPageThatIsOnTheDiskIsTakenThoughItCannotBeShownYet(t *testing.T) {
	l := filled(t, options(t), 5)
	must(t, l.Submit(op(3, desk.Assign{To: me}), 0))
	l.stop() // so that the clockwork does not lay it on before we look
	l.running.Wait()
	newer := ticket(3)
	newer.Version, newer.Subject = 2, desk.Foreign("Two parcels are late")
	file, closed := l.file, &vault.File{}
	must(t, closed.Close())
	defer func() { l.file = file }()
	must(t, l.update(func(w *batch) error {
		w.tx.OnCommit(func() { l.file = closed }) // nothing can be read from here on
		return w.put(&desk.Page{Tickets: []desk.Ticket{newer}})
	}))
	if !l.stale.Load() {
		t.Error("nobody will lay the outbox over it")
	}
}

func TestASearchForEverythingShowsTheBestAndCountsTheRest(t *testing.T) {
	l := filled(t, options(t), 600)
	waitIndexed(t, l, 600)
	if found := got2(l.Search(t.Context(), "gift", 1<<40)); len(found.Hits) != 500 || found.Total != 600 {
		t.Errorf("%d shown of %d", len(found.Hits), found.Total)
	}
}
