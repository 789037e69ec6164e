package act

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// SlotShared is the slot of what is done to filters that everybody has, and of dropping one:
// a screen.Notice that says it was done, or an error.
const SlotShared = "filter.shared"

// Share makes a filter a view of everybody, or no longer where it is one.
func Share(s *screen.Session, l FilterLedger, f desk.Filter) screen.Out {
	on := desk.ShareFilter{ID: f.ID, Name: f.Name, Query: f.Query}
	off := desk.UnshareFilter{ID: f.ID}
	if f.Shared() {
		return steer(s, l, f, off, on, "filter.unshared")
	}
	return steer(s, l, f, on, off, "filter.shared")
}

// NameFilter gives a filter the name that it has here. It was called otherwise so far.
func NameFilter(s *screen.Session, l FilterLedger, f, was desk.Filter) screen.Out {
	if !f.Shared() {
		return KeepFilter(l, f)
	}
	return steer(s, l, f, desk.ShareFilter{ID: f.ID, Name: f.Name, Query: f.Query},
		desk.ShareFilter{ID: f.ID, Name: was.Name, Query: was.Query}, "filter.named_for_all")
}

// steer does something to a filter that everybody has, and says so with what sets it back.
func steer(s *screen.Session, l FilterLedger, f desk.Filter, in, back desk.Intent, said string) screen.Out {
	op := desk.Op{ID: desk.NewOpID(), Base: f.Version, Actor: s.Me.ID, At: s.Now(), Intent: in}
	undo := op
	undo.Base, undo.Intent = f.Version+1, back
	n := screen.Notice{
		Text: s.Book.T(said, "name", text.Line(f.Name)), Name: s.Book.T("undo."+said, "name", text.Line(f.Name)),
		Level: screen.Good, Undo: op.ID, Back: &undo, Did: &op,
	}
	return screen.Out{Write: []screen.Write{{Slot: SlotShared, Run: func() (any, error) { return n, l.Submit(op, 0) }}}}
}

// DropFilter drops a filter of the agent's own; undo brings it back.
func DropFilter(s *screen.Session, l FilterLedger, f desk.Filter) screen.Out {
	gone := f
	gone.Query = ""
	said := s.Book.T("filter.was_dropped", "name", text.Line(f.Name))
	n := screen.Notice{
		Text: said, Name: s.Book.T("undo.filter.was_dropped", "name", text.Line(f.Name)),
		Level: screen.Good, Undo: desk.NewOpID(), Kept: &f,
	}
	return screen.Out{Write: []screen.Write{{Slot: SlotShared, Run: func() (any, error) { return n, l.SaveFilter(gone) }}}}
}

// Shared says how it went.
func Shared(s *screen.Session, v any) screen.Out {
	switch v := v.(type) {
	case screen.Notice:
		return screen.Out{Say: &v}
	case error:
		return screen.Out{Say: &screen.Notice{Text: s.Book.Err(v), Level: screen.Failure}}
	default:
		return screen.Out{}
	}
}

// WhyFilter is the reason why something cannot be done to a filter; none where it can.
func WhyFilter(a keymaps.Action, f desk.Filter, me desk.Me) desk.Reason {
	switch {
	case a == keymaps.ShareFilter && !me.Leads():
		return desk.Reason{Code: desk.LeadsOnly}
	case !f.Shared():
		return desk.Reason{}
	case (a == keymaps.RenameFilter || a == keymaps.EditFilter || a == keymaps.DropFilter) && !me.Leads():
		return desk.Reason{Code: desk.LeadsOnly, Args: []string{"shared"}}
	default:
		return refuseIf(a == keymaps.DropFilter, desk.NothingSelected, "shared_filter")
	}
}
