package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/cache/keys"
	"github.com/heed-desk/heed/desk"
)

// TestWordsInADialogAreThereAgainAfterHeedWasKilled types words into the dialogs that take some,
// kills heed as soon as they are on the disk, and opens the same dialog at the next start.
func TestWordsInADialogAreThereAgainAfterHeedWasKilled(t *testing.T) {
	t.Parallel()
	type step struct{ keys, sees string }
	for name, way := range map[string][]step{
		"a note on a customer":    {{"i", `customer since`}, {"N", `Note on`}},
		"an attribute":            {{"i", `customer since`}, {"e", `Change`}, {"else", `Add something else`}, {"\r", `Known of`}},
		"a call":                  {{"ac", `A call about`}, {"\r", `A call about.*·`}},
		"a tag":                   {{"t", `Tag`}},
		"a setting":               {{"gs", `Quiet hours`}, {"jjjjjjjjjjj", `12 of`}, {"\r", `enter save`}},
		"the path of a file":      {{"r", `Reply to`}, {"\x1bi", `~/`}},
		"a blank of a reply":      {{"r", `Reply to`}, {"\x1br", `40 replies`}, {"\r", `blank 1 of 1`}},
		"what a new ticket is of": {{"i", `customer since`}, {"m", `New ticket for`}, {"\r", `mail to`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t)
			dir := filepath.Join(m.home, "desk")
			opens := func() *seat {
				w := m.works("demo", "--dir", dir, "--tickets", "40", "--seed", "7", "--traffic", "off")
				for _, s := range way {
					w.send(s.keys)
					w.sees(s.sees)
				}
				return w
			}
			w := opens()
			w.send("ringstwice")
			w.sees("ringstwice")
			m.keeps(dir, "ringstwice")
			w.kill()
			w = opens()
			w.sees("ringstwice")
			w.kill()
		})
	}
}

// keeps waits until the files of the only profile at a desk have words that were begun in a dialog, as a kill would
// leave them.
func (m *machine) keeps(dir, words string) {
	m.t.Helper()
	profiles, err := filepath.Glob(filepath.Join(dir, "profiles", "*"))
	if err != nil || len(profiles) != 1 {
		m.t.Fatalf("%q %v", profiles, err)
	}
	held, err := keys.Throwaway(profiles[0], false)
	if err != nil {
		m.t.Fatal(err)
	}
	me := desk.Me{ID: desk.AgentID(filepath.Base(profiles[0]))}
	for end := time.Now().Add(patience); ; <-time.After(20 * time.Millisecond) {
		begun, err := begunIn(m.t.TempDir(), profiles[0], cache.Options{Key: held.Key, Me: me})
		if slices.ContainsFunc(begun, func(is string) bool { return strings.HasSuffix(is, words) }) {
			return
		}
		if time.Now().After(end) {
			m.t.Fatalf("the disk has %q, %v", begun, err)
		}
	}
}

// begunIn is what a copy of a profile's outbox has of dialogs. One that was copied while it was being
// written may not open.
func begunIn(dir, profile string, o cache.Options) (words []string, err error) {
	for _, name := range []string{"outbox.db", "outbox.log"} {
		b, err := os.ReadFile(filepath.Join(profile, name))
		if err := errors.Join(err, os.WriteFile(filepath.Join(dir, name), b, 0o600)); err != nil {
			return nil, err
		}
	}
	o.Dir = dir
	l, err := cache.Open(o)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	all, err := l.BegunWords()
	for _, d := range all {
		words = append(words, d.Text.Raw())
	}
	return words, err
}
