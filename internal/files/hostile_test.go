package files_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

func TestWhateverAFileIsCalledItIsSavedInTheChosenFolderInSightAndOverNothing(t *testing.T) {
	dir, f, s := home(t)
	into := filepath.Join(dir, "deep", "er", "chosen")
	must(t, os.MkdirAll(into, 0o700))
	must(t, os.Symlink(filepath.Join(dir, "led"), filepath.Join(into, "link.txt")))
	must(t, os.WriteFile(filepath.Join(into, "taken.txt"), []byte("old"), 0o600))
	must(t, os.Mkdir(filepath.Join(into, "folder"), 0o700))
	before := everything(t, dir)
	names := []string{
		"../../../x", "..", ".", "a/b", ".bashrc", "...", ".. ", `C:\Windows\x.exe`, `..\..\y`, "/etc/passwd", "~/.ssh/authorized_keys", "-rf", "~",
		"link.txt", "taken.txt", "folder", "a\x00b", "a\nb", "\u202egnp.exe", "．．／x", "..\u200b", "\u200b.hidden", "con", strings.Repeat("long", 80) + ".txt", " ", "\xff",
	}
	for _, name := range names {
		for _, typed := range []string{into, into + "/"} {
			saved, err := f.Save(t.Context(), attached(s, name, "new"), typed, &atomic.Int64{})
			if err != nil {
				t.Errorf("%q: %v", name, err)
				continue
			}
			at := filepath.Join(dir, strings.TrimPrefix(saved.Path.Raw(), "~/"))
			if filepath.Dir(at) != into || strings.HasPrefix(filepath.Base(at), ".") || strings.HasPrefix(filepath.Base(at), "-") {
				t.Errorf("%q is saved as %q", name, at)
			}
			if b, err := os.ReadFile(at); err != nil || string(b) != "new" {
				t.Errorf("%q: %q %v", name, b, err)
			}
			if place, err := f.Place(attached(s, name, "new")); err != nil || filepath.Dir(place) != "~/Downloads" && filepath.Dir(place) != "~" {
				t.Errorf("%q is offered as %q, %v", name, place, err)
			}
		}
	}
	after := everything(t, dir)
	for path, was := range before {
		if after[path] != was {
			t.Errorf("%s is another now", path)
		}
	}
	if n := len(after) - len(before); n != 2*len(names) {
		t.Errorf("%d files are new, of %d that were saved", n, 2*len(names))
	}
}

// everything is what lies below a folder, by its path.
func everything(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	must(t, filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if e.Type()&os.ModeSymlink != 0 {
			to, err := os.Readlink(path)
			all[path] = "-> " + to
			return err
		}
		b, err := os.ReadFile(path)
		all[path] = string(b)
		return err
	}))
	return all
}
