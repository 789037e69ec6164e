package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

func TestAFileThatCannotBeReadIsNamedAndTheOthersAreLookedThrough(t *testing.T) {
	t.Parallel()
	m := nobodys(t).with("HEED_PASSPHRASE=" + passphrase)
	dir := m.shop()
	m.must(at(dir, "sync")...)
	files := []string{"cache.db", "outbox.db", "outbox.log", "key.sealed", "key.sealed.copy"}
	for i, file := range files[:4] {
		path := filepath.Join(owned(dir), file)
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
		out, errs, status := m.run("", at(dir, "cache", "verify")...)
		said := "You may not read ~/shop/profiles/owner/" + file + ", so it was not looked through."
		if status != 1 || !strings.Contains(errs, said) || strings.Contains(errs, "damaged") {
			t.Errorf("%s that may not be read: ended with %d:\n%s%s", file, status, out, errs)
		}
		for j, other := range files {
			word := "whole"
			if i == j {
				word = "not looked through"
			}
			if !regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(other) + ` +` + word).MatchString(out) {
				t.Errorf("with %s shut, %s is not %s:\n%s", file, other, word, out)
			}
		}
		if err := os.Chmod(path, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	m.expect(0, "hangs together", at(dir, "cache", "verify")...)

	log := filepath.Join(owned(dir), "outbox.log")
	if err := os.Remove(log); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(log, 0o600); err != nil {
		t.Fatal(err)
	}
	out, errs, status := m.run("", at(dir, "cache", "verify", "--json")...)
	if status != 1 || !strings.Contains(out, `{"file":"cache.db","state":"whole"`) || !strings.Contains(out, `{"file":"outbox.log","state":"unread"`) {
		t.Errorf("a pipe for outbox.log: ended with %d:\n%s%s", status, out, errs)
	}
}

func TestAfterAFileThatEndsTheLookTheOthersAreLookedThroughToo(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	m.must(at(dir, "sync")...)
	path := filepath.Join(owned(dir), "cache.db")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 2*4096 + 10; i < len(b); i += 4096 { // pages that say they have more than there is
		b[i], b[i+1] = 0xff, 0xff
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	out, errs, status := m.run("", at(dir, "cache", "verify")...)
	if status != 1 || !regexp.MustCompile(`cache\.db +damaged`).MatchString(out) || !regexp.MustCompile(`(?s)outbox\.db +whole.*outbox\.log +whole`).MatchString(out) {
		t.Errorf("ended with %d:\n%s%s", status, out, errs)
	}
}

func TestACopyOfTheKeyBehindAnotherPassphraseIsNotCalledWhole(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	m.must(at(dir, "queue")...)
	other := newMachine(t).with("HEED_PASSPHRASE=battery-staple")
	from := other.shop()
	other.must(at(from, "queue")...)
	b, err := os.ReadFile(filepath.Join(owned(from), "key.sealed"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(owned(dir), "key.sealed.copy")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	m.must(at(dir, "queue")...) // which leaves it alone
	out, errs, status := m.run("", at(dir, "cache", "verify")...)
	if status != 1 || !regexp.MustCompile(`key\.sealed\.copy +behind another passphrase`).MatchString(out) || !strings.Contains(errs, "move it somewhere else and start heed") {
		t.Errorf("ended with %d:\n%s%s", status, out, errs)
	}
	if err := os.Rename(path, filepath.Join(m.home, "away")); err != nil {
		t.Fatal(err)
	}
	m.must(at(dir, "queue")...)
	m.expect(0, "hangs together", at(dir, "cache", "verify")...)
}

func TestWhatTheSearchFindsIsTheSameHoweverOftenItIsAsked(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	m.must(at(dir, "sync")...)
	for range 5 {
		m.expect(0, "all 2 tickets", at(dir, "cache", "status")...)
	}
	if out := m.must(at(dir, "cache", "status", "--json")...); strings.Contains(out, `"indexing"`) || !strings.Contains(out, `"searched":2`) {
		t.Error(out)
	}
}

func TestWhatAKilledCompactHasLeftGoesWithTheNextStart(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	m.must(at(dir, "sync")...)
	left := filepath.Join(owned(dir), "cache.db.new")
	if err := os.WriteFile(left, []byte("half a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	m.must(at(dir, "queue")...)
	if _, err := os.Lstat(left); !os.IsNotExist(err) {
		t.Error("it is still there", err)
	}
}
