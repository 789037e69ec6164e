package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestADamagedCacheFileIsBuiltAgainAndTheOutboxStays(t *testing.T) {
	t.Parallel()
	for name, damage := range map[string]func(path string) error{
		"garbage":   func(path string) error { return os.WriteFile(path, []byte(strings.Repeat("garbage ", 4096)), 0o600) },
		"empty":     func(path string) error { return os.Truncate(path, 0) },
		"truncated": func(path string) error { return os.Truncate(path, 20_000) },
		"flipped":   flip,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t).with("HEED_PASSPHRASE=correct-horse")
			dir := m.shop()
			s := m.serve(dir, "127.0.0.1:0")
			m.must("login", s.url, "--token", s.token)
			m.must("sync")
			s.stop()
			m.expect(4, "kept in the outbox as", "reply", "4001", "--text", "Written before the damage.")
			if err := damage(filepath.Join(m.home, "state", "heed", "profiles", "default", "cache.db")); err != nil {
				t.Fatal(err)
			}
			m.expect(0, "Written before the damage.", "outbox")
			s = m.serve(dir, strings.TrimPrefix(s.url, "http://"))
			m.expect(0, "2 tickets", "sync")
			m.expect(0, "Refund still not on my card", "queue")
			m.expect(0, "Nothing waits", "outbox")
			s.stop()
			if n := strings.Count(strings.Join(answers(t, dir), "\n"), "Written before the damage."); n != 1 {
				t.Errorf("delivered %d times", n)
			}
		})
	}
}

// flip turns one bit in every page.
func flip(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for at := 2048; at < len(b); at += 4096 {
		b[at] ^= 0x10
	}
	return os.WriteFile(path, b, 0o600)
}

// smallDisk mounts a small disk at a folder.
func smallDisk(t *testing.T, dir, size string) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("SKIPPED LOUDLY: a full disk needs root to mount a small one")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+size+",mode=0700", "heed-test", dir).CombinedOutput(); err != nil {
		t.Skipf("SKIPPED LOUDLY: no small disk can be mounted here: %v %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %v %s", err, out)
		}
	})
}

// fill takes all room of a disk but a little and returns what gives it back.
func fill(t *testing.T, dir string) (free func()) {
	t.Helper()
	path := filepath.Join(dir, "ballast")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	for size := 1 << 20; size > 0; size /= 2 {
		for err == nil {
			_, err = f.Write(make([]byte, size))
		}
		err = nil
	}
	if err := f.Close(); err != nil {
		t.Log(err) // it is full: that is the point
	}
	return func() {
		if err := os.Remove(path); err != nil {
			t.Error(err)
		}
	}
}

func TestOnAFullDiskNothingIsSaidToBeKeptAndTheTextStays(t *testing.T) {
	t.Parallel()
	m := newMachine(t).with("HEED_PASSPHRASE=correct-horse")
	state := filepath.Join(m.home, "state")
	smallDisk(t, state, "64m")
	dir := m.shop()
	s := m.serve(dir, "127.0.0.1:0")
	m.must("login", s.url, "--token", s.token)
	m.must("sync")

	w := m.sit()
	w.sees(`▌.*(?s:.*)\d+ of \d+`)
	free := fill(t, state)
	w.send("r")
	w.sees(`Reply to`)
	w.send(strings.Repeat("Written without room. ", 40))
	w.send("\x13")
	w.sees(`computer is full, so nothing was queued|disk does not take the draft`)
	w.sees(`Written without room`)
	free()
	w.send("\x13")
	w.sees(`is kept and goes out`)
	w.sees(`outbox 1`) // the sentence may be there first: a 0 before this is of the time before
	w.sees(`outbox 0`)
	w.leaves()

	free = fill(t, state)
	out, errs, status := m.run("", "note", "4002", "--text", strings.Repeat("A note on a full disk. ", 400))
	if status == 0 || !strings.Contains(errs, "nothing of it is kept") {
		t.Errorf("ended with %d:\n%s%s", status, out, errs)
	}
	free()
	m.expect(0, "note done", "note", "4002", "--text", "A note after that.")
	s.stop()
	if n := strings.Count(strings.Join(answers(t, dir), "\n"), "Written without room."); n != 40 {
		t.Errorf("delivered %d of 40 sentences", n)
	}
}
