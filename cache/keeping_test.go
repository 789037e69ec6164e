package cache

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
)

// verified is Verify in this process, where nobody has to know with which file it has begun.
func verified(ctx context.Context, opt Options) (Findings, error) {
	return Verify(ctx, opt, func(string) {})
}

func TestTheStatusSaysWhatLiesHereAndWhatWaits(t *testing.T) {
	timed(t, 300, func(t *testing.T, l *Ledger) {
		must(t, l.Submit(op(3, reply("Hello there")), 0))
		must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(4), Text: desk.Foreign("begun"), At: noon()}))
		synctest.Wait()
		s := got2(l.Status())
		if s.Tickets != 300 || s.Customers != 50 || s.Found != 300 || s.Waiting != 1 || s.Drafts != 1 || s.Oldest.IsZero() {
			t.Errorf("%+v", s)
		}
		if s.Schema != schema || s.Erasing || s.Rekeying || !s.Verified.IsZero() {
			t.Errorf("%+v", s)
		}
		names := map[string]bool{}
		for _, f := range s.Files {
			names[f.Name] = true
			if f.Size == 0 || f.Mode.Perm() != 0o600 {
				t.Errorf("%+v", f)
			}
		}
		if len(names) != 3 {
			t.Errorf("the files are %v", names)
		}
		must(t, l.Compact())
		must(t, l.Checked())
		if s := got2(l.Status()); s.Compacted.IsZero() || s.Verified.IsZero() {
			t.Errorf("when it was kept in order is not known: %+v", s)
		}
	})
}

func TestWhatIsWholeIsFoundWholeAndADamagedByteIsFound(t *testing.T) {
	timed(t, 300, func(t *testing.T, l *Ledger) {
		must(t, l.Submit(op(3, reply("Hello there")), 0))
		must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(4), Text: desk.Foreign("begun"), At: noon()}))
		synctest.Wait()
		copied := l.opt
		copied.Dir = filepath.Join(t.TempDir(), "copy")
		must(t, l.Snapshot(copied.Dir))
		if _, err := verified(t.Context(), l.opt); !errors.Is(err, vault.ErrBusy) {
			t.Error("it looks at files that are in use:", err)
		}
		for _, opt := range []Options{copied, l.opt} {
			f := got2(verified(t.Context(), opt))
			if !f.Whole() || f.Tickets != 300 || f.Messages != 300 || f.Customers != 50 || f.Ops != 1 || f.Drafts != 1 || f.Found+f.Queued < 300 {
				t.Errorf("%+v", f)
			}
			must(t, l.Close())
		}
		wrong := l.opt
		wrong.Key = seal.NewStoreKey()
		if _, err := verified(t.Context(), wrong); !errors.Is(err, vault.ErrWrongKey) {
			t.Error("a wrong key:", err)
		}
		wrong.Key = seal.StoreKey{}
		if _, err := verified(t.Context(), wrong); !errors.Is(err, vault.ErrWrongKey) {
			t.Error("a key that was forgotten:", err)
		}
		for _, name := range []string{"cache.db", "outbox.db", "outbox.log"} {
			b := got2(os.ReadFile(filepath.Join(l.opt.Dir, name)))
			record := b[len(b)-20:]
			if strings.HasSuffix(name, ".db") {
				record = aRecord(t, filepath.Join(l.opt.Dir, name))
			}
			spoilt := bytes.Clone(record)
			spoilt[len(spoilt)-1] ^= 1
			must(t, os.WriteFile(filepath.Join(l.opt.Dir, name), bytes.ReplaceAll(b, record, spoilt), 0o600))
			f := got2(verified(t.Context(), l.opt))
			for _, file := range f.Files {
				if (len(file.Faults) > 0) != (file.Name == name) {
					t.Errorf("%s is damaged: %+v", name, file)
				}
			}
			must(t, os.WriteFile(filepath.Join(l.opt.Dir, name), b, 0o600))
		}
	})
}

// aRecord is a sealed record of a file.
func aRecord(t testing.TB, path string) (v []byte) {
	t.Helper()
	db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true})
	must(t, err)
	must(t, errors.Join(db.View(func(tx *bolt.Tx) error {
		b := tx.Bucket([]byte("ops"))
		if b == nil {
			b = tx.Bucket(generation(1).bucket()).Bucket([]byte(partRows.String()))
		}
		_, first := b.Cursor().First()
		v = bytes.Clone(first)
		return nil
	}), db.Close()))
	return v
}

func TestACustomerCanBeForgottenHereAloneAndComesBackWhole(t *testing.T) {
	timed(t, 300, func(t *testing.T, l *Ledger) {
		who := customerID(3)
		must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(3), Text: desk.Foreign("begun"), At: noon()}))
		var u *Unsent
		if _, err := l.Erase(t.Context(), who, false); !errors.As(err, &u) || len(u.Drafts) != 1 || len(u.Ops) != 0 {
			t.Fatal("what waits is not named:", err)
		}
		if c := got2(l.Counts())[desk.ViewAll]; c != 300 {
			t.Fatalf("%d tickets are left", c)
		}
		var row []byte
		must(t, l.view(func(k *look) error {
			n, _, err := k.local(ticketID(3))
			must(t, err)
			row = bytes.Clone(k.bucket(partRows).Get(n.key()))
			return nil
		}))
		out, err := l.Erase(t.Context(), who, true)
		if err != nil || out.Tickets != 6 || len(out.Unsent.Drafts) != 1 {
			t.Errorf("%+v %v", out, err)
		}
		if done := got2(l.Indexed()); !done || got2(l.Status()).Erasing || inFile(t, l, row) {
			t.Error("it is not all gone when it says so")
		}
		if c := got2(l.Counts())[desk.ViewAll]; c != 294 || got2(l.Search(t.Context(), "from:casey3@example.org", 9)).Total != 0 || got2(l.Draft(ticketID(3), false)) != nil {
			t.Errorf("%d tickets are left", c)
		}
		if err := l.SaveDraft(desk.Draft{Ticket: ticketID(3), Text: desk.Foreign("begun, and more"), At: noon()}); err == nil {
			t.Error("what was still open puts words about them back")
		}
		if _, err := l.Erase(t.Context(), who, false); !errors.Is(err, desk.ErrNotFound) {
			t.Error("they are erased twice:", err)
		}
		// News of somebody else bring nobody back; news of theirs bring all of it, or nothing.
		must(t, l.Take(desk.Page{Messages: []desk.Message{said(4, 2, "", "Hello?")}, Next: "2"}))
		for name, p := range map[string]desk.Page{
			"words":      {Messages: []desk.Message{said(3, 2, "", "Hello?")}, Next: "3"},
			"a ticket":   {Tickets: []desk.Ticket{ticket(353)}, Next: "3"},
			"the record": {Customers: []desk.Customer{{ID: who, Version: 9}}, Next: "3"},
		} {
			if err := l.Take(p); !errors.Is(err, desk.ErrGone) {
				t.Errorf("%s of theirs alone is taken in: %v", name, err)
			}
		}
		time.Sleep(60 * 24 * time.Hour)
		if err := l.Take(desk.Page{Messages: []desk.Message{said(3, 2, "", "Hello?")}, Next: "3"}); !errors.Is(err, desk.ErrGone) {
			t.Error("after months their words are taken in without their beginning:", err)
		}
		if c := l.Cursor(); c != "2" {
			t.Errorf("the cursor is at %q", c)
		}
		fill(t, l, 300)
		if th := got2(l.Thread(ticketID(3), 9)); len(th.Messages) != 1 || got2(l.Counts())[desk.ViewAll] != 300 {
			t.Error("they do not come back whole")
		}
		if c := l.Cursor(); c != "1" {
			t.Errorf("after a fresh copy the cursor is at %q", c)
		}
		must(t, l.Take(desk.Page{Messages: []desk.Message{said(3, 2, "", "Hello?")}, Next: "3"}))
	})
}

func TestWhereEverybodyWasForgottenTheNextFillBringsThemBack(t *testing.T) {
	timed(t, 3, func(t *testing.T, l *Ledger) {
		for n := range 3 {
			if _, err := l.Erase(t.Context(), customerID(n), false); err != nil {
				t.Fatal(err)
			}
		}
		fill(t, l, 3)
		if c := got2(l.Counts())[desk.ViewAll]; c != 3 {
			t.Errorf("%d of 3 are back", c)
		}
	})
}

func TestWhatWasQueuedWhileACustomerIsForgottenIsNotDroppedButByForce(t *testing.T) {
	l := filled(t, options(t), 10)
	o := op(3, reply("Here it is."))
	l.overMu.Lock() // as a transaction that is on its way
	ended := make(chan error, 1)
	go func() {
		_, err := l.Erase(t.Context(), customerID(3), false)
		ended <- err
	}()
	for len(ended) == 0 && l.anew.TryLock() { // until it waits
		l.anew.Unlock()
		runtime.Gosched()
	}
	must(t, l.out.Submit(o, time.Hour))
	l.overMu.Unlock()
	var u *Unsent
	if err := <-ended; !errors.As(err, &u) || len(u.Ops) != 1 || u.Ops[0].Number != ticket(3).Number {
		t.Error("what came to the outbox meanwhile is not named:", err)
	}
	if len(got2(l.Outbox())) != 1 || got2(l.Counts())[desk.ViewAll] != 10 {
		t.Error("something was dropped")
	}
	out, err := l.Erase(t.Context(), customerID(3), true)
	if err != nil || len(out.Unsent.Ops) != 1 || len(got2(l.Outbox())) != 0 {
		t.Errorf("%+v %v", out, err)
	}
}

func TestWhileACopyIsTakenWritingTheFilesAnewWaitsAndNobodyElse(t *testing.T) {
	l := filled(t, options(t), 10)
	l.copying.Lock() // as a copy of a large file that is on its way
	ended := make(chan error, 1)
	go func() { ended <- l.Compact() }()
	must(t, l.MarkSeen(ticketID(3), 1))
	must(t, l.Take(desk.Page{Messages: []desk.Message{said(4, 2, "", "Hello?")}, Next: "2"}))
	if n := got2(l.TicketsOf(customerID(3))); n != len(got2(l.History(customerID(3), 99))) || n != 1 {
		t.Errorf("%d tickets", n)
	}
	select {
	case err := <-ended:
		t.Error("it did not wait:", err)
	default:
	}
	l.copying.Unlock()
	must(t, <-ended)
	must(t, l.Snapshot(t.TempDir()))
}

func TestWhatIsBeingSentIsNotForgottenByForce(t *testing.T) {
	l := filled(t, options(t), 10)
	o := op(3, reply("Here it is."))
	must(t, l.Submit(o, 0))
	got2(l.Claim(o.ID))
	if _, err := l.Erase(t.Context(), customerID(3), true); !errors.Is(err, ErrOnTheWay) {
		t.Error(err)
	}
}

// leftBehind is a copy as a process leaves it that was killed as it looked through it.
func leftBehind(t testing.TB, dir string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Join(dir, Copies+"1", "copy"), 0o700))
	must(t, os.WriteFile(filepath.Join(dir, Copies+"1", "copy", "outbox.log"), []byte("sealed words"), 0o600))
}

func TestWipingLeavesNothingWhateverWaitsAndWhateverWasLeftBehind(t *testing.T) {
	opt, home := housed(t)
	l := filled(t, opt, 10)
	must(t, l.Submit(op(3, replyWith("Here.", attached(t, l, "a.txt", "the file"))), time.Hour))
	leftBehind(t, opt.Dir)
	home.stand(func(func() error) error { return errors.New("silent") })
	if removed, err := l.Wipe(t.Context()); err == nil || len(removed) > 0 {
		t.Errorf("where the key may still be there %v is removed, %v", removed, err)
	}
	home.stand(nil)
	l = opened(t, opt)
	if len(got2(l.Outbox())) != 1 {
		t.Error("a wipe that could not be done lost what waits")
	}
	removed, err := l.Wipe(t.Context())
	if left := got2(os.ReadDir(opt.Dir)); err != nil || len(removed) < 4 || len(left) > 0 || len(home.keys()) > 0 {
		t.Errorf("removed are %v, left is %v, %v", removed, left, err)
	}
}

func TestACopyThatWasLeftBehindGoesToWhereNobodyHasTheKey(t *testing.T) {
	opt := options(t)
	l := filled(t, opt, 10)
	must(t, l.Close())
	leftBehind(t, opt.Dir)
	removed := got2(Remove(opt.Dir))
	if left := got2(os.ReadDir(opt.Dir)); len(left) > 0 || !slices.Contains(removed, Copies+"1") {
		t.Errorf("removed are %v, left is %v", removed, left)
	}
}
