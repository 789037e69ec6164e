package act

import (
	"errors"
	"time"

	"github.com/heed-desk/heed/internal/when"
	"github.com/heed-desk/heed/tui/screen"
)

// NewMoment makes a small dialog that asks when, and ends with a time.Time under a slot.
func NewMoment(s *screen.Session, title, slot string) *Choose {
	a := &Acts{Session: s}
	now := s.Local(s.Now())
	at := func(label string, t time.Time) option {
		o := a.until(label, t, now)
		o.intent, o.value, o.then = nil, t.UTC(), slot
		return o
	}
	var options []option
	add := func(key, words string) {
		if t, err := when.Parse(words, now); err == nil {
			options = append(options, at(s.Book.T(key, "n", 2), t))
		}
	}
	add("choose.in_hours", "2h")
	add("choose.tomorrow", "tomorrow 9")
	if now.Weekday() != time.Sunday { // there tomorrow says it
		add("choose.monday", "monday 9")
	}
	c := a.choose(Target{}, title, "choose.type_a_moment", options, func(typed string) ([]option, string) {
		t, err := moment(s.Book, typed, now)
		switch {
		case errors.Is(err, when.ErrPast):
			return nil, s.Book.T("choose.past")
		case err != nil:
			return nil, s.Book.T("choose.bad_time", "time", half(s.Book))
		}
		return []option{at(s.Book.Weekday(t.Weekday()), t)}, ""
	})
	c.title, c.none = s.Book.T(title), "later"
	return c
}

// Until is a moment to come, as it is said now, with its hour.
func Until(s *screen.Session, t time.Time) string {
	return s.Book.MomentTimed(s.Local(t), s.Local(s.Now()))
}
