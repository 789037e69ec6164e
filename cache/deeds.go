package cache

import (
	"encoding/binary"
	"encoding/json"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
)

// Remember keeps what undo begins with, beyond the end of the process. Of many the last
// desk.MostDeeds stay; where the file must be built again they are gone.
func (l *Ledger) Remember(d desk.Deed) error {
	plain, err := json.Marshal(d)
	if err != nil {
		return err
	}
	return trouble(l.update(func(w *batch) error {
		b, err := w.tx.CreateBucketIfNotExists([]byte(bucketDeeds))
		if err != nil {
			return err
		}
		n, err := b.NextSequence()
		if err != nil {
			return err
		}
		key := binary.BigEndian.AppendUint64(nil, n)
		if err := b.Put(key, w.seal.box.Seal(nil, placeOfDeed(key), plain)); err != nil {
			return err
		}
		return keepLast(b, desk.MostDeeds)
	}))
}

func placeOfDeed(key []byte) seal.Place { return seal.Place{Bucket: bucketDeeds, Key: key} }

// keepLast drops the first keys of a bucket beyond some.
func keepLast(b *bolt.Bucket, most int) error {
	var keys [][]byte
	if err := b.ForEach(func(k, _ []byte) error {
		keys = append(keys, k)
		return nil
	}); err != nil {
		return err
	}
	for _, k := range keys[:max(len(keys)-most, 0)] {
		if err := b.Delete(k); err != nil {
			return err
		}
	}
	return nil
}

// Deeds are what undo begins with, the last one last.
func (l *Ledger) Deeds() ([]desk.Deed, error) {
	var all []desk.Deed
	err := l.view(func(k *look) error {
		all = nil
		return k.deeds(func(_ []byte, d desk.Deed) { all = append(all, d) })
	})
	return all, trouble(err)
}

// Forget drops a deed that was undone, or that can no longer be.
func (l *Ledger) Forget(op desk.OpID) error {
	return trouble(l.update(func(w *batch) error {
		var gone [][]byte
		if err := w.deeds(func(key []byte, d desk.Deed) {
			if d.Op == op {
				gone = append(gone, key)
			}
		}); err != nil {
			return err
		}
		for _, key := range gone {
			if err := w.tx.Bucket([]byte(bucketDeeds)).Delete(key); err != nil {
				return err
			}
		}
		return nil
	}))
}

func (k *look) deeds(take func(key []byte, d desk.Deed)) error {
	b := k.tx.Bucket([]byte(bucketDeeds))
	if b == nil {
		return nil
	}
	return b.ForEach(func(key, v []byte) error {
		plain, err := k.seal.box.Open(nil, placeOfDeed(key), v)
		if err != nil {
			return err
		}
		var d desk.Deed
		if err := json.Unmarshal(plain, &d); err != nil {
			return nil //nolint:nilerr // of a heed that knew more: it cannot be undone here
		}
		take(key, d)
		return nil
	})
}
