package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/heed-desk/heed/internal/backend"
)

// brings imports n tickets whose subjects say what they are.
func (m *machine) brings(dir, what string, n int) {
	m.t.Helper()
	var lines strings.Builder
	for i := range n {
		_, _ = fmt.Fprintf(&lines, `{"type":"ticket","id":"%s %d","subject":"%s %d","messages":[{"from":"customer","text":"hello","at":1772443920}]}`+"\n", what, i, what, i)
	}
	path := filepath.Join(m.home, what+".jsonl")
	if err := os.WriteFile(path, []byte(lines.String()), 0o600); err != nil {
		m.t.Fatal(err)
	}
	m.must("import", "--desk", dir, path)
}

// subjects are those of all tickets that a profile or a desk's own account shows.
func (m *machine) subjects(where ...string) []string {
	m.t.Helper()
	out := m.must(append([]string{"queue", "--view", "all", "--limit", "0", "--json"}, where...)...)
	all := regexp.MustCompile(`"subject":"[^"]*"`).FindAllString(out, -1)
	slices.Sort(all)
	return all
}

func TestADeskThatIsServedTakesFilesIn(t *testing.T) {
	m := newSealed(t)
	dir := m.shop()
	s := m.serve(dir, m.own())
	m.must("login", s.url, "--token", s.token)
	m.brings(dir, "late", 30)
	m.expect(0, "32 tickets", "sync")
	s.stop()
}

func TestADeskThatWasRestoredAndHasGrownSinceIsTheSameForWhoKnewMore(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	backup, err := os.ReadFile(filepath.Join(dir, backend.File))
	if err != nil {
		t.Fatal(err)
	}
	s := m.serve(dir, m.own())
	address := strings.TrimPrefix(s.url, "http://")
	token := s.token
	m.must("login", s.url, "--token", token)
	m.brings(dir, "lost", 12)
	m.expect(0, "14 tickets", "sync")
	m.expect(0, "note done", "note", "4001", "--text", "Looked at it.")
	s.stop()
	m.expect(4, "kept in the outbox", "note", "4002", "--text", "Written while it was away.")

	// The disk is lost: the backup comes back, and work goes on there.
	if err := os.WriteFile(filepath.Join(dir, backend.File), backup, 0o600); err != nil {
		t.Fatal(err)
	}
	s = m.serve(dir, address) // it knows no token any more, and tells a new one
	m.brings(dir, "new", 40)
	m.must("login", s.url, "--token", s.token)
	m.expect(0, "42 tickets", "sync")
	if here, there := m.subjects(), m.subjects("--desk", dir); !slices.Equal(here, there) {
		t.Errorf("the profile holds %q, the desk has %q", here, there)
	}
	m.expect(0, "Nothing waits", "outbox")
	m.expect(0, "Written while it was away.", "show", "4002", "--desk", dir)
	m.expect(0, "Looked at it.", "show", "4001", "--desk", dir) // the copy did not have it
	s.stop()
}

// TestAQueueShowsNothingOfTheDeskThatWasThereBeforeARestore looks at a desk in a folder that was restored, before
// anybody has synced.
func TestAQueueShowsNothingOfTheDeskThatWasThereBeforeARestore(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir, backup := m.shop(), filepath.Join(m.home, "monday.backup")
	m.must("desk", "backup", "--desk", dir, backup)
	before := m.subjects("--desk", dir)
	m.brings(dir, "late", 3)
	m.must("sync", "--desk", dir)
	if n := len(m.subjects("--desk", dir)); n != 5 {
		t.Fatalf("%d tickets are shown before", n)
	}
	m.must("desk", "restore", "--desk", dir, "--replace", backup)
	if now := m.subjects("--desk", dir); !slices.Equal(now, before) {
		t.Errorf("after the restore it shows %q, and the desk has %q", now, before)
	}
	m.must("desk", "restore", "--desk", dir, "--replace", backup)
	m.expect(5, "", "show", "4003", "--desk", dir)
	m.expect(0, "Refund still not on my card", "show", "4001", "--desk", dir)
}
