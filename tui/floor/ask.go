package floor

import (
	"context"
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/tui/screen"
)

// people is who works at the desk, and where they are as far as the ledger knows.
type people struct {
	all  map[desk.AgentID]desk.Agent
	here map[desk.AgentID]desk.Presence
	rows map[desk.TicketID]desk.Row // of the tickets that they are on
	link desk.Link
}

// ask asks the desk how it stands. While it is asked already it is only asked once more behind that.
func (s *Screen) ask() screen.Out {
	if s.asks {
		s.stale = true
		return screen.Out{}
	}
	s.asks, s.stale = true, false
	watch := s.Watch
	return screen.Out{Errand: []screen.Errand{{Slot: slotFloor, Run: func(ctx context.Context) (any, error) {
		if watch == nil {
			return nil, desk.ErrNotFound
		}
		return watch.Floor(ctx)
	}}}}
}

// who reads who works here.
func (s *Screen) who() screen.Out {
	reads := s.reads
	return screen.Out{Ask: []screen.Ask{{Slot: slotPeople, Read: func() (any, error) { return readPeople(reads) }}}}
}

// roll reads who works here, now and before long again: who is by SSH has no news of it.
func (s *Screen) roll() screen.Out {
	return s.who().Merge(screen.Out{After: []screen.After{{Slot: slotRoll, Wait: tick}}})
}

func readPeople(reads Reads) (any, error) {
	agents, err := reads.Agents()
	if err != nil {
		return nil, err
	}
	p := people{all: map[desk.AgentID]desk.Agent{}, here: map[desk.AgentID]desk.Presence{}, rows: map[desk.TicketID]desk.Row{}, link: reads.Link()}
	for _, a := range agents {
		p.all[a.ID] = a
	}
	var on []desk.TicketID
	for ticket, all := range reads.Presence() {
		on = append(on, ticket)
		for _, one := range all {
			if old, there := p.here[one.Agent]; !there || one.Doing == desk.Writing || old.Doing != desk.Writing && one.Until.After(old.Until) {
				p.here[one.Agent] = one
			}
		}
	}
	rows, err := reads.Rows(anywhere, on)
	for _, r := range rows {
		p.rows[r.ID] = r
	}
	return p, err
}

// Heed implements screen.Screen. News of many tickets have it asked once.
func (s *Screen) Heed(c desk.Change) screen.Out {
	switch c.Kind {
	case desk.ChangedTicket, desk.ChangedAll:
		if s.waits {
			return screen.Out{}
		}
		s.waits = true
		return screen.Out{After: []screen.After{{Slot: slotAgain, Wait: settle}}}
	case desk.ChangedAgents, desk.ChangedPresence:
		return s.who()
	case desk.ChangedLink:
		return s.who().Merge(s.ask())
	case desk.ChangedCustomer, desk.ChangedCanned, desk.ChangedOutbox, desk.ChangedSearch:
	}
	return screen.Out{}
}

// Learn implements screen.Screen.
func (s *Screen) Learn(slot string, v any) screen.Out {
	switch slot {
	case slotAgain:
		s.waits = false
		return s.ask().Merge(s.who())
	case slotTick:
		return s.ask()
	case slotRoll:
		return s.roll()
	case slotFloor:
		return s.told(v)
	case slotCase:
		if row, ok := v.(desk.Row); ok {
			return screen.Out{Go: &screen.Go{To: screen.Ticket, Ticket: row.ID, Who: row.Requester}}
		}
	case slotPeople:
		if p, ok := v.(people); ok { // else the names stay as they were
			s.people = p
			s.list()
			s.arrange()
		}
	}
	return screen.Out{}
}

// told takes the desk's answer, and asks again before long.
func (s *Screen) told(v any) screen.Out {
	s.asks = false
	wait := s.every
	switch v := v.(type) {
	case error:
		s.failed = v
	case metrics.Look:
		s.failed, s.behind = nil, v.Stale
		if s.counts = v.Floor == nil; s.counts {
			wait = counted
			if v.Counting != nil {
				s.counting = *v.Counting
			}
			break
		}
		s.take(v.Floor)
	}
	out := screen.Out{After: []screen.After{{Slot: slotTick, Wait: wait}}}
	if s.stale {
		out = out.Merge(s.ask())
	}
	return out
}

// take shows another floor, and marks what of it is another number than before.
func (s *Screen) take(f *metrics.Floor) {
	before, now := s.floor, s.Now()
	was := map[metrics.Name]int{}
	if before != nil {
		for _, n := range figures() {
			was[n] = s.n(n)
		}
	}
	s.floor = f
	for n, old := range was {
		if s.n(n) != old {
			s.moved[n] = now
		}
	}
	s.list()
	s.arrange()
}

// fresh reports whether a number has changed just now.
func (s *Screen) fresh(n metrics.Name, now time.Time) bool {
	at, moved := s.moved[n]
	return moved && now.Sub(at) < lingers
}

// Ages implements screen.Ageing: a mark goes when it has stood long enough.
func (s *Screen) Ages(now time.Time) time.Time {
	var next time.Time
	for n, at := range s.moved {
		if ends := at.Add(lingers); s.fresh(n, now) && (next.IsZero() || ends.Before(next)) {
			next = ends
		}
	}
	return next
}

// board is what is told of the part that is shown.
func (s *Screen) board() metrics.Board {
	if s.floor == nil {
		return metrics.Board{}
	}
	return boardOf(s.floor, s.of)
}

// boardOf is what a floor tells of a part; nothing where it has nothing to tell.
func boardOf(f *metrics.Floor, of metrics.Scope) metrics.Board {
	if of == (metrics.Scope{}) {
		return f.Desk
	}
	all := map[metrics.By][]metrics.Board{metrics.ByGroup: f.Groups, metrics.ByChannel: f.Channels, metrics.ByAgent: f.Agents}[of.By]
	if i := slices.IndexFunc(all, func(b metrics.Board) bool { return b.Scope == of }); i >= 0 {
		return all[i]
	}
	return metrics.Board{Scope: of}
}
