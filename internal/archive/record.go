// Package archive is the JSONL format in which tickets, customers, replies and
// colleagues come into a desk: one record a line, plain or gzip.
// docs/import.md describes it.
package archive

import "github.com/heed-desk/heed/desk"

// Record is one line: exactly one of its fields is set, beside Turned.
type Record struct {
	Ticket   *Ticket
	Customer *desk.Customer
	Reply    *desk.Canned
	Agent    *desk.Agent // only lines of type "agent" make one
	Mailbox  *desk.Mailbox

	Turned []Turned // colleagues who get another login than the line has for them
}

// Ticket is a ticket with its thread. Ids are derived from the file's own ids, so that
// taking a file in twice changes nothing.
type Ticket struct {
	desk.Ticket
	Messages []desk.Message // oldest first, numbered from 1
	Agent    string         // who answered, as the file names them
	// Customer is what the ticket's line says of its requester: often less than the
	// customer's own record. Fill joins the two; nil where the line says nothing.
	Customer *desk.Customer
}

// Kind says which of the fields is set: ticket, customer, reply, agent, mailbox, or nothing.
func (r Record) Kind() string {
	switch {
	case r.Ticket != nil:
		return KindTicket
	case r.Customer != nil:
		return KindCustomer
	case r.Reply != nil:
		return KindReply
	case r.Agent != nil:
		return KindAgent
	case r.Mailbox != nil:
		return KindMailbox
	default:
		return ""
	}
}

// The kinds of record, as the field "type" names them.
const (
	KindTicket   = "ticket"
	KindCustomer = "customer"
	KindReply    = "reply"
	KindAgent    = "agent"
	KindMailbox  = "mailbox"
)
