package cache

import (
	"cmp"
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

// Customer returns a customer; desk.ErrNotFound.
func (l *Ledger) Customer(id desk.CustomerID) (c desk.Customer, err error) {
	err = l.view(func(k *look) error {
		c, err = k.customer(id)
		return err
	})
	return c, err
}

// History returns the newest n tickets of a customer, newest first.
func (l *Ledger) History(id desk.CustomerID, n int) ([]desk.Row, error) {
	var out []desk.Row
	err := l.view(func(k *look) error {
		out = nil
		for _, p := range k.over.tickets {
			if p.there && p.was == nil && p.row.Requester == id {
				out = append(out, l.shown(k, desk.ViewAll, &p.row, p)) // made here, and not heard of by the desk
			}
		}
		return k.eachOf(id, func(at local) (bool, error) {
			r, err := l.rowAt(k, at)
			if err != nil {
				return false, err
			}
			p := k.over.tickets[r.ID]
			if p != nil && p.there {
				r = &p.row
			}
			out = append(out, l.shown(k, desk.ViewAll, r, p))
			return len(out) < n, nil
		})
	})
	slices.SortStableFunc(out, func(a, b desk.Row) int { return b.CreatedAt.Compare(a.CreatedAt) })
	return out[:min(len(out), max(n, 0))], err
}

// Canned returns the phrasebook, by name.
func (l *Ledger) Canned() ([]desk.Canned, error) {
	var all []desk.Canned
	err := l.view(func(k *look) (err error) {
		all, err = readAll[desk.Canned](k, partCanned)
		return err
	})
	slices.SortFunc(all, func(a, b desk.Canned) int { return cmp.Compare(a.Name, b.Name) })
	return all, err
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
		n, ok := localOf(k.bucket(partNumbers).Get(numberKey(number)))
		if !ok {
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
