package backend

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Dossier is everything that a desk holds of a customer.
type Dossier struct {
	Made time.Time `json:"made"`
	Desk string    `json:"desk"`
	// Asked is the record that was asked for, where that was merged into the customer's; zero where
	// it is the customer's own.
	Asked    desk.CustomerID `json:"asked,omitzero"`
	Customer *desk.Customer  `json:"customer"` // none where the desk has only tickets of theirs
	Tickets  []TicketFile    `json:"tickets"`
	// Elsewhere are entries in tickets of others that they wrote, or that went to them.
	Elsewhere []desk.Message `json:"elsewhere"`
	// Named are the numbers of the tickets of others in which an address of theirs stands.
	Named []int64    `json:"named"`
	Files []HeldFile `json:"files"`
}

// TicketFile is a ticket with all that the desk has about it.
type TicketFile struct {
	Ticket  desk.Ticket    `json:"ticket"`
	Entries []desk.Message `json:"entries"`
	Events  []Happened     `json:"events"`
	Answers []Answered     `json:"answers"`
}

// Happened is an event as the desk's log has it.
type Happened struct {
	Kind   string       `json:"kind"`
	Op     desk.OpID    `json:"op"`
	Actor  desk.AgentID `json:"actor"`
	At     time.Time    `json:"at"`
	Before string       `json:"before,omitempty"`
	After  string       `json:"after,omitempty"`
}

// Answered is what was answered to an operation.
type Answered struct {
	Op      desk.OpID       `json:"op"`
	Actor   desk.AgentID    `json:"actor"`
	Kind    string          `json:"kind"`
	At      time.Time       `json:"at"`
	Outcome desk.Outcome    `json:"outcome"`
	Problem json.RawMessage `json:"problem,omitempty"`
	State   json.RawMessage `json:"state,omitempty"` // the ticket as it stood then
}

// HeldFile is an attachment. Where the desk has lost its bytes it has none to give.
type HeldFile struct {
	ID   desk.FileID `json:"id"`
	Size int64       `json:"size"`
	Lost bool        `json:"lost,omitempty"`
}

// Dossier gathers everything that the desk holds of a customer, and hands the attachments to keep.
// desk.ErrNotFound where it holds nothing.
func (src *Source) Dossier(ctx context.Context, id desk.CustomerID, keep func(HeldFile, io.Reader) error) (d Dossier, err error) {
	d = Dossier{Made: src.store.now(), Desk: src.store.name, Tickets: []TicketFile{}, Elsewhere: []desk.Message{}, Files: []HeldFile{}}
	err = src.store.look(ctx, func(q query) error { return d.gather(q, id) })
	if err != nil {
		return d, err
	}
	for i := range d.Files {
		f := &d.Files[i]
		in, err := src.store.files.open(ctx, f.ID, f.Size)
		if errors.Is(err, desk.ErrNotFound) {
			f.Lost = true
			continue
		}
		if err != nil {
			return d, err
		}
		if err := errors.Join(keep(*f, in), in.Close()); err != nil {
			return d, err
		}
	}
	return d, nil
}

func (d *Dossier) gather(q query, id desk.CustomerID) error {
	c, err := customer(q, id)
	for asked := id; err == nil && !c.MergedInto.IsZero() && c.MergedInto != asked; { // all of it went there
		d.Asked, id = asked, c.MergedInto
		c, err = customer(q, id)
	}
	switch {
	case err == nil:
		d.Customer = &c
	case !errors.Is(err, desk.ErrNotFound):
		return err
	}
	all, err := laid(q, `SELECT row, number, id FROM tickets WHERE requester = $1 ORDER BY number`, id.ID[:])
	if err != nil {
		return err
	}
	if d.Customer == nil && len(all) == 0 {
		return desk.ErrNotFound
	}
	for _, l := range all {
		f, err := ticketFile(q, l.at)
		if err != nil {
			return err
		}
		d.Tickets = append(d.Tickets, f)
		d.holds(f.Entries)
	}
	ids, err := mergedInto(q, id)
	if err != nil {
		return err
	}
	for _, one := range append(ids, id) {
		if err := d.elsewhere(q, one, id, c.Mails); err != nil {
			return err
		}
	}
	d.Named, err = named(q, c)
	d.Named = slices.DeleteFunc(d.Named, func(n int64) bool {
		return slices.ContainsFunc(all, func(l lies) bool { return l.number == n })
	})
	return err
}

// holds notes the files of entries, each once.
func (d *Dossier) holds(entries []desk.Message) {
	for _, m := range entries {
		for _, a := range m.Attachments {
			if f := (HeldFile{ID: a.ID, Size: a.Size}); !slices.Contains(d.Files, f) {
				d.Files = append(d.Files, f)
			}
		}
	}
}

// elsewhere gathers what somebody wrote in tickets of others than the owner, and what went to them
// there.
func (d *Dossier) elsewhere(q query, id, owner desk.CustomerID, mails []desk.Untrusted) error {
	rows, err := mentioning(q, id, mails, 0)
	if err != nil {
		return err
	}
	for _, row := range rows {
		texts, err := column[string](q, `SELECT entries.json FROM entries JOIN tickets ON tickets.row = entries.ticket WHERE entries.row = $1 AND requester <> $2`, row, owner.ID[:])
		if err != nil {
			return err
		}
		all, err := readRuns(strings.Join(texts, ","))
		if err != nil {
			return err
		}
		for _, m := range all {
			if m.Author.Customer == id || slices.ContainsFunc(m.To, func(a desk.Address) bool { return slices.Contains(mails, a.Value) }) {
				if !slices.ContainsFunc(d.Elsewhere, func(is desk.Message) bool { return is.Ticket == m.Ticket && is.ID == m.ID }) {
					d.Elsewhere = append(d.Elsewhere, m)
				}
			}
			if m.Author.Customer == id {
				d.holds([]desk.Message{m})
			}
		}
	}
	return nil
}

func ticketFile(q query, at int64) (f TicketFile, err error) {
	f.Events, f.Answers = []Happened{}, []Answered{}
	if f.Ticket, err = one[desk.Ticket](q, `SELECT json FROM tickets WHERE row = $1`, at); err != nil {
		return f, err
	}
	texts, err := column[string](q, `SELECT json FROM entries WHERE ticket = $1 ORDER BY first`, at)
	if err == nil {
		f.Entries, err = readRuns(strings.Join(texts, ","))
	}
	if err != nil {
		return f, err
	}
	if err := each(q, func(row scanner) error {
		var e Happened
		var op []byte
		var ms int64
		err := row.Scan(&e.Kind, &op, &e.Actor, &ms, &e.Before, &e.After)
		if err == nil {
			e.Op.ID, e.At = desk.ID(op), time.UnixMilli(ms).UTC()
		}
		f.Events = append(f.Events, e)
		return err
	}, `SELECT kind, op, actor, at, before, after FROM events WHERE ticket = $1 ORDER BY number`, at); err != nil {
		return f, err
	}
	return f, each(q, func(row scanner) error {
		var a Answered
		var op []byte
		var ms int64
		var problem, state *string
		err := row.Scan(&op, &a.Actor, &a.Kind, &ms, &a.Outcome, &problem, &state)
		if err == nil {
			a.Op.ID, a.At = desk.ID(op), time.UnixMilli(ms).UTC()
			a.Problem, a.State = asIs(problem), asIs(state)
		}
		f.Answers = append(f.Answers, a)
		return err
	}, `SELECT id, actor, kind, at, outcome, problem, state FROM ops WHERE ticket = $1 ORDER BY at, id`, at)
}

func asIs(text *string) json.RawMessage {
	if text == nil {
		return nil
	}
	return json.RawMessage(*text)
}

// Meant is a customer who may be meant.
type Meant struct {
	desk.Customer
	Tickets int // of theirs
}

// Whom finds the customers who may be meant by an id, the number of a ticket, a whole name, or an
// address or telephone number of theirs.
func (src *Source) Whom(ctx context.Context, typed string) (all []Meant, err error) {
	typed = strings.TrimSpace(typed)
	is := func(word desk.Untrusted) bool { return strings.EqualFold(word.Raw(), typed) }
	err = src.store.look(ctx, func(q query) error {
		asked, err := requesterOf(q, typed)
		if err != nil {
			return err
		}
		some, err := decoded[desk.Customer](q, `SELECT json FROM customers ORDER BY id`)
		for _, c := range some {
			if c.ID.String() != typed && !slices.Equal(c.ID.ID[:], asked) && !is(c.Name) && !slices.ContainsFunc(slices.Concat(c.Mails, c.Phones), is) {
				continue
			}
			m := Meant{Customer: c}
			if err := q.row(`SELECT count(*) FROM tickets WHERE requester = $1`, c.ID.ID[:]).Scan(&m.Tickets); err != nil {
				return err
			}
			all = append(all, m)
		}
		return err
	})
	return all, err
}

// requesterOf is who asked on the ticket of a number; nobody where it is none.
func requesterOf(q query, number string) (id []byte, err error) {
	n, err := strconv.ParseInt(strings.TrimPrefix(number, "#"), 10, 64)
	if err != nil {
		return nil, nil //nolint:nilerr // it is something else
	}
	err = found(q.row(`SELECT requester FROM tickets WHERE number = $1`, n).Scan(&id))
	if errors.Is(err, desk.ErrNotFound) {
		err = nil
	}
	return id, err
}
