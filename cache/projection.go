package cache

import (
	"errors"
	"fmt"
	"time"

	"github.com/heed-desk/heed/cache/record"
	"github.com/heed-desk/heed/desk"
)

// projection is a ticket as it will be once what waits in the outbox has been carried
// out, as far as that can be told.
type projection struct {
	row   record.Row
	there bool        // there is a row to show
	was   *record.Row // what lies under it; nil where the desk has not said anything
	waits int         // operations on their way
	held  int         // operations that the agent must decide on
	no    int         // operations that were refused
}

// predict carries out, in order, what is on its way, and returns the ticket after it and
// the entries that it adds. What the desk has applied already (it stands in the thread)
// is left out, and so is what it will refuse, as far as that can be told.
func (l *Ledger) predict(t desk.Ticket, ops []desk.PendingOp, applied map[desk.OpID]bool) (desk.Ticket, []desk.Message) {
	var said []desk.Message
	for _, p := range ops {
		if applied[p.Op.ID] {
			continue
		}
		var events []desk.Event
		if p.State != desk.OpHeld && p.State != desk.OpRefused && !p.PutOff() {
			after, happened, err := desk.Apply(t, p.Op, l.facts(p.Op.At))
			if err == nil {
				after.Clocks = l.promised().sla.Clocks(t, after, happened)
				t, events = after, happened
			}
		}
		said = append(said, entriesOf(&t, p.Op, events, l.opt.Author)...)
	}
	return t, said
}

func (l *Ledger) facts(at time.Time) desk.Facts {
	return desk.Facts{Now: at, Rights: l.opt.Rights, Author: l.opt.Author, Mailboxes: l.mailboxes()}
}

// entriesOf are the entries that an operation adds to a thread: those that it made, or,
// where it will not be carried out as it stands, its words all the same.
func entriesOf(t *desk.Ticket, op desk.Op, events []desk.Event, by desk.Author) []desk.Message {
	var out []desk.Message
	for _, e := range events {
		if e.Message != nil {
			out = append(out, *e.Message)
		}
	}
	text, public := op.Text()
	if len(out) > 0 || text.IsEmpty() {
		return out
	}
	kind := desk.InternalNote
	switch {
	case public:
		kind = desk.FromAgent
	case op.Forwards() != nil:
		kind = desk.Forwarded
	}
	t.LastMessage++
	return []desk.Message{{
		ID: t.LastMessage, Ticket: op.Ticket, Kind: kind, Author: by, At: op.At, Text: text,
		Channel: t.Channel, Op: op.ID, To: op.Recipients, Forward: op.Forwards(),
		Attachments: op.Attachments(),
	}}
}

// project makes the projection of a ticket with operations.
func (l *Ledger) project(k *look, id desk.TicketID, ops []desk.PendingOp) (*projection, error) {
	p := &projection{}
	t, n, err := k.ticketByID(id)
	switch {
	case errors.Is(err, desk.ErrNotFound):
		if k.stands(id) {
			return nil, fmt.Errorf("a ticket in the order that its id does not lead to: %w", errIncoherent)
		}
	case err != nil:
		return nil, err
	default:
		was, ok, err := k.row(n)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, fmt.Errorf("a ticket without its row: %w", errIncoherent)
		}
		p.was = &was
	}
	applied, err := k.applied(id, n, ops)
	if err != nil {
		return nil, err
	}
	for _, op := range ops {
		p.count(op)
	}
	after, _ := l.predict(t, ops, applied)
	if after.ID.IsZero() {
		return p, nil // nobody has told us of the ticket: there is nothing to lay on
	}
	p.row, p.there = viewer{me: l.Me(), now: l.Now()}.rowOf(&after), true
	return p, nil
}

// stands reports whether a ticket is in the list of all. It looks at all of that: for what should
// not be.
func (k *look) stands(id desk.TicketID) bool {
	view := bitOf(desk.ViewAll)
	c := k.bucket(partOrder).Cursor()
	for key, _ := c.Seek([]byte{byte(view)}); ; key, _ = c.Next() {
		at, p, ok := placeOfKey(key)
		if !ok || at != view {
			return false
		}
		if p.half == [8]byte(id.ID[:8]) {
			return true
		}
	}
}

func (p *projection) count(op desk.PendingOp) {
	switch op.State {
	case desk.OpHolding, desk.OpWaiting, desk.OpSending, desk.OpParked:
		p.waits++
	case desk.OpHeld, desk.OpUnknown:
		p.held++
	case desk.OpRefused:
		p.no++
	}
}

// applied tells which of the operations stand in the ticket's thread already: the desk
// has carried them out, though its verdict has not been heard.
func (k *look) applied(id desk.TicketID, n local, ops []desk.PendingOp) (map[desk.OpID]bool, error) {
	if n == 0 || len(ops) == 0 {
		return nil, nil
	}
	from := ops[0].Op.Seen
	for _, p := range ops {
		from = min(from, p.Op.Seen)
	}
	var out map[desk.OpID]bool
	err := k.newestFirst(id, n, func(m *desk.Message) bool {
		if m.ID <= from {
			return false
		}
		if !m.Op.IsZero() {
			if out == nil {
				out = map[desk.OpID]bool{}
			}
			out[m.Op] = true
		}
		return true
	})
	return out, err
}
