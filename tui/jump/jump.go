// Package jump asks for the number of a ticket to go to.
package jump

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Slot is where the number is learned, an int64 above 0.
const Slot = "jump.number"

// Screen is the question: the inside of a dialog.
type Screen struct {
	*screen.Session
	field *part.Field
	w, h  int
}

// New makes the question.
func New(s *screen.Session) *Screen {
	return &Screen{Session: s, field: part.NewField(s.Theme, s.Book.T("jump.hint"))}
}

// Title implements screen.Screen.
func (s *Screen) Title() string { return s.Book.T("jump.title") }

// Scopes implements screen.Screen.
func (s *Screen) Scopes() []keymaps.Scope { return []keymaps.Scope{keymaps.Picker, keymaps.Field} }

// Typing implements screen.Typist.
func (s *Screen) Typing() bool { return true }

// Why implements screen.Screen.
func (s *Screen) Why(a keymaps.Action) desk.Reason {
	if a == keymaps.Accept && act.Number(s.field.Text()) == 0 {
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"number"}}
	}
	return desk.Reason{}
}

// Act implements screen.Screen.
func (s *Screen) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Accept:
		return screen.Out{Close: &screen.Closed{Slot: Slot, Value: act.Number(s.field.Text())}}
	case keymaps.Cancel, keymaps.GoBack:
		return screen.Out{Close: &screen.Closed{}}
	default:
		return screen.Out{}
	}
}

// Type implements screen.Screen.
func (s *Screen) Type(k tea.KeyPressMsg) screen.Out {
	s.field.Type(k)
	return screen.Out{}
}

// Paste implements screen.Screen.
func (s *Screen) Paste(words string) screen.Out {
	s.field.Paste(words)
	return screen.Out{}
}

// Heed implements screen.Screen.
func (s *Screen) Heed(desk.Change) screen.Out { return screen.Out{} }

// Learn implements screen.Screen; it asks for nothing.
func (s *Screen) Learn(string, any) screen.Out { return screen.Out{} }

// Resize implements screen.Screen.
func (s *Screen) Resize(w, h int) { s.w, s.h = w, h }

// Wish implements screen.Sized.
func (s *Screen) Wish(maxW, maxH int) (w, h int) { return min(28, maxW), min(1, maxH) }

// View implements screen.Screen.
func (s *Screen) View(time.Time) paint.Frame {
	line, x := s.field.View(max(s.w-2, 1))
	f := paint.Frame{Text: part.Fit([]string{" " + line}, s.w, s.h)}
	if s.h > 0 && s.w > 0 {
		f.Caret = &paint.Point{X: min(x+1, s.w-1), Y: 0}
	}
	return f
}
