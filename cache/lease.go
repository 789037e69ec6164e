package cache

import (
	"encoding/json"
	"errors"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/cache/vault"
	"github.com/heed-desk/heed/desk"
)

// stateLease is where a generation keeps its lease. A new one has none: it has just been sent.
const stateLease = "lease"

// keyRevoked is where the head of cache.db notes that the desk has taken the access back.
const keyRevoked = "revoked"

// lease counts how long the desk has not been reached. While the ledger is open it counts by
// a clock that never steps and goes on while the computer sleeps; between two openings by the one on the wall, where that went
// forward. So a wall clock that is set ahead shuts nothing that is open, and one that is set
// back again and again does not keep it open for ever.
type lease struct {
	mu      sync.Mutex
	known   bool          // something was sent once
	contact time.Time     // by the desk's clock; zero for unknown
	age     time.Duration // without a contact, up to since
	since   moment
	saved   moment // when it was last written
	revoked bool
	emptied bool // what the desk had sent is gone, after the access was taken back
	told    desk.Shut
	dirty   bool // what is written is no longer so
	uptime  func() time.Duration
}

// moment is a moment by two clocks that never step: that of the program, which may stand still
// while the computer sleeps, and the computer's own, which is not known everywhere.
type moment struct {
	at time.Time
	up time.Duration
}

func (s *lease) now() moment { return moment{time.Now(), s.uptime()} }

// passed is how long a moment ago is.
func (s *lease) passed(m moment) time.Duration { return max(time.Since(m.at), s.uptime()-m.up) }

// leaseStep is how often the time without a contact is written down.
const leaseStep = time.Hour

// leased is a lease as it is written.
type leased struct {
	Contact int64 `json:"contact,omitempty"` // Unix seconds of the desk's clock
	Age     int64 `json:"age"`               // seconds
	Wall    int64 `json:"wall"`              // Unix seconds of this machine's clock, when it was written
}

// running is how long the desk has not been reached. The caller holds the lock.
func (s *lease) running() time.Duration { return s.age + s.passed(s.since) }

// shut is why what the desk has sent may not be shown, and when the desk was last reached.
func (s *lease) shut() (desk.Shut, time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.reason(), s.contact
}

func (s *lease) reason() desk.Shut {
	switch {
	case s.revoked:
		return desk.ShutRevoked
	case s.known && s.running() >= desk.Lease:
		return desk.ShutLease
	default:
		return desk.NotShut
	}
}

// heard takes in how the connection is, and reports whether there is something to write.
func (s *lease) heard(k desk.Link) (write bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if errors.Is(k.Err, desk.ErrRevoked) {
		write = !s.revoked
		s.revoked = true
		return write
	}
	if k.State != desk.LinkUp {
		return false
	}
	write = s.revoked || !s.known || s.running() >= housekeeping || s.passed(s.saved) >= housekeeping
	s.dirty = s.dirty || write
	s.known, s.revoked, s.emptied = true, false, false
	s.age, s.since = 0, s.now()
	if !k.Synced.IsZero() {
		s.contact = k.Synced
	}
	return write
}

// recallLease reads how long the desk has not been reached when the ledger is opened.
func (l *Ledger) recallLease() error {
	s := &l.lease
	return l.view(func(k *look) error {
		text, err := k.readText(stateLease)
		if err != nil {
			return err
		}
		cursor, err := k.cursor()
		if err != nil {
			return err
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.since, s.saved, s.known = s.now(), s.now(), cursor != "" || text != ""
		s.revoked = k.tx.Bucket([]byte(vault.HeadBucket)).Get([]byte(keyRevoked)) != nil
		var was leased
		if text == "" || json.Unmarshal([]byte(text), &was) != nil {
			s.dirty = s.known // from before there were leases: it begins now
			return nil
		}
		if was.Contact != 0 {
			s.contact = time.Unix(was.Contact, 0)
		}
		closed := l.opt.Now().Sub(time.Unix(was.Wall, 0))
		s.age = time.Duration(max(was.Age, 0))*time.Second + max(closed, 0)
		s.told = s.reason()
		return nil
	})
}

// keepLease writes down how long the desk has not been reached, empties the ledger where the
// access was taken back, tells whoever looks at the connection when that changes what may be
// shown, and returns when it has to be called again.
func (l *Ledger) keepLease(now time.Time) (next time.Time) {
	s := &l.lease
	if !l.accessNoted() {
		next = now.Add(lookAgain)
	}
	if err := l.saveLease(); err != nil {
		l.opt.Log.Error("noting the last contact", "err", err)
		next = now.Add(lookAgain)
	}
	s.mu.Lock()
	reason := s.reason()
	moved := reason != s.told
	s.told = reason
	if left := desk.Lease - s.running(); s.known && left > 0 {
		next = earlier(next, now.Add(min(left, leaseStep)))
	}
	s.mu.Unlock()
	if moved {
		l.subs.tell(desk.Change{Kind: desk.ChangedLink})
	}
	return next
}

// saveLease writes the lease: when it begins anew, and now and then while there is no contact.
func (l *Ledger) saveLease() error {
	s := &l.lease
	s.mu.Lock()
	due := s.known && !s.revoked && (s.dirty || s.running() >= leaseStep && s.passed(s.saved) >= leaseStep)
	was := s.saved
	is := leased{Age: int64(s.running() / time.Second), Wall: l.opt.Now().Unix()}
	if !s.contact.IsZero() {
		is.Contact = s.contact.Unix()
	}
	if due {
		s.saved, s.dirty = s.now(), false
	}
	s.mu.Unlock()
	if !due {
		return nil
	}
	text, err := json.Marshal(is)
	if err != nil {
		return err
	}
	if err := l.update(func(w *batch) error { return w.setText(stateLease, string(text)) }); err != nil {
		s.mu.Lock()
		s.saved, s.dirty = was, true
		s.mu.Unlock()
		return err
	}
	return nil
}

// endLease writes the lease as the ledger is closed: the time that it was open counts, and so does
// what the desk said of the access a moment ago.
func (l *Ledger) endLease() {
	l.accessNoted()
	s := &l.lease
	s.mu.Lock()
	s.dirty = s.dirty || s.running() >= time.Minute && s.passed(s.saved) >= time.Minute
	s.mu.Unlock()
	if err := l.saveLease(); err != nil {
		l.opt.Log.Error("noting the last contact", "err", err)
	}
}

// accessNoted has the file say what the desk said of the access, and reports whether it does.
func (l *Ledger) accessNoted() bool {
	err := l.noteRevoked()
	if err != nil {
		l.opt.Log.Error("noting what the desk said of the access", "err", err)
	}
	return err == nil
}

// noteRevoked has the file say what the desk said of the access. Where it was taken back, all
// that the desk had sent goes: first it is noted, so that it also goes after a crash. What the
// agent wrote lies elsewhere and stays.
func (l *Ledger) noteRevoked() error {
	s := &l.lease
	s.mu.Lock()
	revoked, emptied := s.revoked, s.emptied
	s.mu.Unlock()
	noted := false
	if err := l.view(func(k *look) error {
		noted = k.tx.Bucket([]byte(vault.HeadBucket)).Get([]byte(keyRevoked)) != nil
		return nil
	}); err != nil {
		return err
	}
	switch {
	case !revoked && noted:
		return l.file.Update(func(tx *bolt.Tx) error { return tx.Bucket([]byte(vault.HeadBucket)).Delete([]byte(keyRevoked)) })
	case !revoked, emptied:
		return nil
	}
	if err := l.stamp(keyRevoked); err != nil {
		return err
	}
	if err := l.empty(); err != nil {
		return err
	}
	s.mu.Lock()
	s.emptied = true
	s.mu.Unlock()
	l.subs.tell(desk.Change{Kind: desk.ChangedAll})
	return nil
}

// empty lets go of all that the desk has sent, and writes the file anew without it. The next
// contact fetches what may be had again.
func (l *Ledger) empty() error {
	if err := l.Resync(func(s desk.Shadow) error { return s.Done(0, "") }); err != nil {
		return err
	}
	return l.compact()
}
