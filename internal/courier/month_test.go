package courier_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/courier"
	"github.com/heed-desk/heed/internal/promise"
)

const month = 30 * 24 * time.Hour

func TestOverAMonthNewsAreAskedForEveryMinuteToTheSecond(t *testing.T) {
	count, began := promise.Counting(t, promise.Clocks), time.Now()
	var pulls []time.Time
	world(t, func(_ *ledger, d *line) {
		d.fault = func(_ context.Context, what string, _ desk.Op, _ int) error {
			if what == "changes" {
				pulls = append(pulls, time.Now())
			}
			return nil
		}
	}, func(t *testing.T, _ *ledger, d *line, c *courier.Courier) {
		c.At(desk.Presence{Agent: "mia", Ticket: desk.NewTicketID(), Doing: desk.Viewing})
		pass(month)
		start := pulls[1] // the first two come with the start, and with the first hint
		for i, at := range pulls[1:] {
			if at.Sub(start) != time.Duration(i)*time.Minute {
				t.Fatalf("pull %d comes %s after the first", i, at.Sub(start))
			}
		}
		minutes := int(month / time.Minute)
		if len(pulls) < minutes || len(pulls) > minutes+2 {
			t.Errorf("%d pulls in %d minutes", len(pulls), minutes)
		}
		if quarters := minutes / 15; d.greets < quarters || d.greets > quarters+2 {
			t.Errorf("its clock was measured %d times in %d quarters of an hour", d.greets, quarters)
		}
		if tens := 6 * minutes; len(d.told) < tens || len(d.told) > tens+2 {
			t.Errorf("colleagues were told %d times where mia is, in %d times ten seconds", len(d.told), tens)
		}
		count.Run(0)
	})
	count.Figure("30 days, %d pulls, in %.1f s", len(pulls), time.Since(began).Seconds())
}

// tries are the moments at which an operation is tried that fails for a month.
func tries(t *testing.T, after time.Duration) []time.Time {
	t.Helper()
	var at []time.Time
	synctest.Test(t, func(t *testing.T) {
		l, d := newLedger(), newLine()
		d.fault = func(_ context.Context, what string, _ desk.Op, _ int) error {
			if what != "apply" {
				return nil
			}
			at = append(at, time.Now())
			return &desk.Temporary{Err: errDown.Err, After: after}
		}
		l.submit(reply(desk.NewTicketID(), "x"))
		var mu sync.Mutex
		chance := rand.New(rand.NewPCG(1, 2))
		c := courier.New(l, d, courier.Options{Rand: func() float64 {
			mu.Lock()
			defer mu.Unlock()
			return chance.Float64()
		}})
		ctx, end := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- c.Run(ctx) }()
		pass(month)
		end()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("Run ended with %v", err)
		}
	})
	return at
}

func TestOverAMonthWhatFailsIsTriedBetweenOnceASecondAndOnceInFiveMinutes(t *testing.T) {
	count, began := promise.Counting(t, promise.Clocks), time.Now()
	at := tries(t, 0)
	var sum, longest, shortest time.Duration
	shortest = month
	for i := 1; i < len(at); i++ {
		gap, ceiling := at[i].Sub(at[i-1]), 5*time.Minute
		if i < 9 {
			ceiling = time.Second << (i - 1)
		}
		if gap <= 0 || gap > ceiling+time.Second {
			t.Fatalf("try %d comes %s after the one before it, and may come after %s", i+1, gap, ceiling)
		}
		if i >= 9 {
			sum, longest, shortest = sum+gap, max(longest, gap), min(shortest, gap)
		}
	}
	// Any part of five minutes is as likely as any other.
	if mean := sum / time.Duration(len(at)-9); mean < 145*time.Second || mean > 155*time.Second {
		t.Errorf("a try comes %s after the one before it, taken over %d", mean, len(at))
	}
	if longest < 295*time.Second || shortest > 5*time.Second {
		t.Errorf("they come after %s at the earliest and %s at the latest: that is no chance", shortest, longest)
	}
	count.Run(len(at))
	count.Figure("30 days, %d tries, in %.1f s", len(at), time.Since(began).Seconds())
}

func TestOverAMonthADeskThatAsksForTimeGetsIt(t *testing.T) {
	count, began := promise.Counting(t, promise.Clocks), time.Now()
	const asked = 7 * time.Minute // longer than any backoff
	at := tries(t, asked)
	for i := 1; i < len(at); i++ {
		if gap := at[i].Sub(at[i-1]); gap < asked || gap > asked+time.Second {
			t.Fatalf("try %d comes %s after the one before it", i+1, gap)
		}
	}
	count.Run(len(at))
	count.Figure("30 days, %d tries, in %.1f s", len(at), time.Since(began).Seconds())
}
