package cache

import (
	"errors"

	"github.com/heed-desk/heed/desk"
)

// This file lays what waits in the outbox over the records of customers.

// people are the records of customers as they will be once the desk has what waits for it.
type people struct {
	k    *look
	laid map[desk.CustomerID]desk.Customer // those to which something is done
	into map[desk.CustomerID][]desk.CustomerID
}

// mostMerged is how often a record is looked for that was merged into another one, and that again.
const mostMerged = 32

// foreseen lays the operations on customers that the desk may yet carry out over what it last said.
// A record keeps the version that the desk gave it: what is done next is based on that.
func (l *Ledger) foreseen(k *look) *people {
	p := &people{k: k, laid: map[desk.CustomerID]desk.Customer{}, into: map[desk.CustomerID][]desk.CustomerID{}}
	for _, op := range l.onItsWay() {
		if op.Customer().IsZero() {
			continue
		}
		before, err := p.before(op)
		if err != nil {
			continue // what cannot be read has nothing laid over it, and is told of where it is read
		}
		after, changed, err := foresee(before, op, l.commonFacts(op))
		if err != nil || !changed {
			continue
		}
		p.laid[after.Own.ID] = after.Own
		if in, is := op.Intent.(desk.MergeCustomer); is {
			p.laid[in.Into] = after.Into
			p.into[in.Into] = append(p.into[in.Into], op.Customer())
		}
	}
	return p
}

// foresee is what an operation makes of the records, in the versions that they have.
func foresee(before desk.Persons, op desk.Op, f desk.Facts) (after desk.Persons, changed bool, err error) {
	after, changed, err = desk.ApplyCustomer(before, op, f)
	after.Own.Version, after.Into.Version = before.Own.Version, before.Into.Version
	return after, changed, err
}

// before are the records that an operation is done to: a change goes to the one that has everything
// of that person now.
func (p *people) before(op desk.Op) (of desk.Persons, err error) {
	in, merges := op.Intent.(desk.MergeCustomer)
	if !merges {
		of.Own, err = p.now(op.Customer())
		return of, err
	}
	if of.Own, err = p.record(op.Customer()); err != nil {
		return of, err
	}
	of.Into, err = p.record(in.Into)
	return of, err
}

// record is one record, merged or not.
func (p *people) record(id desk.CustomerID) (desk.Customer, error) {
	if c, is := p.laid[id]; is {
		return c, nil
	}
	return p.k.customer(id)
}

// now is the record that has everything of a customer, whatever it was merged into.
func (p *people) now(id desk.CustomerID) (desk.Customer, error) {
	for range mostMerged {
		c, err := p.record(id)
		if err != nil || c.MergedInto.IsZero() {
			return c, err
		}
		id = c.MergedInto
	}
	return desk.Customer{}, desk.ErrNotFound
}

// goingInto are a record and those that the desk is yet to merge into it: their tickets stand
// under them until then. Of a record that has gone into another one it is that one's.
func (p *people) goingInto(id desk.CustomerID) ([]desk.CustomerID, error) {
	c, err := p.now(id)
	switch {
	case errors.Is(err, desk.ErrNotFound):
		return []desk.CustomerID{id}, nil // its tickets may come before it
	case err != nil:
		return nil, err
	}
	all := []desk.CustomerID{c.ID}
	for i := 0; i < len(all); i++ {
		all = append(all, p.into[all[i]]...)
	}
	return all, nil
}
