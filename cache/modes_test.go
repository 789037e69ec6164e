package cache

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
)

// looseUmask lets a process make files that everybody can read, until the test ends.
func looseUmask(t testing.TB) {
	t.Helper()
	was := syscall.Umask(0)
	t.Cleanup(func() { syscall.Umask(was) })
}

// closedToOthers fails the test where anything of a folder can be read by others.
func closedToOthers(t testing.TB, dir, when string) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // it went this moment
		}
		if err != nil {
			return err
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		want := fs.FileMode(0o600)
		if info.IsDir() {
			want = 0o700
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s: %s can be read by others: %v", when, e.Name(), info.Mode())
		}
		return nil
	}))
}

func TestNothingInTheFolderIsEverOpenToOthers(t *testing.T) {
	looseUmask(t)
	synctest.Test(t, func(t *testing.T) {
		opt, home := housed(t)
		must(t, os.Chmod(opt.Dir, 0o755))
		looked := 0
		opt.Writing = func(write func() error) error {
			closedToOthers(t, opt.Dir, "before a write")
			err := write()
			closedToOthers(t, opt.Dir, "after a write")
			looked++
			return err
		}
		l := filled(t, opt, 30)
		f := attached(t, l, "receipt.txt", "94.80")
		must(t, l.Submit(op(7, replyWith("Here it is.", f)), time.Hour))
		must(t, l.SaveDraft(desk.Draft{Ticket: ticketID(8), Text: desk.Foreign("begun"), At: noon()}))
		must(t, l.Take(erasePage("2", 3)))
		synctest.Wait()
		must(t, l.Compact())
		must(t, l.Snapshot(filepath.Join(opt.Dir, "copy")))
		must(t, l.Close())
		for _, name := range []string{"cache.db", "outbox.db", "outbox.log"} {
			must(t, os.Chmod(filepath.Join(opt.Dir, name), 0o644))
		}
		l = opened(t, home.by(opt, opt.Dir))
		closedToOthers(t, opt.Dir, "at the next start")
		must(t, l.Close())
		if looked < 20 {
			t.Errorf("it was looked at %d times", looked)
		}
	})
}

func TestAFileThatIsALinkIsNeitherReadNorWritten(t *testing.T) {
	for _, name := range []string{"cache.db", "outbox.db", "outbox.log"} {
		opt := options(t)
		elsewhere := filepath.Join(t.TempDir(), "elsewhere")
		must(t, os.WriteFile(elsewhere, []byte("a letter to my aunt"), 0o600))
		must(t, os.MkdirAll(opt.Dir, 0o700))
		must(t, os.Symlink(elsewhere, filepath.Join(opt.Dir, name)))
		l := filled(t, opt, 3)
		if info, err := os.Lstat(filepath.Join(opt.Dir, name)); err != nil || !info.Mode().IsRegular() {
			t.Errorf("%s is still a link: %v", name, err)
		}
		if b := got2(os.ReadFile(elsewhere)); string(b) != "a letter to my aunt" {
			t.Errorf("%s: what it led to was written", name)
		}
		must(t, l.Close())
	}
}

func TestALinkIsNotLookedThroughEither(t *testing.T) {
	opt := options(t)
	l := filled(t, opt, 3)
	must(t, l.Close())
	whole := filepath.Join(t.TempDir(), "cache.db")
	must(t, os.Rename(filepath.Join(opt.Dir, "cache.db"), whole))
	must(t, os.Symlink(whole, filepath.Join(opt.Dir, "cache.db")))
	f := got2(verified(t.Context(), opt))
	if at := f.Files[0]; f.Whole() || f.Tickets != 0 || at.Name != "cache.db" || !strings.Contains(at.Unread, disk.ErrUnsafe.Error()) || len(at.Faults) > 0 {
		t.Errorf("%+v", f)
	}
	if f.Files[1].Unread != "" || len(f.Files[1].Faults) > 0 {
		t.Errorf("for the link it says of the outbox: %+v", f.Files[1])
	}
}
