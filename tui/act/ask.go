package act

import (
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Question is a dialog for what cannot be taken back: it says what would be lost, and
// ends with its value under its slot where the agent accepts.
type Question struct {
	*screen.Session
	screen.NoField
	screen.NoNews
	title, body string
	slot        string
	value       any
	w, h        int
}

// NewQuestion makes a question of a title and a few sentences, both said already.
func NewQuestion(s *screen.Session, title, body, slot string, value any) *Question {
	return &Question{Session: s, title: title, body: body, slot: slot, value: value}
}

// Title implements screen.Screen.
func (q *Question) Title() string { return q.title }

// Scopes implements screen.Screen.
func (q *Question) Scopes() []keymaps.Scope { return []keymaps.Scope{keymaps.Dialog} }

// Why implements screen.Screen.
func (q *Question) Why(keymaps.Action) desk.Reason { return desk.Reason{} }

// Act implements screen.Screen.
func (q *Question) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Accept:
		return screen.Out{Close: &screen.Closed{Slot: q.slot, Value: q.value}}
	case keymaps.Cancel, keymaps.GoBack:
		return screen.Out{Close: &screen.Closed{}}
	default:
		return screen.Out{}
	}
}

// Resize implements screen.Screen.
func (q *Question) Resize(w, h int) { q.w, q.h = w, h }

// Wish implements screen.Sized.
func (q *Question) Wish(maxW, maxH int) (w, h int) {
	w = min(56, maxW)
	return w, min(len(text.Wrap(q.body, max(w, 1))), maxH)
}

// View implements screen.Screen.
func (q *Question) View(time.Time) paint.Frame {
	return paint.Frame{Text: part.Fit(text.Wrap(q.body, max(q.w, 1)), q.w, q.h)}
}
