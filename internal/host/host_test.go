package host_test

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/host"
	"github.com/heed-desk/heed/internal/profile"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience is how long a test waits for what has to come; nothing is timed by it.
const patience = time.Minute

func open(t *testing.T, dir string) *host.Desk {
	t.Helper()
	d, err := host.Open(dir, profile.Workstation, "test")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func closed(t *testing.T, d *host.Desk) {
	t.Helper()
	if err := d.Close(); err != nil {
		t.Error(err)
	}
}

// status asks the desk who it is, as an agent.
func status(t *testing.T, d *host.Desk, as desk.AgentID) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://desk"+api.Root, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := d.Transport(as).RoundTrip(r)
	if err != nil {
		t.Log(err)
		return 0
	}
	_ = res.Body.Close()
	return res.StatusCode
}

func TestANewDeskGetsAnOwner(t *testing.T) {
	d := open(t, t.TempDir())
	defer closed(t, d)
	a, err := d.Account(t.Context(), "", `SHOP\Mia Lopez`)
	if err != nil || a.ID != "mialopez" || a.Role != desk.RoleAdmin {
		t.Fatalf("got %+v, %v", a, err)
	}
	if again, err := d.Account(t.Context(), "", "tom"); err != nil || again.ID != a.ID {
		t.Errorf("the owner is %+v, %v", again, err)
	}
	if _, err := d.Account(t.Context(), "tom", "mia"); !errors.Is(err, host.ErrNoAccount) {
		t.Errorf("a stranger got %v", err)
	}
	if got := status(t, d, a.ID); got != http.StatusOK {
		t.Errorf("the owner got %d", got)
	}
}

func TestTheOwnerIsWhoTheDeskWasMadeForHoweverOthersAreCalled(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir)
	if _, err := d.Account(t.Context(), "mia", "x"); err != nil {
		t.Fatal(err)
	}
	if err := d.Store().AddAgent(t.Context(), desk.Agent{ID: "aaron", Role: desk.RoleAdmin}); err != nil {
		t.Fatal(err)
	}
	closed(t, d)
	d = open(t, dir)
	defer closed(t, d)
	if a, err := d.Account(t.Context(), "", "aaron"); err != nil || a.ID != "mia" {
		t.Errorf("the owner is %+v, %v", a, err)
	}
}

func TestASecondProcessIsAClientAndTakesOver(t *testing.T) {
	dir := t.TempDir()
	first := open(t, dir)
	owner, err := first.Account(t.Context(), "mia", "x")
	if err != nil {
		t.Fatal(err)
	}
	second := open(t, dir)
	defer closed(t, second)
	if second.Store() != nil {
		t.Fatal("two processes run one desk")
	}
	if a, err := second.Account(t.Context(), "mia", "x"); err != nil || a.ID != owner.ID {
		t.Errorf("account %+v, %v", a, err)
	}
	if _, err := second.Account(t.Context(), "tom", "x"); !errors.Is(err, host.ErrNoAccount) {
		t.Errorf("a stranger got %v", err)
	}
	if got := status(t, second, "mia"); got != http.StatusOK {
		t.Errorf("over the socket: %d", got)
	}
	if got := status(t, second, ""); got != http.StatusUnauthorized {
		t.Errorf("nobody got %d", got)
	}
	closed(t, first)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for second.Store() == nil {
		select {
		case <-ctx.Done():
			t.Fatal("nobody took over")
		case <-time.After(10 * time.Millisecond):
		}
	}
	if got := status(t, second, "mia"); got != http.StatusOK {
		t.Errorf("after taking over: %d", got)
	}
}

func TestADeskThatCannotBeTakenOverSaysWhy(t *testing.T) {
	dir := t.TempDir()
	first := open(t, dir)
	second := open(t, dir)
	defer closed(t, second)
	said := make(chan error, 1)
	second.OnTrouble(func(chore string, err error) {
		if chore != "take_over" {
			return
		}
		select {
		case said <- err:
		default: // it tries again, and said why
		}
	})
	if err := os.Rename(second.File(), second.File()+".old"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(second.File(), []byte("it is something else"), 0o600); err != nil {
		t.Fatal(err)
	}
	closed(t, first)
	select {
	case err := <-said:
		if !errors.Is(err, backend.ErrDamaged) {
			t.Error(err)
		}
	case <-time.After(patience):
		t.Fatal("nobody says why")
	}
}

func TestRunningADeskThatRunsIsRefused(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir)
	defer closed(t, d)
	var busy *profile.Busy
	if _, err := host.Own(t.Context(), dir, profile.Serving, "test"); !errors.As(err, &busy) || busy.PID != os.Getpid() {
		t.Errorf("got %v", err)
	}
}

func TestRunningADeskWaitsForACommandToBeDone(t *testing.T) {
	dir := t.TempDir()
	closed(t, open(t, dir))
	brief, err := host.Open(dir, profile.Pipe, "test")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() {
		d, err := host.Own(context.WithoutCancel(t.Context()), dir, profile.Serving, "test")
		if err == nil {
			err = d.Close()
		}
		done <- err
	}()
	closed(t, brief)
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestACommandOfAShellMakesNoDesk(t *testing.T) {
	if _, err := host.Open(t.TempDir(), profile.Pipe, "test"); !errors.Is(err, host.ErrNoDesk) {
		t.Errorf("got %v", err)
	}
}

func TestAFolderThatCannotBeMadeIsSaid(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := host.Open(filepath.Join(file, "desk"), profile.Workstation, "test"); err == nil {
		t.Error("a folder under a file was opened")
	}
}

func TestWhereADeskWasNoNewOneIsMade(t *testing.T) {
	for _, what := range []string{filepath.Join("profiles", "mia", "outbox.db"), filepath.Join(backend.FilesFolder, "ab", "abcd")} {
		dir := t.TempDir()
		closed(t, open(t, dir))
		left := filepath.Join(dir, what)
		if err := errors.Join(os.Remove(filepath.Join(dir, backend.File)), os.MkdirAll(filepath.Dir(left), 0o700), os.WriteFile(left, []byte("words"), 0o600)); err != nil {
			t.Fatal(err)
		}
		for _, use := range []profile.Use{profile.Workstation, profile.Pipe, profile.Serving, profile.Importing} {
			if _, err := host.Open(dir, use, "test"); !errors.Is(err, host.ErrDeskGone) {
				t.Errorf("%s, %s: %v", what, use, err)
			}
		}
		if _, err := os.Stat(filepath.Join(dir, backend.File)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: a new one: %v", what, err)
		}
	}
}

func TestARequestFindsWhoeverRunsTheDeskNext(t *testing.T) {
	dir := t.TempDir()
	first, second := open(t, dir), open(t, dir)
	defer closed(t, second)
	a, err := second.Account(t.Context(), "", "mia")
	if err != nil {
		t.Fatal(err)
	}
	closed(t, first)
	if got := status(t, second, a.ID); got != http.StatusOK {
		t.Errorf("right after the first one left: %d", got)
	}
	// With a body too, and where the other one left between two requests.
	third := open(t, dir)
	defer closed(t, third)
	if got := status(t, third, a.ID); got != http.StatusOK {
		t.Errorf("the third one's: %d", got)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://desk"+api.Presences, strings.NewReader(`{"doing":"left"}`))
	if err != nil {
		t.Fatal(err)
	}
	closed(t, second)
	res, err := third.Transport(a.ID).RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := res.Body.Close(); err != nil || res.StatusCode >= 500 {
		t.Errorf("%s, %v", res.Status, err)
	}
}

func TestANameWithAccentsIsALoginThatItsOwnerRecognises(t *testing.T) {
	for name, want := range map[string]desk.AgentID{
		"Jörg Müßig": "joergmuessig", "Inês Gonçalves": "inesgoncalves", "Siobhán": "siobhan", "Łukasz Żak": "lukaszzak", "mia": "mia", "水野": host.Nameless,
	} {
		if got := host.LoginID(name); got != want {
			t.Errorf("%q becomes %q, wants %q", name, got, want)
		}
	}
}
