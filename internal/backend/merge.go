package backend

import (
	"errors"
	"time"

	"github.com/heed-desk/heed/desk"
)

// pair is an operation on two tickets: what is done to the one that it names, and to the
// other one, under an id derived from the first one's.
type pair struct {
	own, twin desk.Op
	other     row
}

// pairOf reads what an operation on two tickets does to each; false where it is on one.
// The numbers are those that the tickets have, whatever the client believed.
func (t *tx) pairOf(r row, op desk.Op) (p pair, two bool, err error) {
	var other desk.TicketID
	switch in := op.Intent.(type) {
	case desk.Merge:
		other = in.Into
	case desk.Unmerge:
		if r.ticket.MergedInto.IsZero() {
			return p, false, nil // there is nothing to take apart
		}
		other = in.Into
	case desk.LinkTo:
		other = in.To
	case desk.Unlink:
		if in.To.IsZero() {
			return p, false, nil // what it takes back made no link
		}
		other = in.To
	case desk.Create:
		if in.From.IsZero() {
			return p, false, nil
		}
		other = in.From
	default:
		return p, false, nil
	}
	if p.other, err = t.ticket(other); err != nil {
		return p, true, err
	}
	p.own, p.twin = op, op
	p.twin.ID, p.twin.Ticket, p.twin.Base, p.twin.Recipients = desk.TwinOf(op.ID), other, p.other.ticket.Version, nil
	err = t.halves(r, &p)
	return p, true, err
}

// halves sets what is done to each of the two.
func (t *tx) halves(r row, p *pair) error {
	from, into := r.ticket, p.other.ticket
	switch in := p.own.Intent.(type) {
	case desk.Merge:
		in.IntoNumber = into.Number
		p.own.Intent, p.twin.Intent = in, desk.TakeIn{
			From: from.ID, FromNumber: from.Number, Subject: from.Subject, Waiting: from.WaitingSince,
		}
	case desk.Unmerge:
		in.IntoNumber = into.Number
		letGo, err := t.letGo(in, p.other)
		if err != nil {
			return err
		}
		letGo.To, letGo.ToNumber = from.ID, from.Number
		p.own.Intent, p.twin.Intent = in, letGo
	case desk.LinkTo:
		in.Number = into.Number
		p.own.Intent, p.twin.Intent = in, desk.LinkTo{To: from.ID, Number: from.Number}
	case desk.Create: // whose number is not given yet
		in.FromNumber = into.Number
		p.own.Intent, p.twin.Intent = in, desk.LinkTo{To: p.own.Ticket}
	case desk.Unlink:
		in.Number = into.Number
		p.own.Intent, p.twin.Intent = in, desk.Unlink{To: from.ID, Number: from.Number}
	}
	return nil
}

// letGo reads from what was recorded of a merge how the other ticket is set back.
func (t *tx) letGo(in desk.Unmerge, other row) (desk.LetGo, error) {
	taken, known, err := recorded(t, desk.TwinOf(in.Merge))
	if err != nil {
		return desk.LetGo{}, err
	}
	if !known || taken.ticket.Int64 != other.at || other.at == 0 {
		return desk.LetGo{}, desk.Refuse(desk.MovedOn)
	}
	v, err := taken.verdict(t)
	if err != nil {
		return desk.LetGo{}, err
	}
	out := desk.LetGo{Taken: taken.last, Version: v.Ticket.Version, Since: v.Ticket.WaitingSince}
	for _, m := range v.Messages {
		if m.Change == nil {
			continue
		}
		if m.Change.Field == string(desk.FieldStatus) {
			out.Then = desk.Status(m.Change.From)
		}
	}
	if !out.Then.Done() {
		out.Was, err = t.unanswered(other, taken.last)
	}
	return out, err
}

// unanswered is when the customer wrote first since we last spoke on a ticket, up to an
// entry; zero where they did not.
func (t *tx) unanswered(r row, last desk.MessageID) (time.Time, error) {
	ours := desk.MessageID(0)
	for _, v := range r.ticket.Voices {
		if v.By != desk.CustomerSide {
			ours = max(ours, v.Last)
		}
	}
	all, err := between(t, r.at, ours+1, last)
	for _, m := range all {
		if m.Kind == desk.FromCustomer {
			return m.At, err
		}
	}
	return time.Time{}, err
}

// goesOn is the ticket that a customer's words on a merged one belong to: the one that it
// went into in the end. Every other operation is left to the ticket that it names.
func (t *tx) goesOn(r row, op desk.Op) (row, desk.Op, error) {
	if _, words := op.Intent.(desk.Receive); !words || op.Actor != desk.System {
		return r, op, nil
	}
	been := map[desk.TicketID]bool{}
	for !r.ticket.MergedInto.IsZero() && !been[r.ticket.ID] {
		been[r.ticket.ID] = true
		next, err := t.ticket(r.ticket.MergedInto)
		if err != nil || next.at == 0 {
			return r, op, err
		}
		r, op.Ticket = next, next.ticket.ID
	}
	return r, op, nil
}

// both carries an operation on two tickets out in one transaction. Where the other ticket
// will not have it, neither happens.
func (t *tx) both(r row, op desk.Op, p pair, hash []byte, f desk.Facts) (desk.Verdict, error) {
	after, events, err := desk.Apply(r.ticket, p.own, f)
	if err != nil {
		return t.turnDown(r, op, hash, err)
	}
	own := f
	own.Rights = desk.AllRights()
	otherAfter, otherEvents, err := desk.Apply(p.other.ticket, p.twin, own)
	if err != nil {
		return t.turnDown(r, op, hash, ofOther(op, err))
	}
	v, err := t.commit(r, op, hash, after, events)
	if err != nil {
		return desk.Verdict{}, err
	}
	if _, made := op.Intent.(desk.Create); made {
		p.twin.Intent = desk.LinkTo{To: op.Ticket, Number: v.Ticket.Number}
		if otherAfter, otherEvents, err = desk.Apply(p.other.ticket, p.twin, own); err != nil {
			return desk.Verdict{}, err
		}
	}
	twinHash, err := p.twin.Hash()
	if err != nil {
		return desk.Verdict{}, err
	}
	_, err = t.commit(p.other, p.twin, twinHash[:], otherAfter, otherEvents)
	return v, err
}

// ofOther says why the other ticket would not have it. What was merged cannot be taken
// apart once that one has ended, or was merged itself.
func ofOther(op desk.Op, err error) error {
	var p *desk.Problem
	if _, apart := op.Intent.(desk.Unmerge); apart && errors.As(err, &p) && p.Code == desk.TicketMerged {
		return desk.Refuse(desk.MovedOn)
	}
	return err
}

// turnDown records that an operation was refused, or held because somebody wrote meanwhile.
func (t *tx) turnDown(r row, op desk.Op, hash []byte, why error) (desk.Verdict, error) {
	var p *desk.Problem
	if !errors.As(why, &p) {
		return desk.Verdict{}, why
	}
	o := outcome{is: desk.Refused, problem: p}
	if r.at != 0 {
		o.ticket = &r.ticket
	}
	if p.Code == desk.NewerMessage {
		o.is = desk.Held
		seen := max(op.Seen, 1)
		if seen > r.ticket.LastMessage {
			seen = 1 // it saw entries that this desk has lost, and may have numbered otherwise since
		}
		came, err := cameMeanwhile(t, r.at, seen+1, r.ticket.LastMessage)
		if err != nil {
			return desk.Verdict{}, err
		}
		o.messages = came
	}
	return t.record(r, op, hash, o)
}
