package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// newSealed is somebody's computer on which a passphrase seals every profile.
func newSealed(t testing.TB) *machine {
	t.Helper()
	return newMachine(t).with("HEED_PASSPHRASE=" + passphrase)
}

const passphrase = "correct-horse"

// at is a command at a desk's folder, as the shop's owner.
func at(dir string, args ...string) []string {
	return append(args, "--desk", dir, "--as", "owner")
}

// owned is the folder of the profile that the shop's owner has in a desk's folder.
func owned(dir string) string { return filepath.Join(dir, "profiles", "owner") }

// profile is the folder of the profile of somebody who has logged in.
func (m *machine) profile() string {
	return filepath.Join(m.home, "state", "heed", "profiles", "default")
}

// works starts heed in a terminal and waits for the queue.
func (m *machine) works(args ...string) *seat {
	m.t.Helper()
	s := m.sit(args...)
	s.seesQueue()
	return s
}

// seesQueue waits until the cursor stands in the queue, and returns when that was written.
func (s *seat) seesQueue() time.Time {
	s.t.Helper()
	return s.sees(`▌.*(?s:.*)\d+ of \d+`)
}

// begins begins a reply with some words to whom the cursor is on.
func (s *seat) begins(words string) {
	s.t.Helper()
	s.send("r")
	s.sees(`Reply to`)
	s.send(words)
	s.sees(regexp.QuoteMeta(words))
}

// seesKept waits until words in a composer are on the disk, as it says beside them. What it says
// is of all that stands in the same picture.
func (s *seat) seesKept(words string) {
	s.t.Helper()
	words = regexp.QuoteMeta(words)
	s.sees(`draft saved(?s:.*)` + words + `|` + words + `(?s:.*)draft saved`)
}

// joins serves a desk, logs in to it and fetches what it has.
func (m *machine) joins(dir string) *served {
	m.t.Helper()
	s := m.serve(dir, m.own())
	m.must("login", s.url, "--token", s.token)
	m.must("sync")
	return s
}

// shop makes a desk of two tickets and returns its folder.
func (m *machine) shop() string {
	m.t.Helper()
	file, dir := filepath.Join(m.home, "shop.jsonl"), filepath.Join(m.home, "shop")
	records := `{"type":"customer","id":"h","name":"Harper Moore","email":"harper@example.net"}
{"type":"customer","id":"a","name":"Aarav Anderson","email":"aarav@example.net"}
{"type":"ticket","id":"A1","number":4001,"subject":"Refund still not on my card","status":"open","assignee":"owner","customer":{"id":"h","name":"Harper Moore","email":"harper@mail.example"},"messages":[{"from":"customer","text":"I sent the lamp back.","at":"2026-03-01T10:00:00Z"}]}
{"type":"ticket","id":"A2","number":4002,"subject":"Parcel says delivered","status":"open","assignee":"owner","customer":{"id":"a","name":"Aarav Anderson","email":"aarav@mail.example"},"messages":[{"from":"customer","text":"It is not.","at":"2026-03-01T11:00:00Z"}]}
`
	if err := os.WriteFile(file, []byte(records), 0o600); err != nil {
		m.t.Fatal(err)
	}
	m.owns()
	m.must("import", "--desk", dir, "--as", "owner", file)
	return dir
}

// expect runs heed and wants an exit status and a piece of what it says.
func (m *machine) expect(status int, said string, args ...string) string {
	m.t.Helper()
	out, errs, got := m.run("", args...)
	if got != status || !strings.Contains(out+errs, said) {
		m.t.Errorf("heed %s ended with %d, not %d, or did not say %q:\n%s%s", strings.Join(args, " "), got, status, said, out, errs)
	}
	return out
}

// with is the same computer with more in its environment.
func (m *machine) with(env ...string) *machine {
	other := *m
	other.env = append(append([]string{}, m.env...), env...)
	return &other
}
