package courier

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/heed-desk/heed/desk"
)

// follow keeps the ledger at what the desk says: it pulls when asked, when hinted and
// every minute, and with backoff while the desk cannot be reached. It is also what finds
// out whether the desk can be reached.
func (c *Courier) follow(ctx context.Context) {
	failures, gathered := 0, true
	timer, gathering := time.NewTimer(0), time.NewTimer(Gather)
	defer timer.Stop()
	defer gathering.Stop()
	for ctx.Err() == nil {
		hinted := c.asks.hinted
		if failures > 0 || !gathered {
			hinted = nil // a hint is no reason to hurry back to a desk in trouble
		}
		select {
		case <-ctx.Done():
			return
		case <-gathering.C:
			gathered = true
			continue
		case <-c.asks.signal:
		case <-hinted:
		case <-timer.C:
		}
		gathered = false
		gathering.Reset(Gather)
		waiting := c.asks.take()
		err := c.pull(ctx)
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		if err == nil {
			failures = 0
		} else {
			failures++
		}
		wait := c.pause(ctx, failures, err)
		if ctx.Err() == nil {
			c.noticed(err, wait)
		}
		for _, w := range waiting {
			w <- err
		}
		timer.Reset(wait)
	}
}

// pause is how long to wait before the next pull that nobody asked for.
func (c *Courier) pause(ctx context.Context, failures int, err error) time.Duration {
	switch {
	case err == nil:
		return crossCheck
	case denied(err):
		return max(deniedCheck, asked(err))
	case away(err):
		most := probe
		if failures <= soonTries {
			most = probeSoon
		} else if ops, _, err := c.ledger.Ready(ctx, c.opt.Now()); err == nil && len(ops) > 0 {
			most = probeWaiting
		}
		ceiling := min(firstBackoff<<min(failures-1, 9), most)
		return max(time.Duration((1-c.opt.Rand())*float64(ceiling)), asked(err))
	default:
		return backoff(failures, c.opt.Rand(), err)
	}
}

// away reports whether an error says that there was no desk to talk to: it may be there
// the next moment, and looking for it costs nobody anything.
func away(err error) bool {
	var t *desk.Temporary
	return errors.As(err, &t) || errors.Is(err, desk.ErrNotADesk)
}

// noticed draws the conclusion of a pull for the connection, which is tried again after wait.
func (c *Courier) noticed(err error, wait time.Duration) {
	switch {
	case err == nil:
		c.set()
		c.link.synced()
	case denied(err):
		c.link.become(desk.LinkDenied, err, wait)
	default:
		c.link.become(desk.LinkDown, err, wait)
	}
	if err != nil {
		c.opt.Log.Warn("pull failed", "err", err)
	}
}

// mostOff is how far our clock may drift from the desk's before that counts as set: less is
// what answers take on their way.
const mostOff = 2 * time.Second

// set notices that the clock of this machine was set since the desk's was last measured.
func (c *Courier) set() {
	if l, ok := c.line.(Clocked); ok {
		if skew := l.Skew(); (skew - c.link.skew()).Abs() > mostOff {
			c.link.measured(skew)
		}
	}
}

// pull takes in everything that there is. After a break it asks first who is there.
func (c *Courier) pull(ctx context.Context) error {
	if !c.link.up() || c.opt.Now().Sub(c.greeted) >= greetAgain {
		if err := c.greet(ctx); err != nil {
			return err
		}
	}
	if c.ledger.Cursor() == "" {
		if err := c.fill(ctx); err != nil {
			return err
		}
	}
	err := c.catchUp(ctx)
	if !errors.Is(err, desk.ErrGone) {
		return err
	}
	if err := c.greet(ctx); err != nil { // it may be the desk of another epoch
		return err
	}
	if err := c.fill(ctx); err != nil {
		return err
	}
	return c.catchUp(ctx)
}

func (c *Courier) greet(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	d, err := c.line.Describe(ctx)
	if err != nil {
		return err
	}
	if c.opt.Agent != "" && d.Agent.ID != c.opt.Agent {
		return desk.ErrOtherAccount
	}
	c.greeted, c.epoch, c.about = c.opt.Now(), d.Epoch, d.About
	if !c.bound { // nothing goes out before the first pull has succeeded
		c.bind()
	}
	c.link.measured(d.Skew)
	if err := c.ledger.Described(d); err != nil {
		return fmt.Errorf("taking in what the desk says of itself: %w", err)
	}
	return nil
}

// catchUp follows the feed to its end.
func (c *Courier) catchUp(ctx context.Context) error {
	for {
		page, err := c.changes(ctx)
		if err != nil {
			return err
		}
		before := c.ledger.Cursor()
		if err := c.ledger.Take(page); err != nil {
			return fmt.Errorf("taking news in: %w", err)
		}
		if !page.More {
			return c.heardOf(ctx, page.About)
		}
		if c.ledger.Cursor() == before {
			return errors.New("the feed promises more and does not move") // a desk gone wrong must not keep us turning
		}
	}
}

// heardOf asks the desk what it says of itself where that is another thing than when it was
// last asked: what it promises and its own addresses are known here as soon as they change.
func (c *Courier) heardOf(ctx context.Context, about string) error {
	if about == "" || about == c.about {
		return nil
	}
	return c.greet(ctx)
}

func (c *Courier) changes(ctx context.Context) (desk.Page, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return c.line.Changes(ctx, c.ledger.Cursor())
}

// fill takes the whole desk in, beside what is held, and swaps it in at the end.
func (c *Courier) fill(ctx context.Context) error {
	if err := c.recall(ctx); err != nil {
		return err
	}
	c.bind()
	err := c.snapshot(ctx)
	c.link.change(func(l *desk.Link) {
		l.Filling, l.Filled, l.FillGoal = false, 0, 0
		if err == nil {
			l.Synced = c.link.now(l) // what happened meanwhile follows; nobody is told that nothing is here
		}
	})
	return err
}

func (c *Courier) snapshot(ctx context.Context) error {
	return c.ledger.Resync(func(shadow desk.Shadow) error {
		c.link.change(func(l *desk.Link) { l.Filling, l.Filled, l.FillGoal = true, 0, 0 })
		ctx, cancel := context.WithCancelCause(ctx)
		defer cancel(nil)
		watchdog := time.AfterFunc(fillPatience, func() { cancel(context.DeadlineExceeded) })
		defer watchdog.Stop()
		n, next, err := c.line.Snapshot(ctx,
			func(tickets int) { c.link.change(func(l *desk.Link) { l.FillGoal = tickets }) },
			func(p desk.Page) error {
				watchdog.Reset(fillPatience)
				if err := shadow.Take(p); err != nil {
					return err
				}
				c.link.filled(len(p.Tickets))
				return nil
			})
		if err != nil {
			return err
		}
		return shadow.Done(n, next)
	})
}
