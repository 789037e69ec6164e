package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// lying is what lies in a folder, and when each thing was last written.
func lying(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := os.Lstat(path)
		if err != nil {
			return err
		}
		fmt.Fprintln(&all, path, info.Mode(), info.Size())
		if info.Mode().IsRegular() {
			b, err := os.ReadFile(path)
			fmt.Fprintf(&all, "%x\n", sha256.Sum256(b))
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

func TestTheDoctorChangesNothing(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	s := m.joins(m.shop())
	s.stop()
	m.expect(4, "kept in the outbox", "note", "4001", "--text", "Thimblerig waits here.")
	dir := m.profile()
	look := func(what string, want ...string) {
		t.Helper()
		before := lying(t, dir)
		out, errs, _ := m.run("", "doctor")
		if after := lying(t, dir); after != before {
			t.Errorf("%s: it has changed what lies there:\n%s\n%s", what, before, after)
		}
		for _, say := range want {
			if !strings.Contains(out, say) {
				t.Errorf("%s: it does not say %q:\n%s%s", what, say, out, errs)
			}
		}
	}
	look("all is whole", "all of it is whole: 2 tickets", "1 change waits to be sent")
	if err := os.WriteFile(filepath.Join(dir, "lock"), []byte("99999999 workstation \n"), 0o600); err != nil {
		t.Fatal(err)
	}
	look("the owner before was killed", "all of it is whole: 2 tickets")
	for _, file := range []string{"cache.db", "outbox.log", "key.sealed.copy", "outbox.db"} {
		path := filepath.Join(dir, file)
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, bytes.Repeat([]byte("garbage "), 600), 0o640); err != nil {
			t.Fatal(err)
		}
		look(file+" is damaged", map[string]string{
			"cache.db": "What was kept of the desk is damaged", "outbox.log": "One of the two copies of the outbox is damaged",
			"outbox.db": "One of the two copies of the outbox is damaged", "key.sealed.copy": "One of the two copies of the key cannot be used",
		}[file])
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOnADiskThatCanOnlyBeReadWhatIsKeptIsToldAndLookedThrough(t *testing.T) {
	t.Parallel()
	m := nobodys(t).with("HEED_PASSPHRASE=" + passphrase)
	dir := m.shop()
	m.must(at(dir, "sync")...)
	both := func(what string) {
		t.Helper()
		before := lying(t, owned(dir))
		m.expect(0, "2 tickets, 2 customers", at(dir, "cache", "status")...)
		if out := m.must(at(dir, "cache", "status")...); !strings.Contains(out, "nothing can be written there now") {
			t.Errorf("%s: %s", what, out)
		}
		m.expect(0, "2 tickets, 2 messages, 2 customers", at(dir, "cache", "verify")...)
		if out := m.must(at(dir, "cache", "status", "--json")...); !strings.Contains(out, `"read_only":true`) || !strings.Contains(out, `"tickets":2`) {
			t.Errorf("%s: %s", what, out)
		}
		if after := lying(t, owned(dir)); after != before {
			t.Errorf("%s: it was written:\n%s\n%s", what, before, after)
		}
	}
	if err := os.Chmod(owned(dir), 0o500); err != nil {
		t.Fatal(err)
	}
	both("a folder that may only be read")
	if err := os.Chmod(owned(dir), 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "--bind", dir, dir).CombinedOutput(); err != nil {
		t.Skipf("SKIPPED LOUDLY: nothing can be mounted here, so no disk was only to be read: %s", out)
	}
	t.Cleanup(func() { _ = exec.Command("umount", dir).Run() })
	if out, err := exec.Command("mount", "-o", "remount,ro,bind", dir).CombinedOutput(); err != nil {
		t.Skipf("SKIPPED LOUDLY: nothing can be mounted to be read only: %s", out)
	}
	both("a disk that can only be read")
}
