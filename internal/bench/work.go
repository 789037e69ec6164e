package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/heed-desk/heed/desk"
)

// work measures how many tickets so many colleagues claim and answer at once, each the next as
// soon as the last one is answered. It is over when a share of the tickets has been.
func (t *team) work(bare float64, tickets int) func(context.Context, *report) error {
	return func(ctx context.Context, r *report) error {
		queue, _, err := t.list(ctx, 0, desk.ViewUnassigned)
		if err != nil {
			return err
		}
		for _, load := range []struct{ clients, tickets int }{{1, tickets / 100}, {8, 3 * tickets / 100}, {64, 4 * tickets / 100}} {
			if len(queue) < load.tickets {
				return fmt.Errorf("%d tickets wait, and %d are to be answered", len(queue), load.tickets)
			}
			name := claimAndReply(load.clients)
			perSecond, err := t.hurried(r, name, load.tickets, func() ([]time.Duration, error) {
				return t.answer(ctx, load.clients, queue[:load.tickets])
			})
			if err != nil {
				return err
			}
			queue = queue[load.tickets:]
			r.add(name+": commits against bare ones", 2*perSecond/bare, "x", load.tickets)
		}
		return nil
	}
}

// hurried notes how many of something there are in a second, how long each takes, and what that costs
// the processor at the server and in its database.
func (t *team) hurried(r *report, name string, n int, do func() ([]time.Duration, error)) (perSecond float64, err error) {
	before, err := t.used()
	if err != nil {
		return 0, err
	}
	begun := time.Now()
	took, err := do()
	if err != nil {
		return 0, err
	}
	perSecond = float64(n) / time.Since(begun).Seconds()
	after, err := t.used()
	if err != nil {
		return 0, err
	}
	r.add(name, perSecond, "/s", n)
	r.spread(name, took, 0, 0)
	r.add(name+ofServer, ms(after.server-before.server)/float64(n), "ms", n)
	if t.ground.cluster != nil {
		r.add(name+ofDatabase, ms(after.database-before.database)/float64(n), "ms", n)
	}
	return perSecond, nil
}

// answer has so many colleagues answer all tickets, and returns how long each took of them.
func (t *team) answer(ctx context.Context, clients int, queue []desk.Excerpt) (took []time.Duration, err error) {
	took = make([]time.Duration, len(queue))
	wrong := make([]error, clients)
	var next atomic.Int64
	var all sync.WaitGroup
	for who := range clients {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(queue) && wrong[who] == nil; i = int(next.Add(1)) - 1 {
				begun := time.Now()
				wrong[who] = t.claimAndReply(ctx, who, queue[i])
				took[i] = time.Since(begun)
			}
		})
	}
	all.Wait()
	return took, errors.Join(wrong...)
}

// answerText is as long as replies mostly are.
const answerText = "Hello, thank you for writing. The parcel left us yesterday and should be with you tomorrow; " +
	"the link in the mail that you had from us shows where it is. Tell us if it has not come by Friday, and we send another one. Kind regards, Robin"

func (t *team) claimAndReply(ctx context.Context, who int, k desk.Excerpt) error {
	v, err := t.apply(ctx, who, desk.Op{Ticket: k.ID, Base: k.Version, Seen: k.LastMessage, Intent: desk.Assign{To: account(who)}})
	if err != nil {
		return err
	}
	_, err = t.apply(ctx, who, desk.Op{Ticket: k.ID, Base: v.Ticket.Version, Seen: v.Ticket.LastMessage, Intent: desk.Reply{Text: desk.Foreign(answerText)}})
	return err
}

// apply carries out an operation of an account. One that the desk refuses is an error.
func (t *team) apply(ctx context.Context, who int, op desk.Op) (desk.Verdict, error) {
	op.ID, op.Actor, op.At = desk.NewOpID(), account(who), time.Now().UTC()
	v, err := t.lines[who].Apply(ctx, op)
	if err == nil && v.Outcome != desk.Applied {
		err = fmt.Errorf("the desk says %s: %w", v.Outcome, v.Problem)
	}
	return v, err
}
