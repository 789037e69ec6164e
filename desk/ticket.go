package desk

import (
	"maps"
	"slices"
	"time"
)

// Status says whose turn it is.
type Status string

// The statuses of a ticket.
const (
	New     Status = "new"     // nobody has looked at it
	Open    Status = "open"    // on us
	Pending Status = "pending" // on the customer
	OnHold  Status = "on_hold" // on somebody else
	Solved  Status = "solved"
	Closed  Status = "closed" // solved for good: it does not open again
)

// Statuses lists them in the order in which a ticket passes through them.
func Statuses() []Status { return []Status{New, Open, Pending, OnHold, Solved, Closed} }

// Done reports whether nothing more is expected of us.
func (s Status) Done() bool { return s == Solved || s == Closed }

// Valid reports whether s is one of the statuses.
func (s Status) Valid() bool { return slices.Contains(Statuses(), s) }

// Level is one axis of priority. The zero Level is normal.
type Level int8

// The levels of urgency and impact.
const (
	Low    Level = -1
	Normal Level = 0
	High   Level = 1
)

// Valid reports whether it is one of them.
func (l Level) Valid() bool { return l >= Low && l <= High }

// Priority is what urgency and impact amount to. The zero Priority is normal.
type Priority int8

// The priorities.
const (
	PriorityLow    Priority = -1
	PriorityNormal Priority = 0
	PriorityHigh   Priority = 1
	PriorityUrgent Priority = 2
)

// PriorityOf is the table of urgency and impact (the ITIL matrix, on three levels):
// high and high make urgent, high and normal high, normal and normal or high and low normal, the rest low.
func PriorityOf(urgency, impact Level) Priority {
	switch sum := urgency + impact; {
	case sum >= 2:
		return PriorityUrgent
	case sum == 1:
		return PriorityHigh
	case sum == 0:
		return PriorityNormal
	default:
		return PriorityLow
	}
}

// Levels returns the urgency and impact that stand for a priority set by hand.
func (p Priority) Levels() (urgency, impact Level) {
	switch p {
	case PriorityUrgent:
		return High, High
	case PriorityHigh:
		return High, Normal
	case PriorityLow:
		return Low, Normal
	default:
		return Normal, Normal
	}
}

// String is the code of a priority: low, normal, high, urgent.
func (p Priority) String() string {
	switch p {
	case PriorityLow:
		return "low"
	case PriorityHigh:
		return "high"
	case PriorityUrgent:
		return "urgent"
	default:
		return "normal"
	}
}

// ParsePriority reads the code of a priority.
func ParsePriority(s string) (Priority, bool) {
	for p := PriorityLow; p <= PriorityUrgent; p++ {
		if p.String() == s {
			return p, true
		}
	}
	return PriorityNormal, false
}

// Channel is the way a customer reached us. Channels are data: a desk may have others.
type Channel string

// The channels that heed knows by name.
const (
	Mail   Channel = "mail"
	Chat   Channel = "chat"
	Phone  Channel = "phone"
	SMS    Channel = "sms"
	Social Channel = "social"
	Form   Channel = "form"
	API    Channel = "api"
)

// Valid reports whether c may name a channel: the same letters as a login name.
func (c Channel) Valid() bool { return isName(string(c)) }

// UndoHold is how long a sent reply waits on the agent's machine, where it can
// be taken back: 8 s, and nothing in a live conversation.
func (c Channel) UndoHold() time.Duration {
	switch c {
	case Chat, Phone:
		return 0
	default:
		return 8 * time.Second
	}
}

// Ticket is one matter of one customer: everything but the texts of its thread.
type Ticket struct {
	ID      TicketID  `json:"id"`
	Number  int64     `json:"number,omitempty"` // given by the server; 0 until then
	Version Version   `json:"version"`
	Subject Untrusted `json:"subject"`
	Channel Channel   `json:"channel"`
	Status  Status    `json:"status"`
	Urgency Level     `json:"urgency,omitempty"`
	Impact  Level     `json:"impact,omitempty"`

	Requester     CustomerID `json:"requester"`
	RequesterName Untrusted  `json:"requester_name"` // as the customer record has it; for rows
	Tier          Tier       `json:"tier,omitempty"`

	Assignee  AgentID   `json:"assignee,omitempty"`
	Group     GroupID   `json:"group,omitempty"`
	Tags      []string  `json:"tags,omitempty"` // sorted, each once
	Followers []AgentID `json:"followers,omitempty"`

	CreatedAt    time.Time `json:"created_at"`
	UpdatedAt    time.Time `json:"updated_at"`
	WaitingSince time.Time `json:"waiting_since,omitzero"` // oldest unanswered word of the customer
	FirstReplyAt time.Time `json:"first_reply_at,omitzero"`
	SnoozedUntil time.Time `json:"snoozed_until,omitzero"`
	SolvedAt     time.Time `json:"solved_at,omitzero"`

	LastMessage MessageID       `json:"last_message"`
	Voices      []Voice         `json:"voices,omitempty"`
	Touched     map[Field]Touch `json:"touched,omitempty"`
	MergedInto  TicketID        `json:"merged_into,omitzero"`
	Links       []Linked        `json:"links,omitempty"`     // in the order in which they were made
	Reminders   []Reminder      `json:"reminders,omitempty"` // at most one of an agent: nobody is shown another one's
	Rating      *Rating         `json:"rating,omitempty"`
	// Clocks are what is promised on the ticket and may still run out, as the desk keeps them.
	Clocks []Clock `json:"clocks,omitempty"`

	// Attributes keeps the fields of an import that heed has no word for.
	Attributes map[string]Untrusted `json:"attributes,omitempty"`
}

// Priority is what the ticket's urgency and impact amount to.
func (t Ticket) Priority() Priority { return PriorityOf(t.Urgency, t.Impact) }

// Snoozed reports whether the ticket sleeps at now.
func (t Ticket) Snoozed(now time.Time) bool { return t.SnoozedUntil.After(now) }

// Voice is the last public word that one side has said on a ticket.
type Voice struct {
	By   Side      `json:"by"`
	Last MessageID `json:"last"`
}

// Raised returns the voices after a public word of a side; those given may change.
func Raised(voices []Voice, by Side, last MessageID) []Voice {
	for i := range voices {
		if voices[i].By == by {
			voices[i].Last = last
			return voices
		}
	}
	return append(voices, Voice{By: by, Last: last})
}

// Side is who speaks: an agent's id, or CustomerSide.
type Side string

// CustomerSide is the side of everyone who is not an agent.
const CustomerSide Side = "@customer"

// Field names what can be changed and conflict on its own.
type Field string

// The fields that the first writer wins.
const (
	FieldStatus   Field = "status"
	FieldAssignee Field = "assignee"
	FieldGroup    Field = "group"
	FieldPriority Field = "priority"
	FieldSnooze   Field = "snooze"
	FieldMerge    Field = "merge"
)

// Fields that are set once, when a ticket is opened, and never conflict.
const (
	FieldChannel Field = "channel"
	FieldTier    Field = "tier"
)

// What an entry or a problem may name besides: nobody wins or loses them.
const (
	FieldUnmerge    Field = "unmerge"
	FieldTag        Field = "tag"
	FieldLink       Field = "link"
	FieldEscalation Field = "escalation"
	FieldCall       Field = "call"
	FieldMinutes    Field = "minutes"
	FieldFilter     Field = "filter"
	FieldFollow     Field = "follow"
	FieldNote       Field = "note" // of a customer's record
)

// The fields of a change of a customer's record.
const (
	partMails      = "mails"
	partUnmail     = "unmail"
	partPhones     = "phones"
	partUnphone    = "unphone"
	partNotes      = "notes"
	partUnnote     = "unnote"
	partAttributes = "attributes"
	partConsents   = "consents"
	partRefuses    = "refuses"
	partAccepts    = "accepts"

	partTakes           = "takes"
	partTakesAttributes = "takes_attributes"
)

// What a BadValue may name that is no field of a ticket's own.
const (
	partSubject = "subject"
	partName    = "name"
	partAddress = "address"
	partDo      = "do"

	PartMessages = "messages"
	PartFile     = "attachment"
)

// Touch says who last changed a field, and in which version; and who last did before that
// who is somebody else. What one has changed oneself hides nobody's change from what one
// had begun before it.
type Touch struct {
	Version Version `json:"version"`
	By      Side    `json:"by"`
	Others  Version `json:"others,omitempty"` // the version of Other's change; 0 for none
	Other   Side    `json:"other,omitempty"`
}

// not is who has last changed the field but for one side, and in which version.
func (t Touch) not(who Side) (Side, Version) {
	if t.By != who {
		return t.By, t.Version
	}
	return t.Other, t.Others
}

// Rating is what the customer said of our service, 1 to 5.
type Rating struct {
	Score   int       `json:"score"`
	Comment Untrusted `json:"comment,omitzero"`
	At      time.Time `json:"at,omitzero"`
}

// Clone returns a ticket that shares nothing that can change with t.
func (t Ticket) Clone() Ticket {
	t.Tags = slices.Clone(t.Tags)
	t.Followers = slices.Clone(t.Followers)
	t.Links = slices.Clone(t.Links)
	t.Reminders = slices.Clone(t.Reminders)
	t.Voices = slices.Clone(t.Voices)
	t.Clocks = cloneClocks(t.Clocks)
	t.Touched = maps.Clone(t.Touched)
	t.Attributes = maps.Clone(t.Attributes)
	if t.Rating != nil {
		rating := *t.Rating
		t.Rating = &rating
	}
	return t
}

// NewerVoice returns the last of those who spoke after seen and are not by. It is what
// holds a reply that was written before that message was read.
func (t Ticket) NewerVoice(seen MessageID, by AgentID) (Voice, bool) {
	var newest Voice
	for _, v := range t.Voices {
		if v.By != Side(by) && v.after(seen) && v.Last > newest.Last {
			newest = v
		}
	}
	return newest, newest.Last > 0
}

// voiceOf is what a side said last; its Last is 0 where it has said nothing.
func (t Ticket) voiceOf(side Side) Voice {
	for _, v := range t.Voices {
		if v.By == side {
			return v
		}
	}
	return Voice{By: side}
}

// after reports whether it was said after seen. Nobody acts on a ticket without its first
// message: who opened it offline and goes on has seen that, though no desk has numbered it.
func (v Voice) after(seen MessageID) bool { return v.Last > max(seen, 1) }
