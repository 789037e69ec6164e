package cache

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"slices"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
)

// mostCarried is how many operations are kept beyond their verdict: some days of work. It is
// a number and no span of time, so that no clock decides on it.
const mostCarried = 1000

// carried is an operation that the desk has carried out, as it is kept.
type carried struct {
	Desk string          `json:"desk,omitempty"` // which one
	Who  desk.CustomerID `json:"who,omitzero"`   // whom it is about
	Op   desk.Op         `json:"op"`
	Made madeVersions    `json:"made,omitempty"`
}

// The key of one is its number, its id and its ticket's.
const carriedKey = 8 + 2*len(desk.ID{})

func placeOfCarried(key []byte) seal.Place { return seal.Place{Bucket: bucketCarried, Key: key} }

// keepCarried keeps an operation that the desk has carried out.
func (w *batch) keepCarried(of string, op desk.Op, made madeVersions) error {
	c := carried{Desk: of, Op: op, Who: op.Whom(), Made: made}
	if c.Who.IsZero() {
		n, there, err := w.local(op.Ticket)
		if err != nil {
			return err
		}
		if there {
			r, _, err := w.row(n)
			if err != nil {
				return err
			}
			c.Who = r.Requester
		}
	}
	plain, err := json.Marshal(c)
	if err != nil {
		return err
	}
	b, err := w.tx.CreateBucketIfNotExists([]byte(bucketCarried))
	if err != nil {
		return err
	}
	n, err := b.NextSequence()
	if err != nil {
		return err
	}
	key := append(append(binary.BigEndian.AppendUint64(nil, n), op.ID.ID[:]...), op.Ticket.ID[:]...)
	if err := b.Put(key, w.seal.box.Seal(nil, placeOfCarried(key), plain)); err != nil {
		return err
	}
	return dropBefore(b, n)
}

// dropBefore drops what is too long ago when the nth is kept.
func dropBefore(b *bolt.Bucket, n uint64) error {
	if n <= mostCarried {
		return nil
	}
	first := binary.BigEndian.AppendUint64(nil, n-mostCarried+1)
	c := b.Cursor()
	for k, _ := c.First(); k != nil && bytes.Compare(k, first) < 0; k, _ = c.Next() {
		if err := c.Delete(); err != nil {
			return err
		}
	}
	return nil
}

// eachCarried goes through the operations that are kept, the newest first, until take says no.
func (k *look) eachCarried(take func(key []byte, op desk.OpID, ticket desk.TicketID, open func() (carried, error)) (more bool, err error)) error {
	b := k.tx.Bucket([]byte(bucketCarried))
	if b == nil {
		return nil
	}
	c := b.Cursor()
	for key, v := stepBack(c, nil); key != nil; key, v = stepBack(c, key) {
		if len(key) != carriedKey {
			return seal.ErrSeal
		}
		more, err := take(key, desk.OpID{ID: desk.ID(key[8:24])}, desk.TicketID{ID: desk.ID(key[24:])}, func() (carried, error) {
			var of carried
			plain, err := k.seal.box.Open(nil, placeOfCarried(key), v)
			if err != nil {
				return of, err
			}
			return of, json.Unmarshal(plain, &of)
		})
		if err != nil || !more {
			return err
		}
	}
	return nil
}

// dropCarried drops what is kept of a ticket, and of a customer who is erased.
func (w *batch) dropCarried(of desk.TicketID, who desk.CustomerID) error {
	var gone [][]byte
	err := w.eachCarried(func(key []byte, _ desk.OpID, ticket desk.TicketID, open func() (carried, error)) (bool, error) {
		theirs := ticket == of && !of.IsZero()
		if !theirs && !who.IsZero() {
			c, err := open()
			if err != nil {
				return false, err
			}
			theirs = c.Who == who
		}
		if theirs {
			gone = append(gone, bytes.Clone(key))
		}
		return true, nil
	})
	for _, key := range gone {
		if err == nil {
			err = w.tx.Bucket([]byte(bucketCarried)).Delete(key)
		}
	}
	return err
}

// Carried are operations that the desk has carried out, the newest first: some days of them.
func (l *Ledger) Carried() ([]desk.OpID, error) {
	var ids []desk.OpID
	err := l.view(func(k *look) error {
		ids = nil
		return k.eachCarried(func(_ []byte, op desk.OpID, _ desk.TicketID, _ func() (carried, error)) (bool, error) {
			ids = append(ids, op)
			return true, nil
		})
	})
	return ids, trouble(err)
}

// Recall puts operations that the desk had carried out, and does not know any more, back in
// the outbox: in the order in which they happened, before what waits on their tickets. They
// go out under the ids that they had. What another desk carried out stays where it is.
func (l *Ledger) Recall(lost []desk.OpID) error {
	if len(lost) == 0 {
		return nil
	}
	ops, err := l.lostOf(lost)
	if err != nil {
		return trouble(err)
	}
	// Else the next start would take them for settled.
	if err := l.file.Update(func(tx *bolt.Tx) error {
		for _, op := range ops {
			if err := tx.Bucket([]byte(bucketSettled)).Delete(op.ID.ID[:]); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return trouble(err)
	}
	if err := l.out.Recall(ops); err != nil {
		return trouble(err)
	}
	tickets := map[desk.TicketID]bool{}
	for _, op := range ops {
		tickets[op.Ticket] = true
	}
	l.opt.Log.Warn("the desk has lost operations: they are sent again", "operations", len(ops))
	return l.changedAll(tickets)
}

// lostOf reads operations that are kept, the oldest first, without those of another desk or
// about somebody who is erased.
func (l *Ledger) lostOf(ids []desk.OpID) ([]desk.Op, error) {
	lost := map[desk.OpID]bool{}
	for _, id := range ids {
		lost[id] = true
	}
	here := l.deskID()
	var ops []desk.Op
	err := l.view(func(k *look) error {
		ops = nil
		seen := map[desk.OpID]bool{}
		return k.eachCarried(func(_ []byte, id desk.OpID, ticket desk.TicketID, open func() (carried, error)) (bool, error) {
			if !lost[id] || seen[id] || k.buried(goneErased, ticket.ID) {
				return true, nil
			}
			c, err := open()
			if err == nil && c.Desk == here && !k.buried(goneCustomer, c.Who.ID) {
				seen[id] = true
				ops = append(ops, c.Op)
			}
			return true, err
		})
	})
	slices.Reverse(ops)
	return ops, err
}

// deskID names the desk that was last heard of; empty before.
func (l *Ledger) deskID() string {
	if id := l.known.Load(); id != nil {
		return *id
	}
	return ""
}
