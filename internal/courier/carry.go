package courier

import (
	"context"
	"time"

	"github.com/heed-desk/heed/desk"
)

// lookAgain is how long carrying waits at most for a moment on the wall: a timer stands still
// while the machine sleeps, and the moment may be there when it wakes.
const lookAgain = time.Minute

// bringing is how many operations with files go at once, beside the others: what takes long
// never stops what is quick.
const bringing = 2

// carry drains the outbox while the connection is up: one operation a ticket at a time,
// a few tickets at once.
func (c *Courier) carry(ctx context.Context) {
	r := &round{c: c, busy: map[desk.Lane]bool{}, bring: map[desk.Lane]bool{}, tries: map[desk.OpID]int{}, done: make(chan delivery)}
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		var again <-chan time.Time
		if wait, ok := r.start(ctx); ok {
			timer.Reset(wait)
			again = timer.C
		}
		select {
		case <-ctx.Done():
			for len(r.busy)+len(r.bring) > 0 {
				r.finish(<-r.done)
			}
			return
		case <-c.ledger.Wake():
		case <-c.carryAgain:
		case d := <-r.done:
			r.finish(d)
		case <-again:
		}
	}
}

// round is the state of carrying: it belongs to one goroutine.
type round struct {
	c        *Courier
	busy     map[desk.Lane]bool
	bring    map[desk.Lane]bool // the same of operations with files
	tries    map[desk.OpID]int  // failures in a row of what is not at rest
	done     chan delivery
	troubles int // failures in a row of the ledger itself
}

// delivery is how an attempt ended.
type delivery struct {
	op     desk.Op
	failed bool // the operation is not at rest
}

// start sends what may be sent, and returns when to look again by itself, if ever.
func (r *round) start(ctx context.Context) (wait time.Duration, ok bool) {
	if ctx.Err() != nil || !r.c.link.up() {
		return 0, false
	}
	now := r.c.opt.Now()
	ops, next, err := r.c.ledger.Ready(ctx, now)
	if err != nil {
		r.troubles++
		r.c.opt.Log.Error("reading the outbox", "err", err)
		return backoff(r.troubles, r.c.opt.Rand(), nil), true
	}
	r.troubles = 0
	for _, op := range ops {
		places, room := r.busy, r.c.opt.Parallel
		if len(op.Attachments()) > 0 {
			places, room = r.bring, bringing
		}
		if len(places) >= room || r.busy[op.Lane()] || r.bring[op.Lane()] {
			continue // the next that comes home looks again
		}
		places[op.Lane()] = true
		tries := r.tries[op.ID]
		go func() { r.done <- delivery{op: op, failed: !r.c.deliver(ctx, op, tries)} }()
	}
	if next.IsZero() {
		return 0, false
	}
	return min(max(next.Sub(now), time.Millisecond), lookAgain), true
}

func (r *round) finish(d delivery) {
	delete(r.busy, d.op.Lane())
	delete(r.bring, d.op.Lane())
	if d.failed {
		r.tries[d.op.ID]++
	} else {
		delete(r.tries, d.op.ID)
	}
}
