//go:build unix

package tui_test

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/heed-desk/heed/internal/terminal"
)

// limit is how long a test waits for what has to come; nothing is timed by it.
const limit = time.Minute

// onTerminal runs a shell in a pseudo terminal, and heed from it.
func onTerminal(t *testing.T) (term *terminal.Terminal, kept string) {
	t.Helper()
	if _, err := exec.LookPath("stty"); err != nil {
		t.Skip("there is no stty to look at the terminal with")
	}
	kept = t.TempDir() + "/kept"
	cmd := exec.Command("/bin/sh", "-i")
	cmd.Env = append(os.Environ(), "PS1=shell> ", "TERM=xterm-256color", "HEED_TTY_HELPER="+kept, "ENV=")
	term, err := terminal.Start(cmd, terminal.Size{Cols: 132, Rows: 30})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = term.Kill() })
	sees(t, term, `shell>`)
	send(t, term, os.Args[0]+"\r")
	sees(t, term, `\*queue`)
	return term, kept
}

func sees(t *testing.T, term *terminal.Terminal, pattern string) {
	t.Helper()
	if _, err := term.Wait(regexp.MustCompile(pattern), limit); err != nil {
		t.Fatalf("%s: %v\n%s", pattern, err, term.Screen())
	}
}

func send(t *testing.T, term *terminal.Terminal, keys string) {
	t.Helper()
	if err := term.Send(keys); err != nil {
		t.Fatal(err)
	}
}

// sane fails the test where the shell's terminal is not as a shell wants it.
func sane(t *testing.T, term *terminal.Terminal) {
	t.Helper()
	send(t, term, "clear; stty -a | tr ' ' '\\n' | grep -x -e icanon -e echo -e isig | sort | tr '\\n' ' '; echo ,looked\r")
	sees(t, term, `echo icanon isig ,looked`)
	if s := term.Screen(); strings.Contains(s, "*queue") {
		t.Errorf("heed's picture is still there:\n%s", s)
	}
}

func TestLeavingGivesTheTerminalBack(t *testing.T) {
	term, kept := onTerminal(t)
	send(t, term, "q")
	sees(t, term, `(?s)shell>.*shell>`)
	sane(t, term)
	if b, err := os.ReadFile(kept); err != nil || string(b) != "kept" {
		t.Errorf("the last words are %q, %v", b, err)
	}
}

func TestABugGivesTheTerminalBackAndIsSaidAndTheLastWordsAreKept(t *testing.T) {
	term, kept := onTerminal(t)
	send(t, term, "v")
	sees(t, term, `crashed: planted in an Update`)
	sane(t, term)
	if b, err := os.ReadFile(kept); err != nil || string(b) != "kept" {
		t.Errorf("the last words are %q, %v", b, err)
	}
}

func TestABugInAReadIsAnErrorAndNoEnd(t *testing.T) {
	term, _ := onTerminal(t)
	send(t, term, ".")
	sees(t, term, `boom=a job failed`)
	send(t, term, "q")
	sees(t, term, `(?s)shell>.*shell>`)
	sane(t, term)
}

func TestSuspendAndGoOn(t *testing.T) {
	term, _ := onTerminal(t)
	send(t, term, "\x1a")
	sees(t, term, `(?s)shell>.*shell>`)
	sane(t, term)
	send(t, term, "fg\r")
	sees(t, term, `\*queue`)
	send(t, term, "g")
	sees(t, term, `g …`) // keys come one by one again
	send(t, term, "\x1b")
	if _, err := term.WaitGone(regexp.MustCompile(`g …`), limit); err != nil {
		t.Fatal(err)
	}
	send(t, term, "q")
	sees(t, term, `(?s),looked.*shell>`)
	sane(t, term)
}

func TestTheSizeOfTheWindowIsFollowed(t *testing.T) {
	term, _ := onTerminal(t)
	sees(t, term, ` customer`)
	if err := term.Resize(terminal.Size{Cols: 30, Rows: 8}); err != nil {
		t.Fatal(err)
	}
	sees(t, term, `needs 40x10`)
	if err := term.Resize(terminal.Size{Cols: 140, Rows: 40}); err != nil {
		t.Fatal(err)
	}
	sees(t, term, ` customer`)
	quit(t, term, "q")
}

func TestASignalToEndKeepsTheLastWordsFirst(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGABRT} {
		kept := t.TempDir() + "/kept"
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "TERM=xterm-256color", "HEED_TTY_HELPER="+kept)
		term, err := terminal.Start(cmd, terminal.Size{Cols: 100, Rows: 30})
		if err != nil {
			t.Fatal(err)
		}
		sees(t, term, `\*queue`)
		if err := syscall.Kill(term.Pid(), sig); err != nil {
			t.Fatal(err)
		}
		if code, err := term.Exit(limit); err != nil || code != 0 {
			t.Errorf("%v: ended with %d, %v", sig, code, err)
		}
		if b, err := os.ReadFile(kept); err != nil || string(b) != "kept" {
			t.Errorf("%v: the last words are %q, %v", sig, b, err)
		}
	}
}

func TestAProcessThatWasStoppedFromOutsidePaintsAnewWhenItGoesOn(t *testing.T) {
	term, _ := onTerminal(t)
	pid := childOf(t, term.Pid())
	// What the terminal answered to heed at its start lies before these keys. Stopped before it
	// had read that, heed would leave it to the shell, which takes it for a command.
	send(t, term, "g")
	sees(t, term, `g …`)
	send(t, term, "\x1b")
	if _, err := term.WaitGone(regexp.MustCompile(`g …`), limit); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	sees(t, term, `shell>`)
	send(t, term, "clear; stty sane; echo clea''red\n")
	sees(t, term, `cleared`)
	send(t, term, "fg\r")
	sees(t, term, `\*queue`)
	send(t, term, "g")
	sees(t, term, `g …`)
	quit(t, term, "qq") // the first one goes to the queue
}

// quit leaves heed, so that it is gone before its files are.
func quit(t *testing.T, term *terminal.Terminal, keys string) {
	t.Helper()
	send(t, term, keys)
	if _, err := term.WaitGone(regexp.MustCompile(`\*queue`), limit); err != nil {
		t.Fatal(err)
	}
	send(t, term, "echo gone''away\n")
	sees(t, term, `goneaway`)
}

func childOf(t *testing.T, pid int) int {
	t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	if err != nil {
		t.Skipf("who runs under the shell cannot be told here: %v", err)
	}
	var child int
	if _, err := fmt.Sscan(string(b), &child); err != nil {
		t.Skipf("who runs under the shell cannot be told here: %q", b)
	}
	return child
}
