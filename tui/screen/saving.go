package screen

import (
	"errors"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/words"
)

// saveAfter is how long a keystroke waits to be written with those after it. With the
// write itself it stays under the second that a draft may be behind.
const saveAfter = 400 * time.Millisecond

// RetryAfter is how long a disk is left alone that did not take, or give, what it was asked.
const RetryAfter = 2 * time.Second

// Saving is how far the draft on disk is behind what is written on a screen. The screen writes
// when it learns of the timer under its slot, and when it is left.
type Saving struct {
	slot    string
	Dirty   bool      // changed since it was last written
	At      time.Time // when it was written last; zero for never
	Err     error     // why it is not on disk, until it is
	timed   bool      // a timer runs
	writing bool
}

// NewSaving is the saving of a screen that has nothing to write yet; slot is its timer's.
func NewSaving(slot string) Saving { return Saving{slot: slot} }

// Soon notes that the text has changed, and has it written with what is typed just behind.
func (s *Saving) Soon() Out {
	s.Dirty = true
	return s.in(saveAfter)
}

// Again has the screen try once more, some time after something did not go.
func (s *Saving) Again() Out { return s.in(RetryAfter) }

// in starts the timer, unless it runs.
func (s *Saving) in(wait time.Duration) Out {
	if s.timed {
		return Out{}
	}
	s.timed = true
	return Out{After: []After{{Slot: s.slot, Wait: wait}}}
}

// Rang notes that the timer is over.
func (s *Saving) Rang() { s.timed = false }

// Begun notes that what is written is on its way to the disk.
func (s *Saving) Begun() { s.Dirty, s.writing = false, true }

// Ended hears how a write went: an error, or anything else where the disk has it. A disk that
// does not take it is tried again; that is said the first time.
func (s *Saving) Ended(v any, now time.Time, b *words.Book) Out {
	s.writing = false
	err, failed := v.(error)
	if !failed {
		s.Err, s.At = nil, now
		return Out{}
	}
	first := s.Err == nil
	s.Err, s.Dirty = err, true
	out := s.Again()
	if first {
		out.Say = &Notice{Text: unsaved(err, b), Level: Failure, Unkept: true}
	}
	return out
}

// unsaved says why the draft is not on disk.
func unsaved(err error, b *words.Book) string {
	if p := (*desk.Problem)(nil); errors.As(err, &p) && p.Code == desk.TextTooLong {
		return b.T("draft.too_long", "most", b.Size(desk.MaxDraft))
	}
	return b.T("draft.unsaved")
}

// State says how safe the text is, where there is some that may be lost.
func (s *Saving) State(b *words.Book, some bool) string {
	switch {
	case s.Err != nil:
		return b.T("draft.not_saved")
	case s.Dirty || s.writing:
		return b.T("draft.saving")
	case !s.At.IsZero() && some:
		return b.T("draft.saved")
	default:
		return ""
	}
}
