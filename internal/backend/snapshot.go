package backend

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// Snapshot hands the lines of a snapshot to emit: begin, colleagues, shared filters and replies, the
// tickets that are due first with their threads, customers, the other tickets, end. Those
// who wait for it can work on its first line while thousands of customers come in.
//
// No read outlasts a line, however slowly emit takes it: which tickets there are and
// where the feed goes on is fixed at the start, and what changes while it runs comes by
// the feed. The slice that emit is given is used again afterwards.
func (s *Store) Snapshot(ctx context.Context, p Principal, emit func(line []byte) error) error {
	var tickets []int64
	var next desk.Cursor
	err := s.look(ctx, func(q query) error {
		at := place{told: s.now()}
		err := q.row(`SELECT seq FROM desk`).Scan(&at.seq)
		if err != nil {
			return err
		}
		if next, err = s.tell(q, p.Agent, at); err != nil {
			return err
		}
		tickets, err = column[int64](q, `SELECT row FROM tickets ORDER BY done, due, row`)
		return err
	})
	if err != nil {
		return err
	}
	l := &liner{store: s, ctx: ctx, who: p.Agent, emit: emit}
	if err := l.say(api.Line{Begin: &api.Begin{Epoch: s.epoch, Tickets: len(tickets)}}); err != nil {
		return err
	}
	first := tickets[:min(len(tickets), api.SnapshotPage)]
	for _, part := range []func() error{
		l.agents,
		func() error { return l.table("filters") },
		func() error { return l.table("canned") },
		func() error { return l.tickets(first) },
		func() error { return l.table("customers") },
		func() error { return l.tickets(tickets[len(first):]) },
		l.erased,
	} {
		if err := part(); err != nil {
			return err
		}
	}
	return l.say(api.Line{End: &api.End{Tickets: l.sent, Next: next}})
}

// liner writes the lines of one snapshot. Records go from the table into the line as they
// lie there, without being read, but for those that hold what is not for everybody.
type liner struct {
	store *Store
	ctx   context.Context
	who   desk.AgentID // who asks
	emit  func([]byte) error
	line  bytes.Buffer
	sent  int // tickets
}

func (l *liner) say(line api.Line) error {
	b, err := lined(line)
	if err != nil {
		return err
	}
	return l.emit(b)
}

// table sends all records of a table; the field of a page has the table's name.
func (l *liner) table(name string) error {
	var after any = []byte{}
	if name == "filters" {
		after = "" // its ids are words
	}
	for {
		n := 0
		err := l.store.look(l.ctx, func(q query) (err error) {
			n, after, err = l.page(q, name, after)
			return err
		})
		if err != nil || n == 0 {
			return err
		}
		if err := l.emit(l.line.Bytes()); err != nil {
			return err
		}
	}
}

// agents sends everybody's record as the one who asks may see it.
func (l *liner) agents() error {
	var all []desk.Agent
	err := l.store.look(l.ctx, func(q query) (err error) {
		all, err = decoded[desk.Agent](q, `SELECT json FROM agents ORDER BY id`)
		return err
	})
	seenBy(l.who, all)
	for some := range slices.Chunk(all, api.SnapshotPage) {
		if err == nil {
			err = l.say(api.Line{Page: &desk.Page{Agents: some}})
		}
	}
	return err
}

// erased names the customers who were erased: whoever has not heard of it since may have
// everything of them.
func (l *liner) erased() error {
	var all []desk.CustomerID
	err := l.store.look(l.ctx, func(q query) (err error) { all, err = erasedCustomers(q); return err })
	for some := range slices.Chunk(all, api.SnapshotPage) {
		page := &desk.Page{}
		for _, id := range some {
			page.Gone = append(page.Gone, desk.Tombstone{Kind: desk.RecordCustomer, ID: id.String()})
		}
		if err == nil {
			err = l.say(api.Line{Page: page})
		}
	}
	return err
}

// page fills the line with the records of a table behind a key.
func (l *liner) page(q query, table string, after any) (n int, last any, err error) {
	last = after
	l.open(table)
	err = each(q, func(row scanner) error {
		var j string
		if err := row.Scan(&last, &j); err != nil {
			return err
		}
		l.add(n, j)
		if n++; l.line.Len() > api.PageSize {
			return errEnough
		}
		return nil
	}, fmt.Sprintf(`SELECT id, json FROM %s WHERE id > $1 ORDER BY id LIMIT %d`, table, api.SnapshotPage), after)
	l.line.WriteString("]}}\n")
	return n, last, err
}

func (l *liner) open(field string) {
	l.line.Reset()
	l.line.WriteString(`{"page":{"`)
	l.line.WriteString(field)
	l.line.WriteString(`":[`)
}

func (l *liner) add(n int, j string) {
	if n > 0 {
		l.line.WriteByte(',')
	}
	l.line.WriteString(j)
}
