package cache

import (
	"bytes"
	"context"
	"encoding/binary"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/index"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
)

// rekeyFile writes cache.db anew under the key that counts, without what was deleted. Customers
// keep their keys, which are wrapped anew; what belongs to none is sealed anew, and so is the
// search index. That somebody was erased is forgotten with it, unless the index still has them.
func (l *Ledger) rekeyFile() error {
	var r *rekeying
	write := func(dst, src *bolt.DB) error {
		r = &rekeying{ctx: l.ctx, to: l.held.Load().key, head: l.head()}
		if err := src.View(r.begin); err != nil {
			return err
		}
		if err := vault.CopyTurned(dst, src, r.turn); err != nil {
			return err
		}
		return dst.Update(func(tx *bolt.Tx) error {
			head := tx.Bucket([]byte(vault.HeadBucket))
			if err := head.Put([]byte(keyLasting), r.last.sealedUnder(r.to, r.head.ID)); err != nil {
				return err
			}
			return putTime(head, keyCompacted, l.opt.Now())
		})
	}
	check := func(tx *bolt.Tx) error {
		head := l.head()
		head.Older = nil
		return fit(tx, &head)
	}
	return l.writtenAnew(func() error { return l.file.Rewrite(write, check, l.forgetOrders) })
}

// rekeying is one copy of cache.db under another key. No reader and no writer sees any of it.
type rekeying struct {
	ctx  context.Context // ends it early: the next start does it again
	head vault.Head
	to   seal.StoreKey
	last lasting
	keep bool // that somebody was erased stays noted

	from, now    *sealing
	nobody       seal.Name // whose key seals words that come before their ticket: they may be anybody's
	nobodys, own *seal.Box // nobody's key as it was, and a new one
	ownKey       seal.StoreKey
	in           part
	gen          generation
	under        []byte // the name of the bucket that in and gen are of
}

// begin reads what is to be turned.
func (r *rekeying) begin(tx *bolt.Tx) (err error) {
	if err := fit(tx, &r.head); err != nil {
		return err
	}
	if r.last, err = readLasting(tx, &r.head); err != nil {
		return err
	}
	id := r.head.ID
	r.from, r.now = newSealing(r.head.Under, id, r.last), newSealing(r.to, id, r.last)
	r.nobody = r.from.nameOf(desk.CustomerID{})
	r.ownKey = seal.NewStoreKey()
	r.own = seal.NewBox(r.ownKey, id)
	if r.nobodys, err = r.from.unwrap(tx, id, r.nobody); err != nil {
		return err
	}
	return tx.ForEach(func(name []byte, b *bolt.Bucket) error {
		if _, ok := generationOf(name); !ok {
			return nil
		}
		waits, err := index.Pending(searchRecords{b.Bucket([]byte(partSearch.String()))})
		r.keep = r.keep || waits
		return err
	})
}

// generationOf reads the name of a generation's bucket.
func generationOf(name []byte) (generation, bool) {
	if len(name) != 5 || name[0] != 'g' {
		return 0, false
	}
	return generation(binary.BigEndian.Uint32(name[1:])), true
}

// turn is a vault.Turn.
func (r *rekeying) turn(path [][]byte, key, value []byte) ([]byte, error) {
	if err := r.ctx.Err(); err != nil {
		return nil, err
	}
	switch string(path[0]) {
	case vault.HeadBucket:
		if string(key) == keyErased && !r.keep {
			return nil, nil
		}
		return r.head.Rekeyed(key, value, r.to), nil
	case bucketKeys:
		return r.wrapped(key, value)
	case bucketDeeds:
		return resealed(r.from.box, r.now.box, placeOfDeed(key), nil, value)
	case bucketCarried:
		return resealed(r.from.box, r.now.box, placeOfCarried(key), nil, value)
	case bucketHabits:
		return resealed(r.from.box, r.now.box, placeOfHabits(), nil, value)
	}
	if len(path) < 2 {
		return value, nil
	}
	r.enter(path)
	switch r.in {
	case partState, partCanned, partAgents, partFilters:
		if r.in == partState && string(key) == stateErased && !r.keep {
			return nil, nil
		}
		if len(value) < 8 {
			return nil, seal.ErrSeal
		}
		at := placeWithin(nil, r.gen, r.in, key, binary.BigEndian.Uint64(value))
		return resealed(r.from.box, r.now.box, at, value[:8], value[8:])
	case partRows, partTickets, partThreads, partCustomers:
		return r.owned(key, value)
	case partSearch:
		return r.indexed(key, value), nil
	default:
		return value, nil
	}
}

// enter notes which part of which generation is copied now.
func (r *rekeying) enter(path [][]byte) {
	name := path[1]
	g, _ := generationOf(path[0])
	if r.gen == g && bytes.Equal(r.under, name) {
		return
	}
	r.gen, r.under, r.in = g, name, parts
	for p := range parts {
		if p.String() == string(name) {
			r.in = p
		}
	}
}

// wrapped is a customer's key, wrapped anew; nobody gets another one.
func (r *rekeying) wrapped(name, value []byte) ([]byte, error) {
	if len(name) != len(seal.Name{}) {
		return nil, seal.ErrSeal
	}
	n := seal.Name(name)
	key, err := r.from.unwrapKey(n, value)
	if err != nil {
		return nil, err
	}
	if n == r.nobody {
		key = r.ownKey
	}
	return r.now.wrap.Seal(nil, placeOfKeyRecord(n), key[:]), nil
}

// owned is a customer's record as it is, or nobody's under nobody's new key.
func (r *rekeying) owned(key, value []byte) ([]byte, error) {
	o, err := splitOwned(value)
	if err != nil || o.owner != r.nobody || r.nobodys == nil {
		return value, err
	}
	return resealed(r.nobodys, r.own, placeWithin(nil, r.gen, r.in, key, o.version), value[:ownedHead], o.sealed)
}

// indexed is a record of the search index. One that does not open stays as it is: the index finds
// that out, and makes that part again.
func (r *rekeying) indexed(key, value []byte) []byte {
	if !index.Sealed(key) {
		return value
	}
	v, err := resealed(r.from.search, r.now.search, searchPlace(key), nil, value)
	if err != nil {
		return value
	}
	return v
}

// resealed is what was sealed at a place, sealed there by another box, behind what stands open before it.
func resealed(from, to *seal.Box, at seal.Place, open, sealed []byte) ([]byte, error) {
	plain, err := from.Open(make([]byte, 0, len(sealed)), at, sealed)
	if err != nil {
		return nil, err
	}
	v := append(make([]byte, 0, len(open)+len(sealed)), open...)
	return to.Seal(v, at, plain), nil
}
