package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"
	"testing"
)

// TestWordsThatWereTypedAreThereAgainHoweverHeedIsLeft types into a reply as fast as a
// terminal takes it, leaves in every way there is, and looks for the words at the next start.
// HEED_ROUNDS says how often each way is gone; each time on top of what was typed before.
func TestWordsThatWereTypedAreThereAgainHoweverHeedIsLeft(t *testing.T) {
	t.Parallel()
	rounds := 2
	if n, err := strconv.Atoi(os.Getenv("HEED_ROUNDS")); err == nil {
		rounds = n
	}
	if testing.Short() {
		rounds = 1
	}
	signal := func(s syscall.Signal) func(*seat) {
		return func(w *seat) {
			if err := syscall.Kill(w.Pid(), s); err != nil {
				w.t.Fatal(err)
			}
			w.ends(0)
		}
	}
	for name, way := range map[string]struct {
		seen  bool // the words are waited for: a signal overtakes what is still in the terminal
		leave func(*seat)
	}{
		"esc and q": {true, func(w *seat) {
			w.send("\x1b") // in one breath with q it would be alt+q
			if _, err := w.WaitGone(regexp.MustCompile(`Reply to`), patience); err != nil {
				w.t.Fatal(err)
			}
			w.leaves()
		}},
		"the key that quits from everywhere": {false, func(w *seat) {
			w.send("\x03")
			w.ends(0)
		}},
		"kill -TERM": {true, signal(syscall.SIGTERM)},
		"kill -HUP":  {true, signal(syscall.SIGHUP)},
		"kill -QUIT": {true, signal(syscall.SIGQUIT)},
		"kill -ABRT": {true, signal(syscall.SIGABRT)},
		"kill -9 once the draft is said to be saved": {true, func(w *seat) {
			w.seesKept("word")
			w.kill()
		}},
		"the terminal is closed": {true, func(w *seat) {
			if err := w.HangUp(patience); err != nil {
				w.t.Fatal(err)
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t)
			dir := filepath.Join(m.home, "desk")
			for n := range rounds {
				w := m.works("demo", "--dir", dir, "--tickets", "40", "--seed", "7", "--traffic", "off")
				words := fmt.Sprintf("word%03d", n)
				w.send("r" + words + " ")
				if way.seen {
					w.sees(words)
				}
				way.leave(w)
				w = m.works("demo", "--dir", dir, "--tickets", "40", "--seed", "7", "--traffic", "off")
				w.send("r")
				w.sees(words)
				w.kill()
			}
		})
	}
}
