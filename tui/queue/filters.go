package queue

import (
	"slices"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

const (
	slotFilters = "filters"
	slotGo      = "filters.go"
	slotRename  = "filters.rename"
	slotEdit    = "filters.edit"
)

// keeper is where filters are read and kept.
type keeper interface {
	Filters() ([]desk.Filter, error)
	// Habits are how the queue was left at the end of the last sitting.
	Habits() (desk.Habits, error)
	KeepHabits(h desk.Habits) error
	act.FilterLedger
}

// views are those that every desk has, and the agent's own behind them.
func (s *Screen) views() []desk.ViewID {
	views := desk.Views()
	for _, f := range s.filters {
		views = append(views, f.View())
	}
	return views
}

// Own implements screen.Filtered.
func (s *Screen) Own() []screen.OwnView { return s.ownViews }

func (s *Screen) filterName(v desk.ViewID) string {
	for _, own := range s.ownViews {
		if own.ID == v {
			return own.Name
		}
	}
	return s.Book.T("filter.gone")
}

func (s *Screen) askFilters() screen.Out {
	keeper := s.keeper
	return screen.Out{Ask: []screen.Ask{{Slot: slotFilters, Read: func() (any, error) { return keeper.Filters() }}}}
}

// learnFilters takes in which filters there are. From one that is gone the queue turns to
// the first view.
func (s *Screen) learnFilters(all []desk.Filter) screen.Out {
	s.filters = all
	s.ownViews = make([]screen.OwnView, len(all))
	for i, f := range all {
		s.ownViews[i] = screen.OwnView{ID: f.View(), Name: text.Line(f.Name)}
	}
	if !s.habits.read { // one of them may have been in sight last
		return s.askHabits()
	}
	if slices.Contains(s.views(), s.view) {
		return screen.Out{}
	}
	delete(s.lists, s.view)
	return s.turnTo(desk.ViewMine)
}

// openFilters lists the filters, to go to one or make another.
func (s *Screen) openFilters() screen.Out {
	return screen.Out{Open: newFilters(s.Session, s.reads, s.keeper, s.filters, s.view)}
}

// learnKept says how keeping a filter went. What could not be kept stands in the list of
// filters again, to be mended.
func (s *Screen) learnKept(v any) screen.Out {
	out := act.KeptFilter(s.Session, v).Merge(s.askFilters())
	if _, failed := v.(error); failed {
		list := newFilters(s.Session, s.reads, s.keeper, s.filters, s.view)
		list.picker.Field.SetText(s.named.Query)
		list.find()
		out.Open = list
	}
	return out
}

// learnFilter takes what the list of filters, or the dialog for a name, ended with; false
// where the slot is none of theirs.
func (s *Screen) learnFilter(slot string, v any) (screen.Out, bool) {
	switch slot {
	case slotGo:
		if to, ok := v.(desk.ViewID); ok {
			return s.turnTo(to), true
		}
	case slotRename:
		if f, ok := v.(desk.Filter); ok {
			return screen.Out{Open: act.NewNaming(s.Session, f)}, true
		}
	case slotEdit:
		if f, ok := v.(desk.Filter); ok {
			return screen.Out{Open: act.NewAsking(s.Session, f)}, true
		}
	case act.SlotNamed:
		if f, ok := v.(desk.Filter); ok {
			s.named = f
			was := f
			if i := slices.IndexFunc(s.filters, func(o desk.Filter) bool { return o.ID == f.ID }); i >= 0 {
				was = s.filters[i]
			}
			return act.NameFilter(s.Session, s.keeper, f, was), true
		}
	case act.SlotKept:
		return s.learnKept(v), true
	case act.SlotShared:
		return act.Shared(s.Session, v).Merge(s.askFilters()), true
	default:
		return screen.Out{}, false
	}
	return screen.Out{}, true
}
