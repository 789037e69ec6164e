package thread

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/part"
)

// reminded says of what the agent wants to be reminded here, and when; empty for nothing.
func (s *Screen) reminded(now time.Time) []string {
	r, there := s.data.Ticket.ReminderOf(s.Me.ID)
	if !there {
		return nil
	}
	said := s.Book.T("thread.reminds", "moment", act.Until(s.Session, r.At))
	if !r.At.After(now) {
		said = s.Book.T("thread.reminded", "moment", s.Book.Moment(s.Local(r.At), s.Local(now)))
	}
	if r.Text.IsEmpty() {
		return []string{said}
	}
	return []string{said, text.Line(r.Text)}
}

// reminderLine is that as a line of the header.
func (s *Screen) reminderLine(now time.Time) []string {
	said := strings.Join(s.reminded(now), " · ")
	if said == "" || s.h < 8 {
		return nil
	}
	return []string{part.Pad(" "+s.Theme.Soon.Render(text.Truncate(said, max(s.w-2, 1))), s.w)}
}
