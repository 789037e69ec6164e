// Package pipe is what heed does from a shell: look at a queue, show a ticket, search,
// write, see what waits, sync. The same verbs run over the ledger of this process or,
// through internal/attach, over that of the process that has it open.
package pipe

import (
	"context"

	"github.com/heed-desk/heed/desk"
)

// Verbs is what the commands of a shell can do. Every error is a *Fault or the context's.
type Verbs interface {
	// Queue returns the first rows of a view.
	Queue(ctx context.Context, ask QueueAsk) (Rows, error)
	// Show returns a ticket with its whole thread, and notes that the agent has seen it.
	Show(ctx context.Context, number int64) (desk.Thread, error)
	// Search finds tickets, the best first.
	Search(ctx context.Context, ask SearchAsk) (desk.Found, error)
	// Write puts changes of one ticket into the outbox, without an undo hold, and waits
	// for what becomes of them. It returns what is known; a *Fault with it says what went wrong.
	Write(ctx context.Context, ask WriteAsk) ([]Written, error)
	// Outbox returns what is not at rest, oldest first, and what was begun.
	Outbox(ctx context.Context) (Unsent, error)
	// Decide does something about an operation that has not come to rest, and waits for what
	// becomes of it and of those behind it.
	Decide(ctx context.Context, ask DecideAsk) (Decided, error)
	// Sync carries the outbox out and pulls what there is.
	Sync(ctx context.Context) (Synced, error)
	// Lock has the workstation that has the profile open lock its screen at once.
	Lock(ctx context.Context) (Locked, error)
	Keeper
}

// QueueAsk is which part of the queue is wanted.
type QueueAsk struct {
	View  desk.ViewID `json:"view"`
	Limit int         `json:"limit"`
}

// Rows is a piece of a view.
type Rows struct {
	Rows  []desk.Row `json:"rows"`
	Total int        `json:"total"`
}

// SearchAsk is what to look for.
type SearchAsk struct {
	Query string `json:"query"`
	Limit int    `json:"limit"`
}

// WriteAsk is what to do to one ticket.
type WriteAsk struct {
	Number  int64    `json:"number"`
	Zone    string   `json:"zone,omitempty"` // of the one who writes, for "tomorrow 9"
	Changes []Change `json:"changes"`
	// Files are the paths of what goes with a reply or a note, each whole: another process
	// may read them.
	Files []string `json:"files,omitempty"`
	// Seen is the last entry that the one who writes has seen; 0 for what the ledger was
	// told of: what it showed.
	Seen desk.MessageID `json:"seen,omitempty"`
	// Ops are the ids that the changes get, one each. Who asks makes them, so that the same
	// can be asked of the next owner, and found again.
	Ops []desk.OpID `json:"ops"`
	// Again says that another owner may have had them already.
	Again bool `json:"again,omitempty"`
}

// WithIDs gives every change an id of its own.
func (w WriteAsk) WithIDs() WriteAsk {
	w.Ops = make([]desk.OpID, len(w.Changes))
	for i := range w.Ops {
		w.Ops[i] = desk.NewOpID()
	}
	return w
}

// Change is one thing to do to a ticket, in the words of the command line.
type Change struct {
	What  What   `json:"what"`
	Value string `json:"value"`
}

// What names a change.
type What string

// The changes.
const (
	Reply    What = "reply"
	Note     What = "note"
	Status   What = "status"
	Priority What = "priority"
	Assignee What = "assignee" // a login name, "me", or "none"
	Tag      What = "tag"
	Untag    What = "untag"
	Snooze   What = "snooze" // what internal/when reads, or "none"
	Group    What = "group"  // a group that a colleague is in, or "none"
	Follow   What = "follow" // "yes" or "no"
	Link     What = "link"   // the number of another ticket
	Unlink   What = "unlink" // the same
	Merge    What = "merge"  // the number of the ticket that goes on for both
	Spam     What = "spam"   // "yes"
)

// Written is what became of one change.
type Written struct {
	Op      desk.OpID     `json:"op"`
	Kind    desk.Kind     `json:"kind"`
	State   State         `json:"state"`
	Problem *desk.Problem `json:"problem,omitempty"`
}

// State is how far a change has come.
type State string

// The states.
const (
	Applied State = "applied"
	Queued  State = "queued" // in the outbox, not delivered yet
	Held    State = "held"   // somebody wrote meanwhile: the agent decides
	Refused State = "refused"
	Unknown State = "unknown" // it may have been carried out
	// Withdrawn was taken back, discarded or replaced in the workstation meanwhile.
	Withdrawn State = "withdrawn"
	Discarded State = "discarded" // it was let go, unsent
)

// Synced is how things stand after a sync.
type Synced struct {
	Link    desk.LinkState `json:"link"`
	Waiting int            `json:"waiting"` // operations still on their way
	Stopped int            `json:"stopped"` // operations that need attention
	Tickets int            `json:"tickets"` // in the view of all
	// Dropped is how many things waited and are gone, unsent, with customers whom the desk has erased.
	Dropped int `json:"dropped,omitempty"`
}
