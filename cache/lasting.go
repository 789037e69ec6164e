package cache

import (
	"encoding/binary"
	"fmt"
	"slices"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/cache/vault"
)

// lasting are the keys of cache.db that stay when the others are changed: those by which things
// are named and words spread over the search index, and how often the others were changed. A file
// whose keys were never changed has none of its own: they follow from its first key.
type lasting struct {
	epoch        uint64
	names, terms [seal.KeySize]byte
}

// keyLasting is where the head of cache.db has them, sealed.
const keyLasting = "lasting"

func placeOfLasting() seal.Place {
	return seal.Place{Bucket: vault.HeadBucket, Key: []byte(keyLasting)}
}

func lastingBox(key seal.StoreKey, id seal.StoreID) *seal.Box {
	return seal.NewBox(key.Derive(seal.ForLasting, id), id)
}

// readLasting reads those of a file whose head has been read.
func readLasting(tx *bolt.Tx, head *vault.Head) (last lasting, err error) {
	v := tx.Bucket([]byte(vault.HeadBucket)).Get([]byte(keyLasting))
	if v == nil {
		last.names, last.terms = head.Under.Derive(seal.ForNames, head.ID), head.Under.Derive(seal.ForTerms, head.ID)
		return last, nil
	}
	b, err := lastingBox(head.Under, head.ID).Open(nil, placeOfLasting(), v)
	if err != nil || len(b) != 8+2*seal.KeySize {
		return last, fmt.Errorf("the keys that last: %w", seal.ErrSeal)
	}
	last.epoch = binary.BigEndian.Uint64(b)
	copy(last.names[:], b[8:])
	copy(last.terms[:], b[8+seal.KeySize:])
	return last, nil
}

// sealedUnder are they as a file has them whose keys were changed once more.
func (last lasting) sealedUnder(key seal.StoreKey, id seal.StoreID) []byte {
	b := binary.BigEndian.AppendUint64(nil, last.epoch+1)
	return lastingBox(key, id).Seal(nil, placeOfLasting(), slices.Concat(b, last.names[:], last.terms[:]))
}
