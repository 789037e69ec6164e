package backend

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// Do carries an operation out for whoever made it, or says why not. The verdict is
// recorded under the operation's id for ever: the same operation again gets the same
// verdict, other words under the same id are refused with PayloadDiffers and change nothing.
//
// Errors are ErrWrongActor, ErrDisabled and ErrBadOp, for which nothing is recorded, and
// whatever the disk says.
func (s *Store) Do(ctx context.Context, p Principal, op desk.Op) (desk.Verdict, error) {
	return s.DoGiven(ctx, p, op, nil)
}

// DoGiven is Do for an operation that is to be carried out only where the record it is about is as given:
// else it is ErrStale, and nothing is recorded. What was carried out before stays so.
func (s *Store) DoGiven(ctx context.Context, p Principal, op desk.Op, given *Given) (desk.Verdict, error) {
	if op.Actor != p.Agent || p.Agent == desk.System {
		return desk.Verdict{}, ErrWrongActor
	}
	return s.do(ctx, op, func(t *tx) (desk.Facts, error) {
		t.by = p
		if err := p.holds(t); err != nil {
			return desk.Facts{}, err
		}
		if err := t.opIsGiven(given, op); err != nil {
			return desk.Facts{}, err
		}
		return t.factsOf(p.Agent)
	})
}

// Intake carries out what the desk does by itself or for a customer: words that came in,
// tickets that customers open. The operation's actor is desk.System.
func (s *Store) Intake(ctx context.Context, op desk.Op) (desk.Verdict, error) {
	if op.Actor != desk.System || op.OfDesk() {
		return desk.Verdict{}, ErrWrongActor
	}
	return s.do(ctx, op, func(t *tx) (desk.Facts, error) { return t.ownFacts(), nil })
}

func (s *Store) do(ctx context.Context, op desk.Op, facts func(*tx) (desk.Facts, error)) (desk.Verdict, error) {
	if lacks := op.Lacks(); lacks != "" {
		return desk.Verdict{}, &desk.BadField{Name: lacks, Why: ErrBadOp}
	}
	hash, err := op.Hash()
	if err != nil {
		return desk.Verdict{}, errors.Join(ErrBadOp, err)
	}
	return s.once(ctx, op.ID, hash, func(t *tx, hash []byte) (desk.Verdict, error) {
		f, err := facts(t)
		if err != nil {
			return desk.Verdict{}, err
		}
		if op.OfDesk() {
			return t.performOfDesk(op, hash, f)
		}
		return t.perform(op, hash, f)
	})
}

// once does what an id stands for where nothing was done under it yet; else it answers what was
// answered then, where the hash is the same.
func (s *Store) once(ctx context.Context, id desk.OpID, hash [sha256.Size]byte, do func(t *tx, hash []byte) (desk.Verdict, error)) (desk.Verdict, error) {
	v := desk.Verdict{Op: id}
	err := s.change(ctx, func(t *tx) error {
		before, known, err := recorded(t, id)
		switch {
		case err != nil:
		case known:
			v, err = before.again(t, hash[:])
		default:
			v, err = do(t, hash[:])
		}
		return err
	})
	return v, err
}

// factsOf are what Apply must know of an agent.
func (t *tx) factsOf(id desk.AgentID) (desk.Facts, error) {
	a, err := agent(t, id)
	if errors.Is(err, desk.ErrNotFound) || a.Disabled {
		return desk.Facts{}, ErrDisabled
	}
	if err != nil {
		return desk.Facts{}, err
	}
	author := desk.Author{Agent: a.ID, Name: a.Name}
	boxes, err := mailboxes(t)
	return desk.Facts{Now: t.now, Rights: desk.RightsOf(a.Role), Author: author, Mailboxes: boxes}, err
}

// ownFacts are the desk's own.
func (t *tx) ownFacts() desk.Facts {
	return desk.Facts{Now: t.now, Rights: desk.AllRights(), Author: desk.Author{Agent: desk.System}}
}

// perform applies an operation that never came before, and records what became of it.
func (t *tx) perform(op desk.Op, hash []byte, f desk.Facts) (desk.Verdict, error) {
	r, err := t.ticket(op.Ticket)
	if err != nil {
		return desk.Verdict{}, err
	}
	if r, op, err = t.goesOn(r, op); err != nil {
		return desk.Verdict{}, err
	}
	if op, err = t.asItTakesBack(op); err != nil {
		return desk.Verdict{}, err
	}
	if op, err = t.forWhom(op); err != nil {
		return desk.Verdict{}, err
	}
	p, two, err := t.pairOf(r, op)
	if err == nil {
		err = t.knows(op)
	}
	if err == nil {
		err = t.sorts(r, op)
	}
	if err == nil {
		err = t.maySendOn(r, op)
	}
	if err == nil {
		err = t.has(op)
	}
	switch {
	case err != nil:
		return t.turnDown(r, op, hash, err)
	case two:
		return t.both(r, op, p, hash, f)
	}
	if f.Customer, err = t.answered(r, op); err != nil {
		return desk.Verdict{}, err
	}
	after, events, err := desk.Apply(r.ticket, op, f)
	if err != nil {
		return t.turnDown(r, op, hash, err)
	}
	return t.commit(r, op, hash, after, events)
}

// answered is the customer whom an operation replies to, zero where a ticket has none; nil where it
// replies to nobody, and where nothing is known of them.
func (t *tx) answered(r row, op desk.Op) (*desk.Customer, error) {
	if _, replies := op.Intent.(desk.Reply); !replies {
		return nil, nil
	}
	if r.ticket.Requester.IsZero() {
		return &desk.Customer{}, nil
	}
	c, err := customer(t, r.ticket.Requester)
	if errors.Is(err, desk.ErrNotFound) {
		return nil, nil
	}
	return &c, err
}

// knows refuses an operation that names somebody who does not work here, or who was erased.
func (t *tx) knows(op desk.Op) error {
	switch in := op.Intent.(type) {
	case desk.Create:
		if gone, err := isGone(t, desk.RecordCustomer, in.Requester.ID); err != nil || gone {
			return errors.Join(err, only(gone, desk.Refuse(desk.NoSuchTicket)))
		}
	case desk.Assign:
		return t.serves(in.To)
	case desk.Escalate:
		return t.serves(in.To)
	case desk.HandOver:
		return t.serves(in.To)
	case desk.HandBack:
		return t.serves(in.To)
	case desk.Note:
		for _, agent := range in.Mentions {
			if err := t.serves(agent); err != nil {
				return err
			}
		}
	}
	return nil
}

// serves refuses to give a ticket to somebody who does not work here.
func (t *tx) serves(id desk.AgentID) error {
	if id == "" {
		return nil
	}
	a, err := agent(t, id)
	if errors.Is(err, desk.ErrNotFound) || err == nil && !a.Works() {
		return desk.Refuse(desk.BadValue, desk.FieldAssignee, id)
	}
	return err
}

// commit writes what an operation did: the ticket, what was said, the events and the verdict.
func (t *tx) commit(r row, op desk.Op, hash []byte, after desk.Ticket, events []desk.Event) (desk.Verdict, error) {
	if len(events) == 0 {
		return t.record(r, op, hash, outcome{is: desk.Applied, ticket: &r.ticket})
	}
	seq, err := t.next()
	if err != nil {
		return desk.Verdict{}, err
	}
	if r.at == 0 {
		if after.Number, err = t.number(); err != nil {
			return desk.Verdict{}, err
		}
		if err := t.meet(after, seq); err != nil {
			return desk.Verdict{}, err
		}
	}
	if after.Clocks, err = t.clocks(r, after, events); err != nil {
		return desk.Verdict{}, err
	}
	state, err := json.Marshal(after)
	if err != nil {
		return desk.Verdict{}, err
	}
	if r.at, err = t.saveTicket(r.at, after, string(state), seq); err != nil {
		return desk.Verdict{}, err
	}
	said, err := t.saveEvents(r.at, events, seq)
	if err != nil {
		return desk.Verdict{}, err
	}
	t.slept = t.slept || !after.SnoozedUntil.IsZero()
	t.hints = append(t.hints, desk.Hint{Seq: seq, Kind: desk.RecordTicket, Ticket: after.ID})
	return t.record(r, op, hash, outcome{is: desk.Applied, seq: seq, ticket: &after, messages: said})
}

// saveEvents appends what happened, and the thread entries that it made as one run.
func (t *tx) saveEvents(ticket int64, events []desk.Event, seq int64) ([]desk.Message, error) {
	var said []desk.Message
	for _, e := range events {
		var entry any
		if e.Message != nil {
			said, entry = append(said, *e.Message), int64(e.Message.ID)
		}
		err := t.exec(`INSERT INTO events (seq, ticket, op, kind, actor, at, before, after, entry) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			seq, ticket, e.Op.ID[:], string(e.Kind), string(e.By), e.At.UnixMilli(), storable(e.From), storable(e.To), entry)
		if err != nil {
			return nil, err
		}
	}
	if len(said) == 0 {
		return nil, nil
	}
	if err := t.uses(ticket, said); err != nil {
		return nil, err
	}
	r, err := newRun(said)
	if err != nil {
		return nil, err
	}
	return said, t.saveRun(ticket, r, seq)
}

// storable is a text as every database takes it: in UTF-8, and without the zero byte, which
// PostgreSQL has no place for. Records are JSON, which holds neither.
func storable(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", "\ufffd")
}

// meet makes a record of a customer that nobody has met before, so that no ticket's
// requester leads nowhere.
func (t *tx) meet(k desk.Ticket, seq int64) error {
	if k.Requester.IsZero() {
		return nil
	}
	var known int
	if err := t.row(`SELECT count(*) FROM customers WHERE id = $1`, k.Requester.ID[:]).Scan(&known); err != nil || known > 0 {
		return err
	}
	c := desk.Customer{ID: k.Requester, Version: 1, Name: k.RequesterName, Tier: k.Tier, Since: k.CreatedAt}
	if t.stranger.ID == k.Requester {
		c.Mails, c.Phones = t.stranger.Mails, t.stranger.Phones
	}
	return t.saveCustomer(c, seq)
}
