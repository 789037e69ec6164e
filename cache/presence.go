package cache

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/heed-desk/heed/desk"
)

// presenceLife is how long a colleague is taken to be where he was last seen.
const presenceLife = 30 * time.Second

// presence is who is where, as far as was heard. It is never written down.
type presence struct {
	mu   sync.Mutex
	here map[spotOf]desk.Presence
}

type spotOf struct {
	ticket desk.TicketID
	agent  desk.AgentID
}

// Seen tells the ledger who is where.
func (l *Ledger) Seen(p desk.Presence) {
	if p.Agent == l.Me().ID {
		return
	}
	if p.Until.IsZero() {
		p.Until = l.Now().Add(presenceLife)
	}
	if l.present.note(p) {
		l.subs.tell(desk.Change{Kind: desk.ChangedPresence, Ticket: p.Ticket})
	}
	signal(l.alarm)
}

// note reports whether anything can be seen of it.
func (s *presence) note(p desk.Presence) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := spotOf{p.Ticket, p.Agent}
	was, there := s.here[at]
	if p.Doing == desk.Left {
		delete(s.here, at)
		return there
	}
	if s.here == nil {
		s.here = map[spotOf]desk.Presence{}
	}
	s.here[at] = p
	return !there || was.Doing != p.Doing
}

// Presence is who is where now, by name.
func (l *Ledger) Presence() map[desk.TicketID][]desk.Presence {
	now := l.Now()
	out := map[desk.TicketID][]desk.Presence{}
	l.present.mu.Lock()
	for at, p := range l.present.here {
		if p.Until.After(now) {
			out[at.ticket] = append(out[at.ticket], p)
		}
	}
	l.present.mu.Unlock()
	for _, all := range out {
		slices.SortFunc(all, func(a, b desk.Presence) int { return strings.Compare(string(a.Agent), string(b.Agent)) })
	}
	return out
}

// expire forgets those who were not heard of, and returns their tickets and when the next
// one is to be forgotten.
func (s *presence) expire(now time.Time) (left []desk.TicketID, next time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.DeleteFunc(s.here, func(at spotOf, p desk.Presence) bool {
		if p.Until.After(now) {
			next = earlier(next, p.Until)
			return false
		}
		left = append(left, at.ticket)
		return true
	})
	return left, next
}

// earlier is the earlier of two instants, of which the zero one is never.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
