package backend

import (
	"sync"
	"time"

	"github.com/heed-desk/heed/desk"
)

const (
	ringSize = 256 // hints kept, at least, for whoever comes back after a break
	maxHints = 256 // hints that wait for one subscriber; more become a reset
)

// hub tells whoever listens where something moved. It never waits for anybody: who is
// slow gets a reset in place of what was missed.
type hub struct {
	mu       sync.Mutex
	ring     []desk.Hint // the newest changes, oldest first
	newest   int64
	since    int64 // the ring holds every change after this one
	subs     map[*subscriber]struct{}
	visits   map[*visit]struct{}
	presence map[whereabouts]desk.Presence
	shut     bool
	moved    func() // hears of every change, and may not wait
}

// whereabouts is one agent on one ticket.
type whereabouts struct {
	agent  desk.AgentID
	ticket desk.TicketID
}

// subscriber is one who listens.
type subscriber struct {
	agent desk.AgentID
	// The rest belongs to the hub's lock.
	waiting []desk.Hint
	reset   bool
	floor   bool // hears when the floor has other figures
	figures bool // it has
	over    bool
	wake    chan struct{}
}

func newHub() *hub {
	return &hub{subs: map[*subscriber]struct{}{}, visits: map[*visit]struct{}{}, presence: map[whereabouts]desk.Presence{}, moved: func() {}}
}

// startAt tells the hub which change was the newest before it began.
func (h *hub) startAt(seq int64) { h.newest, h.since = seq, seq }

// restart tells the hub that it may have missed changes, and which is the newest now.
func (h *hub) restart(seq int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ring, h.newest, h.since = nil, seq, seq
	for s := range h.subs {
		s.add([]desk.Hint{{Seq: seq, Reset: true}})
	}
	h.moved()
}

// publish hands hints to whoever listens.
func (h *hub) publish(hints ...desk.Hint) {
	if len(hints) == 0 {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, hint := range hints {
		h.keep(hint)
	}
	for s := range h.subs {
		s.add(hints)
	}
	h.moved()
}

// keep remembers a change for whoever comes back.
func (h *hub) keep(hint desk.Hint) {
	h.ring = append(h.ring, hint)
	h.newest = max(h.newest, hint.Seq)
	if len(h.ring) > 2*ringSize {
		cut := len(h.ring) - ringSize
		h.since = h.ring[cut-1].Seq
		h.ring = append(h.ring[:0], h.ring[cut:]...)
	}
}

func (s *subscriber) add(hints []desk.Hint) {
	if s.reset || hints[0].Reset || len(s.waiting)+len(hints) > maxHints {
		s.waiting, s.reset = nil, true
	} else {
		s.waiting = append(s.waiting, hints...)
	}
	s.signal()
}

func (s *subscriber) signal() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// subscribe begins to listen after a change that the subscriber knows of; 0 for none.
// What it has missed comes first: the changes, or a reset where they are no longer known.
func (h *hub) subscribe(who desk.AgentID, after int64, now time.Time) *subscriber {
	s := &subscriber{agent: who, wake: make(chan struct{}, 1)}
	h.mu.Lock()
	defer h.mu.Unlock()
	s.over = h.shut
	h.subs[s] = struct{}{}
	if after < h.since || after > h.newest {
		s.reset = true
	} else {
		for _, hint := range h.ring {
			if hint.Seq > after {
				s.waiting = append(s.waiting, hint)
			}
		}
		if len(s.waiting) > maxHints {
			s.waiting, s.reset = nil, true
		}
	}
	for key, p := range h.presence {
		if key.agent != who && p.Until.After(now) {
			s.waiting = append(s.waiting, desk.Hint{Presence: &p})
		}
	}
	s.signal()
	return s
}

func (h *hub) unsubscribe(s *subscriber) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.subs, s)
}

// take empties what waits for a subscriber. Over says that nothing more will come.
func (h *hub) take(s *subscriber) (hints []desk.Hint, over bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if s.reset {
		hints = append(hints, desk.Hint{Seq: h.newest, Reset: true})
	}
	hints = append(hints, s.waiting...)
	if s.figures {
		hints = append(hints, desk.Hint{Floor: true})
	}
	s.waiting, s.reset, s.figures = nil, false, false
	return hints, s.over
}

// watch has a subscriber hear when the floor has other figures.
func (h *hub) watch(s *subscriber) {
	h.mu.Lock()
	defer h.mu.Unlock()
	s.floor = true
}

// floorMoved tells those who watch it that the floor has other figures.
func (h *hub) floorMoved() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.subs {
		if s.floor {
			s.figures = true
			s.signal()
		}
	}
}

// announce tells everyone else where an agent is, and forgets who has not been heard of.
func (h *hub) announce(p desk.Presence, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for key, old := range h.presence {
		if !old.Until.After(now) {
			delete(h.presence, key)
		}
	}
	key := whereabouts{agent: p.Agent, ticket: p.Ticket}
	if p.Doing == desk.Left {
		delete(h.presence, key)
		p.Until = time.Time{}
	} else {
		p.Until = now.Add(desk.PresenceHolds)
		h.presence[key] = p
	}
	for s := range h.subs {
		if s.agent != p.Agent {
			s.add([]desk.Hint{{Presence: &p}})
		}
	}
}

func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.shut = true
	for s := range h.subs {
		s.over = true
		s.signal()
	}
}

// here is where agents are now, by ticket.
func (h *hub) here(now time.Time) map[desk.TicketID][]desk.Presence {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := map[desk.TicketID][]desk.Presence{}
	for _, p := range h.presence {
		if p.Until.After(now) {
			all[p.Ticket] = append(all[p.Ticket], p)
		}
	}
	return all
}

// Presence is where agents are now, as far as this server has heard, by ticket.
func (s *Store) Presence() map[desk.TicketID][]desk.Presence { return s.hub.here(s.now()) }
