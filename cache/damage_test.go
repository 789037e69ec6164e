package cache

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
	"github.com/heed-desk/heed/internal/promise"
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
			if k := l.Link(); k.Bare != desk.BareLost {
				t.Errorf("why nothing is here: %d", k.Bare)
			}
			if out := got2(l.Outbox()); len(out) != 1 {
				t.Errorf("%d wait", len(out))
			}
			fill(t, l, 300)
			if n := got2(l.Counts())[desk.ViewAll]; n != 300 {
				t.Errorf("%d tickets", n)
			}
			if k := l.Link(); k.Bare != desk.NotBare {
				t.Errorf("all is here again, and nothing is for %d", k.Bare)
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

// profile is a worked profile to be damaged, as it is, as it was earlier, and another one.
type profile struct {
	is, older, other image
	truths           string // the file of what is true
	parcels          []string
}

// workedProfile works a shift in a folder, and finds out what is true of it.
func workedProfile(t testing.TB) profile {
	t.Helper()
	top := t.TempDir()
	dir, older, other := filepath.Join(top, "worked"), filepath.Join(top, "older"), filepath.Join(top, "other")
	workShift(t, dir, func() { imageOf(t, dir).lay(t, older) })
	opt := shiftOptions(other)
	opt.Key[0]++ // another profile has another key
	l := filled(t, opt, 40)
	must(t, l.Submit(op(3, reply("The words of another profile.")), 0))
	must(t, l.Close())
	p := profile{is: imageOf(t, dir), older: imageOf(t, older), other: imageOf(t, other), truths: filepath.Join(openedUp(t), "truths")}
	for name := range p.is {
		if strings.HasPrefix(name, "parcels") {
			p.parcels = append(p.parcels, name)
		}
	}
	slices.Sort(p.parcels)
	p.knows(t)
	return p
}

// knows writes down what is true of a worked profile.
func (p profile) knows(t testing.TB) {
	t.Helper()
	look := func(from image, first func(*Ledger)) sight {
		dir := t.TempDir()
		from.lay(t, dir)
		l, err := Open(shiftOptions(dir))
		must(t, err)
		first(l)
		is, err := lookAtAll(l)
		must(t, err)
		must(t, l.Close())
		return is
	}
	nothing := func(*Ledger) {}
	bare, back := maps.Clone(p.is), maps.Clone(p.is)
	delete(bare, "cache.db")
	back["cache.db"] = p.older["cache.db"]
	whole, again := look(p.is, nothing), look(bare, func(l *Ledger) { must(t, refill(l)) })
	if wrong, absent := differences(again, whole.marks()); len(wrong) > 0 || len(absent) != 1 { // what undo begins with
		t.Fatalf("filled again it differs: %v, %v", wrong, absent)
	}
	b, err := json.Marshal(truths{
		Whole: whole.marks(), Filled: again.marks(), Bare: look(bare, nothing).marks(), Older: look(back, nothing).marks(),
	})
	must(t, err)
	must(t, os.WriteFile(p.truths, b, 0o644))
}

// damaged is a copy of a profile with the damage of a seed done to it, and what a child that
// opens it is told.
func (p profile) damaged(t testing.TB, d plan, as *syscall.SysProcAttr) (reading, error) {
	t.Helper()
	return p.damagedIn(t, d, d.target(p.parcels), as)
}

// damagedIn is damaged for a file of one's choice.
func (p profile) damagedIn(t testing.TB, d plan, target string, as *syscall.SysProcAttr) (reading, error) {
	t.Helper()
	top := openedUp(t)
	r := reading{Dir: filepath.Join(top, "profile"), Truths: p.truths, Target: target}
	is := maps.Clone(p.is)
	if d.bytes != nil {
		is[r.Target] = d.spoil(is[r.Target], p.older[r.Target], p.other[r.Target])
	}
	is.lay(t, r.Dir)
	if as != nil {
		must(t, filepath.WalkDir(top, func(path string, _ os.DirEntry, err error) error {
			return errors.Join(err, os.Lchown(path, nobody, nobody))
		}))
	}
	r.Earlier = d.earlier(r)
	switch {
	case d.open:
		r.Seed = d.seed
	case d.place != nil:
		return r, d.do(filepath.Join(r.Dir, r.Target), top)
	}
	return r, nil
}

// TestNoDamageOfAFileShowsAWrongWordOrCostsOneOfTheAgents spoils one file after another of
// worked profiles. Another process, which is nobody's, opens each and reads everything.
func TestNoDamageOfAFileShowsAWrongWordOrCostsOneOfTheAgents(t *testing.T) {
	count := promise.Counting(t, promise.Damage)
	n := promise.Size(t, 40, 300, 3000)
	p := workedProfile(t)
	binary := ownBinary(t)
	as := dropped(t, binary)
	var seeds []uint64
	for seed := range n {
		seeds = append(seeds, uint64(seed+1))
	}
	var set, filled, refused atomic.Int64
	var next atomic.Int64
	once := slices.DeleteFunc(failedOnce(), func(seed uint64) bool { return seed <= uint64(n) })
	count.Seeds("1-%d and %d that failed once", n, len(once))
	seeds = append(once, seeds...)
	t.Run("all", func(t *testing.T) {
		for range 2 {
			t.Run("", func(t *testing.T) {
				t.Parallel()
				for {
					i := int(next.Add(1)) - 1
					if i >= len(seeds) {
						return
					}
					d := planned(seeds[i])
					if d.only == "root" && as == nil {
						continue
					}
					t.Run(strconv.FormatUint(d.seed, 10), func(t *testing.T) {
						r, err := p.damaged(t, d, as)
						must(t, err)
						o, err := judged(binary, as, d, r)
						count.Run(1)
						if err != nil {
							count.Violation()
							t.Errorf("seed %d: %s, %s: %v\naside %v, then %v", d.seed, r.Target, d.name, err, o.Repairs, o.Anew)
						}
						for into, is := range map[*atomic.Int64]bool{&set: len(o.Repairs) > 0, &filled: o.Filled, &refused: o.Refused != ""} {
							if is {
								into.Add(1)
							}
						}
					})
				}
			})
		}
	})
	count.Figure("%d set aside, %d filled again, %d refused with a reason", set.Load(), filled.Load(), refused.Load())
}

// judged has a child open a damaged profile, and says what of that is a broken promise.
func judged(binary string, as *syscall.SysProcAttr, d plan, r reading) (outcome, error) {
	o, err := asChild(binary, as, "reader", r, childPatience)
	if err != nil {
		return o, err
	}
	return o, o.judge(d, r, func() bool {
		_, err := asChild(binary, as, "looker", r, lookPatience)
		return err != nil // it found something, or broke down over it
	})
}

// TestNoFlippedBitOfAKeyOrOfWhatHoldsThePagesTogetherShowsAWrongWord flips bits where no seal
// proves anything: a record that is under another key, or that no page leads to any more, is missed.
func TestNoFlippedBitOfAKeyOrOfWhatHoldsThePagesTogetherShowsAWrongWord(t *testing.T) {
	count := promise.Counting(t, promise.Damage)
	n := promise.Size(t, 10, 60, 1500)
	p := workedProfile(t)
	binary := ownBinary(t)
	as := dropped(t, binary)
	all := openBits(p.is["cache.db"].b)
	count.Seeds("%d of %d open places in pages", n, len(all))
	var next, set atomic.Int64
	t.Run("all", func(t *testing.T) {
		for range 2 {
			t.Run("", func(t *testing.T) {
				t.Parallel()
				for i := int(next.Add(1)); i <= n; i = int(next.Add(1)) {
					place := all[i*len(all)/(n+1)]
					d := plan{seed: uint64(i), harm: harm{name: place.what, bytes: place.flip}}
					r, err := p.damagedIn(t, d, "cache.db", as)
					must(t, err)
					o, err := judged(binary, as, d, r)
					count.Run(1)
					if len(o.Repairs) > 0 {
						set.Add(1)
					}
					if err != nil {
						count.Violation()
						t.Errorf("%d, %s at %d: %v\naside %v, then %v", i, place.what, place.at, err, o.Repairs, o.Anew)
					}
				}
			})
		}
	})
	count.Figure("%d set aside", set.Load())
}

// TestWhereTheFeedStandsMayBeLostAndAllOfItComesOnceMore flips a bit in each place in which the
// key stands under which that is kept.
func TestWhereTheFeedStandsMayBeLostAndAllOfItComesOnceMore(t *testing.T) {
	p := workedProfile(t)
	binary := ownBinary(t)
	as := dropped(t, binary)
	found := 0
	for at, b := 0, p.is["cache.db"].b; ; found++ {
		next := bytes.Index(b[at:], []byte(stateCursor))
		if next < 0 {
			break
		}
		at += next + 1
		d := plan{seed: 1, harm: harm{name: "a flipped bit in the key of the cursor", bytes: openBit{at: at}.flip}}
		r, err := p.damagedIn(t, d, "cache.db", as)
		must(t, err)
		if _, err := judged(binary, as, d, r); err != nil {
			t.Errorf("at %d: %v", at, err)
		}
	}
	if found == 0 {
		t.Error("it stands nowhere")
	}
}

// lookPatience is how long looking through a file may take before it has shown that the file
// is damaged.
const lookPatience = 10 * time.Second

// judge says what of an outcome is a broken promise. Found looks through the files: what is not
// shown, and was not missed, has to come to light there.
func (o *outcome) judge(d plan, r reading, found func() bool) error {
	switch {
	case o.Refused != "" && d.refusable() && isRefusal(o.Refused):
		return nil
	case o.Refused != "":
		return fmt.Errorf("it does not open: %s", o.Refused)
	case len(o.Failed) > 0:
		return fmt.Errorf("%q", o.Failed)
	case len(o.Lost) > 0:
		return fmt.Errorf("words of the agent are lost: %q", most(o.Lost))
	case len(o.Wrong) > 0:
		return fmt.Errorf("%d things are shown that are not so: %q", len(o.Wrong), most(o.Wrong))
	}
	absent := slices.DeleteFunc(slices.Clone(o.Absent), func(name string) bool {
		// What is attached has no second copy; sending it says so. On which day the agent worked
		// on what stands in a key and nowhere else: a flipped bit makes it another day's.
		return strings.Contains(name, " file/") && strings.HasPrefix(r.Target, "parcels") || strings.Contains(name, " worked/")
	})
	told := len(o.Anew) > 0 // where it came to light at the next start only
	if len(absent) > 0 && !told && !d.earlier(r) && !found() {
		return fmt.Errorf("%d things are gone and nobody is told: %q", len(absent), most(absent))
	}
	return nil
}

// earlier reports whether a page of cache.db is as it was earlier. It opens, and what it says
// was true: bbolt has no way to tell that it is not the page that was written last.
func (d plan) earlier(r reading) bool { return d.name == asItWas && r.Target == "cache.db" }

// refusable reports whether a damage may keep heed from opening a profile: what somebody else
// has shut, or sealed.
func (d plan) refusable() bool {
	return slices.Contains([]string{"somebody else's", "in a folder that is shut to writers", "another profile's"}, d.name)
}

// failedOnce are the seeds at which something was wrong once.
func failedOnce() []uint64 {
	return []uint64{16, 30, 79, 105, 117, 143, 144, 185, 194, 196, 227, 251, 282, 289, 292, 295, 553, 879, 1240, 1549, 20246, 20943, 21969}
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

func TestWhatLookingThroughTheFilesFindsIsMadeAgainWhileTheLedgerIsOpen(t *testing.T) {
	found := func(name string) Looker {
		return func(_ context.Context, opt Options) (Findings, error) {
			f, err := verified(t.Context(), opt)
			if !f.Whole() || len(f.Files) != 3 || f.Ops != 1 {
				t.Errorf("of the copy: %+v", f)
			}
			for i := range f.Files {
				if f.Files[i].Name == name {
					f.Files[i].Faults = []string{"page 7: multiple references"}
				}
			}
			return f, err
		}
	}
	for name, anew := range map[string]bool{"": false, "cache.db": true, "outbox.db": false, "outbox.log": false} {
		l := filled(t, options(t), 60)
		o := op(3, reply("It is on its way."))
		must(t, l.Submit(o, 0))
		must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(5), Text: desk.Foreign("begun")}))
		if _, err := l.Examine(t.Context(), found(name)); err != nil {
			t.Fatal(name, err)
		}
		if is := l.Cursor() == ""; is != anew {
			t.Errorf("%s: the cursor is %q", name, l.Cursor())
		}
		if r := l.Repairs(); (len(r) == 1) != (name != "") {
			t.Errorf("%s: set aside %v", name, r)
		}
		if at := got2(l.Examined()); at.IsZero() != (name != "") {
			t.Errorf("%s: noted at %s", name, at)
		}
		if left, err := filepath.Glob(filepath.Join(l.opt.Dir, Copies+"*")); err != nil || len(left) > 0 {
			t.Errorf("%s: copies are left: %v, %v", name, left, err)
		}
		must(t, os.MkdirAll(filepath.Join(l.opt.Dir, Copies+"1", "copy"), 0o700)) // as a crash leaves one
		for range 2 {
			if out := got2(l.Outbox()); len(out) != 1 || out[0].Op.ID != o.ID || got2(l.Draft(ticketID(5), false)) == nil {
				t.Errorf("%s: %d wait", name, len(out))
			}
			l = reopened(t, l)
		}
		if left, err := filepath.Glob(filepath.Join(l.opt.Dir, Copies+"*")); err != nil || len(left) > 0 {
			t.Errorf("%s: after a crash copies are left: %v, %v", name, left, err)
		}
	}
}

// TestAKeyThatHasGoneFromOnePlaceIsMissedByTheOthersBeforeAnythingIsShown takes one key away, as a
// flipped bit in it does: what waits for a ticket is never left out of what is shown of it.
func TestAKeyThatHasGoneFromOnePlaceIsMissedByTheOthersBeforeAnythingIsShown(t *testing.T) {
	for name, spoil := range map[string]func(w *batch, id desk.TicketID, n local) error{
		"the way from its id": func(w *batch, id desk.TicketID, _ local) error { return w.bucket(partIDs).Delete(id.ID[:]) },
		"its id leads to no ticket": func(w *batch, id desk.TicketID, _ local) error {
			return w.bucket(partIDs).Put(id.ID[:], local(1<<30).key())
		},
		"its id leads to another": func(w *batch, id desk.TicketID, n local) error {
			return w.bucket(partIDs).Put(id.ID[:], (n + 1).key())
		},
		"its row":    func(w *batch, _ desk.TicketID, n local) error { return w.bucket(partRows).Delete(n.key()) },
		"its record": func(w *batch, _ desk.TicketID, n local) error { return w.bucket(partTickets).Delete(n.key()) },
	} {
		t.Run(name, func(t *testing.T) {
			l := filled(t, options(t), 60)
			o := op(3, reply("It is on its way."))
			must(t, l.Submit(o, 0))
			waitIndexed(t, l, 60)
			must(t, l.update(func(w *batch) error {
				n, _, err := w.local(o.Ticket)
				return errors.Join(err, spoil(w, o.Ticket, n))
			}))
			l = reopened(t, l)
			if c := got2(l.Counts()); c[desk.ViewAll] != 0 || l.Cursor() != "" || len(l.Repairs()) != 1 {
				t.Errorf("%d tickets are counted, the cursor is %q, repairs %v", c[desk.ViewAll], l.Cursor(), l.Repairs())
			}
			if out := got2(l.Outbox()); len(out) != 1 || out[0].Op.ID != o.ID {
				t.Errorf("%d wait", len(out))
			}
		})
	}
}

func TestARowThatItsIDNoLongerLeadsToIsDamage(t *testing.T) {
	l := filled(t, options(t), 60)
	waitIndexed(t, l, 60)
	id := ticketID(3)
	must(t, l.update(func(w *batch) error { return w.bucket(partIDs).Delete(id.ID[:]) }))
	l = reopened(t, l)
	if w := got2(l.Window(desk.ViewAll, desk.Anchor{}, 0, 100)); len(w.Rows) != 0 || len(l.Repairs()) != 1 {
		t.Errorf("%d rows, repairs %v", len(w.Rows), l.Repairs())
	}
}

func TestAHistoryNeverShowsTheTicketOfAnotherCustomer(t *testing.T) {
	l := filled(t, options(t), 60)
	waitIndexed(t, l, 60)
	must(t, l.update(func(w *batch) error {
		name := w.seal.nameOf(customerID(3))
		key, _ := w.bucket(partHistory).Cursor().Seek(name[:])
		other := slices.Clone(key)
		other[len(other)-1] ^= 1
		return errors.Join(w.bucket(partHistory).Delete(slices.Clone(key)), w.bucket(partHistory).Put(other, nil))
	}))
	for _, r := range got2(l.History(customerID(3), 20)) {
		if r.Requester != customerID(3) {
			t.Errorf("ticket %d is shown, of %s", r.Number, r.Requester)
		}
	}
	if len(l.Repairs()) != 1 {
		t.Error("nobody is told")
	}
}

// TestATicketThatLiesInAListWhereItDoesNotBelongIsNotShownThere moves a key of the order from one
// list to another, as one flipped bit does.
func TestATicketThatLiesInAListWhereItDoesNotBelongIsNotShownThere(t *testing.T) {
	for _, to := range []desk.ViewID{desk.ViewMine, desk.ViewSnoozed} {
		l := filled(t, options(t), 60)
		must(t, l.update(func(w *batch) error {
			from := []byte{byte(bitOf(desk.ViewUnassigned))}
			key, value := w.bucket(partOrder).Cursor().Seek(from)
			if !bytes.HasPrefix(key, from) {
				return errors.New("every ticket is somebody's")
			}
			key, value = slices.Clone(key), slices.Clone(value)
			other := slices.Clone(key)
			other[0] = byte(bitOf(to))
			return errors.Join(w.bucket(partOrder).Delete(key), w.bucket(partOrder).Put(other, value))
		}))
		w, err := l.Window(to, desk.Anchor{}, 0, 100)
		for _, r := range w.Rows {
			t.Errorf("%s shows ticket %d, which is %q's, until %s", to, r.Number, r.Assignee, r.SnoozedUntil)
		}
		if err == nil && len(l.Repairs()) != 1 {
			t.Errorf("%s: nobody is told: %v", to, l.Repairs())
		}
	}
}

func TestWhatUndoBeginsWithIsMissedWhereItLiesUnderAnotherName(t *testing.T) {
	l := filled(t, options(t), 60)
	remember(t, l)
	if f, err := l.Examine(t.Context(), verified); err != nil || !f.Whole() {
		t.Fatal(f, err)
	}
	must(t, l.file.Update(func(tx *bolt.Tx) error {
		_, err := tx.CreateBucket([]byte("deedr"))
		return errors.Join(err, tx.DeleteBucket([]byte(bucketDeeds)))
	}))
	if f, err := l.Examine(t.Context(), verified); err != nil || f.Whole() {
		t.Error(f, err)
	}
}

func TestATicketThatIsNoLongerFoundByNumberOrCustomerIsFoundByLookingThroughTheFiles(t *testing.T) {
	for said, p := range map[string]part{"by its number": partNumbers, "among those of its customer": partHistory} {
		l := filled(t, options(t), 60)
		waitIndexed(t, l, 60)
		check := func() string {
			t.Helper()
			f, err := l.Examine(t.Context(), verified)
			must(t, err)
			return fmt.Sprint(f.Files)
		}
		if found := check(); strings.Contains(found, said) {
			t.Fatal(found)
		}
		must(t, l.update(func(w *batch) error {
			key, _ := w.bucket(p).Cursor().First()
			return w.bucket(p).Delete(slices.Clone(key))
		}))
		if found := check(); !strings.Contains(found, said) || l.Cursor() != "" {
			t.Errorf("%s: %s, the cursor is %q", said, found, l.Cursor())
		}
	}
}
