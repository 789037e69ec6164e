package courier

import (
	"sync"
	"time"

	"github.com/heed-desk/heed/desk"
)

// link is what the courier knows of the connection. It tells the ledger of every change.
type link struct {
	store Store
	clock func() time.Time
	moved func() // called when operations may travel, or may no longer

	mu sync.Mutex
	l  desk.Link
}

func newLink(store Store, clock func() time.Time, moved func()) *link {
	return &link{store: store, clock: clock, moved: moved, l: desk.Link{State: desk.LinkDown}}
}

// up reports whether operations may travel.
func (k *link) up() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.l.State == desk.LinkUp
}

// skew is the desk's clock less ours, as it was last noted.
func (k *link) skew() time.Duration {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.l.Skew
}

// change changes what is known and tells the ledger. The ledger is told under the lock, so
// that it hears of two changes in the order in which they happened.
func (k *link) change(f func(l *desk.Link)) {
	k.mu.Lock()
	defer k.mu.Unlock()
	was := k.l.State
	f(&k.l)
	k.store.Linked(k.l)
	if (was == desk.LinkUp) != (k.l.State == desk.LinkUp) {
		k.moved()
	}
}

// now is the desk's time.
func (k *link) now(l *desk.Link) time.Time { return k.clock().Add(l.Skew) }

// become moves the connection to a state, for a reason, until it is tried again after wait.
func (k *link) become(s desk.LinkState, err error, wait time.Duration) {
	k.change(func(l *desk.Link) {
		k.move(l, s, err)
		l.Next = k.now(l).Add(wait)
	})
}

func (k *link) move(l *desk.Link, s desk.LinkState, err error) {
	if l.State != s || l.Since.IsZero() {
		l.State, l.Since = s, k.now(l)
	}
	l.Err, l.Next = err, time.Time{}
}

// synced notes that everything there was to pull has been pulled.
func (k *link) synced() {
	k.change(func(l *desk.Link) {
		k.move(l, desk.LinkUp, nil)
		l.Synced = k.now(l)
	})
}

// filled notes tickets of a fill. What brings tickets is up: the outbox need not wait for the end.
func (k *link) filled(tickets int) {
	k.change(func(l *desk.Link) {
		k.move(l, desk.LinkUp, nil)
		l.Filled += tickets
	})
}

// measured notes the desk's clock.
func (k *link) measured(skew time.Duration) {
	k.change(func(l *desk.Link) { l.Skew = skew })
}
