package backend

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// acting is the key under which the context of a request carries who sent it.
type acting struct{}

// actor is who a transaction is done for: whoever sent the request, or the desk itself.
func actor(ctx context.Context) Principal {
	if p, ok := ctx.Value(acting{}).(Principal); ok {
		return p
	}
	return Principal{Agent: desk.System}
}

// Stewarding is a context for what the owner of a desk's folder does by it: the audit trail says so.
func Stewarding(ctx context.Context) context.Context {
	return context.WithValue(ctx, acting{}, Principal{Agent: desk.System, Role: steward, Via: ViaFolder})
}

// did notes for the audit trail what a transaction does. It is written with it, or not at all.
func (t *tx) did(act, object, before, after string) {
	t.deeds = append(t.deeds, api.Deed{Act: act, Object: object, Before: before, After: after})
}

// carriedOut notes that an operation changed something.
func (t *tx) carriedOut(op desk.Op, hash []byte, object, before, after string) {
	t.deeds = append(t.deeds, api.Deed{
		Act: "op." + string(op.Intent.Kind()), Object: object, Before: before, After: after, Op: op.ID, Digest: hash,
	})
}

// unnamed is what was done by a transaction that changed something and noted nothing: no change
// goes without a line.
const unnamed = "change"

// writeDown writes what was noted. Only the transaction that writes alone does, so that every
// line has one before it.
func (t *tx) writeDown() error {
	if len(t.deeds) == 0 && t.taken > 0 {
		t.did(unnamed, "", "", "")
	}
	if len(t.deeds) == 0 {
		return nil
	}
	trail, err := trailOf(t)
	if err != nil {
		return err
	}
	if trail.Number == 0 {
		switch before, err := changes(t); {
		case err != nil:
			return err
		case before > t.taken:
			trail.Number++ // somebody emptied it: the line that is left out here tells so for ever
		}
	}
	return t.writeAfter(trail)
}

// writeAfter writes what was noted behind the last line of the trail.
func (t *tx) writeAfter(trail api.Trail) error {
	for _, d := range t.deeds {
		d.Number, d.At = trail.Number+1, t.now
		d.Actor, d.Via, d.Token = t.by.Agent, string(t.by.Via), string(t.by.Token)
		d.Hash = d.Sealed(trail.Hash)
		var op any
		if !d.Op.IsZero() {
			op = d.Op.ID[:]
		}
		if err := t.exec(`INSERT INTO audit (number, at, actor, via, token, act, object, op, digest, before, after, hash)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
			d.Number, d.At.UnixMilli(), string(d.Actor), d.Via, d.Token, d.Act, d.Object, op, []byte(d.Digest), storable(d.Before), storable(d.After), []byte(d.Hash)); err != nil {
			return err
		}
		trail.Number, trail.Hash = d.Number, d.Hash
	}
	return nil
}

// trailOf is where the audit trail has got to.
func trailOf(q query) (api.Trail, error) {
	var at api.Trail
	err := q.row(`SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1`).Scan(&at.Number, (*[]byte)(&at.Hash))
	if errors.Is(err, sql.ErrNoRows) {
		return api.Trail{}, nil
	}
	return at, err
}

// changes is how many changes a desk has had.
func changes(q query) (n int64, err error) {
	return n, q.row(`SELECT seq FROM desk`).Scan(&n)
}

// trailSince is the layout in which a desk first had an audit trail.
const trailSince = 5

// beginTrail begins the trail of a desk that comes from an earlier layout, where it had none.
func (w *writer) beginTrail(layout int, now time.Time) error {
	t := &tx{writer: w, now: now, by: Principal{Agent: desk.System}}
	t.did("trail.begin", "", "layout "+strconv.Itoa(layout), "")
	return t.writeAfter(api.Trail{})
}

// auditPage is how many lines of the audit trail are read at once.
const auditPage = 500

// Audit hands out the lines of the audit trail after a number, as many at a time as are read at
// once, up to the one that was the last when it began. api.ErrTrail where it was emptied: no change
// goes without a line.
func (s *Store) Audit(ctx context.Context, after int64, emit func([]api.Deed) error) error {
	var last api.Trail
	var changed int64
	if err := s.look(ctx, func(q query) (err error) {
		if last, err = trailOf(q); err == nil {
			changed, err = changes(q)
		}
		return err
	}); err != nil {
		return err
	}
	if last.Number == 0 && changed > 0 {
		return fmt.Errorf("%w: it is empty, and there were %d changes", api.ErrTrail, changed)
	}
	if after == 0 {
		after = math.MinInt64 // what was slipped in before the first line is handed out, too
	}
	for after < last.Number {
		var page []api.Deed
		err := s.look(ctx, func(q query) (err error) { page, err = deeds(q, after, last.Number); return err })
		if err != nil || len(page) == 0 {
			return err
		}
		if err := emit(page); err != nil || page[len(page)-1].Number <= after {
			return err
		}
		after = page[len(page)-1].Number
	}
	return nil
}

func deeds(q query, after, last int64) ([]api.Deed, error) {
	var all []api.Deed
	err := each(q, func(row scanner) error {
		var d api.Deed
		var at int64
		var op []byte
		err := row.Scan(&d.Number, &at, &d.Actor, &d.Via, &d.Token, &d.Act, &d.Object, &op, (*[]byte)(&d.Digest), &d.Before, &d.After, (*[]byte)(&d.Hash))
		d.At = time.UnixMilli(at).UTC()
		if len(op) == len(d.Op.ID) {
			d.Op = desk.OpID{ID: desk.ID(op)}
		}
		if bad := (*unread)(nil); errors.As(err, &bad) {
			d.Hash, err = nil, nil // a value of another type was never written: whoever follows the trail sees that the line is not whole
		}
		all = append(all, d)
		return err
	}, `SELECT number, at, actor, via, token, act, object, op, digest, before, after, hash FROM audit
		WHERE number > $1 AND number <= $2 ORDER BY number LIMIT $3`, after, last, auditPage)
	return all, err
}

// versions are those of a record before and after, for the audit trail.
func versions(before, after desk.Version) (string, string) {
	return version(before), version(after)
}

func version(v desk.Version) string {
	if v == 0 {
		return ""
	}
	return "version " + strconv.FormatInt(int64(v), 10)
}
