package outbox

import (
	"errors"
	"slices"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

const slotOps = "ops"

// read is what the ledger said.
type read struct {
	ops    []desk.PendingOp
	bases  map[desk.TicketID]desk.Version
	whose  map[desk.TicketID]desk.Untrusted // the customer of each ticket
	people map[desk.CustomerID]desk.Customer
	link   desk.Link
}

// Start implements screen.Starter.
func (s *Screen) Start() screen.Out {
	reads := s.reads
	return screen.Out{Ask: []screen.Ask{{Slot: slotOps, Read: func() (any, error) { return readAll(reads) }}}}
}

func readAll(reads Reads) (any, error) {
	ops, err := reads.Outbox()
	if err != nil {
		return nil, err
	}
	ids := make([]desk.TicketID, len(ops))
	for i, p := range ops {
		ids[i] = p.Op.Ticket
	}
	rows, err := reads.Rows(desk.ViewAll, ids)
	if err != nil {
		return nil, err
	}
	r := read{ops: ops, bases: make(map[desk.TicketID]desk.Version, len(rows)), whose: make(map[desk.TicketID]desk.Untrusted, len(rows)), link: reads.Link()}
	if r.people, err = changed(reads, ops); err != nil {
		return nil, err
	}
	for _, row := range rows {
		r.bases[row.ID], r.whose[row.ID] = row.Base, row.Name
	}
	return r, nil
}

// changed are the customers whose records some operations change, as they stand.
func changed(reads Reads, ops []desk.PendingOp) (map[desk.CustomerID]desk.Customer, error) {
	people := map[desk.CustomerID]desk.Customer{}
	for _, p := range ops {
		who := p.Op.Customer()
		if who.IsZero() {
			continue
		}
		c, err := reads.Customer(who)
		if err != nil && !errors.Is(err, desk.ErrNotFound) {
			return nil, err
		}
		people[who] = c
	}
	return people, nil
}

// Heed implements screen.Screen.
func (s *Screen) Heed(c desk.Change) screen.Out {
	switch c.Kind {
	case desk.ChangedOutbox, desk.ChangedLink, desk.ChangedCustomer, desk.ChangedAll:
		return s.Start()
	case desk.ChangedTicket, desk.ChangedCanned, desk.ChangedAgents, desk.ChangedPresence, desk.ChangedSearch:
	}
	return screen.Out{}
}

// Learn implements screen.Screen.
func (s *Screen) Learn(slot string, v any) screen.Out {
	if out, ok := s.decisions.Learn(slot, v); ok {
		return out
	}
	switch v := v.(type) {
	case read:
		s.take(v)
	case error:
		s.failed = v
	}
	return screen.Out{}
}

// take lists the operations: those that wait for the agent first, then by age. The
// cursor stays on its operation, and where that is at rest, on its place.
func (s *Screen) take(v read) {
	s.got, s.failed, s.link, s.ops, s.bases, s.whose, s.people = true, nil, v.link, v.ops, v.bases, v.whose, v.people
	slices.SortStableFunc(s.ops, func(a, b desk.PendingOp) int { return rank(a) - rank(b) })
	at := slices.IndexFunc(s.ops, func(p desk.PendingOp) bool { return p.Op.ID == s.under })
	if at < 0 {
		at = min(max(s.list.At(), 0), max(len(s.ops)-1, 0))
	}
	s.share()
	s.list.Set(len(s.ops), at)
	s.list.To(at)
	if p := s.current(); p != nil {
		s.under = p.Op.ID
	}
}

func rank(p desk.PendingOp) int {
	if act.NeedsAttention(p) {
		return 0
	}
	return 1
}
