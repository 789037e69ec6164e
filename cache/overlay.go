package cache

import (
	"maps"
	"slices"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
)

// overlay is what the agent did since the desk last spoke, laid over the lists: every
// ticket with operations, as it will be. It is made anew with every step and never
// changed, so a reader that has one keeps a coherent whole.
type overlay struct {
	id      seal.StoreID // the file that it was laid over
	on      int64        // the last transaction that it was laid over (Ledger.filed)
	tickets map[desk.TicketID]*projection
	halves  map[[8]byte]bool // the same tickets, by what the order keeps of an id: their rows in the file are covered
	views   [viewCount]lane
}

// lane is what the overlay does to one view.
type lane struct {
	in  []standing // what stands there, by place
	out []place    // what is covered there, by place
}

// standing is a projection in its place.
type standing struct {
	place
	p *projection
}

func newOverlay() *overlay {
	return &overlay{tickets: map[desk.TicketID]*projection{}, halves: map[[8]byte]bool{}}
}

// with returns the overlay with some projections changed; nil takes one away.
func (o *overlay) with(changed map[desk.TicketID]*projection) *overlay {
	next := newOverlay()
	maps.Copy(next.tickets, o.tickets)
	for id, p := range changed {
		if p == nil {
			delete(next.tickets, id)
		} else {
			next.tickets[id] = p
		}
	}
	for _, p := range next.tickets {
		next.lay(p)
	}
	for i := range next.views {
		slices.SortFunc(next.views[i].in, func(a, b standing) int { return a.compare(b.place) })
		slices.SortFunc(next.views[i].out, place.compare)
	}
	return next
}

func (o *overlay) lay(p *projection) {
	if !p.there {
		return
	}
	o.halves[[8]byte(p.row.ID.ID[:8])] = true
	for i, view := range filedViews() {
		bit := uint16(1) << i
		if p.was != nil && p.was.Filed&bit != 0 {
			o.views[i].out = append(o.views[i].out, placeOf(view, &p.was.Excerpt))
		}
		if p.row.Filed&bit != 0 {
			o.views[i].in = append(o.views[i].in, standing{place: placeOf(view, &p.row.Excerpt), p: p})
		}
	}
}

// refresh makes the projections of some tickets anew.
func (l *Ledger) refresh(tickets map[desk.TicketID]bool) error {
	l.overMu.Lock()
	defer l.overMu.Unlock()
	return l.relay(tickets)
}

// relay is refresh for who holds overMu.
func (l *Ledger) relay(tickets map[desk.TicketID]bool) error {
	pending := l.pendingByTicket()
	over := l.over.Load()
	var affected []desk.TicketID
	for id := range pending {
		if tickets[id] {
			affected = append(affected, id)
		}
	}
	for id := range over.tickets {
		if tickets[id] && pending[id] == nil {
			affected = append(affected, id)
		}
	}
	if len(affected) == 0 && over.on == l.filed.Load() {
		return nil
	}
	return l.lay(over, affected, pending)
}

// refreshAll makes every projection anew.
func (l *Ledger) refreshAll() error {
	l.overMu.Lock()
	defer l.overMu.Unlock()
	return l.relayAll()
}

// relayAll is refreshAll for who holds overMu.
func (l *Ledger) relayAll() error {
	pending := l.pendingByTicket()
	return l.lay(newOverlay(), slices.Collect(maps.Keys(pending)), pending)
}

func (l *Ledger) pendingByTicket() map[desk.TicketID][]desk.PendingOp {
	pending := map[desk.TicketID][]desk.PendingOp{}
	for _, p := range l.out.Pending() {
		if p.Op.OfDesk() {
			continue
		}
		pending[p.Op.Ticket] = append(pending[p.Op.Ticket], p)
	}
	return pending
}

// lay puts an overlay in the place of the one that readers have, with some projections made
// anew; all of them where the file is another than the one that lay under it. Where they
// cannot be read the old ones stay: readers wait for neither.
func (l *Ledger) lay(over *overlay, tickets []desk.TicketID, pending map[desk.TicketID][]desk.PendingOp) error {
	var next overlay
	err := l.viewBare(func(k *look) error {
		base, some := over, tickets
		if k.id != over.id {
			base, some = newOverlay(), slices.Collect(maps.Keys(pending))
		}
		changed := make(map[desk.TicketID]*projection, len(some))
		for _, id := range some {
			ops := pending[id]
			if ops == nil {
				changed[id] = nil
				continue
			}
			p, err := l.project(k, id, ops)
			if err != nil {
				return err
			}
			changed[id] = p
		}
		if next = *base; len(changed) > 0 {
			next = *base.with(changed)
		}
		next.id = k.id
		return nil
	})
	if err != nil {
		next = *l.over.Load()
	}
	next.on = l.filed.Load()
	l.over.Store(&next)
	return err
}
