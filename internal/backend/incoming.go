package backend

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// A ticket or a message that comes in from elsewhere is an operation of the desk's own, whose id
// is made of a key that whoever sends it has chosen. The same again is answered the same.

// refusal is a verdict that nothing is kept of: who sends it may mend it and send it again
// under the same key.
type refusal struct{ why *desk.Problem }

func (r refusal) Error() string { return r.why.Error() }
func (r refusal) Unwrap() error { return r.why }

// keyed is the operation's id of a key of an account's. It goes by the desk's secret, or whoever
// guesses a key could send something of their own under it first.
func (s *Store) keyed(p Principal, key string) desk.OpID {
	return desk.OpID{ID: s.derive("intake", string(p.Agent), key)}
}

// ticketFor is the id of the ticket that comes in as an operation. Its second half says whose
// account opened it, to nobody but the desk.
func (s *Store) ticketFor(p Principal, op desk.OpID) desk.TicketID {
	id := s.derive("ticket", op.String())
	copy(id[openerAt:], s.opener(p, id))
	return desk.TicketID{ID: id}
}

// mayAddTo reports whether an account may add a word to a ticket: to those that it opened, and,
// with a token that is for work as well, to all.
func (s *Store) mayAddTo(p Principal, to desk.TicketID) bool {
	return allow(p, ActOperate, Object{}) || hmac.Equal(to.ID[openerAt:], s.opener(p, to.ID))
}

// openerAt is where the half of a ticket's id begins that says who opened it.
const openerAt = 8

func (s *Store) opener(p Principal, id desk.ID) []byte {
	half := s.derive("opener", string(p.Agent), string(id[:openerAt]))
	return half[:openerAt]
}

// derive is desk.DeriveID for what nobody else may be able to reckon.
func (s *Store) derive(parts ...string) desk.ID {
	h := hmac.New(sha256.New, s.secret)
	id := desk.DeriveID(parts...)
	h.Write(id[:])
	return desk.ID(h.Sum(nil)[:len(id)])
}

// TakeTicket opens a ticket for a customer. A *desk.Problem says why it was not opened: PayloadDiffers
// that something else came in under the key.
func (s *Store) TakeTicket(ctx context.Context, p Principal, key string, in api.NewTicket) (desk.Verdict, error) {
	id := s.keyed(p, key)
	return s.incoming(ctx, p, id, in, func(t *tx) (desk.Op, error) {
		who := desk.Customer{ID: desk.CustomerID{ID: desk.DeriveID("customer", id.String())}, Since: t.now}
		if in.From.Name.Shows() {
			who.Name = in.From.Name
		}
		if !in.From.Mail.IsEmpty() {
			who.Mails = []desk.Untrusted{in.From.Mail}
		}
		if !in.From.Phone.IsEmpty() {
			who.Phones = []desk.Untrusted{in.From.Phone}
		}
		who, err := t.same(who)
		t.stranger = who
		return desk.Op{Ticket: s.ticketFor(p, id), Intent: desk.Create{
			Subject: in.Subject, Channel: cmp.Or(in.Channel, desk.Form), Requester: who.ID, RequesterName: who.Name, Tier: who.Tier,
			Text: in.Text, Group: in.Group, Urgency: in.Urgency, Impact: in.Impact, Tags: in.Tags, Attachments: in.Attachments,
		}}, err
	})
}

// TakeMessage adds a word of the customer's to a ticket, as TakeTicket opens one. desk.ErrNotFound
// where the account may add nothing to it.
func (s *Store) TakeMessage(ctx context.Context, p Principal, key string, to desk.TicketID, given *Given, in api.NewMessage) (desk.Verdict, error) {
	what := struct {
		Ticket  desk.TicketID
		Message api.NewMessage
	}{to, in}
	if !s.mayAddTo(p, to) {
		return desk.Verdict{}, desk.ErrNotFound
	}
	return s.incoming(ctx, p, s.keyed(p, key), what, func(t *tx) (desk.Op, error) {
		r, err := t.ticket(to)
		if err == nil {
			err = t.isGiven(given, to)
		}
		from := desk.Author{Customer: r.ticket.Requester, Name: r.ticket.RequesterName}
		if in.Name.Shows() {
			from.Name = in.Name
		}
		return desk.Op{Ticket: to, Intent: desk.Receive{From: from, Text: in.Text, Attachments: in.Attachments}}, err
	})
}

// incoming carries out what comes in, once. What came is told apart by its content, not by the
// operation that it becomes: the desk may know the customer better by the time it comes again.
func (s *Store) incoming(ctx context.Context, p Principal, id desk.OpID, what any, becomes func(*tx) (desk.Op, error)) (desk.Verdict, error) {
	text, err := json.Marshal(what)
	if err != nil {
		return desk.Verdict{}, err
	}
	return s.once(ctx, id, sha256.Sum256(text), func(t *tx, hash []byte) (desk.Verdict, error) {
		t.by = p
		if err := p.holds(t); err != nil {
			return desk.Verdict{}, err
		}
		op, err := becomes(t)
		if err != nil {
			return desk.Verdict{}, err
		}
		op.ID, op.Actor, op.At = id, desk.System, t.now
		v, err := t.perform(op, hash, t.ownFacts())
		if err == nil && v.Outcome != desk.Applied {
			err = refusal{v.Problem}
		}
		return v, err
	})
}
