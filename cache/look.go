package cache

import (
	"encoding/binary"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"github.com/heed-desk/heed/cache/record"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
)

// errIncoherent says that two records of the file contradict each other.
var errIncoherent = errors.New("the records contradict each other")

// showsDamage reports whether an error of a transaction means that cache.db is damaged.
func showsDamage(err error) bool {
	for _, shows := range []error{seal.ErrSeal, record.ErrRecord, errIncoherent, berrors.ErrBucketNotFound, berrors.ErrIncompatibleValue} {
		if errors.Is(err, shows) {
			return true
		}
	}
	return false
}

// look is one look at a generation of the records, inside a transaction.
type look struct {
	tx    *bolt.Tx
	seal  *sealing
	id    seal.StoreID
	gen   generation
	born  int      // the epoch of the keys in which the transaction began
	over  *overlay // what lies over these very records; nil in a writing transaction
	root  *bolt.Bucket
	open  [parts]*bolt.Bucket // those that were needed
	order *sorting            // of the view that is read, where viewOf took the look for one in another order than its own
	room  [64]byte            // where a place is put together
}

func (k *look) bucket(p part) *bolt.Bucket {
	if k.open[p] == nil {
		k.open[p] = k.root.Bucket([]byte(p.String()))
	}
	return k.open[p]
}

// An owned record is sealed with its customer's key. Before the sealed text stand the
// customer's name (16 bytes) and the record's version (8).
const ownedHead = 16 + 8

// owned is a record with what stands before it, which opening it proves.
type owned struct {
	owner   seal.Name
	version uint64
	sealed  []byte
}

func splitOwned(v []byte) (o owned, err error) {
	if len(v) < ownedHead {
		return o, seal.ErrSeal
	}
	copy(o.owner[:], v)
	o.version = binary.BigEndian.Uint64(v[16:])
	o.sealed = v[ownedHead:]
	return o, nil
}

// within is where a record stands: generations never share a place.
func (k *look) within(in part, key []byte, version uint64) seal.Place {
	return placeWithin(k.room[:0], k.gen, in, key, version)
}

// placeWithin is where a record of a generation stands; it is put together behind room.
func placeWithin(room []byte, g generation, in part, key []byte, version uint64) seal.Place {
	b := binary.BigEndian.AppendUint32(room, uint32(g))
	return seal.Place{Bucket: in.String(), Key: append(b, key...), Version: version}
}

// openOwned opens an owned record.
func (k *look) openOwned(in part, key, value []byte) (o owned, plain []byte, err error) {
	o, err = splitOwned(value)
	if err != nil {
		return o, nil, err
	}
	box, err := k.boxOf(o.owner)
	if err != nil {
		return o, nil, err
	}
	if box == nil {
		return o, nil, fmt.Errorf("%w: a record without its key", errIncoherent)
	}
	plain, err = box.Open(nil, k.within(in, key, o.version), o.sealed)
	return o, plain, err
}

// boxOf returns a customer's box; nil where the customer has no key.
func (k *look) boxOf(n seal.Name) (*seal.Box, error) {
	if b := k.seal.known(n); b != nil {
		return b, nil
	}
	b, err := k.seal.unwrap(k.tx, k.id, n)
	if err == nil && b != nil {
		k.seal.learn(k.born, map[seal.Name]*seal.Box{n: b})
	}
	return b, err
}

// openPlain opens a record that belongs to no customer; its version stands before it.
func (k *look) openPlain(in part, key, value []byte) ([]byte, error) {
	if len(value) < 8 {
		return nil, seal.ErrSeal
	}
	return k.seal.box.Open(nil, k.within(in, key, binary.BigEndian.Uint64(value)), value[8:])
}

// local finds a ticket's local number; not there where none is held.
func (k *look) local(id desk.TicketID) (n local, there bool, err error) {
	return k.leadsTo(partIDs, id.ID[:])
}

// leadsTo is the local number to which a key of a part leads. What stands there and is no number
// is damage: whoever took it for nothing would say that a ticket is not there which is.
func (k *look) leadsTo(of part, key []byte) (n local, there bool, err error) {
	v := k.bucket(of).Get(key)
	if v == nil {
		return 0, false, nil
	}
	n, there = localOf(v)
	if !there {
		err = fmt.Errorf("a way to no ticket: %w", errIncoherent)
	}
	return n, there, err
}

// ticket returns the full record of a ticket; desk.ErrNotFound where only words of it have come.
// One that has a row has a record, or the file is damaged.
func (k *look) ticket(n local) (desk.Ticket, error) {
	key := n.key()
	v := k.bucket(partTickets).Get(key)
	switch {
	case v != nil:
	case k.bucket(partRows).Get(key) != nil:
		return desk.Ticket{}, fmt.Errorf("a row without its ticket: %w", errIncoherent)
	default:
		return desk.Ticket{}, desk.ErrNotFound
	}
	_, plain, err := k.openOwned(partTickets, key, v)
	if err != nil {
		return desk.Ticket{}, err
	}
	return record.ReadTicket(plain)
}

// ticketByID returns the full record of a ticket; desk.ErrNotFound.
func (k *look) ticketByID(id desk.TicketID) (desk.Ticket, local, error) {
	n, there, err := k.local(id)
	if err != nil {
		return desk.Ticket{}, 0, err
	}
	if !there {
		return desk.Ticket{}, 0, desk.ErrNotFound
	}
	t, err := k.ticket(n)
	if err == nil && t.ID != id {
		err = errIncoherent
	}
	return t, n, err
}

// row returns what a list shows of a ticket; not ok where it has none.
func (k *look) row(n local) (r record.Row, ok bool, err error) {
	key := n.key()
	v := k.bucket(partRows).Get(key)
	if v == nil {
		return r, false, nil
	}
	_, plain, err := k.openOwned(partRows, key, v)
	if err != nil {
		return r, false, err
	}
	r, err = record.ReadRow(plain)
	return r, err == nil, err
}

// seen is the last message of a ticket that the agent has seen; 0 for none.
func (k *look) seen(id desk.TicketID) desk.MessageID {
	b := k.tx.Bucket([]byte(bucketSeen)).Get(id.ID[:])
	if len(b) != 8 {
		return 0
	}
	return desk.MessageID(binary.BigEndian.Uint64(b))
}
