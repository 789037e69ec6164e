package settings

import (
	"errors"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// Screen shows all settings, what counts and where that comes from.
type Screen struct {
	*screen.Session
	screen.NoField
	reads  Reads
	sheet  Sheet
	got    bool
	failed error
	wants  string // the setting that the cursor goes to once it is there
	list   *part.List
	w, h   int
}

// New makes the screen, with the cursor on a setting; on the first one where it has no name.
func New(s *screen.Session, r Reads, on string) *Screen {
	return &Screen{Session: s, reads: r, wants: on, list: part.NewList(s.Theme)}
}

const slotSheet = "settings.sheet"

// Start implements screen.Starter.
func (s *Screen) Start() screen.Out { return s.Configured() }

// Configured implements screen.Configured.
func (s *Screen) Configured() screen.Out {
	reads := s.reads
	return screen.Out{Ask: []screen.Ask{{Slot: slotSheet, Read: func() (any, error) { return reads.Sheet() }}}}
}

// Unready implements screen.Unready.
func (s *Screen) Unready() bool { return !s.got && s.failed == nil }

// Learn implements screen.Screen.
func (s *Screen) Learn(slot string, v any) screen.Out {
	if slot != slotSheet {
		return screen.Out{}
	}
	switch v := v.(type) {
	case Sheet:
		s.sheet, s.got, s.failed = v, true, nil
		at := max(s.list.At(), 0)
		for i, r := range v.Rows {
			if r.Name == s.wants {
				at = i
			}
		}
		s.wants = ""
		s.list.Set(len(v.Rows), at)
		s.Resize(s.w, s.h)
	case error:
		s.failed = v
	}
	return screen.Out{}
}

// Title implements screen.Screen.
func (s *Screen) Title() string { return s.Book.T("settings.title") }

// Scopes implements screen.Screen.
func (s *Screen) Scopes() []keymaps.Scope {
	return []keymaps.Scope{keymaps.Settings, keymaps.List, keymaps.Everywhere}
}

// under is the setting under the cursor.
func (s *Screen) under() (Row, bool) {
	at := s.list.At()
	if at < 0 || at >= len(s.sheet.Rows) {
		return Row{}, false
	}
	return s.sheet.Rows[at], true
}

// Why implements screen.Screen.
func (s *Screen) Why(a keymaps.Action) desk.Reason {
	no := func(why string) desk.Reason { return desk.Reason{Code: desk.NothingSelected, Args: []string{why}} }
	switch a {
	case keymaps.NextValue, keymaps.PrevValue, keymaps.UnsetValue, keymaps.Open:
	case keymaps.Jump:
		return no("no_ticket")
	default:
		return desk.Reason{}
	}
	row, on := s.under()
	switch {
	case !on:
		return no("no_setting")
	case a == keymaps.UnsetValue && !row.kept():
		return no("unset")
	case row.Fixed:
		return no("fixed")
	case (a == keymaps.NextValue || a == keymaps.PrevValue) && len(row.Wants) == 0:
		return no("typed")
	default:
		return desk.Reason{}
	}
}

// Act implements screen.Screen.
func (s *Screen) Act(a keymaps.Action) screen.Out {
	row, _ := s.under()
	switch a {
	case keymaps.NextValue:
		return screen.Out{Set: &screen.Set{Name: row.Name, Value: row.After(row.value(), 1)}}
	case keymaps.PrevValue:
		return screen.Out{Set: &screen.Set{Name: row.Name, Value: row.After(row.value(), -1)}}
	case keymaps.UnsetValue:
		return screen.Out{Set: &screen.Set{Name: row.Name, Value: row.Without, Unset: true}}
	case keymaps.Open:
		return screen.Out{Open: Change(s.Session, row)}
	case keymaps.First:
		s.list.To(0)
	case keymaps.Last:
		s.list.To(s.list.Total() - 1)
	default:
		screen.Move(s.list, a)
	}
	return screen.Out{}
}

// Heed implements screen.Screen; the ledger has no settings.
func (s *Screen) Heed(desk.Change) screen.Out { return screen.Out{} }

// Standing implements screen.Placed.
func (s *Screen) Standing() string {
	if !s.got {
		return ""
	}
	return s.Book.T("settings.standing", "n", s.list.At()+1, "of", s.list.Total())
}

// Resize implements screen.Screen.
func (s *Screen) Resize(w, h int) {
	s.w, s.h = w, h
	s.list.Resize(w, max(h-headLines-s.below(), 0))
}

// View implements screen.Screen.
func (s *Screen) View(time.Time) paint.Frame {
	switch {
	case s.w <= 0 || s.h <= 0:
		return paint.Frame{}
	case s.failed != nil:
		return paint.Frame{Text: part.Empty(s.Theme, Sentence(s.Session, s.failed), s.w, s.h)}
	case !s.got:
		return paint.Frame{Text: part.Fit(nil, s.w, s.h)}
	}
	return paint.Frame{Text: part.Fit(s.lines(), s.w, s.h)}
}

// Refused says why a setting cannot be read, turned or kept: in a sentence fit to be shown, in
// the language that counts when it is said. Nil refuses nothing.
type Refused func(*words.Book) string

// Error implements error.
func (Refused) Error() string { return "a setting was refused" }

// ErrNowhere says that there is no file in which a setting could be kept.
var ErrNowhere = errors.New("settings are kept nowhere")

// Sentence is what an error of settings means to the person.
func Sentence(s *screen.Session, err error) string {
	var r Refused
	if errors.As(err, &r) {
		return r(s.Book)
	}
	return s.Book.Err(err)
}
