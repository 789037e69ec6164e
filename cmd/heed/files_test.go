package main

import (
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
	s := m.serve(dir, "127.0.0.1:0")
	at := m.sit("--desk", dir, "--as", "owner")
	at.sees("Refund still not on my card")
	at.send("\r")
	at.sees("receipt.txt")
	at.send("a")
	at.send("t")
	at.sees("Downloads/receipt.txt")
	if err := s.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	at.send("\r")
	at.sees("0 bytes of 5 bytes")
	untilThereAre(t, 1, downloads)
	return at, s
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
	m := newMachine(t).with("HEED_PASSPHRASE=correct-horse")
	dir, downloads, slip := m.shop(), filepath.Join(m.home, "Downloads"), filepath.Join(m.home, "receipt.txt")
	if err := os.Mkdir(downloads, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(slip, []byte("94.80"), 0o600); err != nil {
		t.Fatal(err)
	}
	m.must("note", "4001", "--text", "the slip", "--attach", slip, "--desk", dir, "--as", "owner")
	for name, end := range map[string]func(*seat){
		"quit": func(at *seat) {
			at.send("\x03")
			at.ends(0)
		},
		"hung up": func(at *seat) {
			if err := syscall.Kill(at.Pid(), syscall.SIGHUP); err != nil {
				t.Fatal(err)
			}
			at.ends(0)
		},
		"killed, and started again": func(at *seat) {
			at.kill()
			left := halves(t, downloads)
			if len(left) != 1 {
				t.Fatal("there is nothing to be swept:", left)
			}
			if err := os.Chtimes(left[0], time.Time{}, time.Now().Add(-time.Hour)); err != nil {
				t.Fatal(err)
			}
		},
	} {
		at, s := savesFromAStoppedDesk(t, m, dir, downloads)
		end(at)
		if err := s.cmd.Process.Signal(syscall.SIGCONT); err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(name, "killed") {
			at := m.sit("--desk", dir, "--as", "owner")
			at.sees("Refund still not on my card")
			untilThereAre(t, 0, downloads)
			at.leaves()
		}
		s.stop()
		if left := halves(t, downloads); len(left) > 0 {
			t.Errorf("%s: %v is left", name, left)
		}
	}
}
