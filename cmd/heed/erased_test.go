package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestACustomerWhoIsErasedIsGoneEverywhereAlsoFromAnOlderBackup erases somebody at a desk that is
// served, with one workstation that hears of it and one that was away until the desk was restored.
func TestACustomerWhoIsErasedIsGoneEverywhereAlsoFromAnOlderBackup(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir, backup, folder := m.shop(), filepath.Join(m.home, "before"), filepath.Join(m.home, "harper")
	s := m.serve(dir, m.own(), "--as", "owner")
	address := strings.TrimPrefix(s.url, "http://")
	here, away := []string{"--profile", "here"}, []string{"--profile", "away"}
	for _, who := range [][]string{here, away} {
		m.must(append([]string{"login", s.url, "--token", s.token}, who...)...)
		m.must(append([]string{"sync"}, who...)...)
		m.expect(0, "I sent the lamp back.", append([]string{"show", "4001"}, who...)...)
	}
	m.must("desk", "backup", "--desk", dir, backup)

	m.expect(5, "knows nobody", "desk", "customer", "export", "--desk", dir, "nobody", folder)
	m.expect(2, "Say who", "desk", "customer", "export", "--desk", dir, "", folder)
	m.expect(2, "Say who", "desk", "customer", "erase", "--desk", dir, " ")
	m.must("desk", "customer", "export", "--desk", dir, "harper moore", folder)
	text, err := os.ReadFile(filepath.Join(folder, "customer.json"))
	if err != nil || !strings.Contains(string(text), "I sent the lamp back.") || strings.Contains(string(text), "Aarav") {
		t.Errorf("%v\n%s", err, text)
	}
	m.expect(1, "there already", "desk", "customer", "export", "--desk", dir, "4001", folder)

	m.expect(0, "kept for 730 days", "desk", "retention", "--desk", dir, "--tickets", "730") // by the process that serves it
	m.expect(0, "kept for 730 days, spam for 1 day. Customers stay.", "desk", "retention", "--desk", dir, "--spam", "1")
	m.expect(2, "36500", "desk", "retention", "--desk", dir, "--tickets", "-1")

	m.expect(2, "--yes", "desk", "customer", "erase", "--desk", dir, "Harper Moore")
	m.must("desk", "customer", "erase", "--yes", "--desk", dir, "Harper", "Moore")
	gone := func(who []string) {
		t.Helper()
		m.must(append([]string{"sync"}, who...)...)
		if out := m.must(append([]string{"queue", "--view", "all"}, who...)...); strings.Contains(out, "Refund") || !strings.Contains(out, "Parcel says") {
			t.Errorf("%s has\n%s", who, out)
		}
	}
	gone(here)
	s.stop()

	m.expect(0, "1 customer", "desk", "restore", "--replace", "--desk", dir, backup)
	s = m.serve(dir, address, "--as", "owner")
	m.expect(5, "no ticket 4001", at(dir, "show", "4001")...)
	gone(away)
	m.must("cache", "verify", "--profile", "away")
	gone(here)
	s.stop()
	if found := grepped(t, dir, "I sent the lamp back.", "replaced-"); len(found) > 0 {
		t.Errorf("it stands in %q", found)
	}

	// Into a folder that knows nothing of it, with the list beside the backups.
	elsewhere := filepath.Join(m.home, "elsewhere")
	m.expect(0, "1 customer", "desk", "restore", "--desk", elsewhere, "--erased", filepath.Join(dir, "erased"), backup)
	m.expect(5, "no ticket 4001", at(elsewhere, "show", "4001")...)
}

func TestWhoHadAReplyWaitingForACustomerWhoIsErasedIsToldThatItIsGone(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	s := m.joins(dir)
	s.stop()
	m.expect(4, "kept in the outbox", "reply", "4001", "--text", "To somebody who is erased.")
	m.must("desk", "customer", "erase", "--yes", "--desk", dir, "Harper", "Moore")
	s = m.serve(dir, strings.TrimPrefix(s.url, "http://"))
	m.expect(6, "1 thing that you wrote or set was not sent and is gone", "sync")
	m.expect(0, "Nothing waits", "outbox")
	m.must("sync")
	s.stop()
}

// grepped are the files of a folder in which words stand, but for those in folders of a name.
func grepped(t *testing.T, dir, words, but string) (found []string) {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range all {
		if info, err := os.Stat(path); err != nil || info.IsDir() || strings.HasPrefix(filepath.Base(path), but) {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), words) {
			found = append(found, path)
		}
	}
	return found
}

func TestWhatWaitedForACustomerWhoIsErasedIsCountedForPrograms(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	s := m.serve(dir, m.own(), "--as", "owner")
	address := strings.TrimPrefix(s.url, "http://")
	m.must("login", s.url, "--token", s.token)
	m.must("sync")
	s.stop()
	m.expect(4, "outbox", "set", "4001", "+vip")
	m.must("desk", "customer", "erase", "--yes", "--desk", dir, "Harper", "Moore")
	s = m.serve(dir, address, "--as", "owner")
	defer s.stop()
	out, errs, status := m.run("", "sync", "--json")
	if status != 6 || !strings.Contains(out, `"dropped":1`) || !strings.Contains(out, `"link":"up"`) || !strings.Contains(errs, `"error":"pipe.erased_unsent"`) || !strings.Contains(errs, `"dropped":1`) {
		t.Errorf("it ends with %d, says %s and %s", status, out, errs)
	}
	if out := m.must("sync", "--json"); strings.Contains(out, "dropped") {
		t.Errorf("the next says %s", out)
	}
}
