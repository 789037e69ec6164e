package pipe

import (
	"context"
	"errors"
	"time"

	"github.com/heed-desk/heed/desk"
)

// patience is how long a write waits for its verdict.
const patience = 10 * time.Second

// Write implements Verbs.
func (l *Local) Write(ctx context.Context, ask WriteAsk) ([]Written, error) {
	if err := l.filled(ctx); err != nil {
		return nil, err
	}
	th, err := l.thread(ask.Number, 1)
	if err != nil {
		return nil, err
	}
	intents, err := l.intents(ask)
	if err != nil {
		return nil, err
	}
	sub := l.Subscribe()
	defer sub.Close()
	var written []Written
	for _, in := range intents {
		op := desk.Op{
			ID: desk.NewOpID(), Ticket: th.Ticket.ID, Base: th.Base, Seen: th.Seen,
			Actor: l.Ledger.Me().ID, At: l.Ledger.Now(), Intent: in,
		}
		if err := l.Ledger.Submit(op, 0); err != nil {
			return written, FaultOf(err)
		}
		written = append(written, Written{Op: op.ID, Kind: in.Kind(), State: Queued})
	}
	return l.await(ctx, sub, written)
}

// await waits until everything written is at rest, or nothing more is to be expected:
// the time is up, or the desk cannot be reached.
func (l *Local) await(ctx context.Context, sub Subscription, written []Written) ([]Written, error) {
	limit := l.Patience
	if limit == 0 {
		limit = patience
	}
	ctx, cancel := context.WithTimeoutCause(ctx, limit, errPatience)
	defer cancel()
	unreachable := make(chan error, 1)
	go func() {
		err := l.Pull(ctx)
		if err != nil {
			cancel()
		}
		unreachable <- err
	}()
	rest, err := l.settle(ctx, sub, written)
	if err != nil {
		return written, err
	}
	if !rest {
		return written, l.undelivered(written, <-unreachable)
	}
	return written, worst(written)
}

var errPatience = errors.New("no verdict in time")

// settle follows the outbox until everything written is at rest, and reports whether it is.
func (l *Local) settle(ctx context.Context, sub Subscription, written []Written) (bool, error) {
	for {
		ops, err := l.Ledger.Outbox()
		if err != nil {
			return false, FaultOf(err)
		}
		if judge(written, ops) {
			return true, nil
		}
		if _, err := sub.Next(ctx); err != nil {
			if ctx.Err() == nil {
				return false, FaultOf(err)
			}
			ops, err := l.Ledger.Outbox() // what came at the last moment counts
			return err == nil && judge(written, ops), nil
		}
	}
}

// judge notes how far each change has come, and reports whether all are at rest. What the
// outbox no longer has was applied.
func judge(written []Written, ops []desk.PendingOp) bool {
	still := make(map[desk.OpID]desk.PendingOp, len(ops))
	for _, p := range ops {
		still[p.Op.ID] = p
	}
	rest := true
	for i := range written {
		w := &written[i]
		p, waits := still[w.Op]
		w.Problem = p.Problem
		switch {
		case !waits:
			w.State = Applied
		case p.State == desk.OpHeld:
			w.State = Held
		case p.State == desk.OpRefused:
			w.State = Refused
		case p.State == desk.OpUnknown:
			w.State = Unknown
		case p.State == desk.OpParked:
			w.State, w.Problem = Queued, desk.Refuse(desk.WaitsForEarlier)
		default:
			w.State, rest = Queued, false
		}
	}
	return rest
}

// undelivered is the fault of what waits: with its id where it is safe, and without a
// promise where it is not.
func (l *Local) undelivered(written []Written, cause error) *Fault {
	f := FaultOf(cause)
	if f == nil || f.Exit == Failed {
		f = &Fault{Exit: Later}
	}
	var id desk.OpID
	for _, w := range written {
		if w.State == Queued {
			id = w.Op
			break
		}
	}
	key := "pipe.queued"
	switch {
	case !l.Kept:
		key = "pipe.not_kept"
	case f.Exit == NotAllowed:
		key = "pipe.queued_denied"
	}
	g := NewFault(f.Exit, key, "op", id)
	g.Cause = f.Cause
	return g
}

// worst is the fault of what the desk did not do; nil where it did everything.
func worst(written []Written) error {
	for _, w := range written {
		switch w.State {
		case Held:
			return &Fault{Exit: Conflict, Key: "pipe.held", Problem: w.Problem}
		case Refused:
			if w.Problem == nil {
				return NewFault(Failed, "pipe.refused")
			}
			return &Fault{Exit: exitOf(w.Problem), Key: "pipe.refused", Problem: w.Problem}
		case Unknown:
			return NewFault(Failed, "pipe.unknown")
		case Queued:
			return &Fault{Exit: Conflict, Key: "pipe.parked", Problem: w.Problem}
		case Applied:
		}
	}
	return nil
}
