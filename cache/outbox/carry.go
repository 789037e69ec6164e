package outbox

import (
	"time"

	"github.com/heed-desk/heed/desk"
)

// Ready returns the operations that may be sent at now: the oldest of each lane, if
// nothing holds it. Next is when another one becomes ready by itself; zero for never.
func (o *Outbox) Ready(now time.Time) (ops []desk.Op, next time.Time) {
	seen := map[desk.Lane]bool{}
	queue := o.state.Load().queue
	underWay := map[desk.Lane]bool{}
	for _, e := range queue {
		underWay[e.Op.Lane()] = underWay[e.Op.Lane()] || e.Claimed
	}
	for _, e := range queue {
		if seen[e.Op.Lane()] {
			continue
		}
		if e.putOff(now) {
			if next.IsZero() || e.Until.Before(next) {
				next = e.Until
			}
			continue
		}
		seen[e.Op.Lane()] = true
		if e.Later && underWay[e.Op.Lane()] {
			continue // what went past it is still on its way
		}
		if e.stopped() || e.Claimed {
			continue
		}
		if at := e.ready(); at.After(now) {
			if next.IsZero() || at.Before(next) {
				next = at
			}
			continue
		}
		ops = append(ops, e.Op)
	}
	return ops, next
}

// ready is when an entry may be sent at the earliest.
func (e *entry) ready() time.Time {
	if e.after.After(e.Until) {
		return e.after
	}
	return e.Until
}

// Claim takes an operation out of reach of undo, and reports whether it was there to be taken.
func (o *Outbox) Claim(id desk.OpID) (bool, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	e := o.state.Load().find(id)
	if e == nil || e.stopped() || e.Claimed {
		return false, nil
	}
	claimed := *e
	claimed.Claimed = true
	if err := o.note(change{Put: []*entry{&claimed}}); err != nil {
		return false, err
	}
	return true, nil
}

// Release gives a claimed operation back, to be tried again not before after. Unsure says
// that the try may have been carried out.
func (o *Outbox) Release(id desk.OpID, after time.Time, unsure bool) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	e := o.state.Load().find(id)
	if e == nil || !e.Claimed {
		return nil
	}
	released := *e
	released.Claimed, released.Unsure = false, unsure
	released.Tries++
	released.after = after
	return o.note(change{Put: []*entry{&released}})
}

// Unsure reports whether a try of the operation may have been carried out.
func (o *Outbox) Unsure(id desk.OpID) bool {
	e := o.state.Load().find(id)
	return e != nil && e.Unsure
}

// Settled removes operations that the desk has carried out.
func (o *Outbox) Settled(ids ...desk.OpID) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	s := o.state.Load()
	var c change
	for _, id := range ids {
		if s.find(id) != nil {
			c.Drop = append(c.Drop, id)
		}
	}
	if len(c.Drop) == 0 {
		return nil
	}
	return o.commit(c)
}

// Stopped marks an operation that the desk did not carry out, or of which nobody knows:
// it and what follows on its ticket wait for the agent.
func (o *Outbox) Stopped(id desk.OpID, how desk.OpState, why *desk.Problem, came []desk.Message) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	e := o.state.Load().find(id)
	if e == nil || e.stopped() {
		return nil
	}
	stopped := *e
	stopped.Claimed, stopped.Unsure = false, false
	stopped.Stopped, stopped.Problem, stopped.Came = how, why, came
	return o.commit(change{Put: []*entry{&stopped}})
}
