package composer

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/screen"
)

// edited is what follows from every change of the text.
func (s *Screen) edited() screen.Out {
	s.revision++
	s.unmarked = true
	return s.draft.Soon()
}

// draftNow is the text as it would be found again.
func (s *Screen) draftNow() desk.Draft {
	return desk.Draft{
		Ticket: s.id, Note: s.note, Text: desk.Foreign(s.editor.Text()), Caret: s.editor.Caret(), Seen: s.seen,
		Canned: s.canned, Opens: s.opens, At: s.Now(), Forward: s.forward, To: s.whom.to,
		Attachments: s.with.files,
	}
}

// save writes the draft, where there is something to write.
func (s *Screen) save() screen.Out {
	if !s.begun || !s.draft.Dirty || s.sent || s.sending {
		return screen.Out{}
	}
	s.draft.Begun()
	kept, d, known, revision := s.kept, s.draftNow(), s.joined, s.revision
	return screen.Out{Write: []screen.Write{{Slot: slotSaved, Run: func() (any, error) { return kept.save(d, known, revision) }}}}
}

// learnSaved hears how a write of the draft went.
func (s *Screen) learnSaved(v any) screen.Out {
	out := s.draft.Ended(v, s.Now(), s.Book)
	if more, ok := v.(keptDraft); ok {
		return out.Merge(s.join(more))
	}
	return out
}

// Leave implements screen.Leaver. A text that is being handed over stays a draft where
// the outbox does not take it, and one that was typed before the draft on disk could be
// read joins it there.
func (s *Screen) Leave() screen.Out {
	if s.begun && !s.sending {
		return s.save()
	}
	if !s.begun && s.editor.Empty() {
		return screen.Out{}
	}
	kept, d, known, revision := s.kept, s.draftNow(), s.joined, s.revision
	return screen.Out{Write: []screen.Write{{Slot: slotSaved, Run: func() (any, error) {
		if kept.handed {
			return nil, nil
		}
		return kept.save(d, known, revision)
	}}}}
}

// learnToggled hears what was begun in the other mode. Where the disk does not take the
// text there, it stays in the mode that it had.
func (s *Screen) learnToggled(v any) screen.Out {
	s.toggling = false
	_, failed := v.(error)
	if failed {
		s.turn()
	}
	out := s.learnSaved(v).Merge(s.askCheck())
	out.Spill = failed // it was meant for the other mode
	return out
}

// look asks whether words came to the draft from elsewhere. It does so between the
// writes, so that no draft of this screen is taken for one of somebody else.
func (s *Screen) look() screen.Out {
	if !s.begun || s.sent || s.sending { // handing over looks itself
		return screen.Out{}
	}
	kept, note := s.kept, s.note
	return screen.Out{Write: []screen.Write{{Slot: slotLooked, Run: func() (any, error) {
		err := kept.look(note)
		return keptDraft{found: kept.all()}, err
	}}}}
}

// join puts what came to the draft from elsewhere to the text. Only what has not changed
// since is on disk as it stands here.
func (s *Screen) join(more keptDraft) screen.Out {
	fresh := more.found[min(s.joined, len(more.found)):]
	for _, f := range fresh {
		s.put(f)
	}
	s.joined = max(s.joined, len(more.found))
	switch {
	case more.saved != nil && more.saved.Note == s.note && more.revision == s.revision:
		s.draft.Dirty = false
		if len(fresh) > 0 {
			s.revision++
			s.unmarked = true
		}
		return screen.Out{}
	case len(fresh) > 0:
		return s.edited()
	default:
		return screen.Out{}
	}
}

// put takes up what was found: its words before or behind the text, in which the caret
// stays where it is, and what goes along with them.
func (s *Screen) put(f found) {
	had := s.draftNow()
	both := f.join(had)
	words, length := text.Editable(both.Text), s.editor.Len()
	before, behind := words[:len(words)-length], ""
	if f.behind {
		before, behind = "", words[length:]
	}
	from, to, marked := s.editor.Selected()
	at := s.editor.Caret()
	s.editor.SetCaret(0)
	s.editor.Insert(before)
	s.editor.SetCaret(s.editor.Len())
	s.editor.Insert(behind)
	s.editor.SetCaret(at + len(before))
	if marked {
		s.editor.Select(from+len(before), to+len(before))
	}
	s.canned, s.with.files, s.forward = both.Canned, both.Attachments, both.Forward
	went := s.recipients()
	if s.addressedTo(both.To); s.head != nil && !sameAddresses(went, s.recipients()) {
		s.unfold(rows()[s.head.at])
	}
	s.Resize(s.w, s.h)
}
