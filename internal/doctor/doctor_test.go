package doctor_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/heed-desk/heed/internal/doctor"
	"github.com/heed-desk/heed/internal/profile"
	"github.com/heed-desk/heed/internal/words"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// codes are what was found, and holds that each has a sentence.
func codes(t *testing.T, found ...doctor.Finding) string {
	t.Helper()
	var all []string
	for _, f := range found {
		if said := words.English().T("doctor." + f.Code); said == "doctor."+f.Code {
			t.Errorf("%s has no sentence", f.Code)
		}
		all = append(all, f.Code)
	}
	return strings.Join(all, " ")
}

func TestATerminalThatCannotShowHeedIsNamed(t *testing.T) {
	env := func(pairs ...string) func(string) string {
		return func(name string) string {
			for i := 0; i < len(pairs); i += 2 {
				if pairs[i] == name {
					return pairs[i+1]
				}
			}
			return ""
		}
	}
	for want, s := range map[string]doctor.Screen{
		"terminal.none":                                       {Env: env()},
		"terminal.named colours utf8 size":                    {There: true, W: 160, H: 45, Colour: "256", Env: env("TERM", "xterm", "LANG", "de_DE.UTF-8")},
		"terminal.dumb colours.none utf8.unset size":          {There: true, W: 80, H: 24, Env: env("TERM", "dumb")},
		"terminal.named colours.unwanted utf8.not size.small": {There: true, W: 79, H: 24, Env: env("TERM", "xterm", "NO_COLOR", "1", "LC_ALL", "C", "LANG", "C.UTF-8")},
		"terminal.named colours utf8 size.tiny":               {There: true, W: 39, H: 24, Colour: "16", Env: env("TERM", "xterm", "LC_CTYPE", "UTF-8")},
		"terminal.named colours utf8 size.unsaid":             {There: true, Colour: "16", Env: env("TERM", "xterm", "LC_CTYPE", "UTF-8")},
	} {
		if got := codes(t, doctor.Terminal(s)...); got != want {
			t.Errorf("got %q, not %q", got, want)
		}
	}
}

func TestAFolderThatCannotBeWrittenToIsFoundAndNothingIsLeftThere(t *testing.T) {
	dir := t.TempDir()
	if got := codes(t, doctor.Folder("state", filepath.Join(dir, "not", "yet"))...); got != "folder" && got != "folder.tight" {
		t.Error(got)
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := codes(t, doctor.Folder("state", file)...); got != "folder.file" {
		t.Error(got)
	}
	if os.Getuid() != 0 {
		closed := filepath.Join(dir, "closed")
		if err := os.Mkdir(closed, 0o500); err != nil {
			t.Fatal(err)
		}
		if got := codes(t, doctor.Folder("state", closed)...); got != "folder.closed" {
			t.Error(got)
		}
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".heed*")); err != nil || len(left) > 0 {
		t.Error(left, err)
	}
}

func TestWhoHasAProfileOpenIsSaidAndWhetherThatProcessAnswers(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	dir := filepath.Join(t.TempDir(), "work")
	f, free := doctor.Owner(t.Context(), dir)
	if got := codes(t, f); got != "owner.nobody" || !free {
		t.Error(got, free)
	}
	lock, err := profile.Take(dir, profile.Workstation)
	if err != nil {
		t.Fatal(err)
	}
	f, free = doctor.Owner(t.Context(), dir)
	if got := codes(t, f); got != "owner.deaf" || f.State != doctor.Bad || free {
		t.Error(got, f, free)
	}
	l, err := profile.Listen(dir)
	if err != nil {
		t.Fatal(err)
	}
	f, _ = doctor.Owner(t.Context(), dir)
	if got := codes(t, f); got != "owner" || f.Args["pid"] == "" {
		t.Error(got, f)
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	if err := lock.Release(); err != nil {
		t.Error(err)
	}
}

func TestADeskThatIsAwayOrHasAnotherClockIsFound(t *testing.T) {
	off := time.Duration(0)
	desk := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", time.Now().Add(off).UTC().Format(http.TimeFormat))
		w.Header().Set("Heed-Desk", "1")
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = w.Write([]byte(`{"error":"unauthorized"}`))
	}))
	defer http.DefaultClient.CloseIdleConnections()
	for by, want := range map[time.Duration]string{0: "desk clock", time.Hour: "desk clock.slow", -time.Hour: "desk clock.fast"} {
		off = by
		if got := codes(t, doctor.Reach(t.Context(), desk.URL)...); got != want {
			t.Errorf("%s: %s", by, got)
		}
	}
	desk.Close()
	if got := doctor.Reach(t.Context(), desk.URL); codes(t, got...) != "desk.away" || got[0].Args["why"] != "nobody" {
		t.Error(got)
	}
	if got := codes(t, doctor.Reach(t.Context(), "gopher://desk")...); got != "desk.address" {
		t.Error(got)
	}
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>welcome")) }))
	defer web.Close()
	if got := codes(t, doctor.Reach(t.Context(), web.URL)...); got != "desk.other" {
		t.Error(got)
	}
}

func TestASilentDeskIsNotWaitedForLong(t *testing.T) {
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if got := codes(t, doctor.Reach(ctx, "http://"+l.Addr().String())...); got != "desk.away" {
		t.Error(got)
	}
}

func TestALedgerThatLacksRowsOrHasStoppedChangesIsFound(t *testing.T) {
	for want, l := range map[string][5]int{
		"cache outbox": {3, 3, 0, 0, 0}, "cache.damaged outbox.waiting": {2, 3, 1, 0, 1}, "cache outbox.stopped": {3, 3, 1, 1, 0}, "cache outbox.begun": {3, 3, 0, 0, 2},
	} {
		if got := codes(t, doctor.Ledger(l[0], l[1]), doctor.Outbox(l[2], l[3], l[4])); got != want {
			t.Errorf("got %q, not %q", got, want)
		}
	}
	if got := doctor.Worst([]doctor.Finding{doctor.Ledger(2, 3), doctor.Outbox(0, 1, 0)}); got != doctor.Bad {
		t.Error(got)
	}
}
