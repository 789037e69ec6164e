package cache

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/heed-desk/heed/desk"
)

// Counts returns how many rows each view has; a filter's where its rows are held.
func (l *Ledger) Counts() (map[desk.ViewID]int, error) {
	var out map[desk.ViewID]int
	err := l.view(func(k *look) (err error) {
		out, err = l.countsOf(k)
		return err
	})
	return out, err
}

func (l *Ledger) countsOf(k *look) (map[desk.ViewID]int, error) {
	c, err := k.readCounts()
	if err != nil {
		return nil, err
	}
	out := make(map[desk.ViewID]int, viewCount)
	for i, v := range filedViews() {
		out[v] = int(c[i]) - len(k.over.views[i].out) + len(k.over.views[i].in)
	}
	for _, of := range l.sorts.filters() {
		if of.gen == k.gen && of.at > k.tx.ID() {
			return nil, errTorn
		}
		base, _ := of.view.Sorted()
		r := &resort{sorting: of, over: k.over}
		r.lay()
		out[base] = r.total()
	}
	return out, nil
}

// Customer returns a customer, with what waits in the outbox done to the record, or the one that has
// everything of theirs since the two were merged; desk.ErrNotFound.
func (l *Ledger) Customer(id desk.CustomerID) (c desk.Customer, err error) {
	err = l.view(func(k *look) error {
		c, err = l.foreseen(k).now(id)
		return err
	})
	return c, err
}

// History returns the newest n tickets of a customer, newest first; also those of a record that is
// about to be merged into theirs.
func (l *Ledger) History(id desk.CustomerID, n int) ([]desk.Row, error) {
	var out []desk.Row
	err := l.view(func(k *look) error {
		out = nil
		records, err := l.foreseen(k).goingInto(id)
		for _, who := range records {
			if err == nil {
				out, err = l.historyOf(k, who, n, out)
			}
		}
		return err
	})
	slices.SortStableFunc(out, func(a, b desk.Row) int { return b.CreatedAt.Compare(a.CreatedAt) })
	return out[:min(len(out), max(n, 0))], err
}

// historyOf adds the newest n tickets that stand under one record.
func (l *Ledger) historyOf(k *look, id desk.CustomerID, n int, out []desk.Row) ([]desk.Row, error) {
	for _, p := range k.over.tickets {
		if p.there && p.was == nil && p.row.Requester == id {
			out = append(out, l.shown(k, desk.ViewAll, &p.row, p)) // made here, and not heard of by the desk
		}
	}
	most := len(out) + n
	err := k.eachOf(id, func(at local) (bool, error) {
		r, err := l.rowAt(k, at)
		if err != nil {
			return false, err
		}
		if r.Requester != id {
			return false, fmt.Errorf("a ticket among those of another customer: %w", errIncoherent)
		}
		p := k.over.tickets[r.ID]
		if p != nil && p.there {
			r = &p.row
		}
		out = append(out, l.shown(k, desk.ViewAll, r, p))
		return len(out) < most, nil
	})
	return out, err
}

// TicketsOf is how many tickets of a customer are here.
func (l *Ledger) TicketsOf(id desk.CustomerID) (n int, err error) {
	err = l.view(func(k *look) error {
		n = 0
		for _, p := range k.over.tickets {
			if p.there && p.was == nil && p.row.Requester == id {
				n++ // made here, and not heard of by the desk
			}
		}
		return k.eachOf(id, func(local) (bool, error) {
			n++
			return true, nil
		})
	})
	return n, trouble(err)
}

// Agents returns the colleagues, by login name.
func (l *Ledger) Agents() ([]desk.Agent, error) {
	var all []desk.Agent
	err := l.view(func(k *look) (err error) {
		all, err = readAll[desk.Agent](k, partAgents)
		return err
	})
	l.withMe(all)
	slices.SortFunc(all, func(a, b desk.Agent) int { return cmp.Compare(a.ID, b.ID) })
	return all, err
}

// Find returns the ticket with a number; desk.ErrNotFound.
func (l *Ledger) Find(number int64) (id desk.TicketID, err error) {
	err = l.view(func(k *look) error {
		n, there, err := k.leadsTo(partNumbers, numberKey(number))
		if err != nil {
			return err
		}
		if !there {
			return desk.ErrNotFound
		}
		r, err := l.rowAt(k, n)
		if err != nil {
			return err
		}
		if r.Number != number {
			return errIncoherent
		}
		id = r.ID
		return nil
	})
	return id, err
}
