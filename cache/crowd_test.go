package cache

import (
	"errors"
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"

	"github.com/heed-desk/heed/desk"
)

// TestACrowdOfReadersAndWritersSeesOnlyWholeThings lets screens read while the courier and
// the agent write and a resync runs. The race detector watches.
func TestACrowdOfReadersAndWritersSeesOnlyWholeThings(t *testing.T) {
	const tickets, rounds = 400, 60
	l := filled(t, options(t), tickets)
	var crowd sync.WaitGroup
	for reader := range 3 {
		crowd.Go(func() {
			r := rand.New(rand.NewPCG(uint64(reader), 1))
			for range rounds * 5 {
				lookAround(t, l, r, tickets)
			}
		})
	}
	crowd.Go(func() {
		for n := range rounds {
			o := op(n%tickets, desk.Tag{Tags: []string{"seen"}})
			if err := errors.Join(l.Submit(o, 0), l.MarkSeen(o.Ticket, 1), l.SaveDraft(desk.Draft{Ticket: o.Ticket, Text: desk.Foreign("a")})); err != nil {
				t.Error(err)
			}
			if mine, err := l.Claim(o.ID); err != nil || !mine {
				t.Error(mine, err)
			}
			after := ticket(n % tickets)
			after.Version, after.Tags = 2, []string{"seen"}
			if err := l.Settle(o.ID, desk.Verdict{Op: o.ID, Outcome: desk.Applied, Ticket: &after}); err != nil {
				t.Error(err)
			}
		}
	})
	crowd.Go(func() {
		for n := range rounds {
			x := ticket((n * 7) % tickets)
			x.Version, x.Assignee = desk.Version(n+3), me
			if err := l.Take(desk.Page{Tickets: []desk.Ticket{x}, Next: desk.Cursor(strconv.Itoa(n))}); err != nil {
				t.Error(err)
			}
			if n%20 == 10 {
				fillAgain(t, l, tickets)
			}
		}
	})
	crowd.Wait()
	if n := got2(l.Counts())[desk.ViewAll]; n != tickets || len(got2(l.Outbox())) != 0 {
		t.Error(n, "tickets")
	}
}

func lookAround(t *testing.T, l *Ledger, r *rand.Rand, tickets int) {
	view := filedViews()[r.IntN(viewCount)]
	w, err := l.Window(view, desk.Anchor{Ticket: ticketID(r.IntN(tickets))}, 20, 40)
	if err != nil {
		t.Error(err)
		return
	}
	for i, row := range w.Rows {
		if i > 0 && row.Order < w.Rows[i-1].Order {
			t.Error("out of order")
		}
	}
	th, err := l.Thread(ticketID(r.IntN(tickets)), 20)
	if err != nil || len(th.Messages) == 0 {
		t.Error(err)
	}
	_, err = l.Counts()
	_, serr := l.Search(t.Context(), "gift", 3)
	_, oerr := l.Outbox()
	if err := errors.Join(err, serr, oerr); err != nil {
		t.Error(err)
	}
}
