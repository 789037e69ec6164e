package pipe

import (
	"context"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// DecideAsk is what to do about an operation that has not come to rest.
type DecideAsk struct {
	Op   string   `json:"op"` // its id, or the beginning of it
	What Decision `json:"what"`
}

// Decision is what can be done about an operation.
type Decision string

// The decisions.
const (
	Discard Decision = "discard" // let it go, with what it says
	Retry   Decision = "retry"   // send it once more, as the answer to what has been seen by now
)

// Decided is what became of an operation that was decided on, and of those that waited
// behind it.
type Decided struct {
	Number  int64     `json:"number"`
	Written []Written `json:"written"`
}

// Decide implements Verbs.
func (l *Local) Decide(ctx context.Context, ask DecideAsk) (Decided, error) {
	if l.Closed {
		return Decided{}, outboxClosed()
	}
	ops, err := l.Ledger.Outbox()
	if err != nil {
		return Decided{}, FaultOf(err)
	}
	p, err := named(ops, ask.Op)
	if err != nil {
		return Decided{}, err
	}
	sub := l.Subscribe()
	defer sub.Close()
	d := Decided{Number: p.Number}
	switch ask.What {
	case Discard:
		d.Written, err = l.discard(p)
	case Retry:
		d.Written, err = l.retry(p)
	default:
		err = NewFault(Usage, "pipe.no_decision")
	}
	if err != nil {
		return d, err
	}
	for _, other := range ops {
		if other.Op.Lane() == p.Op.Lane() && other.State == desk.OpParked && other.Op.ID != p.Op.ID {
			d.Written = append(d.Written, Written{Op: other.Op.ID, Kind: other.Op.Intent.Kind(), State: Queued})
		}
	}
	at := 0 // what was let go of is at rest
	if ask.What == Discard {
		at = 1
	}
	if len(d.Written) > at {
		_, err = l.await(ctx, sub, p.Number, d.Written[at:])
	}
	return d, err
}

// named finds the operation whose id begins like that.
func named(ops []desk.PendingOp, id string) (desk.PendingOp, error) {
	id = strings.ToLower(strings.TrimSpace(id))
	var found []desk.PendingOp
	for _, p := range ops {
		if id != "" && strings.HasPrefix(p.Op.ID.String(), id) {
			found = append(found, p)
		}
	}
	switch len(found) {
	case 0:
		return desk.PendingOp{}, NewFault(NotFound, "pipe.no_op", "op", id)
	case 1:
		return found[0], nil
	default:
		return desk.PendingOp{}, NewFault(Usage, "pipe.which_op", "op", id, "n", len(found))
	}
}

// discard lets an operation go. One that surely never left is taken back instead: what it
// says is the ticket's draft then.
func (l *Local) discard(p desk.PendingOp) ([]Written, error) {
	w := Written{Op: p.Op.ID, Kind: p.Op.Intent.Kind(), State: Discarded}
	var err error
	switch p.State {
	case desk.OpHeld, desk.OpRefused, desk.OpUnknown:
		err = l.Ledger.Discard(p.Op.ID)
	case desk.OpHolding, desk.OpWaiting, desk.OpParked, desk.OpSending:
		w.State = Withdrawn
		err = l.withdraw(p.Op.ID)
	}
	if err != nil {
		return nil, unwritten(err, false)
	}
	return []Written{w}, nil
}

// withdraw takes an operation back. What was said in a call, or why a ticket was escalated, has
// no draft to go back to, and becomes that of a note.
func (l *Local) withdraw(id desk.OpID) error {
	op, err := l.Ledger.Cancel(id)
	words, _ := op.Text()
	if err != nil || words.IsEmpty() || op.Composed() {
		return err
	}
	d := desk.Draft{Ticket: op.Ticket, Note: true, Text: words, Caret: words.Len(), Seen: op.Seen, At: l.Ledger.Now()}
	begun, err := l.Ledger.Draft(op.Ticket, true)
	if err != nil {
		return err
	}
	return l.Ledger.SaveDraft(d.Before(begun))
}

// retry puts a new operation that says the same in the place of one that stopped. It is the
// answer to what its writer has been shown by now, and no more: what else came holds it again.
func (l *Local) retry(p desk.PendingOp) ([]Written, error) {
	switch p.State {
	case desk.OpHeld, desk.OpRefused, desk.OpUnknown:
	case desk.OpHolding, desk.OpWaiting, desk.OpSending, desk.OpParked:
		return nil, NewFault(Conflict, "pipe.not_stopped", "op", p.Op.ID)
	}
	var th desk.Thread
	if !p.Op.OfDesk() {
		var err error
		if th, err = l.Ledger.Thread(p.Op.Ticket, 1); err != nil {
			return nil, FaultOf(err)
		}
	}
	op := p.Op
	op.ID, op.At, op.Base, op.Seen = desk.NewOpID(), l.Ledger.Now(), max(th.Base, op.Base), max(th.Read, op.Seen)
	if err := l.Ledger.Again(p.Op.ID, op); err != nil {
		return nil, unwritten(err, false)
	}
	return []Written{{Op: op.ID, Kind: op.Intent.Kind(), State: Queued}}, nil
}
