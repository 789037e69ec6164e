package cache

import (
	"slices"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/promise"
)

// erasedWithin is the goal: how long it takes at most until no trace is left.
const erasedWithin = 5 * time.Second

func TestWhileSomebodyIsErasedTheScreenAndTheReplyDoNotWait(t *testing.T) {
	n := promise.Size(t, 1_000, 5_000, 100_000)
	c := promise.Counting(t, promise.Erasure)
	l, _ := benchLedger(t, n)
	waitIndexed(t, l, n)
	done := make(chan time.Duration, 1)
	begin := time.Now()
	must(t, l.Take(desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordCustomer, ID: customerID(9).String()}}, Next: "2"}))
	go func() {
		if err := l.tracesGone(t.Context()); err != nil {
			t.Error(err)
		}
		done <- time.Since(begin)
	}()
	news := make(chan error, 1)
	go func() { // what the desk sends meanwhile waits, and holds nobody up
		for i := range 1000 {
			if len(done) > 0 {
				break
			}
			x := ticket(100 + i%200)
			x.Requester, x.Version = customerID((100+i%200)/4), desk.Version(10+i)
			if err := l.Take(desk.Page{Tickets: []desk.Ticket{x}, Next: "3"}); err != nil {
				news <- err
				return
			}
		}
		news <- nil
	}()
	var reads, replies []time.Duration
	for i := 0; len(done) == 0; i++ {
		at := time.Now()
		got2(l.Window(desk.ViewUnassigned, desk.Anchor{}, 0, 40))
		reads = append(reads, time.Since(at))
		at = time.Now()
		must(t, l.Submit(op(200+i%100, desk.Note{Text: desk.Foreign("Called the depot.")}), time.Hour))
		replies = append(replies, time.Since(at))
	}
	took := <-done
	must(t, <-news)
	slices.Sort(reads)
	slices.Sort(replies)
	c.Run(0)
	if took > erasedWithin || max(reads[len(reads)-1], replies[len(replies)-1]) > took/2 {
		c.Short() // or somebody has waited for it
	}
	c.Figure("at %d tickets no trace after %d ms; meanwhile a list took %d ms at most, a reply %d ms", n, took.Milliseconds(),
		reads[len(reads)-1].Milliseconds(), replies[len(replies)-1].Milliseconds())
	if c := got2(l.Counts())[desk.ViewAll]; c != n-4 {
		t.Errorf("%d of %d tickets are left", c, n-4)
	}
}
