package backend

import (
	"cmp"
	"encoding/json"
	"errors"

	"github.com/heed-desk/heed/desk"
)

// onCustomer applies an operation to a customer's record. What they are then comes by the feed:
// nothing of it is kept with the verdict. *desk.Problem.
func (t *tx) onCustomer(op desk.Op, f desk.Facts) (e effect, err error) {
	if no := op.AtOnce(); no != nil { // before anything is read: whoever has the turn keeps everybody waiting
		return e, no
	}
	p, err := t.persons(op)
	if err != nil {
		return e, err
	}
	after, changed, err := desk.ApplyCustomer(p, op, f)
	e = effect{changed: changed, object: "customer " + p.Own.ID.String(), was: version(p.Own.Version), is: version(after.Own.Version)}
	e.save = func() (int64, error) { return t.savePersons(p, after) }
	if err == nil {
		e.tell = func(v *desk.Verdict) { v.Made = after.Own.Version }
	}
	return e, err
}

// persons reads the records that an operation is done to. A change goes to the record that has
// everything of that person now: what somebody wrote down of them, offline or a moment too late, is
// as true of that one.
func (t *tx) persons(op desk.Op) (p desk.Persons, err error) {
	in, merges := op.Intent.(desk.MergeCustomer)
	if !merges {
		if p.Own, err = nowOf(t, op.Customer()); errors.Is(err, desk.ErrNotFound) {
			return desk.Persons{}, nil
		}
		return p, err
	}
	if p.Own, err = t.met(op.Customer()); err != nil {
		return p, err
	}
	p.Into, err = t.met(in.Into)
	return p, err
}

// met is a customer's record; the zero one where there is none.
func (t *tx) met(id desk.CustomerID) (desk.Customer, error) {
	c, err := customer(t, id)
	if errors.Is(err, desk.ErrNotFound) {
		return desk.Customer{}, nil
	}
	return c, err
}

// savePersons writes what changed, under one change number. Who goes into another one takes their
// tickets along, and who is called otherwise is so on theirs.
func (t *tx) savePersons(before, after desk.Persons) (seq int64, err error) {
	if seq, err = t.next(); err != nil {
		return 0, err
	}
	if err := t.saveCustomer(after.Own, seq); err != nil {
		return seq, err
	}
	if after.Own.MergedInto.IsZero() {
		if after.Own.Name == before.Own.Name {
			return seq, nil
		}
		return seq, t.passAllOn(before.Own.ID, after.Own, seq)
	}
	if err := t.saveCustomer(after.Into, seq); err != nil {
		return seq, err
	}
	if after.Into.Name != before.Into.Name || after.Into.Tier != before.Into.Tier {
		if err := t.passAllOn(after.Into.ID, after.Into, seq); err != nil {
			return seq, err
		}
	}
	return seq, t.passAllOn(before.Own.ID, after.Into, seq)
}

// passAllOn makes every ticket of a record another one's, or gives them what that is called now.
func (t *tx) passAllOn(from desk.CustomerID, to desk.Customer, seq int64) error {
	all, err := laid(t, `SELECT row, number, id FROM tickets WHERE requester = $1 ORDER BY row`, from.ID[:])
	for _, l := range all {
		if err == nil {
			err = t.passOn(l, to, seq)
		}
	}
	return err
}

// passOn makes a ticket a record's, by its name and standing.
func (t *tx) passOn(l lies, to desk.Customer, seq int64) error {
	r, err := t.ticket(l.id)
	if err != nil {
		return err
	}
	k := r.ticket
	k.Requester, k.RequesterName, k.Tier = to.ID, to.Name, to.Tier
	k.Version++
	state, err := json.Marshal(k)
	if err != nil {
		return err
	}
	t.hints = append(t.hints, desk.Hint{Seq: seq, Kind: desk.RecordTicket, Ticket: k.ID})
	_, err = t.saveTicket(l.at, k, string(state), seq)
	return err
}

// nowOf is the record that has everything of a customer, whatever it was merged into.
func nowOf(q query, id desk.CustomerID) (desk.Customer, error) {
	for range mostMerged {
		c, err := customer(q, id)
		if err != nil || c.MergedInto.IsZero() {
			return c, err
		}
		id = c.MergedInto
	}
	return desk.Customer{}, desk.ErrNotFound
}

// mostMerged is how often a record is looked for that was merged into another one, and that again.
const mostMerged = 32

// mergedInto are the records of which a customer's has everything now.
func mergedInto(q query, id desk.CustomerID) (all []desk.CustomerID, err error) {
	todo := []desk.CustomerID{id}
	for len(todo) > 0 {
		some, err := decoded[desk.Customer](q, `SELECT json FROM customers WHERE json LIKE $1 ESCAPE '\'`, `%"merged\_into":"`+todo[0].String()+`"%`)
		if err != nil {
			return nil, err
		}
		todo = todo[1:]
		for _, c := range some {
			all, todo = append(all, c.ID), append(todo, c.ID)
		}
	}
	return all, nil
}

// forWhom has an operation that opens a ticket open it for the record that has everything of its
// requester now, by the name that they have where it says none.
func (t *tx) forWhom(op desk.Op) (desk.Op, error) {
	in, is := op.Intent.(desk.Create)
	if !is || in.Requester.IsZero() {
		return op, nil
	}
	c, err := nowOf(t, in.Requester)
	if errors.Is(err, desk.ErrNotFound) || c.ID == in.Requester && !in.RequesterName.IsEmpty() {
		return op, nil
	}
	if in.RequesterName.IsEmpty() {
		in.Tier = cmp.Or(in.Tier, c.Tier)
	}
	in.Requester, in.RequesterName = c.ID, c.Name
	op.Intent = in
	return op, err
}
