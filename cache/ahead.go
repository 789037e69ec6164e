package cache

import (
	"errors"
	"slices"
	"sync"

	"github.com/heed-desk/heed/desk"
)

// ahead is what the desk has carried out on records of customers that the feed has not brought with it
// yet. A page may set out before a verdict and arrive behind it: what it brings is older than what is
// known to be, and what was done since is laid over it again.
type ahead struct {
	mu sync.Mutex
	of map[desk.CustomerID][]aheadOp
}

// aheadOp is an operation, and the version that it gave a record.
type aheadOp struct {
	op      desk.Op
	version desk.Version
}

// mostAhead is how many operations on one record are known to be ahead of the feed.
const mostAhead = 100

// add notes what an operation made.
func (a *ahead) add(op desk.Op, made madeVersions) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for who, version := range made {
		if a.of == nil {
			a.of = map[desk.CustomerID][]aheadOp{}
		}
		a.of[who] = append(without(a.of[who], op.ID), aheadOp{op, version})
		a.of[who] = a.of[who][max(0, len(a.of[who])-mostAhead):]
	}
}

// drop forgets an operation of which nothing was written.
func (a *ahead) drop(id desk.OpID, made madeVersions) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for who := range made {
		if left := without(a.of[who], id); len(left) > 0 {
			a.of[who] = left
		} else {
			delete(a.of, who)
		}
	}
}

func without(all []aheadOp, id desk.OpID) []aheadOp {
	return slices.DeleteFunc(all, func(done aheadOp) bool { return done.op.ID == id })
}

// since is what was done to a record after a version of it, in its order.
func (a *ahead) since(who desk.CustomerID, version desk.Version) (ops []desk.Op) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, done := range a.of[who] {
		if done.version > version {
			ops = append(ops, done.op)
		}
	}
	return ops
}

// caughtUp forgets what a page has brought, or buried.
func (a *ahead) caughtUp(p *desk.Page) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for i := range p.Customers {
		c := &p.Customers[i]
		left := slices.DeleteFunc(a.of[c.ID], func(done aheadOp) bool { return done.version <= c.Version })
		if len(left) > 0 {
			a.of[c.ID] = left
		} else {
			delete(a.of, c.ID)
		}
	}
	for _, gone := range p.Gone {
		var id desk.ID
		if gone.Kind == desk.RecordCustomer && readID(&id, gone.ID) {
			delete(a.of, desk.CustomerID{ID: id})
		}
	}
}

// clear forgets all of it: the records are another desk's, or fetched anew.
func (a *ahead) clear() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.of = nil
}

// layAhead lays over the records of a page what was done to them since.
func (w *batch) layAhead(p *desk.Page, l *Ledger) error {
	for i := range p.Customers {
		for _, op := range l.ahead.since(p.Customers[i].ID, p.Customers[i].Version) {
			here := &people{k: &w.look}
			before, err := here.before(op)
			if errors.Is(err, desk.ErrNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			after, changed, no := foresee(before, op, l.commonFacts(op))
			if no != nil || !changed {
				continue // it stands there already
			}
			if _, err := w.keepForetold(after); err != nil {
				return err
			}
		}
	}
	return nil
}
