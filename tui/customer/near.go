package customer

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
)

// aim is what the pane is turned to.
func (s *Screen) aim() screen.Aim { return screen.Aim{Ticket: s.ticket, Who: s.who} }

// askNear reads ahead whom a key may turn the pane to next.
func (s *Screen) askNear(g screen.Go) screen.Out {
	reads := s.reads
	return s.ahead.Ask("near", func(aim screen.Aim) (person, error) { return read(reads, aim.Who, aim.Ticket) }, s.aim(), g.Near[0], g.Near[1])
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
