package courier_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/heed-desk/heed/desk"
)

// ledger is an outbox and a store in memory, as plain as can be.
type ledger struct {
	mu     sync.Mutex
	ops    []*entry
	cursor desk.Cursor
	pages  []desk.Page
	links  []desk.Link
	seen   []desk.Presence
	verd   []desk.Verdict
	wake   chan struct{}
	fail   func(what string) error
}

type entry struct {
	op      desk.Op
	after   time.Time
	claimed bool
	unsure  bool
	parked  bool
}

func newLedger() *ledger { return &ledger{wake: make(chan struct{}, 1), cursor: "0"} }

func (l *ledger) submit(ops ...desk.Op) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, op := range ops {
		l.ops = append(l.ops, &entry{op: op})
	}
	l.awake()
}

func (l *ledger) awake() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

func (l *ledger) broken(what string) error {
	if l.fail == nil {
		return nil
	}
	return l.fail(what)
}

func (l *ledger) Ready(_ context.Context, now time.Time) ([]desk.Op, time.Time, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.broken("ready"); err != nil {
		return nil, time.Time{}, err
	}
	var ready []desk.Op
	var next time.Time
	first := map[desk.TicketID]bool{}
	for _, e := range l.ops {
		if first[e.op.Ticket] {
			continue
		}
		first[e.op.Ticket] = true
		switch {
		case e.claimed || e.parked:
		case e.after.After(now):
			if next.IsZero() || e.after.Before(next) {
				next = e.after
			}
		default:
			ready = append(ready, e.op)
		}
	}
	return ready, next, nil
}

func (l *ledger) find(id desk.OpID) *entry {
	for _, e := range l.ops {
		if e.op.ID == id {
			return e
		}
	}
	return nil
}

func (l *ledger) Claim(id desk.OpID) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.broken("claim"); err != nil {
		return false, err
	}
	e := l.find(id)
	if e == nil || e.claimed {
		return false, nil
	}
	e.claimed = true
	return true, nil
}

func (l *ledger) Release(id desk.OpID, after time.Time, unsure bool) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.broken("release"); err != nil {
		return err
	}
	e := l.find(id)
	e.claimed, e.after, e.unsure = false, after, unsure
	return nil
}

func (l *ledger) Unsure(id desk.OpID) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	e := l.find(id)
	return e != nil && e.unsure, nil
}

func (l *ledger) Settle(id desk.OpID, v desk.Verdict) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.broken("settle"); err != nil {
		return err
	}
	l.verd = append(l.verd, v)
	if v.Outcome != desk.Applied {
		l.find(id).parked = true
		return nil
	}
	l.ops = slices.DeleteFunc(l.ops, func(e *entry) bool { return e.op.ID == id })
	return nil
}

func (l *ledger) Wake() <-chan struct{} { return l.wake }

func (l *ledger) Cursor() desk.Cursor {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.cursor
}

func (l *ledger) Take(p desk.Page) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.broken("take"); err != nil {
		return err
	}
	l.pages = append(l.pages, p)
	l.cursor = p.Next
	return nil
}

func (l *ledger) Resync(fill func(desk.Shadow) error) error {
	s := &shadow{}
	if err := fill(s); err != nil {
		return err
	}
	if !s.done {
		return errors.New("not complete")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cursor, l.pages = s.next, s.pages
	return nil
}

func (l *ledger) Linked(k desk.Link) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.links = append(l.links, k)
}

func (l *ledger) Described(desk.Description) error { return nil }

func (l *ledger) Seen(p desk.Presence) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seen = append(l.seen, p)
}

func (l *ledger) link() desk.Link {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.links) == 0 {
		return desk.Link{}
	}
	return l.links[len(l.links)-1]
}

func (l *ledger) left() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.ops)
}

type shadow struct {
	pages []desk.Page
	n     int
	next  desk.Cursor
	done  bool
}

func (s *shadow) Take(p desk.Page) error {
	s.pages = append(s.pages, p)
	s.n += len(p.Tickets)
	return nil
}

func (s *shadow) Done(n int, next desk.Cursor) error {
	if n != s.n {
		return errors.New("the count is not what was taken")
	}
	s.next, s.done = next, true
	return nil
}
