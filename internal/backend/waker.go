package backend

import (
	"context"
	"database/sql"
	"time"

	"github.com/heed-desk/heed/desk"
)

const wakeBatch = 50 // tickets woken in one transaction

// Wake wakes the tickets whose time has come, as operations of the desk itself, and
// returns when the next one is due; zero where none sleeps.
func (s *Store) Wake(ctx context.Context) (time.Time, error) {
	for {
		var woken int
		var next sql.NullInt64
		err := s.change(ctx, func(t *tx) (err error) {
			if woken, err = t.wakeDue(); err != nil {
				return err
			}
			t.slept = false // what is left is in next
			return t.row(`SELECT min(snoozed) FROM tickets WHERE snoozed IS NOT NULL`).Scan(&next)
		})
		if err != nil {
			return time.Time{}, err
		}
		if woken == wakeBatch {
			continue
		}
		if !next.Valid {
			return time.Time{}, nil
		}
		return time.UnixMilli(next.Int64).UTC(), nil
	}
}

func (t *tx) wakeDue() (int, error) {
	ids, err := column[[]byte](t, `SELECT id FROM tickets WHERE snoozed IS NOT NULL AND snoozed <= $1 ORDER BY snoozed, row LIMIT $2`,
		t.now.UnixMilli(), wakeBatch)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		if err := t.wake(desk.TicketID{ID: desk.ID(id)}); err != nil {
			return 0, err
		}
	}
	return len(ids), nil
}

func (t *tx) wake(id desk.TicketID) error {
	op := desk.Op{ID: desk.NewOpID(), Ticket: id, Actor: desk.System, At: t.now, Intent: desk.Snooze{}}
	r, err := t.ticket(id)
	if err != nil {
		return err
	}
	op.Base, op.Seen = r.ticket.Version, r.ticket.LastMessage
	hash, err := op.Hash()
	if err != nil {
		return err
	}
	// A closed or merged ticket does not sleep: Apply wakes it when it gets there. An import
	// may bring one all the same, which must not be looked at for ever.
	v, err := t.perform(op, hash[:], t.ownFacts())
	if err != nil || v.Outcome == desk.Applied && v.Ticket.SnoozedUntil.IsZero() {
		return err
	}
	return t.exec(`UPDATE tickets SET snoozed = NULL WHERE row = $1`, r.at)
}
