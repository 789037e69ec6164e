package cache

import (
	"context"
	"errors"
	"time"

	"github.com/heed-desk/heed/desk"
)

var errNotYet = errors.New("not yet")

// Ledger is a ledger on this machine. Its methods may be called by any goroutine.
type Ledger struct{ opt Options }

// Open opens the ledger, or makes it.
func Open(opt Options) (*Ledger, error) { return &Ledger{opt: opt}, errNotYet }

// Close ends everything that the ledger does by itself and closes its files.
func (l *Ledger) Close() error { return nil }

// Window returns a piece of a view.
func (l *Ledger) Window(view desk.ViewID, at desk.Anchor, before, after int) (desk.Window, error) {
	return desk.Window{At: -1}, errNotYet
}

// Rows returns the rows of those tickets that stand in the view, in the order given.
func (l *Ledger) Rows(view desk.ViewID, ids []desk.TicketID) ([]desk.Row, error) {
	return nil, errNotYet
}

// Counts returns how many rows each view has.
func (l *Ledger) Counts() (map[desk.ViewID]int, error) { return nil, errNotYet }

// Thread returns a ticket with the newest n entries of its thread; desk.ErrNotFound.
func (l *Ledger) Thread(id desk.TicketID, n int) (desk.Thread, error) {
	return desk.Thread{}, errNotYet
}

// Messages returns up to n entries before one.
func (l *Ledger) Messages(id desk.TicketID, before desk.MessageID, n int) ([]desk.Message, error) {
	return nil, errNotYet
}

// Customer returns a customer; desk.ErrNotFound.
func (l *Ledger) Customer(id desk.CustomerID) (desk.Customer, error) {
	return desk.Customer{}, errNotYet
}

// History returns the newest n tickets of a customer, newest first.
func (l *Ledger) History(id desk.CustomerID, n int) ([]desk.Row, error) { return nil, errNotYet }

// Canned returns the phrasebook.
func (l *Ledger) Canned() ([]desk.Canned, error) { return nil, errNotYet }

// Agents returns the colleagues.
func (l *Ledger) Agents() ([]desk.Agent, error) { return nil, errNotYet }

// Search finds tickets.
func (l *Ledger) Search(ctx context.Context, query string, limit int) (desk.Found, error) {
	return desk.Found{}, errNotYet
}

// Find returns the ticket with a number; desk.ErrNotFound.
func (l *Ledger) Find(number int64) (desk.TicketID, error) { return desk.TicketID{}, errNotYet }

// Outbox returns every operation that is not at rest, oldest first.
func (l *Ledger) Outbox() ([]desk.PendingOp, error) { return nil, errNotYet }

// Draft returns the text that was begun on a ticket; nil for none.
func (l *Ledger) Draft(t desk.TicketID, note bool) (*desk.Draft, error) { return nil, errNotYet }

// Link is how the connection is.
func (l *Ledger) Link() desk.Link { return desk.Link{} }

// Presence is who is where.
func (l *Ledger) Presence() map[desk.TicketID][]desk.Presence { return nil }

// Me is the agent whose ledger this is.
func (l *Ledger) Me() desk.Me { return l.opt.Me }

// Now is the desk's clock as far as it is known.
func (l *Ledger) Now() time.Time { return time.Now() }

// Submit puts an operation in the outbox; once it returns nil, the operation is not lost.
func (l *Ledger) Submit(op desk.Op, hold time.Duration) error { return errNotYet }

// Cancel takes an operation back that was not claimed yet.
func (l *Ledger) Cancel(id desk.OpID) (desk.Op, error) { return desk.Op{}, errNotYet }

// Discard drops an operation that needs attention.
func (l *Ledger) Discard(id desk.OpID) error { return errNotYet }

// Again replaces an operation that needs attention.
func (l *Ledger) Again(old desk.OpID, op desk.Op) error { return errNotYet }

// SaveDraft keeps a text that was begun; an empty text drops it.
func (l *Ledger) SaveDraft(d desk.Draft) error { return errNotYet }

// MarkSeen notes how far the agent has read.
func (l *Ledger) MarkSeen(t desk.TicketID, last desk.MessageID) error { return errNotYet }

// Subscription hears where the ledger moved.
type Subscription struct{}

// Subscribe starts to listen.
func (l *Ledger) Subscribe() *Subscription { return &Subscription{} }

// Next waits for the next set of changes, each once.
func (s *Subscription) Next(ctx context.Context) ([]desk.Change, error) { return nil, errNotYet }

// Close stops listening.
func (s *Subscription) Close() {}

// Ready implements courier.Outbox.
func (l *Ledger) Ready(ctx context.Context, now time.Time) ([]desk.Op, time.Time, error) {
	return nil, time.Time{}, errNotYet
}

// Claim implements courier.Outbox.
func (l *Ledger) Claim(op desk.OpID) (bool, error) { return false, errNotYet }

// Release implements courier.Outbox.
func (l *Ledger) Release(op desk.OpID, after time.Time, unsure bool) error { return errNotYet }

// Unsure implements courier.Outbox.
func (l *Ledger) Unsure(op desk.OpID) (bool, error) { return false, errNotYet }

// Settle implements courier.Outbox.
func (l *Ledger) Settle(op desk.OpID, v desk.Verdict) error { return errNotYet }

// Wake implements courier.Outbox.
func (l *Ledger) Wake() <-chan struct{} { return nil }

// Cursor implements courier.Store.
func (l *Ledger) Cursor() desk.Cursor { return "" }

// Take implements courier.Store.
func (l *Ledger) Take(p desk.Page) error { return errNotYet }

// Resync implements courier.Store.
func (l *Ledger) Resync(fill func(desk.Shadow) error) error { return errNotYet }

// Linked implements courier.Store.
func (l *Ledger) Linked(k desk.Link) {}

// Seen implements courier.Store.
func (l *Ledger) Seen(p desk.Presence) {}
