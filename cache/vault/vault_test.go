package vault

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/internal/disk"
)

var errBroken = errors.New("a record that does not open")

func options(t testing.TB, key seal.StoreKey) Options {
	head := Head{Schema: 1, Key: key, Account: "ana"}
	return Options{
		Path: filepath.Join(t.TempDir(), "x.db"), MapSize: 1 << 20,
		Prepare: func(tx *bolt.Tx) error {
			h := head
			if err := h.Write(tx); err != nil {
				return err
			}
			_, err := tx.CreateBucket([]byte("b"))
			return err
		},
		Check: func(tx *bolt.Tx) error {
			h := head
			err := h.Read(tx)
			if IsHeadDamage(err) {
				return errors.Join(errBroken, err)
			}
			return err
		},
		Shows: func(err error) bool { return errors.Is(err, errBroken) },
	}
}

func opened(t testing.TB, opt Options) *File {
	t.Helper()
	f, err := Open(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func put(f *File, k, v string) error {
	return f.Update(func(tx *bolt.Tx) error { return tx.Bucket([]byte("b")).Put([]byte(k), []byte(v)) })
}

func get(f *File, k string) (v string, err error) {
	err = f.View(func(tx *bolt.Tx) error {
		v = string(tx.Bucket([]byte("b")).Get([]byte(k)))
		return nil
	})
	return v, err
}

func TestWhatIsPutIsThereTheNextTimeAndNobodyElseCanReadTheFile(t *testing.T) {
	opt := options(t, seal.NewStoreKey())
	f := opened(t, opt)
	if err := put(f, "k", "v"); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(opt.Path); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatal(info, err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := get(f, "k"); !errors.Is(err, ErrClosed) {
		t.Error("a closed file answers:", err)
	}
	if v, err := get(opened(t, opt), "k"); err != nil || v != "v" {
		t.Error(v, err)
	}
}

func TestASecondOpenerIsToldWithinASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		opt := options(t, seal.NewStoreKey())
		opened(t, opt)
		begin := time.Now()
		if _, err := Open(opt); !errors.Is(err, ErrBusy) {
			t.Fatal(err)
		}
		if took := time.Since(begin); took > time.Second {
			t.Error("it took", took)
		}
	})
}

func TestTheHeadTellsKeyAccountAndAgeApart(t *testing.T) {
	key := seal.NewStoreKey()
	opt := options(t, key)
	if err := opened(t, opt).Close(); err != nil {
		t.Fatal(err)
	}
	with := func(h Head) error {
		o := opt
		o.Check = h.Read
		f, err := Open(o)
		if f != nil {
			_ = f.Close()
		}
		return err
	}
	for want, h := range map[error]Head{
		ErrWrongKey:     {Schema: 1, Key: seal.NewStoreKey(), Account: "ana"},
		ErrOtherAccount: {Schema: 1, Key: key, Account: "tom"},
		ErrOlder:        {Schema: 2, Key: key, Account: "ana"},
		ErrNewer:        {Schema: 0, Key: key, Account: "ana"},
	} {
		if err := with(h); !errors.Is(err, want) {
			t.Errorf("%v instead of %v", err, want)
		}
	}
}

func TestAPanicInsideATransactionIsDamageAndNotTheEnd(t *testing.T) {
	for name, fail := range map[string]func(*File) error{
		"reading": func(f *File) error { return f.View(func(*bolt.Tx) error { panic("a page is wrong") }) },
		"writing": func(f *File) error { return f.Update(func(*bolt.Tx) error { panic("a page is wrong") }) },
	} {
		t.Run(name, func(t *testing.T) {
			opt := options(t, seal.NewStoreKey())
			f := opened(t, opt)
			err := fail(f)
			var d *Damage
			if !errors.As(err, &d) || !errors.Is(err, ErrDamaged) {
				t.Fatal(err)
			}
			if _, err := get(f, "k"); !errors.Is(err, ErrDamaged) {
				t.Error("it is used again:", err)
			}
			done, aside, err := f.Replace(d)
			if err != nil || !done || aside == "" {
				t.Fatal(done, aside, err)
			}
			if again, _, err := f.Replace(d); err != nil || again {
				t.Error("the same damage replaced two files", err)
			}
			if err := put(f, "k", "v"); err != nil {
				t.Error(err)
			}
			if n := len(disk.Aside(opt.Path)); n != 1 {
				t.Errorf("%d files aside", n)
			}
		})
	}
}

func TestAFileCutShortUnderOurFeetIsDamageAndNotTheEnd(t *testing.T) {
	opt := options(t, seal.NewStoreKey())
	f := opened(t, opt)
	for i := range 400 {
		if err := put(f, fmt.Sprintf("key %d", i), string(make([]byte, 500))); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Truncate(opt.Path, 8192); err != nil {
		t.Fatal(err)
	}
	err := f.View(func(tx *bolt.Tx) error {
		return tx.Bucket([]byte("b")).ForEach(func(_, v []byte) error {
			if len(v) > 0 && v[len(v)-1] != 0 {
				return errBroken
			}
			return nil
		})
	})
	if !errors.Is(err, ErrDamaged) {
		t.Fatal("read from beyond the end:", err)
	}
}

func TestEachKindOfDamageIsFoundWhenTheFileIsOpened(t *testing.T) {
	for name, spoil := range map[string]func([]byte) []byte{
		"empty":     func([]byte) []byte { return nil },
		"garbage":   func(b []byte) []byte { return []byte("this is no such file, by far too short for one") },
		"cut short": func(b []byte) []byte { return b[:3*4096] },
		"zeroed": func(b []byte) []byte {
			clear(b)
			return b
		},
		"no metas": func(b []byte) []byte {
			clear(b[:8192])
			return b
		},
	} {
		t.Run(name, func(t *testing.T) {
			opt := options(t, seal.NewStoreKey())
			f := opened(t, opt)
			for i := range 100 {
				if err := put(f, fmt.Sprint("key ", i), string(make([]byte, 300))); err != nil {
					t.Fatal(err)
				}
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
			b, err := os.ReadFile(opt.Path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(opt.Path, spoil(b), 0o600); err != nil {
				t.Fatal(err)
			}
			f, err = Open(opt)
			var d *Damage
			if !errors.As(err, &d) {
				t.Fatal(err)
			}
			if _, _, err := f.Replace(d); err != nil {
				t.Fatal(err)
			}
			if err := put(f, "k", "v"); err != nil {
				t.Error(err)
			}
			_ = f.Close()
		})
	}
}

func TestAFailedCommitCountsForNothingAndTheFileGoesOn(t *testing.T) {
	opt := options(t, seal.NewStoreKey())
	var fd *os.File
	opt.Opening = func(f *os.File) { fd = f }
	f := opened(t, opt)
	if err := put(f, "before", "v"); err != nil {
		t.Fatal(err)
	}
	_ = fd.Close() // the disk is gone
	if err := put(f, "lost", "v"); !errors.Is(err, ErrDisk) {
		t.Fatal(err)
	}
	if v, err := get(f, "before"); err != nil || v != "v" {
		t.Error(v, err)
	}
	if v, err := get(f, "lost"); err != nil || v != "" {
		t.Error("what failed is there", err)
	}
	if err := put(f, "after", "v"); err != nil {
		t.Error(err)
	}
}

func TestWhoeverHearsLateOfADamageDoesNotBlameTheFileThatCameInItsPlace(t *testing.T) {
	opt := options(t, seal.NewStoreKey())
	var f *File
	late := func() {}
	opt.Shows = func(err error) bool { late(); return errors.Is(err, errBroken) }
	f = opened(t, opt)
	late = func() { // somebody else was quicker
		late = func() {}
		if done, _, err := f.Replace(f.Suspect(errBroken)); !done || err != nil {
			t.Error(done, err)
		}
	}
	err := f.View(func(*bolt.Tx) error { return errBroken })
	var d *Damage
	if !errors.As(err, &d) {
		t.Fatal(err)
	}
	if err := put(f, "k", "v"); err != nil {
		t.Fatal(err)
	}
	if done, aside, err := f.Replace(d); done || err != nil {
		t.Error("what is whole was set aside:", aside, err)
	}
	if v, err := get(f, "k"); err != nil || v != "v" {
		t.Error(v, err)
	}
}

// TestAFileThatBboltDoesNotCloseIsNotLockedForEver gives the file a handle whose Close ends
// before it comes to the descriptor, as it does after a panic.
func TestAFileThatBboltDoesNotCloseIsNotLockedForEver(t *testing.T) {
	for name, end := range map[string]func(f *File, db *bolt.DB) error{
		"a failed commit": func(f *File, db *bolt.DB) error {
			if err := f.failed(db, errBroken); !errors.Is(err, ErrDisk) {
				return err
			}
			return nil
		},
		"a compacted file": func(f *File, db *bolt.DB) error {
			b, err := os.ReadFile(f.opt.Path)
			if err != nil {
				return err
			}
			temp := f.opt.Path + ".new"
			if err := os.WriteFile(temp, b, 0o600); err != nil {
				return err
			}
			_, err = f.swap(db, temp)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := opened(t, options(t, seal.NewStoreKey()))
			if err := put(f, "k", "v"); err != nil {
				t.Fatal(err)
			}
			sound := f.db
			defer runtime.KeepAlive(sound) // what nobody holds is closed by the collector
			f.db = new(bolt.DB)
			if err := end(f, f.db); err != nil {
				t.Fatal(err)
			}
			if v, err := get(f, "k"); err != nil || v != "v" {
				t.Error(v, err)
			}
			other := f.opt
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
			if _, err := get(opened(t, other), "k"); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestAFullDiskIsAnErrorThatSaysSo(t *testing.T) {
	opt := options(t, seal.NewStoreKey())
	opt.Path = filepath.Join(smallDisk(t), "x.db")
	f := opened(t, opt)
	if err := put(f, "before", "v"); err != nil {
		t.Fatal(err)
	}
	err := put(f, "large", string(make([]byte, 4<<20)))
	if !errors.Is(err, ErrDisk) || !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	if v, err := get(f, "before"); err != nil || v != "v" {
		t.Error(v, err)
	}
	if err := put(f, "small", "v"); err != nil {
		t.Error(err)
	}
}

// smallDisk is a folder on a disk of a mebibyte.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skip("SKIPPED: a small disk can be made by root only:", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// strangers are things that are no files, and how they come to lie at a path.
func strangers(t *testing.T, elsewhere string) map[string]func(path string) error {
	t.Helper()
	return map[string]func(string) error{
		"a folder": func(path string) error {
			return errors.Join(os.Mkdir(path, 0o700), os.WriteFile(filepath.Join(path, "words"), []byte("kept"), 0o600))
		},
		"a link":         func(path string) error { return os.Symlink(elsewhere, path) },
		"a dangling one": func(path string) error { return os.Symlink("/nonexistent/file", path) },
		"a pipe":         func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"a device":       func(path string) error { return os.Symlink("/dev/zero", path) },
	}
}

func TestWhatIsNoFileIsSetAsideAndNeverFollowed(t *testing.T) {
	opt := options(t, seal.NewStoreKey())
	f := opened(t, opt)
	if err := put(f, "k", "another file's"); err != nil {
		t.Fatal(err)
	}
	for name, lay := range strangers(t, opt.Path) {
		for _, suffix := range []string{"", ".new"} {
			t.Run(name+" at x.db"+suffix, func(t *testing.T) {
				mine := options(t, seal.NewStoreKey())
				var moved []string
				mine.Moved = func(aside string) { moved = append(moved, aside) }
				if err := lay(mine.Path + suffix); err != nil {
					t.Skip("no such thing here:", err)
				}
				g := opened(t, mine)
				if v, err := get(g, "k"); v != "" || err != nil {
					t.Errorf("it was followed: %q, %v", v, err)
				}
				if suffix == "" && (len(moved) != 1 || len(disk.Aside(mine.Path)) != 1) {
					t.Errorf("moved %v, aside %v", moved, disk.Aside(mine.Path))
				}
			})
		}
	}
}

func TestAFileShutToItsOwnerIsOpened(t *testing.T) {
	opt := options(t, seal.NewStoreKey())
	f := opened(t, opt)
	if err := errors.Join(put(f, "k", "kept"), f.Close(), os.Chmod(opt.Path, 0)); err != nil {
		t.Fatal(err)
	}
	if v, err := get(opened(t, opt), "k"); v != "kept" || err != nil {
		t.Errorf("%q, %v", v, err)
	}
	if info, err := os.Stat(opt.Path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestWhatCannotBeMovedIsNamed(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root can mount")
	}
	opt := options(t, seal.NewStoreKey())
	if err := os.Mkdir(opt.Path, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", opt.Path, "tmpfs", 0, "size=64k"); err != nil {
		t.Skip("no mount here:", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(opt.Path, syscall.MNT_DETACH) })
	_, err := Open(opt)
	var o *disk.Obstacle
	if !errors.As(err, &o) || o.Path != opt.Path {
		t.Errorf("%v", err)
	}
}

func TestAFolderThatOthersCanReadIsClosedToThem(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "open")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := disk.Folder(dir); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Error(info.Mode(), err)
	}
}

func TestAFileInMemoryLeavesNothingBehind(t *testing.T) {
	opt := options(t, seal.NewStoreKey())
	opt.Path = ""
	f := opened(t, opt)
	if err := put(f, "k", "v"); err != nil {
		t.Fatal(err)
	}
	if v, err := get(f, "k"); err != nil || v != "v" {
		t.Error(v, err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}

func TestACompactedFileHoldsTheSameInLessRoomAndIsReadMeanwhile(t *testing.T) {
	opt := options(t, seal.NewStoreKey())
	f := opened(t, opt)
	for i := range 300 {
		if err := put(f, fmt.Sprintf("key %03d", i), string(make([]byte, 4000))); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Update(func(tx *bolt.Tx) error {
		for i := range 290 {
			if err := tx.Bucket([]byte("b")).Delete(fmt.Appendf(nil, "key %03d", i)); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	size, free, err := f.Room()
	if err != nil || free < size/2 {
		t.Fatal(size, free, err)
	}
	swapped := false
	if err := f.Compact(func() { swapped = true }); err != nil || !swapped {
		t.Fatal(err)
	}
	after, _, err := f.Room()
	if err != nil || after > size/4 {
		t.Error(size, "became", after, err)
	}
	for _, k := range []string{"key 290", "key 299"} {
		if v, err := get(f, k); err != nil || len(v) != 4000 {
			t.Error(k, len(v), err)
		}
	}
	if err := put(f, "more", "v"); err != nil {
		t.Error(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if v, err := get(opened(t, opt), "more"); err != nil || v != "v" {
		t.Error(v, err)
	}
}

func TestWhoHearsOfACompactedFileMayWaitForAReader(t *testing.T) {
	f, err := Open(options(t, seal.NewStoreKey()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	err = f.Compact(func() {
		if f.mu.TryRLock() {
			f.mu.RUnlock()
		} else {
			t.Error("a reader would wait for the one who waits for it")
		}
		if f.writing.TryLock() {
			f.writing.Unlock()
			t.Error("somebody could write before it was told of")
		}
	})
	if err != nil {
		t.Error(err)
	}
}

func TestWhatStandsRoundACommitMayRefuseItAndNothingOfItCounts(t *testing.T) {
	opt := options(t, seal.NewStoreKey())
	full, seen := false, 0
	opt.Writing = func(commit func() error) error {
		if seen++; full {
			return syscall.ENOSPC
		}
		return commit()
	}
	f := opened(t, opt)
	if err := put(f, "before", "v"); err != nil || seen != 1 {
		t.Fatal(err, seen)
	}
	full = true
	if err := put(f, "lost", "v"); !errors.Is(err, ErrDisk) || !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	full = false
	if err := put(f, "after", "v"); err != nil {
		t.Fatal(err)
	}
	for k, want := range map[string]string{"before": "v", "lost": "", "after": "v"} {
		if v, err := get(f, k); err != nil || v != want {
			t.Errorf("%s is %q, %v", k, v, err)
		}
	}
}

func TestAFullDiskIsToldFromOneThatFailsAlsoWhereBboltMadeATextOfIt(t *testing.T) {
	full := fmt.Errorf("file resize error: %s", &os.PathError{Op: "truncate", Path: "x.db", Err: syscall.ENOSPC}) //nolint:errorlint // as bbolt does
	err := error(&diskError{file: "x.db", cause: full})
	if !errors.Is(err, syscall.ENOSPC) || !errors.Is(err, ErrDisk) || errors.Is(err, syscall.EIO) {
		t.Error(err)
	}
}
