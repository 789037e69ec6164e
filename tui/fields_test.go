package tui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/internal/promise"
	"github.com/heed-desk/heed/internal/text/hostile"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/tuitest"
)

// sight is a place that is looked at without a walk: a screen alone, or the end of a walk.
type sight struct {
	name string
	to   screen.Go // where walk is nil
	walk []step
}

// screens are the sights that need no walk.
func screens() []sight {
	to := screen.Go{Ticket: crowdTicket(0), Who: crowdCustomer(), Query: "say"}
	var all []sight
	for _, place := range []screen.Place{screen.Queue, screen.Ticket, screen.Customer, screen.Compose, screen.Outbox, screen.Day, screen.Search} {
		to.To = place
		all = append(all, sight{name: string(place), to: to})
	}
	note, forward := to, to
	note.To, note.Note = screen.Compose, true
	forward.To, forward.Forward = screen.Compose, true
	return append(all, sight{name: "note", to: note}, sight{name: "forward", to: forward})
}

// grid is what a terminal shows at a sight. It has to be called inside synctest.Test.
func (s sight) grid(t *testing.T, w, h int, change func(leaf, string) string) (*tuitest.Grid, error) {
	t.Helper()
	if s.walk == nil {
		e := newEasel(t, allCounts()[0], w, h)
		err := e.show(shownBy(t, s.to, w, h, change))
		return e.grid, err
	}
	d := crowded(time.Now())
	rewrite(d, change)
	term := walker(t, d, w, h)
	grid := tuitest.NewGrid(w, h, tuitest.ByLetters)
	for _, step := range s.walk {
		step.take(term)
	}
	err := grid.Write(term.Wire())
	return grid, err
}

// whereEachFieldIs finds for each field the first sight that shows it, a screen before the
// place of a walk, which costs more: each field has a word of its own.
func whereEachFieldIs(t *testing.T, w, h int) (fields map[string]sight, nowhere []string) {
	t.Helper()
	of := map[string]string{} // the field of a word
	rewrite(crowded(time.Now()), func(l leaf, was string) string {
		if strings.HasPrefix(was, "Q") && told(l) {
			of[was] = l.name
		}
		return was
	})
	fields = map[string]sight{}
	same := func(_ leaf, was string) string { return was }
	look := func(s sight, grid *tuitest.Grid) {
		for y := range h {
			for word, field := range of {
				if _, found := fields[field]; !found && strings.Contains(grid.Line(y), word) {
					fields[field] = s
				}
			}
		}
	}
	for _, s := range screens() {
		synctest.Test(t, func(t *testing.T) {
			grid, err := s.grid(t, w, h, same)
			if err != nil {
				t.Fatalf("%s: %v", s.name, err)
			}
			look(s, grid)
		})
	}
	for _, walk := range walks() {
		seen := walked(t, walk, w, h, same)
		if seen.err != nil {
			t.Fatal(seen.err)
		}
		for i, grid := range seen.grids {
			look(sight{name: seen.places[i], walk: walk[:i+1]}, grid)
		}
	}
	for _, field := range of {
		if _, found := fields[field]; !found && !slices.Contains(nowhere, field) {
			nowhere = append(nowhere, field)
		}
	}
	slices.Sort(nowhere)
	return fields, nowhere
}

// unshown are the fields that no screen shows, and why.
func unshown() map[string]string {
	return map[string]string{
		"Assign.Group":                  "it goes with whom it is given to, who is named",
		"Attachment.Type":               "it is said in heed's own words",
		"Consent.By":                    "when and how they said so is shown; who wrote it down is the desk's to tell",
		"Create.Group":                  "it is shown once it is the ticket's",
		"Create.Tags":                   "they are shown once they are the ticket's",
		"Create.Tier":                   "it is shown once it is the ticket's",
		"Customer.Zone":                 "it is shown as a time of day",
		"CustomerWas.Attributes key":    "it is what the desk holds an edit against; what stands there by now is shown instead",
		"CustomerWas.Attributes":        "it is what the desk holds an edit against; what stands there by now is shown instead",
		"CustomerWas.Name":              "it is what the desk holds an edit against; what stands there by now is shown instead",
		"Deed.Said":                     "it is said only of what an earlier heed did, which has no name",
		"DropReply.Over":                "it is a sum",
		"EditCustomer.Attributes key":   "it stands below the list of the outbox for the operation under the cursor, which is another one here",
		"EditCustomer.Attributes":       "it stands below the list of the outbox for the operation under the cursor, which is another one here",
		"EditCustomer.Mails":            "it stands below the list of the outbox for the operation under the cursor, which is another one here",
		"EditCustomer.Name":             "it stands below the list of the outbox for the operation under the cursor, which is another one here",
		"EditCustomer.Notes":            "it stands below the list of the outbox for the operation under the cursor, which is another one here",
		"EditCustomer.Phones":           "it stands below the list of the outbox for the operation under the cursor, which is another one here",
		"EditCustomer.Unmail":           "it stands below the list of the outbox for the operation under the cursor, which is another one here",
		"EditCustomer.Unnote":           "it stands below the list of the outbox for the operation under the cursor, which is another one here",
		"EditCustomer.Unphone":          "it stands below the list of the outbox for the operation under the cursor, which is another one here",
		"HandBack.Group":                "it goes with whom it goes back to, who is named",
		"Macro.Priority":                "it is one of four words, or nothing",
		"Mailbox.Groups":                "it only says which address is taken",
		"MergeCustomer.TakesAttributes": "they are shown where they are chosen, as attributes of the record that has them",
		"Opening.Tier":                  "it is shown once it is the ticket's",
		"PutReply.Over":                 "it is a sum",
		"Asked.Dialog":                  "it names a dialog, for its draft",
		"Asked.Was":                     "it is a sum",
		"Asked.Of":                      "it tells dialogs apart, for their drafts",
		"Receive.Text":                  "no agent's outbox has one: it is what the desk does with a mail",
		"ShareFilter.Query":             "the name is shown, and the query where the filters are",
		"TakeIn.Subject":                "no agent's outbox has one: it is what the desk does when tickets are merged",
		"Ticket.Attributes key":         "they are for --json",
		"Ticket.Attributes":             "they are for --json",
		"Ticket.Tier":                   "only those that count for the order are named, which are four words",
		"UnshareFilter.ID":              "it is an id",
	}
}

// TestNoPayloadInAFieldAloneMovesWhatStandsBesideIt puts payloads into one field after the
// other, each where it is shown: the field that fails is named, and the words of all others
// stand as they stood.
func TestNoPayloadInAFieldAloneMovesWhatStandsBesideIt(t *testing.T) {
	const w, h = 160, 45
	c := promise.Counting(t, promise.Hostile)
	fields, nowhere := whereEachFieldIs(t, w, h)
	for _, field := range nowhere {
		if unshown()[field] == "" {
			t.Errorf("%s is seen nowhere, and nobody says why", field)
		}
	}
	for field := range unshown() {
		if _, seen := fields[field]; seen || !slices.Contains(nowhere, field) {
			t.Errorf("%s is said to be shown nowhere, and is seen at %q", field, fields[field].name)
		}
	}
	all := hostile.OfEach(1)
	var names []string
	for field := range fields {
		names = append(names, field)
	}
	slices.Sort(names)
	names = sample(names, promise.Every(t, 14))
	for i, field := range names {
		t.Run(field, func(t *testing.T) {
			t.Parallel()
			n := promise.Size(t, 1, 3, len(all))
			if fields[field].walk != nil {
				n = promise.Size(t, 1, 1, len(all))
			}
			for k := range n {
				p := all[(i*7+k)%len(all)]
				c.Run(1)
				if err := fields[field].alone(t, field, p, w, h); err != nil {
					c.Violation()
					t.Errorf("%s at %s: %v", p.Name, fields[field].name, err)
				}
			}
		})
	}
	t.Cleanup(func() { c.Figure("%d fields alone", len(names)) })
}

// alone holds a payload in one field against its twins.
func (s sight) alone(t *testing.T, field string, p hostile.Payload, w, h int) (err error) {
	t.Helper()
	payload := "Say " + p.Text
	behind, ok := alike(payload)
	only := func(in instead) func(leaf, string) string {
		return func(l leaf, was string) string {
			if l.name != field {
				return was
			}
			return in.change(l, was)
		}
	}
	synctest.Test(t, func(t *testing.T) {
		var with *tuitest.Grid
		if with, err = s.grid(t, w, h, only(instead{payload: payload, skip: !ok})); err != nil {
			return
		}
		var without []*tuitest.Grid
		for _, as := range twins(payload) {
			g, e := s.grid(t, w, h, only(instead{payload: payload, as: as, behind: behind, skip: !ok}))
			if e != nil {
				err = fmt.Errorf("as harmless words: %w", e)
				return
			}
			without = append(without, g)
		}
		err = stray(with, without, false)
	})
	return err
}
