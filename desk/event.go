package desk

import "time"

// EventKind names what happened.
type EventKind string

// The kinds of event.
const (
	Created         EventKind = "created"
	CustomerWrote   EventKind = "customer_wrote"
	Replied         EventKind = "replied"
	Noted           EventKind = "noted"
	StatusChanged   EventKind = "status"
	Assigned        EventKind = "assigned"
	Regrouped       EventKind = "group"
	PriorityChanged EventKind = "priority"
	Tagged          EventKind = "tagged"
	Untagged        EventKind = "untagged"
	Snoozed         EventKind = "snoozed"
	Woken           EventKind = "woken"
	Followed        EventKind = "followed"
	Unfollowed      EventKind = "unfollowed"
	MergedAway      EventKind = "merged"
	TookIn          EventKind = "took_in"
	SplitOff        EventKind = "unmerged"
	LetGoAgain      EventKind = "let_go"
	LinkedTo        EventKind = "linked"
	Unlinked        EventKind = "unlinked"
	Called          EventKind = "called"
	Escalated       EventKind = "escalated"
	SentOn          EventKind = "forwarded"
)

// Event is one thing that happened to a ticket. Events are the record that every
// figure is summed from; they are never changed.
type Event struct {
	Kind    EventKind `json:"kind"`
	Ticket  TicketID  `json:"ticket"`
	Op      OpID      `json:"op"`
	By      Side      `json:"by"`
	At      time.Time `json:"at"`
	From    string    `json:"from,omitempty"`    // the code before, where a field changed
	To      string    `json:"to,omitempty"`      // of a ticket that is created, its priority
	Message *Message  `json:"message,omitempty"` // the thread entry that it made, if any
}

// concernsOthers reports whether the event is more than an agent's own affair.
func (e Event) concernsOthers() bool {
	switch e.Kind {
	case Reminded, Followed, Unfollowed:
		return false
	default:
		return true
	}
}
