package outbox

import (
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Pending returns everything that is not at rest, oldest first.
func (o *Outbox) Pending() []desk.PendingOp { return o.state.Load().pending(o.opt.Now(), nil) }

// On returns what is not at rest on one ticket, oldest first.
func (o *Outbox) On(ticket desk.TicketID) []desk.PendingOp {
	return o.state.Load().pending(o.opt.Now(), func(op desk.Op) bool { return op.Ticket == ticket })
}

// Op returns one operation that is not at rest.
func (o *Outbox) Op(id desk.OpID) (desk.PendingOp, bool) {
	e := o.state.Load().find(id)
	if e == nil {
		return desk.PendingOp{}, false
	}
	for _, p := range o.On(e.Op.Ticket) {
		if p.Op.ID == id {
			return p, true
		}
	}
	return desk.PendingOp{}, false
}

// pending describes the entries at now, of the tickets that are wanted; nil wants all.
func (s *contents) pending(now time.Time, wanted func(desk.Op) bool) []desk.PendingOp {
	var out []desk.PendingOp
	parked := map[desk.Lane]bool{}
	for _, e := range s.queue {
		if wanted != nil && !wanted(e.Op) {
			continue
		}
		out = append(out, desk.PendingOp{
			Op: e.Op, State: e.state(now, parked[e.Op.Lane()]), Problem: e.Problem, Came: e.Came, Until: e.Until, Later: e.Later, Tries: e.Tries,
			Unsure: !e.stopped() && e.Unsure,
		})
		if e.stopped() {
			parked[e.Op.Lane()] = true
		}
	}
	return out
}

// Draft returns the text that was begun on a ticket; nil for none.
func (o *Outbox) Draft(ticket desk.TicketID, note bool) *desk.Draft {
	d := o.state.Load().drafts[desk.DraftKey{Ticket: ticket, Note: note}]
	if d == nil {
		return nil
	}
	c := *d
	return &c
}

// Forwarding returns the text that was begun to send a ticket on with; nil for none.
func (o *Outbox) Forwarding(ticket desk.TicketID) *desk.Draft {
	d := o.state.Load().drafts[desk.DraftKey{Ticket: ticket, Forward: true}]
	if d == nil {
		return nil
	}
	c := *d
	return &c
}

// HasDraft reports whether a text was begun on a ticket, be it in a dialog.
func (o *Outbox) HasDraft(ticket desk.TicketID) bool {
	s := o.state.Load()
	d := s.drafts
	of := func(note, forward bool) bool {
		return d[desk.DraftKey{Ticket: ticket, Note: note, Forward: forward}] != nil
	}
	return len(d) > 0 && (s.asked[ticket] || of(false, false) || of(true, false) || of(false, true))
}

// Holds is when the next undo hold ends after now; zero for never.
func (o *Outbox) Holds(now time.Time) (next time.Time) {
	for _, e := range o.state.Load().queue {
		if e.Until.After(now) && !e.stopped() && (next.IsZero() || e.Until.Before(next)) {
			next = e.Until
		}
	}
	return next
}

// Drafts is how many texts were begun and not sent.
func (o *Outbox) Drafts() int { return len(o.state.Load().drafts) }

// AllDrafts are the texts that were begun and not sent, the oldest first.
func (o *Outbox) AllDrafts() []desk.Draft {
	var all []desk.Draft
	for _, d := range o.state.Load().drafts {
		all = append(all, *d)
	}
	slices.SortFunc(all, func(a, b desk.Draft) int { return a.At.Compare(b.At) })
	return all
}

// Openings are the texts that were begun for new tickets, the last one first.
func (o *Outbox) Openings() []desk.Draft {
	var all []desk.Draft
	for _, d := range o.state.Load().drafts {
		if d.Opens != nil {
			all = append(all, *d)
		}
	}
	slices.SortFunc(all, func(a, b desk.Draft) int { return b.At.Compare(a.At) })
	return all
}
