package pipe

import (
	"context"

	"github.com/heed-desk/heed/desk"
)

// Sync implements Verbs. It waits until nothing is left on its way that can be carried now.
func (l *Local) Sync(ctx context.Context) (Synced, error) {
	sub := l.Subscribe()
	defer sub.Close()
	missed := l.Ledger.Missed()
	err := l.Pull(ctx)
	if err == nil {
		err = l.drained(ctx, sub)
	}
	s, sumErr := l.sum()
	if sumErr != nil {
		return s, FaultOf(sumErr)
	}
	s.Dropped = l.Ledger.Missed() - missed
	if err != nil {
		f := FaultOf(err)
		if s.Waiting > 0 && l.Kept && f.Exit == Later {
			key := "pipe.sync_waiting"
			if f.Key == notADesk {
				key = "pipe.sync_waiting_elsewhere"
			}
			why, cause := f.Why, f.Cause
			f = NewFault(Later, key, "n", s.Waiting)
			f.Why, f.Cause = why, cause
		}
		return s, f
	}
	if s.Dropped > 0 {
		return s, NewFault(Conflict, MissedKey, "n", s.Dropped)
	}
	return s, nil
}

// MissedKey is the sentence that something was not sent, and is gone with a customer who is erased.
const MissedKey = "pipe.erased_unsent"

// drained waits until every operation has been tried once.
func (l *Local) drained(ctx context.Context, sub Subscription) error {
	limit := l.Patience
	if limit == 0 {
		limit = patience
	}
	wait, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	for {
		ops, err := l.Ledger.Outbox()
		if err != nil {
			return err
		}
		fresh := 0
		for _, p := range ops {
			if p.State == desk.OpWaiting || p.State == desk.OpSending {
				fresh++
			}
		}
		if fresh == 0 {
			return nil
		}
		if _, err := sub.Next(wait); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return &desk.Temporary{Err: errPatience, Why: noVerdict}
		}
	}
}

func (l *Local) sum() (Synced, error) {
	ops, err := l.Ledger.Outbox()
	if err != nil {
		return Synced{}, err
	}
	s := Synced{Link: l.Ledger.Link().State}
	for _, p := range ops {
		switch p.State {
		case desk.OpHeld, desk.OpRefused, desk.OpUnknown:
			s.Stopped++
		case desk.OpHolding, desk.OpWaiting, desk.OpSending, desk.OpParked:
			s.Waiting++
		}
	}
	counts, err := l.Ledger.Counts()
	s.Tickets = counts[desk.ViewAll]
	return s, err
}
