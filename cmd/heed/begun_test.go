package main

import (
	"path/filepath"
	"regexp"
	"testing"
	"time"
)

// TestWordsInADialogAreThereAgainAfterHeedWasKilled types words into the dialogs that take some,
// kills heed, and opens the same dialog at the next start.
func TestWordsInADialogAreThereAgainAfterHeedWasKilled(t *testing.T) {
	t.Parallel()
	type step struct{ keys, sees string }
	for name, way := range map[string][]step{
		"a note on a customer":    {{"i", `customer since`}, {"N", `Note on`}},
		"an attribute":            {{"i", `customer since`}, {"e", `Change`}, {"else", `Add something else`}, {"\r", `Known of`}},
		"a call":                  {{"ac", `A call about`}, {"\r", `A call about.*·`}},
		"why it is escalated":     {{"ae", `Escalate .* to`}, {"\r", `Escalate .* to \S+`}},
		"a tag":                   {{"t", `Tag`}},
		"what a new ticket is of": {{"i", `customer since`}, {"m", `New ticket for`}},
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
			<-time.After(1100 * time.Millisecond) // a draft is at most one second behind
			w.kill()
			w = opens()
			w.sees(regexp.QuoteMeta("ringstwice"))
			w.kill()
		})
	}
}
