package composer

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/phrasebook"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// Why implements screen.Screen.
func (s *Screen) Why(a keymaps.Action) desk.Reason {
	if why, ok := s.whyFiles(a); ok {
		return why
	}
	switch a {
	case keymaps.Addresses, keymaps.ReplyAll:
		return s.whyNotAddress(a)
	case keymaps.ForwardWhat:
		if !s.begun || s.forward == nil {
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_forward"}}
		}
	case keymaps.Send, keymaps.SendAndSolve, keymaps.SendLater:
		why, busy := s.busy()
		switch {
		case busy:
			return why
		case s.forward != nil && a == keymaps.SendAndSolve:
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"forwarding"}}
		case s.note && a == keymaps.SendLater:
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"notes"}}
		case s.opens != nil && a == keymaps.SendAndSolve:
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"opening"}}
		case s.unwanted():
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"unwanted"}}
		case s.editor.Empty():
			return desk.Reason{Code: desk.EmptyText}
		case s.editor.Len() > desk.MaxReply:
			p := desk.Refuse(desk.TextTooLong, s.editor.Len())
			return desk.Reason{Code: p.Code, Args: p.Args}
		case s.facts.Ticket.Status == desk.Closed && s.forward == nil && (!s.note || a == keymaps.SendAndSolve):
			return desk.Reason{Code: desk.TicketClosed}
		}
	case keymaps.InsertReply:
		if why, busy := s.busy(); busy {
			return why
		}
		if s.replies == nil {
			return desk.Reason{Code: desk.NothingSelected}
		}
	case keymaps.AddSuggested:
		return s.whyNotAdd()
	case keymaps.OwnEditor:
		if !s.Edits {
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_editor"}}
		}
		if why, busy := s.busy(); busy {
			return why
		}
	case keymaps.ToggleNote:
		if why, busy := s.busy(); busy {
			return why
		}
		if s.opens != nil {
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"opening"}}
		}
		if s.forward != nil {
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"forwarding"}}
		}
	case keymaps.NextBlank, keymaps.PrevBlank:
		if s.mark(); !s.open {
			return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_blank"}}
		}
	case keymaps.DiscardDraft:
		if s.editor.Len() == 0 && len(s.with.files) == 0 {
			return desk.Reason{Code: desk.EmptyText}
		}
	default:
	}
	return desk.Reason{}
}

// busy is the reason why nothing can be done with the text at this moment: what was begun
// before is still being read, and nobody sends what they have not seen, or it is being
// handed over.
func (s *Screen) busy() (desk.Reason, bool) {
	switch {
	case s.sending:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"handing"}}, true
	case !s.begun || s.toggling:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"beginning"}}, true
	default:
		return desk.Reason{}, false
	}
}

// Act implements screen.Screen.
func (s *Screen) Act(a keymaps.Action) screen.Out {
	if s.sending {
		return screen.Out{}
	}
	if s.head != nil && a != keymaps.Suspend {
		return s.headActs(a)
	}
	if out, ok := s.actFiles(a); ok {
		return out
	}
	switch a {
	case keymaps.Addresses:
		s.unfold(desk.AddressTo)
		return screen.Out{}
	case keymaps.ReplyAll:
		return s.replyAll()
	case keymaps.ForwardWhat:
		return s.openWhat()
	case keymaps.Send:
		return s.send(false)
	case keymaps.SendLater:
		return s.askWhen()
	case keymaps.SendAndSolve:
		return s.send(true)
	case keymaps.InsertReply:
		return s.openReplies()
	case keymaps.ToggleNote:
		return s.toggle()
	case keymaps.OwnEditor:
		return s.lend()
	case keymaps.NextBlank:
		s.toBlank(1)
	case keymaps.PrevBlank:
		s.toBlank(-1)
	case keymaps.AddSuggested:
		return s.addSuggested()
	case keymaps.DiscardDraft:
		s.editor.Replace(0, s.editor.Len(), "")
		said := "composer.emptied"
		if !s.does().IsZero() {
			said = "composer.drops"
		}
		s.drop()
		return s.edited().Merge(screen.Out{Say: &screen.Notice{Text: s.Book.T(said, "key", s.Key(keymaps.EditUndo))}})
	case keymaps.Suspend:
		return s.save()
	case keymaps.GoBack, keymaps.Cancel:
		return screen.Out{Go: &screen.Go{To: screen.Back}}
	default:
	}
	return screen.Out{}
}

// Type implements screen.Screen. A ; that would begin a word asks for a
// canned reply, and in a note an @ asks for a colleague.
func (s *Screen) Type(k tea.KeyPressMsg) screen.Out {
	if why, _ := s.busy(); s.sending { // for longer than the root keeps keys
		return screen.Out{Say: &screen.Notice{Text: s.Book.Reason(why), Level: screen.Warning}}
	}
	if s.head != nil {
		return s.typeHead(k)
	}
	if k.Text == ";" && s.editor.AtWordStart() && s.replies != nil && s.begun {
		return s.openReplies()
	}
	if k.Text == "@" && s.note && s.editor.AtWordStart() && len(s.staff) > 0 {
		return s.openMention()
	}
	before := s.editor.Len()
	line, at := s.editor.Spot()
	if !s.editor.Type(k) {
		return screen.Out{}
	}
	if l, a := s.editor.Spot(); before == s.editor.Len() && line == l && at == a {
		return screen.Out{}
	}
	return s.edited()
}

// tooMuchBy is how much must go, rounded up where it is rounded.
func (s *Screen) tooMuchBy(bytes int) string {
	if bytes >= 1<<10 {
		bytes += 1<<10 - 1
	}
	if bytes >= 1<<20 {
		bytes += 1<<20 - 1<<10
	}
	return s.Book.Size(int64(bytes))
}

// Paste implements screen.Screen. What is pasted is taken also where a message does not
// hold it: it can be cut down here, and is in the draft until then. What no draft holds
// is not taken, so that all that stands here is on disk.
func (s *Screen) Paste(what string) screen.Out {
	if why, _ := s.busy(); s.sending {
		return screen.Out{Say: &screen.Notice{Text: s.Book.Reason(why), Level: screen.Warning}}
	}
	if s.head != nil {
		s.head.next()
		s.head.begun = true
		s.head.fields[s.head.at].Paste(inOneLine(what))
		return s.reread()
	}
	if out, ok := s.offerFile(what); ok {
		return out
	}
	if n := s.editor.Len() + len(what); n > desk.MaxDraft {
		return screen.Out{Say: &screen.Notice{
			Text:  s.Book.T("composer.too_much", "over", s.tooMuchBy(n-desk.MaxDraft), "most", s.Book.Size(desk.MaxDraft)),
			Level: screen.Warning,
		}}
	}
	s.editor.Paste(what)
	out := s.edited()
	if n := s.editor.Len(); n > desk.MaxReply {
		out.Say = &screen.Notice{
			Text:  s.Book.T("composer.too_long", "size", s.Book.Size(int64(n)), "most", s.Book.Size(desk.MaxReply), "key", s.Key(keymaps.EditUndo)),
			Level: screen.Warning,
		}
	}
	return out
}

func (s *Screen) openReplies() screen.Out {
	return screen.Out{Open: s.replies(slotInsert, s.facts, s.at)}
}

// insert puts a canned reply at the caret and goes to its first open blank.
func (s *Screen) insert(in screen.Insert) screen.Out {
	if in.Text == "" {
		return screen.Out{}
	}
	from := s.editor.Caret()
	if in.Canned.IsZero() {
		s.editor.Insert(in.Text)
	} else {
		s.stack(in)
	}
	out := s.edited()
	for _, b := range phrasebook.Unfilled(s.editor.Text()) {
		if b.Span.From >= from && b.Span.To <= s.editor.Caret() {
			s.editor.Select(b.Span.From, b.Span.To)
			break
		}
	}
	return out
}

// toBlank goes to the next open blank behind the caret, or the one before it for -1; from
// the last to the first, and back.
func (s *Screen) toBlank(by int) {
	blanks := phrasebook.Unfilled(s.editor.Text())
	if len(blanks) == 0 {
		return
	}
	from := s.editor.Caret()
	if at, _, marked := s.editor.Selected(); marked && by < 0 {
		from = at
	}
	to := blanks[0]
	if by < 0 {
		to = blanks[len(blanks)-1]
		for _, b := range slices.Backward(blanks) {
			if b.Span.To <= from {
				to = b
				break
			}
		}
	} else {
		for _, b := range blanks {
			if b.Span.From >= from {
				to = b
				break
			}
		}
	}
	s.editor.Select(to.Span.From, to.Span.To)
}

// toggle makes a note of a reply or the other way round. The text goes along; where the
// other one had been begun too, its text is put behind.
func (s *Screen) toggle() screen.Out {
	if !s.begun || s.toggling {
		return screen.Out{}
	}
	s.turn()
	s.toggling, s.draft.Dirty = true, true
	kept, d, known, revision := s.kept, s.draftNow(), s.joined, s.revision
	return screen.Out{Write: []screen.Write{{Slot: slotToggled, Run: func() (any, error) { return kept.turn(d, known, revision) }}}}
}

// turn changes the mode.
func (s *Screen) turn() {
	s.note = !s.note
	s.Resize(s.w, s.h)
}
