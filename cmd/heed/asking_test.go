package main

import (
	"strconv"
	"strings"
	"testing"
)

func TestAPromptThatWaitsInAnotherTerminalIsCalledThat(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	s := m.serve(m.shop(), m.own())
	asked := newMachine(t) // nobody has said its passphrase
	w := asked.sit("login", s.url, "--token", s.token)
	w.sees(`(?i)passphrase`)
	is := "as process " + strconv.Itoa(w.Pid())
	_, errs, status := asked.run("", "login", s.url, "--token", s.token)
	if status != 4 || !strings.Contains(errs, "waits for an answer at its prompt") || !strings.Contains(errs, is) {
		t.Errorf("a second login ended with %d: %s", status, errs)
	}
	w.send(passphrase + "\r")
	w.sees(`Once more`)
	w.send(passphrase + "\r")
	w.ends(0)
	w = asked.sit("queue")
	w.sees(`(?i)passphrase`)
	out, errs, _ := asked.run("", "doctor")
	if !strings.Contains(out, "waits for an answer at its prompt") || strings.Contains(out, "does not answer. Close it") {
		t.Errorf("%s%s", out, errs)
	}
	if _, errs, status := asked.run("", "cache", "wipe"); status != 4 || !strings.Contains(errs, "waits for an answer at its prompt") {
		t.Errorf("wipe ended with %d: %s", status, errs)
	}
	w.send(passphrase + "\r")
	w.ends(0)
}
