package cache

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
)

// putCustomer takes a customer's record in, if it is newer than what is held.
func (w *batch) putCustomer(c *desk.Customer) error {
	if w.isGone(goneCustomer, c.ID.ID) || w.isAway(c.ID.ID) {
		return nil
	}
	box, name, err := w.keyOf(c.ID)
	if err != nil {
		return err
	}
	if v := w.bucket(partCustomers).Get(name[:]); v != nil {
		o, err := splitOwned(v)
		if err != nil {
			return err
		}
		if o.version >= uint64(c.Version) {
			return nil
		}
	}
	return w.keepCustomer(box, name, c)
}

// keepCustomer writes a customer's record in the place of what is held.
func (w *batch) keepCustomer(box *seal.Box, name seal.Name, c *desk.Customer) error {
	plain, err := json.Marshal(c)
	if err != nil {
		return err
	}
	w.news.customer(c.ID)
	if err := w.noteHistory(c.ID); err != nil {
		return err
	}
	return w.putOwned(box, name, partCustomers, name[:], uint64(c.Version), plain)
}

// mostRenoted is how many of a customer's tickets are indexed again when the customer's
// record changes: the newest.
const mostRenoted = 100

func (w *batch) noteHistory(id desk.CustomerID) error {
	left := mostRenoted
	return w.eachOf(id, func(n local) (bool, error) {
		r, ok, err := w.row(n)
		if ok {
			w.note(r.ID)
		}
		left--
		return left > 0, err
	})
}

// customer returns a customer's record; desk.ErrNotFound.
func (k *look) customer(id desk.CustomerID) (c desk.Customer, err error) {
	name := k.seal.nameOf(id)
	v := k.bucket(partCustomers).Get(name[:])
	if v == nil {
		return c, desk.ErrNotFound
	}
	_, plain, err := k.openOwned(partCustomers, name[:], v)
	if err != nil {
		return c, err
	}
	return c, json.Unmarshal(plain, &c)
}

// dropCustomer removes everything that is held of a customer, and the key that it was
// sealed with. Their tickets are buried as things of these kinds.
func (w *batch) dropCustomer(id desk.CustomerID, kinds ...byte) error {
	name := w.seal.nameOf(id)
	var tickets []desk.TicketID
	var names []desk.Untrusted // as the record has it, and as older rows do
	err := w.eachOf(id, func(n local) (bool, error) {
		r, ok, err := w.row(n)
		if ok {
			tickets = append(tickets, r.ID)
			if !slices.Contains(names, r.Name) {
				names = append(names, r.Name)
			}
		}
		return true, err
	})
	if err != nil {
		return err
	}
	if c, err := w.customer(id); err == nil {
		names = append(names, c.Name)
	}
	if err := w.dropDeeds(id.ID, names...); err != nil {
		return err
	}
	if err := w.dropCarried(desk.TicketID{}, id); err != nil {
		return err
	}
	for _, t := range tickets {
		if err := w.dropTicket(t); err != nil {
			return err
		}
		for _, kind := range kinds {
			if err := w.bury(kind, t.ID); err != nil {
				return err // what comes late of it would be sealed with nobody's key
			}
		}
	}
	if err := w.bucket(partCustomers).Delete(name[:]); err != nil {
		return err
	}
	if err := w.noteErased(); err != nil {
		return err
	}
	if err := w.bucket(partState).Delete([]byte(stateUsed)); err != nil {
		return err // they may be among those
	}
	w.news.customer(id)
	delete(w.fresh, name)
	w.forgotten = append(w.forgotten, name)
	w.erased, w.lost = append(w.erased, id), append(w.lost, tickets...)
	return w.tx.Bucket([]byte(bucketKeys)).Delete(name[:])
}

// eachOf calls fn for every ticket of a customer, newest first, until it returns false.
func (k *look) eachOf(id desk.CustomerID, fn func(local) (bool, error)) error {
	name := k.seal.nameOf(id)
	c := k.bucket(partHistory).Cursor()
	for key, _ := c.Seek(name[:]); bytes.HasPrefix(key, name[:]); key, _ = c.Next() {
		n, ok := localOf(key[min(historyKeySize-4, len(key)):])
		if !ok {
			return fmt.Errorf("a ticket of a customer without a number: %w", errIncoherent)
		}
		if more, err := fn(n); err != nil || !more {
			return err
		}
	}
	return nil
}

// putPlainJSON takes a record of nobody in, if it is newer than what is held.
func (w *batch) putPlainJSON(in part, key []byte, version desk.Version, v any) (bool, error) {
	if held := w.bucket(in).Get(key); len(held) >= 8 && binary.BigEndian.Uint64(held) >= uint64(version) {
		return false, nil
	}
	plain, err := json.Marshal(v)
	if err != nil {
		return false, err
	}
	return true, w.putPlain(in, key, uint64(version), plain)
}

func (w *batch) putCanned(c *desk.Canned) error {
	if w.isGone(goneCanned, c.ID.ID) {
		return nil
	}
	changed, err := w.putPlainJSON(partCanned, c.ID.ID[:], c.Version, c)
	if changed {
		w.news.kind(desk.ChangedCanned)
	}
	return err
}

func (w *batch) putAgent(a *desk.Agent) error {
	name := w.agentName(a.ID)
	changed, err := w.putPlainJSON(partAgents, name[:], a.Version, a)
	if changed {
		w.news.kind(desk.ChangedAgents)
		if a.ID == w.view.me.ID {
			w.self = a
		}
	}
	return err
}

func (k *look) agentName(id desk.AgentID) seal.Name { return k.seal.names.Name('a', []byte(id)) }

// readAll reads every record of a part that belongs to nobody.
func readAll[T any](k *look, in part) ([]T, error) {
	var all []T
	err := k.bucket(in).ForEach(func(key, value []byte) error {
		v, err := readOne[T](k, in, key, value)
		all = append(all, v)
		return err
	})
	return all, err
}

func readOne[T any](k *look, in part, key, value []byte) (v T, err error) {
	plain, err := k.openPlain(in, key, value)
	if err != nil {
		return v, err
	}
	return v, json.Unmarshal(plain, &v)
}

// The kinds of what can be gone.
const (
	goneTicket   = 't'
	goneCustomer = 'c'
	goneCanned   = 'p'
	goneErased   = 'e' // a ticket of a customer who is erased
	goneAway     = 'h' // a customer whom this machine has forgotten and the desk has not, or a ticket of theirs
)

func goneKey(kind byte, name seal.Name) []byte { return append([]byte{kind}, name[:]...) }

func (w *batch) isGone(kind byte, id desk.ID) bool {
	return w.gone && w.buried(kind, id)
}

// isAway reports whether one of these was forgotten here alone, and notes that the desk has
// news of it.
func (w *batch) isAway(ids ...desk.ID) bool {
	for _, id := range ids {
		if w.gone && w.buried(goneAway, id) {
			w.recalled = true
			return true
		}
	}
	return false
}

// bury remembers that something is gone.
func (w *batch) bury(kind byte, id desk.ID) error {
	w.gone = true
	when := binary.BigEndian.AppendUint64(nil, uint64(w.view.now.Unix()))
	return w.bucket(partGone).Put(goneKey(kind, w.seal.names.Name(kind, id[:])), when)
}
