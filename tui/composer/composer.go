// Package composer is where replies and notes are written. What is typed is on disk within
// a second, and leaves the screen only when the outbox has it.
package composer

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/phrasebook"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Reads is what the composer reads of the ledger.
type Reads interface {
	Thread(id desk.TicketID, n int) (desk.Thread, error)
	Draft(t desk.TicketID, note bool) (*desk.Draft, error)
	Customer(id desk.CustomerID) (desk.Customer, error)
	Agents() ([]desk.Agent, error)
	Canned() ([]desk.Canned, error)
	// Forwarding is the draft of what is to be sent on; nil for none.
	Forwarding(t desk.TicketID) (*desk.Draft, error)
	// Mailboxes are the desk's own addresses.
	Mailboxes() ([]desk.Mailbox, error)
	// Addresses are those that the agent wrote to before, the last one first.
	Addresses() ([]desk.Address, error)
}

// Writes is what the composer writes.
type Writes interface {
	// SaveDraft keeps a draft; one without text is dropped.
	SaveDraft(d desk.Draft) error
	// Submit keeps an operation; the ticket's draft of that mode leaves with it.
	Submit(op desk.Op, hold time.Duration) error
	// Later is Submit for what goes out when wait has passed, and not before.
	Later(op desk.Op, wait time.Duration) error
	// MarkSeen keeps how far the agent has read.
	MarkSeen(t desk.TicketID, last desk.MessageID) error
}

// Needs is what a composer is made of.
type Needs struct {
	*screen.Session
	Reads  Reads
	Writes Writes
	// Replies makes the dialog in which a canned reply is chosen. It ends with a
	// screen.Insert under the slot given.
	Replies func(slot string, facts phrasebook.Facts, at phrasebook.Moment) screen.Screen
	// Attach makes the dialog in which a file is chosen. It ends with a desk.Attachment whose
	// bytes are kept, under the slot given. Nil where heed reaches no files.
	Attach  func(slot string) screen.Screen
	Ticket  desk.TicketID
	Note    bool
	Forward bool // it is sent on to somebody outside
	// Opens says that the ticket is a new one, which begins so; nil for one that is there.
	Opens *desk.Opening
}

// Screen is a text that is being written for a ticket.
type Screen struct {
	*screen.Session
	reads   Reads
	writes  Writes
	replies func(string, phrasebook.Facts, phrasebook.Moment) screen.Screen

	id      desk.TicketID
	note    bool
	forward *desk.Quoted   // what goes along where it is sent on; nil for any other text
	quoted  []desk.Message // what could go along
	whom    addressed
	head    *heading      // nil while it is folded
	opens   *desk.Opening // what the ticket begins with that these are the first words of; nil for one that is there
	editor  *part.Editor
	with    enclosed
	facts   phrasebook.Facts
	base    desk.Version
	seen    desk.MessageID // what the agent had read when the writing began
	warned  desk.MessageID // the newest word that came meanwhile, where sending has stopped at it; sent again it goes
	newest  desk.MessageID // the newest public word of somebody else
	whose   desk.Author    // who said that
	said    []desk.Untrusted
	at      phrasebook.Moment // where the talk has come to
	canned  []desk.CannedID
	macros  map[desk.CannedID]desk.Macro // what canned replies do when they are sent
	stacked string                       // the canned reply put in last
	staff   []desk.Agent                 // whom a note can name
	begun   bool
	failed  error // the ticket or its draft could not be read

	draft    screen.Saving
	kept     *kept
	joined   int // how much of what came to the draft from elsewhere is in the text
	toggling bool
	checked  checked
	open     bool   // a blank is open in the text, as it was marked last
	unmarked bool   // the text has changed since
	lent     string // the text as the person's own editor got it
	revision int    // counts the changes of the text
	sending  bool
	sent     bool
	w, h     int
}

// New makes a composer; it reads what was begun when it is started.
func New(n Needs) *Screen {
	s := &Screen{
		Session: n.Session, reads: n.Reads, writes: n.Writes, replies: n.Replies, id: n.Ticket, note: n.Note, opens: n.Opens,
		with: enclosed{ask: n.Attach}, editor: part.NewEditor(n.Theme, ""), draft: screen.NewSaving(slotSave), kept: &kept{reads: n.Reads, writes: n.Writes, id: n.Ticket}, macros: map[desk.CannedID]desk.Macro{},
	}
	if n.Forward { // what goes along is known once the thread is
		s.forward, s.kept.forward = &desk.Quoted{}, true
	}
	return s
}

// Title implements screen.Screen.
func (s *Screen) Title() string {
	if s.note {
		return s.Book.T("composer.note")
	}
	if s.forward != nil {
		return s.Book.T("composer.forward", "ticket", s.label())
	}
	if s.opens != nil {
		return s.Book.T("composer.opening", "name", s.Book.Customer(text.Line(s.opens.Name)))
	}
	return s.Book.T("composer.reply", "name", s.customerName())
}

// customerName is what the customer is called, once the ticket is there.
func (s *Screen) customerName() string {
	if !s.begun {
		return ""
	}
	return s.Book.Customer(text.Line(s.facts.Ticket.RequesterName))
}

// Scopes implements screen.Screen.
func (s *Screen) Scopes() []keymaps.Scope {
	if s.head != nil {
		return []keymaps.Scope{keymaps.Addressing, keymaps.Field, keymaps.Everywhere}
	}
	return []keymaps.Scope{keymaps.Composer, keymaps.Field, keymaps.Everywhere}
}

// Typing implements screen.Typist.
func (s *Screen) Typing() bool { return true }

// Unready implements screen.Unready: what is done with a text waits until all of it is there,
// and what comes behind handing it over is meant for where that leads.
func (s *Screen) Unready() bool {
	_, busy := s.busy()
	return busy && (s.begun || s.failed == nil) // a draft that cannot be read never will be there
}

// Jots implements screen.Jotter: what is typed while the draft is read joins it. What asks for
// a reply or a colleague does not, nor what may be an address.
func (s *Screen) Jots(msg tea.Msg) bool {
	key, pressed := msg.(tea.KeyPressMsg)
	asks := pressed && (key.Text == ";" || key.Text == "@") && s.editor.AtWordStart()
	return !asks && !s.sending && s.head == nil && s.forward == nil
}

// Working implements screen.Working.
func (s *Screen) Working() (desk.TicketID, desk.Doing) {
	if s.opens != nil {
		return desk.TicketID{}, desk.Left
	}
	return s.id, desk.Writing
}

// Resize implements screen.Screen.
func (s *Screen) Resize(w, h int) {
	s.w, s.h = w, h
	s.editor.Resize(s.textWidth(), s.textHeight())
}

// maxText is the widest that a text is set: longer lines are hard to read.
const maxText = 96

func (s *Screen) textWidth() int { return max(min(s.w-s.margin()-1, maxText), 1) }

// margin is the cells left of the text; a note has its gutter there.
func (s *Screen) margin() int {
	switch {
	case s.w < 12:
		return 0
	case s.note:
		return 3
	default:
		return 1
	}
}

func (s *Screen) textHeight() int { return max(s.h-s.headLines()-s.fileLines()-s.footLines(), 1) }

func (s *Screen) headLines() int { return s.titleLines() + s.headRows() + s.offerRows() }

// titleLines are what is written to whom, about what, and a rule.
func (s *Screen) titleLines() int {
	switch {
	case s.head != nil && s.h < 6:
		return 0
	case s.h >= 10 && s.opens != nil:
		return 3
	case s.h >= 8:
		return 2
	case s.h >= 4:
		return 1
	default:
		return 0
	}
}

// footLines are the check, the measure, and some air above them.
func (s *Screen) footLines() int {
	switch {
	case s.h >= 10:
		return 3
	case s.h >= 6:
		return 1
	default:
		return 0
	}
}
