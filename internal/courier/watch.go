package courier

import (
	"context"
	"time"

	"github.com/heed-desk/heed/desk"
)

// steady is how long a watch must have held to have been one, if nothing was heard by it.
const steady = time.Second

// watch listens for hints while the connection is up. Hints only make news come sooner:
// whatever is lost here, the next pull brings.
func (c *Courier) watch(ctx context.Context, w Watcher) {
	failures := 0
	for ctx.Err() == nil {
		if !c.link.up() {
			failures = 0 // what failed before says nothing about the connection to come
			select {
			case <-ctx.Done():
			case <-c.watchAgain:
			}
			continue
		}
		began := c.opt.Now()
		heard, err := c.listen(ctx, w)
		if heard || c.opt.Now().Sub(began) >= steady {
			failures = min(failures, 1) // it was there, and is again soon: as long as pulls succeed, news waits for it
		}
		failures++
		c.opt.Log.Info("watch ended", "err", err)
		c.asks.hint() // is the desk still there?
		timer := time.NewTimer(backoff(failures, c.opt.Rand(), err))
		select {
		case <-ctx.Done():
		case <-c.watchAgain:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// listen watches once. It ends with the connection: a watch that hangs on a dead one
// would never say so. Heard says whether any hint came.
func (c *Courier) listen(ctx context.Context, w Watcher) (heard bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan struct{})
	defer func() { <-ended }()
	done := make(chan struct{})
	defer close(done)
	go func() {
		defer close(ended)
		for c.link.up() {
			select {
			case <-done:
				return
			case <-c.watchAgain:
			}
		}
		cancel()
	}()
	c.asks.hint() // what moved before anybody listened
	err = w.Watch(ctx, func(h desk.Hint) {
		heard = true
		c.hinted(h)
	})
	return heard, err
}

// hinted takes a hint in.
func (c *Courier) hinted(h desk.Hint) {
	if h.Presence != nil {
		c.ledger.Seen(*h.Presence)
		return
	}
	c.asks.hint()
}

// rest waits, and reports whether there was time.
func rest(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
