package backend

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/heed-desk/heed/desk"
)

const (
	selectAgent    = `SELECT json FROM agents WHERE id = $1`
	selectCustomer = `SELECT json FROM customers WHERE id = $1`
	selectCanned   = `SELECT json FROM canned WHERE id = $1`
)

func agent(q query, id desk.AgentID) (desk.Agent, error) {
	return one[desk.Agent](q, selectAgent, string(id))
}

func customer(q query, id desk.CustomerID) (desk.Customer, error) {
	return one[desk.Customer](q, selectCustomer, id.ID[:])
}

func (t *tx) saveCustomer(c desk.Customer, seq int64) error {
	if err := t.saveContacts(c); err != nil {
		return err
	}
	t.hints = append(t.hints, desk.Hint{Seq: seq, Kind: desk.RecordCustomer})
	return t.saveRecord(`INSERT INTO customers (id, seq, version, json) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET seq = $2, version = $3, json = $4`, c.ID.ID[:], seq, c.Version, c)
}

func (t *tx) saveCanned(c desk.Canned, seq int64) error {
	t.hints = append(t.hints, desk.Hint{Seq: seq, Kind: desk.RecordCanned})
	return t.saveRecord(`INSERT INTO canned (id, seq, version, json) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET seq = $2, version = $3, json = $4`, c.ID.ID[:], seq, c.Version, c)
}

// dropCanned deletes a canned reply, and says so to every machine. Nothing has its id again.
func (t *tx) dropCanned(id desk.CannedID, seq int64) error {
	t.hints = append(t.hints, desk.Hint{Seq: seq, Kind: desk.RecordCanned})
	if err := t.exec(`DELETE FROM canned WHERE id = $1`, id.ID[:]); err != nil {
		return err
	}
	if err := t.exec(`DELETE FROM gone WHERE at < $1`, t.now.Add(-desk.TombstonesLast).UnixMilli()); err != nil {
		return err
	}
	return t.exec(`INSERT INTO gone (kind, id, seq, at) VALUES ($1, $2, $3, $4)`,
		string(desk.RecordCanned), id.String(), seq, t.now.UnixMilli())
}

func (t *tx) saveAgent(a desk.Agent, seq int64) error {
	t.hints = append(t.hints, desk.Hint{Seq: seq, Kind: desk.RecordAgent})
	return t.saveRecord(`INSERT INTO agents (id, seq, version, json) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET seq = $2, version = $3, json = $4`, string(a.ID), seq, a.Version, a)
}

func (t *tx) saveRecord(text string, id any, seq int64, v desk.Version, record any) error {
	j, err := json.Marshal(record)
	if err != nil {
		return err
	}
	return t.exec(text, id, seq, int64(v), string(j))
}

// after gives the version and the change number of a record that takes the place of the
// one with the same id, or is the first.
func (t *tx) after(table string, id any) (v desk.Version, seq int64, err error) {
	err = found(t.row(`SELECT version FROM `+table+` WHERE id = $1`, id).Scan(&v))
	if err != nil && !errors.Is(err, desk.ErrNotFound) {
		return 0, 0, err
	}
	seq, err = t.next()
	return v + 1, seq, err
}

// PutCustomer keeps a customer's record, in place of the one with the same id. The
// version is the desk's to give.
func (s *Store) PutCustomer(ctx context.Context, c desk.Customer) error {
	return s.change(ctx, func(t *tx) error {
		v, seq, err := t.after("customers", c.ID.ID[:])
		if err != nil {
			return err
		}
		c.Version = v
		t.did("customer.put", "customer "+c.ID.String(), version(v-1), version(v))
		return t.saveCustomer(c, seq)
	})
}

// PutCanned keeps a canned reply, in place of the one with the same id.
func (s *Store) PutCanned(ctx context.Context, c desk.Canned) error {
	return s.change(ctx, func(t *tx) error {
		v, seq, err := t.after("canned", c.ID.ID[:])
		if err != nil {
			return err
		}
		c.Version = v
		t.did("reply.put", "reply "+c.ID.String(), version(v-1), version(v))
		return t.saveCanned(c, seq)
	})
}

// Customer returns a customer's record; desk.ErrNotFound.
func (s *Store) Customer(ctx context.Context, id desk.CustomerID) (desk.Customer, error) {
	var c desk.Customer
	err := s.look(ctx, func(q query) (err error) { c, err = customer(q, id); return err })
	return c, err
}

// Agents returns everyone who has an account, by login name.
func (s *Store) Agents(ctx context.Context) ([]desk.Agent, error) {
	var all []desk.Agent
	err := s.look(ctx, func(q query) error {
		var err error
		all, err = decoded[desk.Agent](q, `SELECT json FROM agents ORDER BY id`)
		seenBy("", all)
		return err
	})
	return all, err
}
