package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// savesFromAStoppedDesk sits down at a desk that has a file, stops the desk, and saves the file:
// it is on its way, and goes on being so.
func savesFromAStoppedDesk(t *testing.T, m *machine, dir, downloads string) (*seat, *served) {
	t.Helper()
	s := m.serve(dir, m.own())
	w := m.sit(at(dir)...)
	w.sees("Refund still not on my card")
	w.send("\r")
	w.sees("receipt.txt")
	w.send("a")
	w.send("t")
	w.sees("Downloads/receipt.txt")
	stops(t, s.cmd.Process.Pid)
	w.send("\r")
	w.sees("0 bytes of 5 bytes")
	untilThereAre(t, 1, downloads)
	return w, s
}

// stops stops a child of this process. A signal alone is not enough: what runs on another
// core goes on for a moment, and answers.
func stops(t *testing.T, pid int) {
	t.Helper()
	if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	var is syscall.WaitStatus
	for {
		_, err := syscall.Wait4(pid, &is, syscall.WUNTRACED, nil)
		if err == nil && is.Stopped() {
			return
		}
		if !errors.Is(err, syscall.EINTR) {
			t.Fatal("it does not stop:", is, err)
		}
	}
}

// halves are the files in a folder that are not whole.
func halves(t *testing.T, dir string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, ".heed-*"))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// untilThereAre waits until a folder has so many of them.
func untilThereAre(t *testing.T, n int, dir string) {
	t.Helper()
	late, again := time.After(patience), time.NewTicker(10*time.Millisecond)
	defer again.Stop()
	for len(halves(t, dir)) != n {
		select {
		case <-again.C:
		case <-late:
			t.Fatalf("there are %v, not %d", halves(t, dir), n)
		}
	}
}

func TestNothingOfADownloadIsLeftBehindByHeedHoweverItEnds(t *testing.T) {
	m := newSealed(t)
	dir, downloads, slip := m.shop(), filepath.Join(m.home, "Downloads"), filepath.Join(m.home, "receipt.txt")
	if err := os.Mkdir(downloads, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(slip, []byte("94.80"), 0o600); err != nil {
		t.Fatal(err)
	}
	m.must(at(dir, "note", "4001", "--text", "the slip", "--attach", slip)...)
	for name, end := range map[string]func(*seat){
		"quit": func(w *seat) {
			w.send("\x03")
			w.ends(0)
		},
		"hung up": func(w *seat) {
			if err := syscall.Kill(w.Pid(), syscall.SIGHUP); err != nil {
				t.Fatal(err)
			}
			w.ends(0)
		},
		"killed, and started again": func(w *seat) {
			w.kill()
			left := halves(t, downloads)
			if len(left) != 1 {
				t.Fatal("there is nothing to be swept:", left)
			}
			if err := os.Chtimes(left[0], time.Time{}, time.Now().Add(-time.Hour)); err != nil {
				t.Fatal(err)
			}
		},
	} {
		w, s := savesFromAStoppedDesk(t, m, dir, downloads)
		end(w)
		if err := s.cmd.Process.Signal(syscall.SIGCONT); err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(name, "killed") {
			w := m.sit(at(dir)...)
			w.sees("Refund still not on my card")
			untilThereAre(t, 0, downloads)
			w.leaves()
		}
		s.stop()
		if left := halves(t, downloads); len(left) > 0 {
			t.Errorf("%s: %v is left", name, left)
		}
	}
}
