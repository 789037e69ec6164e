// Package customer is one person: who they are, what they bought, what they wrote about
// before and how that ended.
package customer

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

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
}

// Needs is what the screen is made of. Where only the ticket is known, its customer is looked up.
type Needs struct {
	*screen.Session
	Reads  Reads
	Who    desk.CustomerID
	Ticket desk.TicketID
}

// Screen is a customer.
type Screen struct {
	*screen.Session
	reads Reads

	who     desk.CustomerID // wanted
	ticket  desk.TicketID   // the one beside it: not among the earlier ones
	got     bool
	data    person
	failed  error
	earlier []desk.Row // the tickets listed

	at      int // the earlier ticket under the cursor
	scroll  *part.Scroll
	rows    []int // the line of each earlier ticket
	drawn   drawn
	focused bool
	w, h    int
}

// person is what the ledger knows of a customer.
type person struct {
	wanted   desk.CustomerID // asked for
	ticket   desk.TicketID
	customer desk.Customer
	zone     *time.Location // theirs; nil for one that nobody knows
	name     desk.Untrusted // as the ticket has it, where there is no record
	history  []desk.Row
}

// mostEarlier is how many earlier tickets are listed.
const mostEarlier = 100

// New makes the screen; it reads when it is started.
func New(n Needs) *Screen {
	return &Screen{Session: n.Session, reads: n.Reads, who: n.Who, ticket: n.Ticket, scroll: part.NewScroll(), focused: true}
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
		return text.Line(s.data.name)
	}
	return text.Line(s.data.customer.Name)
}

// Scopes implements screen.Screen.
func (s *Screen) Scopes() []keymaps.Scope {
	return []keymaps.Scope{keymaps.Customer, keymaps.List, keymaps.Everywhere}
}

// Standing implements screen.Placed.
func (s *Screen) Standing() string {
	if len(s.earlier) == 0 || !s.focused {
		return ""
	}
	return s.Book.T("list.standing", "n", s.at+1, "total", len(s.earlier))
}

// Focus implements screen.Focusable.
func (s *Screen) Focus(on bool) {
	s.focused = on
	s.drawn = drawn{}
}

// Resize implements screen.Screen.
func (s *Screen) Resize(w, h int) {
	s.w, s.h = w, h
	s.scroll.Resize(w, h)
}

// Type implements screen.Screen; there is no field.
func (s *Screen) Type(tea.KeyPressMsg) screen.Out { return screen.Out{} }

// Paste implements screen.Screen; what is pasted here goes nowhere.
func (s *Screen) Paste(string) screen.Out { return screen.Out{} }

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
	return s.ask()
}

func (s *Screen) ask() screen.Out {
	if s.who.IsZero() && s.ticket.IsZero() {
		return screen.Out{}
	}
	reads, who, ticket := s.reads, s.who, s.ticket
	return screen.Out{Ask: []screen.Ask{{Slot: "person", Read: func() (any, error) { return read(reads, who, ticket) }}}}
}

func read(reads Reads, who desk.CustomerID, ticket desk.TicketID) (any, error) {
	p := person{wanted: who, ticket: ticket}
	if !ticket.IsZero() {
		rows, err := reads.Rows(desk.ViewAll, []desk.TicketID{ticket})
		if err != nil {
			return nil, err
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
		err = nil // a ticket may come before its customer's record
	}
	if err != nil {
		return nil, err
	}
	p.zone = act.Zone(p.customer.Zone)
	p.history, err = reads.History(who, mostEarlier)
	return p, err
}

// Heed implements screen.Screen.
func (s *Screen) Heed(c desk.Change) screen.Out {
	switch c.Kind {
	case desk.ChangedCustomer:
		if c.Who == s.data.customer.ID || c.Who.IsZero() {
			return s.ask()
		}
	case desk.ChangedTicket:
		if s.lists(c.Ticket) {
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
func (s *Screen) Learn(_ string, v any) screen.Out {
	switch v := v.(type) {
	case person:
		if v.wanted != s.who || v.ticket != s.ticket {
			return screen.Out{}
		}
		another := v.customer.ID != s.data.customer.ID || !s.got
		s.got, s.failed, s.data, s.drawn = true, nil, v, drawn{}
		s.earlier = s.earlier[:0]
		for _, r := range v.history {
			if r.ID != s.ticket {
				s.earlier = append(s.earlier, r)
			}
		}
		s.at = min(s.at, max(len(s.earlier)-1, 0))
		if another {
			s.at = 0
			s.scroll.To(0)
		}
	case error:
		s.failed = v
		s.got = s.current()
	}
	return screen.Out{}
}

// current reports whether the customer that is wanted is the one that stands there.
func (s *Screen) current() bool {
	return s.got && s.data.wanted == s.who && s.data.ticket == s.ticket
}

// Unready implements screen.Unready: what is pressed is meant for a customer that is being read.
func (s *Screen) Unready() bool {
	return (!s.who.IsZero() || !s.ticket.IsZero()) && !s.current() && s.failed == nil
}

// Why implements screen.Screen.
func (s *Screen) Why(a keymaps.Action) desk.Reason {
	if a == keymaps.Open && (len(s.earlier) == 0 || !s.current()) {
		return desk.Reason{Code: desk.NothingSelected}
	}
	return desk.Reason{}
}

// Act implements screen.Screen.
func (s *Screen) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Up:
		s.move(-1)
	case keymaps.Down:
		s.move(1)
	case keymaps.PageUp, keymaps.ScrollUp:
		s.scroll.Page(-1)
	case keymaps.PageDown, keymaps.ScrollDown:
		s.scroll.Page(1)
	case keymaps.First:
		s.at = 0
		s.drawn = drawn{}
		s.scroll.To(0)
	case keymaps.Last:
		s.move(len(s.earlier))
		s.scroll.Bottom()
	case keymaps.Open:
		if s.at < len(s.earlier) && s.current() {
			return screen.Out{Go: &screen.Go{To: screen.Ticket, Ticket: s.earlier[s.at].ID, Who: s.data.customer.ID}}
		}
	default:
	}
	return screen.Out{}
}

// move takes the cursor along the earlier tickets, and scrolls on where there are no more.
func (s *Screen) move(n int) {
	before := s.at
	s.at = min(max(s.at+n, 0), max(len(s.earlier)-1, 0))
	s.drawn = drawn{}
	s.lay(s.Now())
	if s.at == before || s.at >= len(s.rows) {
		s.scroll.By(n)
		return
	}
	line := s.rows[s.at]
	s.scroll.Show(max(line-2, 0), line+2)
}
