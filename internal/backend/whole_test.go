package backend

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

func TestARestoredDeskIsNeverThereUnderTheOldEpoch(t *testing.T) {
	AboutFiles(t)
	dir, file := t.TempDir(), filepath.Join(t.TempDir(), "desk.backup")
	opensTicket(t, opened(t, dir))
	src := PeekOn(t, dir)
	if _, err := src.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	back, _, err := OpenBackup(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []*Source{src, back} {
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	to := opened(t, t.TempDir())
	if err := to.change(t.Context(), func(t *tx) error {
		return t.exec(`CREATE TRIGGER full BEFORE UPDATE OF epoch ON desk BEGIN SELECT RAISE(ABORT, 'disk full'); END`)
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := back.Restore(t.Context(), to, t.TempDir()); err == nil {
		t.Fatal("nothing went wrong")
	}
	if err := to.change(t.Context(), func(t *tx) error { return t.exec(`DROP TRIGGER full`) }); err != nil {
		t.Fatal(err)
	}
	if _, err := back.Restore(t.Context(), to, t.TempDir()); err != nil {
		t.Error("once more:", err)
	}
}

// served is the answer of a way that only the owner of the desk's folder has.
func served(t *testing.T, h http.Handler, query string, body io.Reader) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/?"+query, body))
	return w
}

func TestAnImportThatBreaksOffAnywhereIsNoneThatIsComplete(t *testing.T) {
	s := New(opened(t, t.TempDir()), Options{})
	t.Cleanup(s.Close)
	for name, body := range map[string]io.Reader{
		"between records": io.MultiReader(strings.NewReader("{}\n"), broken{}),
		"within one":      io.MultiReader(strings.NewReader(`{}{"`), broken{}),
		"cut off":         strings.NewReader(`{}{"`),
		"a stray bracket": strings.NewReader("{}]{}"),
	} {
		if w := served(t, s.TakeIn(), "", body); w.Code == http.StatusOK {
			t.Errorf("%s: %s", name, w.Body)
		}
	}
	if w := served(t, s.TakeIn(), "", strings.NewReader("{}\n{}\n")); w.Code != http.StatusOK {
		t.Errorf("a whole one: %d %s", w.Code, w.Body)
	}
}

// broken is a connection that is lost.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// patient notes which of a request's deadlines are lifted.
type patient struct {
	*httptest.ResponseRecorder
	lifted int
}

func (p *patient) SetReadDeadline(at time.Time) error  { return p.lift(at) }
func (p *patient) SetWriteDeadline(at time.Time) error { return p.lift(at) }

func (p *patient) lift(at time.Time) error {
	if at.IsZero() {
		p.lifted++
	}
	return nil
}

func TestErasingSomebodyMayTakeAsLongAsItTakes(t *testing.T) {
	s := New(opened(t, t.TempDir()), Options{})
	t.Cleanup(s.Close)
	w := &patient{ResponseRecorder: httptest.NewRecorder()}
	s.Forget().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/?who="+desk.CustomerID{ID: desk.NewID()}.String(), nil))
	if w.Code != http.StatusOK || w.lifted != 2 {
		t.Errorf("%d %s, and %d deadlines are lifted", w.Code, w.Body, w.lifted)
	}
}

func TestNothingIsLeftOfWhoIsErasedEvenWhereNobodyWaitsForIt(t *testing.T) {
	AboutFiles(t)
	dir := t.TempDir()
	s := opened(t, dir)
	k := opensTicket(t, s)
	ctx, leave := context.WithCancel(t.Context())
	s.bell = leaving{s.bell, leave}
	if _, err := s.Erase(ctx, k.Requester); err != nil {
		t.Error(err)
	}
	for _, name := range []string{File, File + "-wal"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "hello") {
			t.Errorf("a word of theirs is in %s", name)
		}
	}
}

// leaving is a bell at which whoever asked goes away.
type leaving struct {
	bell
	leave func()
}

func (l leaving) after(n news) {
	l.bell.after(n)
	l.leave()
}
