package tui_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/promise"
	"github.com/heed-desk/heed/internal/text/hostile"
	"github.com/heed-desk/heed/tui/tuitest"
)

// tour is what was seen on a walk: what stood in each place, and what was sent besides.
type tour struct {
	places []string
	grids  []*tuitest.Grid
	sent   tuitest.Sent
	err    error
}

// walked takes a walk with every field changed that change changes, at a size.
func walked(t *testing.T, walk []step, w, h int, change func(leaf, string) string) (seen tour) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		d := crowded(time.Now())
		rewrite(d, change)
		term := walker(t, d, w, h)
		grid := tuitest.NewGrid(w, h, tuitest.ByLetters)
		for _, s := range walk {
			s.take(term)
			if err := grid.Write(term.Wire()); err != nil && seen.err == nil {
				seen.err = fmt.Errorf("%s: %w", s.place, err)
			}
			if err := framed(term.Frame().Text); err != nil && seen.err == nil {
				seen.err = fmt.Errorf("%s: the picture itself: %w", s.place, err)
			}
			seen.places = append(seen.places, s.place)
			seen.grids = append(seen.grids, grid.Copy())
		}
		seen.sent = grid.Sent
	})
	return seen
}

// stray finds what is sent that may not be, or the first cell that may not differ.
func (seen tour) stray(without []tour) error {
	if seen.err != nil {
		return seen.err
	}
	for _, w := range without {
		if w.err != nil {
			return fmt.Errorf("as harmless words: %w", w.err)
		}
	}
	for i, place := range seen.places {
		var grids []*tuitest.Grid
		for _, w := range without {
			grids = append(grids, w.grids[i])
		}
		if err := stray(seen.grids[i], grids, false); err != nil {
			return fmt.Errorf("at %s: %w", place, err)
		}
	}
	return nil
}

// framed wants nothing but letters, colours and weight in a picture, before it is painted.
func framed(picture string) error {
	for line := range strings.SplitSeq(picture, "\n") {
		if _, err := tuitest.Read(line); err != nil {
			return err
		}
	}
	return nil
}

// told is everything that is no code: what a person could have written, at least at an
// import or on a desk that means harm.
func told(l leaf) bool {
	switch l.kind.Name() {
	case "Untrusted", "string", "AgentID", "GroupID", "Tier":
		return true
	default:
		return false
	}
}

// instead puts a payload, or what as makes of it, in the place of every text that told says,
// but for the agent's own id. Addresses are left alone where skip says so.
type instead struct {
	payload string
	as      made   // nil for the payload itself
	behind  string // stands behind an address
	skip    bool
}

func (i instead) change(l leaf, was string) string {
	as := i.as
	if as == nil {
		as = func(_ leaf, s string) string { return s }
	}
	switch {
	case !strings.Contains(was, "Q"), !told(l), addressed(l) && i.skip:
		return was
	case l.named():
		return as(l, desk.Plain(i.payload)) // nothing else comes off a wire
	case addressed(l):
		return as(l, i.payload) + i.behind
	case !l.takes(i.payload) && l.takes(as(l, i.payload)):
		return as(l, i.payload) + unseen // what is refused of a payload is refused of its twin
	default:
		return as(l, i.payload)
	}
}

// takes reports whether a desk takes a text in a field: there are those that are for codes.
// Whether an escalation counts, of which the figures of a day tell, hangs on one.
func (l leaf) takes(s string) bool {
	switch {
	case l.kind.Name() == "AgentID":
		return desk.AgentID(s).Valid()
	case l.kind.Name() == "GroupID":
		return desk.GroupID(s).Valid()
	case strings.HasSuffix(l.name, ".Tags"):
		return desk.ValidTag(s)
	default:
		return true
	}
}

// addressed reports whether a field is one that is written to, of which heed says what is
// wrong with it.
func addressed(l leaf) bool {
	switch l.name {
	case "Customer.Mails", "Customer.Phones", "Address.Value", "Mailbox.Value", "Agent.Mail":
		return true
	default:
		return false
	}
}

// TestNoPayloadDoesMoreThanStandInItsPlace puts each payload into every field at once and goes
// everywhere, in a terminal of one size after the other: what the terminal receives holds
// nothing but what heed sends, and every cell that is not the payload's is the same, in its
// letter and its colours, as with a harmless text.
// HEED_PAYLOAD=04 tries only those whose names begin so, but all of them.
func TestNoPayloadDoesMoreThanStandInItsPlace(t *testing.T) {
	c := promise.Counting(t, promise.Hostile)
	all, sizes := chosen(t), [][2]int{{80, 24}, {100, 30}, {160, 45}}
	of := promise.Size(t, 1, 1, len(sizes)) // sizes for each payload of a class; each of the others has one, by turns
	var bytes atomic.Int64
	for i, p := range all {
		t.Run(p.Name, func(t *testing.T) {
			t.Parallel()
			v := visit{payload: []string{"Say " + p.Text, p.Text + "bc say"}[i%2], counts: c}
			n := of
			if p.Class == 0 {
				n = 1
			}
			for n := range n {
				v.size = sizes[(i+n)%len(sizes)]
				bytes.Add(int64(v.everywhere(t)))
			}
		})
	}
	t.Cleanup(func() { c.Figure("%d payloads, %d bytes held against the list", len(all), bytes.Load()) })
}

// chosen are the payloads of a run, of which those that are not made here are a share.
func chosen(t *testing.T) []hostile.Payload {
	t.Helper()
	all := sample(hostile.OfEach(promise.Size(t, 1, 1, 4)), promise.Every(t, 13))
	others := hostile.Data(t)
	if only := os.Getenv("HEED_PAYLOAD"); only != "" {
		return slices.DeleteFunc(append(hostile.Short(), others...), func(p hostile.Payload) bool { return !strings.HasPrefix(p.Name, only) })
	}
	n := min(promise.Size(t, 0, 6, len(others)), len(others))
	for i := range n {
		all = append(all, others[i*len(others)/n])
	}
	return all
}

// sample is every nth of all.
func sample[T any](all []T, n int) []T {
	var some []T
	for i := 0; i < len(all); i += n {
		some = append(some, all[i])
	}
	return some
}

// visit is a payload in every field at once, in a terminal of one size.
type visit struct {
	payload string
	size    [2]int
	counts  *promise.Count
}

// everywhere takes every walk, with the payload and with its twins.
func (v visit) everywhere(t *testing.T) (bytes int) {
	t.Helper()
	behind, ok := alike(v.payload)
	for _, walk := range walks() {
		with := walked(t, walk, v.size[0], v.size[1], instead{payload: v.payload, skip: !ok}.change)
		bytes += with.sent.Bytes
		v.counts.Runs(len(walk), len(walk))
		var without []tour
		for _, as := range twins(v.payload) {
			without = append(without, walked(t, walk, v.size[0], v.size[1], instead{payload: v.payload, as: as, behind: behind, skip: !ok}.change))
		}
		if err := with.stray(without); err != nil {
			v.counts.Violation()
			t.Errorf("in %dx%d: %v", v.size[0], v.size[1], err)
		}
	}
	return bytes
}
