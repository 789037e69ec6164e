package demo

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
)

// resting looks whether who is on a break does anything.
type resting struct {
	*board
	at   int // how many are on a break
	most int
	did  int // what was done by those who are
}

func (r *resting) Do(ctx context.Context, op desk.Op) (desk.Verdict, error) {
	switch op.Intent.(type) {
	case desk.TakeBreak:
		r.at++
		r.most = max(r.most, r.at)
	case desk.EndBreak:
		r.at--
	default:
		if r.away[op.Actor] {
			r.did++
		}
	}
	return r.board.Do(ctx, op)
}

func (r *resting) Announce(ctx context.Context, p desk.Presence) error {
	if p.Doing != desk.Left && r.away[p.Agent] {
		r.did++
	}
	return r.board.Announce(ctx, p)
}

func TestColleaguesTakeBreaksOneAtATimeAndDoNothingMeanwhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &resting{board: newBoard(t, 3, 200)}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- Traffic(ctx, r, TrafficOptions{Level: Busy, Seed: 3, Owner: "sam"}) }()
		time.Sleep(2 * time.Hour)
		cancel()
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		if r.rested < 3 || r.most != 1 || r.did > 0 {
			t.Errorf("%d breaks, at most %d at once, and %d things done by who was away", r.rested, r.most, r.did)
		}
	})
}
