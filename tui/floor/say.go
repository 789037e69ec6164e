package floor

import (
	"time"

	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/tui/theme"
)

// sentence says whether it is all right, and how it is to be drawn.
func (s *Screen) sentence(now time.Time) (string, theme.Ink) {
	b := s.board()
	at := b.Now
	switch {
	case at.Late.N > 0 && len(at.Late.Tickets) > 0:
		oldest := at.Late.Tickets[0]
		said := s.Book.N("floor.late", at.Late.N, "span", s.Book.Long(now.Sub(oldest.Since)))
		if s.of.By != metrics.ByGroup {
			if in, ok := s.groupOf(oldest); ok {
				said = s.Book.N("floor.late_in", at.Late.N, "span", s.Book.Long(now.Sub(oldest.Since)), "group", in)
			}
		}
		return said, s.Theme.Late
	case at.Due15.N > 0:
		return s.Book.N("floor.calm_15", at.Due15.N), s.Theme.Soon
	case at.Due60.N > 0:
		return s.Book.N("floor.calm_60", at.Due60.N), s.Theme.Good
	case at.Open > 0:
		return s.Book.N("floor.calm", at.Open), s.Theme.Good
	default:
		return s.Book.T("floor.empty"), s.Theme.Good
	}
}

// groupOf is the group of the ticket that has been late for longest, by name.
func (s *Screen) groupOf(oldest metrics.Wait) (string, bool) {
	for _, b := range s.floor.Groups {
		if b.Scope.Name != "" && b.Now.Late.N > 0 && len(b.Now.Late.Tickets) > 0 && b.Now.Late.Tickets[0].Ticket == oldest.Ticket {
			return s.named(b.Scope), true
		}
	}
	return "", false
}
