package vault

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/seal"
)

// HeadBucket is the bucket in which every file says what it is.
const HeadBucket = "head"

const (
	keyHead    = "head"
	keyAccount = "account"
)

// What a head can say against opening a file.
var (
	// ErrWrongKey says that the file is sound and was sealed under another key.
	ErrWrongKey = errors.New("the key is not the one that the file was sealed with")
	// ErrNewer says that a newer heed wrote the file.
	ErrNewer = errors.New("the file was written by a newer heed")
	// ErrOlder says that the file has a shape that is no longer read.
	ErrOlder = errors.New("the file was written by an older heed")
	// ErrOtherAccount says that the file belongs to another account.
	ErrOtherAccount = errors.New("the file belongs to another account")
	// errHead says that the head itself is damaged.
	errHead = errors.New("the head of the file is damaged")
)

// Head is what a file says of itself: a schema number, its id, a mark of its key and a
// checksum in clear, and the account that it belongs to, sealed.
type Head struct {
	Schema uint32
	// Oldest is the oldest schema that is read too; 0 for none but Schema. Raise is called
	// before anything is written into such a file.
	Oldest uint32
	Key    seal.StoreKey
	// Older are keys that the file may still be sealed under, where it has not come to Key yet.
	Older   []seal.StoreKey
	Account string
	// ID and Under, the key that the file is sealed under, are set when a head is written or read.
	ID    seal.StoreID
	Under seal.StoreKey
}

// Write makes the head of a new file, with a new id.
func (h *Head) Write(tx *bolt.Tx) error {
	b, err := tx.CreateBucket([]byte(HeadBucket))
	if err != nil {
		return err
	}
	h.ID, h.Under = seal.NewStoreID(), h.Key
	mark := h.Key.Mark(h.ID)
	if err := putPlain(b, h.Schema, slices.Concat(h.ID[:], mark[:])); err != nil {
		return err
	}
	return b.Put([]byte(keyAccount), h.box().Seal(nil, placeOfAccount(), []byte(h.Account)))
}

// putPlain writes what stands in clear.
func putPlain(b *bolt.Bucket, schema uint32, rest []byte) error {
	return b.Put([]byte(keyHead), plain(schema, rest))
}

// plain is what stands in clear.
func plain(schema uint32, rest []byte) []byte {
	b := append(binary.BigEndian.AppendUint32(nil, schema), rest...)
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

// Raise makes a file one of a newer schema, if it is older: what is written from then on is
// not for who reads no more than the older one.
func Raise(tx *bolt.Tx, schema uint32) error {
	b := tx.Bucket([]byte(HeadBucket))
	if b == nil {
		return nil // damaged: the next opening finds that
	}
	v := b.Get([]byte(keyHead))
	if len(v) != plainSize+sha256.Size || binary.BigEndian.Uint32(v) >= schema {
		return nil
	}
	return putPlain(b, schema, bytes.Clone(v[4:plainSize]))
}

// plainSize is how many bytes of the head stand in clear: schema, id and mark.
const plainSize = 4 + 16 + 16

// Rekeyed is what stands in the place of a value of the head bucket once the file is sealed under
// another key, in the shape of this heed. The head has been read.
func (h *Head) Rekeyed(name, value []byte, to seal.StoreKey) []byte {
	switch string(name) {
	case keyHead:
		mark := to.Mark(h.ID)
		return plain(h.Schema, slices.Concat(h.ID[:], mark[:]))
	case keyAccount:
		moved := Head{Under: to, ID: h.ID}
		return moved.box().Seal(nil, placeOfAccount(), []byte(h.Account))
	default:
		return value
	}
}

// Read takes the head of a file in, and says what stands against using it: ErrWrongKey,
// ErrNewer, ErrOlder, ErrOtherAccount, or damage.
func (h *Head) Read(tx *bolt.Tx) error {
	b, v, err := inClear(tx)
	if err != nil {
		return err
	}
	copy(h.ID[:], v[4:])
	switch schema := binary.BigEndian.Uint32(v); {
	case schema > h.Schema:
		return ErrNewer
	case schema < h.Schema && (h.Oldest == 0 || schema < h.Oldest):
		return ErrOlder
	}
	i := slices.IndexFunc(h.keys(), func(k seal.StoreKey) bool { return seal.Name(v[20:plainSize]) == k.Mark(h.ID) })
	if i < 0 {
		return ErrWrongKey
	}
	h.Under = h.keys()[i]
	account, err := h.box().Open(nil, placeOfAccount(), b.Get([]byte(keyAccount)))
	if err != nil {
		return errHead
	}
	if string(account) != h.Account {
		return fmt.Errorf("%w: %q", ErrOtherAccount, account)
	}
	return nil
}

// inClear is the head bucket of a file, and what stands there in clear.
func inClear(tx *bolt.Tx) (b *bolt.Bucket, v []byte, err error) {
	b = tx.Bucket([]byte(HeadBucket))
	if b == nil {
		return nil, nil, errHead
	}
	v = b.Get([]byte(keyHead))
	if len(v) != plainSize+sha256.Size {
		return nil, nil, errHead
	}
	if sum := sha256.Sum256(v[:plainSize]); !bytes.Equal(sum[:], v[plainSize:]) {
		return nil, nil, errHead
	}
	return b, v, nil
}

// IsHeadDamage reports whether Read failed because the head is damaged.
func IsHeadDamage(err error) bool { return errors.Is(err, errHead) }

// keys are those that may have sealed the file, the one that counts first.
func (h *Head) keys() []seal.StoreKey { return append([]seal.StoreKey{h.Key}, h.Older...) }

func (h *Head) box() *seal.Box { return seal.NewBox(h.Under.Derive(seal.ForRecords, h.ID), h.ID) }

func placeOfAccount() seal.Place { return seal.Place{Bucket: HeadBucket, Key: []byte(keyAccount)} }
