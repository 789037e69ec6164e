package host_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/host"
)

func TestADeskThatIsServedIsLookedIntoUnderNoOtherName(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("nothing is locked here that another name leads to")
	}
	dir, other := t.TempDir(), t.TempDir()
	d := open(t, dir)
	if err := os.Link(filepath.Join(dir, backend.File), filepath.Join(other, backend.File)); err != nil {
		t.Fatal(err)
	}
	into := filepath.Join(t.TempDir(), "backup")
	looks := map[string]func(dir string) error{
		"backup":    func(dir string) error { _, err := host.Backup(t.Context(), dir, into); return err },
		"upgrade":   func(dir string) error { _, err := host.Upgrade(t.Context(), dir, ""); return err },
		"retention": func(dir string) error { _, err := host.Retention(t.Context(), dir); return err },
		"customers": func(dir string) error { _, err := host.Whom(t.Context(), dir, "ann"); return err },
		"export": func(dir string) error {
			_, err := host.Export(t.Context(), dir, desk.CustomerID{ID: desk.NewID()}, filepath.Join(other, "export"))
			return err
		},
	}
	for name, look := range looks {
		if err := look(other); !errors.Is(err, backend.ErrOpenElsewhere) {
			t.Errorf("%s under a second name: %v", name, err)
		}
	}
	if _, err := os.Stat(into); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a backup was made: %v", err)
	}
	if err := looks["backup"](dir); err != nil {
		t.Error("under its own name:", err)
	}
	closed(t, d)
	if err := looks["retention"](other); err != nil {
		t.Error("once it is closed:", err)
	}
}
