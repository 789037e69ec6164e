package terminal

import (
	"os/exec"
	"regexp"
	"testing"
	"time"
)

// patience is how long a test waits for what has to come; nothing is timed by it.
const patience = time.Minute

func TestATerminalShowsWhatAProgramWritesAndSendsItKeys(t *testing.T) {
	term, err := Start(exec.Command("/bin/sh", "-c", `printf 'ready\033[3;1H'; read x; printf 'got %s' "$x"; exit 3`), Size{40, 5})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := term.Wait(regexp.MustCompile("ready"), patience); err != nil {
		t.Fatal(err)
	}
	if err := term.Send("tea\r"); err != nil {
		t.Fatal(err)
	}
	if _, err := term.Wait(regexp.MustCompile("got tea"), patience); err != nil {
		t.Fatal(err)
	}
	if code, err := term.Exit(patience); err != nil || code != 3 {
		t.Fatalf("exit %d, %v; want 3", code, err)
	}
}

func TestAKilledProgramIsGone(t *testing.T) {
	term, err := Start(exec.Command("/bin/sh", "-c", "printf here; exec sleep 60"), Size{40, 5})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := term.Wait(regexp.MustCompile("here"), patience); err != nil {
		t.Fatal(err)
	}
	if err := term.Kill(); err != nil {
		t.Fatal(err)
	}
}
