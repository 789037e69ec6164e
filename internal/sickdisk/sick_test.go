package sickdisk_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"go.uber.org/goleak"

	"github.com/heed-desk/heed/internal/sickdisk"
)

// writing tells a child what to do: write a file into this folder, and say how that went.
const writing = "HEED_TEST_WRITING"

func TestMain(m *testing.M) {
	if err := sickdisk.Enter(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	if dir := os.Getenv(writing); dir != "" {
		fmt.Print(work(dir))
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

// work writes a file under another name, flushes it, and renames it.
func work(dir string) error {
	f, err := os.Create(filepath.Join(dir, "new"))
	if err != nil {
		return err
	}
	_, err = f.WriteAt(bytes.Repeat([]byte("word "), 100), 0)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(filepath.Join(dir, "new"), filepath.Join(dir, "file"))
}

// worked is what a child said, and whether it was asked.
func worked(t *testing.T, dir string, d sickdisk.Disk) string {
	t.Helper()
	own, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(own)
	cmd.Env = append(os.Environ(), writing+"="+dir)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	asking, err := sickdisk.Start(cmd, dir, d)
	if errors.Is(err, sickdisk.ErrNotHere) {
		t.Skip("SKIPPED LOUDLY:", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	err = cmd.Wait()
	if err := asking.Close(); errors.Is(err, sickdisk.ErrNotHere) {
		t.Skip("SKIPPED LOUDLY:", err, out.String())
	} else if err != nil {
		t.Fatal(err)
	}
	if err != nil {
		t.Fatal(err, out.String())
	}
	return out.String()
}

func TestEachWriteIsAskedForAndAnyCanBeRefused(t *testing.T) {
	var names []string
	said := worked(t, t.TempDir(), func(c sickdisk.Call) sickdisk.Answer {
		names = append(names, c.Name)
		return sickdisk.Answer{}
	})
	if want := "[openat pwrite64 fsync renameat]"; fmt.Sprint(names) != want || said != "<nil>" {
		t.Fatalf("asked for %v, and not %s; it said %s", names, want, said)
	}
	for n := range names {
		said := worked(t, t.TempDir(), func(c sickdisk.Call) sickdisk.Answer {
			if c.N == n+1 {
				return sickdisk.Answer{Errno: syscall.EDQUOT}
			}
			return sickdisk.Answer{}
		})
		if !bytes.Contains([]byte(said), []byte(syscall.EDQUOT.Error())) {
			t.Errorf("refused %s, and it said %q", names[n], said)
		}
	}
}

func TestAShortWriteLeavesHalfOfIt(t *testing.T) {
	dir, was := t.TempDir(), 0
	said := worked(t, dir, func(c sickdisk.Call) sickdisk.Answer {
		if c.Name != "pwrite64" {
			return sickdisk.Answer{}
		}
		was++
		return sickdisk.Answer{Short: was == 1, Errno: syscall.ENOSPC}
	})
	if info, err := os.Stat(filepath.Join(dir, "new")); err != nil || info.Size() != 250 || !bytes.Contains([]byte(said), []byte("no space")) {
		t.Errorf("%v, %v: %s", info, err, said)
	}
}

func TestWhatIsWrittenElsewhereIsNobodysMatter(t *testing.T) {
	if said := worked(t, t.TempDir(), func(sickdisk.Call) sickdisk.Answer { return sickdisk.Answer{} }); said != "<nil>" {
		t.Fatal(said)
	}
	elsewhere := t.TempDir()
	own, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(own)
	cmd.Env = append(os.Environ(), writing+"="+elsewhere)
	asking, err := sickdisk.Start(cmd, t.TempDir(), func(c sickdisk.Call) sickdisk.Answer {
		t.Errorf("asked for %+v", c)
		return sickdisk.Answer{}
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(cmd.Wait(), asking.Close()); err != nil {
		t.Fatal(err)
	}
}
