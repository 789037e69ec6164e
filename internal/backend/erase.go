package backend

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Erased says what went with a customer.
type Erased struct {
	Tickets int `json:"tickets"`
	Entries int `json:"entries"` // of theirs in tickets of others, of which no word is left
	Files   int `json:"files"`
	// Named are the numbers of the tickets of others in which an address of theirs still
	// stands, or all of their name in a tag or a group, as somebody wrote it there.
	Named []int64 `json:"named,omitempty"`
}

// Erase takes customers out of the desk: their records, their tickets with all that was said
// and attached, and their words in tickets of others. What stays are codes and numbers. Every
// workstation hears of it with its next sync and forgets them too, and nothing brings them
// back: no import, no operation that was under way, no backup that is restored. Erasing somebody
// of whom the desk knows nothing tells the workstations all the same.
func (s *Store) Erase(ctx context.Context, who ...desk.CustomerID) (Erased, error) {
	s.files.Lock()
	defer s.files.Unlock()
	var sum Erased
	var stale []desk.FileID
	var were []desk.Customer
	seen, err := s.trace(ctx, who)
	if err != nil {
		return sum, err
	}
	if err := s.change(ctx, func(t *tx) error {
		for _, id := range who {
			c, err := t.met(id)
			if err != nil {
				return err
			}
			all, err := mergedInto(t, id)
			if err != nil {
				return err
			}
			done, files, err := t.eraseWhole(append(all, id), seen.words, func(c desk.Customer) ([]int64, error) { return seen.where(t, c) })
			if err != nil {
				return err
			}
			were, stale = append(were, c), append(stale, files...)
			sum.Tickets, sum.Entries = sum.Tickets+done.Tickets, sum.Entries+done.Entries
		}
		return t.owesScouring()
	}); err != nil {
		return sum, err
	}
	sum.Files = len(stale)
	_, err = s.files.sweep(ctx, stale, nil, time.Time{})
	gone := context.WithoutCancel(ctx) // they are erased: whoever asked may be
	return sum, errors.Join(err, s.scour(gone), s.look(gone, func(q query) error {
		for _, c := range were {
			some, err := named(q, c)
			if err != nil {
				return err
			}
			more, err := seen.words.naming(q, c)
			if err != nil {
				return err
			}
			sum.Named = append(sum.Named, slices.Compact(slices.Sorted(slices.Values(slices.Concat(some, more))))...)
		}
		return nil
	}))
}

// traces are where customers stand in what others said, as it was found while others write.
type traces struct {
	seq  int64 // up to which change everything was looked through
	of   map[desk.CustomerID]desk.Customer
	rows map[desk.CustomerID][]int64
	// words are the desk's own, as they are without those customers.
	words vocabulary
}

// trace looks for customers, and for all records that were merged into theirs.
func (s *Store) trace(ctx context.Context, who []desk.CustomerID) (seen traces, err error) {
	seen.of, seen.rows = map[desk.CustomerID]desk.Customer{}, map[desk.CustomerID][]int64{}
	var records []desk.CustomerID
	err = s.look(ctx, func(q query) error {
		if err := q.row(`SELECT seq FROM desk`).Scan(&seen.seq); err != nil {
			return err
		}
		for _, id := range who {
			all, err := mergedInto(q, id)
			if err != nil {
				return err
			}
			for _, record := range append(all, id) {
				c, err := one[desk.Customer](q, selectCustomer, record.ID[:])
				if err != nil && !errors.Is(err, desk.ErrNotFound) {
					return err
				}
				if seen.rows[record], err = mentioning(q, record, c.Mails, 0); err != nil {
					return err
				}
				seen.of[record] = c
				records = append(records, record)
			}
		}
		return nil
	})
	if err == nil {
		seen.words, err = s.vocabulary(ctx, records...)
	}
	return seen, err
}

// where is in which entries a customer stands: those that were found, and what has come or changed
// since. Of somebody who was not looked for like that, everything is looked through.
func (seen traces) where(q query, c desk.Customer) ([]int64, error) {
	was, there := seen.of[c.ID]
	if !there || !slices.Equal(was.Mails, c.Mails) {
		return mentioning(q, c.ID, c.Mails, 0)
	}
	since, err := mentioning(q, c.ID, c.Mails, seen.seq+1)
	all := slices.Concat(since, seen.rows[c.ID])
	slices.Sort(all)
	return slices.Compact(all), err
}

// eraseWhole erases a customer with all of their records. where finds the entries in which one
// of them stands, after their tickets are gone.
func (t *tx) eraseWhole(records []desk.CustomerID, words vocabulary, where func(desk.Customer) ([]int64, error)) (sum Erased, stale []desk.FileID, err error) {
	for _, one := range records {
		done, files, err := t.erase(one, words, where)
		if err != nil {
			return sum, nil, err
		}
		stale = append(stale, files...)
		sum.Tickets, sum.Entries = sum.Tickets+done.Tickets, sum.Entries+done.Entries
	}
	return sum, stale, nil
}

func (t *tx) erase(id desk.CustomerID, words vocabulary, where func(desk.Customer) ([]int64, error)) (done Erased, stale []desk.FileID, err error) {
	c, err := t.met(id)
	if err != nil {
		return done, nil, err
	}
	c.ID = id // also where there is no record of them
	seq, err := t.next()
	if err != nil {
		return done, nil, err
	}
	all, err := laid(t, `SELECT row, number, id FROM tickets WHERE requester = $1`, id.ID[:])
	if err != nil {
		return done, nil, err
	}
	for _, l := range all {
		r, err := t.ticket(l.id)
		if err != nil {
			return done, nil, err
		}
		files, err := t.remove(l, seq, words.on(r.ticket, c))
		if err != nil {
			return done, nil, err
		}
		stale = append(stale, files...)
	}
	done.Tickets = len(all)
	rows, err := where(c)
	if err != nil {
		return done, nil, err
	}
	files, n, err := t.silence(rows, id, c.Mails, seq)
	if err != nil {
		return done, nil, err
	}
	stale, done.Entries = append(stale, files...), n
	t.hints = append(t.hints, desk.Hint{Seq: seq, Kind: desk.RecordCustomer})
	t.did("customer.erase", "customer "+id.String(), "", "")
	return done, stale, errors.Join(t.exec(`DELETE FROM contacts WHERE customer = $1`, id.ID[:]), t.exec(`DELETE FROM customers WHERE id = $1`, id.ID[:]), t.bury(desk.RecordCustomer, id.String(), seq))
}

// holding is a condition for the texts in which a word stands as JSON has it.
func holding(word string) string {
	j, _ := json.Marshal(word) // a text always can be
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(strings.Trim(string(j), `"`)) + "%"
}

// mentioning are the runs, of those that changed under a number or since, in which a customer, or an
// address of theirs, stands.
func mentioning(q query, id desk.CustomerID, mails []desk.Untrusted, since int64) ([]int64, error) {
	words := []string{id.String()}
	for _, m := range mails {
		if !m.IsEmpty() {
			words = append(words, m.Raw())
		}
	}
	var all []int64
	for _, word := range words {
		some, err := column[int64](q, `SELECT row FROM entries WHERE seq >= $2 AND json LIKE $1 ESCAPE '\'`, holding(word), since)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// silence takes a customer's words and addresses out of runs of entries in others' tickets. Those
// who hold them are told to drop them, and are sent what is left.
func (t *tx) silence(rows []int64, id desk.CustomerID, mails []desk.Untrusted, seq int64) (stale []desk.FileID, n int, err error) {
	for _, row := range rows {
		files, some, err := t.silenceRun(row, id, mails, seq)
		if err != nil {
			return nil, 0, err
		}
		stale, n = append(stale, files...), n+some
	}
	return stale, n, nil
}

func (t *tx) silenceRun(row int64, id desk.CustomerID, mails []desk.Untrusted, seq int64) (stale []desk.FileID, n int, err error) {
	var ticket int64
	var text string
	err = found(t.row(`SELECT ticket, json FROM entries WHERE row = $1`, row).Scan(&ticket, &text))
	if errors.Is(err, desk.ErrNotFound) {
		return nil, 0, nil // it went with its ticket
	}
	if err != nil {
		return nil, 0, err
	}
	all, err := readRuns(text)
	if err != nil {
		return nil, 0, err
	}
	var files [][]byte
	for i := range all {
		m := &all[i]
		before := len(m.To)
		m.To = slices.DeleteFunc(m.To, func(a desk.Address) bool { return slices.Contains(mails, a.Value) })
		theirs := m.Author.Customer == id
		if theirs {
			for _, f := range m.Attachments {
				files = append(files, f.ID[:])
			}
			m.Author, m.Text, m.Attachments = desk.Author{}, desk.Untrusted{}, nil
		}
		if !theirs && len(m.To) == before {
			continue
		}
		n++
		if err := t.bury(desk.RecordMessage, m.Ticket.String()+"/"+strconv.FormatInt(int64(m.ID), 10), seq); err != nil {
			return nil, 0, err
		}
	}
	if n == 0 {
		return nil, 0, nil
	}
	r, err := newRun(all)
	if err != nil {
		return nil, 0, err
	}
	for _, f := range files {
		if err := t.exec(`DELETE FROM uses WHERE file = $1 AND ticket = $2`, f, ticket); err != nil {
			return nil, 0, err
		}
	}
	if stale, err = t.dropUnused(files); err != nil {
		return nil, 0, err
	}
	return stale, n, t.exec(`UPDATE entries SET json = $1, seq = $2 WHERE row = $3`, r.text, seq, row)
}

// named are the tickets in which an address of a customer still stands.
func named(q query, c desk.Customer) ([]int64, error) {
	var all []int64
	for _, word := range slices.Concat(c.Mails, c.Phones) {
		if word.IsEmpty() {
			continue
		}
		some, err := column[int64](q, `SELECT DISTINCT number FROM tickets LEFT JOIN entries ON entries.ticket = tickets.row
			WHERE entries.json LIKE $1 ESCAPE '\' OR tickets.json LIKE $1 ESCAPE '\'`, holding(word.Raw()))
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// ErasedCustomers are all who were ever erased.
func (s *Store) ErasedCustomers(ctx context.Context) (all []desk.CustomerID, err error) {
	err = s.look(ctx, func(q query) (err error) { all, err = erasedCustomers(q); return err })
	return all, err
}

// ErasedCustomers are all who were ever erased.
func (src *Source) ErasedCustomers(ctx context.Context) ([]desk.CustomerID, error) {
	return src.store.ErasedCustomers(ctx)
}

func erasedCustomers(q query) ([]desk.CustomerID, error) {
	names, err := column[string](q, `SELECT id FROM gone WHERE kind = $1 ORDER BY id`, string(desk.RecordCustomer))
	all := make([]desk.CustomerID, len(names))
	for i, name := range names {
		if err == nil {
			err = all[i].UnmarshalText([]byte(name))
		}
	}
	return all, err
}
