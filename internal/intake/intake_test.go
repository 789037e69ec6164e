package intake_test

import (
	"compress/gzip"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/intake"
)

const mia desk.AgentID = "mia"

var now = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// newDesk is an empty desk with mia in it.
func newDesk(t *testing.T) (dir string, store *backend.Store) {
	t.Helper()
	dir = t.TempDir()
	store, err := backend.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := store.AddAgent(t.Context(), desk.Agent{ID: mia, Role: desk.RoleAdmin}); err != nil {
		t.Fatal(err)
	}
	return dir, store
}

// chats writes a file of n chats that ended in 2020, with one line that is none.
func chats(t *testing.T, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "chats.jsonl.gz")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(f)
	for i := range n {
		at := 1589375241 + i*3600
		line := fmt.Sprintf(`{"id":"C%d","channel":"chat","opened_at":%d,"closed_at":%d,"agent":"agent-%d","customer":{"id":"c%d","name":"Customer %d"},`+
			`"messages":[{"from":"customer","text":"Hello","at":%d},{"from":"agent","text":"Hello","at":%d},{"from":"customer","text":"And?","at":%d},{"from":"agent","text":"Done","at":%d}]}`,
			i, at, at+40, i%3, i%7, i%7, at, at+10, at+20, at+30)
		if _, err := fmt.Fprintln(z, line); err != nil {
			t.Fatal(err)
		}
		if i == 1 {
			if _, err := fmt.Fprintln(z, `{"broken":`); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := errors.Join(z.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

func counts(t *testing.T, s *backend.Store) map[desk.ViewID]int {
	t.Helper()
	p, err := s.As(t.Context(), mia)
	if err != nil {
		t.Fatal(err)
	}
	n, err := s.Counts(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTakingFilesInTwiceChangesNothing(t *testing.T) {
	dir, store := newDesk(t)
	var bad []string
	read := 0
	ask := intake.Ask{
		Dir: dir, Files: []string{chats(t, 20)}, Owner: mia, Now: now,
		Skipped: func(_ string, b *archive.BadLine) { bad = append(bad, fmt.Sprint(b.Line, b.Flaw)) },
		Going:   func(n int) { read = n },
	}
	sum, err := intake.Run(t.Context(), store, ask)
	if err != nil || sum.Tickets != 20 || sum.Customers != 7 || sum.Skipped != 1 || read != 20 {
		t.Fatalf("%+v, %d read, %v", sum, read, err)
	}
	if len(bad) != 1 || bad[0] != "3not_json" {
		t.Errorf("skipped %v", bad)
	}
	if n := counts(t, store); n[desk.ViewSolved] != 20 || n[desk.ViewOpen] != 0 {
		t.Errorf("counts %v", n)
	}
	if sum, err = intake.Run(t.Context(), store, ask); err != nil || sum.Tickets != 0 || sum.Known == 0 {
		t.Errorf("the second time %+v, %v", sum, err)
	}
}

func TestLiveLeavesAQueueToWorkAndIsDoneOnce(t *testing.T) {
	dir, store := newDesk(t)
	ask := intake.Ask{Dir: dir, Files: []string{chats(t, 20)}, Owner: mia, Now: now, Live: 9, Seed: 5}
	sum, err := intake.Run(t.Context(), store, ask)
	if err != nil || sum.Open != 9 {
		t.Fatalf("%+v, %v", sum, err)
	}
	n := counts(t, store)
	if n[desk.ViewSolved] != 11 || n[desk.ViewMine] != 3 || n[desk.ViewUnassigned] != 3 {
		t.Errorf("counts %v", n)
	}
	if _, err := intake.Run(t.Context(), store, ask); !errors.Is(err, intake.ErrTwice) {
		t.Errorf("the second time %v", err)
	}
}

func TestALiveImportThatBrokeOffGoesOnAsItBegan(t *testing.T) {
	dir, store := newDesk(t)
	file := chats(t, 20)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	ask := intake.Ask{Dir: dir, Files: []string{file}, Owner: mia, Now: now, Live: 9, Seed: 5}
	if err := os.WriteFile(file, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	var cut *intake.Unreadable
	if _, err := intake.Run(t.Context(), store, ask); !errors.As(err, &cut) || !strings.Contains(cut.File, "chats") {
		t.Fatalf("half a file gave %v", err)
	}
	if err := os.WriteFile(file, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	ask.Now, ask.Seed = now.Add(time.Hour), 6 // what was begun counts
	if sum, err := intake.Run(t.Context(), store, ask); err != nil || sum.Open != 9 {
		t.Errorf("%+v, %v", sum, err)
	}
	if n := counts(t, store); n[desk.ViewSolved] != 11 || n[desk.ViewMine] != 3 {
		t.Errorf("counts %v", n)
	}
}

func TestAFileThatIsNotThereIsNamed(t *testing.T) {
	dir, store := newDesk(t)
	var missing *intake.Unreadable
	_, err := intake.Run(t.Context(), store, intake.Ask{Dir: dir, Files: []string{"nowhere.jsonl"}, Owner: mia, Now: now})
	if !errors.As(err, &missing) || missing.File != "nowhere.jsonl" || missing.Line != 0 {
		t.Errorf("got %v", err)
	}
}

// TestRealChatsGoInUnchanged takes in conversations that were not written for heed.
func TestRealChatsGoInUnchanged(t *testing.T) {
	data := os.Getenv("HEED_DATA")
	if data == "" {
		t.Skip("SKIPPED LOUDLY: set HEED_DATA to a folder with conversations.jsonl.gz and customers.jsonl.gz")
	}
	dir, store := newDesk(t)
	ask := intake.Ask{
		Dir: dir, Owner: mia, Now: now, Live: 60, Seed: 1,
		Files: []string{filepath.Join(data, "conversations.jsonl.gz"), filepath.Join(data, "customers.jsonl.gz")},
	}
	sum, err := intake.Run(t.Context(), store, ask)
	if err != nil || sum.Tickets != 3000 || sum.Customers != 500 || sum.Skipped != 0 || sum.Open != 60 {
		t.Fatalf("%+v, %v", sum, err)
	}
	if n := counts(t, store); n[desk.ViewMine] != 20 || n[desk.ViewUnassigned] != 20 || n[desk.ViewSolved] != 2940 {
		t.Errorf("counts %v", n)
	}
}
