package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/profile"
)

// tells fails the test where what was written to a terminal tells of somebody in the shop.
func tells(t *testing.T, what, written string) {
	t.Helper()
	for _, w := range []string{"Harper", "Moore", "Aarav", "Refund", "Parcel", "4001", "4002", "lamp"} {
		if strings.Contains(written, w) {
			t.Errorf("%s: %q is told in\n%q", what, w, written)
		}
	}
}

func TestAWorkstationIsLockedByAKeyAndFromAnotherShellAndOpensByThePassphraseAsItWas(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	w := m.sit(at(dir)...)
	w.sees(`▌.*(?s:.*)1 of 2`)
	w.begins("Half a sentence")
	for name, lock := range map[string]func(){
		"a key":         func() { w.send("\x1b[17~") },
		"another shell": func() { m.expect(0, "Locked", at(dir, "cache", "lock")...) },
	} {
		before := len(w.Wire())
		lock()
		w.sees(`Passphrase`)
		wiped := strings.Index(w.Wire()[before:], "\x1b[2J") // what had not been painted before may come until then
		if wiped < 0 {
			t.Fatalf("%s: what was there is not wiped", name)
		}
		before += wiped
		tells(t, name, w.Wire()[before:])
		tells(t, name, w.Screen())
		if w.Title() != "heed" {
			t.Errorf("%s: the window is called %q", name, w.Title())
		}
		w.send("not it\r")
		w.sees(`That was not the passphrase`)
		m.expect(0, "note done", at(dir, "note", "4002", "--text", "Sent while it was locked.")...)
		tells(t, name, w.Wire()[before:])
		w.send(passphrase + "\r")
		w.sees(`Reply to (?s:.*)Half a sentence`)
	}
	w.send(" more")
	w.sees(`Half a sentence more`)
	w.send("\x1b")
	w.sees(`▌.*(?s:.*)\d of 2`)
	w.leaves()
}

func TestWhoLocksAWorkstationWhoseTerminalAnEditorHasHearsThatItIsNotLockedYet(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	m = m.with("EDITOR=" + m.program("editor", "cat \"$1\"; echo opened; read -r key\n"))
	dir := m.shop()
	w := m.sit(at(dir)...)
	w.sees(`▌.*(?s:.*)1 of 2`)
	w.begins("Half a sentence")
	w.send("\x1be")
	w.sees(`Half a sentence(?s:.*)opened`)
	m.expect(4, "Not locked yet", at(dir, "cache", "lock")...)
	w.sees(`Half a sentence(?s:.*)opened`)
	w.send("\n")
	w.sees(`Locked since(?s:.*)Passphrase`)
	tells(t, "after the editor", w.Screen())
	w.send(passphrase + "\r")
	w.sees(`Reply to (?s:.*)Half a sentence`)
	m.expect(0, "Locked", at(dir, "cache", "lock")...)
	w.sees(`Passphrase`)
	w.send(passphrase + "\r")
	w.sees(`Reply to (?s:.*)Half a sentence`)
	w.send("\x1b")
	w.sees(`▌.*(?s:.*)\d of 2`)
	w.leaves()
}

func TestAWorkstationThatIsToldInWordsLeavesNothingBehindWhenItIsLocked(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	w := m.sit(at(dir, "--linear")...)
	w.sees(`Harper Moore`)
	w.send("\x1b[17~")
	w.sees(`Locked since`)
	tells(t, "the screen", w.Screen())
	if !strings.Contains(w.Wire(), "\x1b[3J") {
		t.Error("what left the screen at its top was not wiped")
	}
	w.send(passphrase + "\r")
	w.sees(`Harper Moore`)
	w.send("\x03")
	w.ends(0)
}

// account changes the owner's account on a desk that nobody has open.
func (m *machine) account(dir string, change func(*desk.Agent)) {
	m.t.Helper()
	store, err := backend.Open(dir)
	if err != nil {
		m.t.Fatal(err)
	}
	agents, err := store.Agents(m.t.Context())
	if err != nil {
		m.t.Fatal(err)
	}
	change(&agents[0])
	if err := store.AddAgent(m.t.Context(), agents[0]); err != nil {
		m.t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		m.t.Fatal(err)
	}
}

func TestWhoseAccessIsTakenBackLosesWhatTheDeskSentAndNothingThatTheyWrote(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	s := m.serve(dir, m.own())
	address := strings.TrimPrefix(s.url, "http://")
	m.must("login", s.url, "--token", s.token)
	m.expect(0, "Refund still not on my card", "queue")
	s.stop()
	m.expect(4, "", "reply", "4001", "--text", "The refund left us.")

	m.account(dir, func(a *desk.Agent) { a.Disabled = true })
	s = m.serve(dir, address)
	m.expect(3, "taken this account's access back", "sync")
	out, errs, status := m.run("", "queue")
	if status != 3 || strings.Contains(out+errs, "Refund") {
		t.Errorf("queue ended with %d:\n%s%s", status, out, errs)
	}
	m.expect(3, "taken this account's access back", "show", "4001")
	m.expect(0, "The refund left us.", "outbox", "--json")
	s.stop()
	m.expect(3, "taken this account's access back", "queue") // also without a word from the desk
	w := m.sit()
	w.sees(`taken this account's access back`)
	tells(t, "the workstation", w.Wire())
	w.send("\x03")
	w.ends(0)

	m.account(dir, func(a *desk.Agent) { a.Disabled = false })
	s = m.serve(dir, address)
	m.must("sync")
	m.expect(0, "Refund still not on my card", "queue", "--view", "all")
	m.expect(0, "The refund left us.", "show", "4001")
	s.stop()
}

func TestADraftIsReachedByACommandAlsoOnceAccessIsTakenBack(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	s := m.serve(dir, m.own())
	address := strings.TrimPrefix(s.url, "http://")
	m.must("login", s.url, "--token", s.token)
	w := m.sit()
	w.sees(`▌.*(?s:.*)1 of 2`)
	w.begins("Half a sentence")
	w.send("\x03")
	w.ends(0)
	m.expect(0, "4001  draft of a reply  Half a sentence", "outbox")
	m.expect(0, "1 draft is kept here", "doctor")
	m.expect(6, "Half a sentence", "logout", "--yes")
	s.stop()

	m.account(dir, func(a *desk.Agent) { a.Disabled = true })
	s = m.serve(dir, address)
	m.expect(3, "heed outbox shows it", "sync")
	m.expect(3, "heed outbox shows it", "queue")
	m.expect(0, "-  draft of a reply  Half a sentence", "outbox")
	m.expect(0, `"state":"draft","text":"Half a sentence"`, "outbox", "--json")
	s.stop()
}

func TestWhoLogsOutLeavesNothingBehindAndIsAskedWhereSomethingWaits(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	s := m.joins(dir)
	s.stop()
	m.expect(4, "", "reply", "4001", "--text", "The refund left us.")
	m.expect(6, "The refund left us.", "logout", "--yes")
	m.expect(0, "The refund left us.", "outbox", "--json")
	m.must("logout", "--yes", "--force")
	at := filepath.Join(m.home, "state", "heed", "profiles", profile.Default)
	left, err := os.ReadDir(at)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	for _, e := range left {
		if e.Name() != "lock" && !strings.HasPrefix(e.Name(), "lock") {
			t.Errorf("%s is left", e.Name())
		}
	}
	m.expect(5, "", "queue")
}

// TestASignInWhileALockedWorkstationRunsSaysWhatToDoThereAndNothingTypedIsLost does what the sentence says.
func TestASignInWhileALockedWorkstationRunsSaysWhatToDoThereAndNothingTypedIsLost(t *testing.T) {
	t.Parallel()
	m := newSealed(t)
	dir := m.shop()
	s := m.joins(dir)
	w := m.works()
	w.begins("Half a sentence.")
	w.seesKept("Half a sentence.")
	w.send("\x1b[17~")
	w.sees(`Locked since`)
	_, token, _ := strings.Cut(m.must("desk", "user", "token", "owner", "--label", "new", "--desk", dir), "heed_agent_")
	token = "heed_agent_" + strings.Fields(token)[0]
	m.expect(4, "takes no other token while it runs. Leave it there with ctrl+c, also where it is locked", "login", s.url, "--token", token)
	w.send("\x03")
	w.ends(0)
	m.must("login", s.url, "--token", token)
	m.expect(0, "Half a sentence.", "outbox")
	m.expect(0, "2 tickets", "sync")
	s.stop()
}
