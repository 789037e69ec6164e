package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestAnEmptyOutboxClaimsNothingOfWhatWasLost(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	m.joins(m.shop()).stop()
	m.expect(4, "kept in the outbox", "note", "4001", "--text", "Never sent.")
	for _, name := range []string{"outbox.db", "outbox.log"} {
		if err := os.Remove(filepath.Join(m.profile(), name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"outbox"}, {"cache", "status"}} {
		out, errs, _ := m.run("", args...)
		if strings.Contains(out, "on the desk") || !strings.Contains(strings.ToLower(out), "nothing") {
			t.Errorf("%s says of what is lost\n%s%s", args, out, errs)
		}
	}
}

func TestWithoutAPassphraseTheFilesOfAProfileThatHasLoggedInAreTold(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.with("HEED_PASSPHRASE=" + passphrase).joins(m.shop())
	out := m.expect(3, "none was given", "cache", "status")
	if !regexp.MustCompile(`cache\.db +\S+ \wB +-rw-------`).MatchString(out) || !strings.Contains(out, "only be said with the key") {
		t.Errorf("status says\n%s", out)
	}
}

func TestWhereTheKeyMayNotBeReadTheFilesAreToldAndCheckedAllTheSame(t *testing.T) {
	t.Parallel()
	m := nobodys(t).with("HEED_PASSPHRASE=" + passphrase)
	dir := m.shop()
	m.must(at(dir, "sync")...)
	for _, name := range []string{"key.sealed", "key.sealed.copy"} {
		if err := os.Chmod(filepath.Join(owned(dir), name), 0); err != nil {
			t.Fatal(err)
		}
	}
	if out := m.expect(1, "chmod 600", at(dir, "cache", "status")...); !regexp.MustCompile(`cache\.db +\S+ \wB`).MatchString(out) {
		t.Errorf("status says\n%s", out)
	}
	if out := m.expect(1, "chmod 600", at(dir, "cache", "verify")...); strings.Count(out, "was not opened") != 4 {
		t.Errorf("verify says\n%s", out)
	}
}

func TestAWipeTellsOfEveryFileThatIsGone(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	m.joins(m.shop()).stop()
	out := m.must("cache", "wipe", "--yes", "--json")
	for _, name := range []string{"cache.db", "key.sealed", "key.sealed.copy", "outbox.db", "outbox.log", "profile.json", "token"} {
		if strings.Count(out, `"`+name+`"`) != 1 {
			t.Errorf("%s is not in %s", name, out)
		}
	}
}

func TestWhoIsKeptOutOfTheirOwnFilesIsToldTheModeToGive(t *testing.T) {
	t.Parallel()
	m := nobodys(t).with("HEED_PASSPHRASE=" + passphrase)
	dir := m.shop()
	m.must(at(dir, "sync")...)
	for name, mode := range map[string]os.FileMode{"": 0o700, "lock": 0o600, "profile.json": 0o600} {
		path := filepath.Join(owned(dir), name)
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
		m.expect(1, fmt.Sprintf("chmod %o %s,", mode, path), at(dir, "queue")...)
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
}
