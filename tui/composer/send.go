package composer

import (
	"cmp"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/phrasebook"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// queued is a text that the outbox has.
type queued struct {
	op   desk.OpID
	hold time.Duration
	at   time.Time
	// later says that it goes out when the hold is over, and not that it can be taken back so long.
	later bool
	// named are the colleagues whom it names.
	named []desk.AgentID
}

// send hands the text to the outbox. A blank that is open, or a word that came while
// this was written, is shown first.
func (s *Screen) send(solve bool) screen.Out {
	if out, ok := s.fit(); !ok {
		return out
	}
	op, hold := s.operation(solve)
	return s.hand(op, hold, false)
}

// askWhen asks when the text is to go out.
func (s *Screen) askWhen() screen.Out {
	if out, ok := s.fit(); !ok {
		return out
	}
	return screen.Out{Open: act.NewMoment(s.Session, "later.title", slotWhen)}
}

// sendAt hands the text to the outbox, to go out at a moment.
func (s *Screen) sendAt(at time.Time) screen.Out {
	if out, ok := s.fit(); !ok {
		return out
	}
	op, _ := s.operation(false)
	return s.hand(op, at.Sub(op.At), true)
}

// fit reports whether the text can be sent as it is; where it cannot, with what is said.
func (s *Screen) fit() (out screen.Out, ok bool) {
	defer func() { out.Spill = !ok }() // what comes behind was meant for where sending leads
	if blanks := phrasebook.Unfilled(s.editor.Text()); len(blanks) > 0 {
		s.editor.Select(blanks[0].Span.From, blanks[0].Span.To)
		p := desk.Refuse(desk.UnfilledBlank, blanks[0].Label())
		return screen.Out{Say: &screen.Notice{Text: s.Book.Problem(p), Level: screen.Warning}}, false
	}
	if a, flaw := s.flawed(); !s.note && flaw != desk.NoFlaw {
		s.unfold(roleToMend(a, flaw))
		return screen.Out{Say: &screen.Notice{Text: s.flawSaid(a, flaw), Level: screen.Warning}}, false
	}
	if !s.note && s.forward == nil && s.newest > s.read() {
		s.warned = s.newest
		return screen.Out{Say: &screen.Notice{Text: s.Book.T("composer.newer", "name", s.wrote()), Level: screen.Warning}}, false
	}
	if out, ok := s.missing(); ok {
		return out, false
	}
	return screen.Out{}, true
}

// read is how far the agent has read: a reply that is sent says so.
func (s *Screen) read() desk.MessageID { return max(s.seen, s.warned) }

// crossed reports whether sending has stopped at the newest word, which the agent may now
// send past.
func (s *Screen) crossed() bool {
	return !s.note && s.forward == nil && s.warned > s.seen && s.warned >= s.newest
}

// roleToMend is the field in which a flaw is mended.
func roleToMend(a desk.Address, flaw desk.Flaw) desk.AddressRole {
	if flaw == desk.FlawNobody {
		return desk.AddressTo
	}
	return a.Role
}

// hand gives an operation to the outbox.
func (s *Screen) hand(op desk.Op, hold time.Duration, later bool) screen.Out {
	s.sending = true
	op.Intent = desk.WithAttachments(op.Intent, s.with.files)
	writes, kept, note, known := s.writes, s.kept, s.note, s.joined
	out := screen.Out{Write: []screen.Write{{Slot: slotSent, Run: func() (any, error) { return kept.hand(op, note, hold, later, known) }}}}
	if s.opens != nil || s.forward != nil {
		return out
	}
	// Who answers has read. Where the disk does not take this, the mark only stays.
	id, seen := s.id, s.read()
	out.Write = append(out.Write, screen.Write{Slot: slotSeen, Mark: true, Run: func() (any, error) { return nil, writes.MarkSeen(id, seen) }})
	return out
}

// operation is what a text becomes: frozen now, with whom it goes to.
func (s *Screen) operation(solve bool) (op desk.Op, hold time.Duration) {
	op = desk.Op{ID: desk.NewOpID(), Ticket: s.id, Base: s.base, Seen: s.read(), Actor: s.Me.ID, At: s.Now()}
	words := desk.Foreign(s.editor.Text())
	var then desk.Status
	if solve {
		then = desk.Solved
	}
	if s.note {
		op.Intent = desk.Note{Text: words, Then: then, Mentions: mentions(s.editor.Text(), s.staff)}
		return op, 0
	}
	if s.opens != nil {
		op.Base, op.Seen = 0, 0
		create := s.opens.Create(words)
		create.Canned, create.Do = s.canned, s.does()
		op.Intent, op.Recipients = create, s.recipients()
		return op, s.opens.Channel.UndoHold()
	}
	if s.forward != nil {
		op.Intent, op.Recipients = desk.Forward{Text: words, Quoted: *s.forward}, s.recipients()
		return op, desk.Mail.UndoHold()
	}
	op.Intent, op.Recipients = desk.Reply{Text: words, Then: then, Canned: s.canned, Do: s.does()}, s.recipients()
	return op, s.facts.Ticket.Channel.UndoHold()
}

// learnSent leaves when the outbox has the text, and only then.
func (s *Screen) learnSent(v any) screen.Out {
	s.sending = false
	if more, ok := v.(keptDraft); ok {
		out := s.join(more)
		out.Spill = true
		out.Say = &screen.Notice{Text: s.Book.T("composer.came_back"), Level: screen.Warning}
		return out
	}
	q, ok := v.(queued)
	if !ok {
		err, _ := v.(error) // nothing was written while it was under way
		return s.save().Merge(screen.Out{Spill: true, Say: &screen.Notice{Text: s.Book.Err(err), Level: screen.Failure, Unkept: true}})
	}
	s.sent = true
	label := s.label()
	key := "composer.sent"
	if s.note {
		key = "composer.noted"
	}
	if s.opens != nil {
		key = "composer.opened"
	}
	if s.forward != nil {
		key = "composer.forwarded"
	}
	if q.later {
		key = "composer.later"
	}
	if len(q.named) > 0 {
		key = "composer.named"
	}
	say := &screen.Notice{Text: s.Book.T(key, "ticket", label, "name", s.customerName(), "names", s.called(q.named), "when", act.Until(s.Session, q.at.Add(q.hold))), Level: screen.Good}
	say.Undo, say.Name = q.op, s.Book.T(strings.Replace(key, "composer.", "undo.composer.", 1), "ticket", label)
	if q.later {
		say.Action = keymaps.Undo // by the key that it has where the notice stands
	}
	if q.hold > 0 && !q.later {
		say.Until = q.at.Add(q.hold)
	}
	if s.opens != nil && !q.later {
		return screen.Out{Say: say, Go: &screen.Go{To: screen.Ticket, Ticket: s.id, Who: s.opens.Requester, Instead: true}}
	}
	return screen.Out{Say: say, Go: &screen.Go{To: screen.Back}}
}

// label is what the ticket is called: its number, or the customer's name.
func (s *Screen) label() string {
	return cmp.Or(act.Target{Number: s.facts.Ticket.Number}.Label(), s.customerName())
}
