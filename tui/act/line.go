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

// Line is a dialog with one field, for a name or a number. It ends under its slot with what
// was read of the words in it.
type Line struct {
	*screen.Session
	screen.NoNews
	screen.InField
	title, about string // about stands below the field; empty for nothing
	field        *part.Field
	slot         string
	in           desk.Asked                            // where its words are kept; none for nowhere
	begun        string                                // what stood in it first
	heir         func(desk.Asked) bool                 // takes words that have no other place by now; nil for none
	does         string                                // names in the catalogue what enter does
	read         func(typed string) (any, desk.Reason) // the reason why it cannot be read so far
	wide         int
	w, h         int
}

func newLine(s *screen.Session, title, hint string, wide int) *Line {
	field := part.NewField(s.Theme, hint)
	return &Line{Session: s, InField: screen.InField{Field: field}, title: title, field: field, wide: wide, does: "action.accept.save"}
}

// Asked is what a dialog with one field asks for, in words that are said already.
type Asked struct {
	Title, Hint string
	About       string // stands below the field; empty for nothing
	Begun       string // stands in the field, to be written on
	Slot        string
	In          desk.Asked // where its words are kept until it ends with them; none for nowhere
	// Heir says which words that were begun in another dialog are offered here, as what they were about
	// is gone; nil for none.
	Heir func(desk.Asked) bool
	// Read reads what is typed: what the dialog ends with, or why it cannot be that.
	Read func(typed string) (any, desk.Reason)
	// Flaw says below a text of several lines, in the place of About, what is wrong with it so far;
	// empty for nothing. The text is one of lines then, in which enter begins another one. Nil where
	// nothing is said there.
	Flaw func(typed string) string
}

// NewLine makes a dialog with one field.
func NewLine(s *screen.Session, a Asked) *Line {
	l := newLine(s, a.Title, a.Hint, 64)
	l.about, l.slot, l.read = a.About, a.Slot, a.Read
	l.field.SetText(a.Begun)
	l.in, l.begun, l.heir = a.In, l.field.Text(), a.Heir
	return l
}

// Drafting implements screen.Drafting.
func (l *Line) Drafting() desk.Asked { return l.in }

// Drafted implements screen.Drafting.
func (l *Line) Drafted() string {
	if typed := l.field.Text(); typed != l.begun {
		return typed
	}
	return ""
}

// Redraft implements screen.Drafting.
func (l *Line) Redraft(words string) screen.Out {
	l.field.SetText(text.Line(desk.Foreign(words)))
	return screen.Out{}
}

// Inherits implements screen.Heir.
func (l *Line) Inherits(from desk.Asked) bool { return l.heir != nil && l.heir(from) }

// Stands implements screen.Replacing.
func (l *Line) Stands() string { return l.begun }

// SlotNumber is where the number of a ticket is learned, an int64 above 0.
const SlotNumber = "number"

// NewNumber asks for the number of a ticket to go to.
func NewNumber(s *screen.Session) *Line {
	l := newLine(s, s.Book.T("jump.title"), s.Book.T("jump.hint"), 28)
	l.slot, l.does = SlotNumber, "action.accept.go"
	l.read = func(typed string) (any, desk.Reason) {
		n := Number(typed)
		return n, refuseIf(n == 0, desk.NothingSelected, "number")
	}
	return l
}

// Title implements screen.Screen.
func (l *Line) Title() string { return l.title }

// Scopes implements screen.Screen.
func (l *Line) Scopes() []keymaps.Scope { return []keymaps.Scope{keymaps.Picker, keymaps.Field} }

// Why implements screen.Screen.
func (l *Line) Why(a keymaps.Action) desk.Reason {
	if a != keymaps.Accept {
		return desk.Reason{}
	}
	_, why := l.read(l.field.Text())
	return why
}

// Label implements screen.Labelled.
func (l *Line) Label(a keymaps.Action) string {
	if a == keymaps.Accept {
		return l.Book.T(l.does)
	}
	return ""
}

// Act implements screen.Screen.
func (l *Line) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Accept:
		v, _ := l.read(l.field.Text())
		return screen.Out{Close: &screen.Closed{Slot: l.slot, Value: v}}
	case keymaps.Cancel, keymaps.GoBack:
		return screen.Out{Close: &screen.Closed{}}
	default:
		return screen.Out{}
	}
}

// Resize implements screen.Screen.
func (l *Line) Resize(w, h int) { l.w, l.h = w, h }

// Wish implements screen.Sized.
func (l *Line) Wish(maxW, maxH int) (w, h int) {
	h = 1
	if l.about != "" {
		h = 3
	}
	return min(l.wide, maxW), min(h, maxH)
}

// View implements screen.Screen.
func (l *Line) View(time.Time) paint.Frame {
	line, x := l.field.View(max(l.w-2, 1))
	about := l.Theme.Dim.Render(text.Truncate(" "+l.about, max(l.w, 1)))
	f := paint.Frame{Text: part.Fit([]string{" " + line, "", about}, l.w, l.h)}
	if l.h > 0 && l.w > 0 {
		f.Caret = &paint.Point{X: min(x+1, l.w-1), Y: 0}
	}
	return f
}
