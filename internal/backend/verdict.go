package backend

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// outcome is what became of an operation, before it is written down.
type outcome struct {
	is       desk.Outcome
	problem  *desk.Problem
	seq      int64 // 0 where nothing changed
	ticket   *desk.Ticket
	messages []desk.Message
}

// record writes the verdict under the operation's id, as the actor may see it. The entries that go with it are
// named by their ids: they lie in the thread and never change.
func (t *tx) record(r row, op desk.Op, hash []byte, o outcome) (desk.Verdict, error) {
	if o.ticket != nil {
		seen := o.ticket.For(op.Actor)
		o.ticket = &seen
	}
	v := desk.Verdict{Op: op.ID, Outcome: o.is, Problem: o.problem, Ticket: o.ticket, Messages: o.messages}
	var problem, state, at, seq any
	var first, last desk.MessageID
	if o.problem != nil {
		j, err := json.Marshal(o.problem)
		if err != nil {
			return v, err
		}
		problem = string(j)
	}
	if o.ticket != nil {
		j, err := json.Marshal(o.ticket)
		if err != nil {
			return v, err
		}
		state, at = string(j), r.at
	}
	if o.seq != 0 {
		seq = o.seq
	}
	if o.seq != 0 && o.ticket != nil {
		before, after := versions(r.ticket.Version, o.ticket.Version)
		t.carriedOut(op, hash, "ticket "+o.ticket.ID.String(), before, after)
	}
	if n := len(o.messages); n > 0 {
		first, last = o.messages[0].ID, o.messages[n-1].ID
	}
	return v, t.exec(`INSERT INTO ops (id, hash, actor, kind, at, seq, outcome, problem, ticket, state, first, last)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		op.ID.ID[:], hash, string(op.Actor), string(op.Intent.Kind()), t.now.UnixMilli(), seq, string(o.is),
		problem, at, state, int64(first), int64(last))
}

// record is a verdict as it was written down.
type record struct {
	op             desk.OpID
	hash           []byte
	actor          desk.AgentID
	outcome        desk.Outcome
	problem, state sql.NullString
	ticket         sql.NullInt64
	first, last    desk.MessageID
}

// recorded finds what became of an operation that came before.
func recorded(q query, id desk.OpID) (record, bool, error) {
	r := record{op: id}
	err := q.row(`SELECT hash, actor, outcome, problem, ticket, state, first, last FROM ops WHERE id = $1`, id.ID[:]).
		Scan(&r.hash, &r.actor, &r.outcome, &r.problem, &r.ticket, &r.state, &r.first, &r.last)
	if errors.Is(err, sql.ErrNoRows) {
		return record{}, false, nil
	}
	return r, err == nil, err
}

// again answers a second sending: what was answered the first time, if it is the same operation.
func (r record) again(q query, hash []byte) (desk.Verdict, error) {
	if !bytes.Equal(r.hash, hash) {
		return desk.Verdict{Op: r.op, Outcome: desk.Refused, Problem: desk.Refuse(desk.PayloadDiffers)}, nil
	}
	return r.verdict(q)
}

// verdict reads the verdict as it was first given.
func (r record) verdict(q query) (desk.Verdict, error) {
	v := desk.Verdict{Op: r.op, Outcome: r.outcome}
	if r.problem.Valid {
		if err := parse(r.problem.String, &v.Problem); err != nil {
			return v, err
		}
	}
	switch {
	case r.state.Valid && !r.ticket.Valid:
		var of stateOfDesk
		err := parse(r.state.String, &of)
		v.Filter, v.Canned, v.Agent, v.Made = of.Filter, of.Canned, of.Agent, of.Made
		return v, err
	case r.state.Valid:
		if err := parse(r.state.String, &v.Ticket); err != nil {
			return v, err
		}
		if v.Ticket != nil { // what an earlier heed wrote down has everybody's
			seen := v.Ticket.For(r.actor)
			v.Ticket = &seen
		}
	}
	var err error
	if r.outcome == desk.Held {
		v.Messages, err = cameMeanwhile(q, r.ticket.Int64, r.first, r.last)
	} else {
		v.Messages, err = between(q, r.ticket.Int64, r.first, r.last)
	}
	return v, err
}

// maxCame is how many of the entries that came meanwhile go with a held reply, the newest:
// as many as fit into api.PageSize, and one however long.
const maxCame = 50

// cameMeanwhile are the texts among the entries of a ticket in [first, last].
func cameMeanwhile(q query, ticket int64, first, last desk.MessageID) ([]desk.Message, error) {
	all, err := between(q, ticket, first, last)
	if err != nil {
		return nil, err
	}
	var texts []desk.Message
	for _, m := range all {
		if m.Kind != desk.Happening {
			texts = append(texts, m)
		}
	}
	from, size := len(texts), 0
	for from > 0 && len(texts)-from < maxCame {
		if size += texts[from-1].Text.Len(); size > api.PageSize && from < len(texts) {
			break
		}
		from--
	}
	return texts[from:], nil
}

// Lookup returns the recorded verdict of an operation; desk.ErrNotFound where it never
// arrived, or came from somebody else.
func (s *Store) Lookup(ctx context.Context, p Principal, id desk.OpID) (desk.Verdict, error) {
	var v desk.Verdict
	err := s.look(ctx, func(q query) error {
		r, known, err := recorded(q, id)
		if err != nil {
			return err
		}
		if !known || !allow(p, ActLookup, Object{Owner: r.actor}) {
			return desk.ErrNotFound
		}
		v, err = r.verdict(q)
		return err
	})
	return v, err
}
