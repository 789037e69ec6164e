package desk

import "time"

// MessageKind says what an entry of a thread is.
type MessageKind string

// The kinds of an entry.
const (
	FromCustomer MessageKind = "customer" // public, theirs
	FromAgent    MessageKind = "agent"    // public, ours
	InternalNote MessageKind = "note"     // for colleagues only
	Happening    MessageKind = "event"    // a change or a step taken in another system
	PhoneCall    MessageKind = "call"     // what was said in a call, written down by us
	Forwarded    MessageKind = "forward"  // sent on by us to somebody outside; the customer does not see it
)

// Public reports whether the customer sees entries of this kind.
func (k MessageKind) Public() bool { return k == FromCustomer || k == FromAgent }

// Spoken reports whether an entry of this kind is something that the customer heard: what
// was written to them, or said in a call.
func (k MessageKind) Spoken() bool { return k.Public() || k == PhoneCall }

// Message is one entry of a ticket's thread. It never changes once it has an id.
type Message struct {
	ID      MessageID   `json:"id"`
	Ticket  TicketID    `json:"ticket"`
	Kind    MessageKind `json:"kind"`
	Author  Author      `json:"author"`
	At      time.Time   `json:"at"`
	Text    Untrusted   `json:"text"`
	Channel Channel     `json:"channel,omitempty"`
	Op      OpID        `json:"op,omitzero"` // the operation that said it
	Canned  []CannedID  `json:"canned,omitempty"`
	// To are those it went to, and the address of ours that it was sent from.
	To []Address `json:"to,omitempty"`
	// Forward is set where the entry is something sent on to somebody outside.
	Forward *Quoted `json:"forward,omitempty"`
	// Attachments are the files that go with it.
	Attachments []Attachment `json:"attachments,omitempty"`
	// Change is set where the entry records a change of a field.
	Change *FieldChange `json:"change,omitempty"`
	// Call is set where the entry writes down a call.
	Call *Call `json:"call,omitempty"`
}

// Author is who said something. Exactly one of the two ids is set; neither for
// another system.
type Author struct {
	Agent    AgentID    `json:"agent,omitempty"`
	Customer CustomerID `json:"customer,omitzero"`
	Name     Untrusted  `json:"name,omitzero"`
}

// FieldChange is one change of one field, as codes.
type FieldChange struct {
	Field string `json:"field"`
	From  string `json:"from,omitempty"`
	To    string `json:"to,omitempty"`
	// Waiting is, where another ticket was taken in, since when its customer waited there, and
	// where one was let go or this one opened again, since when the customer waits from then
	// on; zero where they do not.
	Waiting time.Time `json:"waiting,omitzero"`
}
