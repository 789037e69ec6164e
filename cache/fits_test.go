package cache

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
)

// leftWaiting is a closed ledger of 20 tickets in which a reply and a draft wait.
func leftWaiting(t *testing.T) Options {
	t.Helper()
	l := filled(t, options(t), 20)
	must(t, l.Submit(op(3, reply("It left us today.")), 0))
	must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(4), Text: desk.Foreign("Half a")}))
	must(t, l.Close())
	return l.opt
}

// outboxOf are the two copies of a ledger's outbox.
func outboxOf(opt Options) []string {
	return []string{filepath.Join(opt.Dir, "outbox.db"), filepath.Join(opt.Dir, "outbox.log")}
}

func TestAnOutboxOfWhichNeitherCopyOpensIsSetAsideAndTheCacheIsRead(t *testing.T) {
	for name, spoil := range map[string]func([]byte) []byte{
		"emptied": func([]byte) []byte { return nil },
		"cut":     func(b []byte) []byte { return b[:min(20, len(b)/2)] },
		"random": func(b []byte) []byte {
			_, _ = rand.Read(b)
			return b
		},
	} {
		t.Run(name, func(t *testing.T) {
			opt := leftWaiting(t)
			for _, path := range outboxOf(opt) {
				must(t, os.WriteFile(path, spoil(got2(os.ReadFile(path))), 0o600))
			}
			l := opened(t, opt)
			if n := got2(l.Counts())[desk.ViewAll]; n != 20 {
				t.Errorf("%d tickets", n)
			}
			var files []string
			for _, r := range l.Repairs() {
				if files = append(files, r.File); !r.Lost || r.Aside == "" {
					t.Errorf("%+v", r)
				}
			}
			if slices.Sort(files); !slices.Equal(files, []string{"outbox.db", "outbox.log"}) {
				t.Errorf("set aside: %v", files)
			}
			must(t, l.Submit(op(5, reply("Next.")), 0))
			must(t, l.Close())
			if l = opened(t, opt); len(got2(l.Outbox())) != 1 || len(l.Repairs()) != 0 {
				t.Error("the next start has", got2(l.Outbox()), l.Repairs())
			}
		})
	}
}

func TestAnotherKeyOpensNothingAndChangesNothingWhateverIsLeftOfTheOutbox(t *testing.T) {
	for name, spoil := range map[string]func(path string) error{
		"whole":   func(string) error { return nil },
		"emptied": func(path string) error { return os.Truncate(path, 0) },
		"gone":    os.Remove,
	} {
		t.Run(name, func(t *testing.T) {
			opt := leftWaiting(t)
			for _, path := range outboxOf(opt) {
				must(t, spoil(path))
			}
			before := contents(t, opt.Dir)
			right := opt.Key
			opt.Key = seal.NewStoreKey()
			if _, err := Open(opt); !errors.Is(err, vault.ErrWrongKey) {
				t.Fatal(err)
			}
			if after := contents(t, opt.Dir); name != "emptied" && !slices.Equal(before, after) { // bbolt fills an empty file
				t.Errorf("%q became %q", before, after)
			}
			opt.Key = right
			if n := got2(opened(t, opt).Counts())[desk.ViewAll]; n != 20 {
				t.Errorf("the right key finds %d tickets", n)
			}
		})
	}
}

// contents are the names and sizes of what lies in a folder.
func contents(t *testing.T, dir string) (all []string) {
	t.Helper()
	for _, e := range got2(os.ReadDir(dir)) {
		if !e.IsDir() {
			all = append(all, e.Name()+" "+string(got2(os.ReadFile(filepath.Join(dir, e.Name())))))
		}
	}
	return all
}

func TestAnOutboxThatIsMissingIsToldOnceAndThatOfANewProfileIsNot(t *testing.T) {
	for name, gone := range map[string][]string{"both": {"outbox.db", "outbox.log"}, "the file": {"outbox.db"}, "the journal": {"outbox.log"}} {
		t.Run(name, func(t *testing.T) {
			opt := leftWaiting(t)
			for _, file := range gone {
				must(t, os.Remove(filepath.Join(opt.Dir, file)))
			}
			l := opened(t, opt)
			var told []string
			for _, r := range l.Repairs() {
				told = append(told, r.File)
			}
			if !slices.Equal(told, gone) {
				t.Errorf("told of %v", told)
			}
			if n := len(got2(l.Outbox())); n != 2-len(gone) {
				t.Errorf("%d wait", n)
			}
			must(t, l.Close())
			if r := opened(t, opt).Repairs(); len(r) > 0 {
				t.Errorf("told again: %v", r)
			}
		})
	}
	if r := opened(t, options(t)).Repairs(); len(r) > 0 {
		t.Errorf("a new one is told of %v", r)
	}
}

func TestWhatLiesInThePlaceOfTheFilesThatWaitIsSetAside(t *testing.T) {
	for name, put := range map[string]func(path string) error{
		"a file": func(path string) error { return os.WriteFile(path, []byte("x"), 0o600) },
		"a FIFO": func(path string) error { return syscall.Mkfifo(path, 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			opt := leftWaiting(t)
			path := filepath.Join(opt.Dir, "parcels")
			must(t, os.RemoveAll(path))
			must(t, put(path))
			l := opened(t, opt)
			if r := l.Repairs(); len(r) != 1 || r[0].File != "parcels" || len(got2(l.Outbox())) != 1 {
				t.Errorf("%+v", r)
			}
			if _, _, err := l.AddFile(strings.NewReader("A picture.")); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestTheKeyThatFitsIsToldByWhateverIsLeft(t *testing.T) {
	for name, gone := range map[string][]string{
		"all": nil, "no cache": {"cache.db"}, "no outbox": {"outbox.db", "outbox.log"}, "the journal alone": {"cache.db", "outbox.db"},
	} {
		opt := leftWaiting(t)
		for _, file := range gone {
			must(t, os.Remove(filepath.Join(opt.Dir, file)))
		}
		other := seal.NewStoreKey()
		for at, all := range [][]seal.StoreKey{{other}, {opt.Key}, {opt.Key, other}, {other, opt.Key}} {
			if is := Fits(opt.Dir, all...); is != (at > 0) {
				t.Errorf("%s, keys %d: %v", name, at, is)
			}
		}
	}
}
