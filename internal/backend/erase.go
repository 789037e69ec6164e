package backend

import (
	"context"
	"errors"
	"slices"
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
