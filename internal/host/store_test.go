package host_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/host"
	"github.com/heed-desk/heed/internal/pgtest"
	"github.com/heed-desk/heed/internal/profile"
)

func TestAFolderWhoseDeskLiesInADatabaseHasNoOther(t *testing.T) {
	c, at := pgtest.Durable(t)
	dir := t.TempDir()
	d, err := host.OwnIn(t.Context(), dir, at+"&password=secret", profile.Serving, "test")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Account(t.Context(), "ann", ""); err != nil {
		t.Fatal(err)
	}
	id := d.Store().ID()
	closed(t, d)
	text, err := os.ReadFile(filepath.Join(dir, "store"))
	if err != nil || strings.Contains(string(text), "secret") {
		t.Errorf("%q, %v", text, err)
	}
	d = open(t, dir)
	if d.Store().ID() != id {
		t.Error("a workstation finds another desk there")
	}
	closed(t, d)
	if _, err := os.Lstat(filepath.Join(dir, backend.File)); !errors.Is(err, os.ErrNotExist) {
		t.Error("there is a second desk:", err)
	}
	other, err := c.Fresh(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := host.OwnIn(t.Context(), dir, other, profile.Serving, "test"); !errors.Is(err, host.ErrTwoStores) {
		t.Errorf("another database is taken: %v", err)
	}
	embedded := t.TempDir()
	closed(t, open(t, embedded))
	if _, err := host.OwnIn(t.Context(), embedded, at, profile.Serving, "test"); !errors.Is(err, host.ErrTwoStores) {
		t.Errorf("a database is taken beside a file: %v", err)
	}
	if _, err := host.OwnIn(t.Context(), t.TempDir(), "mysql://secret@x", profile.Serving, "test"); !errors.Is(err, backend.ErrBadURL) || strings.Contains(err.Error(), "secret") {
		t.Error(err)
	}
}
