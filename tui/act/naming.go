package act

import (
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/screen"
)

// FilterLedger is where filters are kept.
type FilterLedger interface {
	// SaveFilter keeps a filter, in the place of what was kept under its id; one without a
	// query is dropped.
	SaveFilter(f desk.Filter) error
}

// The slots of keeping a filter: what Naming ends with, a desk.Filter, and how the write went.
const (
	SlotNamed = "filter.named"
	SlotKept  = "filter.kept"
)

// KeepFilter writes a filter down; the end of it comes to SlotKept: the filter, or an error.
func KeepFilter(l FilterLedger, f desk.Filter) screen.Out {
	return screen.Out{Write: []screen.Write{{Slot: SlotKept, Run: func() (any, error) { return f, l.SaveFilter(f) }}}}
}

// KeptFilter says how keeping a filter went.
func KeptFilter(s *screen.Session, v any) screen.Out {
	switch v := v.(type) {
	case desk.Filter:
		if v.Query == "" {
			return screen.Out{}
		}
		said := s.Book.T("filter.kept", "name", text.Line(v.Name), "key", s.Key(keymaps.Filters))
		return screen.Out{Say: &screen.Notice{Text: said, Level: screen.Good}}
	case error:
		return screen.Out{Say: &screen.Notice{Text: s.Book.Err(v), Level: screen.Failure}}
	default:
		return screen.Out{}
	}
}

// Naming is the dialog that asks for the name of a filter.
type Naming struct {
	*screen.Session
	filter desk.Filter
	field  *part.Field
	w, h   int
}

// NewNaming asks for the name of a filter: a new one, or one that has another name so far.
func NewNaming(s *screen.Session, f desk.Filter) *Naming {
	n := &Naming{Session: s, filter: f, field: part.NewField(s.Theme, s.Book.T("filter.name"))}
	n.field.SetText(text.Line(f.Name))
	return n
}

// Title implements screen.Screen.
func (n *Naming) Title() string { return n.Book.T("filter.naming") }

// Scopes implements screen.Screen.
func (n *Naming) Scopes() []keymaps.Scope { return []keymaps.Scope{keymaps.Picker, keymaps.Field} }

// Typing implements screen.Typist.
func (n *Naming) Typing() bool { return true }

// Why implements screen.Screen.
func (n *Naming) Why(a keymaps.Action) desk.Reason {
	length := utf8.RuneCountInString(n.name())
	return refuseIf(a == keymaps.Accept && (length == 0 || length > desk.MostFilterName), desk.NothingSelected, "name")
}

func (n *Naming) name() string { return strings.TrimSpace(n.field.Text()) }

// Act implements screen.Screen.
func (n *Naming) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Accept:
		f := n.filter
		f.Name = desk.Foreign(n.name())
		return screen.Out{Close: &screen.Closed{Slot: SlotNamed, Value: f}}
	case keymaps.Cancel, keymaps.GoBack:
		return screen.Out{Close: &screen.Closed{}}
	default:
		return screen.Out{}
	}
}

// Type implements screen.Screen.
func (n *Naming) Type(k tea.KeyPressMsg) screen.Out {
	n.field.Type(k)
	return screen.Out{}
}

// Paste implements screen.Screen.
func (n *Naming) Paste(words string) screen.Out {
	n.field.Paste(words)
	return screen.Out{}
}

// Heed implements screen.Screen.
func (n *Naming) Heed(desk.Change) screen.Out { return screen.Out{} }

// Learn implements screen.Screen; it asks for nothing.
func (n *Naming) Learn(string, any) screen.Out { return screen.Out{} }

// Resize implements screen.Screen.
func (n *Naming) Resize(w, h int) { n.w, n.h = w, h }

// Wish implements screen.Sized.
func (n *Naming) Wish(maxW, maxH int) (w, h int) { return min(56, maxW), min(3, maxH) }

// View implements screen.Screen.
func (n *Naming) View(time.Time) paint.Frame {
	line, x := n.field.View(max(n.w-2, 1))
	query := n.Theme.Dim.Render(text.Truncate(" "+text.Line(desk.Foreign(n.filter.Query)), max(n.w, 1)))
	f := paint.Frame{Text: part.Fit([]string{" " + line, "", query}, n.w, n.h)}
	if n.h > 0 && n.w > 0 {
		f.Caret = &paint.Point{X: min(x+1, n.w-1), Y: 0}
	}
	return f
}
