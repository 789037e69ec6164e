package outbox

import (
	"path/filepath"
	"slices"
	"time"

	"github.com/heed-desk/heed/cache/journal"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
)

// Waiting is what waits, and would be lost.
type Waiting struct {
	Ops    []desk.PendingOp
	Drafts []desk.Draft
}

// Erase drops what was begun, and what waits, on tickets of customers who are erased, or was
// to open one for them: it is about them. What the desk may have stays until it has answered.
// It returns the tickets of what it dropped. May is asked first, with all that waits of them;
// where it has an error nothing is dropped, and nothing comes to it in between. Nil is no question.
func (o *Outbox) Erase(tickets []desk.TicketID, who []desk.CustomerID, may func(Waiting) error) ([]desk.TicketID, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	s := o.state.Load()
	waits := s.of(tickets, who, o.opt.Now())
	if may != nil {
		if err := may(waits); err != nil {
			return nil, err
		}
	}
	var c change
	var touched []desk.TicketID
	for _, p := range waits.Ops {
		if !s.find(p.Op.ID).Claimed {
			c.Drop, touched = append(c.Drop, p.Op.ID), append(touched, p.Op.Ticket)
		}
	}
	for _, d := range waits.Drafts {
		c.Drafts, touched = append(c.Drafts, &desk.Draft{Ticket: d.Ticket, Note: d.Note, Forward: d.Forward}), append(touched, d.Ticket)
	}
	if len(touched) == 0 {
		return nil, nil
	}
	return touched, o.commit(c)
}

// Of is what waits of customers with these tickets.
func (o *Outbox) Of(tickets []desk.TicketID, who ...desk.CustomerID) Waiting {
	return o.state.Load().of(tickets, who, o.opt.Now())
}

// of is what waits at now of customers with these tickets.
func (s *contents) of(tickets []desk.TicketID, who []desk.CustomerID, now time.Time) (waits Waiting) {
	theirs := map[desk.TicketID]bool{}
	for _, t := range tickets {
		theirs[t] = true
	}
	for _, e := range s.queue {
		if slices.Contains(who, e.Op.Requester()) {
			theirs[e.Op.Ticket] = true
		}
	}
	waits.Ops = s.pending(now, func(op desk.Op) bool { return theirs[op.Ticket] || slices.Contains(who, op.Whom()) })
	for _, d := range s.drafts {
		if d.About(func(t desk.TicketID) bool { return theirs[t] }, func(c desk.CustomerID) bool { return slices.Contains(who, c) }) {
			waits.Drafts = append(waits.Drafts, *d)
		}
	}
	slices.SortFunc(waits.Drafts, func(a, b desk.Draft) int { return a.At.Compare(b.At) })
	return waits
}

// Forget writes both copies anew, so that nothing is left in them of what was dropped.
func (o *Outbox) Forget() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return nil
	}
	err := o.attempt(o.checkpoint)
	if err != nil || o.opt.Dir == "" {
		return err
	}
	return o.table.file.Compact(func() {})
}

// Free is how many bytes of outbox.db hold nothing.
func (o *Outbox) Free() (int64, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	_, free, err := o.table.file.Room()
	return free, err
}

// Copy copies both copies of the outbox, as they stand at one moment, to another folder.
func (o *Outbox) Copy(dir string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if err := o.table.file.Copy(filepath.Join(dir, "outbox.db")); err != nil {
		return err
	}
	b, err := journal.Bytes(o.path("outbox.log"))
	if err != nil {
		return diskError(err)
	}
	if err := disk.Make(filepath.Join(dir, "outbox.log"), b); err != nil {
		return diskError(err)
	}
	return nil
}
