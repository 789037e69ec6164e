package backend

import (
	"context"
	"errors"
	"slices"

	"github.com/heed-desk/heed/desk"
)

// over is a condition for tickets that are kept no longer, if nobody needs them.
const over = `snoozed IS NULL AND (done = 1 AND updated < $1 OR done = 2 AND updated < $2)`

// mentions are the entries in which customers stand who may go with a ticket. They are looked
// for while others write, and brought up to date by whoever has the turn: that takes as long as
// little has happened since.
type mentions struct {
	seq int64 // all of before this change is in it
	// of is, for each record, the one that has everything of it now; records are those that
	// one has everything of, with itself.
	of      map[desk.CustomerID]desk.CustomerID
	records map[desk.CustomerID][]desk.CustomerID
	mails   map[desk.Untrusted][]desk.CustomerID
	rows    map[desk.CustomerID][]int64 // by the one that has everything
	changed map[desk.CustomerID]bool    // since it was looked for
}

// mentionsPage is how many runs of entries are read at once.
const mentionsPage = 1000

// mentions looks for those who may go with one of the tickets that are over.
func (s *Store) mentions(ctx context.Context, r Retention) (*mentions, error) {
	m := &mentions{
		of: map[desk.CustomerID]desk.CustomerID{}, records: map[desk.CustomerID][]desk.CustomerID{}, mails: map[desk.Untrusted][]desk.CustomerID{},
		rows: map[desk.CustomerID][]int64{}, changed: map[desk.CustomerID]bool{},
	}
	tickets, spam := r.before(s.now())
	if err := s.look(ctx, func(q query) error { return m.meet(q, tickets, spam) }); err != nil || len(m.of) == 0 {
		return m, err
	}
	for after, n := int64(0), mentionsPage; n == mentionsPage; {
		n = 0
		if err := s.look(ctx, func(q query) error {
			return each(q, func(row scanner) (err error) {
				n++
				after, err = m.note(row)
				return err
			}, `SELECT row, json FROM entries WHERE row > $1 ORDER BY row LIMIT $2`, after, mentionsPage)
		}); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// meet finds out who they are, and by what they are known.
func (m *mentions) meet(q query, tickets, spam int64) error {
	if err := q.row(`SELECT seq FROM desk`).Scan(&m.seq); err != nil {
		return err
	}
	merged, err := decoded[desk.Customer](q, `SELECT json FROM customers WHERE json LIKE '%"merged\_into":%' ESCAPE '\'`)
	if err != nil {
		return err
	}
	into := make(map[desk.CustomerID]desk.CustomerID, len(merged))
	for _, c := range merged {
		into[c.ID] = c.MergedInto
	}
	whole := func(id desk.CustomerID) desk.CustomerID {
		for range mostMerged {
			if into[id].IsZero() {
				break
			}
			id = into[id]
		}
		return id
	}
	who, err := column[[]byte](q, `SELECT DISTINCT requester FROM tickets WHERE `+over, tickets, spam)
	if err != nil {
		return err
	}
	for _, b := range who {
		if len(b) != len(desk.ID{}) || desk.ID(b) == (desk.ID{}) {
			continue
		}
		id := whole(desk.CustomerID{ID: desk.ID(b)})
		m.of[id], m.records[id] = id, []desk.CustomerID{id}
	}
	for id := range into {
		if at := whole(id); m.records[at] != nil && at != id {
			m.of[id], m.records[at] = at, append(m.records[at], id)
		}
	}
	return m.learn(q)
}

// learn reads the addresses of all of them.
func (m *mentions) learn(q query) error {
	for id, at := range m.of {
		c, err := customer(q, id)
		if err != nil && !errors.Is(err, desk.ErrNotFound) {
			return err
		}
		for _, mail := range c.Mails {
			if !mail.IsEmpty() {
				m.mails[mail] = append(m.mails[mail], at)
			}
		}
	}
	return nil
}

// note reads a run of entries, and says where it lies.
func (m *mentions) note(row scanner) (at int64, err error) {
	var text string
	if err := row.Scan(&at, &text); err != nil {
		return at, err
	}
	all, err := readRuns(text)
	if err != nil {
		return at, err
	}
	found := map[desk.CustomerID]bool{}
	for i := range all {
		if who, is := m.of[all[i].Author.Customer]; is {
			found[who] = true
		}
		for _, to := range all[i].To {
			for _, who := range m.mails[to.Value] {
				found[who] = true
			}
		}
	}
	for who := range found {
		m.rows[who] = append(m.rows[who], at)
	}
	return at, nil
}

// catchUp adds what was written since.
func (m *mentions) catchUp(t *tx) error {
	before := m.seq
	if err := t.row(`SELECT seq FROM desk`).Scan(&m.seq); err != nil || m.seq == before {
		return err
	}
	if err := each(t, func(row scanner) error {
		_, err := m.note(row)
		return err
	}, `SELECT row, json FROM entries WHERE seq > $1`, before); err != nil {
		return err
	}
	ids, err := column[[]byte](t, `SELECT id FROM customers WHERE seq > $1`, before)
	for _, id := range ids {
		m.changed[desk.CustomerID{ID: desk.ID(id)}] = true
	}
	return err
}

// known reports whether what is known of somebody still holds.
func (m *mentions) known(id desk.CustomerID) bool {
	records := m.records[m.of[id]]
	return len(records) > 0 && !slices.ContainsFunc(records, func(one desk.CustomerID) bool { return m.changed[one] })
}

// where are the entries in which somebody stands, each once.
func (m *mentions) where(id desk.CustomerID) []int64 {
	rows := m.rows[m.of[id]]
	slices.Sort(rows)
	return slices.Compact(rows)
}
