// Package courier carries the outbox out and the news in. It is the only code that
// knows both a ledger and a line, and it knows them by the interfaces of this file.
package courier

import (
	"context"
	"io"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Outbox is what the courier needs of the operations that wait.
type Outbox interface {
	// Ready returns the operations that may be sent at now: at most one a ticket, the
	// oldest, and none whose undo hold runs or whose ticket needs attention. Next is when
	// to ask again where nothing else happens; zero for no such time.
	Ready(ctx context.Context, now time.Time) (ops []desk.Op, next time.Time, err error)
	// Claim takes an operation out of reach of undo, and reports whether it was still there.
	Claim(op desk.OpID) (bool, error)
	// Release gives a claimed operation back, to be tried again not before after.
	// Unsure says that the try may have been carried out: look it up before sending again.
	Release(op desk.OpID, after time.Time, unsure bool) error
	// Unsure reports whether an earlier try of the operation may have been carried out:
	// it was released so, or it was still claimed when the program last ended.
	Unsure(op desk.OpID) (bool, error)
	// Settle takes in the verdict: the server's row first, then the operation goes. Settling twice is once.
	Settle(op desk.OpID, v desk.Verdict) error
	// Wake is signalled when an operation came, went or became ready.
	Wake() <-chan struct{}
}

// Store is what the courier needs of the records.
type Store interface {
	// Cursor is where the feed goes on; the zero Cursor asks for a first fill.
	Cursor() desk.Cursor
	// Take takes a page of the feed in: rows and cursor in one transaction.
	Take(desk.Page) error
	// Resync hands fill an empty shadow, and swaps it in at once when fill has called
	// Done and returned nil. Outbox and drafts are not touched. Where the ledger has
	// never been filled, what fill takes can be seen while it goes on.
	Resync(fill func(desk.Shadow) error) error
	// Linked tells the ledger how the connection is.
	Linked(desk.Link)
	// Described tells the ledger what the desk says of itself.
	Described(desk.Description) error
	// Seen tells the ledger who is where.
	Seen(desk.Presence)
}

// Files is an outbox that keeps what is attached until the operation is at rest.
type Files interface {
	// File begins reading a file; desk.ErrNotFound where it is not here. Once it has ended
	// with io.EOF it was the file, whole.
	File(id desk.FileID) (io.ReadCloser, error)
}

// Keeper is an outbox that keeps what the desk has carried out lately: a desk that is restored
// from an older copy does not know it any more.
type Keeper interface {
	// Carried are those operations, the newest first.
	Carried() ([]desk.OpID, error)
	// Recall puts some of them back in the outbox, before what waits on their tickets.
	Recall(lost []desk.OpID) error
}

// Ledger is a store with an outbox.
type Ledger interface {
	Outbox
	Store
}

// Line is a way to a helpdesk. Errors are those of package desk: ErrUnauthorized,
// ErrGone, ErrAmbiguous, *Temporary and so on.
type Line interface {
	// Describe says what is at the other end and who we are to it.
	Describe(ctx context.Context) (desk.Description, error)
	// Changes returns what changed after the cursor.
	Changes(ctx context.Context, after desk.Cursor) (desk.Page, error)
	// Snapshot streams everything, page by page, and returns the count of tickets and
	// the cursor at which the feed goes on. Begun is told the count expected, before the first page.
	Snapshot(ctx context.Context, begun func(tickets int), take func(desk.Page) error) (tickets int, next desk.Cursor, err error)
	// Apply sends an operation. A verdict is final; ErrAmbiguous says that it may have been carried out.
	Apply(ctx context.Context, op desk.Op) (desk.Verdict, error)
	// Lookup returns the recorded verdict of an operation; ErrNotFound where it never arrived.
	Lookup(ctx context.Context, op desk.OpID) (desk.Verdict, error)
}

// Binder is a line that sends operations to the desk of one epoch alone: to any other, such as
// the same desk restored from a copy, Apply fails with desk.ErrGone and nothing is carried out.
type Binder interface {
	Bind(epoch string)
}

// Clocked is a line that measures the desk's clock with every answer.
type Clocked interface {
	// Skew is the desk's clock less ours, as the last answer told it.
	Skew() time.Duration
}

// Watcher is a line that can tell at once where something moved.
type Watcher interface {
	// Watch calls hint for every hint until ctx ends or the connection fails.
	Watch(ctx context.Context, hint func(desk.Hint)) error
}

// Uploader is a line that takes files. Open begins reading one, and is asked only where the
// helpdesk lacks it. Bringing the same file again does no harm: there is never a doubt.
type Uploader interface {
	Upload(ctx context.Context, file desk.Attachment, open func() (io.ReadCloser, error)) error
}

// Announcer is a line that tells colleagues where the agent is.
type Announcer interface {
	Announce(ctx context.Context, p desk.Presence) error
}
