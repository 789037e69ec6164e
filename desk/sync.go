package desk

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Cursor is an opaque place in a desk's change feed. The server made it; nobody else
// may read it. The zero Cursor is before everything.
type Cursor string

// Page is a piece of a desk's state: what changed since a cursor, or a piece of a
// snapshot. Every record in it is whole; a record that is older than the one held is ignored.
type Page struct {
	Tickets   []Ticket    `json:"tickets,omitempty"`
	Messages  []Message   `json:"messages,omitempty"`
	Customers []Customer  `json:"customers,omitempty"`
	Canned    []Canned    `json:"canned,omitempty"`
	Agents    []Agent     `json:"agents,omitempty"`
	Filters   []Filter    `json:"filters,omitempty"` // shared ones; one without a query is shared no longer
	Gone      []Tombstone `json:"gone,omitempty"`
	Next      Cursor      `json:"next,omitempty"` // where the feed goes on; empty inside a snapshot
	More      bool        `json:"more,omitempty"` // there is more already
	// About names what the desk says of itself now, as Description.About does: where the two
	// differ, it is asked again. Empty where nobody says.
	About string `json:"about,omitempty"`
}

// Bare reports whether the page brings nothing but where the feed goes on.
func (p Page) Bare() bool {
	return len(p.Tickets)+len(p.Messages)+len(p.Customers)+len(p.Canned)+len(p.Agents)+len(p.Filters)+len(p.Gone) == 0
}

// Weight is about how many bytes of what people wrote stand in the page: enough to know
// when it is time to write down what was gathered.
func (p Page) Weight() int {
	n := 0
	for i := range p.Tickets {
		n += p.Tickets[i].Subject.Len() + weigh(p.Tickets[i].Attributes)
	}
	for i := range p.Messages {
		n += p.Messages[i].Text.Len()
	}
	for i := range p.Customers {
		c := &p.Customers[i]
		n += weigh(c.Attributes)
		for _, note := range slices.Concat(c.Notes, c.Needs) {
			n += note.Len()
		}
	}
	for i := range p.Canned {
		n += len(p.Canned[i].Text)
	}
	return n
}

func weigh(attributes map[string]Untrusted) (n int) {
	for name, value := range attributes {
		n += len(name) + value.Len()
	}
	return n
}

// Tombstone says that a record is gone for good.
type Tombstone struct {
	Kind RecordKind `json:"kind"`
	ID   string     `json:"id"` // the id's text form; the login name of an agent
}

// RecordKind names a kind of record.
type RecordKind string

// The kinds of record.
const (
	RecordTicket   RecordKind = "ticket"
	RecordMessage  RecordKind = "message"
	RecordCustomer RecordKind = "customer"
	RecordCanned   RecordKind = "canned"
	RecordAgent    RecordKind = "agent"
	RecordFilter   RecordKind = "filter" // a shared one
)

// Outcome says what became of an operation.
type Outcome string

// The outcomes.
const (
	Applied Outcome = "applied" // it happened, now or when it was first sent
	Held    Outcome = "held"    // somebody wrote meanwhile; the agent decides
	Refused Outcome = "refused" // it will not happen; Problem says why
	Unknown Outcome = "unknown" // it may have happened; a person must look
)

// Verdict is the desk's answer to an operation, recorded for ever under its id.
type Verdict struct {
	Op      OpID     `json:"op"`
	Outcome Outcome  `json:"outcome"`
	Problem *Problem `json:"problem,omitempty"`
	// Ticket is the ticket as it stands after, or as it stands now where it was not applied.
	Ticket *Ticket `json:"ticket,omitempty"`
	// Messages are the thread entries that the operation made, or that made it held.
	Messages []Message `json:"messages,omitempty"`
	// Filter and Agent are what an operation of the desk's own was done to, as it stands after.
	Filter *Filter `json:"filter,omitempty"`
	Canned *Canned `json:"canned,omitempty"`
	Agent  *Agent  `json:"agent,omitempty"`
	// Made is the version in which a customer's record has what an operation on it did. The record
	// itself comes by the feed.
	Made Version `json:"made,omitempty"`
}

// Hint says where something moved, never what it is: it may get lost or come twice.
type Hint struct {
	Seq    int64      `json:"seq,omitempty"`
	Kind   RecordKind `json:"kind,omitempty"`
	Ticket TicketID   `json:"ticket,omitzero"`
	// Presence is set where a colleague looks at or writes in the ticket.
	Presence *Presence `json:"presence,omitempty"`
	// Reset asks to pull: hints were missed.
	Reset bool `json:"reset,omitempty"`
	// Floor says that the floor has other figures. It is told to leads only.
	Floor bool `json:"floor,omitempty"`
}

// Presence says that a colleague is on a ticket. It is a hint and never stored.
type Presence struct {
	Agent  AgentID   `json:"agent"`
	Ticket TicketID  `json:"ticket"`
	Doing  Doing     `json:"doing"`
	Until  time.Time `json:"until,omitzero"`
}

// The pace of presence: how often a session says where it is, and how long that is believed.
const (
	PresenceEvery = 10 * time.Second
	PresenceHolds = 30 * time.Second
)

// Doing is what a colleague does on a ticket.
type Doing string

// What a colleague may be doing.
const (
	Viewing Doing = "views"
	Writing Doing = "writes"
	Left    Doing = "left"
)

// Shadow takes in a complete resync beside what is held, so that the two can be
// swapped at once.
type Shadow interface {
	// Take adds a page of the snapshot.
	Take(Page) error
	// Done says that the snapshot is complete: this many tickets, the feed goes on at
	// next. It fails where the count is not what was taken, and then nothing is swapped.
	Done(tickets int, next Cursor) error
}

// Change says where something moved in a ledger, never what it is.
type Change struct {
	Kind   ChangeKind
	Ticket TicketID   // the ticket it is about; zero where it is about all or none
	Who    CustomerID // the customer it is about
}

// ChangeKind says which part of a ledger moved.
type ChangeKind string

// What can move.
const (
	ChangedTicket   ChangeKind = "ticket"   // a ticket, its thread or its place in a list
	ChangedCustomer ChangeKind = "customer" // a customer's record
	ChangedOutbox   ChangeKind = "outbox"   // an operation: queued, settled, refused, cancelled
	ChangedCanned   ChangeKind = "canned"   // the phrasebook
	ChangedAgents   ChangeKind = "agents"   // colleagues
	ChangedLink     ChangeKind = "link"     // the connection to the desk
	ChangedPresence ChangeKind = "presence" // who is where
	ChangedSearch   ChangeKind = "search"   // the search index went on
	ChangedAll      ChangeKind = "all"      // anything: read again
)

// Where a line fails, it fails with one of these.
var (
	ErrUnauthorized = errors.New("the desk does not know this token")
	ErrNoToken      = errors.New("there is no token to show the desk")
	ErrTokenSilent  = errors.New("what keeps the token does not answer")
	ErrOtherAccount = errors.New("the token is another account's")
	ErrForbidden    = errors.New("the desk does not permit it")
	ErrNotFound     = errors.New("there is no such thing on the desk")
	ErrNoFile       = errors.New("the desk does not have what is attached")
	ErrGone         = errors.New("the cursor is no longer valid") // resync
	ErrAmbiguous    = errors.New("it may have been carried out")
	ErrNotADesk     = errors.New("what answered is not a desk")
	ErrTooMuch      = errors.New("the answer is larger than any that a desk gives")
)

// ErrRevoked is an ErrUnauthorized of which the desk itself says that it is meant: the account
// may not act any more. What it had sent is nobody's business here from then on.
var ErrRevoked = fmt.Errorf("the desk has taken the account's access back: %w", ErrUnauthorized)

// Temporary is a failure that passes: no connection, a server in trouble, too many requests.
type Temporary struct {
	After time.Duration // wait at least this long; 0 where nobody said
	Err   error
	Why   Away // in what way, where that is known
}

// Away is a code for the way in which a desk cannot be reached.
type Away string

// Untrusted reports whether something is wrong with the certificate of what answers: no waiting mends it.
func (a Away) Untrusted() bool {
	switch a {
	case AwayNoTrust, AwayUnknownIssuer, AwayOtherName, AwayExpired:
		return true
	default:
		return false
	}
}

// The ways in which a desk can be away.
const (
	AwayNobody  Away = "nobody"   // nothing listens at its address
	AwayNoHost  Away = "no_host"  // its name leads nowhere
	AwayNoRoad  Away = "no_road"  // this machine has no network, or none that leads there
	AwaySilent  Away = "silent"   // no answer came in time
	AwayCut     Away = "cut"      // the connection broke
	AwayNoTrust Away = "no_trust" // its certificate proves nothing
	// What is wrong with its certificate, where that is known.
	AwayUnknownIssuer Away = "unknown_issuer" // nobody whom this machine knows has issued it: its own is none of them
	AwayOtherName     Away = "other_name"     // it is for another name than that in the address
	AwayExpired       Away = "expired"        // it is not valid at the hour that this machine's clock has

	AwayNoTLS   Away = "no_tls"  // what answers does not encrypt, which it should
	AwayTrouble Away = "trouble" // it answered that it is in trouble
	AwayBusy    Away = "busy"    // it asks to wait
	AwayFull    Away = "full"    // there is no room on its disk: it changed nothing
	AwayStore   Away = "store"   // it cannot reach its database
)

// Error implements error.
func (t *Temporary) Error() string {
	if t.Err == nil {
		return "the desk cannot be reached for now"
	}
	return fmt.Sprintf("the desk cannot be reached for now: %v", t.Err)
}

// Unwrap gives the cause.
func (t *Temporary) Unwrap() error { return t.Err }

// Link is how the connection to the desk is. Its times are by the desk's clock as far as known.
type Link struct {
	State    LinkState
	Since    time.Time     // when it became so
	Synced   time.Time     // the last time that everything there was to pull had been pulled
	Skew     time.Duration // the desk's clock less ours, as last measured
	Err      error         // why it is down
	Next     time.Time     // when it is tried again by itself, while it is down
	Filling  bool          // a first fill or a resync runs
	Filled   int           // tickets taken by it so far
	FillGoal int           // tickets that it will take, where the server said
	Shut     Shut          // why what the desk has sent may not be shown; NotShut where it may
	Contact  time.Time     // when the desk was last reached, by its own clock; zero where nobody knows
	Bare     Bare          // why nothing of the desk is on this computer; NotBare where something is
}

// Bare is why nothing of a desk is on this computer: its tickets are not known, and not none.
type Bare int8

// The reasons.
const (
	NotBare  Bare = iota
	BareNew       // nothing has ever come
	BareLost      // what was here was damaged and set aside, and has not come again
)

// Shut is why what a desk has sent may not be shown any more. What the agent wrote is kept.
type Shut int8

// The reasons.
const (
	NotShut     Shut = iota
	ShutLease        // the desk was not reached for too long; it opens with the next contact
	ShutRevoked      // the desk has taken the account's access back
)

// String is the name of a reason, for keys and logs.
func (s Shut) String() string {
	switch s {
	case ShutLease:
		return "lease"
	case ShutRevoked:
		return "revoked"
	case NotShut:
	}
	return ""
}

// Lease is how long what a desk has sent may be shown without a contact.
const Lease = 30 * 24 * time.Hour

// LinkState is the state of a connection.
type LinkState string

// The states of a connection.
const (
	LinkDown   LinkState = "down"
	LinkUp     LinkState = "up"
	LinkDenied LinkState = "denied" // the token is not, or no longer, good
)

// Description is what a line says of the other end.
type Description struct {
	ID      string        `json:"id,omitempty"` // of the desk, for as long as it lives, at whatever address; empty where it tells none
	Name    string        `json:"name"`         // of the desk
	Version string        `json:"version"`      // of its software
	Agent   Agent         `json:"agent"`        // who we are to it
	Epoch   string        `json:"epoch"`        // of the desk, from its making on
	Skew    time.Duration `json:"-"`            // the desk's clock less ours, measured

	// About names what the desk says of itself below: another one says something else.
	About string `json:"about,omitempty"`
	// Mailboxes are the desk's own addresses.
	Mailboxes []Mailbox `json:"mailboxes,omitempty"`
	// SLA is what the desk promises; nil where it promises nothing, or never says so.
	SLA *SLA `json:"sla,omitempty"`
}
