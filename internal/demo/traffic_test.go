package demo

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// board is a desk in memory, held to desk.Apply.
type board struct {
	t       *testing.T
	mu      sync.Mutex // the traffic goes on while a test looks
	tickets map[desk.TicketID]*archive.Ticket
	log     []entry
	shown   []desk.Presence
	refused int
	away    map[desk.AgentID]bool
	rested  int // breaks that were ended
}

// entry is one thing that happened on a board.
type entry struct {
	at time.Time
	op desk.Op
}

func newBoard(t *testing.T, seed uint64, n int) *board {
	b := &board{t: t, tickets: map[desk.TicketID]*archive.Ticket{}, away: map[desk.AgentID]bool{}}
	for r := range Generate(seed, n, time.Now(), "sam") {
		if r.Ticket != nil {
			b.tickets[r.Ticket.ID] = r.Ticket
		}
	}
	return b
}

func (b *board) List(_ context.Context, view desk.ViewID, n int) ([]desk.Excerpt, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	type row struct { // a whole excerpt is long to move about
		order int64
		of    *archive.Ticket
	}
	var rows []row
	for _, t := range b.tickets {
		if e := t.Excerpt(); view.Has(e, desk.Me{ID: "sam"}, time.Now()) {
			rows = append(rows, row{view.Order(e), t})
		}
	}
	slices.SortFunc(rows, func(x, y row) int {
		return cmp.Or(cmp.Compare(x.order, y.order), bytes.Compare(x.of.ID.ID[:], y.of.ID.ID[:]))
	})
	excerpts := make([]desk.Excerpt, min(n, len(rows)))
	for i := range excerpts {
		excerpts[i] = rows[i].of.Excerpt()
	}
	return excerpts, nil
}

func (b *board) Thread(_ context.Context, id desk.TicketID) (desk.Ticket, []desk.Message, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	t, ok := b.tickets[id]
	if !ok {
		return desk.Ticket{}, nil, desk.ErrNotFound
	}
	return t.Clone(), slices.Clone(t.Messages), nil
}

func (b *board) Agents(context.Context) ([]desk.Agent, error) {
	all := Colleagues()
	for i := range all {
		all[i].Away = b.away[all[i].ID]
	}
	return all, nil
}

func (b *board) Do(_ context.Context, op desk.Op) (desk.Verdict, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch op.Intent.(type) {
	case desk.TakeBreak:
		b.away[op.Actor] = true
		return desk.Verdict{Op: op.ID, Outcome: desk.Applied}, nil
	case desk.EndBreak:
		b.away[op.Actor] = false
		b.rested++
		return desk.Verdict{Op: op.ID, Outcome: desk.Applied}, nil
	}
	facts := desk.Facts{Now: time.Now().UTC(), Rights: desk.RightsOf(desk.RoleAgent), Author: desk.Author{Agent: op.Actor}}
	if op.Actor == desk.System {
		facts.Rights = desk.AllRights()
	}
	t := b.tickets[op.Ticket]
	if t == nil {
		t = &archive.Ticket{}
	}
	after, events, err := desk.Apply(t.Ticket, op, facts)
	var problem *desk.Problem
	if errors.As(err, &problem) {
		b.refused++
		return desk.Verdict{Op: op.ID, Outcome: desk.Refused, Problem: problem}, nil
	}
	if err != nil {
		return desk.Verdict{}, err
	}
	next := &archive.Ticket{Ticket: after, Messages: slices.Clone(t.Messages)}
	for _, e := range events {
		if e.Message != nil {
			next.Messages = append(next.Messages, *e.Message)
		}
	}
	b.tickets[op.Ticket] = next
	b.log = append(b.log, entry{at: time.Now(), op: op})
	return desk.Verdict{Op: op.ID, Outcome: desk.Applied}, nil
}

func (b *board) Announce(_ context.Context, p desk.Presence) error {
	b.shown = append(b.shown, p)
	return nil
}

// live lets traffic run on a desk of two hundred for so long.
func live(t *testing.T, level Level, seed uint64, d time.Duration) *board {
	t.Helper()
	b := newBoard(t, seed, 200)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- Traffic(ctx, b, TrafficOptions{Level: level, Seed: seed, Owner: "sam"}) }()
	time.Sleep(d)
	cancel()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	return b
}

// pace is what happened in some time: what customers wrote, what they began, and what
// colleagues did.
type pace struct {
	words, tickets int
	acts           int // claims, answers and notes
	asides         int // changes of status by themselves, and merges
	kinds          map[desk.Kind]int
}

func (b *board) tally(p *pace) {
	if p.kinds == nil {
		p.kinds = map[desk.Kind]int{}
	}
	for _, e := range b.log {
		p.kinds[e.op.Intent.Kind()]++
		switch e.op.Intent.(type) {
		case desk.Receive:
			p.words++
		case desk.Create:
			p.tickets++
		case desk.Assign, desk.Reply, desk.Note:
			p.acts++
		default:
			p.asides++
		}
	}
}

// hold fails where so many hours did not have what they should, give or take so many in
// a hundred. Whoever counts every operation of a colleague's as an act finds as many as
// whoever counts claims, answers and notes, as near as that.
func (p pace) hold(t *testing.T, hours, times, within int) {
	t.Helper()
	t.Log("of", hours, "hours:", p.words, "words", p.tickets, "tickets", p.acts, "acts", p.asides, "more", p.kinds)
	near(t, "customers' words", p.words, 180*hours*times, within)
	near(t, "new tickets", p.tickets, 60*hours*times, within)
	near(t, "claims, answers and notes", p.acts, 120*hours*times, within)
	near(t, "all that colleagues did", p.acts+p.asides, 120*hours*times, within)
	near(t, "acts, where tidying up is half of one", p.acts+p.asides/2, 120*hours*times, 5)
}

func TestCalmIsAWordEveryTwentySecondsATicketAMinuteAndAnActEveryHalf(t *testing.T) {
	const hours, seeds = 3, 3
	var p pace
	for seed := range uint64(seeds) {
		synctest.Test(t, func(t *testing.T) {
			b := live(t, Calm, seed+1, hours*time.Hour)
			b.tally(&p)
			if b.refused > 10 {
				t.Errorf("%d things were refused", b.refused)
			}
		})
	}
	p.hold(t, hours*seeds, 1, 10)
	for _, k := range []desk.Kind{desk.KindReply, desk.KindNote, desk.KindAssign, desk.KindMerge, desk.KindSetStatus} {
		if p.kinds[k] < hours*seeds {
			t.Errorf("in %d hours there were %d of %s", hours*seeds, p.kinds[k], k)
		}
	}
}

func TestBusyIsFiveTimesAsMuch(t *testing.T) {
	var p pace
	for seed := range uint64(3) {
		synctest.Test(t, func(t *testing.T) { live(t, Busy, seed+1, time.Hour).tally(&p) })
	}
	p.hold(t, 3, 5, 15)
}

func TestTheDeskStaysAsFullAsItWas(t *testing.T) {
	for seed := range uint64(3) {
		synctest.Test(t, func(t *testing.T) {
			b := newBoard(t, seed, 200)
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan error, 1)
			pending, free, open := b.count(desk.ViewPending), b.count(desk.ViewUnassigned), b.count(desk.ViewOpen)
			go func() { done <- Traffic(ctx, b, TrafficOptions{Level: Calm, Seed: seed, Owner: "sam"}) }()
			for range 12 {
				time.Sleep(15 * time.Minute)
				p, f, o := b.count(desk.ViewPending), b.count(desk.ViewUnassigned), b.count(desk.ViewOpen)
				t.Log("pending", p, "of", pending, "unassigned", f, "of", free, "open", o, "of", open)
				if p*2 < pending || p > pending*2 || f*2 < free || f > free*2 || o*3 < open*2 || o*2 > open*3 {
					t.Errorf("%d pending of %d, %d unassigned of %d, %d open of %d", p, pending, f, free, o, open)
				}
			}
			cancel()
			if err := <-done; err != nil {
				t.Fatal(err)
			}
		})
	}
}

func (b *board) count(view desk.ViewID) int {
	rows, _ := b.List(b.t.Context(), view, 10000)
	return len(rows)
}

func TestTheSameSeedLivesTheSameHour(t *testing.T) {
	var first []entry
	for range 2 {
		synctest.Test(t, func(t *testing.T) {
			b := live(t, Calm, 9, time.Hour)
			if first == nil {
				first = b.log
				return
			}
			if len(first) != len(b.log) {
				t.Fatalf("%d things happened, then %d", len(first), len(b.log))
			}
			for i, e := range b.log {
				x, _ := first[i].op.Hash()
				y, _ := e.op.Hash()
				if !e.at.Equal(first[i].at) || x != y {
					t.Fatalf("what happened as number %d differs", i)
				}
			}
		})
	}
}

func TestNoTrafficIsNone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		if b := live(t, Off, 1, time.Hour); len(b.log)+len(b.shown) > 0 {
			t.Fatalf("%d things happened", len(b.log))
		}
	})
}

func TestColleaguesAreSeenBeforeTheyWrite(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBoard(t, 1, 200)
		seen := &witness{board: b, writing: map[desk.AgentID]desk.TicketID{}}
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Hour)
		defer cancel()
		if err := Traffic(ctx, seen, TrafficOptions{Level: Calm, Seed: 3, Owner: "sam"}); err != nil {
			t.Fatal(err)
		}
		if seen.replies < 20 || seen.unseen > 0 {
			t.Fatalf("%d replies, %d of them out of the blue", seen.replies, seen.unseen)
		}
		if seen.owners > 0 {
			t.Fatalf("colleagues answered %d of the owner's tickets", seen.owners)
		}
	})
}

// witness looks whether who replies was seen writing there.
type witness struct {
	*board
	writing         map[desk.AgentID]desk.TicketID
	replies, unseen int
	owners          int
}

func (w *witness) Announce(ctx context.Context, p desk.Presence) error {
	if p.Doing == desk.Writing {
		w.writing[p.Agent] = p.Ticket
	}
	return w.board.Announce(ctx, p)
}

func (w *witness) Do(ctx context.Context, op desk.Op) (desk.Verdict, error) {
	if _, ok := op.Intent.(desk.Reply); ok {
		w.replies++
		if w.writing[op.Actor] != op.Ticket {
			w.unseen++
		}
		if w.tickets[op.Ticket].Assignee == "sam" {
			w.owners++
		}
	}
	return w.board.Do(ctx, op)
}

func TestNothingIsSaidTwiceOnATicket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := live(t, Busy, 5, time.Hour)
		for _, k := range b.tickets {
			heard := map[desk.Untrusted]bool{}
			for _, m := range k.Messages {
				if !m.Kind.Public() {
					continue
				}
				if heard[m.Text] {
					t.Fatalf("said twice: %s", m.Text.Raw())
				}
				heard[m.Text] = true
				if strings.ContainsAny(m.Text.Raw(), "{}") {
					t.Fatalf("a slot is left: %s", m.Text.Raw())
				}
			}
		}
	})
}

// near fails where a count is further from what it should be than so many in a hundred.
func near(t *testing.T, what string, got, want, within int) {
	t.Helper()
	if got*100 < want*(100-within) || got*100 > want*(100+within) {
		t.Errorf("%s: %d, want %d, give or take %d in a hundred", what, got, want, within)
	}
}
