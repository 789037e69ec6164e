package backend_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/heed-desk/heed/internal/backend"
)

func TestADeskThatIsOpenIsNotOpenedUnderAnotherName(t *testing.T) {
	backend.AboutFiles(t)
	if runtime.GOOS != "linux" {
		t.Skip("nothing is locked here that another name leads to")
	}
	for name, link := range map[string]func(from, to string) error{"a link to it": os.Symlink, "a second name": os.Link} {
		dir, other := t.TempDir(), t.TempDir()
		s, err := backend.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := link(filepath.Join(dir, backend.File), filepath.Join(other, backend.File)); err != nil {
			t.Fatal(err)
		}
		for range 2 { // to be refused gives nothing free
			if _, err := backend.Open(other); !errors.Is(err, backend.ErrOpenElsewhere) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if s, err = backend.Open(other); err != nil {
			t.Fatalf("%s: it is closed, and cannot be opened: %v", name, err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}
