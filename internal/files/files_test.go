package files_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/files"
)

// depot keeps files in memory, and hands out again what it keeps.
type depot struct {
	all       map[desk.FileID]string
	fail      error
	temp      string // where files are opened
	meanwhile func() // runs once, while a file is being fetched
	changing  func() // runs once, while a file is being copied
}

func (s *depot) AddFile(from io.Reader) (desk.FileID, int64, error) {
	if run := s.changing; run != nil {
		s.changing = nil
		first := make([]byte, 4)
		if _, err := io.ReadFull(from, first); err != nil {
			return desk.FileID{}, 0, err
		}
		run()
		from = io.MultiReader(bytes.NewReader(first), from)
	}
	b, err := io.ReadAll(from)
	if err != nil {
		return desk.FileID{}, 0, err
	}
	id := desk.FileID(sha256.Sum256(b))
	s.all[id] = string(b)
	return id, int64(len(b)), nil
}

func (s *depot) fetch(ctx context.Context, f desk.Attachment, take func([]byte) error) error {
	if s.fail != nil {
		_ = take([]byte("half"))
		return s.fail
	}
	if run := s.meanwhile; run != nil {
		s.meanwhile = nil
		if err := take([]byte("half")); err != nil {
			return err
		}
		run()
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return take([]byte(s.all[f.ID]))
}

// home is a home folder with some files, and the files of the person whose it is.
func home(t *testing.T) (string, *files.Files, *depot) {
	t.Helper()
	dir, temp := t.TempDir(), t.TempDir()
	t.Setenv("HOME", dir)
	t.Setenv("XDG_DOWNLOAD_DIR", "")
	for name, text := range map[string]string{
		"receipt.txt": "94.80", "Report 2026.pdf": "%PDF-1.7", ".hidden": "x", "docs/one.txt": "1", "Downloads/there.txt": "old", "empty": "",
	} {
		path := filepath.Join(dir, name)
		must(t, os.MkdirAll(filepath.Dir(path), 0o700))
		must(t, os.WriteFile(path, []byte(text), 0o600))
	}
	s := &depot{all: map[desk.FileID]string{}, temp: temp}
	f := files.New(files.Options{Store: s, Fetch: s.fetch, Opener: "/bin/true", Temp: func() (string, error) { return temp, nil }})
	t.Cleanup(func() {
		must(t, f.Close())
		if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
			t.Error("what was opened is still there:", left, err)
		}
	})
	return dir, f, s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// code is the code of a trouble.
func code(err error) string {
	var t *desk.FileTrouble
	var p *desk.Problem
	switch {
	case errors.As(err, &t):
		return t.Code
	case errors.As(err, &p):
		return string(p.Code)
	}
	return fmt.Sprint(err)
}

func TestAPathIsCompletedFromHomeWithFoldersFirst(t *testing.T) {
	dir, f, _ := home(t)
	must(t, os.Symlink(filepath.Join(dir, "docs"), filepath.Join(dir, "link")))
	must(t, syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "bad\x1b[2Jname"), nil, 0o600))
	for typed, want := range map[string]string{
		"~/":              "~/docs/ ~/Downloads/ ~/link/ ~/empty ~/receipt.txt ~/Report 2026.pdf",
		"~":               "~/docs/ ~/Downloads/ ~/link/ ~/empty ~/receipt.txt ~/Report 2026.pdf",
		"":                "docs/ Downloads/ link/ empty receipt.txt Report 2026.pdf",
		"~/re":            "~/receipt.txt ~/Report 2026.pdf",
		"~/Report 20":     "~/Report 2026.pdf",
		"~/.":             "~/.hidden",
		"~/link/":         "~/link/one.txt",
		dir + "/docs/o":   dir + "/docs/one.txt",
		"~/docs/../docs/": "~/docs/../docs/one.txt",
		"~/pip":           "",
	} {
		found, err := f.Look(t.Context(), typed)
		var got []string
		for _, p := range found.All {
			got = append(got, p.Typed)
		}
		if err != nil || strings.Join(got, " ") != want || found.Typed != typed {
			t.Errorf("%q: %q, %v", typed, got, err)
		}
	}
	if _, err := f.Look(t.Context(), "~/nowhere/"); code(err) != "missing" {
		t.Error(err)
	}
}

func TestAFolderOfVeryManyFilesIsListedInPart(t *testing.T) {
	dir, f, _ := home(t)
	for i := range 3000 {
		must(t, os.WriteFile(filepath.Join(dir, "docs", fmt.Sprintf("f%04d", i)), nil, 0o600))
	}
	found, err := f.Look(t.Context(), "~/docs/")
	if err != nil || len(found.All) != 200 || !found.More {
		t.Error(len(found.All), found.More, err)
	}
	if found, err = f.Look(t.Context(), "~/docs/f0123"); err != nil || len(found.All) != 1 || found.More {
		t.Error(len(found.All), found.More, err)
	}
}

func TestAPlainFileIsTakenAlsoThroughALinkAndNothingElseIs(t *testing.T) {
	dir, f, s := home(t)
	must(t, os.Symlink(filepath.Join(dir, "receipt.txt"), filepath.Join(dir, "link.txt")))
	must(t, os.Symlink("/dev/zero", filepath.Join(dir, "endless")))
	must(t, syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600))
	big, err := os.Create(filepath.Join(dir, "big"))
	must(t, err)
	must(t, errors.Join(big.Truncate(desk.MaxFile+1), big.Close()))
	for _, path := range []string{"~/receipt.txt", "~/link.txt", dir + "/receipt.txt", "receipt.txt"} {
		a, err := f.Add(t.Context(), path, &atomic.Int64{})
		if err != nil || s.all[a.ID] != "94.80" || a.Size != 5 || a.Type != "text/plain" || a.Name.Raw() != filepath.Base(path) {
			t.Error(path, a, err)
		}
	}
	for path, want := range map[string]string{
		"~/pipe": "special", "~/endless": "special", "/dev/null": "special", "~/docs": "folder", "~/gone": "missing", "~/big": "file_too_large",
	} {
		if _, err := f.Add(t.Context(), path, &atomic.Int64{}); code(err) != want {
			t.Errorf("%s: %s", path, code(err))
		}
	}
	if a, err := f.AddText("pasted.txt", "words"); err != nil || s.all[a.ID] != "words" {
		t.Error(a, err)
	}
}

func attached(s *depot, name, text string) desk.Attachment {
	id, size, _ := s.AddFile(strings.NewReader(text))
	return desk.Attachment{ID: id, Name: desk.Foreign(name), Size: size}
}

func TestAFileIsSavedBesideWhatHasItsNameAndNeverOverIt(t *testing.T) {
	dir, f, s := home(t)
	file := attached(s, "../../there.txt", "new")
	place, err := f.Place(file)
	if err != nil || place != "~/Downloads/there.txt" {
		t.Fatal(place, err)
	}
	var done atomic.Int64
	for i, want := range []string{"~/Downloads/there-2.txt", "~/Downloads/there-3.txt"} {
		got, err := f.Save(t.Context(), file, place, &done)
		if err != nil || got.Path.Raw() != want || !got.Numbered {
			t.Error(i, got.Path.Raw(), err)
		}
	}
	got, err := f.Save(t.Context(), file, "~/docs", &done)
	if err != nil || got.Path.Raw() != "~/docs/there.txt" || got.Numbered {
		t.Error("into a folder:", got.Path.Raw(), err)
	}
	for path, want := range map[string]string{"Downloads/there.txt": "old", "Downloads/there-2.txt": "new", "docs/there.txt": "new"} {
		if b, err := os.ReadFile(filepath.Join(dir, path)); string(b) != want {
			t.Errorf("%s holds %q, %v", path, b, err)
		}
	}
	if _, err := f.Save(t.Context(), file, "~/nowhere/x.txt", &done); code(err) != "missing" {
		t.Error(err)
	}
}

func TestADownloadThatBreaksOffLeavesNothing(t *testing.T) {
	dir, f, s := home(t)
	file := attached(s, "new.txt", "new")
	s.fail = &desk.Temporary{Err: errors.New("cut")}
	var done atomic.Int64
	var away *desk.Temporary
	if _, err := f.Save(t.Context(), file, "~/docs/new.txt", &done); !errors.As(err, &away) {
		t.Error(err)
	}
	if left, err := os.ReadDir(filepath.Join(dir, "docs")); err != nil || len(left) != 1 {
		t.Error(left, err)
	}
}

// in are the names in a folder.
func in(t *testing.T, dir string) string {
	t.Helper()
	all, err := os.ReadDir(dir)
	must(t, err)
	var names []string
	for _, e := range all {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}

func TestANameThatWasTakenForAFileThatDidNotComeIsGivenBack(t *testing.T) {
	dir, f, s := home(t)
	file := attached(s, "new.txt", "new")
	s.meanwhile = func() { // then the file can be given no other name
		left, err := filepath.Glob(filepath.Join(dir, "docs", ".heed-*"))
		must(t, err)
		must(t, os.Remove(left[0]))
	}
	if _, err := f.Save(t.Context(), file, "~/docs/new.txt", &atomic.Int64{}); err == nil {
		t.Error("it says that it was saved")
	}
	if got := in(t, filepath.Join(dir, "docs")); got != "one.txt" {
		t.Errorf("it left %q", got)
	}
}

func TestADownloadThatIsCalledOffLeavesNothing(t *testing.T) {
	dir, f, s := home(t)
	file := attached(s, "new.txt", "new")
	ctx, stop := context.WithCancel(t.Context())
	s.meanwhile = stop
	if _, err := f.Save(ctx, file, "~/docs/new.txt", &atomic.Int64{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if got := in(t, filepath.Join(dir, "docs")); got != "one.txt" {
		t.Errorf("it left %q", got)
	}
}

func TestACopyThatIsCalledOffEndsAndIsCountedUntilThen(t *testing.T) {
	_, f, s := home(t)
	var done atomic.Int64
	if _, err := f.Add(t.Context(), "~/receipt.txt", &done); err != nil || done.Load() != 5 {
		t.Error(done.Load(), err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if a, err := f.Add(ctx, "~/docs/one.txt", &done); !errors.Is(err, context.Canceled) || s.all[a.ID] == "1" {
		t.Error(a, err)
	}
}

func TestWhatACrashLeftIsSweptAndWhatIsInUseIsNot(t *testing.T) {
	dir, f, s := home(t)
	temp := s.temp
	long := func(path string) string {
		must(t, os.Chtimes(path, time.Time{}, time.Now().Add(-time.Hour)))
		return path
	}
	write := func(path string) string {
		must(t, os.MkdirAll(filepath.Dir(path), 0o700))
		must(t, os.WriteFile(path, []byte("a customer's"), 0o600))
		return long(path)
	}
	downloads := filepath.Join(dir, "Downloads")
	write(filepath.Join(downloads, ".heed-"+strings.Repeat("A", 26)))
	write(filepath.Join(downloads, ".heed-notes"))
	write(filepath.Join(downloads, "heed-"+strings.Repeat("A", 26)))
	must(t, os.WriteFile(filepath.Join(downloads, ".heed-"+strings.Repeat("B", 26)), nil, 0o600)) // of this minute
	must(t, os.Mkdir(filepath.Join(downloads, ".heed-"+strings.Repeat("C", 26)), 0o700))
	long(filepath.Join(downloads, ".heed-"+strings.Repeat("C", 26)))
	write(filepath.Join(temp, "open-123", "4", "receipt.pdf"))
	long(filepath.Join(temp, "open-123"))
	write(filepath.Join(temp, "a.socket"))

	got, err := f.Fetch(t.Context(), attached(s, "receipt.pdf", "%PDF"), &atomic.Int64{}) // another heed has this open
	must(t, err)
	mine := filepath.Dir(filepath.Dir(got.Path))
	long(mine)
	swept := false
	s.meanwhile = func() { // and this one is on its way
		under, err := filepath.Glob(filepath.Join(downloads, ".heed-*"))
		must(t, err)
		for _, path := range under {
			if info, err := os.Stat(path); err == nil && info.Size() == 4 {
				long(path)
				swept = true
			}
		}
		must(t, files.New(files.Options{Temp: func() (string, error) { return temp, nil }}).Sweep(t.Context()))
	}
	if _, err := f.Save(t.Context(), attached(s, "new.txt", "new"), "~/Downloads/", &atomic.Int64{}); err != nil || !swept {
		t.Error("what was on its way was taken:", swept, err)
	}
	must(t, f.Close())
	want := ".heed-" + strings.Repeat("B", 26) + " .heed-" + strings.Repeat("C", 26) + " .heed-notes heed-" + strings.Repeat("A", 26) + " new.txt there.txt"
	if got := in(t, downloads); got != want {
		t.Errorf("downloads hold %q", got)
	}
	if got := in(t, temp); got != "a.socket" {
		t.Errorf("the folder for what is opened holds %q", got)
	}
	must(t, os.Remove(filepath.Join(temp, "a.socket")))
}

func TestASaveSweepsTheFolderThatItGoesTo(t *testing.T) {
	dir, f, s := home(t)
	left := filepath.Join(dir, "docs", ".heed-"+strings.Repeat("A", 26))
	must(t, os.WriteFile(left, []byte("half"), 0o600))
	must(t, os.Chtimes(left, time.Time{}, time.Now().Add(-time.Hour)))
	_, err := f.Save(t.Context(), attached(s, "new.txt", "new"), "~/docs/", &atomic.Int64{})
	must(t, err)
	if got := in(t, filepath.Join(dir, "docs")); got != "new.txt one.txt" {
		t.Errorf("the folder holds %q", got)
	}
}

func TestWhatRunsOrIsNotWhatItSaysIsCautionedOf(t *testing.T) {
	_, f, s := home(t)
	for _, c := range []struct {
		name, text string
		want       desk.Caution
	}{
		{"receipt.pdf", "%PDF-1.7", desk.NoCaution},
		{"notes.txt", "plain words", desk.NoCaution},
		{"photo.png", "\x89PNG\x0d\x0a\x1a\x0a", desk.NoCaution},
		{"archive.tar.gz", "\x1f\x8b\x08", desk.NoCaution},
		{"photo.png", "MZ\x90\x00", desk.FileRuns},
		{"receipt.pdf", "#!/bin/sh\nrm", desk.FileRuns},
		{"receipt.pdf.exe", "MZ\x90", desk.FileDoubled},
		{"setup.exe", "MZ\x90", desk.FileRuns},
		{"run.sh", "echo", desk.FileRuns},
		{"page.html", "<html><script>", desk.FileRuns},
		{"letter.docm", "PK\x03\x04", desk.FileRuns},
		{"receipt.pdf", "PK\x03\x04", desk.FileDiffers},
		{"photo.jpg", "plain words", desk.FileDiffers},
		{"no ending", "\x7fELF", desk.FileRuns},
		{"\u202efdp.exe", "MZ", desk.FileRuns},
	} {
		got, err := f.Fetch(t.Context(), attached(s, c.name, c.text), &atomic.Int64{})
		if err != nil || got.Caution != c.want {
			t.Errorf("%q of %q: %q, %v", c.text, c.name, got.Caution, err)
			continue
		}
		if info, err := os.Stat(got.Path); err != nil || info.Mode() != 0o600 {
			t.Error(got.Path, info.Mode(), err)
		}
		must(t, f.Open(got))
	}
}

func TestAFileThatIsWrittenWhileItIsCopiedIsNotAttachedInPieces(t *testing.T) {
	dir, f, s := home(t)
	path := filepath.Join(dir, "report.bin")
	for name, change := range map[string]func() error{
		"cut":     func() error { return os.Truncate(path, 5) },
		"longer":  func() error { return os.WriteFile(path, bytes.Repeat([]byte("b"), 1<<20), 0o600) },
		"as long": func() error { return os.WriteFile(path, bytes.Repeat([]byte("c"), 1<<18), 0o600) },
	} {
		if err := os.WriteFile(path, bytes.Repeat([]byte("a"), 1<<18), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, time.Time{}, time.Now().Add(-time.Minute)); err != nil {
			t.Fatal(err)
		}
		s.changing = func() {
			if err := change(); err != nil {
				t.Error(err)
			}
		}
		_, err := f.Add(t.Context(), path, new(atomic.Int64))
		var trouble *desk.FileTrouble
		if !errors.As(err, &trouble) || trouble.Code != "changed" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
