package backend

import (
	"database/sql"
	"errors"
	"slices"

	"github.com/heed-desk/heed/desk"
)

// row is a ticket as it lies in the table; zero where there is none.
type row struct {
	at     int64
	ticket desk.Ticket
}

func (t *tx) ticket(id desk.TicketID) (row, error) {
	var r row
	var state string
	err := t.writer.row(`SELECT row, json FROM tickets WHERE id = $1`, id.ID[:]).Scan(&r.at, &state)
	if errors.Is(err, sql.ErrNoRows) {
		return row{}, nil
	}
	if err != nil {
		return row{}, err
	}
	return r, parse(state, &r.ticket)
}

// saveTicket writes a ticket under a change number and returns where it lies. at is 0 for a new one.
func (t *tx) saveTicket(at int64, k desk.Ticket, state string, seq int64) (int64, error) {
	args := []any{
		k.ID.ID[:], k.Number, seq, int64(k.Version), doneOf(k), string(k.Status), string(k.Assignee),
		string(k.Group), k.Requester.ID[:], desk.ViewOpen.Order(k.Excerpt()), k.UpdatedAt.UnixMilli(),
		millis(k.SnoozedUntil), millis(k.SolvedAt), state,
	}
	if at == 0 {
		if err := t.row(`INSERT INTO tickets (id, number, seq, version, done, status, assignee, team, requester, due, updated, snoozed, solved, json)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING row`, args...).Scan(&at); err != nil {
			return at, err
		}
		return at, t.saveFollowers(at, false, k.Followers)
	}
	if err := t.saveFollowers(at, true, k.Followers); err != nil {
		return at, err
	}
	return at, t.exec(`UPDATE tickets SET id = $1, number = $2, seq = $3, version = $4, done = $5, status = $6, assignee = $7, team = $8,
		requester = $9, due = $10, updated = $11, snoozed = $12, solved = $13, json = $14 WHERE row = $15`, append(args, at)...)
}

// number takes the next ticket number.
func (t *tx) number() (int64, error) {
	var n int64
	err := t.row(`UPDATE desk SET number = number + 1 RETURNING number - 1`).Scan(&n)
	return n, err
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// doneOf is what the column done holds: 0 for a ticket on which something is expected of us,
// 1 for one that is done, 2 for spam, which only the view of all shows then.
func doneOf(k desk.Ticket) int64 {
	switch {
	case !k.Status.Done():
		return 0
	case slices.Contains(k.Tags, desk.TagSpam):
		return 2
	default:
		return 1
	}
}
