package act

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// FilterLedger is where filters are kept.
type FilterLedger interface {
	// SaveFilter keeps a filter, in the place of what was kept under its id; one without a
	// query is dropped.
	SaveFilter(f desk.Filter) error
	// Submit keeps an operation: what everybody has is changed by one.
	Submit(op desk.Op, hold time.Duration) error
}

// The slots of keeping a filter: what NewNaming ends with, a desk.Filter, and how the write went.
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

// NewNaming asks for the name of a filter: a new one, or one that has another name so far.
func NewNaming(s *screen.Session, f desk.Filter) *Line {
	l := newLine(s, s.Book.T("filter.naming"), s.Book.T("filter.name"), 56)
	l.about = text.Line(desk.Foreign(f.Query))
	l.field.Offer(text.Line(f.Name))
	l.slot, l.in, l.begun = SlotNamed, desk.Asked{Dialog: "filter.name", Of: f.Query}, l.field.Text()
	l.read = func(typed string) (any, desk.Reason) {
		name := strings.TrimSpace(typed)
		length := utf8.RuneCountInString(name)
		f.Name = desk.Foreign(name)
		return f, refuseIf(length == 0 || length > desk.MostFilterName, desk.NothingSelected, "name")
	}
	return l
}

// NewAsking asks what a filter is to look for, in the place of what it looks for so far.
func NewAsking(s *screen.Session, f desk.Filter) *Line {
	l := newLine(s, s.Book.T("filter.asking"), s.Book.T("filter.query"), 72)
	l.about = text.Line(f.Name)
	l.field.SetText(text.Line(desk.Foreign(f.Query)))
	l.slot, l.in, l.begun = SlotNamed, desk.Asked{Dialog: "filter.query", Of: f.ID, Was: desk.Stood(l.field.Text())}, l.field.Text()
	l.read = func(typed string) (any, desk.Reason) {
		f.Query = strings.TrimSpace(typed)
		return f, refuseIf(f.Query == "" || len(f.Query) > desk.MaxQuery, desk.NothingSelected, "query")
	}
	return l
}
