package backend

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// tickets sends the tickets with their threads, api.SnapshotPage and api.PageSize a line. A
// thread that is longer goes on in lines of its own.
func (l *liner) tickets(all []int64) error {
	for len(all) > 0 {
		some := all[:min(len(all), api.SnapshotPage)]
		took, rest := 0, desk.MessageID(0)
		err := l.store.look(l.ctx, func(q query) (err error) { took, rest, err = l.threads(q, some); return err })
		if err != nil {
			return err
		}
		if err := l.emit(l.line.Bytes()); err != nil {
			return err
		}
		if err := l.restOf(all[took-1], rest); err != nil {
			return err
		}
		all = all[took:]
	}
	return nil
}

// restOf sends the entries of a ticket from one on; none where from is 0.
func (l *liner) restOf(ticket int64, from desk.MessageID) error {
	for from > 0 {
		l.open("messages")
		err := l.store.look(l.ctx, func(q query) (err error) { from, err = l.entries(q, ticket, from); return err })
		if err != nil {
			return err
		}
		l.line.WriteString("]}}\n")
		if err := l.emit(l.line.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// threads fills the line with tickets and their entries and returns how many of the tickets
// it has dealt with, at least one: fewer where the line grew too long. Rest is the first
// entry that the last of them still lacks; 0 where it has them all.
func (l *liner) threads(q query, some []int64) (took int, rest desk.MessageID, err error) {
	took, err = l.fitting(q, some)
	if err != nil {
		return 0, 0, err
	}
	some = some[:took]
	l.open("tickets")
	n, err := l.addAll(q, `SELECT json FROM tickets WHERE row IN (`+list(some)+`) ORDER BY row`, l.seenTicket)
	if err != nil {
		return 0, 0, err
	}
	l.sent += n
	l.line.WriteString(`],"messages":[`)
	if took == 1 {
		rest, err = l.entries(q, some[0], 1)
	} else {
		_, err = l.addAll(q, `SELECT json FROM entries WHERE ticket IN (`+list(some)+`) ORDER BY ticket, first`, asItLies)
	}
	l.line.WriteString("]}}\n")
	return took, rest, err
}

// entries adds the runs of a thread from an entry on, until the line is long enough, and
// returns the first entry that is left; 0 where none is.
func (l *liner) entries(q query, ticket int64, from desk.MessageID) (rest desk.MessageID, err error) {
	n := 0
	err = each(q, func(row scanner) error {
		var first desk.MessageID
		var j string
		if err := row.Scan(&first, &j); err != nil {
			return err
		}
		if n > 0 && l.line.Len()+len(j) > api.PageSize {
			rest = first
			return errEnough
		}
		l.add(n, j)
		n++
		return nil
	}, `SELECT first, json FROM entries WHERE ticket = $1 AND first >= $2 ORDER BY first`, ticket, int64(from))
	return rest, err
}

// addAll adds what a query finds to the line, as seen makes it, with commas between.
func (l *liner) addAll(q query, text string, seen func(j string) (string, error)) (n int, err error) {
	err = each(q, func(row scanner) error {
		var j string
		if err := row.Scan(&j); err != nil {
			return err
		}
		j, err := seen(j)
		l.add(n, j)
		n++
		return err
	}, text)
	return n, err
}

// asItLies is for records that everybody may see whole.
func asItLies(j string) (string, error) { return j, nil }

// seenTicket is the record of a ticket as the one who asks may see it. Few have anything that
// is not for everybody, and no text in a record can look like the name of a field.
func (l *liner) seenTicket(j string) (string, error) {
	if !strings.Contains(j, `"reminders":`) {
		return j, nil
	}
	var t desk.Ticket
	if err := parse(j, &t); err != nil {
		return "", err
	}
	b, err := json.Marshal(t.For(l.who))
	return string(b), err
}

// fitting is how many of the tickets, at least one, fit into a line with their threads.
func (l *liner) fitting(q query, some []int64) (int, error) {
	sizes := make(map[int64]int64, len(some))
	for _, text := range []string{
		`SELECT row, octet_length(json) FROM tickets WHERE row IN (` + list(some) + `)`,
		`SELECT ticket, sum(octet_length(json)) FROM entries WHERE ticket IN (` + list(some) + `) GROUP BY ticket`,
	} {
		err := each(q, func(row scanner) error {
			var ticket, size int64
			err := row.Scan(&ticket, &size)
			sizes[ticket] += size
			return err
		}, text)
		if err != nil {
			return 0, err
		}
	}
	var sum int64
	for i, t := range some {
		if sum += sizes[t]; sum > api.PageSize && i > 0 {
			return i, nil
		}
	}
	return len(some), nil
}

// list writes row numbers for an IN.
func list(rows []int64) string {
	b := make([]byte, 0, 8*len(rows))
	for i, r := range rows {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, r, 10)
	}
	return string(b)
}
