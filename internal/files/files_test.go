package files_test

import (
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

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/files"
	"github.com/heed-desk/heed/tui/screen"
)

// shelf keeps files in memory, and hands out again what it keeps.
type shelf struct {
	all  map[desk.FileID]string
	fail error
}

func (s *shelf) AddFile(from io.Reader) (desk.FileID, int64, error) {
	b, err := io.ReadAll(from)
	id := desk.FileID(sha256.Sum256(b))
	s.all[id] = string(b)
	return id, int64(len(b)), err
}

func (s *shelf) fetch(_ context.Context, f desk.Attachment, take func([]byte) error) error {
	if s.fail != nil {
		_ = take([]byte("half"))
		return s.fail
	}
	return take([]byte(s.all[f.ID]))
}

// home is a home folder with some files, and the files of the person whose it is.
func home(t *testing.T) (string, *files.Files, *shelf) {
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
	s := &shelf{all: map[desk.FileID]string{}}
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
	var t *screen.FileTrouble
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
		a, err := f.Add(path)
		if err != nil || s.all[a.ID] != "94.80" || a.Size != 5 || a.Type != "text/plain" || a.Name.Raw() != filepath.Base(path) {
			t.Error(path, a, err)
		}
	}
	for path, want := range map[string]string{
		"~/pipe": "special", "~/endless": "special", "/dev/null": "special", "~/docs": "folder", "~/gone": "missing", "~/big": "file_too_large",
	} {
		if _, err := f.Add(path); code(err) != want {
			t.Errorf("%s: %s", path, code(err))
		}
	}
	if a, err := f.AddText("pasted.txt", "words"); err != nil || s.all[a.ID] != "words" {
		t.Error(a, err)
	}
}

func attached(s *shelf, name, text string) desk.Attachment {
	id, size, _ := s.AddFile(strings.NewReader(text))
	return desk.Attachment{ID: id, Name: desk.Foreign(name), Size: size}
}

func TestAFileIsSavedBesideWhatHasItsNameAndNeverOverIt(t *testing.T) {
	dir, f, s := home(t)
	file := attached(s, "../../there.txt", "new")
	place := f.Place(file)
	if place != "~/Downloads/there.txt" {
		t.Fatal(place)
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

func TestWhatRunsOrIsNotWhatItSaysIsCautionedOf(t *testing.T) {
	_, f, s := home(t)
	for _, c := range []struct {
		name, text string
		want       screen.Caution
	}{
		{"receipt.pdf", "%PDF-1.7", screen.NoCaution},
		{"notes.txt", "plain words", screen.NoCaution},
		{"photo.png", "\x89PNG\x0d\x0a\x1a\x0a", screen.NoCaution},
		{"archive.tar.gz", "\x1f\x8b\x08", screen.NoCaution},
		{"photo.png", "MZ\x90\x00", screen.Runs},
		{"receipt.pdf", "#!/bin/sh\nrm", screen.Runs},
		{"receipt.pdf.exe", "MZ\x90", screen.Doubled},
		{"setup.exe", "MZ\x90", screen.Runs},
		{"run.sh", "echo", screen.Runs},
		{"page.html", "<html><script>", screen.Runs},
		{"letter.docm", "PK\x03\x04", screen.Runs},
		{"receipt.pdf", "PK\x03\x04", screen.Differs},
		{"photo.jpg", "plain words", screen.Differs},
		{"no ending", "\x7fELF", screen.Runs},
		{"\u202efdp.exe", "MZ", screen.Runs},
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
