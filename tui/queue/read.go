package queue

import (
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// The slots of the queue's reads. Those about a view carry its name behind a colon, so
// that the answer for one view never takes the place of another's.
const (
	slotLaid   = "laid:"
	slotBefore = "before:"
	slotAfter  = "after:"
	slotFresh  = "fresh"
	slotLink   = "link"
	slotPeople = "people"
	slotHere   = "here"
	slotSlow   = "slow"
)

// laid is a view to be laid anew.
type laid struct {
	as     desk.ViewID // the view with its sort
	view   desk.ViewID
	window desk.Window
	counts map[desk.ViewID]int
}

// more is a piece beyond an end of what is held.
type more struct {
	as     desk.ViewID
	view   desk.ViewID
	window desk.Window
	before bool
}

// Start implements screen.Starter.
func (s *Screen) Start() screen.Out {
	return s.askLink().Merge(s.askPeople()).Merge(s.askHere()).Merge(s.askFilters()).Merge(s.askSlow())
}

// slowAfter is how long a first read may take before the screen says that it reads.
const slowAfter = 300 * time.Millisecond

func (s *Screen) askSlow() screen.Out {
	return screen.Out{After: []screen.After{{Slot: slotSlow, Wait: slowAfter}}}
}

func (s *Screen) askLaid(view desk.ViewID, at desk.Anchor) screen.Out {
	reads, as, n := s.reads, s.as(view), 2*s.reach()
	return screen.Out{Ask: []screen.Ask{{Slot: slotLaid + string(view), Read: func() (any, error) {
		return readLaid(reads, as, at, n)
	}}}}
}

func readLaid(reads Reads, as desk.ViewID, at desk.Anchor, n int) (any, error) {
	g, err := reads.Glance(as, nil, at, n, n)
	view, _ := as.Sorted()
	return laid{as: as, view: view, window: g.Truth, counts: g.Counts}, err
}

// reach is a screenful, also before the screen has a size.
func (s *Screen) reach() int { return max(s.page(), 20) }

// askMore reads on where an end of what is held has come near.
func (s *Screen) askMore() screen.Out {
	l := s.lists[s.view]
	if l == nil {
		return screen.Out{}
	}
	var out screen.Out
	before, after := l.wants(s.page())
	if before {
		out = out.Merge(s.askBeyond(slotBefore, l.rows[0].spot(), true))
	}
	if after {
		out = out.Merge(s.askBeyond(slotAfter, l.rows[len(l.rows)-1].spot(), false))
	}
	return out
}

func (s *Screen) askBeyond(slot string, edge desk.Anchor, before bool) screen.Out {
	reads, view, as, n := s.reads, s.view, s.as(s.view), 2*s.reach()
	up, down := 0, n
	if before {
		up, down = n, 0
	}
	return screen.Out{Ask: []screen.Ask{{Slot: slot + string(view), Read: func() (any, error) {
		w, err := reads.Window(as, edge, up, down)
		return more{as: as, view: view, window: w, before: before}, err
	}}}}
}

// askFresh reads the rows held again. Only one such read is under way at a time: what
// comes meanwhile makes one more.
func (s *Screen) askFresh() screen.Out {
	l := s.lists[s.view]
	if l == nil {
		return s.askLaid(s.view, desk.Anchor{})
	}
	if s.asking {
		s.again = true
		return screen.Out{}
	}
	s.asking, s.again = true, false
	reads, as, ids := s.reads, s.as(s.view), l.ids()
	at := desk.Anchor{}
	if e, ok := l.cursor(); ok {
		at = e.spot()
	}
	before, after := max(l.at, 0)+1, max(len(l.rows)-l.at, s.reach())
	return screen.Out{Ask: []screen.Ask{{Slot: slotFresh, Read: func() (any, error) {
		return readFresh(reads, as, ids, at, before, after), nil
	}}}}
}

// readFresh reads all of it at one time: what is in the view by one read and no longer by the
// next would be counted as news.
func readFresh(reads Reads, as desk.ViewID, ids []desk.TicketID, at desk.Anchor, before, after int) fresh {
	view, _ := as.Sorted()
	g, err := reads.Glance(as, ids, at, before, after)
	return fresh{as: as, view: view, asked: ids, Glance: g, err: err}
}

func (s *Screen) askLink() screen.Out {
	reads := s.reads
	return screen.Out{Ask: []screen.Ask{{Slot: slotLink, Read: func() (any, error) { return reads.Link(), nil }}}}
}

func (s *Screen) askHere() screen.Out {
	people := s.people
	return screen.Out{Ask: []screen.Ask{{Slot: slotHere, Read: func() (any, error) { return people.Presence(), nil }}}}
}

// staff are the colleagues: what they are called, and who is on a break.
type staff struct {
	names map[desk.AgentID]string
	away  map[desk.AgentID]bool
}

func (s *Screen) askPeople() screen.Out {
	people := s.people
	return screen.Out{Ask: []screen.Ask{{Slot: slotPeople, Read: func() (any, error) {
		agents, err := people.Agents()
		if err != nil {
			return nil, err
		}
		all := staff{names: make(map[desk.AgentID]string, len(agents)), away: map[desk.AgentID]bool{}}
		for _, a := range agents {
			all.names[a.ID], all.away[a.ID] = act.FirstName(a), a.Away
		}
		return all, nil
	}}}}
}
