//go:build unix

package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"

	"github.com/heed-desk/heed/internal/terminal"
	"github.com/heed-desk/heed/internal/words"
)

func TestWhatIsTypedBetweenTwoTriesIsNotShownAndIsTheSecondTry(t *testing.T) {
	screen, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = tty.Close(), screen.Close() })
	shows := func() bool {
		is, err := term.GetState(tty.Fd())
		if err != nil {
			t.Fatal(err)
		}
		return is.Lflag&unix.ECHO != 0
	}
	a := &app{in: tty, out: tty, err: tty, book: words.English()}
	for _, try := range []string{"bad1", "my-bank-pw"} {
		if _, err := screen.WriteString(try + "\n"); err != nil { // before it is asked for
			t.Fatal(err)
		}
		if try == "bad1" && !shows() {
			t.Error("nothing is shown though nothing was asked")
		}
		if got, err := a.secret(t.Context(), "Passphrase: "); err != nil || got != try {
			t.Errorf("typed %s: got %q, %v", try, got, err)
		}
		if shows() {
			t.Errorf("what is typed after %s is shown", try)
		}
	}
	if err := a.shown(); err != nil || !shows() {
		t.Errorf("the terminal stays mute: %v", err)
	}
}

func TestNoTryOfAPassphraseIsShownAndTheShellShowsAgainWhatIsTyped(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	m.must(at(dir, "sync")...)
	cmd := exec.Command("sh", "-i")
	cmd.Env, cmd.Dir = slices.Concat(m.env, []string{"PS1=shell> ", "ENV=", "HEED_PASSPHRASE="}), m.home
	term, err := terminal.Start(cmd, terminal.Size{Cols: 140, Rows: 40})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = term.Kill() })
	w := &seat{Terminal: term, t: t}
	w.sees(`shell>`)
	w.send(binary(t) + " --desk " + dir + " --as owner cache status\r")
	w.sees(`Passphrase of`)
	w.send("bad1\rmy-bank-pw\r")
	w.sees(`(?s)That was not it.*That was not it`)
	w.send("bad3\r")
	w.sees(`(?s)That was not it.*That was not it.*shell>`)
	if wire := w.Wire(); strings.Contains(wire, "bank") || strings.Contains(wire, "bad") {
		t.Errorf("a passphrase was shown:\n%s", w.Screen())
	}
	w.send("echo shown\r")
	w.sees(`echo shown\s+shown`)
}
