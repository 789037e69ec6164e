package backend

import (
	"errors"

	"github.com/heed-desk/heed/desk"
)

// merge closes one ticket in favour of another: two linked operations in one
// transaction, of which the second has an id derived from the first. Where the other
// ticket will not take it in, neither happens.
func (t *tx) merge(r row, op desk.Op, in desk.Merge, hash []byte, f desk.Facts) (desk.Verdict, error) {
	into, err := t.ticket(in.Into)
	if err != nil {
		return desk.Verdict{}, err
	}
	twin := op
	twin.ID, twin.Ticket, twin.Base, twin.Recipients = desk.TwinOf(op.ID), in.Into, into.ticket.Version, nil
	twin.Intent = desk.TakeIn{From: r.ticket.ID, FromNumber: r.ticket.Number, Subject: r.ticket.Subject}

	known := op // with the number that the other ticket has, whatever the client believed
	in.IntoNumber = into.ticket.Number
	known.Intent = in
	after, events, err := desk.Apply(r.ticket, known, f)
	if err != nil {
		return t.turnDown(r, op, hash, err)
	}
	own := f
	own.Rights = desk.AllRights()
	intoAfter, intoEvents, err := desk.Apply(into.ticket, twin, own)
	if err != nil {
		return t.turnDown(r, op, hash, err)
	}
	v, err := t.commit(r, op, hash, after, events)
	if err != nil {
		return desk.Verdict{}, err
	}
	twinHash, err := twin.Hash()
	if err != nil {
		return desk.Verdict{}, err
	}
	_, err = t.commit(into, twin, twinHash[:], intoAfter, intoEvents)
	return v, err
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
		came, err := cameMeanwhile(t, r.at, op.Seen+1, r.ticket.LastMessage)
		if err != nil {
			return desk.Verdict{}, err
		}
		o.messages = came
	}
	return t.record(r, op, hash, o)
}
