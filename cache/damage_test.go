package cache

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
)

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
			if left := disk.Aside(filepath.Join(l.opt.Dir, "cache.db")); len(left) != 1 {
				t.Error("aside:", left)
			}
		})
	}
}

func TestWhatWasSetAsideIsToldAlsoWhenItHappensLater(t *testing.T) {
	l := damaged(t, func([]byte) []byte { return []byte("a letter to my aunt") })
	if r := l.Repairs(); len(r) != 1 || r[0].File != "cache.db" || !strings.HasPrefix(r[0].Aside, "cache.db.corrupt.") {
		t.Errorf("at the start %+v", r)
	}
	sub := l.Subscribe()
	defer sub.Close()
	l.moved(filepath.Join(l.opt.Dir, "outbox.log.corrupt.20260302T120000"))
	if r := l.Repairs(); len(r) != 2 || r[1].File != "outbox.log" {
		t.Errorf("later %+v", r)
	}
	if c, err := sub.Next(t.Context()); err != nil || len(c) != 1 || c[0].Kind != desk.ChangedAll {
		t.Errorf("told %v, %v", c, err)
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
