package disk_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/heed-desk/heed/internal/disk"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// holds fails the test unless a folder holds one file with this text, and nothing else.
func holds(t testing.TB, path, want string) {
	t.Helper()
	if b, err := os.ReadFile(path); err != nil || string(b) != want {
		t.Errorf("it holds %q, %v", b, err)
	}
	if info, err := os.Lstat(path); err != nil || info.Mode() != 0o600 {
		t.Errorf("it is %v, %v", info.Mode(), err)
	}
	if _, err := os.Lstat(path + ".new"); !errors.Is(err, fs.ErrNotExist) {
		t.Error("something was left beside it:", err)
	}
}

func TestAFileTakesThePlaceOfAnotherWhateverAnEarlierTryLeftBehind(t *testing.T) {
	for name, lay := range map[string]func(path string) error{
		"nothing": func(string) error { return nil },
		"a piece": func(path string) error { return os.WriteFile(path, []byte("ha"), 0o644) },
		"a folder with something in it": func(path string) error {
			return errors.Join(os.Mkdir(path, 0o700), os.WriteFile(filepath.Join(path, "words"), []byte("kept"), 0o600))
		},
		"a link": func(path string) error { return os.Symlink(filepath.Join(filepath.Dir(path), "else"), path) },
		"a pipe": func(path string) error { return syscall.Mkfifo(path, 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "file")
			must(t, os.WriteFile(path, []byte("old"), 0o644))
			must(t, lay(path+".new"))
			must(t, disk.Replace(path, []byte("new")))
			holds(t, path, "new")
		})
	}
}

func TestWhoGoesOnWritingWritesToTheFileThatIsThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	f, err := disk.ReplaceOpen(path, []byte("one"))
	must(t, err)
	_, err = f.WriteAt([]byte(", two"), 3)
	must(t, errors.Join(err, f.Close()))
	holds(t, path, "one, two")
}

func TestAFileIsMadeOnceAndNeverTakesAnothersPlace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	must(t, disk.Make(path, []byte("first")))
	holds(t, path, "first")
	if err := disk.Make(path, []byte("second")); !errors.Is(err, fs.ErrExist) {
		t.Error(err)
	}
	holds(t, path, "first")
}

func TestAPlaceThatCannotBeTakenLeavesWhatIsThereAndNothingBeside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "folder")
	must(t, os.Mkdir(path, 0o700))
	if err := disk.Replace(path, []byte("new")); err == nil {
		t.Error("a file took the place of a folder")
	}
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		t.Error(info, err)
	}
	if _, err := os.Lstat(path + ".new"); !errors.Is(err, fs.ErrNotExist) {
		t.Error("something was left beside it:", err)
	}
}

func TestASmallFileIsReadAndNothingElseIs(t *testing.T) {
	dir := t.TempDir()
	long := filepath.Join(dir, "long")
	must(t, os.WriteFile(long, make([]byte, 11), 0o600))
	if b, err := disk.ReadFile(long, 11); err != nil || len(b) != 11 {
		t.Error(len(b), err)
	}
	pipe := filepath.Join(dir, "pipe")
	must(t, syscall.Mkfifo(pipe, 0o600))
	for path, most := range map[string]int64{long: 10, dir: 10, pipe: 10, "/dev/zero": 10} {
		var o *disk.Obstacle
		if _, err := disk.ReadFile(path, most); !errors.As(err, &o) || o.Path != path {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, err := disk.ReadFile(filepath.Join(dir, "none"), 10); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func TestAFolderIsMadeWithThoseAboveItForItsOwnerAlone(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "a", "b", "c")
	for range 2 {
		must(t, disk.MakeFolder(dir))
	}
	for _, d := range []string{dir, filepath.Dir(dir)} {
		if info, err := os.Stat(d); err != nil || info.Mode() != fs.ModeDir|0o700 {
			t.Errorf("%s: %v, %v", d, info, err)
		}
	}
	file := filepath.Join(top, "file")
	must(t, os.WriteFile(file, nil, 0o600))
	for _, in := range []string{file, filepath.Join(file, "below")} {
		if err := disk.MakeFolder(in); err == nil {
			t.Errorf("%s: a file was taken for a folder", in)
		}
	}
}
