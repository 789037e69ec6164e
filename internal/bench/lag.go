package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
)

const (
	each          = 16 // listeners of one account
	manyListeners = 1000
	changes       = 300                   // that are made while they listen
	pace          = 20 * time.Millisecond // from one to the next, at least
)

// lags measures how long after its answer a change is told to those who listen: to one, and to
// as many as a large team has.
func (t *team) lags(ctx context.Context, r *report) error {
	for _, many := range []int{1, manyListeners} {
		if err := t.lag(ctx, r, many); err != nil {
			return fmt.Errorf("with %d listeners: %w", many, err)
		}
	}
	return nil
}

func (t *team) lag(ctx context.Context, r *report, many int) (err error) {
	a, err := t.listen(ctx, many)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.leave()) }()
	queue, _, err := t.list(ctx, accounts-1, desk.ViewUnassigned)
	if err != nil {
		return err
	}
	answered := map[desk.TicketID]time.Time{}
	beat := time.NewTicker(pace)
	defer beat.Stop()
	for _, k := range queue[:min(changes, len(queue))] {
		<-beat.C
		op := desk.Op{Ticket: k.ID, Base: k.Version, Seen: k.LastMessage, Intent: desk.Note{Text: desk.Foreign("The depot was called.")}}
		if _, err := t.apply(ctx, accounts-1, op); err != nil {
			return err
		}
		answered[k.ID] = time.Now()
	}
	took, err := a.heard(answered)
	if err != nil {
		return err
	}
	r.spread(lagName(many), took, 0, 0)
	size, err := resident(t.server.pid())
	r.add(memoryWith(many), megabytes(size), "MB", 1)
	return err
}

// audience are those who listen.
type audience struct {
	all  []*listener
	end  context.CancelFunc
	work sync.WaitGroup
}

// listener is one who listens, and when it heard of which change.
type listener struct {
	line  *client.Line
	mu    sync.Mutex
	told  []told
	there atomic.Bool // it is told from now on
}

type told struct {
	hint desk.Hint
	at   time.Time
}

// listen has so many listen, and returns once all of them are told what happens.
func (t *team) listen(ctx context.Context, many int) (*audience, error) {
	ctx, end := context.WithCancel(ctx)
	a := &audience{end: end}
	for n := range many {
		line, err := client.New(client.Options{URL: t.server.url, Token: t.tokens[n/each]})
		if err != nil {
			return nil, errors.Join(err, a.leave())
		}
		l := &listener{line: line}
		a.all = append(a.all, l)
		a.work.Go(func() { _ = line.Watch(ctx, l.hear) }) // until ctx ends; who does not listen is found missing
	}
	limit := time.Now().Add(patience)
	for _, l := range a.all {
		for !l.there.Load() {
			if time.Now().After(limit) {
				return nil, errors.Join(errors.New("somebody cannot listen"), a.leave())
			}
			time.Sleep(time.Millisecond)
		}
	}
	return a, nil
}

// hear notes a hint. The first one only says that the desk does not know what was missed before.
func (l *listener) hear(h desk.Hint) {
	at := time.Now()
	if l.there.Swap(true) {
		l.mu.Lock()
		l.told = append(l.told, told{h, at})
		l.mu.Unlock()
	}
}

// newest is the number of the newest change that was heard of.
func (l *listener) newest() (seq int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, t := range l.told {
		seq = max(seq, t.hint.Seq)
	}
	return seq
}

// numbers are those of the changes that were heard of.
func (a *audience) numbers() map[desk.TicketID]int64 {
	of := map[desk.TicketID]int64{}
	for _, l := range a.all {
		l.mu.Lock()
		for _, t := range l.told {
			if !t.hint.Reset {
				of[t.hint.Ticket] = t.hint.Seq
			}
		}
		l.mu.Unlock()
	}
	return of
}

// heard is how long after its answer each change was heard of by each listener, once all are; 0
// where it was before. Who was told to look at everything has heard of all up to there.
func (a *audience) heard(answered map[desk.TicketID]time.Time) (took []time.Duration, err error) {
	var of map[desk.TicketID]int64
	for limit := time.Now().Add(patience); len(of) < len(answered); of = a.numbers() {
		if time.Now().After(limit) {
			return nil, fmt.Errorf("of %d changes %d were heard of", len(answered), len(of))
		}
		time.Sleep(10 * time.Millisecond)
	}
	for _, l := range a.all {
		for limit := time.Now().Add(patience); l.newest() < newestOf(of); {
			if time.Now().After(limit) {
				return nil, errors.New("somebody was not told all")
			}
			time.Sleep(10 * time.Millisecond)
		}
		for ticket, at := range answered {
			took = append(took, max(l.heardOf(of[ticket]).Sub(at), 0))
		}
	}
	return took, nil
}

func newestOf(of map[desk.TicketID]int64) (seq int64) {
	for _, s := range of {
		seq = max(seq, s)
	}
	return seq
}

// heardOf is when a change was first heard of.
func (l *listener) heardOf(seq int64) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, t := range l.told {
		if t.hint.Seq >= seq {
			return t.at
		}
	}
	return time.Time{}
}

func (a *audience) leave() error {
	a.end()
	a.work.Wait()
	var err error
	for _, l := range a.all {
		err = errors.Join(err, l.line.Close())
	}
	return err
}
