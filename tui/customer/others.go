package customer

import (
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/part"
)

// statusFrom is the width from which there is room to say how a solved ticket ended.
const statusFrom = 36

// layOthers adds some of the other tickets under a heading.
func (s *Screen) layOthers(p *sheet, title string, others []desk.Row, first int, now time.Time) {
	if len(others) == 0 {
		return
	}
	s.head(p, title)
	width, ages := 0, 4
	for _, r := range s.others {
		width = max(width, text.Width(numberOf(r)))
		ages = max(ages, text.Width(s.age(r, now)))
	}
	for i, r := range others {
		number := part.Right(numberOf(r), width)
		ink := s.Theme.Dim
		if s.under(len(s.data.customer.Orders) + first + i) {
			ink = s.Theme.Strong
		}
		subject := s.Book.Subject(text.Line(r.Subject))
		left := ink.Render(number) + "  " + s.Theme.Text.Render(subject)
		s.row(p, part.Spread(left, s.outcome(r, now, ages), s.inner()))
	}
}

// age says how long ago a ticket was solved; one that is not, how old it is.
func (s *Screen) age(r desk.Row, now time.Time) string {
	at := r.CreatedAt
	if !r.SolvedAt.IsZero() {
		at = r.SolvedAt
	}
	return s.Book.Short(now.Sub(at))
}

// outcome is how a ticket stands and its age, that in so many cells: the stars that were
// given, else its status, which in a narrow pane goes without saying under the heading.
func (s *Screen) outcome(r desk.Row, now time.Time, ages int) string {
	age := " " + part.Right(s.age(r, now), ages)
	if r.Rating > 0 {
		stars := text.PadRight(strings.Repeat("★", min(r.Rating, 5)), 5)
		return s.Theme.Soon.Render(stars) + s.Theme.Dim.Render(age)
	}
	status := "status." + string(r.Status)
	plain := r.Status.Done() || r.Status == desk.Open
	if !s.Book.Has(status) || plain && s.w < statusFrom {
		return s.Theme.Dim.Render(age)
	}
	return s.Theme.Dim.Render(s.Book.T(status) + age)
}

// numberOf is a ticket's number; a dot while the desk has not given it one.
func numberOf(r desk.Row) string {
	if r.Number == 0 {
		return "·"
	}
	return strconv.FormatInt(r.Number, 10)
}
