package screentest

import (
	"cmp"
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// Outbox is that of the ledger.
func (d *Desk) Outbox() ([]desk.PendingOp, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.Ops), d.Err
}

// Draft is that of the ledger.
func (d *Desk) Draft(t desk.TicketID, note bool) (*desk.Draft, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.Drafts[t][mode(note)], d.Err
}

func mode(note bool) int {
	if note {
		return 1
	}
	return 0
}

// Submit is that of the ledger.
func (d *Desk) Submit(op desk.Op, hold time.Duration) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := cmp.Or(d.Full, d.Refuse); err != nil {
		return err
	}
	if op.OfDesk() {
		return d.ofDesk(op)
	}
	p := desk.PendingOp{Op: op, State: desk.OpWaiting, Subject: d.Tickets[op.Ticket].Subject, Number: d.Tickets[op.Ticket].Number}
	if hold > 0 {
		p.State, p.Until = desk.OpHolding, d.Clock.Add(hold)
	}
	d.Ops = append(d.Ops, p)
	d.Submitted = append(d.Submitted, op)
	if _, ok := op.Intent.(desk.Reply); ok || op.Opens() != nil {
		d.setDraft(op.Ticket, false, nil)
	}
	if op.Forwards() != nil {
		delete(d.Forwards, op.Ticket)
	}
	if _, ok := op.Intent.(desk.Note); ok {
		d.setDraft(op.Ticket, true, nil)
	}
	return nil
}

// Later is that of the ledger.
func (d *Desk) Later(op desk.Op, wait time.Duration) error {
	if err := d.Submit(op, wait); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.Ops[len(d.Ops)-1].Later = true
	return nil
}

// SubmitAll is that of the ledger.
func (d *Desk) SubmitAll(ops []desk.Op, hold time.Duration) error {
	d.Together = append(d.Together, len(ops))
	for _, op := range ops {
		if err := d.Submit(op, hold); err != nil {
			return err
		}
	}
	return nil
}

func (d *Desk) setDraft(t desk.TicketID, note bool, draft *desk.Draft) {
	both := d.Drafts[t]
	both[mode(note)] = draft
	d.Drafts[t] = both
}

// CancelAll is that of the ledger.
func (d *Desk) CancelAll(ids []desk.OpID, backs map[desk.OpID]desk.Op) (taken, put []desk.Op, err error) {
	for _, id := range ids {
		if op, err := d.Cancel(id); err == nil {
			taken = append(taken, op)
		} else if back, ok := backs[id]; ok {
			put = append(put, back)
		}
	}
	if d.Full != nil {
		return nil, nil, d.Full
	}
	return taken, put, d.SubmitAll(put, 0)
}

// Cancel is that of the ledger.
func (d *Desk) Cancel(id desk.OpID) (desk.Op, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	i := d.find(id)
	if i < 0 || d.Ops[i].State == desk.OpSending {
		return desk.Op{}, desk.Refuse(desk.TooLateToUndo)
	}
	if d.Full != nil {
		return desk.Op{}, d.Full
	}
	op := d.Ops[i].Op
	d.Ops = slices.Delete(d.Ops, i, i+1)
	d.giveBack(op)
	return op, nil
}

// giveBack makes a draft of what an operation said, before what has been begun since.
func (d *Desk) giveBack(op desk.Op) {
	back := op.Draft()
	if back == nil || !op.Composed() {
		return
	}
	if back.Forward != nil {
		draft := back.Before(d.Forwards[op.Ticket])
		d.Forwards[op.Ticket] = &draft
		return
	}
	draft := back.Before(d.Drafts[op.Ticket][mode(back.Note)])
	d.setDraft(op.Ticket, draft.Note, &draft)
}

func (d *Desk) find(id desk.OpID) int {
	return slices.IndexFunc(d.Ops, func(p desk.PendingOp) bool { return p.Op.ID == id })
}

// Deeds are those of the ledger.
func (d *Desk) Deeds() ([]desk.Deed, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.Remembered), d.Err
}

// Remember is that of the ledger.
func (d *Desk) Remember(deed desk.Deed) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.Remembered = append(d.Remembered, deed)
	return d.Full
}

// Forget is that of the ledger.
func (d *Desk) Forget(op desk.OpID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.Remembered = slices.DeleteFunc(d.Remembered, func(deed desk.Deed) bool { return deed.Op == op })
	return d.Full
}

// Discard is that of the ledger.
func (d *Desk) Discard(id desk.OpID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.Full != nil {
		return d.Full
	}
	if i := d.find(id); i >= 0 {
		d.Ops = slices.Delete(d.Ops, i, i+1)
	}
	return nil
}

// Again is that of the ledger.
func (d *Desk) Again(old desk.OpID, op desk.Op) error {
	if err := d.Discard(old); err != nil {
		return err
	}
	both := d.Drafts[op.Ticket]
	err := d.Submit(op, 0)
	d.Drafts[op.Ticket] = both // a draft that was begun since stays
	return err
}

// SaveDraft is that of the ledger.
func (d *Desk) SaveDraft(draft desk.Draft) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.Full != nil {
		return d.Full
	}
	if draft.Ticket.IsZero() && !draft.Empty() {
		return desk.Refuse(desk.NoSuchTicket)
	}
	if n := draft.Text.Len(); n > desk.MaxDraft {
		return desk.Refuse(desk.TextTooLong, n)
	}
	if draft.Forward != nil {
		d.Forwards[draft.Ticket] = &draft
		if draft.Empty() {
			delete(d.Forwards, draft.Ticket)
		}
		return nil
	}
	if draft.Empty() {
		d.setDraft(draft.Ticket, draft.Note, nil)
		return nil
	}
	d.setDraft(draft.Ticket, draft.Note, &draft)
	return nil
}

// MarkSeen is that of the ledger.
func (d *Desk) MarkSeen(t desk.TicketID, last desk.MessageID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.SeenThrough[t] = max(d.SeenThrough[t], last)
	delete(d.Unread, t)
	return d.Full
}

// Arrive performs an operation of somebody else on the desk, or of the agent's once sent.
func (d *Desk) Arrive(op desk.Op) desk.Ticket {
	d.mu.Lock()
	defer d.mu.Unlock()
	name := desk.Foreign(string(op.Actor))
	author := desk.Author{Agent: op.Actor, Name: name}
	t, events, err := desk.Apply(d.Tickets[op.Ticket], op, desk.Facts{Now: d.Clock, Rights: desk.AllRights(), Author: author})
	if err != nil {
		panic("the desk refused: " + err.Error())
	}
	if t.Number == 0 {
		t.Number = int64(4000 + len(d.Tickets))
	}
	d.Tickets[op.Ticket] = t
	for _, e := range events {
		if e.Message != nil {
			d.Entries[op.Ticket] = append(d.Entries[op.Ticket], *e.Message)
		}
	}
	return t
}

// Settle carries the agent's operations out, all those on their way.
func (d *Desk) Settle() {
	ops := d.Ops
	d.Ops = nil
	for _, p := range ops {
		d.Arrive(p.Op)
	}
}

// Open makes a ticket of a customer and returns its id. What names and texts hold is kept as it is.
func (d *Desk) Open(number int64, subject, name, body string, waited time.Duration, more ...func(*desk.Ticket)) desk.TicketID {
	id := desk.TicketID{ID: desk.DeriveID("test", text.Line(desk.Foreign(subject)), name, time.Duration(number).String())}
	who := desk.CustomerID{ID: desk.DeriveID("customer", name)}
	at := d.Clock.Add(-waited)
	if _, ok := d.Customers[who]; !ok {
		d.Customers[who] = desk.Customer{ID: who, Name: desk.Foreign(name), Mails: []desk.Untrusted{desk.Foreign("someone@example.org")}}
	}
	t := desk.Ticket{
		ID: id, Number: number, Version: 1, Subject: desk.Foreign(subject), Channel: desk.Mail, Status: desk.Open,
		Requester: who, RequesterName: desk.Foreign(name), Assignee: "kim", CreatedAt: at, UpdatedAt: at, WaitingSince: at,
		LastMessage: 1, Voices: []desk.Voice{{By: desk.CustomerSide, Last: 1}},
	}
	for _, change := range more {
		change(&t)
	}
	d.Tickets[id] = t
	d.Entries[id] = []desk.Message{{
		ID: 1, Ticket: id, Kind: desk.FromCustomer, At: at, Text: desk.Foreign(body),
		Author: desk.Author{Customer: who, Name: desk.Foreign(name)}, Channel: t.Channel,
	}}
	return id
}
