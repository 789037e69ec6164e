//go:build unix

package tui_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/heed-desk/heed/internal/terminal"
	"github.com/heed-desk/heed/tui/tuitest"
)

// toldOnTerminal runs heed, told in words, from a shell in a pseudo terminal.
func toldOnTerminal(t *testing.T) *terminal.Terminal {
	t.Helper()
	if _, err := exec.LookPath("stty"); err != nil {
		t.Skip("there is no stty to look at the terminal with")
	}
	cmd := exec.Command("/bin/sh", "-i")
	cmd.Env = append(os.Environ(), "PS1=shell> ", "TERM=xterm-256color", "HEED_TTY_HELPER="+t.TempDir()+"/kept", "HEED_TTY_LINEAR=1", "ENV=")
	term, err := terminal.Start(cmd, terminal.Size{Cols: 80, Rows: 24})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = term.Kill() })
	sees(t, term, `shell>`)
	send(t, term, os.Args[0]+"\r")
	sees(t, term, `title of queue\.`)
	return term
}

func TestToldInWordsItGivesTheTerminalBackAndLeavesWhatItSaid(t *testing.T) {
	term := toldOnTerminal(t)
	send(t, term, "q")
	sees(t, term, `(?s)title of queue\..*shell>`)
	if wire := term.Wire(); strings.Contains(wire, "\x1b[?1049") || strings.Contains(wire, "\x1b[2J") || strings.Count(wire, "\x1b[?2004l") == 0 {
		t.Errorf("it wrote %q", wire)
	}
	send(t, term, "clear; stty -a | tr ' ' '\\n' | grep -x -e icanon -e echo -e isig | sort | tr '\\n' ' '; echo ,looked\r")
	sees(t, term, `echo icanon isig ,looked`)
}

func TestToldInWordsItIsSuspendedAndGoesOn(t *testing.T) {
	term := toldOnTerminal(t)
	send(t, term, "\x1a")
	sees(t, term, `(?s)title of queue\..*shell>`)
	send(t, term, "stty -a | tr ' ' '\\n' | grep -x icanon; echo looked\r")
	sees(t, term, `icanon\s+looked`)
	send(t, term, "fg\r")
	send(t, term, "\x0c")
	sees(t, term, `(?s)looked.*title of queue\.`)
	if err := term.Resize(terminal.Size{Cols: 30, Rows: 8}); err != nil {
		t.Fatal(err)
	}
	send(t, term, "\x1bOQ")
	sees(t, term, `Keys:`)
	send(t, term, "q")
	sees(t, term, `(?s)keys\..*shell>`)
}

// TestToldInWordsOnlyWordsAreWritten holds each byte that a real terminal gets.
func TestToldInWordsOnlyWordsAreWritten(t *testing.T) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "HEED_TTY_HELPER="+t.TempDir()+"/kept", "HEED_TTY_LINEAR=1")
	term, err := terminal.Start(cmd, terminal.Size{Cols: 80, Rows: 24})
	if err != nil {
		t.Fatal(err)
	}
	sees(t, term, `title of queue\.`)
	for _, keys := range []string{"\x1bOQ", "?", "\x1b", ":", "x", "\x7f", "\x1b[200~pasted\x1b[201~", "\x1b", "\x0c", "q"} {
		send(t, term, keys)
		if keys == "\x1b" { // by itself it is told from what begins with it after a moment
			if err := term.Quiet(200e6, limit); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := term.Exit(limit); err != nil {
		t.Fatal(err)
	}
	var paper tuitest.Heard
	if err := paper.Write(term.Wire()); err != nil {
		t.Errorf("%v:\n%q", err, term.Wire())
	}
	for _, r := range paper.Text() {
		if r >= 0x2500 && r < 0x2600 {
			t.Errorf("%q is drawn", r)
		}
	}
}
