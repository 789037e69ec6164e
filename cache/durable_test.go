package cache

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
)

// reopened closes a ledger and opens it again, as the next start of the program does.
func reopened(t testing.TB, l *Ledger) *Ledger {
	t.Helper()
	must(t, l.Close())
	return opened(t, l.opt)
}

func TestEverythingIsThereTheNextTime(t *testing.T) {
	l := filled(t, options(t), 300)
	sent := op(3, reply("It is on its way."))
	must(t, l.Submit(sent, 0))
	must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(5), Text: desk.Foreign("Dear")}))
	must(t, l.MarkSeen(ticketID(6), 1))
	before := got2(l.Counts())
	l = reopened(t, l)
	if after := got2(l.Counts()); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Error(before, "became", after)
	}
	if c := l.Cursor(); c != "1" {
		t.Errorf("the cursor is %q", c)
	}
	if out := got2(l.Outbox()); len(out) != 1 || out[0].Op.ID != sent.ID || out[0].Number != 1003 {
		t.Errorf("%+v", out)
	}
	rows := got2(l.Rows(desk.ViewAll, []desk.TicketID{ticketID(5), ticketID(6)}))
	if !rows[0].Marks.Draft || !rows[0].Marks.Unread || rows[1].Marks.Unread {
		t.Errorf("%+v %+v", rows[0].Marks, rows[1].Marks)
	}
}

// TestTheEndOfTheProcessBetweenTheTwoFilesSendsNothingTwice stops a settlement after its
// first step: the record is in, the outbox does not know.
func TestTheEndOfTheProcessBetweenTheTwoFilesSendsNothingTwice(t *testing.T) {
	l := filled(t, options(t), 10)
	sent, other := op(3, reply("It is on its way.")), op(4, reply("So is this."))
	must(t, l.Submit(sent, 0))
	must(t, l.Submit(other, 0))
	if mine, err := l.Claim(sent.ID); err != nil || !mine {
		t.Fatal(err)
	}
	after := ticket(3)
	after.Version, after.Status = 2, desk.Pending
	must(t, l.takeVerdict(sent, desk.Verdict{Op: sent.ID, Outcome: desk.Applied, Ticket: &after}, true))
	l = reopened(t, l)
	if out := got2(l.Outbox()); len(out) != 1 || out[0].Op.ID != other.ID {
		t.Fatalf("%d wait", len(out))
	}
	if th := got2(l.Thread(ticketID(3), 9)); th.Ticket.Status != desk.Pending {
		t.Error("the verdict is lost:", th.Ticket.Status)
	}
	must(t, l.Settle(other.ID, desk.Verdict{Op: other.ID, Outcome: desk.Applied}))
	must(t, l.view(func(k *look) error {
		if n := k.tx.Bucket([]byte(bucketSettled)).Stats().KeyN; n > 1 {
			t.Errorf("%d marks of what was settled long ago", n)
		}
		return nil
	}))
}

func TestAWrongKeyOpensNothingAndCostsNothing(t *testing.T) {
	l := filled(t, options(t), 10)
	must(t, l.Submit(op(3, reply("It is on its way.")), 0))
	must(t, l.Close())
	wrong := l.opt
	wrong.Key = seal.NewStoreKey()
	if _, err := Open(wrong); !errors.Is(err, vault.ErrWrongKey) {
		t.Fatal(err)
	}
	other := l.opt
	other.Me.ID = "tom"
	if _, err := Open(other); !errors.Is(err, vault.ErrOtherAccount) {
		t.Fatal(err)
	}
	l = opened(t, l.opt)
	if len(got2(l.Outbox())) != 1 || got2(l.Counts())[desk.ViewAll] != 10 {
		t.Error("something is lost")
	}
}

func TestASecondLedgerOnTheSameFolderIsTurnedAwayWithinASecond(t *testing.T) {
	timed(t, 1, func(t *testing.T, l *Ledger) {
		begin := time.Now()
		if _, err := Open(l.opt); !errors.Is(err, vault.ErrBusy) {
			t.Fatal(err)
		}
		if took := time.Since(begin); took > time.Second {
			t.Error("it took", took)
		}
	})
}

func TestNoWordOfAnybodyCanBeReadInTheFiles(t *testing.T) {
	l := filled(t, options(t), 300)
	must(t, l.Submit(op(3, reply("Seventeen purple elephants")), 0))
	must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(5), Text: desk.Foreign("Dear Zebulon")}))
	must(t, l.Take(desk.Page{
		Canned: []desk.Canned{{ID: desk.CannedID{ID: desk.NewID()}, Version: 1, Name: "gesundheit", Text: "Bless you kindly"}},
		Agents: []desk.Agent{{ID: "ferdinand", Version: 1, Name: desk.Foreign("Ferdinand Bull")}}, Next: "2",
	}))
	waitIndexed(t, l, 300)
	must(t, l.Close())
	words := []string{"Parcel", "parcel", "gift", "Casey", "casey", "Quill", "example.org", "purple", "Zebulon", "gesundheit", "Bless", "ferdinand", "Ferdinand", "Bull", "returns"}
	must(t, filepath.WalkDir(l.opt.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		must(t, err)
		if info.Mode().Perm() != 0o600 {
			t.Error(path, "can be read by others:", info.Mode())
		}
		b, err := os.ReadFile(path)
		must(t, err)
		for _, w := range words {
			if bytes.Contains(b, []byte(w)) {
				t.Errorf("%s says %q", filepath.Base(path), w)
			}
		}
		return nil
	}))
}
