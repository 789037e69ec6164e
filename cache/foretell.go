package cache

import (
	"errors"

	"github.com/heed-desk/heed/desk"
)

// foretell writes down what an operation that the desk has carried out did to the records of
// customers, where nobody else has changed the one that it names since its agent saw it: all that
// happened to that one are operations of one's own. The desk's own records come with the feed, a
// moment later; they have a higher version and stand above these. It returns the versions that the
// operation gave the records, as far as that can be told: the desk says the one of the record that the
// operation names, an older one does not (version is 0).
//
// The record that another one goes into is not compared: the feed never brings it with what it got
// before it brings the other one as gone, and then nothing is left to do.
func (w *batch) foretell(op desk.Op, version desk.Version, f desk.Facts) (madeVersions, error) {
	if op.Customer().IsZero() {
		return nil, nil
	}
	here := &people{k: &w.look}
	before, err := here.before(op)
	if errors.Is(err, desk.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	own, err := w.madeOf(before.Own.ID)
	if err != nil {
		return nil, err
	}
	after, changed, no := foresee(before, op, f)
	switch is := before.Own.Version; {
	case version > 0 && (is >= version || no != nil || !changed): // the feed came before the verdict
		return madeVersions{before.Own.ID: version}, nil //nolint:nilerr // what it did to it the feed says
	case version > 0:
		made, err := w.keepForetold(after)
		if made[before.Own.ID] > 0 {
			made[before.Own.ID] = version
		}
		return made, err
	case no != nil:
		return nil, nil //nolint:nilerr // the desk did it otherwise, and says so itself
	case !changed && own.between(op.Base, is-1):
		return madeVersions{before.Own.ID: is}, nil // the feed came before the verdict
	case !changed || !own.between(op.Base, is):
		return nil, nil
	}
	return w.keepForetold(after)
}

// keepForetold writes the records down, and says which versions the desk will give them.
func (w *batch) keepForetold(after desk.Persons) (madeVersions, error) {
	made := madeVersions{}
	for _, c := range []desk.Customer{after.Own, after.Into} {
		if c.ID.IsZero() || w.isGone(goneCustomer, c.ID.ID) || w.isAway(c.ID.ID) {
			continue
		}
		own, err := w.madeOf(c.ID)
		if err != nil {
			return nil, err
		}
		made[c.ID] = max(own.last(), c.Version) + 1
		box, name, err := w.keyOf(c.ID)
		if err != nil {
			return nil, err
		}
		if err := w.keepCustomer(box, name, &c); err != nil {
			return nil, err
		}
	}
	return made, nil
}

// madeVersions are the versions that an operation gave the records of customers.
type madeVersions map[desk.CustomerID]desk.Version

// ownVersions are those that operations of one's own gave one record.
type ownVersions map[desk.Version]bool

// madeOf reads which versions of a customer's record operations from here have made.
func (w *batch) madeOf(who desk.CustomerID) (ownVersions, error) {
	own := ownVersions{}
	err := w.eachCarried(func(_ []byte, _ desk.OpID, ticket desk.TicketID, open func() (carried, error)) (bool, error) {
		if !ticket.IsZero() {
			return true, nil
		}
		c, err := open()
		if v := c.Made[who]; v > 0 {
			own[v] = true
		}
		return true, err
	})
	return own, err
}

// between reports whether a record got from one version to another by operations of one's own alone.
func (o ownVersions) between(from, to desk.Version) bool {
	for v := from + 1; v <= to; v++ {
		if !o[v] {
			return false
		}
	}
	return from <= to
}

// last is the highest of them; 0 where there is none.
func (o ownVersions) last() (high desk.Version) {
	for v := range o {
		high = max(high, v)
	}
	return high
}
