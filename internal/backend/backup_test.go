package backend_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

// backedUp backs the desk of a folder up, and returns the backup.
func backedUp(t testing.TB, dir string) (file string, b backend.BackedUp) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "desk.backup")
	src := backend.PeekOn(t, dir)
	b, err := src.Backup(t.Context(), file)
	if err := errors.Join(err, src.Close()); err != nil {
		t.Fatal(err)
	}
	return file, b
}

// restored makes a desk of a backup in a new folder.
func restored(t testing.TB, file string) (dir string, sum backend.Copied) {
	t.Helper()
	src, _, err := backend.OpenBackup(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	s, err := backend.OpenOn(t, dir)
	if err != nil {
		t.Fatal(err)
	}
	sum, err = src.Restore(t.Context(), s, t.TempDir())
	if err := errors.Join(err, s.Finish(t.Context()), s.Close(), src.Close()); err != nil {
		t.Fatal(err)
	}
	return dir, sum
}

func TestABackupOfADeskAtWorkHasAllThatWasAnsweredBeforeAndComesBackAsANewEpoch(t *testing.T) {
	dir := t.TempDir()
	m, op, _ := worked(t, dir)
	b := openBench(t, dir)
	epoch := described(t, b).Epoch
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan int)
	go func() {
		n := 0
		for ; ctx.Err() == nil; n++ {
			if _, err := b.store.Intake(ctx, opens("meanwhile")); err != nil && ctx.Err() == nil {
				t.Error(err)
			}
		}
		ended <- n
	}()
	last := b.ticket(t, "the last before the backup")
	file, noted := backedUp(t, dir)
	stop()
	if n := <-ended; noted.Files != 1 || noted.Missing != 0 || noted.Rows < 30 || noted.Size == 0 || n == 0 {
		t.Errorf("%+v, %d tickets meanwhile", noted, n)
	}
	m.follow(t, b)
	b.close(t)

	into, sum := restored(t, file)
	if sum.Files != 1 || sum.Missing != 0 || sum.Rows != noted.Rows {
		t.Errorf("restored %+v of %+v", sum, noted)
	}
	r := openBench(t, into)
	if described(t, r).Epoch == epoch {
		t.Error("it is the same epoch")
	}
	if v, err := r.store.Do(t.Context(), r.ann, op); err != nil || v.Outcome != desk.Applied || len(v.Messages) == 0 {
		t.Errorf("the same once more: %s, %v", v.Outcome, err)
	}
	f := op.Attachments()[0]
	if text, err := fetched(t.Context(), r.line, f); err != nil || int64(len(text)) != f.Size {
		t.Errorf("%d bytes, %v", len(text), err)
	}
	if !m.catchUp(t, r) || m.lacks() != "" || m.tickets[last.ID].Number != last.Number {
		t.Errorf("lacks %q; the last before it: %+v", m.lacks(), m.tickets[last.ID])
	}
	r.ticket(t, "and on")
	if m.catchUp(t, r) {
		t.Error("everything is fetched anew once more")
	}
}

func described(t testing.TB, b *bench) desk.Description {
	t.Helper()
	d, err := b.line.Describe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestABackupTakesNobodysPlaceAndLeavesNothingWhereItFails(t *testing.T) {
	dir := t.TempDir()
	openBench(t, dir).close(t)
	there := filepath.Join(t.TempDir(), "there")
	if err := os.WriteFile(there, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	src := backend.PeekOn(t, dir)
	if _, err := src.Backup(t.Context(), there); !errors.Is(err, fs.ErrExist) {
		t.Error(err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := src.Backup(ended, there+"-2"); err == nil {
		t.Error("nobody waited for it, and it was made")
	}
	if text, err := os.ReadFile(there); err != nil || string(text) != "mine" {
		t.Errorf("%q %v", text, err)
	}
	if left, err := os.ReadDir(filepath.Dir(there)); err != nil || len(left) != 1 {
		t.Errorf("%v %v", left, err)
	}
	if err := src.Close(); err != nil {
		t.Error(err)
	}
}

// afterBegin is a snapshot without its first line, which names the epoch.
func afterBegin(lines string) string {
	_, rest, _ := strings.Cut(lines, "\n")
	return rest
}

// TestWhatIsDamagedInABackupIsNeverRestored flips bits all over a backup.
func TestWhatIsDamagedInABackupIsNeverRestored(t *testing.T) {
	dir := t.TempDir()
	_, _, lines := worked(t, dir)
	file, _ := backedUp(t, dir)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	hurt := filepath.Join(t.TempDir(), "hurt")
	noticed, harmless := 0, 0
	for at := 0; at < len(whole); at += len(whole)/24 + 1 {
		text := append([]byte(nil), whole...)
		text[at] ^= 0x04
		if err := os.WriteFile(hurt, text, 0o600); err != nil {
			t.Fatal(err)
		}
		src, _, err := backend.OpenBackup(t.Context(), hurt)
		if err == nil {
			s, oerr := backend.Open(t.TempDir())
			if oerr != nil {
				t.Fatal(oerr)
			}
			_, err = src.Restore(t.Context(), s, t.TempDir())
			err = errors.Join(err, src.Close())
			b := &bench{store: s, ann: backend.Principal{Agent: "ann"}}
			if err == nil && afterBegin(b.lines(t)) != afterBegin(lines) {
				t.Errorf("byte %d: what was restored differs", at)
			}
			if cerr := s.Close(); cerr != nil {
				t.Fatal(cerr)
			}
		}
		switch {
		case err == nil:
			harmless++
		case errors.Is(err, backend.ErrBackupDamaged), errors.Is(err, backend.ErrNoBackup), errors.Is(err, backend.ErrNewerDesk):
			noticed++
		default:
			t.Errorf("byte %d: %v", at, err)
		}
	}
	if noticed < 15 {
		t.Errorf("%d noticed, %d harmless", noticed, harmless)
	}
	if _, _, err := backend.OpenBackup(t.Context(), filepath.Join(dir, "nowhere")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

// TestABackupInWhichAnyBitHasFlippedIsRefused flips bits where nothing of the desk lies, too: whoever
// keeps a backup hears of a bad disk as long as it costs nothing.
func TestABackupInWhichAnyBitHasFlippedIsRefused(t *testing.T) {
	dir := t.TempDir()
	worked(t, dir)
	file, b := backedUp(t, dir)
	whole, err := os.ReadFile(file)
	if err != nil || b.Size != int64(len(whole)) {
		t.Fatal(b.Size, len(whole), err)
	}
	if err := backend.Intact(file); err != nil {
		t.Error("a whole one:", err)
	}
	hurt := filepath.Join(t.TempDir(), "hurt")
	refuses := func(text []byte, why error) {
		t.Helper()
		if err := os.WriteFile(hurt, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := backend.Intact(hurt); !errors.Is(err, why) {
			t.Errorf("%v, not %v", err, why)
		}
	}
	places := []int{0, len(whole) - 1, len(whole) - 40, len(whole) - 80, len(whole) - 100}
	for at := 7; at < len(whole); at += len(whole)/61 + 1 {
		places = append(places, at)
	}
	for _, at := range places {
		text := append([]byte(nil), whole...)
		text[at] ^= 1 << (at % 8)
		refuses(text, backend.ErrBackupDamaged)
	}
	refuses(whole[:len(whole)-1], backend.ErrBackupDamaged)
	refuses(whole[:len(whole)-600], backend.ErrBackupDamaged)
	refuses([]byte("some words"), backend.ErrNoBackup)
	refuses(nil, backend.ErrNoBackup)
}

func TestABackupGoesWhereItsNameSaysAlsoFromTheFolderThatOneIsIn(t *testing.T) {
	dir, here := t.TempDir(), t.TempDir()
	openBench(t, dir).close(t)
	src := backend.PeekOn(t, dir)
	t.Chdir(here)
	if err := os.Mkdir("backups", 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"here", "backups/below", "./dot", "../" + filepath.Base(here) + "/up"} {
		if _, err := src.Backup(t.Context(), name); err != nil {
			t.Errorf("%s: %v", name, err)
		} else if err := backend.Intact(filepath.Join(here, name)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := src.Close(); err != nil {
		t.Error(err)
	}
}

func TestAPipeIsNoBackupAndNobodyWaitsAtIt(t *testing.T) {
	at := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(at, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := backend.OpenBackup(t.Context(), at); !errors.Is(err, backend.ErrNoBackup) {
		t.Error(err)
	}
	if err := backend.Intact(at); !errors.Is(err, backend.ErrNoBackup) {
		t.Error(err)
	}
}
