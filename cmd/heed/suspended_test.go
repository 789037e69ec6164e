//go:build unix

package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/heed-desk/heed/internal/terminal"
)

func TestCtrlZAtAPassphraseSaysWhereNoShellCouldBringHeedBackAndAsksAgain(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	dir := m.shop()
	w := m.sit(at(dir)...)
	w.sees(`Choose a passphrase`)
	w.send("\x1a")
	w.sees(`No shell started heed here(?s:.*)Passphrase \(empty for none\)`)
	w.send("correct horse\r")
	w.sees(`Once more`)
	w.send("correct horse\r")
	w.seesQueue()
	w.send("\x1a")
	w.sees(`No shell started heed here`)
	w.send("\x1b[17~") // f6 locks
	w.sees(`Passphrase`)
	w.send("half\x1a")
	w.sees(`No shell started heed here`)
	if wire := w.Wire(); strings.Contains(wire, "half") || strings.Contains(wire, "horse") {
		t.Error("the passphrase was shown")
	}
}

func TestAPassphraseIsNotShownAfterHeedWasSuspendedAtItsQuestion(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	dir := m.shop()
	cmd := exec.Command("sh", "-i")
	cmd.Env, cmd.Dir = slices.Concat(m.env, []string{"PS1=shell> ", "ENV="}), m.home
	term, err := terminal.Start(cmd, terminal.Size{Cols: 140, Rows: 40})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = term.Kill() })
	w := &seat{Terminal: term, t: t}
	w.sees(`shell>`)
	w.send(binary(t) + " --desk " + dir + " --as owner\r")
	w.sees(`Choose a passphrase`)
	w.send("\x1a")
	w.sees(`(?s)Choose a passphrase.*shell>`)
	w.send("echo shown\r")
	w.sees(`echo shown\s+shown`)
	w.send("fg\r")
	w.sees(`(?s)fg.*Passphrase \(empty for none\)`)
	w.send("correct horse\r")
	w.sees(`Once more`)
	if strings.Contains(w.Wire(), "horse") {
		t.Errorf("the passphrase was shown:\n%s", w.Screen())
	}
}
