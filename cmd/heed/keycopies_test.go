package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestAnOlderCopyOfTheKeyThatIsPutBackShutsNobodyOut(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	s := m.joins(m.shop())
	dir := m.profile()
	first, second := filepath.Join(dir, "key.sealed"), filepath.Join(dir, "key.sealed.copy")
	older, err := os.ReadFile(first)
	if err != nil {
		t.Fatal(err)
	}
	m.must("cache", "erase", "4002", "--yes") // which changes the key
	s.stop()
	m.expect(4, "kept in the outbox", "note", "4001", "--text", "Thimblerig waits here.")
	w := m.works()
	for _, path := range []string{first, second} { // while a workstation has it open
		whole, err := os.ReadFile(path)
		if err == nil {
			err = os.WriteFile(path, older, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		out, errs, status := m.run("", "cache", "verify")
		if (status == 1) != (path == first) || strings.Contains(errs, "another name") || strings.Contains(errs, "One of the two copies of the key") != (path == first) {
			t.Errorf("an older %s under a workstation: ended with %d:\n%s%s", filepath.Base(path), status, out, errs)
		}
		if err := os.WriteFile(path, whole, 0o600); err != nil {
			t.Fatal(err)
		}
		m.expect(0, "key.sealed.copy", "cache", "verify")
	}
	w.leaves()
	for _, path := range []string{first, second} {
		if err := os.WriteFile(path, older, 0o600); err != nil {
			t.Fatal(err)
		}
		out, errs, status := m.run("", "outbox")
		if status != 0 || !strings.Contains(out, "Thimblerig") || strings.Contains(errs, "opened nothing") != (path == first) {
			t.Errorf("an older %s: ended with %d:\n%s%s", filepath.Base(path), status, out, errs)
		}
		m.expect(0, "hangs together", "cache", "verify")
	}
	for _, path := range []string{first, second} {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Mkfifo(path, 0o600); err != nil {
			t.Fatal(err)
		}
		out, errs, status := m.run("", "outbox")
		if status != 0 || !strings.Contains(out, "Thimblerig") || !strings.Contains(errs, "it is in "+filepath.Base(path)+".corrupt.") {
			t.Errorf("a pipe for %s: ended with %d:\n%s%s", filepath.Base(path), status, out, errs)
		}
		out, errs, status = m.run("", "outbox")
		if status != 0 || !strings.Contains(out, "Thimblerig") || strings.Contains(errs, "copies of the key") {
			t.Errorf("after a pipe for %s: ended with %d:\n%s%s", filepath.Base(path), status, out, errs)
		}
	}
}

func TestLookingThroughAProfileTellsOfADamagedCopyOfItsKeyAndMendsNothing(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	m.must(at(dir, "queue")...)
	path := filepath.Join(owned(dir), "key.sealed")
	garbage := []byte("what was never a key")
	if err := os.WriteFile(path, garbage, 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		out, errs, status := m.run("", at(dir, "cache", "verify", "--json")...)
		if status != 1 || !strings.Contains(out, `{"file":"key.sealed","state":"damaged"`) || !strings.Contains(out, `{"file":"key.sealed.copy","state":"whole"`) || !strings.Contains(errs, "Start heed once nobody") {
			t.Errorf("ended with %d:\n%s%s", status, out, errs)
		}
		if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, garbage) {
			t.Error("it was written by a look: ", err)
		}
	}
	out, errs, _ := m.run("", at(dir, "queue")...)
	if !strings.Contains(errs, "key.sealed.corrupt.") {
		t.Errorf("nobody was told of the copy that was set aside:\n%s%s", out, errs)
	}
	m.expect(0, "hangs together", at(dir, "cache", "verify")...)
}
