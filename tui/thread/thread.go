// Package thread is one ticket: what was said on it, what happened to it, and what the
// agent's own words have come to.
package thread

import (
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Reads is what a thread reads of the ledger.
type Reads interface {
	// Thread is a ticket with its newest n entries.
	Thread(id desk.TicketID, n int) (desk.Thread, error)
	// Messages are the n entries before one, oldest first.
	Messages(id desk.TicketID, before desk.MessageID, n int) ([]desk.Message, error)
	Customer(id desk.CustomerID) (desk.Customer, error)
	// History are a customer's tickets, newest first.
	History(id desk.CustomerID, n int) ([]desk.Row, error)
	// Window is a piece of a view: new tags are completed with those that its rows have.
	Window(view desk.ViewID, at desk.Anchor, before, after int) (desk.Window, error)
}

// People is what a thread reads of colleagues.
type People interface {
	Agents() ([]desk.Agent, error)
	Presence() map[desk.TicketID][]desk.Presence
}

// Writes is what a thread writes.
type Writes interface {
	act.Ledger
	act.Outbox
}

// Seer keeps what an agent has seen.
type Seer interface {
	MarkSeen(t desk.TicketID, last desk.MessageID) error
}

// Needs is what a thread is made of.
type Needs struct {
	*screen.Session
	Reads  Reads
	People People
	Writes Writes
	Seer   Seer
	Ticket desk.TicketID
	// File makes the dialog in which an attachment is saved or opened. About says who sent it
	// and when. Nil where heed reaches no files.
	File func(file desk.Attachment, about string) screen.Screen
}

// Screen is a thread.
type Screen struct {
	*screen.Session
	screen.NoField
	reads     Reads
	people    People
	seer      Seer
	acts      *act.Acts
	decisions *act.Decisions
	file      func(desk.Attachment, string) screen.Screen

	id       desk.TicketID // the ticket wanted
	got      bool          // data is of a ticket: of the one before, until the one wanted is known
	data     desk.Thread
	contact  contact
	customer person
	names    map[desk.AgentID]string
	here     map[desk.TicketID][]desk.Presence
	unread   desk.MessageID // where the line "new" stands; it stays while the ticket is shown
	marked   desk.MessageID // seen through, as far as the ledger was told
	failed   error

	ahead         screen.Ahead[desk.TicketID, desk.Thread]
	asking, again bool // a read is under way, and another one is wanted
	reaching      bool // earlier entries are being read

	pages  *pages
	scroll *part.Scroll
	follow bool // the end was in sight, so it stays in sight
	below  int  // entries that came below what is in sight

	ear ear // where somebody is who hears it

	unfolded        bool // quotations stand there whole
	focused, folded bool
	answering       bool // it stands above the text that answers it
	keeps           bool // what is answered is kept in sight: nobody has scrolled since
	w, h            int
}

// New makes a thread of a ticket; it reads when it is started.
func New(n Needs) *Screen {
	s := &Screen{
		Session: n.Session, reads: n.Reads, people: n.People, seer: n.Seer, id: n.Ticket, focused: true, folded: true,
		scroll: part.NewScroll(),
	}
	s.pages, s.file = &pages{}, n.File
	s.acts = &act.Acts{Session: n.Session, Ledger: n.Writes, AllTags: act.TagsInUse(n.Reads)}
	s.decisions = &act.Decisions{Session: n.Session, Outbox: n.Writes}
	return s
}

// Title implements screen.Screen.
func (s *Screen) Title() string {
	if !s.current() {
		return s.Book.T("thread.title")
	}
	t := act.OfThread(s.data)
	return text.Truncate(t.Label()+" "+s.subject(), text.MaxTitle)
}

// Scopes implements screen.Screen.
func (s *Screen) Scopes() []keymaps.Scope {
	return []keymaps.Scope{keymaps.Thread, keymaps.OnTicket, keymaps.List, keymaps.Everywhere}
}

// Working implements screen.Working.
func (s *Screen) Working() (desk.TicketID, desk.Doing) {
	if !s.current() || !s.focused {
		return desk.TicketID{}, ""
	}
	return s.id, desk.Viewing
}

// Standing implements screen.Placed: how much is out of sight below.
func (s *Screen) Standing() string {
	if n := s.scroll.Below(); n > 0 {
		return s.Book.N("thread.below", n)
	}
	return ""
}

// Ages implements screen.Ageing: an undo hold is counted down by seconds.
func (s *Screen) Ages(now time.Time) time.Time {
	for _, p := range s.data.Pending {
		if p.State == desk.OpHolding && !p.Later && p.Until.After(now) {
			return now.Truncate(time.Second).Add(time.Second)
		}
	}
	return time.Time{}
}

// Focus implements screen.Focusable.
func (s *Screen) Focus(on bool) { s.focused = on }

// Fold implements screen.Folding.
func (s *Screen) Fold(on bool) screen.Out {
	if s.folded == on {
		return screen.Out{}
	}
	s.folded = on
	s.fit()
	return s.askCustomer()
}

// Resize implements screen.Screen.
func (s *Screen) Resize(w, h int) {
	s.w, s.h = w, h
	s.fit()
}

// current reports whether the ticket that is wanted is the one that stands there.
func (s *Screen) current() bool { return s.got && s.data.Ticket.ID == s.id }

// Unready implements screen.Unready: what is pressed is meant for a ticket that is being read.
func (s *Screen) Unready() bool { return !s.id.IsZero() && !s.current() && s.failed == nil }

// target is the ticket for an action; nil while there is none.
func (s *Screen) target() *act.Target {
	if !s.current() {
		return nil
	}
	t := act.OfThread(s.data)
	return &t
}

func (s *Screen) subject() string {
	return s.Book.Subject(text.Line(s.data.Ticket.Subject))
}

// name is what a colleague is called; "You" for the agent.
func (s *Screen) name(id desk.AgentID) string {
	if id == s.Me.ID {
		return s.Book.T("thread.you")
	}
	if n, ok := s.names[id]; ok {
		return n
	}
	return text.Line(desk.Foreign(string(id)))
}
