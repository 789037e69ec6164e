package backend_test

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/disk"
)

// closedDesk is the folder of a desk with one account that nobody has open.
func closedDesk(t *testing.T) (dir, file string) {
	t.Helper()
	dir = t.TempDir()
	s, err := backend.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.AddAgent(t.Context(), desk.Agent{ID: "ann", Role: desk.RoleAdmin}), s.Close()); err != nil {
		t.Fatal(err)
	}
	return dir, filepath.Join(dir, backend.File)
}

func TestADamagedDeskIsSaidToBeAndNeverBecomesANewOne(t *testing.T) {
	backend.AboutFiles(t)
	truncate := func(n int64) func(string) error {
		return func(path string) error { return os.Truncate(path, n) }
	}
	for name, spoil := range map[string]func(path string) error{
		"emptied":       truncate(0),
		"one byte":      truncate(1),
		"head cut":      truncate(90),
		"one page":      truncate(4096),
		"cut short":     truncate(30_000),
		"garbage":       func(path string) error { return os.WriteFile(path, make([]byte, 100_000), 0o600) },
		"a letter":      func(path string) error { return os.WriteFile(path, []byte("to my aunt"), 0o600) },
		"a folder":      func(path string) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o700)) },
		"a pipe":        func(path string) error { return errors.Join(os.Remove(path), syscall.Mkfifo(path, 0o600)) },
		"a device":      func(path string) error { return errors.Join(os.Remove(path), os.Symlink("/dev/zero", path)) },
		"a broken link": func(path string) error { return errors.Join(os.Remove(path), os.Symlink("/nonexistent/desk", path)) },
		"only its log":  func(path string) error { return os.Rename(path, path+"-wal") },
	} {
		t.Run(name, func(t *testing.T) {
			dir, file := closedDesk(t)
			if err := spoil(file); err != nil {
				t.Skip("no such thing here:", err)
			}
			before, _ := os.Lstat(file)
			_, err := backend.Open(dir)
			var unfit *backend.Unfit
			if !errors.As(err, &unfit) || unfit.Path != file || !errors.Is(err, backend.ErrDamaged) {
				t.Errorf("it opened as %v", err)
			}
			after, _ := os.Lstat(file)
			if (before == nil) != (after == nil) || before != nil && (before.Size() != after.Size() || before.Mode() != after.Mode()) {
				t.Errorf("it was changed: %v, now %v", before, after)
			}
		})
	}
}

func TestWhatLiesInThePlaceOfAFileBesideADeskIsNamedAndLeftAlone(t *testing.T) {
	backend.AboutFiles(t)
	for _, suffix := range []string{"-wal", "-shm"} {
		for name, lay := range map[string]func(path string) error{
			"a folder": func(path string) error { return os.Mkdir(path, 0o700) },
			"a pipe":   func(path string) error { return syscall.Mkfifo(path, 0o600) },
			"a device": func(path string) error { return os.Symlink("/dev/zero", path) },
			"a link":   func(path string) error { return os.Symlink("/nonexistent", path) },
		} {
			dir, file := closedDesk(t)
			if err := lay(file + suffix); err != nil {
				t.Skip("no such thing here:", err)
			}
			var stuck *disk.Obstacle
			if _, err := backend.Open(dir); !errors.As(err, &stuck) || stuck.Path != file+suffix {
				t.Errorf("%s as %s: it opened as %v", name, suffix, err)
			}
			if _, err := os.Lstat(file + suffix); err != nil {
				t.Error(name, err)
			}
		}
	}
}

func TestADatabaseOfAnotherProgramIsNoDesk(t *testing.T) {
	backend.AboutFiles(t)
	dir := t.TempDir()
	db, err := sql.Open("sqlite", filepath.Join(dir, backend.File))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), `CREATE TABLE songs (title TEXT)`); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := backend.Open(dir); !errors.Is(err, backend.ErrDamaged) {
		t.Errorf("it opened as %v", err)
	}
}

func TestADamagedPageIsFound(t *testing.T) {
	backend.AboutFiles(t)
	dir, file := closedDesk(t)
	sound := func() error {
		s, err := backend.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		return errors.Join(s.Sound(t.Context()), s.Close())
	}
	if err := sound(); err != nil {
		t.Error("a sound one:", err)
	}
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt(bytes.Repeat([]byte{0xff}, 4096), info.Size()-3*4096); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if err := sound(); !errors.Is(err, backend.ErrDamaged) {
		t.Error("a damaged one:", err)
	}
}

func TestANewDeskIsThereWholeOrNotAtAll(t *testing.T) {
	backend.AboutFiles(t)
	dir := t.TempDir()
	// What a start that broke off has left behind.
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.WriteFile(filepath.Join(dir, backend.File+".new"+suffix), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := backend.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(left) != 1 {
		t.Errorf("left %v, %v", left, err)
	}
	if info, err := os.Stat(filepath.Join(dir, backend.File)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}
