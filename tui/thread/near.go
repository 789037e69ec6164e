package thread

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
)

// askNear reads ahead what a key may turn the pane to next.
func (s *Screen) askNear(g screen.Go) screen.Out {
	reads := s.reads
	read := func(id desk.TicketID) (desk.Thread, error) { return reads.Thread(id, piece) }
	return s.ahead.Ask(slotNear, read, g.Ticket, g.Near[0].Ticket, g.Near[1].Ticket)
}

// spoil forgets what was read ahead and has changed since.
func (s *Screen) spoil(c desk.Change) {
	switch c.Kind {
	case desk.ChangedTicket, desk.ChangedOutbox, desk.ChangedAll:
		if c.Ticket.IsZero() {
			s.ahead.SpoilAll()
		} else {
			s.ahead.Spoil(c.Ticket)
		}
	case desk.ChangedCustomer, desk.ChangedPresence, desk.ChangedAgents, desk.ChangedCanned, desk.ChangedLink, desk.ChangedSearch:
	}
}
