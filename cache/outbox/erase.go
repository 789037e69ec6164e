package outbox

import (
	"slices"

	"github.com/heed-desk/heed/desk"
)

// Erase drops what was begun, and what waits, on tickets of customers who are erased, or was
// to open one for them: it is about them. What the desk may have stays until it has answered.
// It returns the tickets of what it dropped.
func (o *Outbox) Erase(tickets []desk.TicketID, who []desk.CustomerID) ([]desk.TicketID, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	s := o.state.Load()
	theirs := map[desk.TicketID]bool{}
	for _, t := range tickets {
		theirs[t] = true
	}
	var c change
	var touched []desk.TicketID
	for _, e := range s.queue {
		if in, ok := e.Op.Intent.(desk.Create); ok && slices.Contains(who, in.Requester) {
			theirs[e.Op.Ticket] = true
		}
		if theirs[e.Op.Ticket] && !e.Claimed {
			c.Drop, touched = append(c.Drop, e.Op.ID), append(touched, e.Op.Ticket)
		}
	}
	for _, d := range s.drafts {
		if theirs[d.Ticket] || d.Opens != nil && slices.Contains(who, d.Opens.Requester) {
			c.Drafts, touched = append(c.Drafts, &desk.Draft{Ticket: d.Ticket, Note: d.Note, Forward: d.Forward}), append(touched, d.Ticket)
		}
	}
	if len(touched) == 0 {
		return nil, nil
	}
	return touched, o.commit(c)
}

// Forget writes both copies anew, so that nothing is left in them of what was dropped.
func (o *Outbox) Forget() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return nil
	}
	err := o.attempt(o.checkpoint)
	if err != nil || o.opt.Dir == "" {
		return err
	}
	return o.table.file.Compact(func() {})
}
