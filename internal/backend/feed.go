package backend

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// cursorRenewed is how old the time in a cursor may get before an idle feed tells a fresh
// one: often enough to stay valid, seldom enough that idling writes nothing on a client's disk.
const cursorRenewed = 24 * time.Hour

// moved is one record that changed.
type moved struct {
	seq  int64
	kind desk.RecordKind
	key  string // its primary key; of an entry, its ticket's
	size int64  // objects
	// bytes are its own; beside are those of the ticket that an entry brings along.
	bytes, beside int64
}

// goneKind stands for tombstones among what moved.
const goneKind desk.RecordKind = "gone"

// Changes returns what changed after a cursor of this agent, the oldest first, cut between
// two change numbers: what an operation did comes whole, an import comes in pieces. desk.ErrGone asks for a resync; so does the zero Cursor.
func (s *Store) Changes(ctx context.Context, p Principal, after desk.Cursor) (desk.Page, error) {
	now := s.now()
	var page desk.Page
	err := s.look(ctx, func(q query) error {
		from, err := s.placeOf(p.Agent, after, now, func(seq int64) ([]byte, error) { return lifeOf(q, seq) })
		if err != nil {
			return err
		}
		var newest int64
		if err := q.row(`SELECT seq FROM desk`).Scan(&newest); err != nil {
			return err
		}
		if from.seq > newest { // the desk was restored from a backup that knows less than its clients
			return desk.ErrGone
		}
		all, err := s.movedAfter(q, from.seq)
		if err != nil {
			return err
		}
		through, more := cut(all, from.seq)
		if page, err = pageOf(q, all, from.seq, through); err != nil {
			return err
		}
		seenBy(p.Agent, page.Agents)
		seenBy(p.Agent, page.Tickets)
		page.More = more
		if page.About, err = about(q); err != nil {
			return err
		}
		page.Next = after
		if through > from.seq || now.Sub(from.told) > cursorRenewed {
			page.Next, err = s.tell(q, p.Agent, place{seq: through, told: now})
		}
		return err
	})
	return page, err
}

// movedAfter lists what changed after seq by number: enough for a page and the whole of
// the transaction at its end.
func (s *Store) movedAfter(q query, seq int64) ([]moved, error) {
	// Each kind gives one more than a page, so that the cut is never taken for the end.
	part := func(kind desk.RecordKind, key, size, table string) string {
		return fmt.Sprintf(`SELECT * FROM (SELECT seq, '%s', %s, %s FROM %s WHERE seq > $1 ORDER BY seq LIMIT %d) AS part`,
			kind, key, size, table, api.MaxPage+1)
	}
	const one = "1, octet_length(json), 0"
	const entries = "last - first + 1, octet_length(json), (SELECT octet_length(k.json) FROM tickets k WHERE k.row = ticket)"
	var all []moved
	text := strings.Join([]string{
		part(desk.RecordTicket, "CAST(row AS TEXT)", one, "tickets"), part(desk.RecordMessage, "CAST(ticket AS TEXT)", entries, "entries"),
		part(desk.RecordCustomer, s.dialect.Hex("id"), one, "customers"), part(desk.RecordCanned, s.dialect.Hex("id"), one, "canned"),
		part(desk.RecordAgent, "id", one, "agents"), part(desk.RecordFilter, "id", one, "filters"),
		part(goneKind, "kind || ' ' || id", "1, octet_length(id), 0", "gone"),
	}, " UNION ALL ") + ` ORDER BY 1, 2, 3`
	err := each(q, func(row scanner) error {
		var m moved
		err := row.Scan(&m.seq, &m.kind, &m.key, &m.size, &m.bytes, &m.beside)
		all = append(all, m)
		return err
	}, text, seq)
	return all, err
}

// cut returns the last number that goes into a page of at most api.MaxPage objects and
// api.PageSize bytes, and whether there is more. What has one number is never cut, however large.
func cut(all []moved, from int64) (through int64, more bool) {
	through = from
	tickets := map[string]bool{}
	var size, bytes int64
	for i := 0; i < len(all); {
		end := i
		for ; end < len(all) && all[end].seq == all[i].seq; end++ {
			objects, length := all[end].adds(tickets)
			size, bytes = size+objects, bytes+length
		}
		if (size > api.MaxPage || bytes > api.PageSize) && through > from {
			return through, true
		}
		through, i = all[i].seq, end
	}
	return through, false
}

// adds is how many objects and bytes a record adds to a page. Entries bring their ticket
// along, which is in a page once.
func (m moved) adds(tickets map[string]bool) (objects, bytes int64) {
	if m.kind != desk.RecordTicket && m.kind != desk.RecordMessage {
		return 1, m.bytes
	}
	ticket := m.bytes
	if m.kind == desk.RecordMessage {
		objects, bytes, ticket = m.size, m.bytes, m.beside
	}
	if !tickets[m.key] {
		tickets[m.key] = true
		return objects + 1, bytes + ticket
	}
	return objects, bytes
}

// pageOf reads the records that changed in (from, through], as they stand now, with the
// tickets of the entries among them.
func pageOf(q query, all []moved, from, through int64) (desk.Page, error) {
	keys := keysAmong(all, through)
	var page desk.Page
	var err error
	if page.Tickets, err = records[desk.Ticket](q, `SELECT json FROM tickets WHERE row = $1`, byRow, keys[desk.RecordTicket]); err != nil {
		return page, err
	}
	if page.Messages, err = saidIn(q, from, through); err != nil {
		return page, err
	}
	if page.Customers, err = records[desk.Customer](q, selectCustomer, byID, keys[desk.RecordCustomer]); err != nil {
		return page, err
	}
	if page.Canned, err = records[desk.Canned](q, selectCanned, byID, keys[desk.RecordCanned]); err != nil {
		return page, err
	}
	if page.Agents, err = records[desk.Agent](q, selectAgent, byName, keys[desk.RecordAgent]); err != nil {
		return page, err
	}
	if page.Filters, err = records[desk.Filter](q, selectFilter, byName, keys[desk.RecordFilter]); err != nil {
		return page, err
	}
	for _, k := range keys[goneKind] {
		kind, id, _ := strings.Cut(k, " ")
		page.Gone = append(page.Gone, desk.Tombstone{Kind: desk.RecordKind(kind), ID: id})
	}
	return page, nil
}

// keysAmong sorts out which records go into a page, each once.
func keysAmong(all []moved, through int64) map[desk.RecordKind][]string {
	keys := map[desk.RecordKind][]string{}
	tickets := map[string]bool{}
	for _, m := range all {
		if m.seq > through {
			break
		}
		if m.kind == desk.RecordTicket || m.kind == desk.RecordMessage {
			if tickets[m.key] {
				continue
			}
			tickets[m.key] = true
			m.kind = desk.RecordTicket
		}
		keys[m.kind] = append(keys[m.kind], m.key)
	}
	return keys
}

// A key of what moved is text, whatever it is in its table.
func byRow(key string) (any, error)  { return strconv.ParseInt(key, 10, 64) }
func byID(key string) (any, error)   { return hex.DecodeString(key) }
func byName(key string) (any, error) { return key, nil }

// records reads records by their keys. One that is no longer there is left out.
func records[T any](q query, text string, by func(key string) (any, error), keys []string) ([]T, error) {
	var all []T
	for _, k := range keys {
		key, err := by(k)
		if err != nil {
			return nil, err
		}
		v, err := one[T](q, text, key)
		if errors.Is(err, desk.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

// saidIn reads the entries of (from, through].
func saidIn(q query, from, through int64) ([]desk.Message, error) {
	texts, err := column[string](q, `SELECT json FROM entries WHERE seq > $1 AND seq <= $2 ORDER BY seq, ticket, first`, from, through)
	if err != nil || len(texts) == 0 {
		return nil, err
	}
	return readRuns(strings.Join(texts, ","))
}
