package backend

import (
	"errors"
	"sync"
	"syscall"
	"time"
)

// room is whether there is any left where the desk lies, as far as those know who write there.
type room struct {
	mu     sync.Mutex
	last   time.Time // when something could not be written for want of it; zero since something was
	told   time.Time // when that was told
	saying bool      // it was told, and not yet that there is room again
	tell   func(full error)
}

const (
	// fullHolds is how long a desk is said to be full that nobody has tried to write to since.
	fullHolds = 30 * time.Second
	// fullOften is how often it is told at most: where little fits and much does not, it goes to and fro.
	fullOften = 10 * time.Minute
)

// full reports whether an error says that there is no room.
func full(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(Trouble(err), syscall.ENOSPC)
}

// OnFull has tell called when there is no room any more where the desk lies, with why, and with
// nil when there is again. It is called seldom, and must not call the store.
func (s *Store) OnFull(tell func(full error)) {
	s.room.mu.Lock()
	defer s.room.mu.Unlock()
	s.room.tell = tell
}

// lacked notes an error of who wrote, if it says that there is no room.
func (r *room) lacked(err error, now time.Time) {
	if !full(err) {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.last = now
	if r.tell == nil || r.saying || !r.told.IsZero() && now.Sub(r.told) < fullOften {
		return
	}
	r.told, r.saying = now, true
	r.tell(err)
}

// written notes that there was room for something.
func (r *room) written() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.last = time.Time{}
	if r.saying {
		r.saying = false
		r.tell(nil)
	}
}

// lacking reports whether there is none, as far as is known.
func (r *room) lacking(now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return !r.last.IsZero() && now.Sub(r.last) < fullHolds
}
