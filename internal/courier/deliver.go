package courier

import (
	"context"
	"errors"
	"time"

	"github.com/heed-desk/heed/desk"
)

// deliver carries one operation to its verdict, and reports whether it is off our hands.
// Tries is how often in a row it failed before.
func (c *Courier) deliver(ctx context.Context, op desk.Op, tries int) bool {
	unsure, err := c.ledger.Unsure(op.ID)
	if err != nil {
		return c.stumbled(ctx, op, tries+1, err)
	}
	mine, err := c.ledger.Claim(op.ID)
	if err != nil {
		return c.stumbled(ctx, op, tries+1, err)
	}
	if !mine {
		return true // it was taken back in between
	}
	v, unsure, err := c.send(ctx, op, unsure)
	if err != nil {
		c.giveBack(ctx, op, tries+1, unsure, err)
		return false
	}
	if err := c.ledger.Settle(op.ID, v); err != nil {
		c.giveBack(ctx, op, tries+1, true, err) // the desk has it: the next try finds that out
		return false
	}
	return true
}

// stumbled notes that the ledger failed before anything was sent. The pause keeps a
// broken disk from turning the loop.
func (c *Courier) stumbled(ctx context.Context, op desk.Op, tries int, err error) bool {
	c.opt.Log.Error("claiming an operation", "op", op.ID, "err", err)
	rest(ctx, backoff(tries, c.opt.Rand(), nil))
	return false
}

// send gets a verdict. An operation that may have arrived is looked up, and goes again
// only when the desk says that it never came. The bool says whether it may have been
// carried out, where there is an error.
func (c *Courier) send(ctx context.Context, op desk.Op, unsure bool) (desk.Verdict, bool, error) {
	if unsure {
		v, err := c.lookup(ctx, op.ID)
		if err == nil {
			return v, false, nil
		}
		if !errors.Is(err, desk.ErrNotFound) {
			return v, true, err
		}
	}
	whole, err := c.bring(ctx, op)
	if err != nil {
		refused, ok := final(op, err)
		if ok {
			err = nil
		}
		return refused, false, err
	}
	v, err := c.apply(ctx, op)
	if errors.Is(err, desk.ErrNoFile) && whole {
		return v, false, &desk.Temporary{Err: err} // it was there a moment ago: once more
	}
	if err == nil {
		return v, false, nil
	}
	if refused, ok := final(op, err); ok {
		return refused, false, nil
	}
	return v, !certain(err), err
}

func (c *Courier) lookup(ctx context.Context, op desk.OpID) (desk.Verdict, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return c.line.Lookup(ctx, op)
}

func (c *Courier) apply(ctx context.Context, op desk.Op) (desk.Verdict, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return c.line.Apply(ctx, op)
}

// final turns an error that no other try will change into a verdict.
func final(op desk.Op, err error) (desk.Verdict, bool) {
	v := desk.Verdict{Op: op.ID, Outcome: desk.Refused}
	var p *desk.Problem
	switch {
	case errors.As(err, &p):
		v.Problem = p
	case errors.Is(err, desk.ErrNoFile):
		v.Problem = desk.Refuse(desk.NoSuchFile)
	case errors.Is(err, desk.ErrForbidden):
		v.Problem = desk.Refuse(desk.NotAllowed)
	case errors.Is(err, desk.ErrNotFound):
		v.Problem = desk.Refuse(desk.NoSuchTicket)
	default:
		return v, false
	}
	return v, true
}

// certain reports whether an error proves that nothing was carried out. What is not known
// to prove it does not.
func certain(err error) bool {
	var t *desk.Temporary
	return !errors.Is(err, desk.ErrAmbiguous) && (errors.Is(err, desk.ErrUnauthorized) || errors.Is(err, desk.ErrGone) || errors.As(err, &t))
}

// flickers bounds the backoff of what failed with the whole connection to 16 s.
const flickers = 5

// giveBack puts an operation back in the outbox after a failed try. Where the desk cannot
// be reached at all, the operation is ready as soon as it can; where only this operation
// fails, it waits longer each time.
func (c *Courier) giveBack(ctx context.Context, op desk.Op, tries int, unsure bool, cause error) {
	c.opt.Log.Warn("not delivered", "op", op.ID, "tries", tries, "unsure", unsure, "err", cause)
	var after time.Time
	switch {
	case c.reachable(ctx) || asked(cause) > 0:
		after = c.opt.Now().Add(backoff(tries, c.opt.Rand(), cause))
	case tries > 1: // the connection comes and goes: not at every flicker
		after = c.opt.Now().Add(backoff(min(tries-1, flickers), c.opt.Rand(), cause))
	}
	for n := 1; ; n++ {
		err := c.ledger.Release(op.ID, after, unsure)
		if err == nil {
			return
		}
		c.opt.Log.Error("giving an operation back", "op", op.ID, "err", err)
		if !rest(ctx, backoff(n, c.opt.Rand(), nil)) {
			return // it stays claimed: the next start looks it up
		}
	}
}

// reachable finds out whether the desk answers at all.
func (c *Courier) reachable(ctx context.Context) bool {
	if ctx.Err() != nil || !c.link.up() {
		return false
	}
	return c.Sync(ctx) == nil
}
