package backend

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/metrics"
)

// floorPiece is how many tickets are read for the floor at once, with their threads: others
// want the store too.
const floorPiece = 200

// figured are the tickets that a floor is counted from: those that are not done, and those that
// something may have happened on since.
const figured = `(done = 0 OR ` + mayCount + `)`

// count counts the floor from the log. Whoever looks meanwhile is told how far it is.
func (f *floor) count(ctx context.Context, now time.Time) error {
	var seq int64
	var of int64
	var engine *metrics.Engine
	err := f.store.look(ctx, func(q query) error {
		sla, text, err := promisedNow(q)
		if err != nil {
			return err
		}
		zone := zoneOf(sla)
		f.promised, f.zone = text, zone.String()
		engine = metrics.New(sla, zone, time.Time{})
		f.since = engine.DayOf(now).From.AddDate(0, 0, -floorKeeps)
		engine.Forget(f.since)
		return errors.Join(q.row(`SELECT seq FROM desk`).Scan(&seq), q.row(`SELECT count(*) FROM tickets WHERE `+figured, f.since.UnixMilli()).Scan(&of))
	})
	if err != nil {
		return err
	}
	f.done.Store(0)
	f.of.Store(of)
	for after := int64(0); ; {
		var rows []int64
		err := f.store.look(ctx, func(q query) (err error) {
			rows, err = column[int64](q, `SELECT row FROM tickets WHERE `+figured+` AND row > $2 ORDER BY row LIMIT $3`, f.since.UnixMilli(), after, floorPiece)
			if err != nil {
				return err
			}
			return f.take(q, engine, rows, f.since)
		})
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			break // all of them are counted
		}
		after = rows[len(rows)-1]
		f.done.Add(int64(len(rows)))
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.engine, f.told, f.seq, f.last = engine, nil, seq, now
	return nil
}

// take has an engine take tickets by their places, with what their threads have grown by, but those
// that are done and that nothing happened on since.
func (f *floor) take(q query, e *metrics.Engine, rows []int64, since time.Time) error {
	for _, at := range rows {
		k, err := one[desk.Ticket](q, `SELECT json FROM tickets WHERE row = $1`, at)
		if errors.Is(err, desk.ErrNotFound) {
			continue // it was removed meanwhile: that is a change of its own
		}
		if err != nil {
			return err
		}
		if k.Status.Done() && !happenedSince(k, since) {
			continue
		}
		thread, err := between(q, at, e.Last(k.ID)+1, k.LastMessage)
		if err != nil {
			return err
		}
		f.mu.Lock()
		e.Take(k, thread)
		f.mu.Unlock()
	}
	return nil
}

// catchUp takes what changed since it looked last, and reports whether anything has.
func (f *floor) catchUp(ctx context.Context) (moved bool, err error) {
	var newest int64
	var rows []int64
	var gone []string
	err = f.store.look(ctx, func(q query) error {
		if err := q.row(`SELECT seq FROM desk`).Scan(&newest); err != nil || newest == f.seq {
			return err
		}
		rows, err = column[int64](q, `SELECT row FROM tickets WHERE seq > $1 AND seq <= $2 UNION SELECT ticket FROM entries WHERE seq > $1 AND seq <= $2 ORDER BY 1`, f.seq, newest)
		if err != nil {
			return err
		}
		gone, err = column[string](q, `SELECT id FROM gone WHERE kind = $1 AND seq > $2 AND seq <= $3`, string(desk.RecordTicket), f.seq, newest)
		return err
	})
	if err != nil {
		return false, err
	}
	if newest < f.seq { // a desk that knows less than was counted: begin anew
		f.lose()
		return true, nil
	}
	for _, text := range gone {
		if err := f.drop(text); err != nil {
			return false, err
		}
	}
	for from := 0; from < len(rows); from += floorPiece {
		piece := rows[from:min(from+floorPiece, len(rows))]
		if err := f.store.look(ctx, func(q query) error { return f.take(q, f.engine, piece, time.Time{}) }); err != nil {
			return false, err
		}
	}
	f.seq = newest
	promised, err := f.promise(ctx)
	if moved = promised || len(rows)+len(gone) > 0; moved {
		f.mu.Lock()
		f.told = nil
		f.mu.Unlock()
	}
	return moved, err
}

func (f *floor) drop(text string) error {
	var id desk.TicketID
	if err := id.UnmarshalText([]byte(text)); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.engine.Drop(id)
	return nil
}

// promise holds the figures against what the desk promises, where that is another thing now.
// Where its days begin at another time they are counted anew.
func (f *floor) promise(ctx context.Context) (bool, error) {
	var sla desk.SLA
	var text string
	err := f.store.look(ctx, func(q query) (err error) { sla, text, err = promisedNow(q); return err })
	if err != nil || text == f.promised {
		return false, err
	}
	if zoneOf(sla).String() != f.zone {
		f.lose()
		return true, nil
	}
	f.promised = text
	f.mu.Lock()
	defer f.mu.Unlock()
	f.engine.Promise(sla)
	return true, nil
}

// lose has everything counted anew.
func (f *floor) lose() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.engine, f.told = nil, nil
}

// promisedNow is what the desk promises, made ready, and the text in which it lies there.
func promisedNow(q query) (desk.SLA, string, error) {
	var text string
	var all desk.SLA
	err := found(q.row(selectSLA, 1).Scan(&text))
	if errors.Is(err, desk.ErrNotFound) || err == nil && strings.TrimSpace(text) == "" {
		return all, "", nil
	}
	if err == nil {
		err = parse(text, &all)
	}
	if ready, bad := all.Checked(); err == nil && bad == nil {
		all = ready
	}
	return all, text, err
}

// zoneOf is where the desk is: the zone of its first calendar; UTC where it has none.
func zoneOf(sla desk.SLA) *time.Location {
	if len(sla.Calendars) == 0 {
		return time.UTC
	}
	if zone, err := time.LoadLocation(sla.Calendars[0].Zone); err == nil {
		return zone
	}
	return time.UTC
}
