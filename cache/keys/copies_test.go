package keys

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/heed-desk/heed/cache/seal"
)

func TestOfTwoCopiesOfAKeyTheOneThatFitsCountsAndTheOtherIsPutRight(t *testing.T) {
	for _, name := range []string{fileName, copyName} {
		dir := t.TempDir()
		h, err := protect(dir, "correct horse", seal.NewStoreKey(), cheap())
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, name)
		older, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		fresh := seal.NewStoreKey()
		if err := h.Keep(t.Context(), fresh); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, older, 0o600); err != nil {
			t.Fatal(err)
		}
		fits := func(all ...seal.StoreKey) bool { return slices.Contains(all, fresh) }
		found, err := Find(dir, "correct horse", fits)
		if err != nil || found.Key != fresh || (found.Repair != nil) != (name == fileName) {
			t.Fatalf("an older %s, only found: %+v, %v", name, found, err)
		}
		if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, older) {
			t.Errorf("an older %s was written over as the key was found: %v", name, err)
		}
		got, err := Unlock(dir, "correct horse", fits)
		if err != nil || got.Key != fresh {
			t.Fatalf("an older %s: %v", name, err)
		}
		if said := got.Repair != nil && got.Repair.Unfit && got.Repair.File == name; said != (name == fileName) {
			t.Errorf("an older %s: it says %+v", name, got.Repair) // the second copy is of before also where a change was cut short
		}
		inLine(t, dir)
		if again, err := Unlock(dir, "correct horse", fits); err != nil || again.Key != fresh || again.Repair != nil {
			t.Errorf("the next start: %+v, %v", again, err)
		}
	}
}

// inLine fails the test unless both copies of a key are there and say the same.
func inLine(t *testing.T, dir string) {
	t.Helper()
	one, oerr := os.ReadFile(filepath.Join(dir, fileName))
	two, terr := os.ReadFile(filepath.Join(dir, copyName))
	if oerr != nil || terr != nil || !bytes.Equal(one, two) {
		t.Error("the two copies differ:", oerr, terr)
	}
}

func TestTheKeyOfAnotherProfileIsSetAsideAndNotWrittenOver(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	h, err := protect(dir, "correct horse", seal.NewStoreKey(), cheap())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := protect(other, "correct horse", seal.NewStoreKey(), cheap()); err != nil {
		t.Fatal(err)
	}
	strange, err := os.ReadFile(filepath.Join(other, fileName))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, fileName), strange, 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := Unlock(dir, "correct horse", func(all ...seal.StoreKey) bool { return slices.Contains(all, h.Key) })
	if err != nil || got.Key != h.Key || got.Repair == nil || got.Repair.Aside == "" || !got.Repair.Unfit {
		t.Fatalf("%+v, %v", got, err)
	}
	if b, err := os.ReadFile(filepath.Join(dir, got.Repair.Aside)); err != nil || !bytes.Equal(b, strange) {
		t.Error("it is not what was set aside:", err)
	}
	inLine(t, dir)
}

func TestWhateverLiesInThePlaceOfACopyOfAKeyIsSetAsideAndSaid(t *testing.T) {
	for what, lay := range map[string]func(path, kept string) error{
		"a folder": func(path, _ string) error { return os.Mkdir(path, 0o700) },
		"a folder with something in it": func(path, _ string) error {
			return errors.Join(os.Mkdir(path, 0o700), os.WriteFile(filepath.Join(path, "words"), nil, 0o600))
		},
		"a pipe":            func(path, _ string) error { return syscall.Mkfifo(path, 0o600) },
		"a link to it":      func(path, kept string) error { return os.Symlink(kept, path) },
		"a link to nothing": func(path, _ string) error { return os.Symlink("nothing", path) },
		"a link to a device": func(path, _ string) error {
			return os.Symlink("/dev/zero", path)
		},
		"garbage": func(path, _ string) error { return os.WriteFile(path, bytes.Repeat([]byte("x"), 1<<20), 0o600) },
		"nothing": func(string, string) error { return nil },
	} {
		for _, name := range []string{fileName, copyName} {
			dir := t.TempDir()
			h, err := protect(dir, "correct horse", seal.NewStoreKey(), cheap())
			if err != nil {
				t.Fatal(err)
			}
			path, kept := filepath.Join(dir, name), filepath.Join(t.TempDir(), "kept")
			if err := errors.Join(os.Rename(path, kept), lay(path, kept)); err != nil {
				t.Fatal(err)
			}
			got, err := Unlock(dir, "correct horse", anyFits)
			if err != nil || got.Key != h.Key || got.Repair == nil || got.Repair.File != name || (got.Repair.Aside == "") != (what == "nothing") {
				t.Errorf("%s in the place of %s: %+v, %v", what, name, got, err)
				continue
			}
			if _, err := os.Lstat(filepath.Join(dir, got.Repair.Aside)); err != nil {
				t.Error(what, err)
			}
			inLine(t, dir)
		}
	}
}

func TestACopyOfAKeyThatCouldNotBeMadeAgainIsToldOfWithWhatWasSetAside(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, strings.Repeat("k", 230)) // there is room to set it aside, and none for what lies beside it
	if err := errors.Join(os.WriteFile(path, []byte("garbage"), 0o600), os.MkdirAll(filepath.Join(path+".new", "words"), 0o700)); err != nil {
		t.Fatal(err)
	}
	s := &spare{path: path, good: (&lock{cost: cheap(), box: cheap().box("correct horse", nil)}).file([]seal.StoreKey{seal.NewStoreKey()})}
	for n := range 2 {
		r := s.renew()
		if r == nil || r.Err == nil || (r.Aside != "") != (n == 0) {
			t.Fatalf("try %d: %+v", n, r)
		}
	}
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	blocked := &spare{path: filepath.Join(dir, "file", copyName), good: s.good}
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if r := blocked.renew(); r == nil || r.Err == nil {
		t.Errorf("where nothing can be read: %+v", r)
	}
}
