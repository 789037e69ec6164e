package files_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/promise"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/internal/text/hostile"
)

// strangeNames are payloads as names of files, those of HEED_DATA among them, and some in the
// middle of a name that looks like one.
func strangeNames(t *testing.T) []string {
	t.Helper()
	payloads := hostile.All()
	if n := promise.Size(t, 1, 4, 0); n > 0 {
		payloads = hostile.OfEach(n)
	}
	others := hostile.Data(t)
	n := min(promise.Size(t, 26, 150, len(others)), len(others))
	for i := range n {
		payloads = append(payloads, others[i*len(others)/n])
	}
	var names []string
	for i, p := range payloads {
		names = append(names, p.Text)
		if i%4 == 0 {
			names = append(names, "Bill "+p.Text+".pdf")
		}
	}
	return names
}

// TestAPayloadAsANameIsOnePartOfAPathInTheChosenFolder saves and opens files that a desk called
// by payloads. Each has its own bytes, below a name that is shown as it is.
func TestAPayloadAsANameIsOnePartOfAPathInTheChosenFolder(t *testing.T) {
	dir, f, s := home(t)
	into := filepath.Join(dir, "chosen")
	must(t, os.MkdirAll(into, 0o700))
	before := everything(t, dir)
	c, names := promise.Counting(t, promise.Hostile), strangeNames(t)
	wrong := func(name, what string, at any) {
		c.Violation()
		t.Errorf("%.80q is %s %.300q", name, what, at)
	}
	for i, name := range names {
		c.Run(1)
		file := attached(s, name, strconv.Itoa(i))
		saved, err := f.Save(t.Context(), file, into+"/", &atomic.Int64{})
		at := filepath.Join(dir, strings.TrimPrefix(saved.Path.Raw(), "~/"))
		if base := filepath.Base(at); err != nil || filepath.Dir(at) != into || !plain(base) {
			wrong(name, "saved as", []any{at, err})
		}
		if b, err := os.ReadFile(at); err != nil || string(b) != strconv.Itoa(i) {
			wrong(name, "saved with", []any{string(b), err})
		}
		if place, err := f.Place(file); err != nil || filepath.Dir(place) != "~/Downloads" || !plain(filepath.Base(place)) {
			wrong(name, "offered as", []any{place, err})
		}
		if i%8 != 0 {
			continue
		}
		got, err := f.Fetch(t.Context(), file, &atomic.Int64{})
		if err != nil || filepath.Dir(filepath.Dir(filepath.Dir(got.Path))) != s.temp || !plain(filepath.Base(got.Path)) {
			wrong(name, "opened as", []any{got.Path, err})
		}
	}
	after := everything(t, dir)
	for path, was := range before {
		if after[path] != was {
			t.Errorf("%s is another now", path)
		}
	}
	if n := len(after) - len(before); n != len(names) {
		t.Errorf("%d files are new, of %d that were saved", n, len(names))
	}
	c.Figure("%d payloads as names of files that came", len(names))
}

// plain reports whether a name is one part of a path that every screen shows as it is.
func plain(name string) bool {
	return name != "" && len(name) < 255 && text.Line(desk.Foreign(name)) == name && !strings.ContainsAny(name, `/\`) && !strings.ContainsAny(name[:1], ".-~ ")
}

// TestAPayloadAsANameOfOnesOwnFileIsListedOnlyWhereItCanBeTypedAndThenChosenRight puts files
// that are called by payloads into a folder of one's own.
func TestAPayloadAsANameOfOnesOwnFileIsListedOnlyWhereItCanBeTypedAndThenChosenRight(t *testing.T) {
	dir, f, s := home(t)
	c, all := promise.Counting(t, promise.Hostile), map[string]string{} // the bytes by the name
	for i, name := range strangeNames(t) {
		if strings.ContainsAny(name, "/\x00") || name == "" || name == "." || name == ".." {
			continue // no file can be called so; and what leads elsewhere is never written to
		}
		own := filepath.Join(dir, "own", strconv.Itoa(i))
		err := errors.Join(os.MkdirAll(own, 0o700), os.WriteFile(own+"/"+name, []byte(strconv.Itoa(i)), 0o600))
		switch {
		case errors.Is(err, syscall.ENAMETOOLONG), errors.Is(err, syscall.EILSEQ):
			continue // nor so
		case err != nil:
			t.Fatalf("%q: %v", name, err)
		}
		c.Run(1)
		all[name] = strconv.Itoa(i)
		typed := "~/own/" + strconv.Itoa(i) + "/"
		if strings.HasPrefix(name, ".") {
			typed += "."
		}
		found, err := f.Look(t.Context(), typed)
		switch {
		case err != nil || len(found.All) > 1:
			c.Violation()
			t.Errorf("%q: %+v, %v", name, found.All, err)
		case len(found.All) == 0:
			if letters(name) {
				t.Errorf("%q is not listed", name)
			}
		default:
			got, err := f.Add(t.Context(), found.All[0].Typed, &atomic.Int64{})
			if !utf8.ValidString(name) || err != nil || s.all[got.ID] != strconv.Itoa(i) || found.All[0].Name.Raw() != name || text.PasteLine(found.All[0].Typed) != norm.NFC.String(found.All[0].Typed) || got.Name.Raw() != desk.FileName(name).Raw() {
				c.Violation()
				t.Errorf("%q: %q of %q, %v", name, got.Name, s.all[got.ID], err)
			}
		}
	}
	c.Figure("%d payloads as names of one's own files", len(all))
}

// TestANameWithItsAccentsApartIsListed has one as some disks write it.
func TestANameWithItsAccentsApartIsListed(t *testing.T) {
	dir, f, _ := home(t)
	must(t, os.WriteFile(filepath.Join(dir, "Cafe\u0301.pdf"), nil, 0o600))
	if found, err := f.Look(t.Context(), "~/Caf"); err != nil || len(found.All) != 1 {
		t.Errorf("%+v, %v", found.All, err)
	}
}

// letters reports whether a name has nothing in it but what is shown as it is.
func letters(name string) bool {
	return plain(name) && !slices.ContainsFunc([]rune(name), func(r rune) bool { return r > '~' })
}
