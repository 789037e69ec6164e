package backend

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

func opened(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := OpenOn(t, dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestADeskIsForItsOwnerAloneAndStaysItself(t *testing.T) {
	AboutFiles(t)
	dir := filepath.Join(t.TempDir(), "a desk?&#%")
	s := opened(t, dir)
	epoch, name := s.epoch, s.name
	if name != filepath.Base(dir) {
		t.Errorf("it is called %q", name)
	}
	for path, want := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, File): 0o600, filepath.Join(dir, File+"-wal"): 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v %v", path, info, err)
		}
	}
	if err := errors.Join(s.Close(), s.Close()); err != nil {
		t.Fatal(err)
	}
	if err := s.PutCustomer(t.Context(), desk.Customer{ID: desk.CustomerID{ID: desk.NewID()}}); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	if s := opened(t, dir); s.epoch != epoch || s.name != name {
		t.Error("it is another desk now")
	}
}

func TestADeskOfANewerHeedIsLeftAlone(t *testing.T) {
	AboutFiles(t)
	dir := t.TempDir()
	s := opened(t, dir)
	err := s.change(t.Context(), func(t *tx) error { return t.exec(`UPDATE desk SET version = version + 1`) })
	if err != nil {
		t.Fatal(err)
	}
	crashed := t.TempDir() // with its log beside it
	copyDesk(t, dir, crashed)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for name, dir := range map[string]string{"closed": dir, "crashed": crashed} {
		before := written(t, dir)
		if _, err := Open(dir); !errors.Is(err, ErrNewerDesk) {
			t.Errorf("a %s one opens as %v", name, err)
		}
		if after := written(t, dir); !maps.Equal(before, after) {
			t.Errorf("a %s one was %v, is %v", name, slices.Collect(maps.Keys(before)), slices.Collect(maps.Keys(after)))
		}
	}
}

// copyDesk copies what lies in a folder, but for the shared memory of who has a desk open.
func copyDesk(t *testing.T, from, to string) {
	t.Helper()
	for name, text := range written(t, from) {
		if err := os.WriteFile(filepath.Join(to, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// written is what the files of a desk's folder hold, but for the shared memory of who has it open.
func written(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	names, err := filepath.Glob(filepath.Join(dir, File+"*"))
	for _, name := range names {
		text, rerr := os.ReadFile(name)
		if err = errors.Join(err, rerr); !strings.HasSuffix(name, "-shm") {
			all[filepath.Base(name)] = string(text)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAFileThatIsNoDeskIsNotTakenForAnEmptyOne(t *testing.T) {
	AboutFiles(t)
	dir := t.TempDir()
	path := filepath.Join(dir, File)
	if err := os.WriteFile(path, []byte("this is a letter to my aunt, and longer than a header"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); err == nil {
		t.Error("it was opened")
	}
	if text, err := os.ReadFile(path); err != nil || string(text[:6]) != "this i" {
		t.Errorf("%q %v", text, err)
	}
}

func TestAChangeThatFailsLeavesNothingBehind(t *testing.T) {
	s := opened(t, t.TempDir())
	trouble := errors.New("trouble")
	sub := s.hub.subscribe("ann", 0, time.Now())
	s.hub.take(sub)
	err := s.change(t.Context(), func(t *tx) error {
		seq, err := t.next()
		return errors.Join(trouble, err, t.saveCustomer(desk.Customer{ID: desk.CustomerID{ID: desk.NewID()}}, seq))
	})
	if !errors.Is(err, trouble) {
		t.Error(err)
	}
	var n int
	if err := s.look(t.Context(), func(q query) error {
		return q.row(`SELECT (SELECT count(*) FROM customers) + (SELECT seq FROM desk)`).Scan(&n)
	}); err != nil || n != 0 {
		t.Error(n, err)
	}
	if hints, _ := s.hub.take(sub); len(hints) != 0 {
		t.Errorf("%+v", hints)
	}
}

func TestAWriteThatPanicsLeavesNothingBehindAndOthersGoOnWriting(t *testing.T) {
	s := opened(t, t.TempDir())
	func() {
		defer func() {
			if r := recover(); r != "trouble" {
				t.Errorf("the caller hears %v", r)
			}
		}()
		_ = s.change(t.Context(), func(x *tx) error {
			if err := x.exec(`UPDATE desk SET seq = 99`); err != nil {
				return err
			}
			panic("trouble")
		})
	}()
	if len(s.turn) != 1 {
		t.Fatal("nobody can write any more") // and Close would wait for ever
	}
	err := s.change(t.Context(), func(x *tx) error {
		if seq, err := x.next(); err != nil || seq != 1 {
			t.Errorf("the next change is %d, %v", seq, err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestWhoeverGivesUpWhileWaitingForTheirTurnChangesNothing(t *testing.T) {
	s := opened(t, t.TempDir())
	w := <-s.turn
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.change(ctx, func(*tx) error { t.Error("it ran"); return nil }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	s.turn <- w
}

func TestACursorIsOfOneLifeOfTheDesk(t *testing.T) {
	now := time.UnixMilli(1_700_000_000_000).UTC()
	s := &Store{secret: []byte("secret"), epoch: "e"}
	in := func(life string) func(int64) ([]byte, error) {
		return func(int64) ([]byte, error) { return []byte(life), nil }
	}
	cursor := s.cursorAt("ann", []byte("before"), place{seq: 7, told: now})
	if p, err := s.placeOf("ann", cursor, now, in("before")); err != nil || p != (place{seq: 7, told: now}) {
		t.Error(p, err)
	}
	for _, life := range []string{"restored", ""} {
		if _, err := s.placeOf("ann", cursor, now, in(life)); !errors.Is(err, desk.ErrGone) {
			t.Error(err)
		}
	}
}

func FuzzCursor(f *testing.F) {
	s := &Store{secret: []byte("secret"), epoch: "e"}
	now := time.UnixMilli(1_700_000_000_000)
	life := func(int64) ([]byte, error) { return []byte("life"), nil }
	f.Add(string(s.cursorAt("ann", []byte("life"), place{seq: 7, told: now})))
	f.Add(string(s.cursorAt("ann", []byte("life"), place{seq: 7, told: now})) + "\n")
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := s.placeOf("ann", desk.Cursor(text), now, life)
		if err != nil {
			if !errors.Is(err, desk.ErrGone) {
				t.Error(err)
			}
			return
		}
		if s.cursorAt("ann", []byte("life"), p) != desk.Cursor(text) {
			t.Errorf("%q was never told", text)
		}
	})
}

func TestADeskWhoseDiskWasFullGoesOnWhenThereIsRoom(t *testing.T) {
	AboutFiles(t)
	s := opened(t, t.TempDir())
	room := func(pages string) {
		t.Helper()
		w := <-s.turn
		var n int
		if err := w.row(`PRAGMA max_page_count = ` + pages).Scan(&n); err != nil {
			t.Error(err)
		}
		s.turn <- w
	}
	room("1") // as many as there are
	open := desk.Op{Actor: desk.System, Intent: desk.Create{Channel: desk.Mail, Text: desk.Foreign(strings.Repeat("words ", 2000))}}
	var failed []desk.Op
	for len(failed) < 5 {
		op := open
		op.ID, op.Ticket = desk.NewOpID(), desk.NewTicketID()
		if _, err := s.Intake(t.Context(), op); err != nil {
			failed = append(failed, op)
		}
	}
	room("1000000")
	for _, op := range failed {
		if _, err := s.Thread(t.Context(), op.Ticket); !errors.Is(err, desk.ErrNotFound) {
			t.Error("half of it was kept:", err)
		}
		if v, err := s.Intake(t.Context(), op); err != nil || v.Outcome != desk.Applied {
			t.Error(v.Outcome, err)
		}
	}
}
