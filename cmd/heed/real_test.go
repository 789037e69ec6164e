package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRealChatsAreImportedServedFilledAndSearched(t *testing.T) {
	t.Parallel()
	data := os.Getenv("HEED_DATA")
	if data == "" {
		t.Skip("SKIPPED LOUDLY: set HEED_DATA to a folder with conversations.jsonl.gz and customers.jsonl.gz")
	}
	m := newSealed(t)
	dir := filepath.Join(m.home, "desk")
	files := []string{filepath.Join(data, "conversations.jsonl.gz"), filepath.Join(data, "customers.jsonl.gz")}
	m.expect(0, "3000 tickets, 500 customers", append([]string{"import", "--desk", dir, "--live", "60"}, files...)...)
	m.expect(0, "0 tickets, 0 customers", append([]string{"import", "--desk", dir}, files...)...)
	m.expect(6, "enlivened before", append([]string{"import", "--desk", dir, "--live", "60"}, files...)...)
	s := m.serve(dir, m.own())
	m.must("login", s.url, "--token", s.token)
	m.expect(0, "3000 tickets", "sync")
	s.stop()

	// All of it is on this machine now.
	lines := func(args ...string) int { return strings.Count(m.must(append(args, "--json")...), "\n") }
	if n := lines("queue", "--view", "all", "--limit", "0"); n != 3000 {
		t.Errorf("%d tickets in the queue", n)
	}
	if n := lines("queue", "--view", "mine", "--limit", "0"); n != 20 {
		t.Errorf("%d tickets are the owner's", n)
	}
	for _, query := range []string{"flight", "status:open flight", "from:harper"} {
		if n := lines("search", query, "--limit", "5"); n == 0 {
			t.Errorf("nothing was found for %q", query)
		}
	}
}
