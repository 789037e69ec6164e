package settings

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// typed is a field for a setting that takes words or hours.
type typed struct {
	*screen.Session
	screen.NoNews
	row   Row
	field *part.Field
	begun string // what is offered
	over  bool   // it is set, or left as it was: nothing is begun any more
	w, h  int
}

func newTyped(s *screen.Session, r Row) *typed {
	f := &typed{Session: s, row: r, field: part.NewField(s.Theme, s.Book.T("settings.hint."+kindName(r.Kind)))}
	f.field.Offer(r.value())
	f.begun = f.field.Text()
	return f
}

// Drafting implements screen.Drafting.
func (f *typed) Drafting() desk.Asked { return desk.Asked{Dialog: "setting", Of: f.row.Name} }

// Drafted implements screen.Drafting.
func (f *typed) Drafted() string {
	if words := f.field.Text(); !f.over && words != f.begun {
		return words
	}
	return ""
}

// Redraft implements screen.Drafting.
func (f *typed) Redraft(words string) screen.Out {
	f.field.SetText(text.Line(desk.Foreign(words)))
	return screen.Out{}
}

func kindName(k Kind) string {
	if k == Hours {
		return "hours"
	}
	return "words"
}

// Title implements screen.Screen.
func (f *typed) Title() string { return f.Book.T("settings.of." + f.row.Name) }

// Scopes implements screen.Screen.
func (f *typed) Scopes() []keymaps.Scope { return []keymaps.Scope{keymaps.Picker, keymaps.Field} }

// Typing implements screen.Typist.
func (f *typed) Typing() bool { return true }

func (f *typed) value() string { return strings.TrimSpace(f.field.Text()) }

func (f *typed) fits() bool { return f.row.Fits == nil || f.row.Fits(f.value()) }

// Why implements screen.Screen.
func (f *typed) Why(a keymaps.Action) desk.Reason {
	if a == keymaps.Accept && !f.fits() {
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"bad_" + kindName(f.row.Kind)}}
	}
	return desk.Reason{}
}

// Label implements screen.Labelled.
func (f *typed) Label(a keymaps.Action) string {
	if a == keymaps.Accept {
		return f.Book.T("action.accept.save")
	}
	return ""
}

// Act implements screen.Screen.
func (f *typed) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Accept:
		f.over = true
		return screen.Out{Set: &screen.Set{Name: f.row.Name, Value: f.value()}, Close: &screen.Closed{}}
	case keymaps.Cancel, keymaps.GoBack:
		f.over = true
		return screen.Out{Close: &screen.Closed{}}
	default:
		return screen.Out{}
	}
}

// Type implements screen.Screen.
func (f *typed) Type(k tea.KeyPressMsg) screen.Out {
	f.field.Type(k)
	return screen.Out{}
}

// Paste implements screen.Screen.
func (f *typed) Paste(words string) screen.Out {
	f.field.Paste(words)
	return screen.Out{}
}

// Resize implements screen.Screen.
func (f *typed) Resize(w, h int) { f.w, f.h = w, h }

// Wish implements screen.Sized.
func (f *typed) Wish(maxW, maxH int) (w, h int) { return min(60, maxW), min(5, maxH) }

// View implements screen.Screen.
func (f *typed) View(time.Time) paint.Frame {
	line, x := f.field.View(max(f.w-2, 1))
	lines := []string{" " + line, ""}
	said, ink := f.Book.T("setting."+f.row.Name), f.Theme.Dim
	if !f.fits() {
		said, ink = "· "+f.Book.Reason(f.Why(keymaps.Accept)), f.Theme.Soon
	}
	for _, l := range text.Wrap(said, max(f.w-2, 1)) {
		lines = append(lines, " "+ink.Render(l))
	}
	frame := paint.Frame{Text: part.Fit(lines, f.w, f.h)}
	if f.h > 0 && f.w > 0 {
		frame.Caret = &paint.Point{X: min(x+1, f.w-1), Y: 0}
	}
	return frame
}
