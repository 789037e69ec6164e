package thread

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
)

// near are tickets that were read because one may be turned to next.
type near struct {
	turn    int
	threads map[desk.TicketID]desk.Thread
}

// askNear reads ahead what a key may turn the pane to next.
func (s *Screen) askNear(g screen.Go) screen.Out {
	var next []desk.TicketID
	for _, aim := range g.Near {
		if !aim.Ticket.IsZero() {
			next = append(next, aim.Ticket)
		}
	}
	missing, turn := s.ahead.Want(g.Ticket, next...)
	if len(missing) == 0 {
		return screen.Out{}
	}
	reads := s.reads
	return screen.Out{Ask: []screen.Ask{{Slot: slotNear, Later: true, Read: func() (any, error) {
		read := near{turn: turn, threads: make(map[desk.TicketID]desk.Thread, len(missing))}
		for _, id := range missing {
			if data, err := reads.Thread(id, piece); err == nil { // else it is read, and its error said, once it is turned to
				read.threads[id] = data
			}
		}
		return read, nil
	}}}}
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
