package cache

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
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
	must(t, l.takeVerdict(sent.ID, desk.Verdict{Op: sent.ID, Outcome: desk.Applied, Ticket: &after}, true))
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

// damaged is a filled ledger whose cache.db was spoiled while it was closed.
func damaged(t testing.TB, spoil func([]byte) []byte) *Ledger {
	t.Helper()
	l := filled(t, options(t), 300)
	must(t, l.Submit(op(3, reply("It is on its way.")), 0))
	waitIndexed(t, l, 300)
	must(t, l.Close())
	path := filepath.Join(l.opt.Dir, "cache.db")
	b, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(path, spoil(b), 0o600))
	return opened(t, l.opt)
}

func TestADamagedCacheIsBuiltAgainAndTheOutboxStays(t *testing.T) {
	for name, spoil := range map[string]func([]byte) []byte{
		"empty":     func([]byte) []byte { return nil },
		"garbage":   func([]byte) []byte { return []byte("a letter to my aunt") },
		"cut short": func(b []byte) []byte { return b[:16384] },
		"zeroed": func(b []byte) []byte {
			clear(b)
			return b
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := damaged(t, spoil)
			if c := l.Cursor(); c != "" {
				t.Errorf("the cursor is %q", c)
			}
			if out := got2(l.Outbox()); len(out) != 1 {
				t.Errorf("%d wait", len(out))
			}
			fill(t, l, 300)
			if n := got2(l.Counts())[desk.ViewAll]; n != 300 {
				t.Errorf("%d tickets", n)
			}
			if th := got2(l.Thread(ticketID(3), 9)); th.Ticket.Status != desk.Pending || len(th.Pending) != 1 {
				t.Error("what waits is not laid on")
			}
			if left := vault.Aside(filepath.Join(l.opt.Dir, "cache.db")); len(left) != 1 {
				t.Error("aside:", left)
			}
		})
	}
}

// TestNoFlippedBitIsEverShown reads everything there is out of caches with one bit
// changed: what is shown is what was said, or it is not shown, and nothing ever ends the program.
func TestNoFlippedBitIsEverShown(t *testing.T) {
	l := filled(t, options(t), 300)
	waitIndexed(t, l, 300)
	must(t, l.Close())
	whole, err := os.ReadFile(filepath.Join(l.opt.Dir, "cache.db"))
	must(t, err)
	used := bytes.LastIndexFunc(whole, func(r rune) bool { return r != 0 })
	r := rand.New(rand.NewPCG(7, 8))
	rounds := 120
	if testing.Short() {
		rounds = 15
	}
	for n := range rounds {
		opt := l.opt
		opt.Dir = t.TempDir()
		b := bytes.Clone(whole)
		b[r.IntN(used)] ^= 1 << r.IntN(8)
		must(t, os.WriteFile(filepath.Join(opt.Dir, "cache.db"), b, 0o600))
		x, err := Open(opt)
		must(t, err)
		readAllOf(t, x, n)
		must(t, x.Close())
	}
}

// readAllOf reads every list and thread and holds it to what was said.
func readAllOf(t *testing.T, l *Ledger, round int) {
	t.Helper()
	for _, view := range desk.Views() {
		w, err := l.Window(view, desk.Anchor{}, 0, 400)
		if err != nil {
			t.Fatalf("round %d: %s: %v", round, view, err)
		}
		for _, row := range w.Rows {
			if !strings.HasPrefix(row.Subject.Raw(), "Parcel ") || row.Number != int64(1000+number(t, row.Subject)) {
				t.Fatalf("round %d: a row says %q", round, row.Subject.Raw())
			}
		}
	}
	for n := range 300 {
		th, err := l.Thread(ticketID(n), 50)
		if errors.Is(err, desk.ErrNotFound) {
			continue
		}
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		for _, m := range th.Messages {
			if want := fmt.Sprintf("Where is my parcel number %d? It was a gift.", n); m.Text.Raw() != want {
				t.Fatalf("round %d: thread %d says %q", round, n, m.Text.Raw())
			}
		}
	}
}

func number(t testing.TB, u desk.Untrusted) (n int) {
	t.Helper()
	_, err := fmt.Sscanf(u.Raw(), "Parcel %d", &n)
	must(t, err)
	return n
}

func TestADiskThatFailsUnderTheOutboxIsSaidSoAndNothingIsQueued(t *testing.T) {
	var open []*os.File
	l, err := openWith(options(t), func(f *os.File) { open = append(open, f) })
	must(t, err)
	defer func() { _ = l.Close() }()
	fill(t, l, 10)
	must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(3), Text: desk.Foreign("It is on its way.")}))
	for _, f := range open {
		_ = f.Close()
	}
	err = l.Submit(op(3, reply("It is on its way.")), 0)
	var p *desk.Problem
	if !errors.As(err, &p) || p.Code != desk.DiskFailed {
		t.Fatal(err)
	}
	th := got2(l.Thread(ticketID(3), 9))
	if len(th.Pending) != 0 || th.Ticket.Status != desk.Open || th.Draft == nil {
		t.Error("it looks as if it were queued, or the draft is gone")
	}
	// The indexer may have met the failure first, and then the file is open again already.
	if err := l.Take(desk.Page{Next: "2"}); err != nil && !errors.As(err, &p) {
		t.Error("a page that the disk did not take:", err)
	}
	must(t, l.Take(desk.Page{Next: "2"}))
	must(t, l.Submit(op(3, reply("It is on its way.")), 0))
}

func TestOnAFullDiskNothingIsSaidToBeQueuedAndNoWordIsLost(t *testing.T) {
	opt := options(t)
	disk := smallDisk(t)
	opt.Dir = filepath.Join(disk, "profile")
	l := filled(t, opt, 200)
	must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(3), Text: desk.Foreign("It is on its way.")}))
	filler := filepath.Join(disk, "filler")
	must(t, fillUp(filler))
	full := func(err error) bool {
		var p *desk.Problem
		return errors.As(err, &p) && p.Code == desk.DiskFull
	}
	refused := false
	for n := 0; n < 200 && !refused; n++ {
		err := l.Submit(op(n, reply(strings.Repeat("It is on its way. ", 1000))), 0)
		if refused = err != nil; refused && !full(err) {
			t.Fatal(err)
		}
	}
	if !refused {
		t.Fatal("the disk was never full")
	}
	waiting := len(got2(l.Outbox()))
	if err := l.Take(page(200, 400)); !full(err) {
		t.Error("a page:", err)
	}
	if th := got2(l.Thread(ticketID(150), 9)); len(th.Messages) != 1 {
		t.Error("it can no longer be read")
	}
	must(t, os.Remove(filler))
	must(t, l.Submit(op(199, reply("There is room again.")), 0))
	must(t, l.Take(page(200, 210)))
	l = reopened(t, l)
	if n := len(got2(l.Outbox())); n != waiting+1 {
		t.Errorf("%d operations instead of %d", n, waiting+1)
	}
	if n := got2(l.Counts())[desk.ViewAll]; n != 210 {
		t.Errorf("%d tickets", n)
	}
}

// fillUp writes until nothing more goes onto the disk.
func fillUp(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	for _, size := range []int{64 << 10, 1 << 10, 1} {
		for err = nil; err == nil; {
			_, err = f.Write(make([]byte, size))
		}
	}
	return f.Close()
}

// smallDisk is a folder on a disk of two mebibytes.
func smallDisk(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=2m"); err != nil {
		t.Skip("SKIPPED: a small disk can be made by root only:", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}
