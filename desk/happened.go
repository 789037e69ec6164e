package desk

import (
	"cmp"
	"time"
)

// Happened are the events by which a ticket's clocks run, from its whole thread, oldest entry
// first: what Due needs where the events themselves are not at hand, as in a ledger.
//
// A thread that came from elsewhere may not tell how the ticket got to where it stands; then
// it got there with the last thing that is known of it.
func Happened(t Ticket, thread []Message) []Event {
	begun := Event{Kind: Created, Ticket: t.ID, At: t.CreatedAt, To: t.Priority().String()}
	rest := thread
	if len(thread) > 0 && thread[0].Kind.Public() {
		begun.Message, rest = &thread[0], thread[1:]
		begun.Op, begun.By = thread[0].Op, thread[0].side()
	}
	events := []Event{begun}
	status, first := begun.Message.begins(), ""
	for i := range rest {
		e, counts := rest[i].event()
		if !counts {
			continue
		}
		switch e.Kind {
		case StatusChanged:
			status = Status(e.To)
		case PriorityChanged:
			first = cmp.Or(first, e.From)
		default:
		}
		events = append(events, e)
	}
	events[0].To = cmp.Or(first, events[0].To)
	if status != t.Status {
		events = append(events, Event{Kind: StatusChanged, Ticket: t.ID, At: t.stoodSince(), From: string(status), To: string(t.Status)})
	}
	return events
}

// stoodSince is since when at most a ticket has its status, as far as it knows itself.
func (t Ticket) stoodSince() time.Time {
	if t.Status.Done() && !t.SolvedAt.IsZero() {
		return t.SolvedAt
	}
	return t.UpdatedAt
}

// event is what made an entry, where clocks run by it.
func (m *Message) event() (Event, bool) {
	e := Event{Ticket: m.Ticket, Op: m.Op, By: m.side(), At: m.At, Message: m}
	switch m.Kind {
	case FromCustomer:
		e.Kind = CustomerWrote
	case FromAgent:
		e.Kind = Replied
	case PhoneCall:
		e.Kind = Called
	case Happening:
		if m.Change == nil {
			return e, false
		}
		e.Kind, e.From, e.To = m.Change.kind(), m.Change.From, m.Change.To
	default:
		return e, false
	}
	return e, e.Kind != ""
}

// kind is the kind of event that a change was; empty for one that no clock runs by.
func (c *FieldChange) kind() EventKind {
	switch Field(c.Field) {
	case FieldStatus:
		return StatusChanged
	case FieldPriority:
		return PriorityChanged
	case FieldMerge:
		if c.From != "" {
			return TookIn
		}
	case FieldUnmerge:
		if c.From != "" {
			return LetGoAgain
		}
	default:
	}
	return ""
}

// side is who made an entry.
func (m *Message) side() Side {
	if m.Kind == FromCustomer {
		return CustomerSide
	}
	return Side(m.Author.Agent)
}

// begins is how a ticket stands with its first word: what we opened waits for the customer.
func (m *Message) begins() Status {
	if m != nil && m.Kind == FromAgent {
		return Pending
	}
	return New
}
