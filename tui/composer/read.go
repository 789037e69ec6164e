package composer

import (
	"errors"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/phrasebook"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

const (
	slotBegin   = "begin"
	slotNews    = "news"
	slotSave    = "save"
	slotSaved   = "saved"
	slotSent    = "sent"
	slotSeen    = "seen"
	slotInsert  = "insert"
	slotToggled = "toggled"
	slotLooked  = "looked"
	slotChecked = "checked"
	slotWhen    = "when"
	slotEdited  = "edited"
	slotWhat    = "what"
)

// entries is how much of the thread the composer looks at: for the order that it is
// about, and for what waits for an answer.
const entries = 30

// begun is what the ledger has for a text to begin with.
type begun struct {
	thread   desk.Thread
	draft    *desk.Draft
	customer desk.Customer
	agent    desk.Agent
	staff    []desk.Agent // whom a note can name
	opens    *desk.Opening
	macros   map[desk.CannedID]desk.Macro
	agents   []desk.Agent
	boxes    []desk.Mailbox
	used     []desk.Address
	known    []candidate
}

// Start implements screen.Starter.
func (s *Screen) Start() screen.Out {
	reads, id, note, me, opens, forward := s.reads, s.id, s.note, s.Me.ID, s.opens, s.forward != nil
	return screen.Out{Ask: []screen.Ask{{Slot: slotBegin, Read: func() (any, error) { return begin(reads, id, note, forward, me, opens) }}}}
}

func begin(reads Reads, id desk.TicketID, note, forward bool, me desk.AgentID, opens *desk.Opening) (any, error) {
	var b begun
	var err error
	n := entries
	if forward {
		n = desk.MaxQuoted
		b.draft, err = reads.Forwarding(id)
	} else {
		b.draft, err = reads.Draft(id, note)
	}
	if err != nil {
		return nil, err
	}
	if opens == nil && b.draft != nil {
		opens = b.draft.Opens
	}
	switch b.thread, err = reads.Thread(id, n); {
	case errors.Is(err, desk.ErrNotFound) && opens != nil:
		b.thread, b.opens = desk.Thread{Ticket: opens.Begins(id)}, opens
	case err != nil:
		return nil, err
	}
	if b.customer, err = reads.Customer(b.thread.Ticket.Requester); err != nil && !errors.Is(err, desk.ErrNotFound) {
		return nil, err
	}
	canned, err := reads.Canned()
	if err != nil {
		return nil, err
	}
	b.macros = map[desk.CannedID]desk.Macro{}
	for _, c := range canned {
		if !c.Then.IsZero() {
			b.macros[c.ID] = c.Then
		}
	}
	if b.agents, err = reads.Agents(); err != nil {
		return nil, err
	}
	b.staff = colleagues(b.agents, me)
	for _, a := range b.agents {
		if a.ID == me {
			b.agent = a
		}
	}
	if b.boxes, err = reads.Mailboxes(); err != nil {
		return nil, err
	}
	if b.used, err = reads.Addresses(); err != nil {
		return nil, err
	}
	b.known = candidates(b)
	return b, nil
}

// Heed implements screen.Screen.
func (s *Screen) Heed(c desk.Change) screen.Out {
	if c.Ticket != s.id && !c.Ticket.IsZero() {
		return screen.Out{}
	}
	if s.failed != nil {
		return s.Start()
	}
	switch c.Kind {
	case desk.ChangedOutbox:
		return s.look()
	case desk.ChangedTicket, desk.ChangedAll:
		return s.look().Merge(s.askNews())
	default:
		return screen.Out{}
	}
}

func (s *Screen) askNews() screen.Out {
	reads, id := s.reads, s.id
	return screen.Out{Ask: []screen.Ask{{Slot: slotNews, Read: func() (any, error) { return reads.Thread(id, entries) }}}}
}

// Learn implements screen.Screen.
func (s *Screen) Learn(slot string, v any) screen.Out {
	if out, ok := s.learnFiles(slot, v); ok {
		return out
	}
	switch slot {
	case slotBegin:
		return s.learnBegun(v)
	case slotNews:
		if t, ok := v.(desk.Thread); ok && s.begun {
			s.take(t)
		}
	case slotSave:
		s.draft.Rang()
		if s.failed != nil {
			return s.Start()
		}
		return s.save().Merge(s.askCheck())
	case slotSaved:
		return s.learnSaved(v)
	case slotToggled:
		return s.learnToggled(v)
	case slotLooked:
		more, _ := v.(keptDraft) // what cannot be read is looked for again with the next write
		return s.join(more)
	case slotSent:
		return s.learnSent(v)
	case slotInsert:
		if in, ok := v.(screen.Insert); ok {
			return s.insert(in)
		}
	case slotWhat:
		if q, ok := v.(desk.Quoted); ok {
			return s.learnWhat(q)
		}
	case slotChecked:
		s.learnChecked(v)
	case slotEdited:
		return s.learnEdited(v)
	case slotWhen:
		if at, ok := v.(time.Time); ok && s.Why(keymaps.SendLater).None() {
			return s.sendAt(at)
		}
	}
	return screen.Out{}
}

func (s *Screen) learnBegun(v any) screen.Out {
	if s.begun {
		return screen.Out{}
	}
	b, ok := v.(begun)
	if !ok {
		s.failed, _ = v.(error)
		return s.draft.Again().Merge(screen.Out{Spill: true})
	}
	s.begun, s.failed, s.staff, s.opens, s.macros = true, nil, b.staff, b.opens, b.macros
	s.whom.boxes, s.whom.known = b.boxes, b.known
	s.Resize(s.w, s.h)
	s.facts = phrasebook.Facts{Ticket: b.thread.Ticket, Customer: b.customer, Agent: b.agent, Order: orderOf(b.thread, b.customer)}
	s.take(b.thread)
	if s.forward != nil {
		s.quoted = b.thread.Messages
		s.forward = &desk.Quoted{Messages: quotable(s.quoted, false)}
	}
	s.seen = max(b.thread.Seen, s.newest)
	typed := s.editor.Text() // what was typed before the draft was there
	if b.draft != nil {
		s.kept.took(b.draft)
		s.canned, s.with.files = b.draft.Canned, b.draft.Attachments
		s.addressedTo(b.draft.To)
		if b.draft.Forward != nil {
			s.forward = b.draft.Forward
		}
		s.editor.SetText(text.Editable(b.draft.Text))
		s.editor.SetCaret(text.EditableAt(b.draft.Text, b.draft.Caret))
		s.editor.Insert(typed)
		s.draft.At = b.draft.At
	}
	if s.forward != nil && b.draft == nil {
		s.unfold(desk.AddressTo) // nobody is addressed yet
	}
	s.unmarked = true
	out := s.askCheck()
	if typed != "" {
		out = out.Merge(s.edited())
	}
	return out
}

// take notes what a thread says now. What was seen when the writing began stays as it is.
func (s *Screen) take(t desk.Thread) {
	s.facts.Ticket, s.base = t.Ticket, t.Base
	s.newest, s.whose, s.said = 0, desk.Author{}, nil
	s.meet(t.Messages)
	s.at = phrasebook.Now(t.Messages, s.facts.Customer.Language).On(t.Ticket)
	for _, m := range t.Messages {
		if !m.Kind.Public() {
			continue
		}
		if m.Author.Agent != s.Me.ID && m.ID > s.newest {
			s.newest, s.whose = m.ID, m.Author
		}
		if m.Kind == desk.FromCustomer {
			s.said = append(s.said, m.Text)
		} else {
			s.said = nil // answered
		}
	}
}

// wrote is who said the newest public word that is not the agent's own.
func (s *Screen) wrote() string {
	switch {
	case !s.whose.Name.IsEmpty():
		return text.Line(s.whose.Name)
	case s.whose.Agent != "":
		return s.Book.Name(string(s.whose.Agent))
	default:
		return s.customerName()
	}
}

// orderOf is the order that a ticket names; nil where it names none.
func orderOf(t desk.Thread, c desk.Customer) *desk.Order {
	var said strings.Builder
	said.WriteString(text.Line(t.Ticket.Subject))
	for _, m := range t.Messages {
		said.WriteByte('\n')
		said.WriteString(text.Line(m.Text))
	}
	for i, o := range c.Orders {
		number := strings.TrimSpace(text.Line(o.Number))
		if len(number) >= 3 && strings.Contains(said.String(), strings.TrimPrefix(number, "#")) {
			return &c.Orders[i]
		}
	}
	return nil
}
