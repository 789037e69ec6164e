package thread

import (
	"strconv"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// slotSplit hears which message becomes a ticket of its own.
const slotSplit = "split"

// apart are the messages that can become tickets of their own, the newest first: those of
// the customer but the first, with which the ticket itself began.
func (s *Screen) apart() []desk.Message {
	var all []desk.Message
	for i := len(s.data.Messages) - 1; i >= 0; i-- {
		if m := s.data.Messages[i]; m.Kind == desk.FromCustomer && m.ID > 1 && !m.Text.IsEmpty() {
			all = append(all, m)
		}
	}
	return all
}

// splitDialog lists them, each with a number to choose it by.
func (s *Screen) splitDialog() screen.Screen {
	now := s.Local(s.Now())
	all := s.apart()
	picks := make([]act.Pick, len(all))
	for i, m := range all {
		picks[i] = act.Pick{
			Label: strconv.Itoa(i+1) + "  " + text.Truncate(text.Line(m.Text), 200), Hint: s.Book.Moment(s.Local(m.At), now), Value: m,
		}
	}
	return act.NewPicks(s.Session, "thread.split", "thread.copy.prompt", "", slotSplit, picks)
}
