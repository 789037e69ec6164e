package backend

import (
	"context"
	"errors"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/metrics"
)

// ErrDays says that a report is of days that there are not, or of too many.
var ErrDays = errors.New("a report is of days, the first before the last, ten years of them at most")

const (
	reportedDays = 7    // up to the last one, where the first is not named
	mostReported = 3660 // days
)

// ReportAsk is what a report is to be of.
type ReportAsk struct {
	From, To desk.Date // both are in it; empty for today, and for the week up to the last day
	By       metrics.By
}

// period is what was asked for where the desk is.
func (q ReportAsk) period(now time.Time, zone *time.Location) (metrics.Period, error) {
	day := func(d desk.Date, or time.Time) (time.Time, error) {
		if d == "" {
			y, m, n := or.In(zone).Date()
			return time.Date(y, m, n, 0, 0, 0, 0, zone), nil
		}
		return time.ParseInLocation(time.DateOnly, string(d), zone)
	}
	last, err := day(q.To, now)
	if err != nil {
		return metrics.Period{}, ErrDays
	}
	first, err := day(q.From, last.AddDate(0, 0, 1-reportedDays))
	if err != nil || last.Before(first) || first.AddDate(0, 0, mostReported).Before(last) {
		return metrics.Period{}, ErrDays
	}
	return metrics.Period{From: first, To: last.AddDate(0, 0, 1)}, nil
}

// Report sums up what happened on some days, from the tickets and their threads as they are. It tells
// from time to time how far it is. desk.ErrForbidden, ErrDays.
func (s *Store) Report(ctx context.Context, p Principal, ask ReportAsk, tell func(metrics.Counting) error) (metrics.Report, error) {
	if err := permit(p, ActWatch, Object{}); err != nil {
		return metrics.Report{}, err
	}
	var k reporting
	if err := s.look(ctx, func(q query) error { return k.begin(q, s.now(), ask) }); err != nil {
		return metrics.Report{}, err
	}
	for more := true; more; {
		if err := s.look(ctx, func(q query) (err error) { more, err = k.piece(q); return err }); err != nil {
			return metrics.Report{}, err
		}
		if err := tell(k.far); err != nil {
			return metrics.Report{}, err
		}
	}
	return k.tally.Report(), nil
}

// reporting goes through all tickets for a report, a piece at a time.
type reporting struct {
	period metrics.Period
	tally  *metrics.Tally
	far    metrics.Counting
	after  int64 // the last one it has looked at
}

// mayCount are the tickets on which something may have happened since a time, as happenedSince says
// of each. A rating of an import may be newer than all else of its ticket.
const mayCount = `(updated >= $1 OR json LIKE '%"rating":{%')`

// happenedSince reports whether anything on a ticket can be of a time or later.
func happenedSince(t desk.Ticket, from time.Time) bool {
	return !t.UpdatedAt.Before(from) || t.Rating != nil && !t.Rating.At.Before(from)
}

func (k *reporting) begin(q query, now time.Time, ask ReportAsk) error {
	sla, _, err := promisedNow(q)
	if err != nil {
		return err
	}
	zone := zoneOf(sla)
	if k.period, err = ask.period(now, zone); err != nil {
		return err
	}
	k.tally = metrics.NewTally(sla, zone, k.period, ask.By)
	return q.row(`SELECT count(*) FROM tickets WHERE `+mayCount, k.period.From.UnixMilli()).Scan(&k.far.Of)
}

func (k *reporting) piece(q query) (more bool, err error) {
	rows, err := column[int64](q, `SELECT row FROM tickets WHERE row > $2 AND `+mayCount+` ORDER BY row LIMIT $3`, k.period.From.UnixMilli(), k.after, floorPiece)
	if err != nil || len(rows) == 0 {
		return false, err
	}
	for _, at := range rows {
		if err := k.ticket(q, at); err != nil {
			return false, err
		}
	}
	k.after = rows[len(rows)-1]
	k.far.Done += len(rows)
	return true, nil
}

func (k *reporting) ticket(q query, at int64) error {
	t, err := one[desk.Ticket](q, `SELECT json FROM tickets WHERE row = $1`, at)
	if errors.Is(err, desk.ErrNotFound) {
		return nil // it was removed meanwhile
	}
	if err != nil || !k.concerns(t) {
		return err
	}
	thread, err := between(q, at, 1, t.LastMessage)
	if err == nil {
		k.tally.Add(t, thread)
	}
	return err
}

// concerns reports whether anything of a ticket can lie in the period.
func (k *reporting) concerns(t desk.Ticket) bool {
	return t.CreatedAt.Before(k.period.To) && happenedSince(t, k.period.From)
}
