package thread

import (
	"errors"
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

const (
	slotThread   = "thread"
	slotEarlier  = "earlier"
	slotCustomer = "customer"
	slotPeople   = "people"
	slotHere     = "here"
	slotSeen     = "seen"
	slotNear     = "near"
)

// piece is how many entries are read at a time.
const piece = 60

// read is what the ledger said of a ticket.
type read struct {
	id   desk.TicketID
	turn int // in which it was begun
	data desk.Thread
	err  error
}

// earlier are entries before the first one held.
type earlier struct {
	id       desk.TicketID
	before   desk.MessageID
	messages []desk.Message
}

// Start implements screen.Starter.
func (s *Screen) Start() screen.Out {
	return s.askThread().Merge(s.askPeople()).Merge(s.askHere())
}

// Follow implements screen.Follower. The ticket shown stays until the other one is known.
func (s *Screen) Follow(g screen.Go) screen.Out {
	if g.Ticket == s.id {
		return s.markSeen()
	}
	s.id, s.failed = g.Ticket, nil
	if g.Ticket.IsZero() {
		s.got = false
		s.fit()
		return screen.Out{}
	}
	s.asking = false
	out := s.askNear(g)
	if data, ok := s.ahead.Take(s.id); ok {
		return s.learnThread(read{id: s.id, data: data}).Merge(out)
	}
	return s.askThread().Merge(out)
}

// askThread reads the ticket again, with as many entries as are held. Only one such read
// is under way at a time: what comes meanwhile makes one more.
func (s *Screen) askThread() screen.Out {
	if s.id.IsZero() {
		return screen.Out{}
	}
	if s.asking {
		s.again = true
		return screen.Out{}
	}
	s.asking, s.again = true, false
	reads, id, turn, n := s.reads, s.id, s.ahead.Turn(), piece
	if s.current() {
		n = max(piece, len(s.data.Messages)+piece/4)
	}
	return screen.Out{Ask: []screen.Ask{{Slot: slotThread, Read: func() (any, error) {
		data, err := reads.Thread(id, n)
		return read{id: id, turn: turn, data: data, err: err}, nil
	}}}}
}

// askEarlier reads on at the top where it has come near.
func (s *Screen) askEarlier() screen.Out {
	if !s.current() || s.reaching || s.data.Earlier == 0 || s.scroll.Top() > s.scroll.Height() {
		return screen.Out{}
	}
	first := desk.MessageID(0)
	for _, m := range s.data.Messages {
		if m.ID > 0 {
			first = m.ID
			break
		}
	}
	if first == 0 {
		return screen.Out{}
	}
	s.reaching = true
	reads, id := s.reads, s.id
	return screen.Out{Ask: []screen.Ask{{Slot: slotEarlier, Read: func() (any, error) {
		m, err := reads.Messages(id, first, piece)
		return earlier{id: id, before: first, messages: m}, err
	}}}}
}

// person is a customer with what is looked up for them where reading is allowed.
type person struct {
	customer desk.Customer
	zone     *time.Location // nil for one that nobody knows
}

// askCustomer reads whose ticket it is, where there is no pane that says it.
func (s *Screen) askCustomer() screen.Out {
	reads, id := s.reads, s.data.Ticket.Requester
	if id.IsZero() || !s.got || !s.folded {
		return screen.Out{}
	}
	return screen.Out{Ask: []screen.Ask{{Slot: slotCustomer, Read: func() (any, error) {
		c, err := reads.Customer(id)
		if errors.Is(err, desk.ErrNotFound) {
			return person{customer: desk.Customer{ID: id}}, nil // a ticket may come before its customer's record
		}
		return person{customer: c, zone: act.Zone(c.Zone)}, err
	}}}}
}

func (s *Screen) askHere() screen.Out {
	people := s.people
	return screen.Out{Ask: []screen.Ask{{Slot: slotHere, Read: func() (any, error) { return people.Presence(), nil }}}}
}

func (s *Screen) askPeople() screen.Out {
	people := s.people
	return screen.Out{Ask: []screen.Ask{{Slot: slotPeople, Read: func() (any, error) { return act.ReadNames(people) }}}}
}

// Heed implements screen.Screen.
func (s *Screen) Heed(c desk.Change) screen.Out {
	s.spoil(c)
	about := c.Ticket == s.id || c.Ticket.IsZero()
	switch c.Kind {
	case desk.ChangedTicket, desk.ChangedOutbox:
		if about {
			return s.askThread()
		}
	case desk.ChangedCustomer:
		if s.got && (c.Who == s.data.Ticket.Requester || c.Who.IsZero()) {
			return s.askCustomer()
		}
	case desk.ChangedPresence:
		return s.askHere()
	case desk.ChangedAgents:
		return s.askPeople()
	case desk.ChangedAll:
		return s.askThread().Merge(s.askPeople()).Merge(s.askHere())
	case desk.ChangedCanned, desk.ChangedLink, desk.ChangedSearch:
	}
	return screen.Out{}
}

// Learn implements screen.Screen.
func (s *Screen) Learn(slot string, v any) screen.Out {
	if out, ok := s.acts.Learn(slot, v); ok {
		return out
	}
	if out, ok := s.decisions.Learn(slot, v); ok {
		return out
	}
	switch v := v.(type) {
	case desk.Message:
		if slot == slotSplit && s.current() && v.Ticket == s.id {
			return s.acts.Split(s.data.Ticket, v)
		}
	case attached:
		return s.learnFile(v)
	case copied:
		return s.learnCopy(v)
	case read:
		return s.learnThread(v)
	case earlier:
		return s.learnEarlier(v)
	case contact:
		if v.id == s.data.Ticket.ID {
			s.contact = v
			s.fit()
		}
	case person:
		if v.customer.ID == s.data.Ticket.Requester {
			s.customer = v
			s.fit()
		}
	case map[desk.AgentID]string:
		s.names = v
		s.pages.forget()
		s.fit()
	case map[desk.TicketID][]desk.Presence:
		s.here = v
	case error:
		return s.learnError(slot, v)
	default:
		s.ahead.Learn(v)
	}
	return screen.Out{}
}

func (s *Screen) learnError(slot string, err error) screen.Out {
	switch slot {
	case slotThread:
		return s.learnThread(read{id: s.id, err: err})
	case slotEarlier:
		s.reaching = false
	case slotSeen:
		s.marked = 0
	}
	return screen.Out{}
}

func (s *Screen) learnThread(v read) screen.Out {
	if v.id != s.id {
		return screen.Out{} // of a ticket that is no longer wanted
	}
	s.asking = false
	var out screen.Out
	if s.again {
		out = s.askThread()
	}
	if errors.Is(v.err, desk.ErrNotFound) {
		s.data = desk.Thread{} // it is no longer on this computer: no word of it stays on the screen
	}
	if v.err != nil {
		s.failed, s.got = v.err, s.current()
		s.fit()
		return out
	}
	s.failed = nil
	s.ahead.Keep(v.turn, v.id, v.data)
	if !s.current() {
		return out.Merge(s.show(v.data))
	}
	grown := lastID(v.data.Messages) != lastID(s.data.Messages)
	s.news(v.data)
	if grown && s.contact.n > 0 { // we may have promised another day
		out = out.Merge(s.askContact())
	}
	return out.Merge(s.scrolled())
}

// show begins with a ticket: at what is new on it, else at its end.
func (s *Screen) show(data desk.Thread) screen.Out {
	s.got, s.data, s.unread, s.marked, s.below, s.reaching = true, data, data.Unread, 0, 0, false
	s.pages.forget()
	if s.customer.customer.ID != data.Ticket.Requester {
		s.customer = person{}
	}
	s.follow, s.ear = true, ear{}
	s.fit()
	s.scroll.Bottom()
	switch {
	case s.Linear: // it is read to its end
	case s.keeps:
		s.showAsked()
	case s.unread > 0:
		s.showUnread()
	}
	return s.scrolled().Merge(s.askCustomer()).Merge(s.askContact())
}

// news takes the same ticket in again. What is read stays where it is.
func (s *Screen) news(data desk.Thread) {
	came := 0
	last := lastID(s.data.Messages)
	for _, m := range data.Messages {
		if m.ID > last && m.Kind != desk.Happening && m.Author.Agent != s.Me.ID {
			came++
		}
	}
	if older := s.data.Messages; len(older) > 0 && len(data.Messages) > 0 && older[0].ID < data.Messages[0].ID && older[0].ID > 0 {
		// More came at once than was asked for: keep what is held before it.
		data.Earlier = s.data.Earlier
		keep := slices.IndexFunc(older, func(m desk.Message) bool { return m.ID >= data.Messages[0].ID || m.ID == 0 })
		if keep < 0 {
			keep = len(older)
		}
		data.Messages = append(slices.Clone(older[:keep]), data.Messages...)
	}
	s.data = data
	s.fit()
	if !s.scroll.AtBottom() {
		s.below += came
	}
}

func lastID(messages []desk.Message) desk.MessageID {
	last := desk.MessageID(0)
	for _, m := range messages {
		last = max(last, m.ID)
	}
	return last
}

func (s *Screen) learnEarlier(v earlier) screen.Out {
	s.reaching = false
	if v.id != s.id || !s.current() || len(s.data.Messages) == 0 || s.data.Messages[0].ID != v.before {
		return screen.Out{}
	}
	s.data.Messages = append(slices.Clone(v.messages), s.data.Messages...)
	s.data.Earlier = max(s.data.Earlier-len(v.messages), 0)
	if len(v.messages) == 0 {
		s.data.Earlier = 0
	}
	s.fit()
	return s.askEarlier()
}
