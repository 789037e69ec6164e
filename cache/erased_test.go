package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
)

func TestWhatWaitsOfACustomerWhoIsErasedGoesWithThemFilesAndAll(t *testing.T) {
	timed(t, 10, func(t *testing.T, l *Ledger) {
		who := customerID(3)
		drafted, refused, kept := attached(t, l, "a.txt", "drafted"), attached(t, l, "b.txt", "refused"), attached(t, l, "c.txt", "kept")
		must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(3), Text: desk.Foreign("begun"), Attachments: []desk.Attachment{drafted}, At: noon()}))
		o := op(3, replyWith("Here it is.", refused))
		must(t, l.Submit(o, 0))
		must(t, l.Settle(o.ID, desk.Verdict{Op: o.ID, Outcome: desk.Refused, Problem: desk.Refuse(desk.TicketClosed)}))
		opening := desk.NewTicketID()
		must(t, l.SaveDraft(desk.Draft{Ticket: opening, Text: desk.Foreign("dear"), Opens: &desk.Opening{Requester: who, Channel: desk.Mail}, At: noon()}))
		must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(4), Text: desk.Foreign("other"), Attachments: []desk.Attachment{kept}, At: noon()}))

		must(t, l.Take(desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordCustomer, ID: who.String()}}, Next: "2"}))
		synctest.Wait()
		if n := l.Missed(); n != 2 { // the reply that was refused, and what was to open a ticket
			t.Errorf("%d things are said to be gone", n)
		}
		if d := got2(l.Draft(ticketID(3), false)); d != nil {
			t.Error("a draft stays")
		}
		if got2(l.Draft(opening, false)) != nil || len(got2(l.Outbox())) != 0 {
			t.Error("what was to open a ticket for them stays, or what was refused")
		}
		if holds(t, l, drafted) != "" || holds(t, l, refused) != "" {
			t.Error("their files stay")
		}
		for name, err := range map[string]error{
			"a draft":   l.SaveDraft(desk.Draft{Ticket: ticketID(3), Text: desk.Foreign("begun, and more"), At: noon()}),
			"a reply":   l.Submit(op(3, replyWith("Here it is.")), 0),
			"a new one": l.SaveDraft(desk.Draft{Ticket: opening, Text: desk.Foreign("dear"), Opens: &desk.Opening{Requester: who}, At: noon()}),
		} {
			var p *desk.Problem
			if !errors.As(err, &p) || p.Code != desk.NoSuchTicket {
				t.Errorf("%s comes back from what was open: %v", name, err)
			}
		}
		must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(3)}))
		if got2(l.Draft(ticketID(4), false)) == nil || holds(t, l, kept) != "kept" {
			t.Error("somebody else's draft went too")
		}
	})
}

func TestWhatIsOnItsWayToATicketThatIsErasedLeavesWithItsAnswer(t *testing.T) {
	l := filled(t, options(t), 10)
	o := op(3, replyWith("Here it is."))
	must(t, l.Submit(o, 0))
	if mine := got2(l.Claim(o.ID)); !mine {
		t.Fatal("it is not there")
	}
	must(t, l.Take(desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordCustomer, ID: customerID(3).String()}}, Next: "2"}))
	if len(got2(l.Outbox())) != 1 {
		t.Error("what the desk may have is forgotten")
	}
	must(t, l.Settle(o.ID, desk.Verdict{Op: o.ID, Outcome: desk.Refused, Problem: desk.Refuse(desk.NoSuchTicket)}))
	if len(got2(l.Outbox())) != 0 {
		t.Error("it stays and waits for the agent")
	}
}

func TestNothingIsLeftInTheOutboxOfWhatWasErased(t *testing.T) {
	timed(t, 10, func(t *testing.T, l *Ledger) {
		must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(3), Text: desk.Foreign("begun"), At: noon()}))
		journal := func() []byte {
			b, err := os.ReadFile(filepath.Join(l.opt.Dir, "outbox.log"))
			must(t, err)
			return b
		}
		was := journal()
		must(t, l.Take(desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordCustomer, ID: customerID(3).String()}}, Next: "2"}))
		synctest.Wait()
		if bytes.Contains(journal(), was[len(was)-40:]) {
			t.Error("the journal still has the draft")
		}
	})
}

func TestAStartThatSetTheOutboxAsideSweepsNoFile(t *testing.T) {
	l := filled(t, options(t), 3)
	f := attached(t, l, "receipt.txt", "94.80")
	early, err := os.ReadFile(filepath.Join(l.opt.Dir, "outbox.log"))
	must(t, err)
	must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(1), Text: desk.Foreign("begun"), Attachments: []desk.Attachment{f}, At: noon()}))
	must(t, l.Close())
	must(t, os.WriteFile(filepath.Join(l.opt.Dir, "outbox.db"), []byte("a letter to my aunt"), 0o600))
	must(t, os.WriteFile(filepath.Join(l.opt.Dir, "outbox.log"), early, 0o600)) // which does not name the file yet
	kept := func() int {
		all, err := os.ReadDir(filepath.Join(l.opt.Dir, "parcels"))
		must(t, err)
		return len(all)
	}
	l = opened(t, l.opt)
	must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(2), Text: desk.Foreign("other"), At: noon()}))
	if kept() != 1 {
		t.Error("the file is swept")
	}
	if l = reopened(t, l); kept() != 0 {
		t.Error("the next start keeps what nothing names")
	}
}

func TestACacheOfAnOlderHeedIsReadAndIsOneOfThisHeedOnceItIsWritten(t *testing.T) {
	l := filled(t, options(t), 3)
	must(t, l.Close())
	path := filepath.Join(l.opt.Dir, "cache.db")
	head := func(change func(v []byte) []byte) (schema uint32) {
		db, err := bolt.Open(path, 0o600, nil)
		must(t, err)
		must(t, errors.Join(db.Update(func(tx *bolt.Tx) error {
			b := tx.Bucket([]byte(vault.HeadBucket))
			v := change(bytes.Clone(b.Get([]byte("head"))))
			schema = binary.BigEndian.Uint32(v)
			return b.Put([]byte("head"), v)
		}), db.Close()))
		return schema
	}
	head(func(v []byte) []byte {
		binary.BigEndian.PutUint32(v, 1)
		sum := sha256.Sum256(v[:len(v)-sha256.Size])
		return append(v[:len(v)-sha256.Size], sum[:]...)
	})
	l = opened(t, l.opt)
	if c := got2(l.Counts())[desk.ViewAll]; c != 3 {
		t.Errorf("%d of 3 tickets are left: it was built again", c)
	}
	must(t, l.Take(desk.Page{Next: "2"}))
	must(t, l.Close())
	if n := head(func(v []byte) []byte { return v }); n != schema {
		t.Errorf("it is one of schema %d", n)
	}
}

// TestWhatWasBegunInDialogsAboutWhoIsErasedGoesWithThem keeps words about a customer and about a ticket
// of theirs, as a name that is being typed and the path of a file are.
func TestWhatWasBegunInDialogsAboutWhoIsErasedGoesWithThem(t *testing.T) {
	timed(t, 10, func(t *testing.T, l *Ledger) {
		theirs := []desk.Asked{
			{Dialog: "customer.name", Customer: customerID(3)},
			{Dialog: "call", Ticket: ticketID(3)},
			{Dialog: "blanks", Ticket: ticketID(3), Of: "refund"},
		}
		other := desk.Asked{Dialog: "customer.name", Customer: customerID(4)}
		words := func(in desk.Asked) desk.Draft {
			d := in.Draft(desk.Foreign("rings twice"))
			d.At = noon()
			return d
		}
		for _, in := range append(theirs, other) {
			must(t, l.SaveDraft(words(in)))
		}
		b, err := os.ReadFile(filepath.Join(l.opt.Dir, "outbox.log"))
		must(t, err)
		must(t, l.Take(desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordCustomer, ID: customerID(3).String()}}, Next: "2"}))
		synctest.Wait()
		if begun := got2(l.BegunWords()); len(begun) != 1 || *begun[0].Asked != other {
			t.Errorf("begun are %+v", begun)
		}
		if is, err := os.ReadFile(filepath.Join(l.opt.Dir, "outbox.log")); err != nil || bytes.Contains(is, b[len(b)/2:len(b)/2+40]) {
			t.Errorf("the journal still has them: %v", err)
		}
		for _, in := range theirs {
			var p *desk.Problem
			if err := l.SaveDraft(words(in)); !errors.As(err, &p) || p.Code != desk.NoSuchTicket {
				t.Errorf("%s comes back from a dialog that was open: %v", in.Dialog, err)
			}
		}
	})
}
