package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// smallShop is a desk with a few tickets, in the folder "shop".
func (m *machine) smallShop() {
	m.t.Helper()
	m.env = append(m.env, "HEED_PASSPHRASE="+passphrase)
	lines := `{"id":"a","number":4001,"subject":"Lamp","customer":{"id":"c","name":"Ann","email":"ann@mail.example"},"messages":[{"from":"customer","text":"Where is it?","at":1772443920}]}`
	if err := os.WriteFile(filepath.Join(m.home, "shop.jsonl"), []byte(lines), 0o600); err != nil {
		m.t.Fatal(err)
	}
	m.must("import", "--desk", "shop", "shop.jsonl")
}

// full runs heed with an output that takes nothing.
func (m *machine) full(args ...string) (errs string, status int) {
	m.t.Helper()
	out, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		m.t.Skip("SKIPPED LOUDLY: this system has no /dev/full")
	}
	defer func() { _ = out.Close() }() // nothing was written
	var e strings.Builder
	cmd := m.command(args...)
	cmd.Stdout, cmd.Stderr = out, &e
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		m.t.Fatal(err)
	}
	return e.String(), cmd.ProcessState.ExitCode()
}

func TestAnOutputThatTakesNothingFailsWhatReadsAndNotWhatIsWritten(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.smallShop()
	for _, args := range [][]string{
		{"queue", "--view", "all"}, {"queue", "--view", "all", "--json"}, {"show", "4001"}, {"search", "lamp"}, {"outbox"}, {"sync"},
	} {
		if errs, status := m.full(append(args, "--desk", "shop")...); status != 1 || !strings.Contains(errs, "could not be written out") {
			t.Errorf("%v ended with %d: %s", args, status, errs)
		}
	}
	for _, args := range [][]string{
		{"reply", "4001", "--text", "On its way."}, {"note", "4001", "--text", "Looked up.", "--json"}, {"set", "4001", "+late"},
	} {
		if errs, status := m.full(append(args, "--desk", "shop")...); status != 0 || !strings.Contains(errs, "4001: done") {
			t.Errorf("%v ended with %d: %s", args, status, errs)
		}
	}
	if out := m.must("show", "4001", "--desk", "shop"); strings.Count(out, "On its way.") != 1 || !strings.Contains(out, "Looked up.") || !strings.Contains(out, "+late") {
		t.Errorf("the ticket stands like this:\n%s", out)
	}
}

func TestWhatIsTypedReachesNoTerminalRaw(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.smallShop()
	const bad = "x\x1b[31m\x1b]0;owned\a\u009b2J\r\u202e\x7f\b"
	for _, args := range [][]string{
		{bad},
		{"--" + bad},
		{"--theme", bad},
		{"--desk", bad},
		{"queue", "--desk", "shop", "--view", bad},
		{"queue", "--desk", "shop", "--view", bad, "--json"},
		{"queue", "--desk", "shop", "--limit", bad},
		{"queue", "--desk", "shop", "--as", bad},
		{"queue", "--desk", bad},
		{"queue", "--profile", bad},
		{"queue", bad},
		{"show", "--desk", "shop", bad},
		{"search", "--desk", "shop", bad},
		{"search", "--desk", "shop", "status:" + bad},
		{"search", "--desk", "shop", "before:" + bad, "--json"},
		{"reply", "--desk", "shop", bad, "--text", "x"},
		{"reply", "--desk", "shop", "4001", "--seen", bad, "--text", "x"},
		{"set", "--desk", "shop", bad},
		{"set", "--desk", "shop", "4001", bad},
		{"set", "--desk", "shop", "4001", bad + "=1"},
		{"set", "--desk", "shop", "4001", "status=" + bad},
		{"set", "--desk", "shop", "4001", "priority=" + bad},
		{"set", "--desk", "shop", "4001", "assignee=" + bad},
		{"set", "--desk", "shop", "4001", "snooze=" + bad},
		{"set", "--desk", "shop", "4001", "+" + bad},
		{"outbox", "--desk", "shop", bad},
		{"sync", "--desk", "shop", bad},
		{"login", bad},
		{"login", "http://127.0.0.1:1/" + bad, "--token", bad},
		{"login", "http://127.0.0.1:1", "--token", "x", "--profile", bad},
		{"import", "--desk", "shop", bad},
		{"import", "--desk", "shop", "shop.jsonl", "--live", bad},
		{"import", "--desk", filepath.Join("shop.jsonl", bad), "shop.jsonl"},
		{"serve", "--desk", "shop", "--listen", bad},
		{"serve", "--desk", "shop", "--listen", "0.0.0.0:" + bad},
		{"serve", "--desk", "shop", "--listen", "127.0.0.1:0", "--tls-cert", bad, "--tls-key", bad},
		{"demo", "--traffic", bad},
		{"demo", "--dir", bad, "--tickets", "-1"},
		{"keys", "--keymap", bad},
		{"version", bad},
		{"help", bad},
	} {
		out, errs, status := m.run("", args...)
		if at := strings.IndexFunc(out+errs, harmful); at >= 0 {
			t.Errorf("%q ended with %d and said %q", args, status, out+errs)
		}
	}
}

// harmful reports whether a terminal does anything but show a rune.
func harmful(r rune) bool {
	return r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r))
}
