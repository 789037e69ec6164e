package queue

import (
	"slices"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
)

// as is a view in the order in which the agent wants it.
func (s *Screen) as(v desk.ViewID) desk.ViewID { return v.By(s.sorts[v]) }

// sortNext goes to the next order of the view, with the cursor on its ticket.
func (s *Screen) sortNext() screen.Out {
	all := desk.Sorts()
	s.sorts[s.view] = all[(slices.Index(all, s.sorts[s.view])+1)%len(all)]
	s.slow = false
	return s.relay().Merge(s.askSlow()).Merge(s.left())
}

// late reports that the view is not in sight yet as it is wanted.
func (s *Screen) late() bool {
	l := s.lists[s.view]
	return l == nil || l.as != s.as(s.view)
}

// stale reports whether an answer is about a view as it is no longer wanted.
func (s *Screen) stale(as desk.ViewID) bool {
	base, _ := as.Sorted()
	return s.as(base) != as
}

// orderName says what the view in sight is ordered by.
func (s *Screen) orderName() string {
	return s.sharedBy() + s.order()
}

// sharedBy says whose the view in sight is, where somebody shares it with everybody.
func (s *Screen) sharedBy() string {
	for _, f := range s.filters {
		switch {
		case f.View() != s.view || !f.Shared():
		case f.By == s.Me.ID:
			return s.Book.T("filter.by_you") + " · "
		default:
			return s.Book.T("filter.by", "name", s.Book.Name(string(f.By))) + " · "
		}
	}
	return ""
}

func (s *Screen) order() string {
	if by := s.sorts[s.view]; by != desk.ByDue {
		return s.Book.T("queue.by." + string(by))
	}
	return s.Book.T("queue.by." + orderOf(s.view))
}
