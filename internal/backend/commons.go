package backend

import (
	"encoding/json"
	"errors"

	"github.com/heed-desk/heed/desk"
)

// This file does what concerns the desk and no ticket: filters that are shared, the phrasebook,
// and breaks.

const (
	selectFilter = `SELECT json FROM filters WHERE id = $1`
	countFilters = `SELECT count(*) FROM filters WHERE ended IS NULL`
)

// effect is what an operation of the desk's own comes to.
type effect struct {
	changed         bool
	save            func() (seq int64, err error) // writes what changed
	object, was, is string                        // of the audit trail
	tell            func(*desk.Verdict)           // what the verdict has of it; nil for nothing
}

// performOfDesk applies an operation of the desk's own that never came before, and records
// what became of it.
func (t *tx) performOfDesk(op desk.Op, hash []byte, f desk.Facts) (desk.Verdict, error) {
	v := desk.Verdict{Op: op.ID, Outcome: desk.Applied}
	e, err := t.effectOfDesk(op, f)
	if err != nil {
		if !errors.As(err, &v.Problem) {
			return desk.Verdict{}, err
		}
		v.Outcome = desk.Refused
	}
	var seq any
	if e.changed {
		n, err := e.save()
		if err != nil {
			return desk.Verdict{}, err
		}
		seq = n
		t.carriedOut(op, hash, e.object, e.was, e.is)
	}
	if e.tell != nil {
		e.tell(&v)
	}
	return v, t.recordOfDesk(op, hash, v, seq)
}

// effectOfDesk is what an operation on anything but a ticket does: nothing of one by whom nothing can be
// written, who can be on no break either. *desk.Problem.
func (t *tx) effectOfDesk(op desk.Op, f desk.Facts) (effect, error) {
	if !f.Rights.Write {
		return effect{}, desk.Refuse(desk.NotAllowed)
	}
	switch op.Intent.(type) {
	case desk.EditCustomer, desk.MergeCustomer:
		return t.onCustomer(op, f)
	default:
		return t.onCommons(op, f)
	}
}

// onCommons applies an operation to what all of the desk have, or to who does it. *desk.Problem.
func (t *tx) onCommons(op desk.Op, f desk.Facts) (e effect, err error) {
	c, err := t.commons(op)
	if err != nil {
		return e, err
	}
	after, changed, err := desk.ApplyCommons(c, op, f)
	e = effect{changed: changed, object: "user " + string(op.Actor)}
	e.save = func() (int64, error) { return t.saveCommons(c, after) }
	switch op.Intent.(type) {
	case desk.ShareFilter, desk.UnshareFilter:
		e.object = "filter " + after.Filter.ID
	case desk.PutReply, desk.DropReply:
		e.object = "reply " + op.CannedOf().String()
		e.was, e.is = version(c.Shelf.Reply.Version), version(after.Shelf.Reply.Version)
	}
	e.tell = func(v *desk.Verdict) {
		switch op.Intent.(type) {
		case desk.TakeBreak, desk.EndBreak:
			v.Agent = &after.Actor
		case desk.PutReply, desk.DropReply:
			if !after.Shelf.Reply.ID.IsZero() {
				v.Canned = &after.Shelf.Reply
			}
		default:
			if after.Filter.Version > 0 {
				v.Filter = &after.Filter
			}
		}
	}
	return e, err
}

// commons reads what an operation is done to.
func (t *tx) commons(op desk.Op) (c desk.Commons, err error) {
	var id string
	switch in := op.Intent.(type) {
	case desk.ShareFilter:
		id = in.ID
	case desk.UnshareFilter:
		id = in.ID
	}
	if id != "" {
		c.Filter, err = one[desk.Filter](t, selectFilter, id)
		if err != nil && !errors.Is(err, desk.ErrNotFound) {
			return c, err
		}
		if err := t.row(countFilters).Scan(&c.Shared); err != nil {
			return c, err
		}
	}
	if id := op.CannedOf(); !id.IsZero() {
		if c.Shelf, err = t.shelf(op, id); err != nil {
			return c, err
		}
	}
	c.Actor, err = agent(t, op.Actor)
	return c, err
}

// shelf reads the canned reply that an operation names, and what stands against a new one.
func (t *tx) shelf(op desk.Op, id desk.CannedID) (s desk.Shelf, err error) {
	s.Reply, err = one[desk.Canned](t, selectCanned, id.ID[:])
	if err != nil && !errors.Is(err, desk.ErrNotFound) {
		return s, err
	}
	var gone int
	if err := t.row(`SELECT count(*) FROM gone WHERE kind = $1 AND id = $2`, string(desk.RecordCanned), id.String()).Scan(&gone); err != nil {
		return s, err
	}
	s.Gone = gone > 0
	in, puts := op.Intent.(desk.PutReply)
	if !puts {
		return s, nil
	}
	if err := t.row(`SELECT count(*) FROM canned`).Scan(&s.Total); err != nil {
		return s, err
	}
	s.Named, err = t.named(in.Name, id)
	return s, err
}

// named finds another canned reply of a name; zero for none. The database looks through the
// records as they are written: of the phrasebook only those that may have it are read.
func (t *tx) named(name string, but desk.CannedID) (desk.CannedID, error) {
	written, err := json.Marshal(name)
	if err != nil {
		return desk.CannedID{}, err
	}
	all, err := decoded[desk.Canned](t, `SELECT json FROM canned WHERE id <> $1 AND replace(json, $2, '') <> json`, but.ID[:], `"name":`+string(written))
	for _, c := range all {
		if c.Name == name {
			return c.ID, err
		}
	}
	return desk.CannedID{}, err
}

// saveCommons writes what changed, under one change number.
func (t *tx) saveCommons(before, after desk.Commons) (seq int64, err error) {
	if seq, err = t.next(); err != nil {
		return 0, err
	}
	if after.Filter != before.Filter {
		t.hints = append(t.hints, desk.Hint{Seq: seq, Kind: desk.RecordFilter})
		err = t.saveFilter(after.Filter, seq)
	}
	if is, was := after.Shelf.Reply, before.Shelf.Reply; err == nil && after.Shelf.Differs(before.Shelf) {
		if is.ID.IsZero() {
			err = t.dropCanned(was.ID, seq)
		} else {
			err = t.saveCanned(is, seq)
		}
	}
	if err == nil && after.Actor.Version != before.Actor.Version {
		err = t.saveAgent(after.Actor, seq)
	}
	return seq, err
}

// saveFilter writes a shared filter, and forgets those of which nobody can have missed the end.
func (t *tx) saveFilter(f desk.Filter, seq int64) error {
	if err := t.saveRecord(`INSERT INTO filters (id, seq, version, json) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET seq = $2, version = $3, json = $4`, f.ID, seq, f.Version, f); err != nil {
		return err
	}
	if err := t.exec(`UPDATE filters SET ended = $1 WHERE id = $2`, millis(f.Ended), f.ID); err != nil {
		return err
	}
	return t.exec(`DELETE FROM filters WHERE ended < $1`, t.now.Add(-desk.TombstonesLast).UnixMilli())
}

// recordOfDesk writes a verdict under its operation's id. What it was done to goes with it as
// it stood then: it may change afterwards.
func (t *tx) recordOfDesk(op desk.Op, hash []byte, v desk.Verdict, seq any) error {
	var problem any
	if v.Problem != nil {
		j, err := json.Marshal(v.Problem)
		if err != nil {
			return err
		}
		problem = string(j)
	}
	state, err := json.Marshal(stateOfDesk{v.Filter, v.Canned, v.Agent, v.Made})
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO ops (id, hash, actor, kind, at, seq, outcome, problem, ticket, state, first, last)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, $9, 0, 0)`,
		op.ID.ID[:], hash, string(op.Actor), string(op.Intent.Kind()), t.now.UnixMilli(), seq, string(v.Outcome), problem, string(state))
}

// stateOfDesk is what a recorded verdict on no ticket was done to.
type stateOfDesk struct {
	Filter *desk.Filter `json:"filter,omitempty"`
	Canned *desk.Canned `json:"canned,omitempty"`
	Agent  *desk.Agent  `json:"agent,omitempty"`
	Made   desk.Version `json:"made,omitempty"`
}

// seenBy takes from records what is nobody else's business: of colleagues, and of tickets.
func seenBy[T interface{ For(who desk.AgentID) T }](who desk.AgentID, all []T) {
	for i := range all {
		all[i] = all[i].For(who)
	}
}
