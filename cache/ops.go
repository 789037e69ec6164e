package cache

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Outbox returns every operation that is not at rest, oldest first.
func (l *Ledger) Outbox() ([]desk.PendingOp, error) {
	all := l.byDeskClock(l.out.Pending())
	err := l.view(func(k *look) error {
		here := &people{k: k}
		for i := range all {
			if who := all[i].Op.Customer(); !who.IsZero() {
				c, err := here.now(who)
				if err != nil && !errors.Is(err, desk.ErrNotFound) {
					return err
				}
				all[i].Subject = c.Name
				continue
			}
			r, _, err := l.rowOver(k, k.over, all[i].Op.Ticket)
			if err != nil {
				return err
			}
			if r != nil {
				all[i].Subject, all[i].Number = r.Subject, r.Number
			} else if opens := all[i].Op.Opens(); opens != nil { // put off, or refused: no ticket has come of it
				all[i].Subject = opens.Subject
			}
		}
		return nil
	})
	return all, err
}

// describe tells operations whose ticket they are about.
func (l *Ledger) describe(t *desk.Ticket, ops []desk.PendingOp) {
	for i := range ops {
		ops[i].Subject, ops[i].Number = t.Subject, t.Number
	}
}

// byDeskClock turns the ends of holds from this machine's clock to the desk's, which is
// the one that screens know.
func (l *Ledger) byDeskClock(ops []desk.PendingOp) []desk.PendingOp {
	skew := l.skew()
	for i := range ops {
		switch {
		case ops[i].State != desk.OpHolding:
			ops[i].Until = time.Time{}
		default:
			ops[i].Until = ops[i].Until.Add(skew)
		}
	}
	return ops
}

// Draft returns the text that was begun on a ticket; nil for none.
func (l *Ledger) Draft(t desk.TicketID, note bool) (*desk.Draft, error) {
	return l.out.Draft(t, note), nil
}

// Forwarding returns the text that was begun to send a ticket on with; nil for none.
func (l *Ledger) Forwarding(t desk.TicketID) (*desk.Draft, error) { return l.out.Forwarding(t), nil }

// Drafts is how many texts were begun and not sent.
func (l *Ledger) Drafts() int { return l.out.Drafts() }

// Submit puts an operation in the outbox, where it can be taken back for as long as hold
// lasts. Once Submit returns nil the operation is not lost, whatever happens; where it
// returns an error, nothing was queued.
func (l *Ledger) Submit(op desk.Op, hold time.Duration) error {
	if err := l.sharable(op); err != nil {
		return err
	}
	if err := l.allowed(op); err != nil {
		return err
	}
	return l.put(op, l.out.Submit(op, hold))
}

// Later is Submit for what is to go out when wait has passed, and not before. What is done
// to the ticket until then does not wait for it.
func (l *Ledger) Later(op desk.Op, wait time.Duration) error {
	if err := l.allowed(op); err != nil {
		return err
	}
	return l.put(op, l.out.Later(op, wait))
}

// Post is Submit, without a hold, for words that come from elsewhere than the ticket's draft:
// that stays.
func (l *Ledger) Post(op desk.Op) error {
	if err := l.allowed(op); err != nil {
		return err
	}
	return l.put(op, l.out.Post(op))
}

// put is what remains to be done for an operation that was put in the outbox, if it was.
func (l *Ledger) put(op desk.Op, err error) error {
	if err != nil {
		return trouble(err)
	}
	return errors.Join(l.stays(op), l.changed(op.Ticket))
}

// Cancel takes an operation back. It fails with a *desk.Problem of code TooLateToUndo
// where the desk may have it. What it said is the ticket's draft again.
func (l *Ledger) Cancel(id desk.OpID) (desk.Op, error) {
	var op desk.Op
	err := l.gone.noting(id, func() (err error) { op, err = l.out.Cancel(id); return err })
	if err != nil {
		return op, trouble(err)
	}
	return op, l.changed(op.Ticket)
}

// Discard drops an operation that was held or refused, or of which nobody knows.
func (l *Ledger) Discard(id desk.OpID) error {
	p, ok := l.out.Op(id)
	if !ok {
		return nil
	}
	if err := l.gone.noting(id, func() error { return l.out.Discard(id) }); err != nil {
		return trouble(err)
	}
	return l.changed(p.Op.Ticket)
}

// Again puts a new operation in the place of one that was held or refused. The ticket's draft
// stays.
func (l *Ledger) Again(old desk.OpID, op desk.Op) error {
	if err := l.allowed(op); err != nil {
		return err
	}
	return l.put(op, l.gone.noting(old, func() error { return l.out.Again(old, op) }))
}

// aboutDraft is an operation that is about what a draft is about.
func aboutDraft(d desk.Draft) desk.Op {
	switch {
	case d.Opens != nil:
		return desk.Op{Ticket: d.Ticket, Intent: desk.Create{Requester: d.Opens.Requester}}
	case d.Asked != nil:
		return desk.Op{Ticket: d.Asked.Ticket, Intent: desk.EditCustomer{Customer: d.Asked.Customer}}
	default:
		return desk.Op{Ticket: d.Ticket}
	}
}

// BegunWords are what was begun in dialogs and not handed over, the last one first.
func (l *Ledger) BegunWords() ([]desk.Draft, error) {
	all := slices.DeleteFunc(l.out.AllDrafts(), func(d desk.Draft) bool { return d.Asked == nil })
	slices.Reverse(all)
	return all, nil
}

// SaveDraft keeps a text that was begun; an empty one drops it.
func (l *Ledger) SaveDraft(d desk.Draft) error {
	about := aboutDraft(d)
	if !d.Empty() {
		if err := l.allowed(about); err != nil {
			return err
		}
	}
	was := l.out.Draft(d.Ticket, d.Note)
	on := d.Ticket // what was begun in a dialog is a sign on the ticket that it is about
	switch {
	case d.Asked != nil:
		on = d.Asked.Ticket
	case was != nil && was.Asked != nil:
		on = was.Asked.Ticket
	}
	had := l.out.HasDraft(on)
	if err := l.out.SaveDraft(d); err != nil {
		return trouble(err)
	}
	var refused error
	if !d.Empty() {
		refused = l.stays(about)
	}
	switch has := l.out.HasDraft(on); {
	case had == has, on.IsZero():
	case d.Phrase != nil, was != nil && was.Phrase != nil:
		l.subs.tell(desk.Change{Kind: desk.ChangedCanned})
	default:
		l.subs.tell(desk.Change{Kind: desk.ChangedTicket, Ticket: on}) // its row has a sign more or less
	}
	l.dropFiles()
	return refused
}

// changed makes everybody see what the outbox has on a ticket now.
func (l *Ledger) changed(t desk.TicketID) error {
	return l.changedAll(map[desk.TicketID]bool{t: true})
}

// changedAll is changed for several tickets, with one look at the file.
func (l *Ledger) changedAll(tickets map[desk.TicketID]bool) error {
	was := make(map[desk.TicketID]desk.CustomerID, len(tickets))
	for id := range tickets {
		was[id] = l.madeHereFor(id)
	}
	if err := l.refresh(tickets); err != nil {
		// The operations are safe. What cannot be read is for the next look to find out.
		l.opt.Log.Error("laying an operation on", "err", err)
		l.stale.Store(true)
	}
	var moved []desk.Change
	if tickets[desk.TicketID{}] { // what is done to the desk is on no ticket
		delete(tickets, desk.TicketID{})
		l.commonsMoved()
	}
	for id := range tickets {
		moved = append(moved, desk.Change{Kind: desk.ChangedTicket, Ticket: id}, desk.Change{Kind: desk.ChangedOutbox, Ticket: id})
		if is := l.madeHereFor(id); is != was[id] {
			for _, who := range []desk.CustomerID{was[id], is} {
				if !who.IsZero() {
					moved = append(moved, desk.Change{Kind: desk.ChangedCustomer, Who: who})
				}
			}
		}
	}
	l.subs.tellAll(moved)
	l.dropFiles()
	signal(l.wake)
	signal(l.alarm)
	return nil
}

// madeHereFor is whose a ticket is that the desk has not heard of yet; zero for any other.
func (l *Ledger) madeHereFor(t desk.TicketID) desk.CustomerID {
	if p := l.over.Load().tickets[t]; p != nil && p.there && p.was == nil {
		return p.row.Requester
	}
	return desk.CustomerID{}
}

// Ready returns the operations that may be sent at now, by this machine's clock.
func (l *Ledger) Ready(_ context.Context, now time.Time) ([]desk.Op, time.Time, error) {
	ops, next := l.out.Ready(now)
	return ops, next, nil
}

// Claim takes an operation out of reach of undo, and reports whether it was still there.
func (l *Ledger) Claim(id desk.OpID) (bool, error) {
	p, ok := l.out.Op(id)
	if !ok {
		return false, nil
	}
	mine, err := l.out.Claim(id)
	if err != nil || !mine {
		return false, trouble(err)
	}
	l.subs.tell(desk.Change{Kind: desk.ChangedOutbox, Ticket: p.Op.Ticket})
	return true, nil
}

// Release gives a claimed operation back, to be tried again not before after. Unsure says
// that the try may have been carried out.
func (l *Ledger) Release(id desk.OpID, after time.Time, unsure bool) error {
	p, _ := l.out.Op(id)
	if err := l.out.Release(id, after, unsure); err != nil {
		return trouble(err)
	}
	l.subs.tell(desk.Change{Kind: desk.ChangedOutbox, Ticket: p.Op.Ticket})
	signal(l.wake)
	return nil
}

// Unsure reports whether an earlier try of the operation may have been carried out.
func (l *Ledger) Unsure(id desk.OpID) (bool, error) { return l.out.Unsure(id), nil }
