package desk

import "time"

// Row is a row of a list as the agent sees it: what the desk last said, with what
// the agent did since laid over it.
type Row struct {
	Excerpt
	Marks Marks
	Order int64     // where it stands in the view
	Base  Version   // the desk's version that lies under what the agent did: an Op's Base
	Seen  MessageID // the desk's last entry that this row knew of: an Op's Seen
}

// Marks are the signs of a row.
type Marks struct {
	Waiting  int  // operations on their way
	Held     int  // replies that wait for the agent's decision
	Refused  int  // operations that were refused
	Draft    bool // a text was begun
	Unread   bool // somebody wrote since the agent last opened it
	Followed bool // the agent follows it
}

// Anchor says where a window of a view stands. Ticket counts where it is in the view;
// else Order, the place where it stood; the zero Anchor is the top.
type Anchor struct {
	Ticket TicketID
	Order  int64
	Edge   Edge
}

// Edge is an end of a list.
type Edge int8

// The ends.
const (
	NoEdge Edge = iota
	Top
	Bottom
)

// Window is a piece of a view round an anchor.
type Window struct {
	Rows  []Row
	At    int // index in Rows of the anchor, or of the nearest row behind its place; -1 where Rows is empty
	First int // how many rows of the view stand before Rows[0]; -1 where that is not known yet
	Total int // rows in the view
}

// Glance is what the ledger says, at one time, of the rows that a list holds.
type Glance struct {
	In     []Row          // those still in the view, in the order asked for
	Out    []Row          // those that are not, as they are elsewhere
	Truth  Window         // the view as it is
	Counts map[ViewID]int // the tickets in each view
}

// Thread is a ticket as the agent sees it, with the entries of its thread.
type Thread struct {
	Ticket   Ticket
	Messages []Message // oldest first; the newest of a long thread
	Earlier  int       // entries before Messages[0]
	// Pending are the agent's operations on the ticket that the desk has not applied,
	// oldest first. The texts of those that speak stand in Messages too, under their Op.
	Pending []PendingOp
	Base    Version   // the desk's version under what the agent did: an Op's Base
	Seen    MessageID // the desk's last entry in Messages: an Op's Seen
	Read    MessageID // the last entry that the agent was shown on this computer; 0 for none yet
	Unread  MessageID // the first entry that the agent had not seen when it was last left; 0 for none
	Draft   *Draft
}

// PendingOp is an operation that has not come to rest.
type PendingOp struct {
	Op      Op
	State   OpState
	Problem *Problem  // why it was refused or held
	Came    []Message // what came meanwhile, where it is held
	Until   time.Time // the end of the undo hold, while it can be taken back
	Later   bool      // the agent said when it goes out: at Until, and what follows does not wait for it
	Tries   int
	Unsure  bool      // a try may have been carried out: it cannot be taken back
	Subject Untrusted // the ticket's, for a list of operations
	Number  int64
}

// PutOff reports whether it stays here until a moment that the agent named.
func (p PendingOp) PutOff() bool { return p.Later && p.State == OpHolding }

// OpState is how far an operation has come.
type OpState string

// The states of an operation.
const (
	OpHolding OpState = "holding" // inside its undo hold
	OpWaiting OpState = "waiting" // to be sent
	OpSending OpState = "sending" // claimed: it can no longer be taken back
	OpHeld    OpState = "held"    // somebody wrote meanwhile
	OpRefused OpState = "refused"
	OpUnknown OpState = "unknown" // it may have been carried out
	OpParked  OpState = "parked"  // behind one that needs attention
)

// Draft is a text that was begun and not sent. There is one per ticket and mode.
type Draft struct {
	Ticket TicketID   `json:"ticket"`
	Note   bool       `json:"note,omitempty"` // for colleagues, not for the customer
	Text   Untrusted  `json:"text"`
	Caret  int        `json:"caret,omitempty"` // byte offset
	Seen   MessageID  `json:"seen,omitempty"`  // last message there when it was begun
	Canned []CannedID `json:"canned,omitempty"`
	Opens  *Opening   `json:"opens,omitempty"` // the ticket is a new one, which these are the first words of
	// Phrase is the canned reply that these are the words of: all of it but them. Ticket is its
	// id then, see CannedID.Drafted, and Note is set.
	Phrase *PutReply `json:"phrase,omitempty"`
	// Asked is the dialog that these are the words of. Ticket is its name then, see
	// Asked.DraftKey, and Note is set.
	Asked *Asked    `json:"asked,omitempty"`
	To    []Address `json:"to,omitempty"` // whom it is to go to, where that was changed
	// Forward is what goes along where it is to be sent on to somebody outside. A ticket has
	// one such draft beside the two others.
	Forward *Quoted   `json:"forward,omitempty"`
	At      time.Time `json:"at"`
	// Attachments are the files that were added to it.
	Attachments []Attachment `json:"attachments,omitempty"`
}

// Empty reports whether nothing was begun: neither a text nor files, nor was it addressed to
// others than it would be by itself.
func (d Draft) Empty() bool {
	return d.Text.IsEmpty() && len(d.Attachments) == 0 && len(d.To) == 0 && d.Phrase == nil
}

// Hit is a ticket that a search found.
type Hit struct {
	Row
	Snippet Snippet
	Score   float64
}

// Snippet is a piece of foreign text with the words that were looked for.
type Snippet struct {
	Text  Untrusted
	Spans []Span // byte offsets in Text, ascending, not overlapping
	Order bool   // it is an order of the requester's, and not something that was said
}

// Span is a piece of a text, as byte offsets.
type Span struct{ From, To int }

// Found is the answer to a search.
type Found struct {
	Hits    []Hit
	Total   int  // tickets found; a lower bound where More is set
	More    bool // the search stopped counting
	Indexed int  // tickets in the index
	Tickets int  // tickets held
}
