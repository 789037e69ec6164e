package pipe

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
)

// patience is how long a write waits for its verdict.
const patience = 10 * time.Second

// Write implements Verbs.
func (l *Local) Write(ctx context.Context, ask WriteAsk) ([]Written, error) {
	if len(ask.Ops) != len(ask.Changes) {
		ask = ask.WithIDs()
	}
	var th desk.Thread
	err := l.look(ctx, func() (err error) {
		th, err = l.thread(ask.Number, 1)
		return err
	})
	if err != nil {
		return nil, unwritten(err, false)
	}
	intents, err := l.intents(ask)
	if err != nil {
		return nil, err
	}
	if !ask.Again && sleepsDone(th.Ticket.Status, intents) {
		return nil, NewFault(Usage, "pipe.done_sleeps", "number", ask.Number)
	}
	if err := l.reaches(ctx, ask, th.Ticket, intents); err != nil {
		return nil, err
	}
	seen, err := l.seen(th, ask)
	if err != nil {
		return nil, unwritten(err, false)
	}
	sub := l.Subscribe()
	defer sub.Close()
	var written []Written
	for i, in := range intents {
		op := desk.Op{
			ID: ask.Ops[i], Ticket: th.Ticket.ID, Base: th.Base, Seen: seen,
			Actor: l.Ledger.Me().ID, At: l.Ledger.Now(), Intent: in,
		}
		submit := l.submit
		if ask.Again {
			submit = func(op desk.Op, _ []desk.PendingOp) error { return l.Ledger.Resume(op) }
		}
		if err := submit(op, th.Pending); err != nil {
			return written, unwritten(err, len(written) > 0)
		}
		written = append(written, Written{Op: op.ID, Kind: in.Kind(), State: Queued})
	}
	return l.await(ctx, sub, ask.Number, written)
}

// sleepsDone reports whether a ticket would be put to sleep that is solved or closed, by then at the
// latest: the desk refuses that, and what was said behind it would wait.
func sleepsDone(status desk.Status, intents []desk.Intent) bool {
	for _, in := range intents {
		switch in := in.(type) {
		case desk.SetStatus:
			status = in.Status
		case desk.Snooze:
			if !in.Until.IsZero() && status.Done() {
				return true
			}
		}
	}
	return false
}

// seen is what the one who writes has seen of a ticket: what they say, else what the
// ledger has shown them. What it merely holds counts for nothing, or a reply would cross
// what nobody has read.
func (l *Local) seen(th desk.Thread, ask WriteAsk) (desk.MessageID, error) {
	if ask.Seen == 0 {
		return th.Read, nil
	}
	if ask.Seen < 0 || ask.Seen > th.Seen {
		return 0, NewFault(Usage, "pipe.not_seen", "seen", ask.Seen, "newest", th.Seen, "number", ask.Number)
	}
	if err := l.Ledger.MarkSeen(th.Ticket.ID, ask.Seen); err != nil {
		return 0, FaultOf(err)
	}
	return ask.Seen, nil
}

// submit puts an operation in the outbox. The same once more takes the place of what was
// held: that is how one goes on after reading what came.
func (l *Local) submit(op desk.Op, pending []desk.PendingOp) error {
	for _, p := range pending {
		if p.State == desk.OpHeld && reflect.DeepEqual(p.Op.Intent, op.Intent) {
			return l.Ledger.Again(p.Op.ID, op)
		}
	}
	return l.Ledger.Post(op) // what an agent has begun on the ticket stays theirs
}

// await waits until everything written is at rest, or nothing more is to be expected:
// the time is up, or the desk cannot be reached.
func (l *Local) await(ctx context.Context, sub Subscription, number int64, written []Written) ([]Written, error) {
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
	return written, l.worst(number, written)
}

var errPatience = errors.New("no verdict in time")

// settle follows the outbox until everything written is at rest, and reports whether it is.
func (l *Local) settle(ctx context.Context, sub Subscription, written []Written) (bool, error) {
	for {
		ops, err := l.Ledger.Outbox()
		if err != nil {
			return false, FaultOf(err)
		}
		if l.judge(written, ops) {
			return true, nil
		}
		if _, err := sub.Next(ctx); err != nil {
			if ctx.Err() == nil {
				return false, FaultOf(err)
			}
			ops, err := l.Ledger.Outbox() // what came at the last moment counts
			return err == nil && l.judge(written, ops), nil
		}
	}
}

// judge notes how far each change has come, and reports whether all are at rest. What the
// outbox no longer has was applied, unless the agent took it out there meanwhile.
func (l *Local) judge(written []Written, ops []desk.PendingOp) bool {
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
		case !waits && l.Ledger.Withdrawn(w.Op):
			w.State = Withdrawn
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

// undelivered is the fault of what waits: with its id where it is safe. Where it is not, it
// is taken back, so that saying it again does not say it twice.
func (l *Local) undelivered(written []Written, cause error) *Fault {
	f := FaultOf(cause)
	switch {
	case f == nil:
		f = &Fault{Exit: Later, Why: noVerdict}
	case f.Exit == Failed:
		f = &Fault{Exit: Later, Why: f.Why}
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
	case !l.Kept && l.takeBack(written):
		key = "pipe.not_kept"
	case !l.Kept:
		key = "pipe.unknown"
	case f.Key == noToken, f.Key == tokenSilent, f.Key == otherAccount:
		key = "pipe.queued_" + strings.TrimPrefix(f.Key, "pipe.")
	case f.Exit == NotAllowed:
		key = "pipe.queued_denied"
	case f.Key == notADesk:
		key = "pipe.queued_elsewhere"
	}
	g := NewFault(f.Exit, key, "op", id)
	g.Why, g.Cause = f.Why, f.Cause
	return g
}

// takeBack takes what waits back, and reports whether all of it could be.
func (l *Local) takeBack(written []Written) bool {
	all := true
	for i, w := range written {
		if w.State != Queued {
			continue
		}
		written[i].State = Withdrawn
		if _, err := l.Ledger.Cancel(w.Op); err != nil {
			all, written[i].State = false, Unknown
		}
	}
	return all
}

// worst is the fault of what the desk did not do; nil where it did everything.
func (l *Local) worst(number int64, written []Written) error {
	for _, w := range written {
		switch w.State {
		case Held:
			return l.held(number, w)
		case Refused:
			if w.Problem == nil {
				return NewFault(Failed, "pipe.refused")
			}
			return &Fault{Exit: exitOf(w.Problem), Key: "pipe.refused", Problem: w.Problem}
		case Unknown:
			return NewFault(Failed, "pipe.unknown")
		case Queued:
			return &Fault{Exit: Conflict, Key: "pipe.parked", Problem: w.Problem}
		case Withdrawn:
			return NewFault(Conflict, "pipe.withdrawn", "number", number)
		case Applied, Discarded:
		}
	}
	return nil
}

// held is the fault of a reply that crossed what its writer had not seen, and how to go on.
func (l *Local) held(number int64, w Written) *Fault {
	f := NewFault(Conflict, "pipe.held", "number", number, "op", w.Op)
	if !l.Kept {
		f.Key = "pipe.held_unkept"
	}
	f.Problem = w.Problem
	return f
}
