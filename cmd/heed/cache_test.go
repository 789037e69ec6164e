package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestWhatIsKeptIsToldCheckedAndWrittenAnewWithAndWithoutAWorkstation(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	m.expect(5, "Nothing is kept on this computer", at(dir, "cache", "verify")...)
	m.must(at(dir, "sync")...)
	both := func() {
		t.Helper()
		m.expect(0, "2 tickets, 2 customers", at(dir, "cache", "status")...)
		m.expect(0, "2 tickets, 2 messages, 2 customers", at(dir, "cache", "verify")...)
		m.expect(0, "The files ", at(dir, "cache", "compact")...)
		out := m.must(at(dir, "cache", "status", "--json")...)
		for _, member := range []string{`"key":"passphrase"`, `"tickets":2`, `"verified":"20`, `"compacted":"20`} {
			if !strings.Contains(out, member) {
				t.Errorf("%s is not in %s", member, out)
			}
		}
	}
	both()
	m.expect(0, "nothing to lock", at(dir, "cache", "lock")...)
	w := m.works(at(dir)...)
	both()
	m.expect(4, "Nothing was removed", at(dir, "cache", "wipe", "--yes")...)
	m.expect(0, "Locked", at(dir, "cache", "lock")...)
	w.sees(`Locked since`)
	if _, err := w.WaitGone(regexp.MustCompile(`Refund|Harper|Parcel|Aarav`), patience); err != nil {
		t.Error(err)
	}
	w.send(passphrase + "\r")
	w.seesQueue()
	if left, err := filepath.Glob(filepath.Join(owned(dir), "verify-*")); err != nil || len(left) > 0 {
		t.Errorf("copies are left behind: %v, %v", left, err)
	}
	w.leaves()
}

func TestACustomerIsForgottenByNameNumberOrIdAndNobodyByMistake(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	more := filepath.Join(m.home, "more.jsonl")
	line := `{"type":"ticket","id":"A3","number":4003,"subject":"Lamp","customer":{"id":"m","name":"Harper Mills","email":"mills@mail.example"},"messages":[{"from":"customer","text":"Where?","at":"2026-03-01T12:00:00Z"}]}`
	if err := os.WriteFile(more, []byte(line), 0o600); err != nil {
		t.Fatal(err)
	}
	m.must("import", "--desk", dir, more)
	m.must(at(dir, "sync")...)
	m.expect(5, "anybody called Zoe", at(dir, "cache", "erase", "Zoe", "--yes")...)
	m.expect(2, "forgets Harper Moore, with 1 ticket, until the desk has news of them. Nobody can be asked here", at(dir, "cache", "erase", "moore")...)
	m.expect(2, "a part of a name is not enough", at(dir, "cache", "erase", "moore", "--yes")...)
	m.expect(2, "2 customers may be meant by harper", at(dir, "cache", "erase", "harper", "--yes")...)
	w := m.sit(at(dir, "cache", "erase", "moore")...)
	w.sees(`This computer forgets Harper Moore, with 1 ticket`)
	w.send("no\r")
	w.ends(1)
	m.must(at(dir, "set", "4001", "assignee=me")...)
	w = m.sit(at(dir)...)
	w.sees(`(?s)Refund still not.*Parcel says`)
	w.send("\r")
	w.sees(`esc back`)
	_, errs, status := m.run("", at(dir, "cache", "erase", "#4001", "--yes")...)
	if status != 0 || !strings.Contains(errs, "#4001 of theirs is on your screen right now.") || !strings.Contains(errs, "1 of their tickets is yours and not solved.") {
		t.Errorf("ended with %d:\n%s", status, errs)
	}
	if _, err := w.WaitGone(regexp.MustCompile(`Refund still not|sent the lamp|Harper Moore`), patience); err != nil {
		t.Error(err)
	}
	w.send("\x1b") // from the ticket to the queue
	if _, err := w.WaitGone(regexp.MustCompile(`esc back`), patience); err != nil {
		t.Error(err)
	}
	w.leaves()
	m.expect(0, "2 tickets, 2 customers", at(dir, "cache", "status")...)
}

func TestNothingThatIsNotSentIsWipedOrErasedUnlessThatIsSaid(t *testing.T) {
	t.Parallel()
	bus := newSession(t)
	ring := bus.newSafe()
	m := bus.on(newMachine(t))
	s := m.joins(m.shop())
	s.stop()
	m.expect(4, "kept in the outbox", "note", "4001", "--text", "Thimblerig waits here.")
	m.expect(0, "1 waits for the desk since", "cache", "status")
	out := m.expect(6, "--force", "cache", "wipe", "--yes")
	if !strings.Contains(out, "Thimblerig waits here.") {
		t.Errorf("it does not say what would be lost:\n%s", out)
	}
	out = m.expect(6, "--force", "cache", "erase", "4001", "--yes")
	if !strings.Contains(out, "Thimblerig waits here.") {
		t.Errorf("it does not say what would be lost:\n%s", out)
	}
	w := m.sit("cache", "erase", "4001")
	w.sees(`Thimblerig waits here(?s:.*)nobody was forgotten`) // and nobody is asked
	w.ends(6)
	w = m.sit("cache", "erase", "4001", "--force")
	w.sees(`(?s)Thimblerig waits here.*lost for good.*Type yes`)
	w.send("no\r")
	w.ends(1)
	m.expect(0, "Thimblerig", "outbox")

	ring.breaks(failing)
	m.expect(3, "nobody can say whether something waits", "cache", "wipe", "--yes")
	ring.breaks(sound)
	m.expect(0, "Thimblerig", "outbox")

	w = m.sit("cache", "wipe", "--force")
	w.sees(`(?s)Thimblerig waits here.*lost for good.*Type yes`)
	w.send("yes\r")
	w.ends(0)
	if n := ring.held(); n != 0 {
		t.Errorf("%d entries are left in the keyring", n)
	}
	left, err := os.ReadDir(m.profile())
	if err != nil || len(left) != 1 || left[0].Name() != "lock" {
		t.Errorf("%v is left, %v", left, err)
	}
	m.expect(5, "no desk to work at", "cache", "status")
}

func TestAWipeWhoseKeyringIsSilentSaysWhatMayBeLeftInIt(t *testing.T) {
	t.Parallel()
	bus := newSession(t)
	ring := bus.newSafe()
	m := bus.on(newMachine(t))
	s := m.joins(m.shop())
	s.stop()
	ring.breaks(failing)
	m.expect(0, "remove what it keeps for default under heed and heed token", "cache", "wipe", "--force", "--yes")
	if n := ring.held(); n != 2 {
		t.Errorf("it holds %d entries", n)
	}
}

func TestAWipeWhoseKeyIsDamagedSaysWhatHelps(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	m.must(at(dir, "sync")...)
	for _, name := range []string{"key.sealed", "key.sealed.copy"} {
		if err := os.WriteFile(filepath.Join(owned(dir), name), []byte("a letter to my aunt"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	m.expect(1, "Put the key back from a backup.", at(dir, "cache", "wipe", "--yes")...)
	m.must(at(dir, "cache", "wipe", "--yes", "--force")...)
	m.must(at(dir, "sync")...)
}

func TestDamageIsFoundAndMendedByTheNextStart(t *testing.T) {
	t.Parallel()
	for file, said := range map[string]string{"cache.db": "fetches everything again|could not be read to its end", "outbox.log": "One of the two copies"} {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			m := newSealed(t)
			dir := m.shop()
			m.must(at(dir, "sync")...)
			m.must(at(dir, "note", "4001", "--text", "Kept.")...)
			path := filepath.Join(owned(dir), file)
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for at := len(b) - 20; at > 100 && at > len(b)-1<<16; at -= 512 {
				b[at] ^= 1
			}
			for at := 4096*2 + 64; at < min(len(b), 1<<18); at += 512 {
				b[at] ^= 1
			}
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			out, errs, status := m.run("", at(dir, "cache", "verify")...)
			if status != 1 || !regexp.MustCompile(said).MatchString(errs) || !strings.Contains(out, "damaged") {
				t.Errorf("ended with %d:\n%s%s", status, out, errs)
			}
			m.must(at(dir, "sync")...)
			m.expect(0, "hangs together", at(dir, "cache", "verify")...)
			m.expect(0, "Kept.", at(dir, "show", "4001")...)
		})
	}
}

func TestAFileThatIsCutEmptiedOrTornIsNamedWithWhatToDo(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	m.must(at(dir, "sync")...)
	m.must(at(dir, "note", "4001", "--text", "Kept.")...)
	for _, c := range []struct {
		file, said string
		harm       func([]byte) []byte
	}{
		{"cache.db", "fetches everything again", func(b []byte) []byte { return b[:20000] }},
		{"cache.db", "fetches everything again", func([]byte) []byte { return nil }},
		{"cache.db", "fetches everything again", func(b []byte) []byte { // pages that say they have more than there is
			for i := 2*4096 + 10; i < len(b); i += 4096 {
				b[i], b[i+1] = 0xff, 0xff
			}
			return b
		}},
		{"outbox.db", "One of the two copies", func(b []byte) []byte { return b[:10_000] }}, // behind what is in use it has room
		{"outbox.db", "One of the two copies", func([]byte) []byte { return nil }},
		{"outbox.log", "One of the two copies", func([]byte) []byte { return nil }},
	} {
		path := filepath.Join(owned(dir), c.file)
		b, err := os.ReadFile(path)
		if err == nil {
			err = os.WriteFile(path, c.harm(b), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		out, errs, status := m.run("", at(dir, "cache", "verify")...)
		if status != 1 || !strings.Contains(errs, c.said) || !regexp.MustCompile(regexp.QuoteMeta(c.file)+` +damaged`).MatchString(out) {
			t.Errorf("%s: ended with %d:\n%s%s", c.file, status, out, errs)
		}
		m.must(at(dir, "sync")...)
		m.expect(0, "hangs together", at(dir, "cache", "verify")...)
		m.expect(0, "Kept.", at(dir, "show", "4001")...)
	}
}

func TestOfDamageOfTwoKindsEachIsSaidWithWhatHelps(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	m.must(at(dir, "sync")...)
	for _, file := range []string{"cache.db", "outbox.db"} {
		if err := os.Truncate(filepath.Join(owned(dir), file), 0); err != nil {
			t.Fatal(err)
		}
	}
	_, errs, status := m.run("", at(dir, "cache", "verify")...)
	if status != 1 || !strings.Contains(errs, "fetches everything again") || !strings.Contains(errs, "One of the two copies") {
		t.Errorf("ended with %d:\n%s", status, errs)
	}
	_, errs, _ = m.run("", at(dir, "sync")...)
	if !strings.Contains(errs, "fetched again") || !strings.Contains(errs, "One of the two copies") {
		t.Errorf("it mends both and says\n%s", errs)
	}
}

func TestWithoutTheKeyTheFilesAreToldAndCheckedFromOutside(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	key := m.with("HEED_PASSPHRASE=" + passphrase)
	dir := m.shop()
	key.must(at(dir, "sync")...)
	for _, without := range []*machine{m, m.with("HEED_PASSPHRASE=wrong")} {
		out := without.expect(3, "", at(dir, "cache", "status")...)
		if !regexp.MustCompile(`cache\.db +\S+ \wB +-rw-------`).MatchString(out) || !strings.Contains(out, "by nobody") || !strings.Contains(out, "only be said with the key") {
			t.Errorf("status says\n%s", out)
		}
		out = without.expect(3, "", at(dir, "cache", "verify")...)
		if strings.Count(out, "was not opened") != 4 {
			t.Errorf("verify says\n%s", out)
		}
	}
	out := m.expect(3, "", at(dir, "cache", "verify", "--json")...)
	if strings.Count(out, `"state":"sealed"`) != 3 || strings.Count(out, `"entries":`) != 3 || strings.Contains(out, `"records":`) {
		t.Errorf("verify says\n%s", out)
	}

	w := key.works(at(dir)...)
	key.expect(0, "Locked", at(dir, "cache", "lock")...)
	m.expect(3, "whose screen is locked", at(dir, "cache", "status")...)
	m.expect(3, "was not opened", at(dir, "cache", "verify")...)
	w.kill()

	if err := os.Truncate(filepath.Join(owned(dir), "cache.db"), 20000); err != nil {
		t.Fatal(err)
	}
	out = m.expect(1, "fetches everything again", at(dir, "cache", "verify")...)
	if !regexp.MustCompile(`cache\.db +damaged`).MatchString(out) {
		t.Errorf("verify says\n%s", out)
	}
}
