package outbox

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
)

// busy is an outbox in which everything has happened, closed, and what stands in it.
func busy(t testing.TB) (Options, []desk.OpID) {
	t.Helper()
	o := opened(t, options(t))
	var ids []desk.OpID
	for n := range 12 {
		x := op(n, reply(fmt.Sprintf("reply %d: the parcel comes on Monday", n)))
		must(t, o.Submit(x, 0))
		switch n % 4 {
		case 0:
			must(t, o.Settled(x.ID))
		case 1:
			_, err := o.Cancel(x.ID)
			must(t, err)
		case 2:
			must(t, o.Stopped(x.ID, desk.OpRefused, desk.Refuse(desk.TicketClosed), nil))
			ids = append(ids, x.ID)
		default:
			ids = append(ids, x.ID)
		}
	}
	must(t, o.SaveDraft(desk.Draft{Ticket: ticket(99), Text: desk.Foreign("begun and not sent")}))
	must(t, o.Close())
	return o.opt, ids
}

// whole fails the test unless the outbox holds exactly what busy left in it.
func whole(t testing.TB, o *Outbox, want []desk.OpID) {
	t.Helper()
	p := o.Pending()
	if len(p) != len(want) {
		t.Fatalf("%d operations instead of %d", len(p), len(want))
	}
	for i, id := range want {
		if p[i].Op.ID != id {
			t.Fatalf("operation %d is another", i)
		}
	}
	if p[0].State != desk.OpRefused || p[0].Problem == nil || p[0].Problem.Code != desk.TicketClosed {
		t.Fatalf("the refusal is lost: %+v", p[0].State)
	}
	if text(o.Draft(ticket(99), false)) != "begun and not sent" || text(o.Draft(ticket(1), false)) == "" {
		t.Fatal("a draft is lost")
	}
}

func spoil(t testing.TB, path string, how func([]byte) []byte) {
	t.Helper()
	b, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(path, how(b), 0o600))
}

// kinds of damage that a file can take.
func damages() map[string]func([]byte) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	return map[string]func([]byte) []byte{
		"empty":   func([]byte) []byte { return nil },
		"short":   func(b []byte) []byte { return b[:min(len(b), 9000)] },
		"garbage": func(b []byte) []byte { return []byte("a letter to my aunt") },
		"zeroed": func(b []byte) []byte {
			clear(b)
			return b
		},
		"a zero page": func(b []byte) []byte {
			at := r.IntN(len(b)/4096) * 4096
			clear(b[at : at+4096])
			return b
		},
	}
}

func TestTheOutboxSurvivesAnyDamageOfItsFile(t *testing.T) {
	for name, how := range damages() {
		t.Run(name, func(t *testing.T) {
			opt, want := busy(t)
			spoil(t, filepath.Join(opt.Dir, "outbox.db"), how)
			o := opened(t, opt)
			whole(t, o, want)
			whole(t, again(t, o), want)
		})
	}
}

func TestTheOutboxSurvivesAnyDamageOfItsJournal(t *testing.T) {
	for name, how := range damages() {
		if name == "a zero page" {
			continue // the journal has none
		}
		t.Run(name, func(t *testing.T) {
			opt, want := busy(t)
			spoil(t, filepath.Join(opt.Dir, "outbox.log"), how)
			o := opened(t, opt)
			whole(t, o, want)
			// And the journal is good again: it can carry the outbox alone.
			must(t, o.Close())
			must(t, os.Remove(filepath.Join(opt.Dir, "outbox.db")))
			whole(t, opened(t, opt), want)
		})
	}
}

func TestTheOutboxSurvivesWhateverLiesInThePlaceOfItsFiles(t *testing.T) {
	for _, name := range []string{"outbox.db", "outbox.log"} {
		for what, lay := range map[string]func(string) error{
			"a folder": func(path string) error {
				return errors.Join(os.Mkdir(path, 0o700), os.WriteFile(filepath.Join(path, "words"), []byte("kept"), 0o600))
			},
			"a link":         func(path string) error { return os.Symlink("/dev/zero", path) },
			"a dangling one": func(path string) error { return os.Symlink("/nonexistent/file", path) },
			"a pipe":         func(path string) error { return syscall.Mkfifo(path, 0o600) },
		} {
			t.Run(what+" at "+name, func(t *testing.T) {
				opt, want := busy(t)
				var moved []string
				opt.Moved = func(aside string) { moved = append(moved, aside) }
				path := filepath.Join(opt.Dir, name)
				must(t, os.Remove(path))
				if err := lay(path); err != nil {
					t.Skip("no such thing here:", err)
				}
				o := opened(t, opt)
				whole(t, o, want)
				if len(moved) != 1 || len(disk.Aside(path)) != 1 {
					t.Errorf("moved %v, aside %v", moved, disk.Aside(path))
				}
				whole(t, again(t, o), want)
			})
		}
	}
}

func TestAJournalThatCannotBeMadeIsAnErrorAndNoCrash(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root can mount")
	}
	opt, _ := busy(t)
	path := filepath.Join(opt.Dir, "outbox.log")
	must(t, os.Remove(path))
	must(t, os.Mkdir(path, 0o700))
	if err := syscall.Mount("tmpfs", path, "tmpfs", 0, "size=64k"); err != nil {
		t.Skip("no mount here:", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(path, syscall.MNT_DETACH) })
	_, err := Open(opt)
	var o *disk.Obstacle
	if !errors.As(err, &o) || o.Path != path {
		t.Errorf("%v", err)
	}
}

func TestTheOutboxSurvivesTheLossOfEitherFile(t *testing.T) {
	for _, name := range []string{"outbox.db", "outbox.log"} {
		opt, want := busy(t)
		must(t, os.Remove(filepath.Join(opt.Dir, name)))
		o := opened(t, opt)
		whole(t, o, want)
		whole(t, again(t, o), want)
	}
}

func TestNoFlippedBitCostsAWord(t *testing.T) {
	opt, want := busy(t)
	files := []string{"outbox.db", "outbox.log"}
	good := map[string][]byte{}
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join(opt.Dir, f))
		must(t, err)
		good[f] = b
	}
	r := rand.New(rand.NewPCG(3, 4))
	rounds := 150
	if testing.Short() {
		rounds = 20
	}
	for n := range rounds {
		dir := t.TempDir()
		hit := files[n%2]
		for _, f := range files {
			b := append([]byte(nil), good[f]...)
			if f == hit {
				b[r.IntN(len(b))] ^= 1 << r.IntN(8)
			}
			must(t, os.WriteFile(filepath.Join(dir, f), b, 0o600))
		}
		o := opt
		o.Dir = dir
		x, err := Open(o)
		if err != nil {
			t.Fatalf("round %d: %v", n, err)
		}
		whole(t, x, want)
		must(t, x.Close())
	}
}

func TestWhatCameAfterASalvageIsSafeToo(t *testing.T) {
	opt, want := busy(t)
	spoil(t, filepath.Join(opt.Dir, "outbox.db"), func(b []byte) []byte { return b[:5000] })
	o := opened(t, opt)
	for _, id := range want {
		if !o.Unsure(id) {
			t.Fatal("nothing is known of claims, and yet it would be sent blindly")
		}
	}
	x := op(50, reply("later"))
	must(t, o.Submit(x, 0))
	o = again(t, o)
	whole(t, o, append(want, x.ID))
	if left, err := filepath.Glob(filepath.Join(opt.Dir, "outbox.db.corrupt.*")); err != nil || len(left) != 1 {
		t.Error("the damaged file was not kept:", left, err)
	}
}

// TestTheEndOfTheProcessBetweenTheTwoFiles puts the file back to before a step that only
// the journal has: nobody was told that it is queued.
func TestTheEndOfTheProcessBetweenTheTwoFilesSendsNothingAndLosesNoWord(t *testing.T) {
	kept, parked, gone := op(1, reply("kept")), op(2, reply("parked")), op(3, reply("gone"))
	for name, step := range map[string]struct {
		do     func(*Outbox) error
		states []desk.OpState
		draft  string // on the fourth ticket
	}{
		"submitted": {
			func(o *Outbox) error { return o.Submit(op(4, reply("nobody was told")), 0) },
			[]desk.OpState{desk.OpWaiting, desk.OpWaiting, desk.OpWaiting},
			"nobody was told",
		},
		"refused": {
			func(o *Outbox) error {
				return o.Stopped(parked.ID, desk.OpRefused, desk.Refuse(desk.TicketClosed), nil)
			},
			[]desk.OpState{desk.OpWaiting, desk.OpRefused, desk.OpWaiting},
			"",
		},
		"settled": {func(o *Outbox) error { return o.Settled(gone.ID) }, []desk.OpState{desk.OpWaiting, desk.OpWaiting}, ""},
		"begun": {
			func(o *Outbox) error { return o.SaveDraft(desk.Draft{Ticket: ticket(4), Text: desk.Foreign("begun")}) },
			[]desk.OpState{desk.OpWaiting, desk.OpWaiting, desk.OpWaiting},
			"begun",
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := opened(t, options(t))
			for _, x := range []desk.Op{kept, parked, gone} {
				must(t, o.Submit(x, 0))
			}
			o = putBack(t, o, func(o *Outbox) { must(t, step.do(o)) })
			for range 2 {
				if s := states(o); !slices.Equal(s, step.states) || text(o.Draft(ticket(4), false)) != step.draft {
					t.Error(s, text(o.Draft(ticket(4), false)))
				}
				o = again(t, o)
			}
		})
	}
}

// putBack does something with an outbox, and puts its file back to before that.
func putBack(t testing.TB, o *Outbox, do func(*Outbox)) *Outbox {
	t.Helper()
	must(t, o.Close())
	db := filepath.Join(o.opt.Dir, "outbox.db")
	before, err := os.ReadFile(db)
	must(t, err)
	o = opened(t, o.opt)
	do(o)
	must(t, o.Close())
	must(t, os.WriteFile(db, before, 0o600))
	return opened(t, o.opt)
}

func TestAnOlderCopyOfTheFileTakesNothingBackThatWasSaidToBeQueued(t *testing.T) {
	for name, anew := range map[string]bool{"the journal has every step": false, "the journal was written anew since": true} {
		t.Run(name, func(t *testing.T) {
			o := opened(t, options(t))
			sent, stays := op(1, reply("sent meanwhile")), op(2, reply("stays"))
			must(t, o.Submit(sent, 0))
			must(t, o.SaveDraft(desk.Draft{Ticket: ticket(9), Text: desk.Foreign("begun")}))
			o = putBack(t, o, func(o *Outbox) {
				must(t, o.Submit(stays, 0))
				must(t, o.Settled(sent.ID))
				must(t, o.SaveDraft(desk.Draft{Ticket: ticket(9), Text: desk.Foreign("begun, and gone on with")}))
				if anew {
					must(t, o.checkpoint())
				}
			})
			for range 2 {
				p := o.Pending()
				if len(p) != 1 || p[0].Op.ID != stays.ID || !o.Unsure(stays.ID) || text(o.Draft(ticket(9), false)) != "begun, and gone on with" {
					t.Fatalf("%d wait, draft %q", len(p), text(o.Draft(ticket(9), false)))
				}
				o = again(t, o)
			}
			if left := disk.Aside(filepath.Join(o.opt.Dir, "outbox.db")); len(left) != 1 {
				t.Error("set aside:", left)
			}
		})
	}
}

func TestAnOlderCopyOfTheJournalTakesNothingBack(t *testing.T) {
	o := opened(t, options(t))
	must(t, o.Submit(op(1, reply("one")), 0))
	must(t, o.Close())
	log := filepath.Join(o.opt.Dir, "outbox.log")
	before, err := os.ReadFile(log)
	must(t, err)
	o = opened(t, o.opt)
	must(t, o.Submit(op(2, reply("two")), 0))
	must(t, o.Close())
	must(t, os.WriteFile(log, before, 0o600))
	o = opened(t, o.opt)
	if len(o.Pending()) != 2 {
		t.Fatal("an operation is gone")
	}
	must(t, o.Close())
	must(t, os.Remove(filepath.Join(o.opt.Dir, "outbox.db"))) // the journal carries it alone again
	if p := opened(t, o.opt).Pending(); len(p) != 2 {
		t.Fatalf("%d wait", len(p))
	}
}

func TestADamagedHeadOfTheFileTakesNothingBack(t *testing.T) {
	for page := range 2 { // bbolt goes back a transaction where the page of the last one is damaged
		o := opened(t, options(t))
		must(t, o.Submit(op(1, reply("one")), 0))
		must(t, o.Submit(op(2, reply("two")), 0))
		must(t, o.Close())
		spoil(t, filepath.Join(o.opt.Dir, "outbox.db"), func(b []byte) []byte {
			b[page*os.Getpagesize()+40] ^= 4
			return b
		})
		if p := opened(t, o.opt).Pending(); len(p) != 2 || p[1].State != desk.OpWaiting {
			t.Errorf("page %d: %d wait", page, len(p))
		}
	}
}

// TestAPageOfBeforeTakesNothingBack has every page of the file in turn as it was a while ago, as after a
// write that a disk said it had done.
func TestAPageOfBeforeTakesNothingBack(t *testing.T) {
	opt, _ := busy(t)
	db := filepath.Join(opt.Dir, "outbox.db")
	before, err := os.ReadFile(db)
	must(t, err)
	o := opened(t, opt)
	for n := range 6 {
		must(t, o.Submit(op(50+n, reply(fmt.Sprintf("later %d", n))), 0))
	}
	must(t, o.SaveDraft(desk.Draft{Ticket: ticket(99), Text: desk.Foreign("begun, and gone on with")}))
	want := o.Pending()
	must(t, o.Close())
	now, err := os.ReadFile(db)
	must(t, err)
	log, err := os.ReadFile(filepath.Join(opt.Dir, "outbox.log"))
	must(t, err)
	used := bytes.LastIndexFunc(now, func(r rune) bool { return r != 0 })
	for at := 0; at < min(len(before), used); at += os.Getpagesize() {
		b := slices.Clone(now[:used+os.Getpagesize()-used%os.Getpagesize()])
		copy(b[at:at+os.Getpagesize()], before[at:])
		must(t, os.WriteFile(db, b, 0o600))
		must(t, os.WriteFile(filepath.Join(opt.Dir, "outbox.log"), log, 0o600))
		o := opened(t, opt)
		p := o.Pending()
		if len(p) != len(want) || text(o.Draft(ticket(99), false)) != "begun, and gone on with" {
			t.Fatalf("page %d: %d of %d wait", at/os.Getpagesize(), len(p), len(want))
		}
		for i := range p {
			if p[i].Op.ID != want[i].Op.ID || p[i].State != want[i].State {
				t.Errorf("page %d: operation %d is %s, and was %s", at/os.Getpagesize(), i, p[i].State, want[i].State)
			}
		}
		must(t, o.Close())
		for _, aside := range disk.Aside(db) {
			must(t, os.Remove(aside))
		}
	}
}

// broken is an outbox whose disks can be taken away.
func broken(t testing.TB) (*Outbox, func()) {
	var open []*os.File
	opt := options(t)
	opt.Opening = func(f *os.File) { open = append(open, f) }
	o := opened(t, opt)
	return o, func() {
		for _, f := range open {
			_ = f.Close()
		}
	}
}

func TestADiskThatFailsNeverSaysQueuedAndTheNextTryWorks(t *testing.T) {
	o, cut := broken(t)
	safe := op(1, reply("safe"))
	must(t, o.Submit(safe, 0))
	cut()
	lost := op(2, reply("lost"))
	if err := o.Submit(lost, 0); !errors.Is(err, vault.ErrDisk) {
		t.Fatal(err)
	}
	if p := o.Pending(); len(p) != 1 || p[0].Op.ID != safe.ID {
		t.Fatal("what failed can be seen")
	}
	later := op(3, reply("later"))
	must(t, o.Submit(later, 0))
	o = again(t, o)
	if p := o.Pending(); len(p) != 2 || p[1].Op.ID != later.ID {
		t.Fatalf("%d operations: what failed came back", len(p))
	}
}

func TestAFullDiskRefusesAndKeepsWhatItHas(t *testing.T) {
	opt := options(t)
	opt.Dir = filepath.Join(smallDisk(t), "profile")
	must(t, disk.Folder(opt.Dir))
	o := opened(t, opt)
	safe := op(1, reply("safe"))
	must(t, o.Submit(safe, 0))
	filler := filepath.Join(filepath.Dir(opt.Dir), "filler")
	fillUp(t, filler)
	refused := 0
	for n := range 40 {
		x := op(10+n, reply(string(make([]byte, 20<<10))))
		err := o.Submit(x, 0)
		if err == nil {
			continue
		}
		if !errors.Is(err, vault.ErrDisk) || !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
		refused++
		if _, there := o.Op(x.ID); there {
			t.Fatal("a refused one can be seen")
		}
	}
	if refused == 0 {
		t.Fatal("the disk was never full")
	}
	seen := len(o.Pending())
	must(t, os.Remove(filler))
	must(t, o.Submit(op(2, reply("there is room again")), 0))
	if p := again(t, o).Pending(); len(p) != seen+1 || p[0].Op.ID != safe.ID {
		t.Fatalf("%d operations instead of %d", len(p), seen+1)
	}
}

// fillUp writes until nothing more goes onto the disk.
func fillUp(t testing.TB, path string) {
	t.Helper()
	f, err := os.Create(path)
	must(t, err)
	defer func() { _ = f.Close() }()
	for _, size := range []int{64 << 10, 4 << 10, 1} {
		for {
			if _, err := f.Write(make([]byte, size)); err != nil {
				break
			}
		}
	}
}

// smallDisk is a folder on a disk of a mebibyte.
func smallDisk(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skip("SKIPPED: a small disk can be made by root only:", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}
