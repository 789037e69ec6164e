package composer

import (
	"errors"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
)

// saving is how far the draft on disk is behind the text.
type saving struct {
	dirty   bool // changed since it was last written
	timed   bool // a timer runs
	writing bool
	at      time.Time // when it was written last
	err     error
}

// saveAfter is how long a keystroke waits to be written with those after it. With the
// write itself it stays under the second that a draft may be behind.
const saveAfter = 400 * time.Millisecond

// retryAfter is how long a disk is left alone that did not take a draft.
const retryAfter = 2 * time.Second

// edited is what follows from every change of the text.
func (s *Screen) edited() screen.Out {
	s.revision++
	s.draft.dirty = true
	s.mark()
	if s.draft.timed {
		return screen.Out{}
	}
	s.draft.timed = true
	return screen.Out{After: []screen.After{{Slot: slotSave, Wait: saveAfter}}}
}

// draftNow is the text as it would be found again.
func (s *Screen) draftNow() desk.Draft {
	return desk.Draft{
		Ticket: s.id, Note: s.note, Text: desk.Foreign(s.editor.Text()), Caret: s.editor.Caret(), Seen: s.seen,
		Canned: s.canned, At: s.Now(),
	}
}

// save writes the draft, where there is something to write.
func (s *Screen) save() screen.Out {
	if !s.begun || !s.draft.dirty || s.sent || s.sending {
		return screen.Out{}
	}
	s.draft.dirty, s.draft.writing = false, true
	writes, d := s.writes, s.draftNow()
	return screen.Out{Write: []screen.Write{{Slot: slotSaved, Run: func() (any, error) { return nil, writes.SaveDraft(d) }}}}
}

// learnSaved hears how a write of the draft went.
func (s *Screen) learnSaved(v any) screen.Out {
	s.draft.writing = false
	if err, failed := v.(error); failed {
		first := s.draft.err == nil
		s.draft.err, s.draft.dirty, s.draft.timed = err, true, true
		out := screen.Out{After: []screen.After{{Slot: slotSave, Wait: retryAfter}}}
		if first {
			out.Say = &screen.Notice{Text: s.unsaved(err), Level: screen.Failure, Unkept: true}
		}
		return out
	}
	s.draft.err, s.draft.at = nil, s.Now()
	return screen.Out{}
}

// unsaved says why the draft is not on disk.
func (s *Screen) unsaved(err error) string {
	if p := (*desk.Problem)(nil); errors.As(err, &p) && p.Code == desk.TextTooLong {
		return s.Book.T("composer.too_long_to_keep", "most", s.Book.Size(mostDraft))
	}
	return s.Book.T("composer.unsaved")
}

// Leave implements screen.Leaver.
func (s *Screen) Leave() screen.Out { return s.save() }

// learnToggled hears what was begun in the other mode.
func (s *Screen) learnToggled(v any) screen.Out {
	switch v := v.(type) {
	case error:
		return s.learnSaved(v)
	case toggled:
		if v.other == nil {
			s.draft.dirty, s.draft.at = false, s.Now()
			return screen.Out{}
		}
		return s.join(v.other)
	}
	return screen.Out{}
}

// join puts a text that had been begun in this mode behind the one that came from the other.
func (s *Screen) join(other *desk.Draft) screen.Out {
	s.append(other)
	out := s.edited()
	s.draft.dirty, s.draft.writing = false, true
	writes, id, note, both := s.writes, s.id, s.note, s.draftNow()
	return out.Merge(screen.Out{Write: []screen.Write{{Slot: slotSaved, Run: func() (any, error) {
		if err := writes.SaveDraft(both); err != nil {
			return nil, err
		}
		return nil, writes.SaveDraft(desk.Draft{Ticket: id, Note: !note})
	}}}})
}
