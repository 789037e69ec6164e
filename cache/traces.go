package cache

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/index"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/cache/vault"
)

// keyErased is where the head of cache.db notes that something was erased whose traces are
// still in the files. An earlier heed noted it in the generation.
const (
	keyErased   = "erased"
	stateErased = "erased"
)

// noteErased notes that something was erased.
func (w *batch) noteErased() error {
	w.erases = true
	return w.tx.Bucket([]byte(vault.HeadBucket)).Put([]byte(keyErased), []byte{1})
}

// owe says that there are traces.
func (m *removal) owe() {
	m.owing.Lock()
	defer m.owing.Unlock()
	m.fresh.Store(true)
	m.owed.Store(true)
}

// paid says that there are none, unless somebody was erased meanwhile.
func (l *Ledger) paid() error {
	l.removal.owing.Lock()
	defer l.removal.owing.Unlock()
	erasing, err := l.erasing()
	if err == nil {
		l.removal.owed.Store(erasing)
	}
	return err
}

// inherit notes in a new file what the one before it may have noted, and was lost with it.
func (m *removal) inherit(tx *bolt.Tx) error {
	if !m.owed.Load() {
		return nil
	}
	return tx.Bucket([]byte(vault.HeadBucket)).Put([]byte(keyErased), []byte{1})
}

// erasing reports whether something was erased whose traces are still in the files.
func (k *look) erasing() bool {
	return k.tx.Bucket([]byte(vault.HeadBucket)).Get([]byte(keyErased)) != nil ||
		k.bucket(partState).Get([]byte(stateErased)) != nil
}

// tracesRest is how long it is until traces that could not be removed are tried again.
const tracesRest = 10 * time.Minute

// removal is how far the removal of traces is, and tells who waits for it.
type removal struct {
	mu   sync.Mutex
	turn chan struct{} // closed after the next try
	err  error         // of the last try

	fresh atomic.Bool // something was erased since the last try began
	owed  atomic.Bool // a file that stood here may have traces: one that takes its place says so too
	owing sync.Mutex  // held by whoever says whether they are owed

	// The indexer's own.
	rest <-chan time.Time // not to be tried before; nil for at once
	bare bool             // the files were written anew, but under the same keys
	next seal.StoreKey    // a key that its home may have taken
}

// soon is closed after the next try to remove traces.
func (m *removal) soon() <-chan struct{} {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.turn == nil {
		m.turn = make(chan struct{})
	}
	return m.turn
}

// tried tells everybody how a try went.
func (m *removal) tried(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.err = err
	if m.turn != nil {
		close(m.turn)
		m.turn = nil
	}
}

func (m *removal) last() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.err
}

// tracesGone waits until there are no traces of what was erased, or one try to remove them has
// failed.
func (l *Ledger) tracesGone(ctx context.Context) error {
	for {
		soon := l.removal.soon()
		erasing, err := l.erasing()
		if err != nil || !erasing && !l.rekeying() {
			return trouble(err)
		}
		l.search.nudge()
		l.search.awaited()
		signal(l.search.again) // its last try may have been over before anybody waited for one
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-l.ctx.Done():
			return vault.ErrClosed
		case <-soon:
			if err := l.removal.last(); err != nil {
				return trouble(err)
			}
		}
	}
}

func (l *Ledger) erasing() (erasing bool, err error) {
	err = l.view(func(k *look) error {
		erasing = k.erasing()
		return nil
	})
	return erasing, err
}

// rekeying reports whether a change of keys has not come to its end.
func (l *Ledger) rekeying() bool { return l.opt.Home != nil && len(l.held.Load().older) > 0 }

// eraseTraces removes the traces of what was erased from the files, and ends a change of keys that
// has not come to its end. It is called when the search index has nothing more to do: then nothing
// of them is left there either.
func (l *Ledger) eraseTraces() error {
	erasing, err := l.erasing()
	if err != nil || !erasing && !l.rekeying() {
		return err
	}
	switch {
	case l.removal.fresh.Swap(false):
		l.removal.bare = false // what was erased since is in the files
	case l.removal.rest != nil:
		l.removal.tried(l.removal.last()) // nobody who asks now waits for the next try
		return nil
	}
	err = l.removeTraces()
	if err == nil {
		err = l.paid()
	}
	l.removal.rest = nil
	if err != nil && l.ctx.Err() == nil {
		l.removal.rest = time.After(tracesRest)
		l.opt.Log.Error("removing the traces of what was erased", "err", err)
		l.heal(err)
	}
	l.removal.tried(err)
	return nil
}

func (l *Ledger) removeTraces() error {
	if l.opt.Home == nil {
		return l.writeAnew()
	}
	if l.rekeying() {
		if err := l.rekey(l.ctx); err != nil { // one that was begun comes first
			return err
		}
	}
	if erasing, err := l.erasing(); err != nil || !erasing {
		return err
	}
	if err := l.beginRekey(l.ctx); err != nil {
		if l.removal.bare {
			return err
		}
		// The keys cannot be changed now. What is in the files goes all the same.
		l.removal.bare = true
		return errors.Join(err, l.dropAside(""), l.out.Forget(), l.compact())
	}
	l.removal.bare = false
	return l.rekey(l.ctx)
}

// writeAnew is what removes traces where keys are never changed.
func (l *Ledger) writeAnew() error {
	if err := l.dropAside(""); err != nil {
		return err
	}
	if err := l.out.Forget(); err != nil {
		return err
	}
	if err := l.compact(); err != nil {
		return err
	}
	return l.update(func(w *batch) error {
		if waits, err := index.Pending(searchRecords{w.bucket(partSearch)}); waits || err != nil {
			return err // somebody else was erased meanwhile
		}
		head := w.tx.Bucket([]byte(vault.HeadBucket))
		return errors.Join(w.bucket(partState).Delete([]byte(stateErased)), head.Delete([]byte(keyErased)))
	})
}

// beginRekey makes a new key, and has its home know it before anything is sealed with it. One
// that the home may have taken is not replaced by another: it might come late.
func (l *Ledger) beginRekey(ctx context.Context) error {
	if l.removal.next.IsZero() {
		l.removal.next = seal.NewStoreKey()
	}
	h := l.held.Load()
	next := &storeKeys{key: l.removal.next, older: append([]seal.StoreKey{h.key}, h.older...)}
	if err := l.opt.Home.Keep(ctx, append([]seal.StoreKey{next.key}, next.older...)...); err != nil {
		return err
	}
	l.held.Store(next)
	l.removal.next = seal.StoreKey{}
	return nil
}

// rekey brings every file under the key that counts, and destroys those of before. What was done
// is not done again: it may be called after any end of a process, and after any error.
func (l *Ledger) rekey(ctx context.Context) error {
	if l.seals.Load().under != l.held.Load().key {
		if err := l.rekeyFile(); err != nil {
			return err
		}
	}
	return l.endRekey(ctx)
}

// endRekey is rekey but for cache.db.
func (l *Ledger) endRekey(ctx context.Context) error {
	h := l.held.Load()
	if err := l.out.Rekey(h.key); err != nil {
		return err
	}
	if err := l.parcels.Rekey(h.key, h.older, l.out.Files()); err != nil {
		return err
	}
	if err := l.opt.Home.Keep(ctx, h.key); err != nil {
		return err
	}
	l.held.Store(&storeKeys{key: h.key})
	return nil
}
