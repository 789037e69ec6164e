package pipe

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Ledger is what the verbs need of a ledger.
type Ledger interface {
	Window(view desk.ViewID, at desk.Anchor, before, after int) (desk.Window, error)
	Thread(id desk.TicketID, n int) (desk.Thread, error)
	Customer(id desk.CustomerID) (desk.Customer, error)
	Find(number int64) (desk.TicketID, error)
	Search(ctx context.Context, query string, limit int) (desk.Found, error)
	Outbox() ([]desk.PendingOp, error)
	Agents() ([]desk.Agent, error)
	Post(op desk.Op) error
	Submit(op desk.Op, hold time.Duration) error
	Again(old desk.OpID, op desk.Op) error
	Resume(op desk.Op) error
	MarkSeen(t desk.TicketID, last desk.MessageID) error
	Cancel(id desk.OpID) (desk.Op, error)
	Draft(t desk.TicketID, note bool) (*desk.Draft, error)
	SaveDraft(d desk.Draft) error
	Discard(id desk.OpID) error
	Withdrawn(id desk.OpID) bool
	Missed() int // what was not sent and went with customers whom the desk has erased
	Cursor() desk.Cursor
	Counts() (map[desk.ViewID]int, error)
	Link() desk.Link
	Me() desk.Me
	Now() time.Time
}

// Subscription hears where the ledger moved.
type Subscription interface {
	Next(ctx context.Context) ([]desk.Change, error)
	Close()
}

// Local runs the verbs over the ledger of this process.
type Local struct {
	Ledger    Ledger
	Subscribe func() Subscription
	// Pull carries and pulls now; it starts the courier where it does not run yet. Its
	// error says why the desk cannot be reached.
	Pull func(ctx context.Context) error
	// Outlived reports whether the desk can no longer say what has happened since the ledger was
	// filled, as after it was restored from a backup: what the ledger holds is then of another desk.
	// Nil where nobody asks before the next sync.
	Outlived func(ctx context.Context) bool
	// Attach keeps a copy of a file, to go with a reply or a note; nil where that cannot be.
	Attach func(path string) (desk.Attachment, error)
	// Unsent is everything that waits here, whether or not what the desk sent may be shown.
	Unsent func() (Unsent, error)
	// Shut locks the screen of this process, and reports whether it did: it does not where there
	// is none, as where this is nil. An error says that there is one and that it is not locked yet.
	Shut func(ctx context.Context) (bool, error)
	// Keeper sees to what is kept.
	Keeper
	// Kept says that the outbox outlives the process. Where it does not, nothing is ever
	// said to be queued.
	Kept bool
	// Closed says that an outbox lies there which could not be opened, so that nobody can
	// say what waits in it.
	Closed bool
	// Patience is how long a write waits for its verdict; 10 s where it is 0.
	Patience time.Duration

	current atomic.Bool // it was asked whether the desk outlived the ledger
}

// indexPatience is how long a search waits for an index that is still being made: a script
// that finds nothing draws the wrong conclusion.
const indexPatience = 30 * time.Second

// The limits of what is shown.
const (
	mostRows    = 100_000
	wholeThread = 100_000
)

// Queue implements Verbs.
func (l *Local) Queue(ctx context.Context, ask QueueAsk) (Rows, error) {
	if !slices.Contains(desk.Views(), ask.View) {
		return Rows{}, NewFault(Usage, "pipe.no_view", "view", ask.View, "views", list(desk.Views()))
	}
	limit, fault := bound(ask.Limit)
	if fault != nil {
		return Rows{}, fault
	}
	var w desk.Window
	err := l.look(ctx, func() (err error) {
		w, err = l.Ledger.Window(ask.View, desk.Anchor{Edge: desk.Top}, 0, limit)
		return err
	})
	if err != nil {
		return Rows{}, FaultOf(err)
	}
	return Rows{Rows: w.Rows[:min(limit, len(w.Rows))], Total: w.Total}, nil
}

// bound is a limit that somebody asked for; 0 asks for all.
func bound(limit int) (int, error) {
	switch {
	case limit < 0:
		return 0, NewFault(Usage, "pipe.bad_limit", "limit", limit)
	case limit == 0, limit > mostRows:
		return mostRows, nil
	default:
		return limit, nil
	}
}

// Show implements Verbs.
func (l *Local) Show(ctx context.Context, number int64) (desk.Thread, error) {
	var th desk.Thread
	err := l.look(ctx, func() (err error) {
		th, err = l.thread(number, wholeThread)
		return err
	})
	if err == nil {
		// A disk that does not take the mark is no reason to show nothing: the next reply
		// is held back once more than it had to be.
		_ = l.Ledger.MarkSeen(th.Ticket.ID, th.Seen)
	}
	return th, err
}

func (l *Local) thread(number int64, n int) (desk.Thread, error) {
	id, err := l.Ledger.Find(number)
	if err == nil {
		var th desk.Thread
		if th, err = l.Ledger.Thread(id, n); err == nil {
			return th, nil
		}
	}
	f := FaultOf(err)
	if f.Exit == NotFound {
		f = NewFault(NotFound, "pipe.no_ticket", "number", number)
	}
	return desk.Thread{}, f
}

// Search implements Verbs.
func (l *Local) Search(ctx context.Context, ask SearchAsk) (desk.Found, error) {
	limit, fault := bound(ask.Limit)
	if fault != nil {
		return desk.Found{}, fault
	}
	ask.Limit = limit
	var found desk.Found
	err := l.look(ctx, func() (err error) {
		found, err = l.search(ctx, ask)
		return err
	})
	return found, err
}

func (l *Local) search(ctx context.Context, ask SearchAsk) (desk.Found, error) {
	sub := l.Subscribe()
	defer sub.Close()
	wait, cancel := context.WithTimeout(ctx, indexPatience)
	defer cancel()
	for {
		found, err := l.Ledger.Search(ctx, ask.Query, ask.Limit)
		if err != nil {
			return desk.Found{}, FaultOf(err)
		}
		if found.Indexed >= found.Tickets {
			return found, nil
		}
		if _, err := sub.Next(wait); err != nil { // what there is so far is better than nothing
			return found, ctx.Err()
		}
	}
}

// Outbox implements Verbs.
func (l *Local) Outbox(context.Context) (Unsent, error) {
	if l.Closed {
		return Unsent{}, outboxClosed()
	}
	u, err := l.Unsent()
	if err != nil {
		return Unsent{}, FaultOf(err)
	}
	return u, nil
}

// outboxClosed says that nobody can say what waits.
func outboxClosed() *Fault { return NewFault(NotAllowed, "pipe.outbox_closed") }

// looks is how often records are read that are given up, as damaged, while they are.
const looks = 3

// look reads what the ledger has, once it has been filled. Where the records are given up before
// or while they are read, what was read is not all that there is: then they are fetched, and read
// once more.
func (l *Local) look(ctx context.Context, read func() error) error {
	if err := l.unshut(ctx); err != nil {
		return err
	}
	for range looks {
		if err := l.filled(ctx); err != nil {
			return err
		}
		if l.Ledger.Cursor() == "" {
			continue // given up since
		}
		if err := read(); l.Ledger.Cursor() != "" {
			return err
		}
	}
	return NewFault(Failed, "pipe.keeps_failing")
}

// filled pulls where the ledger has never held anything: an empty answer would be a lie. So would be
// what the ledger holds of a desk that was restored since.
func (l *Local) filled(ctx context.Context) error {
	if l.Ledger.Cursor() != "" {
		return l.renewed(ctx)
	}
	if err := l.Pull(ctx); err != nil {
		f := FaultOf(err)
		if f.Exit == Later && f.Key != notADesk {
			f.Key = "pipe.never_filled"
			if l.Ledger.Link().Bare == desk.BareLost {
				f.Key = "pipe.lost"
			}
		}
		return f
	}
	return nil
}

// renewed pulls, once, where the desk was restored since the ledger was filled.
func (l *Local) renewed(ctx context.Context) error {
	if l.Outlived == nil || l.current.Load() {
		return nil
	}
	if l.Outlived(ctx) {
		if err := l.Pull(ctx); err != nil {
			f := FaultOf(err)
			if f.Exit == Later && f.Key != notADesk {
				f.Key = "pipe.outlived"
			}
			return f
		}
	}
	l.current.Store(true)
	return nil
}

// list joins names for a sentence.
func list[T ~string](names []T) string {
	plain := make([]string, len(names))
	for i, n := range names {
		plain[i] = string(n)
	}
	return strings.Join(plain, ", ")
}
