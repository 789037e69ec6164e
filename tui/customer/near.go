package customer

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
)

// near are customers that were read because one may be turned to next.
type near struct {
	turn   int
	people map[screen.Aim]person
}

// aim is what the pane is turned to.
func (s *Screen) aim() screen.Aim { return screen.Aim{Ticket: s.ticket, Who: s.who} }

// askNear reads ahead whom a key may turn the pane to next.
func (s *Screen) askNear(g screen.Go) screen.Out {
	var next []screen.Aim
	for _, aim := range g.Near {
		if aim != (screen.Aim{}) {
			next = append(next, aim)
		}
	}
	missing, turn := s.ahead.Want(s.aim(), next...)
	if len(missing) == 0 {
		return screen.Out{}
	}
	reads := s.reads
	return screen.Out{Ask: []screen.Ask{{Slot: "near", Later: true, Read: func() (any, error) {
		known := near{turn: turn, people: make(map[screen.Aim]person, len(missing))}
		for _, aim := range missing {
			if p, err := read(reads, aim.Who, aim.Ticket); err == nil { // else it is read, and its error said, once it is turned to
				known.people[aim] = p
			}
		}
		return known, nil
	}}}}
}

// spoil forgets what was read ahead where it may have changed since: a ticket that moved
// may be anybody's.
func (s *Screen) spoil(c desk.Change) {
	switch c.Kind {
	case desk.ChangedTicket, desk.ChangedCustomer, desk.ChangedOutbox, desk.ChangedAll:
		s.ahead.SpoilAll()
	case desk.ChangedPresence, desk.ChangedAgents, desk.ChangedCanned, desk.ChangedLink, desk.ChangedSearch:
	}
}
