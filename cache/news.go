package cache

import "github.com/heed-desk/heed/desk"

// news is what others must hear of once it lasts.
type news struct {
	tickets   map[desk.TicketID]bool
	customers map[desk.CustomerID]bool
	kinds     map[desk.ChangeKind]bool
}

func (n *news) ticket(id desk.TicketID) {
	if n.tickets == nil {
		n.tickets = map[desk.TicketID]bool{}
	}
	n.tickets[id] = true
}

func (n *news) customer(id desk.CustomerID) {
	if len(n.customers) > mostDirty {
		return // it is all of it by now, however many there are
	}
	if n.customers == nil {
		n.customers = map[desk.CustomerID]bool{}
	}
	n.customers[id] = true
}

func (n *news) kind(k desk.ChangeKind) {
	if n.kinds == nil {
		n.kinds = map[desk.ChangeKind]bool{}
	}
	n.kinds[k] = true
}

// changes is the news as subscribers hear it. Much of it is all of it.
func (n *news) changes() []desk.Change {
	if len(n.tickets)+len(n.customers) > mostDirty || n.kinds[desk.ChangedAll] {
		return []desk.Change{{Kind: desk.ChangedAll}}
	}
	out := make([]desk.Change, 0, len(n.tickets)+len(n.customers)+len(n.kinds))
	for id := range n.tickets {
		out = append(out, desk.Change{Kind: desk.ChangedTicket, Ticket: id})
	}
	for id := range n.customers {
		out = append(out, desk.Change{Kind: desk.ChangedCustomer, Who: id})
	}
	for k := range n.kinds {
		out = append(out, desk.Change{Kind: k})
	}
	return out
}
