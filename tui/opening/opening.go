// Package opening is the dialog in which a new ticket begins: to whom, by which channel and
// about what. Its first words are written in the composer.
package opening

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Slot is where the opener learns of a Begun.
const Slot = "opening"

// Begun is a ticket that is to be written.
type Begun struct {
	Ticket desk.TicketID
	Opens  desk.Opening
}

// Reads is what the dialog reads of the ledger.
type Reads interface {
	FindCustomers(ctx context.Context, typed string, limit int) ([]desk.Customer, error)
	Customer(id desk.CustomerID) (desk.Customer, error)
	Openings() ([]desk.Draft, error)
}

// Needs is what the dialog is made of.
type Needs struct {
	*screen.Session
	Reads   Reads
	Context context.Context // ends what is looked for
	Who     desk.CustomerID // offered first; zero for nobody
	Sure    bool            // it is to them, and nobody else is asked for
}

// step is what is asked for.
type step int

const (
	askWho step = iota
	askWay
	askSubject
)

// Screen is the dialog.
type Screen struct {
	*screen.Session
	screen.NoNews
	reads Reads
	ctx   context.Context
	who   desk.CustomerID
	sure  bool

	at      step
	picker  *part.Picker
	subject *part.Field
	safe    string          // the subject as it stands in a text that was begun
	begun   []desk.Draft    // texts for new tickets that wait to be gone on with
	near    []desk.Customer // whose ticket is in sight
	found   []desk.Customer
	sought  string // what found was found for
	failed  error
	ways    []desk.Address
	way     *part.List
	now     Begun
	w, h    int
}

const (
	slotFirst = "opening.first"
	slotFound = "opening.found"
)

// most is how many customers are listed, and leastTyped from how many letters on they are looked for.
const (
	most       = 50
	leastTyped = 2
)

// New makes the dialog.
func New(n Needs) *Screen {
	return &Screen{
		Session: n.Session, reads: n.Reads, ctx: n.Context, who: n.Who, sure: n.Sure,
		picker: part.NewPicker(n.Theme, n.Book.T("opening.hint")), way: part.NewList(n.Theme),
		subject: part.NewField(n.Theme, n.Book.T("opening.subject.hint")),
	}
}

// first is what is offered before anything is typed.
type first struct {
	begun []desk.Draft
	near  []desk.Customer
}

// people are those who were found for what was typed.
type people struct {
	typed string
	all   []desk.Customer
}

// Start implements screen.Starter.
func (s *Screen) Start() screen.Out {
	reads, who := s.reads, s.who
	return screen.Out{Ask: []screen.Ask{{Slot: slotFirst, Read: func() (any, error) {
		var f first
		var err error
		if f.begun, err = reads.Openings(); err != nil {
			return nil, err
		}
		if !who.IsZero() {
			if c, err := reads.Customer(who); err == nil {
				f.near = []desk.Customer{c}
			}
		}
		return f, nil
	}}}}
}

// Learn implements screen.Screen.
func (s *Screen) Learn(_ string, v any) screen.Out {
	switch v := v.(type) {
	case first:
		s.begun, s.near, s.failed = v.begun, v.near, nil
		if s.sure && len(s.near) == 1 && len(waysTo(&s.near[0])) > 0 {
			s.beginFor(&s.near[0])
		}
	case people:
		s.found, s.sought, s.failed = v.all, v.typed, nil
	case error:
		s.failed = v
	}
	s.picker.Found(s.total())
	return screen.Out{}
}

func (s *Screen) typed() string { return strings.TrimSpace(s.picker.Field.Text()) }

// total is how many rows there are to choose from.
func (s *Screen) total() int {
	if s.typed() == "" {
		return len(s.begun) + len(s.near)
	}
	return len(s.found)
}

// chosen is what the cursor is on: a text that was begun, or a customer.
func (s *Screen) chosen(i int) (*desk.Draft, *desk.Customer) {
	switch {
	case s.typed() != "":
		return nil, &s.found[i]
	case i < len(s.begun):
		return &s.begun[i], nil
	default:
		return nil, &s.near[i-len(s.begun)]
	}
}

// Type implements screen.Screen.
func (s *Screen) Type(k tea.KeyPressMsg) screen.Out {
	switch s.at {
	case askSubject:
		s.subject.Type(k)
	case askWho:
		if s.picker.Type(k) {
			return s.seek()
		}
	case askWay:
	}
	return screen.Out{}
}

// Paste implements screen.Screen.
func (s *Screen) Paste(words string) screen.Out {
	switch s.at {
	case askSubject:
		s.subject.Paste(words)
	case askWho:
		s.picker.Field.Paste(words)
		return s.seek()
	case askWay:
	}
	return screen.Out{}
}

// seek looks for those who fit what is typed.
func (s *Screen) seek() screen.Out {
	typed := s.typed()
	s.picker.Found(s.total())
	if len([]rune(typed)) < leastTyped {
		s.found, s.sought = nil, ""
		s.picker.Found(s.total())
		return screen.Out{}
	}
	reads, ctx := s.reads, s.ctx
	return screen.Out{Ask: []screen.Ask{{Slot: slotFound, Read: func() (any, error) {
		all, err := reads.FindCustomers(ctx, typed, most)
		return people{typed, all}, err
	}}}}
}

// Drafting implements screen.Drafting: of what a ticket for somebody is to be about. A text that was
// begun has its subject.
func (s *Screen) Drafting() desk.Asked {
	if s.at != askSubject || s.now.Opens.Requester.IsZero() {
		return desk.Asked{}
	}
	return desk.Asked{Dialog: "opening", Customer: s.now.Opens.Requester}
}

// Drafted implements screen.Drafting.
func (s *Screen) Drafted() string {
	if typed := s.subject.Text(); typed != s.safe {
		return typed
	}
	return ""
}

// Redraft implements screen.Drafting.
func (s *Screen) Redraft(words string) screen.Out {
	s.subject.SetText(text.Line(desk.Foreign(words)))
	return screen.Out{}
}

// Scopes implements screen.Screen.
func (s *Screen) Scopes() []keymaps.Scope { return []keymaps.Scope{keymaps.Picker, keymaps.Field} }

// Typing implements screen.Typist.
func (s *Screen) Typing() bool { return true }

// Unready implements screen.Unready: a key means what was found for all that is typed.
func (s *Screen) Unready() bool {
	return s.at == askWho && len([]rune(s.typed())) >= leastTyped && s.sought != s.typed() && s.failed == nil
}

// sendable reports whether a desk takes what goes to an address.
func sendable(to desk.Address) bool {
	flaw := to.Flaw()
	return flaw == desk.NoFlaw || flaw == desk.FlawNoDot
}

// waysTo are the channels by which an agent can write first to a customer, with where to:
// none by which they do not want to hear from us.
func waysTo(c *desk.Customer) []desk.Address {
	var all []desk.Address
	name := desk.Foreign(text.Line(c.Name))
	add := func(by desk.Channel, values []desk.Untrusted) {
		for _, v := range values {
			if to := (desk.Address{Channel: by, Name: name, Value: v}); !c.WantsNo(by) && sendable(to) {
				all = append(all, to)
			}
		}
	}
	add(desk.Mail, c.Mails)
	add(desk.SMS, c.Phones)
	return all
}
