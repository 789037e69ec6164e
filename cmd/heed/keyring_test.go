package main

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/internal/promise"
)

// wroteBefore is what an agent wrote before the key was out of reach. It must be in no file.
const wroteBefore = "Quillfeather wrote this before the keyring broke."

// locker is a profile with something in its outbox that the desk does not have yet.
type locker struct {
	*machine
	t    *testing.T
	c    *promise.Count
	shop string
	at   string // the desk's address
	dir  string // the profile's folder
}

// newLocker logs in where the machine's key is to live, and writes with the desk away.
func newLocker(t *testing.T, c *promise.Count, m *machine) *locker {
	t.Helper()
	k := &locker{machine: m, t: t, c: c, shop: m.shop(), dir: m.profile()}
	s := m.serve(k.shop, m.own())
	m.must("login", s.url, "--token", s.token)
	m.must("sync")
	k.at = strings.TrimPrefix(s.url, "http://")
	s.stop()
	m.expect(4, "kept in the outbox as", "reply", "4001", "--text", wroteBefore)
	return k
}

// files are what lies in the profile, by name, and what is in it.
func (k *locker) files() map[string][sha256.Size]byte {
	k.t.Helper()
	all := map[string][sha256.Size]byte{}
	for _, e := range k.entries() {
		b, err := os.ReadFile(filepath.Join(k.dir, e))
		if err != nil {
			k.t.Fatal(err)
		}
		if strings.Contains(string(b), "Quillfeather") || strings.Contains(string(b), "heed_agent_") {
			k.broken("%s can be read by anybody", e)
		}
		if e != "lock" { // it tells who has the profile
			all[e] = sha256.Sum256(b)
		}
	}
	return all
}

func (k *locker) entries() []string {
	k.t.Helper()
	found, err := os.ReadDir(k.dir)
	if err != nil {
		k.t.Fatal(err)
	}
	var names []string
	for _, e := range found {
		if !e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names
}

func (k *locker) broken(format string, args ...any) {
	k.t.Helper()
	k.c.Violation()
	k.t.Errorf(format, args...)
}

// state is one way in which a key cannot be had, and what heed says then: to a script, and to
// a person at a terminal.
type state struct {
	name   string
	env    []string // what the environment of heed says besides
	exit   int      // of a command that looks at the outbox
	script string
	leave  int // what the workstation ends with
	person string
	memory bool // a script goes on in memory where it has a token
}

// tries a state: it is said clearly, nothing on the disk moves, and nothing new comes.
func (k *locker) tries(s state) {
	k.t.Helper()
	k.c.Run(1)
	before := k.files()
	m := k.with(s.env...)
	m.t = k.t
	for _, args := range [][]string{{"outbox"}, {"outbox", "--discard", "0"}, {"reply", "4002", "--text", "Quillfeather wrote this afterwards."}} {
		m.expect(s.exit, s.script, args...)
	}
	if s.memory {
		token := m.with("HEED_TOKEN=heed_agent_given")
		const closed = "the key of this profile could not be had"
		token.expect(3, closed, "outbox")
		token.expect(3, closed, "outbox", "--discard", "0")
		token.expect(4, "there is nothing to show", "reply", "4002", "--text", "Quillfeather wrote this afterwards.")
	}
	w := m.sit()
	w.sees(s.person)
	if s.leave >= 0 {
		w.ends(s.leave)
	} else {
		w.kill()
	}
	after := k.files()
	for name, sum := range after {
		if before[name] != sum {
			k.broken("%s: %s is not as it was", s.name, name)
		}
	}
	if len(after) != len(before) {
		k.broken("%s: there were %d files, and now %d: %v", s.name, len(before), len(after), k.entries())
	}
}

// heals makes sure that all is there again once the key is, and that it arrives once.
func (k *locker) heals() {
	k.t.Helper()
	k.expect(0, "Quillfeather", "outbox")
	s := k.serve(k.shop, k.at)
	k.must("sync")
	k.expect(0, "Nothing waits", "outbox")
	s.stop()
	all := strings.Join(answers(k.t, k.shop), "\n")
	if n := strings.Count(all, wroteBefore); n != 1 {
		k.broken("what waited arrived %d times", n)
	}
	if strings.Contains(all, "afterwards") {
		k.broken("what was not queued arrived all the same")
	}
}

func TestWithoutItsKeyHeedAsksAndNothingIsLostOrLeftInPlain(t *testing.T) {
	t.Parallel()
	c := promise.Counting(t, promise.Keys)
	m := newMachine(t)
	bus := newSession(t)
	ring := bus.newSafe()
	k := newLocker(t, c, bus.on(m))
	if ring.held() != 2 {
		t.Fatalf("the keyring holds %d entries: a key and a token were to come", ring.held())
	}
	silent := `keyring that holds this profile's key does not answer`
	for _, s := range []state{
		{name: string(dismissed), exit: 3, script: silent, leave: 3, person: silent, memory: true},
		{name: string(failing), exit: 3, script: silent, leave: 3, person: silent, memory: true},
		{name: string(emptied), exit: 3, script: "is gone", leave: 3, person: `is\s+gone`},
		{name: string(swapped), exit: 3, script: "sealed with another key", leave: 3, person: `sealed with another key`},
		{name: string(scribbled), exit: 1, script: "is damaged", leave: 1, person: `is damaged`},
	} {
		ring.breaks(fault(s.name))
		k.tries(s)
		ring.breaks(sound)
		k.expect(0, "Quillfeather", "outbox")
	}
	for _, s := range []state{
		{name: "the address of the bus is dead", env: []string{"DBUS_SESSION_BUS_ADDRESS=unix:path=" + filepath.Join(m.home, "no-bus")}},
		{name: "there is no keyring on the bus", env: []string{"DBUS_SESSION_BUS_ADDRESS=" + newSession(t).addr}},
		{name: "a passphrase that was never set", env: []string{"HEED_PASSPHRASE=" + passphrase, "DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent"}},
	} {
		s.exit, s.script, s.leave, s.person, s.memory = 3, silent, 3, silent, true
		k.tries(s)
		k.expect(0, "Quillfeather", "outbox")
	}
	k.headless(state{name: "there is no bus", exit: 3, script: silent, leave: 3, person: silent, memory: true})
	k.heals()
}

// headless tries a machine without a session bus. What would start one is there, and must
// not be called: it would stay behind after each command.
func (k *locker) headless(s state) {
	k.t.Helper()
	for _, own := range []string{"bus", "dbus-session"} {
		if _, err := os.Stat(fmt.Sprintf("/run/user/%d/%s", os.Getuid(), own)); err == nil {
			k.t.Log("SKIPPED LOUDLY: whoever runs this has a session of their own, whose keyring would be asked")
			return
		}
	}
	bin := k.t.TempDir()
	launched := filepath.Join(bin, "launched")
	if err := os.WriteFile(filepath.Join(bin, "dbus-launch"), []byte("#!/bin/sh\necho >"+launched+"\n"), 0o700); err != nil {
		k.t.Fatal(err)
	}
	bare := *k
	m := *k.machine
	m.env = m.without("DBUS_SESSION_BUS_ADDRESS")
	m.env = append(m.env, "PATH="+bin+":"+os.Getenv("PATH"))
	bare.machine = &m
	bare.tries(s)
	if _, err := os.Stat(launched); err == nil {
		k.broken("a bus was started")
	}
	k.expect(0, "Quillfeather", "outbox")
}

func TestAKeyringThatNeverAnswersHoldsNobodyUpForLong(t *testing.T) {
	t.Parallel()
	c := promise.Counting(t, promise.Keys)
	bus := newSession(t)
	ring := bus.newSafe()
	k := newLocker(t, c, bus.on(newMachine(t)))
	before := k.files()
	for _, how := range []fault{mute, unasked} {
		ring.breaks(how)
		c.Run(1)
		w := k.sit()
		w.sees(`keyring of this computer has not answered yet`)
		w.send("\x03")
		w.ends(1)
	}
	ring.breaks(mute)
	c.Run(1)
	began := time.Now()
	k.expect(3, "keyring that holds this profile's key does not answer", "outbox") // after a minute, by itself
	c.Figure("a keyring that never answers is given up after %s", time.Since(began).Round(time.Second))
	ring.breaks(sound)
	if after := k.files(); !maps.Equal(before, after) {
		k.broken("something on the disk moved: %v", k.entries())
	}
	ring.leave() // the next one is another process, as after a new login
	if len(before) == 0 {
		t.Fatal("nothing was looked at")
	}
}

func TestAPassphraseIsAskedForOrGivenAndNothingOpensWithoutIt(t *testing.T) {
	t.Parallel()
	c := promise.Counting(t, promise.Keys)
	m := newMachine(t)
	k := newLocker(t, c, m.with("HEED_PASSPHRASE="+passphrase))
	for _, s := range []state{
		{name: "a wrong passphrase", env: []string{"HEED_PASSPHRASE=corect-horse"}, exit: 3, script: "not the passphrase", leave: 3, person: `not the passphrase`},
		{name: "none", env: []string{"HEED_PASSPHRASE="}, exit: 3, script: "sealed by a passphrase", leave: -1, person: `Passphrase of `, memory: true},
	} {
		k.tries(s)
		k.expect(0, "Quillfeather", "outbox")
	}
	bare := k.with("HEED_PASSPHRASE=")
	c.Run(1)
	w := bare.sit()
	for _, question := range []string{`Passphrase of `, `That was not it`} {
		w.sees(question)
		w.send("corect-horse\r")
	}
	w.sees(`(?s)That was not it.*That was not it`)
	w.send("corect-horse\r")
	w.sees(`not the passphrase of this profile`)
	w.ends(3)
	k.heals()
}
