package cache

import (
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/heed-desk/heed/desk"
)

// ErrClosed says that a subscription, or its ledger, has been closed.
var ErrClosed = errors.New("the ledger is closed")

// mostDirty is how many changes a subscription tells apart. Beyond that, all has changed.
const mostDirty = 256

// Subscription hears where the ledger moved. It keeps a set, not a queue: one that is
// slow hears less, and nobody ever waits for it.
type Subscription struct {
	all    *subscribers
	signal chan struct{}

	mu     sync.Mutex
	dirty  map[desk.Change]struct{}
	order  []desk.Change
	closed bool
}

// subscribers are those who listen.
type subscribers struct {
	mu     sync.Mutex
	list   []*Subscription
	closed bool
}

// Subscribe starts to listen. The subscription must be closed.
func (l *Ledger) Subscribe() *Subscription {
	s := &Subscription{all: &l.subs, signal: make(chan struct{}, 1), dirty: map[desk.Change]struct{}{}}
	l.subs.mu.Lock()
	defer l.subs.mu.Unlock()
	s.closed = l.subs.closed
	l.subs.list = append(l.subs.list, s)
	if s.closed {
		signal(s.signal)
	}
	return s
}

// Next waits until something has moved, and returns everything that has since the last
// time, each once. It fails with ctx's error, or with ErrClosed.
func (s *Subscription) Next(ctx context.Context) ([]desk.Change, error) {
	for {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-s.signal:
		}
		s.mu.Lock()
		moved, closed := s.order, s.closed
		s.order = nil
		clear(s.dirty)
		s.mu.Unlock()
		if closed {
			signal(s.signal) // for whoever asks again
			return nil, ErrClosed
		}
		if len(moved) > 0 {
			return moved, nil
		}
	}
}

// Close stops listening. Next returns ErrClosed from then on.
func (s *Subscription) Close() {
	s.all.mu.Lock()
	s.all.list = slices.DeleteFunc(s.all.list, func(o *Subscription) bool { return o == s })
	s.all.mu.Unlock()
	s.end()
}

func (s *Subscription) end() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	signal(s.signal)
}

// note adds changes to the set.
func (s *Subscription) note(changes []desk.Change) {
	all := desk.Change{Kind: desk.ChangedAll}
	s.mu.Lock()
	for _, c := range changes {
		if _, there := s.dirty[all]; there {
			break
		}
		if _, there := s.dirty[c]; there {
			continue
		}
		if c.Kind == desk.ChangedAll || len(s.order) >= mostDirty {
			clear(s.dirty)
			s.order, c = s.order[:0:0], all
		}
		s.dirty[c] = struct{}{}
		s.order = append(s.order, c)
	}
	s.mu.Unlock()
	signal(s.signal)
}

func (a *subscribers) tell(c desk.Change) { a.tellAll([]desk.Change{c}) }

func (a *subscribers) tellAll(changes []desk.Change) {
	if len(changes) == 0 {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, s := range a.list {
		s.note(changes)
	}
}

func (a *subscribers) close() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.closed = true
	for _, s := range a.list {
		s.end()
	}
}
