package outbox

import (
	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/seal"
)

// Rekey seals both copies under another key, written anew from what stands in the outbox. While
// it has not returned nil, a copy may still be under a key of before.
func (o *Outbox) Rekey(key seal.StoreKey) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed || o.opt.Dir == "" {
		return nil
	}
	if key != o.opt.Key {
		o.opt.Key, o.opt.Older = key, append([]seal.StoreKey{o.opt.Key}, o.opt.Older...)
	}
	o.journal.Rekey(key)
	err := o.attempt(func() error {
		if err := o.renewFile(); err != nil {
			return err
		}
		return o.checkpoint()
	})
	if err == nil {
		o.opt.Older = nil
	}
	return err
}

// renewFile puts a new outbox.db, under the key that counts, in the place of the old one.
func (o *Outbox) renewFile() error {
	s, fresh := o.state.Load(), &table{}
	write := func(dst, _ *bolt.DB) error {
		return dst.Update(func(tx *bolt.Tx) error {
			if err := fresh.prepare(tx, o.head()); err != nil {
				return err
			}
			return fresh.writeIn(tx, s, s.whole(), o.journal.Last(), false)
		})
	}
	check := func(tx *bolt.Tx) error {
		_, _, err := fresh.readIn(tx)
		return err
	}
	return o.table.file.Rewrite(write, check, func() {})
}
