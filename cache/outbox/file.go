package outbox

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
)

// The buckets of outbox.db.
const (
	bucketOps    = "ops"
	bucketDrafts = "drafts"
)

// keySeq is where the head keeps the number of the last step that the file has.
const keySeq = "seq"

// table is the bbolt file: every entry and draft sealed in a record of its own.
type table struct {
	file *vault.File
	box  *seal.Box
	name *seal.Namer
}

// bind takes the keys of the file that is open now.
func (t *table) bind(key seal.StoreKey, id seal.StoreID) {
	t.box = seal.NewBox(key.Derive(seal.ForOutbox, id), id)
	t.name = seal.NewNamer(key.Derive(seal.ForNames, id))
}

func posKey(pos uint64) []byte { return binary.BigEndian.AppendUint64(nil, pos) }

func (t *table) draftKey(k desk.DraftKey) []byte {
	n := t.name.Name('d', nameOf(k))
	return n[:]
}

// write performs a step in a transaction: on what stands there, or, anew, on nothing.
func (t *table) write(s *contents, c change, seq uint64, anew bool) error {
	return t.file.Update(func(tx *bolt.Tx) error {
		if err := vault.Raise(tx, schema); err != nil {
			return err
		}
		return t.writeIn(tx, s, c, seq, anew)
	})
}

// writeIn is write inside a transaction.
func (t *table) writeIn(tx *bolt.Tx, s *contents, c change, seq uint64, anew bool) error {
	if anew {
		if err := emptied(tx, bucketOps, bucketDrafts); err != nil {
			return err
		}
	}
	if err := t.step(tx, s, c); err != nil {
		return err
	}
	if err := t.stepFilters(tx, c, anew); err != nil {
		return err
	}
	if err := t.stepKeys(tx, c, anew); err != nil {
		return err
	}
	return tx.Bucket([]byte(vault.HeadBucket)).Put([]byte(keySeq), t.box.Seal(nil, placeOfSeq(), posKey(seq)))
}

func emptied(tx *bolt.Tx, names ...string) error {
	for _, n := range names {
		if err := tx.DeleteBucket([]byte(n)); err != nil {
			return err
		}
		if _, err := tx.CreateBucket([]byte(n)); err != nil {
			return err
		}
	}
	return nil
}

func (t *table) step(tx *bolt.Tx, s *contents, c change) error {
	ops, drafts := tx.Bucket([]byte(bucketOps)), tx.Bucket([]byte(bucketDrafts))
	for _, id := range c.Drop {
		if e := s.find(id); e != nil {
			if err := ops.Delete(posKey(e.Pos)); err != nil {
				return err
			}
		}
	}
	for _, e := range c.Put {
		if err := t.put(ops, bucketOps, posKey(e.Pos), e); err != nil {
			return err
		}
	}
	for _, d := range c.Drafts {
		key := t.draftKey(d.Key())
		if d.Empty() {
			if err := drafts.Delete(key); err != nil {
				return err
			}
		} else if err := t.put(drafts, bucketDrafts, key, d); err != nil {
			return err
		}
	}
	return nil
}

func (t *table) put(b *bolt.Bucket, name string, key []byte, v any) error {
	plain, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return b.Put(key, t.box.Seal(nil, seal.Place{Bucket: name, Key: key}, plain))
}

// read returns everything in the file, and the number of its last step.
func (t *table) read() (c change, seq uint64, err error) {
	err = t.file.View(func(tx *bolt.Tx) error {
		c, seq, err = t.readIn(tx)
		return err
	})
	return c, seq, err
}

// readIn is read inside a transaction.
func (t *table) readIn(tx *bolt.Tx) (c change, seq uint64, err error) {
	if seq, err = t.seq(tx); err != nil {
		return c, seq, err
	}
	if err := t.each(tx, bucketOps, func(key, plain []byte) error {
		var e entry
		if err := json.Unmarshal(plain, &e); err != nil {
			return err
		}
		if !bytes.Equal(key, posKey(e.Pos)) {
			return seal.ErrSeal
		}
		c.Put = append(c.Put, &e)
		return nil
	}); err != nil {
		return c, seq, err
	}
	if err := t.readFilters(tx, &c); err != nil {
		return c, seq, err
	}
	if err := t.readKeys(tx, &c); err != nil {
		return c, seq, err
	}
	return c, seq, t.each(tx, bucketDrafts, func(_, plain []byte) error {
		var d desk.Draft
		if err := json.Unmarshal(plain, &d); err != nil {
			return err
		}
		c.Drafts = append(c.Drafts, &d)
		return nil
	})
}

func placeOfSeq() seal.Place { return seal.Place{Bucket: vault.HeadBucket, Key: []byte(keySeq)} }

// seq is the number of the last step that the file has; 0 before the first.
func (t *table) seq(tx *bolt.Tx) (uint64, error) {
	v := tx.Bucket([]byte(vault.HeadBucket)).Get([]byte(keySeq))
	if v == nil {
		return 0, nil
	}
	b, err := t.box.Open(nil, placeOfSeq(), v)
	if err != nil || len(b) != 8 {
		return 0, seal.ErrSeal
	}
	return binary.BigEndian.Uint64(b), nil
}

func (t *table) each(tx *bolt.Tx, name string, take func(key, plain []byte) error) error {
	b := tx.Bucket([]byte(name))
	if b == nil {
		return fmt.Errorf("%w: no bucket %s", errMissing, name)
	}
	return b.ForEach(func(k, v []byte) error {
		plain, err := t.box.Open(nil, seal.Place{Bucket: name, Key: k}, v)
		if err != nil {
			return err
		}
		return take(k, plain)
	})
}

// errMissing says that a part of the file is not there.
var errMissing = errors.New("incomplete")

// showsDamage reports whether an error of a transaction means that the file is damaged.
func showsDamage(err error) bool { return errors.Is(err, seal.ErrSeal) || errors.Is(err, errMissing) }
