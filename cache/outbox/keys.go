package outbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
)

// bucketParcels is made when it is needed first: files that there are do not have it.
const bucketParcels = "parcels"

// parcelKey is what the bytes of a file that waits are sealed with: a key of its own, so that
// they are gone with it. One without a key drops it.
type parcelKey struct {
	File desk.FileID `json:"file"`
	Key  []byte      `json:"key,omitempty"`
}

// ParcelKey is the key that a file which waits is sealed with, if there is one.
func (o *Outbox) ParcelKey(id desk.FileID) (key [seal.KeySize]byte, ok bool) {
	k := o.state.Load().keys[id]
	if k == nil || len(k.Key) != len(key) {
		return key, false
	}
	return [seal.KeySize]byte(k.Key), true
}

// KeepParcelKey keeps the key of a file.
func (o *Outbox) KeepParcelKey(id desk.FileID, key [seal.KeySize]byte) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.commit(change{Keys: []*parcelKey{{File: id, Key: bytes.Clone(key[:])}}})
}

// DropParcelKeys drops the keys of all files but those that stay.
func (o *Outbox) DropParcelKeys(stays func(desk.FileID) bool) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	var c change
	for _, k := range o.state.Load().sortedKeys() {
		if !stays(k.File) {
			c.Keys = append(c.Keys, &parcelKey{File: k.File})
		}
	}
	if len(c.Keys) == 0 {
		return nil
	}
	return o.commit(c)
}

func (s *contents) sortedKeys() []*parcelKey {
	return slices.SortedFunc(maps.Values(s.keys), func(a, b *parcelKey) int { return bytes.Compare(a.File[:], b.File[:]) })
}

// keyed are the keys after a step.
func (s *contents) keyed(c change) map[desk.FileID]*parcelKey {
	if len(c.Keys) == 0 {
		return s.keys
	}
	next := maps.Clone(s.keys)
	if next == nil {
		next = map[desk.FileID]*parcelKey{}
	}
	for _, k := range c.Keys {
		if len(k.Key) == 0 {
			delete(next, k.File)
		} else {
			next[k.File] = k
		}
	}
	return next
}

// stepKeys performs what a step does to the keys.
func (t *table) stepKeys(tx *bolt.Tx, c change, anew bool) error {
	if anew {
		if err := tx.DeleteBucket([]byte(bucketParcels)); err != nil && !errors.Is(err, berrors.ErrBucketNotFound) {
			return err
		}
	}
	if len(c.Keys) == 0 {
		return nil
	}
	b, err := tx.CreateBucketIfNotExists([]byte(bucketParcels))
	if err != nil {
		return err
	}
	for _, k := range c.Keys {
		name := t.name.Name('p', k.File[:])
		if len(k.Key) == 0 {
			err = b.Delete(name[:])
		} else {
			err = t.put(b, bucketParcels, name[:], k)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *table) readKeys(tx *bolt.Tx, c *change) error {
	if tx.Bucket([]byte(bucketParcels)) == nil {
		return nil
	}
	return t.each(tx, bucketParcels, func(_, plain []byte) error {
		var k parcelKey
		if err := json.Unmarshal(plain, &k); err != nil {
			return err
		}
		c.Keys = append(c.Keys, &k)
		return nil
	})
}
