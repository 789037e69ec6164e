package backend

import (
	"encoding/json"

	"github.com/heed-desk/heed/desk"
)

// Who follows which ticket lies beside the tickets, for the view of what one follows. It is
// written with the ticket and says nothing that the ticket does not.
const (
	followersTable = `CREATE TABLE followers (agent TEXT NOT NULL, ticket INTEGER NOT NULL, PRIMARY KEY (agent, ticket))`
	followersIndex = `CREATE INDEX followers_ticket ON followers (ticket)`
)

// makeFollowers makes the table where it is missing, from the tickets of an earlier heed.
// It runs in the transaction that opens a desk.
func (w *writer) makeFollowers() error {
	var there int
	if err := w.row(`SELECT count(*) FROM sqlite_master WHERE name = 'followers'`).Scan(&there); err != nil || there > 0 {
		return err
	}
	t := &tx{writer: w}
	if err := w.exec(followersTable); err != nil {
		return err
	}
	if err := w.exec(followersIndex); err != nil {
		return err
	}
	type follows struct {
		at  int64
		who []desk.AgentID
	}
	var all []follows
	if err := each(w, func(row scanner) error {
		var f follows
		var state string
		if err := row.Scan(&f.at, &state); err != nil {
			return err
		}
		var k desk.Ticket
		err := json.Unmarshal([]byte(state), &k)
		f.who = k.Followers
		all = append(all, f)
		return err
	}, `SELECT row, json FROM tickets WHERE json LIKE '%"followers":[%'`); err != nil {
		return err
	}
	for _, f := range all {
		if err := t.saveFollowers(f.at, false, f.who); err != nil {
			return err
		}
	}
	return nil
}

// saveFollowers notes who follows a ticket; before says whether it was there already.
func (t *tx) saveFollowers(at int64, before bool, who []desk.AgentID) error {
	if before {
		if err := t.exec(`DELETE FROM followers WHERE ticket = $1`, at); err != nil {
			return err
		}
	}
	for _, a := range who {
		if err := t.exec(`INSERT INTO followers (agent, ticket) VALUES ($1, $2) ON CONFLICT DO NOTHING`, string(a), at); err != nil {
			return err
		}
	}
	return nil
}
