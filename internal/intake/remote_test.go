package intake_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/intake"
)

// elsewhere is a desk that another process runs, over HTTP.
func elsewhere(t *testing.T) (dir string, store *backend.Store, far intake.Elsewhere) {
	t.Helper()
	dir, store = newDesk(t)
	server := backend.New(store, backend.Options{})
	web := httptest.NewServer(server.TakeIn())
	t.Cleanup(func() { web.Close(); server.Close() })
	return dir, store, intake.Elsewhere{Carry: web.Client().Transport, URL: web.URL}
}

// everything is a desk's whole state, as a new client gets it, without what is random.
func everything(t *testing.T, s *backend.Store) string {
	t.Helper()
	p, err := s.As(t.Context(), mia)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	err = s.Snapshot(t.Context(), p, func(line []byte) error {
		if text := string(line); strings.HasPrefix(text, `{"page"`) {
			all.WriteString(text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

func TestADeskThatAnotherProcessRunsTakesTheSameIn(t *testing.T) {
	for _, live := range []int{0, 20} {
		file := chats(t, 60)
		here, own := newDesk(t)
		there, theirs, far := elsewhere(t)
		want, err := intake.Run(t.Context(), own, intake.Ask{Dir: here, Files: []string{file}, Owner: mia, Now: now, Live: live, Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		ask := intake.Ask{Dir: there, Files: []string{file}, Owner: mia, Now: now, Live: live, Seed: 1}
		got, err := intake.Run(t.Context(), far, ask)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("live %d: %+v, %v; want %+v", live, got, err, want)
		}
		if a, b := everything(t, own), everything(t, theirs); a != b {
			t.Errorf("live %d: the desks differ: %d and %d bytes", live, len(a), len(b))
		}
		if live > 0 {
			continue
		}
		if got, err := intake.Run(t.Context(), far, ask); err != nil || got.Tickets != 0 || got.Known != want.Tickets {
			t.Errorf("again: %+v, %v", got, err)
		}
	}
}

func TestAnOwnerThatGoesAwayIsNoImport(t *testing.T) {
	gone := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.CopyN(io.Discard, r.Body, 4000) // the rest nobody takes
		panic(http.ErrAbortHandler)
	}))
	defer gone.Close()
	other := httptest.NewServer(http.NotFoundHandler())
	defer other.Close()
	for name, web := range map[string]*httptest.Server{"it breaks off": gone, "it knows nothing of imports": other} {
		ask := intake.Ask{Dir: t.TempDir(), Files: []string{chats(t, 400)}, Owner: mia, Now: now}
		if _, err := intake.Run(t.Context(), intake.Elsewhere{Carry: web.Client().Transport, URL: web.URL}, ask); !errors.Is(err, intake.ErrCut) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestADeskThatCannotWriteIsNoneThatWentAway(t *testing.T) {
	for code, why := range map[string]desk.Away{"disk_full": desk.AwayFull, "no_database": desk.AwayStore} {
		web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			w.Header().Set("Content-Type", "application/problem+json")
			w.WriteHeader(http.StatusInsufficientStorage)
			_, _ = io.WriteString(w, `{"code":"`+code+`"}`)
		}))
		ask := intake.Ask{Dir: t.TempDir(), Files: []string{chats(t, 40)}, Owner: mia, Now: now}
		_, err := intake.Run(t.Context(), intake.Elsewhere{Carry: web.Client().Transport, URL: web.URL}, ask)
		var later *desk.Temporary
		if !errors.As(err, &later) || later.Why != why || errors.Is(err, intake.ErrCut) {
			t.Errorf("%s: %v", code, err)
		}
		web.Close()
	}
}

func TestWhatCannotBeReadIsSaidThoughTheDeskIsElsewhere(t *testing.T) {
	dir, store, far := elsewhere(t)
	path := filepath.Join(t.TempDir(), "missing.jsonl")
	_, err := intake.Run(t.Context(), far, intake.Ask{Dir: dir, Files: []string{chats(t, 30), path}, Owner: mia, Now: now})
	var unread *intake.Unreadable
	if !errors.As(err, &unread) || unread.File != path || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
	_ = store
}

func TestAnImportElsewhereEndsWithItsContext(t *testing.T) {
	_, _, far := elsewhere(t)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := far.Import(ctx, func(yield func(archive.Record, error) bool) {
		cancel()
		for yield(archive.Record{Reply: nil}, nil) {
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
