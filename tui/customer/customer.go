// Package customer is one person: who they are, what they bought, what they wrote about
// before and how that ended.
package customer

import (
	"context"
	"errors"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Reads is what the screen reads of the ledger.
type Reads interface {
	Customer(id desk.CustomerID) (desk.Customer, error)
	// History are a customer's tickets, newest first.
	History(id desk.CustomerID, n int) ([]desk.Row, error)
	Rows(view desk.ViewID, ids []desk.TicketID) ([]desk.Row, error)
	// Thread is a ticket with its newest n entries.
	Thread(id desk.TicketID, n int) (desk.Thread, error)
	Canned() ([]desk.Canned, error)
	// FindCustomers are customers by their names, addresses or numbers, the best first.
	FindCustomers(ctx context.Context, typed string, limit int) ([]desk.Customer, error)
}

// Writes is where what is done to a customer's record goes, and words that are left.
type Writes interface {
	act.Drafts
	// Submit keeps an operation, to be sent when hold has passed.
	Submit(op desk.Op, hold time.Duration) error
}

// Needs is what the screen is made of. Where only the ticket is known, its customer is looked up.
type Needs struct {
	*screen.Session
	Reads  Reads
	Writes Writes
	Who    desk.CustomerID
	Ticket desk.TicketID
}

// Screen is a customer.
type Screen struct {
	*screen.Session
	screen.NoField
	reads  Reads
	writes Writes

	who     desk.CustomerID // wanted
	ticket  desk.TicketID   // the one beside it: not among the others
	got     bool
	data    person
	ahead   screen.Ahead[screen.Aim, person]
	failed  error
	others  []desk.Row // the other tickets: those that go on, then those that are done
	goingOn int        // how many of them go on

	at       int // what is under the cursor: the orders count first, then the tickets
	unfolded map[string]bool
	scroll   *part.Scroll
	rows     []rows // where each of them stands
	drawn    drawn
	focused  bool
	w, h     int
}

// rows are the lines of something that the cursor can stand on, the last one included.
type rows struct{ from, to int }

// person is what the ledger knows of a customer.
type person struct {
	wanted   desk.CustomerID // asked for
	ticket   desk.TicketID
	customer desk.Customer
	zone     *time.Location // theirs; nil for one that nobody knows
	name     desk.Untrusted // as the ticket has it, where there is no record
	history  []desk.Row
	worked   *worked // nil where nothing is known to have
}

// mostTickets is how many other tickets are listed.
const mostTickets = 100

// New makes the screen; it reads when it is started.
func New(n Needs) *Screen {
	return &Screen{
		Session: n.Session, reads: n.Reads, writes: n.Writes, who: n.Who, ticket: n.Ticket, scroll: part.NewScroll(), focused: true,
		unfolded: map[string]bool{},
	}
}

// Title implements screen.Screen.
func (s *Screen) Title() string {
	if !s.got {
		return s.Book.T("customer.title")
	}
	return text.Truncate(s.name(), text.MaxTitle)
}

func (s *Screen) name() string {
	if s.data.customer.Name.IsEmpty() {
		return s.Book.Customer(text.Line(s.data.name))
	}
	return s.Book.Customer(text.Line(s.data.customer.Name))
}

// Scopes implements screen.Screen.
func (s *Screen) Scopes() []keymaps.Scope {
	return []keymaps.Scope{keymaps.Customer, keymaps.List, keymaps.Everywhere}
}

// Standing implements screen.Placed.
func (s *Screen) Standing() string {
	if s.listed() == 0 || !s.focused {
		return ""
	}
	return s.Book.T("list.standing", "n", s.at+1, "total", s.listed())
}

// Focus implements screen.Focusable.
func (s *Screen) Focus(on bool) {
	s.focused = on
	s.drawn = drawn{}
}

// Resize implements screen.Screen. What is under the cursor stays in sight.
func (s *Screen) Resize(w, h int) {
	s.w, s.h = w, h
	s.scroll.Resize(w, h)
	if s.got && s.focused && s.at > 0 {
		s.show()
	}
}

// Start implements screen.Starter.
func (s *Screen) Start() screen.Out { return s.ask() }

// Follow implements screen.Follower. Who is shown stays until the other one is known.
func (s *Screen) Follow(g screen.Go) screen.Out {
	if g.Who == s.who && g.Ticket == s.ticket {
		return screen.Out{}
	}
	s.who, s.ticket, s.failed = g.Who, g.Ticket, nil
	if g.Who.IsZero() && g.Ticket.IsZero() {
		s.got = false
		return screen.Out{}
	}
	out := s.askNear(g)
	if p, ok := s.ahead.Take(s.aim()); ok {
		s.learn(p)
		return out
	}
	return s.ask().Merge(out)
}

func (s *Screen) ask() screen.Out {
	if s.who.IsZero() && s.ticket.IsZero() {
		return screen.Out{}
	}
	reads, who, ticket, turn := s.reads, s.who, s.ticket, s.ahead.Turn()
	return screen.Out{Ask: []screen.Ask{{Slot: "person", Read: func() (any, error) {
		p, err := read(reads, who, ticket)
		return found{turn: turn, person: p}, err
	}}}}
}

// found is who was wanted, read in a turn.
type found struct {
	turn   int
	person person
}

func read(reads Reads, who desk.CustomerID, ticket desk.TicketID) (person, error) {
	p := person{wanted: who, ticket: ticket}
	if !ticket.IsZero() {
		rows, err := reads.Rows(desk.ViewAll, []desk.TicketID{ticket})
		if err != nil {
			return p, err
		}
		if len(rows) > 0 {
			p.name = rows[0].Name
			if who.IsZero() {
				who = rows[0].Requester
			}
		}
	}
	var err error
	p.customer, err = reads.Customer(who)
	if errors.Is(err, desk.ErrNotFound) && !p.name.IsEmpty() {
		p.customer, err = desk.Customer{ID: who}, nil // a ticket may come before its customer's record
	}
	if err != nil {
		return p, err
	}
	p.zone = act.Zone(p.customer.Zone)
	if p.history, err = reads.History(who, mostTickets); err != nil {
		return p, err
	}
	p.worked, err = lookBack(reads, p.history, ticket)
	if errors.Is(err, desk.ErrNotFound) {
		err = nil // it went away meanwhile
	}
	return p, err
}

// Heed implements screen.Screen.
func (s *Screen) Heed(c desk.Change) screen.Out {
	s.spoil(c)
	switch c.Kind {
	case desk.ChangedCustomer:
		if c.Who == s.who || c.Who == s.data.customer.ID || c.Who.IsZero() || !s.current() {
			return s.ask()
		}
	case desk.ChangedTicket:
		if s.lists(c.Ticket) || !s.current() {
			return s.ask()
		}
	case desk.ChangedAll:
		return s.ask()
	case desk.ChangedOutbox, desk.ChangedCanned, desk.ChangedAgents, desk.ChangedLink, desk.ChangedPresence, desk.ChangedSearch:
	}
	return screen.Out{}
}

func (s *Screen) lists(id desk.TicketID) bool {
	for _, r := range s.data.history {
		if r.ID == id {
			return true
		}
	}
	return id.IsZero() || id == s.ticket
}

// Learn implements screen.Screen.
func (s *Screen) Learn(slot string, v any) screen.Out {
	if out, ok := s.learnChange(slot, v); ok {
		return out
	}
	switch v := v.(type) {
	case found:
		if v.person.wanted == s.who && v.person.ticket == s.ticket {
			s.ahead.Keep(v.turn, s.aim(), v.person)
			s.learn(v.person)
		}
	case error:
		s.failed = v
		if errors.Is(v, desk.ErrNotFound) {
			s.data, s.drawn = person{}, drawn{} // they are no longer on this computer, nor on the screen
		}
		s.got = s.current()
	default:
		s.ahead.Learn(v)
	}
	return screen.Out{}
}

// learn takes in who is wanted.
func (s *Screen) learn(p person) {
	another := p.customer.ID != s.data.customer.ID || !s.got
	s.got, s.failed, s.data, s.drawn = true, nil, p, drawn{}
	s.list(p.history)
	s.at = min(s.at, max(s.listed()-1, 0))
	if another {
		s.at = 0
		clear(s.unfolded)
		s.scroll.To(0)
	}
}

// current reports whether the customer that is wanted is the one that stands there.
func (s *Screen) current() bool {
	return s.got && s.data.wanted == s.who && s.data.ticket == s.ticket
}

// Unready implements screen.Unready: what is pressed is meant for a customer that is being read.
func (s *Screen) Unready() bool {
	return (!s.who.IsZero() || !s.ticket.IsZero()) && !s.current() && s.failed == nil
}
