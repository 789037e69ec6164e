package cache

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// Remember keeps what undo begins with, beyond the end of the process. Of many the last
// desk.MostDeeds stay, none longer than desk.DeedsLast; where the file must be built again
// they are gone.
func (l *Ledger) Remember(d desk.Deed) error {
	now := l.opt.Now()
	d.At = now.UTC()
	plain, err := json.Marshal(d)
	if err != nil {
		return err
	}
	return trouble(l.update(func(w *batch) error {
		if slices.ContainsFunc(opsOf(d), w.ofErased) {
			return nil // of somebody who was erased since there is nothing to undo, and nothing is kept
		}
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
		if err := w.dropPast(now); err != nil {
			return err
		}
		return keepLast(b, desk.MostDeeds)
	}))
}

// opsOf are the operations that a deed names, and those of a deed on several tickets.
func opsOf(d desk.Deed) (ops []desk.Op) {
	for _, op := range []*desk.Op{d.Did, d.Back} {
		if op != nil {
			ops = append(ops, *op)
		}
	}
	for _, one := range d.Many {
		ops = append(ops, opsOf(one)...)
	}
	return ops
}

// dropPast drops the deeds that were long ago.
func (w *batch) dropPast(now time.Time) error {
	var past [][]byte
	if err := w.deeds(func(key []byte, d desk.Deed) {
		if d.Past(now) {
			past = append(past, bytes.Clone(key))
		}
	}); err != nil {
		return err
	}
	return w.deleteDeeds(past)
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

// Deeds are what undo begins with, the last one last. What was long ago is dropped.
func (l *Ledger) Deeds() ([]desk.Deed, error) {
	var all []desk.Deed
	past, now := 0, l.opt.Now()
	err := l.view(func(k *look) error {
		all, past = nil, 0
		return k.deeds(func(_ []byte, d desk.Deed) {
			if d.Past(now) {
				past++
			} else {
				all = append(all, d)
			}
		})
	})
	if err == nil && past > 0 {
		if err := l.update(func(w *batch) error { return w.dropPast(now) }); err != nil {
			l.opt.Log.Error("forgetting what is long ago", "err", err) // undo goes on with the others
		}
	}
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
		return w.deleteDeeds(gone)
	}))
}

// dropDeeds drops the deeds that have to do with what is gone: those that name it by its id,
// and those that have one of the names of somebody.
func (w *batch) dropDeeds(id desk.ID, names ...desk.Untrusted) error {
	marks := [][]byte{[]byte(id.String())}
	for _, name := range names {
		for _, s := range []string{name.Raw(), text.Line(name)} {
			if len(s) < leastName {
				continue
			}
			quoted, err := json.Marshal(s)
			if err != nil {
				return err
			}
			marks = append(marks, quoted[1:len(quoted)-1])
		}
	}
	var gone [][]byte
	if err := w.eachDeed(func(key, plain []byte) error {
		if slices.ContainsFunc(marks, func(m []byte) bool { return bytes.Contains(plain, m) }) {
			gone = append(gone, bytes.Clone(key))
		}
		return nil
	}); err != nil {
		return err
	}
	return w.deleteDeeds(gone)
}

func (w *batch) deleteDeeds(keys [][]byte) error {
	for _, key := range keys {
		if err := w.tx.Bucket([]byte(bucketDeeds)).Delete(key); err != nil {
			return err
		}
	}
	return nil
}

// leastName is how long a name must be to be looked for in deeds, in bytes: a letter is in
// every one.
const leastName = 2

func (k *look) deeds(take func(key []byte, d desk.Deed)) error {
	return k.eachDeed(func(key, plain []byte) error {
		var d desk.Deed
		if err := json.Unmarshal(plain, &d); err != nil {
			return nil //nolint:nilerr // of a heed that knew more: it cannot be undone here
		}
		take(key, d)
		return nil
	})
}

func (k *look) eachDeed(take func(key, plain []byte) error) error {
	b := k.tx.Bucket([]byte(bucketDeeds))
	if b == nil {
		return nil
	}
	return b.ForEach(func(key, v []byte) error {
		plain, err := k.seal.box.Open(nil, placeOfDeed(key), v)
		if err != nil {
			return err
		}
		return take(key, plain)
	})
}
