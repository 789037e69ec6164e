package backend

import (
	"encoding/json"
	"errors"
	"time"

	"github.com/heed-desk/heed/desk"
)

// This file does what concerns the desk and no ticket: filters that are shared, and breaks.

// filtersTable holds the shared filters, also those that are shared no longer: they have no
// query, and a version that tells an old answer from a new one, until nobody can ask any more
// what they missed. It is made where it is missing, as a desk of an earlier heed has none.
const (
	filtersTable = `CREATE TABLE IF NOT EXISTS filters (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, version INTEGER NOT NULL, json TEXT NOT NULL)`
	filtersIndex = `CREATE INDEX IF NOT EXISTS filters_seq ON filters (seq)`
	filtersEnded = `ALTER TABLE filters ADD COLUMN ended INTEGER` // since when it is shared no longer
)

const (
	selectFilter = `SELECT json FROM filters WHERE id = $1`
	countFilters = `SELECT count(*) FROM filters WHERE ended IS NULL`
)

// makeEnded gives the filters of an earlier heed the column that they did not have.
func (w *writer) makeEnded() error {
	var there int
	if err := w.row(`SELECT count(*) FROM pragma_table_info('filters') WHERE name = 'ended'`).Scan(&there); err != nil || there > 0 {
		return err
	}
	if err := w.exec(filtersEnded); err != nil {
		return err
	}
	all, err := decoded[desk.Filter](w, `SELECT json FROM filters`)
	for _, f := range all {
		if err == nil && !f.Shared() {
			err = w.exec(`UPDATE filters SET ended = $1 WHERE id = $2`, time.Now().UnixMilli(), f.ID)
		}
	}
	return err
}

// performOfDesk applies an operation of the desk's own that never came before, and records
// what became of it.
func (t *tx) performOfDesk(op desk.Op, hash []byte, f desk.Facts) (desk.Verdict, error) {
	c, err := t.commons(op)
	if err != nil {
		return desk.Verdict{}, err
	}
	after, changed, err := desk.ApplyCommons(c, op, f)
	v := desk.Verdict{Op: op.ID, Outcome: desk.Applied}
	if err != nil {
		if !errors.As(err, &v.Problem) {
			return desk.Verdict{}, err
		}
		v.Outcome = desk.Refused
	}
	var seq any
	if changed {
		n, err := t.saveCommons(c, after)
		if err != nil {
			return desk.Verdict{}, err
		}
		seq = n
	}
	switch op.Intent.(type) {
	case desk.TakeBreak, desk.EndBreak:
		v.Agent = &after.Actor
	default:
		if after.Filter.Version > 0 {
			v.Filter = &after.Filter
		}
	}
	return v, t.recordOfDesk(op, hash, v, seq)
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
	c.Actor, err = agent(t, op.Actor)
	return c, err
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
	state, err := json.Marshal(stateOfDesk{v.Filter, v.Agent})
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
	Agent  *desk.Agent  `json:"agent,omitempty"`
}

// seenBy takes from records what is nobody else's business: of colleagues, and of tickets.
func seenBy[T interface{ For(who desk.AgentID) T }](who desk.AgentID, all []T) {
	for i := range all {
		all[i] = all[i].For(who)
	}
}
