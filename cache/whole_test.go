package cache

import (
	"sync"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

// TestAViewNeverCountsATicketTwiceNorForgetsOneWhileClaimsAreCarriedOut claims ticket after
// ticket and lets the desk carry each claim out, as fast as that goes, while a view is read. A
// claim makes the view shorter by one; nothing makes it longer.
func TestAViewNeverCountsATicketTwiceNorForgetsOneWhileClaimsAreCarriedOut(t *testing.T) {
	for _, view := range []desk.ViewID{desk.ViewUnassigned, desk.ViewUnassigned.By(desk.ByCustomer)} {
		const tickets, claims = 150, 100
		opt := options(t)
		opt.Memory = true
		l := filled(t, opt, tickets)
		_ = got2(l.Window(view, desk.Anchor{}, 0, 3))
		var all []desk.TicketID
		for n := range tickets {
			all = append(all, ticketID(n))
		}
		done := make(chan struct{})
		var reading sync.WaitGroup
		for range 2 {
			reading.Go(func() {
				least := tickets
				for ended := false; !ended; {
					select {
					case <-done:
						ended = true
					default:
					}
					w, err := l.Window(view, desk.Anchor{}, 0, tickets)
					if err != nil {
						t.Error(err)
						return
					}
					g, err := l.Glance(view, all, desk.Anchor{}, 0, tickets)
					if err != nil {
						t.Error(err)
						return
					}
					if w.Total > least || w.Total < g.Truth.Total || w.Total != len(w.Rows) || g.Truth.Total < tickets-claims {
						t.Errorf("%s: %d tickets and %d rows, after %d and before %d", view, w.Total, len(w.Rows), least, g.Truth.Total)
						return
					}
					least = g.Truth.Total
					if n := g.Counts[desk.ViewUnassigned]; n != least || len(g.In) != n || len(g.Truth.Rows) != n || len(g.Out) != tickets-n {
						t.Errorf("%s: %d tickets, %d of them counted, %d rows in the view, %d held in it and %d not", view, least, n, len(g.Truth.Rows), len(g.In), len(g.Out))
						return
					}
				}
			})
		}
		for n := range claims {
			claim := op(n, desk.Assign{To: me})
			must(t, l.Submit(claim, 0))
			got, err := l.Claim(claim.ID)
			if must(t, err); !got {
				t.Fatal("the claim is not there")
			}
			is := ticket(n)
			is.Version, is.Assignee, is.UpdatedAt = 2, me, noon().Add(time.Second)
			must(t, l.Settle(claim.ID, desk.Verdict{Outcome: desk.Applied, Ticket: &is}))
		}
		close(done)
		reading.Wait()
	}
}
