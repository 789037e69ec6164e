package cache

import (
	"slices"
	"sync"

	"github.com/heed-desk/heed/desk"
)

// leaving is whose erasure is being written: what waits of them has been dropped, and no reader
// can see yet that they are gone.
type leaving struct {
	mu  sync.Mutex
	all map[*batch]erasure
}

// erasure is whose words are not to stay.
type erasure struct {
	tickets []desk.TicketID
	who     []desk.CustomerID
}

// erasureOf is whom some operations are about.
func erasureOf(ops []desk.Op) (e erasure) {
	for _, op := range ops {
		if !op.Ticket.IsZero() {
			e.tickets = append(e.tickets, op.Ticket)
		}
		if who := op.Whom(); !who.IsZero() {
			e.who = append(e.who, who)
		}
	}
	return e
}

func (e *erasure) has(op desk.Op) bool {
	return slices.Contains(e.tickets, op.Ticket) || slices.Contains(e.who, op.Whom())
}

func (l *leaving) begin(w *batch) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.all == nil {
		l.all = map[*batch]erasure{}
	}
	l.all[w] = erasure{slices.Clone(w.lost), slices.Clone(w.erased)}
}

// end is called once readers see what a batch has erased, or it was given up.
func (l *leaving) end(w *batch) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.all, w)
}

// any reports whether one of some operations is about one of them.
func (l *leaving) any(ops []desk.Op) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range l.all {
		if slices.ContainsFunc(ops, e.has) {
			return true
		}
	}
	return false
}
