package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// telling are the commands that show or send something of somebody.
func telling(at ...string) [][]string {
	var all [][]string
	for _, line := range []string{
		"show 4001", "queue", "queue --json", "search lamp", "outbox", "sync", "cache status", "cache compact", "cache erase Harper --yes",
		"reply 4002 --text Sent-by-somebody-else", "set 4001 priority=urgent", "note 4001 --text Also-by-somebody-else",
	} {
		all = append(all, append(strings.Fields(line), at...))
	}
	return all
}

func TestALockedWorkstationAnswersAShellOnlyWithThePassphrase(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	knows, guesses := m.with("HEED_PASSPHRASE="+passphrase), m.with("HEED_PASSPHRASE=wrong-horse")
	dir := knows.shop()
	w := knows.works(at(dir)...)
	m.expect(0, "Harper", at(dir, "show", "4001")...) // while it is open it answers
	w.send("\x1b[17~")
	w.sees(`Passphrase`)
	for _, args := range telling(at(dir)...) {
		out, errs, status := m.run("", args...)
		if status != 3 || !strings.Contains(errs, "heed is locked here") {
			t.Errorf("%v ended with %d:\n%s%s", args, status, out, errs)
		}
		tells(t, strings.Join(args, " "), out+errs)
	}
	for n, says := range []string{"not its passphrase", "not its passphrase", "not its passphrase", "not its passphrase", "the next one is looked at in"} {
		out, errs, status := guesses.run("", at(dir, "show", "4001")...)
		if status != 3 || !strings.Contains(errs, says) {
			t.Errorf("guess %d ended with %d:\n%s%s", n+1, status, out, errs)
		}
		tells(t, "a guess", out+errs)
	}
	m.expect(0, "", at(dir, "cache", "lock")...)
	if out, errs, _ := m.run("", at(dir, "doctor")...); !strings.Contains(out, "is locked, so it was not looked into") {
		t.Errorf("the doctor says\n%s%s", out, errs)
	}
	m.must("version")
	w.send(passphrase + "\r")
	w.seesQueue()
	m.expect(0, "Harper", at(dir, "show", "4001")...)
	out := m.must(at(dir, "show", "4002", "--json")...)
	if strings.Contains(out, "by-somebody-else") || strings.Contains(m.must(at(dir, "outbox", "--json")...), "by-somebody-else") {
		t.Errorf("what a locked workstation refused was done all the same:\n%s", out)
	}
	w.leaves()
}

func TestALockedWorkstationIsGivenThePassphraseByWhoIsAskedAtATerminal(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	knows := m.with("HEED_PASSPHRASE=" + passphrase)
	dir := knows.shop()
	w := knows.works(at(dir)...)
	w.send("\x1b[17~")
	w.sees(`Passphrase`)
	knows.expect(0, "Harper", at(dir, "show", "4001")...)
	shell := m.sit(at(dir, "show", "4001")...)
	shell.sees(`Passphrase of `)
	shell.send("corect-horse\r")
	shell.sees(`That was not it`)
	tells(t, "before the passphrase", shell.Wire())
	shell.send(passphrase + "\r")
	shell.sees(`Harper`)
	shell.ends(0)
	w.sees(`Passphrase`) // the screen stays locked
	w.send("\x03")
	w.ends(0)
}

func TestWhereAnyKeyOpensAWorkstationAShellIsAnsweredToo(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	dir := filepath.Join(m.home, "demo")
	w := m.works("demo", "--dir", dir, "--tickets", "20", "--seed", "7", "--traffic", "off")
	w.send("\x1b[17~")
	w.sees(`Any key opens it`)
	m.must("queue", "--desk", dir)
	w.send(" ")
	w.leaves()
}

func TestALockedWorkstationWhoseKeyIsInTheKeyringAnswersAShellAsLongAsThatGivesItOut(t *testing.T) {
	t.Parallel()
	bus := newSession(t)
	ring := bus.newSafe()
	m := bus.on(newMachine(t))
	s := m.joins(m.shop())
	w := m.works()
	w.send("\x1b[17~")
	w.sees(`while your keyring is open`)
	m.expect(0, "Harper", "show", "4001") // as enter would open the screen
	for _, how := range []fault{emptied, swapped, dismissed, failing} {
		ring.breaks(how)
		for _, env := range []string{"HEED_PASSPHRASE=", "HEED_PASSPHRASE=" + passphrase} {
			for _, args := range telling() {
				out, errs, status := m.with(env).run("", args...)
				if status != 3 || !strings.Contains(errs, "heed is locked here, and the keyring") {
					t.Errorf("%s: %v ended with %d:\n%s%s", how, args, status, out, errs)
				}
				tells(t, strings.Join(args, " "), out+errs)
			}
		}
		if how == emptied { // the sentence stays, so it tells of the first time alone
			w.send("\r")
			w.sees(`keyring does not give the key out now`)
		}
		tells(t, string(how), w.Screen())
		ring.breaks(sound)
		m.expect(0, "Harper", "show", "4001")
	}
	if out := m.must("show", "4002", "--json") + m.must("outbox", "--json"); strings.Contains(out, "by-somebody-else") {
		t.Errorf("what a locked workstation refused was done all the same:\n%s", out)
	}
	w.send("\r")
	w.seesQueue()
	w.leaves()
	s.stop()
}
