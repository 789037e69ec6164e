package outbox

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
)

// asOf makes outbox.db one that a heed of another schema wrote.
func asOf(t testing.TB, opt Options, schema uint32) {
	t.Helper()
	db, err := bolt.Open(filepath.Join(opt.Dir, "outbox.db"), 0o600, nil)
	must(t, err)
	must(t, errors.Join(db.Update(func(tx *bolt.Tx) error {
		b := tx.Bucket([]byte(vault.HeadBucket))
		v := b.Get([]byte("head"))
		plain := append(binary.BigEndian.AppendUint32(nil, schema), v[4:len(v)-sha256.Size]...)
		sum := sha256.Sum256(plain)
		return b.Put([]byte("head"), append(plain, sum[:]...))
	}), db.Close()))
}

func schemaOf(t testing.TB, opt Options) (n uint32) {
	t.Helper()
	db, err := bolt.Open(filepath.Join(opt.Dir, "outbox.db"), 0o600, nil)
	must(t, err)
	must(t, errors.Join(db.View(func(tx *bolt.Tx) error {
		n = binary.BigEndian.Uint32(tx.Bucket([]byte(vault.HeadBucket)).Get([]byte("head")))
		return nil
	}), db.Close()))
	return n
}

func TestWhatAnOlderHeedLeftInTheOutboxIsReadAndAnOlderOneRefusesWhatANewerWrote(t *testing.T) {
	o := opened(t, options(t))
	must(t, o.Submit(op(1, reply("Hello there")), 0))
	must(t, o.SaveDraft(desk.Draft{Ticket: ticket(2), Text: desk.Foreign("begun")}))
	must(t, o.Close())
	asOf(t, o.opt, 1)
	o = opened(t, o.opt)
	if len(o.Pending()) != 1 || text(o.Draft(ticket(2), false)) != "begun" {
		t.Fatal("something of it is lost")
	}
	must(t, o.Close())
	if n := schemaOf(t, o.opt); n != 1 {
		t.Errorf("looking made it one of schema %d", n)
	}
	o = opened(t, o.opt)
	must(t, o.SaveDraft(desk.Draft{Ticket: ticket(3), Text: desk.Foreign("to the depot"), Forward: &desk.Quoted{Messages: []desk.MessageID{1}}}))
	must(t, o.Close())
	if n := schemaOf(t, o.opt); n != schema {
		t.Errorf("a heed of 1 would read it: schema %d", n)
	}
	o = opened(t, o.opt)
	if len(o.Pending()) != 1 || text(o.Forwarding(ticket(3))) != "to the depot" {
		t.Error("something is lost on the way")
	}
	must(t, o.Close())
	asOf(t, o.opt, schema+1)
	if _, err := Open(o.opt); !errors.Is(err, vault.ErrNewer) {
		t.Errorf("a newer one's is opened: %v", err)
	}
}

func TestWhatIsErasedIsInNeitherCopyOfTheOutbox(t *testing.T) {
	o := opened(t, options(t))
	who := desk.CustomerID{ID: desk.DeriveID("customer")}
	must(t, o.Submit(op(1, reply("Hello there")), 0))
	must(t, o.Submit(op(2, reply("Hello you")), 0))
	must(t, o.SaveDraft(desk.Draft{Ticket: ticket(1), Note: true, Text: desk.Foreign("a note")}))
	must(t, o.SaveDraft(desk.Draft{Ticket: ticket(1), Text: desk.Foreign("sent on"), Forward: &desk.Quoted{}}))
	must(t, o.SaveDraft(desk.Draft{Ticket: ticket(9), Text: desk.Foreign("dear"), Opens: &desk.Opening{Requester: who, Channel: desk.Mail}}))
	touched, err := o.Erase([]desk.TicketID{ticket(1)}, []desk.CustomerID{who}, nil)
	must(t, err)
	if len(touched) != 4 {
		t.Errorf("it touched %d", len(touched))
	}
	must(t, o.Forget())
	for range 2 {
		if len(o.Pending()) != 1 || o.Drafts() != 0 {
			t.Errorf("%d operations, %d drafts", len(o.Pending()), o.Drafts())
		}
		o = again(t, o)
	}
	if size := o.journal.Size(); size > 2000 {
		t.Errorf("the journal still has %d bytes", size)
	}
}

func TestTheKeyOfAFileThatWaitsSurvivesTheLossOfEitherCopyAndIsGoneOnceItIsDropped(t *testing.T) {
	for _, lost := range []string{"outbox.db", "outbox.log"} {
		o := opened(t, options(t))
		kept, dropped := desk.FileID{1}, desk.FileID{2}
		for _, id := range []desk.FileID{kept, dropped} {
			must(t, o.KeepParcelKey(id, seal.NewStoreKey()))
		}
		key, ok := o.ParcelKey(kept)
		if !ok {
			t.Fatal("it is not kept")
		}
		must(t, o.DropParcelKeys(func(id desk.FileID) bool { return id == kept }))
		must(t, o.Forget())
		must(t, o.Close())
		must(t, os.Remove(filepath.Join(o.opt.Dir, lost)))
		o = opened(t, o.opt)
		for range 2 {
			if got, ok := o.ParcelKey(kept); !ok || got != key {
				t.Errorf("without %s: the key is lost", lost)
			}
			if _, ok := o.ParcelKey(dropped); ok {
				t.Errorf("without %s: a key that was dropped is back", lost)
			}
			o = again(t, o)
		}
	}
}
