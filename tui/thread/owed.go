package thread

import (
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/part"
)

// clock says what runs out, or when it wakes.
func (s *Screen) clock(now time.Time) string {
	t := s.data.Ticket
	if t.Snoozed(now) {
		return s.Theme.Dim.Render(s.Book.T("thread.sleeps", "moment", s.Book.Moment(s.Local(t.SnoozedUntil), s.Local(now))))
	}
	what, due := owed(t)
	if what == "" {
		return ""
	}
	left := due.Sub(now)
	span := s.Book.Short(left)
	switch {
	case left < 0 && !runsByPromise(t):
		return s.Theme.Soon.Render(s.Book.T(what+".over", "span", span))
	case left < 0:
		return s.Theme.Late.Render(s.Book.T(what+".late", "span", span))
	case left < act.Soon(t.Priority()):
		return s.Theme.Soon.Render(s.Book.T(what, "span", span))
	default:
		return s.Theme.Text.Render(s.Book.T(what, "span", span))
	}
}

// owed is what we owe the customer on a ticket and when, as a key; empty for nothing. A reply that is
// promised is due as promised, and as every figure has it: what the priority allows before that moves
// the ticket in the queue, and counts here where no reply is promised.
func owed(t desk.Ticket) (key string, due time.Time) {
	r := desk.Reckon(t)
	if t.Status.Done() || !r.Waiting && r.Promise == "" {
		return "", r.Due
	}
	target, due := r.Promise, r.Due
	if promised, ok := later(t, r); ok {
		target, due = promised.Target, promised.Due
	}
	switch {
	case target == desk.PeriodicUpdate:
		key = "thread.update"
	case target == desk.Resolution:
		key = "thread.resolution"
	case t.FirstReplyAt.IsZero():
		key = "thread.first_reply"
	default:
		key = "thread.reply"
	}
	if !due.Equal(r.Due) {
		key += ".promised"
	}
	return key, due
}

// later is the promise that the header names where the queue ranks the ticket by what its priority
// allows before that.
func later(t desk.Ticket, r desk.Reckoning) (desk.Clock, bool) {
	first, _ := desk.Earliest(t.Clocks)
	return first, r.Promise == "" && replyPromised(t.Clocks)
}

// ranked says what the row in the queue shows where that is not what the header names: nobody is to
// take the one for the other. What is promised and late stands in both.
func (s *Screen) ranked(now time.Time) []string {
	t := s.data.Ticket
	r := desk.Reckon(t)
	promised, ok := later(t, r)
	if !ok || s.h < 8 || t.Status.Done() || !r.Waiting || t.Snoozed(now) || promised.Due.Equal(r.Due) || promised.Late(now) {
		return nil
	}
	said := text.Truncate(s.rankedSaid(now, r.Due), max(s.w-2, 1))
	return []string{part.Pad(" "+s.Theme.Dim.Render(said), s.w)}
}

func (s *Screen) rankedSaid(now, due time.Time) string {
	left, row := due.Sub(now), "queue.due"
	if left < 0 {
		row = "queue.over"
	}
	return s.Book.T("thread.ranked", "row", s.Book.T(row, "span", s.Book.Short(left)), "key", s.Key(keymaps.WhyOrder))
}

// runsByPromise reports whether what is owed was promised: only that can be late.
func runsByPromise(t desk.Ticket) bool {
	r := desk.Reckon(t)
	_, ok := later(t, r)
	return ok || r.Promise != ""
}

// replyPromised reports whether a promise of a reply may still run out.
func replyPromised(all []desk.Clock) bool {
	return slices.ContainsFunc(all, func(k desk.Clock) bool {
		return (k.Target == desk.FirstReply || k.Target == desk.NextReply) && !k.Over() && !k.Due.IsZero()
	})
}
