package host

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/profile"
)

// leaves writes a file that somebody left.
func leaves(t *testing.T, path string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte("somebody's words"), 0o600)); err != nil {
		t.Fatal(err)
	}
}

// opens opens the desk of a folder, or makes one.
func opens(t *testing.T, dir string) {
	t.Helper()
	d, err := Own(t.Context(), dir, profile.Importing, "test")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

// backedUp is a backup of a new desk.
func backedUp(t *testing.T) (file string) {
	t.Helper()
	dir, file := t.TempDir(), filepath.Join(t.TempDir(), "backup")
	opens(t, dir)
	if _, err := Backup(t.Context(), dir, file); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestNoNewDeskIsMadeWhereABackupWasBeingRestored has a server start by itself after the machine
// went down in the middle of that.
func TestNoNewDeskIsMadeWhereABackupWasBeingRestored(t *testing.T) {
	file, dir := backedUp(t), t.TempDir()
	leaves(t, filepath.Join(dir, restoring, "desk.db"))
	for _, store := range []string{"", "postgres:///desk?host=/nowhere"} {
		if _, err := OwnIn(t.Context(), dir, store, profile.Serving, "test"); !errors.Is(err, backend.ErrUnfinished) {
			t.Errorf("with the store %q it opens: %v", store, err)
		}
	}
	if _, err := Open(dir, profile.Pipe, "test"); !errors.Is(err, backend.ErrUnfinished) {
		t.Error("a command opens it:", err)
	}
	if _, err := Restore(t.Context(), Restoring{File: file, Dir: dir}); err != nil {
		t.Fatal("once more:", err)
	}
	opens(t, dir)
}

func TestADeskWhoseFileIsGoneIsRestoredWhereItsAttachmentsLie(t *testing.T) {
	file, dir := backedUp(t), t.TempDir()
	left := filepath.Join(backend.FilesFolder, "ab", "abcd")
	leaves(t, filepath.Join(dir, left))
	if _, err := Own(t.Context(), dir, profile.Serving, "test"); !errors.Is(err, ErrDeskGone) {
		t.Error("a new one is made:", err)
	}
	done, err := Restore(t.Context(), Restoring{File: file, Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Lstat(filepath.Join(done.Aside, left)); err != nil {
		t.Error("what was left is not set aside:", err)
	}
	opens(t, dir)
	if err := os.Remove(filepath.Join(dir, backend.File)); err != nil {
		t.Fatal(err)
	}
	if _, err := Own(t.Context(), dir, profile.Serving, "test"); !errors.Is(err, ErrDeskGone) {
		t.Error("one is made beside one that was replaced:", err)
	}
}

func TestWhatARestoringThatWasKilledLeftIsGoneOnceTheDeskIsOpen(t *testing.T) {
	dir := t.TempDir()
	left := filepath.Join(dir, restoring, "desk.db")
	opens(t, dir)
	leaves(t, left)
	opens(t, dir)
	if _, err := os.Lstat(filepath.Dir(left)); !errors.Is(err, fs.ErrNotExist) {
		t.Error("it lies there still:", err)
	}
	if err := os.Mkdir(filepath.Join(dir, "replaced-20261122-120000.000"), 0o700); err != nil {
		t.Fatal(err)
	}
	if got := Replaced(dir); !slices.Equal(got, []string{"replaced-20261122-120000.000"}) {
		t.Error(got)
	}
}
