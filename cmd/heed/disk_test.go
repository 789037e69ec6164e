package main

import (
	"bytes"
	endian "encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/heed-desk/heed/internal/promise"
	"github.com/heed-desk/heed/internal/sickdisk"
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
			m := newSealed(t)
			dir := m.shop()
			s := m.joins(dir)
			s.stop()
			m.expect(4, "kept in the outbox as", "reply", "4001", "--text", "Written before the damage.")
			if err := damage(filepath.Join(m.profile(), "cache.db")); err != nil {
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
	m := newSealed(t)
	state := filepath.Join(m.home, "state")
	smallDisk(t, state, "64m")
	dir := m.shop()
	s := m.joins(dir)

	w := m.works()
	free := fill(t, state)
	w.send("r")
	w.sees(`Reply to`)
	w.send(strings.Repeat("Written without room. ", 40))
	w.send("\x13")
	w.sees(`computer is full, so nothing was queued|disk does not take the draft`)
	w.sees(`Written without room(?s:.*)draft not saved|draft not saved(?s:.*)Written without room`)
	free()
	w.sees(`draft saved`) // by itself, once there is room; who sends within a breath of a refusal has not read it
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

// worn makes a profile in a desk's folder with some tickets and a text that was begun, and
// returns the desk's folder and the profile's.
func (m *machine) worn() (dir, profile string) {
	m.t.Helper()
	dir = m.shop()
	m.env = append(m.env, "HEED_PASSPHRASE="+passphrase)
	s := m.works(at(dir)...)
	s.begins("Begun and not sent.")
	s.send("\x1b") // it is kept as a draft
	s.seesQueue()
	s.leaves()
	return dir, owned(dir)
}

// tangle damages what a file of pages knows of those that are free, which nobody notices who
// only reads: the second is told to be the first.
func tangle(t *testing.T, path string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page, head = 4096, 16
	at, last := uint64(0), uint64(0)
	for _, m := range []int{0, page} { // of the last transaction
		if tx := endian.NativeEndian.Uint64(b[m+head+48:]); tx >= last {
			last, at = tx, endian.NativeEndian.Uint64(b[m+head+32:])*page
		}
	}
	if free := endian.NativeEndian.Uint16(b[at+10:]); free < 2 {
		t.Fatalf("%d pages are free", free)
	}
	copy(b[at+head+8:at+head+16], b[at+head:at+head+8])
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestDamageThatNobodyNoticesIsFoundWhileOneWorks(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	dir, profile := m.worn()
	s := m.works(at(dir)...)
	s.kill() // so that the next one looks at once
	tangle(t, filepath.Join(profile, "cache.db"))
	s = m.works(at(dir)...)
	s.sees(`could not be used and is fetched again`)
	s.leaves()
	m.must(at(dir, "sync")...)
	if aside, err := filepath.Glob(filepath.Join(profile, "cache.db.corrupt.*")); err != nil || len(aside) != 1 {
		t.Errorf("set aside %v, %v", aside, err)
	}
	m.expect(0, "2 tickets", at(dir, "cache", "verify")...)
}

// TestNoDamagedFileEndsACommandWithoutASentence spoils one file after another of a demo's
// folder, and asks what everybody asks: it says what it said before, or why it cannot.
func TestNoDamagedFileEndsACommandWithoutASentence(t *testing.T) {
	t.Parallel()
	count := promise.Counting(t, promise.Damage)
	n := promise.Size(t, 10, 48, 400)
	const seed = 4
	count.Seeds("%d", seed)
	rng := rand.New(rand.NewPCG(seed, 0))
	m := newMachine(t)
	dir := filepath.Join(m.home, "demo")
	s := m.works("demo", "--dir", dir, "--tickets", "20", "--seed", "7", "--traffic", "off")
	s.leaves()
	found, err := filepath.Glob(filepath.Join(dir, "profiles", "*"))
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	whole := m.shows(dir)
	if len(whole) == 0 {
		t.Fatal("the queue is empty")
	}
	files := []string{"profile.json", "throw-away.key", "lock", "cache.db", "outbox.db", "outbox.log"}
	for i := range n {
		name := files[i%len(files)]
		copied := filepath.Join(m.home, fmt.Sprintf("copy-%d", i))
		if out, err := exec.Command("cp", "-a", "--sparse=always", dir, copied).CombinedOutput(); err != nil {
			t.Skipf("SKIPPED LOUDLY: the folder cannot be copied here: %v %s", err, out)
		}
		path := filepath.Join(copied, strings.TrimPrefix(found[0], dir), name)
		how := wreck(t, rng, path)
		out, errs, status := m.run("", "queue", "--desk", copied, "--view", "all", "--json")
		count.Run(1)
		switch is := subjectsOf(out); {
		case status < 0, strings.Contains(errs, "goroutine "), strings.Contains(errs, "panic"):
			count.Violation()
			t.Errorf("%s, %s: it ended with %d: %s", name, how, status, errs)
		case status == 0 && !slices.Equal(is, whole):
			count.Violation()
			t.Errorf("%s, %s: %d rows instead of %d: %v", name, how, len(is), len(whole), is)
		case status != 0 && len(strings.TrimSpace(errs)) < 20:
			count.Violation()
			t.Errorf("%s, %s: it ended with %d and no reason: %q", name, how, status, errs)
		case status != 0 && strings.HasSuffix(name, ".db"), status != 0 && name == "outbox.log":
			count.Violation()
			t.Errorf("%s, %s: it could not be made again: %d, %s", name, how, status, errs)
		}
		if err := os.RemoveAll(copied); err != nil {
			t.Error(err)
		}
	}
}

// wreck damages a file in one of the ways, and says in which.
func wreck(t *testing.T, r *rand.Rand, path string) (how string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	used, where := len(bytes.TrimRight(b, "\x00")), ""
	instead := func(lay func() error) func() error {
		return func() error { return errors.Join(os.Remove(path), lay()) }
	}
	ways := []struct {
		name string
		do   func() error
	}{
		{flippedBit, func() error {
			if used > 0 {
				at, bit := r.IntN(used), r.IntN(8)
				b[at] ^= 1 << bit
				where = fmt.Sprintf(", bit %d of byte %d", bit, at)
			}
			return os.WriteFile(path, b, 0o600)
		}},
		{"cut short", func() error { return os.Truncate(path, r.Int64N(int64(used)+1)) }},
		{"zeroes", func() error { return os.WriteFile(path, make([]byte, len(b)), 0o600) }},
		{"empty", func() error { return os.Truncate(path, 0) }},
		{"garbage", func() error { return os.WriteFile(path, bytes.Repeat([]byte("a letter to my aunt "), 500), 0o600) }},
		{"shut", func() error { return os.Chmod(path, 0) }},
		{"gone", instead(func() error { return nil })},
		{"a folder", instead(func() error { return os.Mkdir(path, 0o700) })},
		{"a pipe", instead(func() error { return syscall.Mkfifo(path, 0o600) })},
		{"a link to nothing", instead(func() error { return os.Symlink(path+"-not", path) })},
		{"a link to a device", instead(func() error { return os.Symlink("/dev/zero", path) })},
	}
	way := ways[r.IntN(len(ways))]
	if err := way.do(); err != nil {
		t.Fatal(err)
	}
	return way.name + where
}

// shows are the numbers and subjects of all tickets of a desk.
func (m *machine) shows(dir string) []string {
	m.t.Helper()
	return subjectsOf(m.must("queue", "--desk", dir, "--view", "all", "--json"))
}

func subjectsOf(out string) (all []string) {
	for line := range strings.Lines(out) {
		var row struct {
			Number  int64  `json:"number"`
			Subject string `json:"subject"`
		}
		if json.Unmarshal([]byte(line), &row) == nil {
			all = append(all, fmt.Sprint(row.Number, " ", row.Subject))
		}
	}
	slices.Sort(all)
	return all
}

// TestWhatTheDiskOfACommandRefusesIsNotSaidToBeKept has heed write notes while its disk
// refuses one write after another.
func TestWhatTheDiskOfACommandRefusesIsNotSaidToBeKept(t *testing.T) {
	t.Parallel()
	count := promise.Counting(t, promise.Disk)
	n := promise.Size(t, 6, 36, 200)
	m := newMachine(t)
	dir := filepath.Join(m.home, "demo")
	s := m.works("demo", "--dir", dir, "--tickets", "20", "--seed", "7", "--traffic", "off")
	s.leaves()
	number, _, _ := strings.Cut(subjectsOf(m.must("queue", "--desk", dir, "--view", "open", "--json"))[0], " ")
	m.must("show", number, "--desk", dir) // a reply to what nobody has read is rightly held
	said := map[string]int{}              // the words, and how the command ended
	for i := range n {
		words := fmt.Sprintf("A reply on a sick disk, number %03d.", i)
		errno := []syscall.Errno{syscall.ENOSPC, syscall.EIO, syscall.EROFS, syscall.EDQUOT, syscall.EFBIG}[i%5]
		faults := 0
		cmd := m.command("reply", number, "--text", words, "--desk", dir)
		var errs strings.Builder
		cmd.Stderr = &errs
		begun, err := sickdisk.Start(cmd, filepath.Join(dir, "profiles"), func(c sickdisk.Call) sickdisk.Answer {
			if c.N != i+1 {
				return sickdisk.Answer{}
			}
			faults++
			return sickdisk.Answer{Errno: errno}
		})
		if errors.Is(err, sickdisk.ErrNotHere) {
			t.Skip("SKIPPED LOUDLY: no write was refused:", err)
		} else if err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // how it ended is looked at below
		if err := begun.Close(); errors.Is(err, sickdisk.ErrNotHere) {
			t.Skip("SKIPPED LOUDLY: no write was refused:", err)
		} else if err != nil {
			t.Fatal(err)
		}
		count.Run(faults)
		status := cmd.ProcessState.ExitCode()
		said[words] = status
		if status < 0 || strings.Contains(errs.String(), "goroutine ") || status != 0 && len(errs.String()) < 20 {
			count.Violation()
			t.Errorf("round %d: it ended with %d: %s", i, status, errs.String())
		}
	}
	m.delivers("--desk", dir)
	all := strings.Join(answers(t, dir), "\n")
	kept := 0
	for words, status := range said {
		is := strings.Count(all, words)
		if is > 1 || is == 0 && (status == 0 || status == 4) || is == 1 && status != 0 && status != 4 {
			count.Violation()
			t.Errorf("%q is on the desk %d times, and the command ended with %d", words, is, status)
		}
		kept += is
	}
	count.Figure("%d of %d replies of commands kept, each once", kept, n)
}

// TestAProfileThatIsPutBackSendsNothingTwice has a whole profile as it was before a reply went
// out, as from somebody's copy of a folder: the desk knows the reply again.
func TestAProfileThatIsPutBackSendsNothingTwice(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	s := m.joins(dir)
	s.stop()
	m.expect(4, "kept in the outbox as", "reply", "4001", "--text", "Written once.")
	profile := m.profile()
	copied := profile + "-copy"
	if out, err := exec.Command("cp", "-a", "--sparse=always", profile, copied).CombinedOutput(); err != nil {
		t.Skipf("SKIPPED LOUDLY: the folder cannot be copied here: %v %s", err, out)
	}
	s = m.serve(dir, strings.TrimPrefix(s.url, "http://"))
	for range 2 {
		m.must("sync")
		m.expect(0, "Nothing waits", "outbox")
		if err := os.RemoveAll(profile); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command("cp", "-a", copied, profile).CombinedOutput(); err != nil {
			t.Fatal(err, string(out))
		}
		m.expect(0, "Written once.", "outbox")
	}
	m.must("sync")
	for _, name := range []string{"outbox.db", "outbox.log"} { // both copies alone, beside a cache that knows better
		b, err := os.ReadFile(filepath.Join(copied, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(profile, name), b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	m.must("sync")
	m.expect(0, "Nothing waits", "outbox")
	s.stop()
	if n := strings.Count(strings.Join(answers(t, dir), "\n"), "Written once."); n != 1 {
		t.Errorf("delivered %d times", n)
	}
}
