package backend

import (
	"encoding/json"
	"errors"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
)

// customer takes in a customer's own record: what it says stands, what the desk knew
// beside it stays.
func (in *importing) customer(c desk.Customer) error {
	if gone, err := isGone(in, desk.RecordCustomer, c.ID.ID); err != nil || gone {
		in.sum.Known += int(flag(gone))
		return err
	}
	old, err := customer(in, c.ID)
	if errors.Is(err, desk.ErrNotFound) {
		return in.newCustomer(c)
	}
	if err != nil {
		return err
	}
	if !old.MergedInto.IsZero() {
		in.sum.Known++ // another record has everything of it
		return nil
	}
	changed, err := in.filled(old, archive.Fill(c, old))
	switch {
	case changed:
		in.sum.Filled++
	case err == nil:
		in.sum.Known++
	}
	return err
}

// requester takes in what a ticket's line says of the one who asked: it fills the gaps of
// the record that is there.
func (in *importing) requester(k *archive.Ticket, t desk.Ticket) error {
	if k.Customer == nil || k.Customer.ID != t.Requester {
		return in.meet(t, in.seq+1) // with the ticket
	}
	old, err := customer(in, t.Requester)
	if errors.Is(err, desk.ErrNotFound) {
		return in.newCustomer(*k.Customer)
	}
	if err != nil {
		return err
	}
	if old.MergedInto.IsZero() {
		_, err = in.filled(old, archive.Fill(old, *k.Customer))
	}
	return err
}

func (in *importing) newCustomer(c desk.Customer) error {
	in.seq++
	in.sum.Customers++
	c.Version = max(c.Version, 1)
	return in.saveCustomer(c, in.seq)
}

// filled keeps a record in place of an older one, if it says anything else and is no larger
// than a record may be.
func (in *importing) filled(old, c desk.Customer) (bool, error) {
	c.Version = old.Version
	before, err := json.Marshal(old)
	if err != nil {
		return false, err
	}
	after, err := json.Marshal(c)
	if err != nil || string(before) == string(after) {
		return false, err
	}
	if len(after) > desk.MaxRecord {
		in.sum.Full++
		return false, nil
	}
	c.Version++
	in.seq++
	if err := in.saveCustomer(c, in.seq); err != nil || c.Name == old.Name || !old.Name.IsEmpty() {
		return true, err
	}
	return true, in.named(c)
}

// named gives the tickets of somebody who had no name so far the one that they have now.
func (in *importing) named(c desk.Customer) error {
	all, err := laid(in, `SELECT row, number, id FROM tickets WHERE requester = $1 ORDER BY row`, c.ID.ID[:])
	for _, l := range all {
		var r row
		if err == nil {
			r, err = in.tx.ticket(l.id)
		}
		if err == nil && r.ticket.RequesterName.IsEmpty() {
			err = in.passOn(l, c, in.seq)
		}
	}
	return err
}

// agent opens the account of somebody who came along. A file makes nobody an admin of this
// desk, whatever they were elsewhere.
func (in *importing) agent(a desk.Agent) error {
	_, err := agent(in, a.ID)
	if err == nil {
		in.sum.Known++
	}
	if !errors.Is(err, desk.ErrNotFound) {
		return err
	}
	switch {
	case a.Role == desk.RoleAdmin:
		a.Role = desk.RoleLead
	case !a.Role.Known():
		a.Role = desk.RoleAgent
	}
	if !a.ID.Valid() {
		return nil // it names nobody who could log in
	}
	in.seq++
	in.sum.Agents++
	a.Version = max(a.Version, 1)
	return in.saveAgent(a, in.seq)
}
