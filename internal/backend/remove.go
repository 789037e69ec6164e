package backend

import (
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/heed-desk/heed/desk"
)

// isGone reports whether a record was removed for good.
func isGone(q query, kind desk.RecordKind, id desk.ID) (bool, error) {
	var n int
	err := q.row(`SELECT count(*) FROM gone WHERE kind = $1 AND id = $2`, string(kind), id.String()).Scan(&n)
	return n > 0, err
}

// bury tells whoever follows the feed that a record is gone for good.
func (t *tx) bury(kind desk.RecordKind, id string, seq int64) error {
	return t.exec(`INSERT INTO gone (kind, id, seq, at) VALUES ($1, $2, $3, $4) ON CONFLICT (kind, id) DO UPDATE SET seq = $3, at = $4`,
		string(kind), id, seq, t.now.UnixMilli())
}

// lies is a ticket by its place in the table.
type lies struct {
	at, number int64
	id         desk.TicketID
}

func laid(q query, text string, args ...any) (all []lies, err error) {
	err = each(q, func(row scanner) error {
		var l lies
		var id []byte
		err := row.Scan(&l.at, &l.number, &id)
		if err == nil {
			l.id = desk.TicketID{ID: desk.ID(id)}
		}
		all = append(all, l)
		return err
	}, text, args...)
	return all, err
}

// What a ticket takes along, by its place.
const (
	usedBy     = `SELECT file FROM uses WHERE ticket = $1`
	refusedTo  = `SELECT id, problem FROM ops WHERE ticket = $1 AND problem IS NOT NULL`
	answeredTo = `UPDATE ops SET ticket = NULL, state = NULL, first = 0, last = 0 WHERE ticket = $1`
)

// takenAlong removes, statement by statement, what stands under a ticket's place.
func takenAlong() []string {
	return []string{
		`DELETE FROM uses WHERE ticket = $1`, `DELETE FROM followers WHERE ticket = $1`,
		`DELETE FROM entries WHERE ticket = $1`, `DELETE FROM tickets WHERE row = $1`,
		`UPDATE events SET before = '', after = '' WHERE ticket = $1 AND kind NOT IN ('created', 'status', 'assigned', 'group', 'priority', 'tagged', 'untagged', 'snoozed', 'woken', 'called', 'escalated')`,
	}
}

// remove takes a ticket away with its thread, and returns the files that no message has any
// more. What happened to it stays for the figures, of tags and groups those that stay, under
// its number with a minus: a place in the table is given to another ticket one day.
func (t *tx) remove(l lies, seq int64, stays func(kind desk.EventKind, word string) bool) ([]desk.FileID, error) {
	if err := t.forgetMarks(l.at, stays); err != nil {
		return nil, err
	}
	files, err := column[[]byte](t, usedBy, l.at)
	if err != nil {
		return nil, err
	}
	if err := t.forgetAnswers(l.at); err != nil {
		return nil, err
	}
	for _, text := range takenAlong() {
		if err := t.exec(text, l.at); err != nil {
			return nil, err
		}
	}
	if err := t.exec(`UPDATE events SET ticket = $1 WHERE ticket = $2`, -l.number, l.at); err != nil {
		return nil, err
	}
	t.hints = append(t.hints, desk.Hint{Seq: seq, Kind: desk.RecordTicket, Ticket: l.id})
	stale, err := t.dropUnused(files)
	return stale, errors.Join(err, t.bury(desk.RecordTicket, l.id.String(), seq))
}

// forgetAnswers keeps of what was answered to the operations on a ticket what became of them,
// so that none is ever done twice, and nothing else.
func (t *tx) forgetAnswers(ticket int64) error {
	type refusal struct {
		id      []byte
		problem desk.Problem
	}
	var all []refusal
	if err := each(t, func(row scanner) error {
		var r refusal
		var text sql.NullString
		if err := row.Scan(&r.id, &text); err != nil {
			return err
		}
		err := parse(text.String, &r.problem)
		all = append(all, r)
		return err
	}, refusedTo, ticket); err != nil {
		return err
	}
	for _, r := range all {
		text, err := json.Marshal(desk.Problem{Code: r.problem.Code})
		if err == nil {
			err = t.exec(`UPDATE ops SET problem = $1 WHERE id = $2`, string(text), r.id)
		}
		if err != nil {
			return err
		}
	}
	return t.exec(answeredTo, ticket)
}

// dropUnused forgets those of some files that no message has.
func (t *tx) dropUnused(files [][]byte) (stale []desk.FileID, err error) {
	for _, f := range files {
		var used int
		if err := t.row(`SELECT count(*) FROM uses WHERE file = $1`, f).Scan(&used); err != nil {
			return nil, err
		}
		if used > 0 {
			continue
		}
		stale = append(stale, desk.FileID(f))
		if err := errors.Join(t.exec(`DELETE FROM uploads WHERE file = $1`, f), t.exec(`DELETE FROM files WHERE id = $1`, f)); err != nil {
			return nil, err
		}
	}
	return stale, nil
}
