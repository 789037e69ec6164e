package customer

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/theme"
)

// drawn is for what the lines were made: they are made anew when it changes, at least
// every minute, because they hold times.
type drawn struct {
	w      int
	theme  *theme.Theme
	minute int64
}

// View implements screen.Screen.
func (s *Screen) View(now time.Time) paint.Frame {
	if s.w <= 0 || s.h <= 0 {
		return paint.Frame{}
	}
	switch {
	case s.failed != nil && !s.got:
		return paint.Frame{Text: part.Empty(s.Theme, s.Book.Err(s.failed), s.w, s.h)}
	case !s.got:
		return paint.Frame{Text: part.Fit(nil, s.w, s.h)}
	}
	s.lay(now)
	return paint.Frame{Text: s.scroll.View()}
}

// lay makes the lines, where those there are do not hold any more.
func (s *Screen) lay(now time.Time) {
	is := drawn{w: s.w, theme: s.Theme, minute: now.Unix() / 60}
	if is == s.drawn {
		return
	}
	s.drawn = is
	lines := s.record(now)
	lines = s.section(lines, "customer.orders.title", s.orders(now))
	lines, s.rows = s.listEarlier(lines, now)
	lines = s.section(lines, "customer.notes", s.notes())
	lines = s.section(lines, "customer.attributes", s.attributes())
	s.scroll.Set(lines, false)
}

// section adds a heading with its lines; nothing where there are none.
func (s *Screen) section(lines []string, title string, body []string) []string {
	if len(body) == 0 {
		return lines
	}
	return append(append(lines, "", " "+s.Theme.Title.Render(s.Book.T(title))), body...)
}

// record is who the customer is.
func (s *Screen) record(now time.Time) []string {
	c := s.data.customer
	ink := s.Theme.Strong
	if s.focused {
		ink = s.Theme.Focused
	}
	lines := []string{" " + ink.Render(text.Truncate(s.name(), max(s.w-2, 0)))}
	add := func(parts []string) {
		if len(parts) > 0 {
			lines = append(lines, " "+s.Theme.Dim.Render(strings.Join(parts, " · ")))
		}
	}
	var first, second []string
	if c.Tier != desk.NoTier {
		first = append(first, text.Line(desk.Foreign(string(c.Tier))))
	}
	if !c.Since.IsZero() {
		first = append(first, s.Book.T("customer.since", "year", c.Since.Year()))
	}
	if !c.Place.IsEmpty() {
		second = append(second, text.Line(c.Place))
	}
	if zone := s.data.zone; zone != nil {
		second = append(second, s.Book.T("customer.there", "time", now.In(zone).Format("15:04")))
	}
	if c.Language != "" {
		second = append(second, text.Line(desk.Foreign(c.Language)))
	}
	add(first)
	add(second)
	for _, to := range slices.Concat(c.Mails, c.Phones) {
		add([]string{text.Line(to)})
	}
	return lines
}

// leastItem is how much of what was bought is shown before the age of the order is.
const leastItem = 14

// orders are what they bought: number, what, and how far it is.
func (s *Screen) orders(now time.Time) []string {
	numbers := make([]string, len(s.data.customer.Orders))
	width := 0
	for i, o := range s.data.customer.Orders {
		numbers[i] = text.Truncate(text.Line(o.Number), 14)
		width = max(width, text.Width(numbers[i]))
	}
	var lines []string
	for i, o := range s.data.customer.Orders {
		what := ""
		if len(o.Items) > 0 {
			what = text.Line(o.Items[0].Name)
		}
		if n := len(o.Items) - 1; n > 0 {
			what = s.Book.T("customer.and_more", "what", text.Truncate(what, max(s.w/3, 4)), "n", n)
		}
		state := text.Truncate(text.Line(o.Status), 14)
		left := s.w - 5 - width - text.Width(state)
		if age := s.Book.Short(now.Sub(o.At)); !o.At.IsZero() && left-1-text.Width(age) >= min(text.Width(what), leastItem) {
			state += " " + age
		}
		if o.Total != "" && s.w >= 56 {
			state = text.Truncate(text.Line(desk.Foreign(o.Total)), 12) + "  " + state
		}
		line := " " + s.Theme.Text.Render(text.PadRight(numbers[i], width)) + "  " + s.Theme.Dim.Render(what)
		lines = append(lines, part.Spread(line, s.Theme.Dim.Render(state)+" ", s.w))
	}
	return lines
}

// listEarlier adds the other tickets and notes on which line each stands.
func (s *Screen) listEarlier(lines []string, now time.Time) (all []string, rows []int) {
	if len(s.earlier) == 0 {
		return lines, nil
	}
	lines = append(lines, "", " "+s.Theme.Title.Render(s.Book.T("customer.earlier")))
	width, ages := 0, 4
	for _, r := range s.earlier {
		width = max(width, len(strconv.FormatInt(r.Number, 10)))
		ages = max(ages, text.Width(s.ended(r, now)))
	}
	for i, r := range s.earlier {
		rows = append(rows, len(lines))
		under := s.focused && i == s.at
		number := part.Right(strconv.FormatInt(r.Number, 10), width)
		ink := s.Theme.Dim
		if under {
			ink = s.Theme.Strong
		}
		subject := text.Line(r.Subject)
		if r.Subject.IsEmpty() {
			subject = s.Book.T("ticket.no_subject")
		}
		left := ink.Render(number) + "  " + s.Theme.Text.Render(subject)
		line := part.Spread(left, s.outcome(r, now, ages)+" ", max(s.w-1, 0))
		if under {
			lines = append(lines, s.Theme.Accent.Render(part.Bar)+s.Theme.Selected.Render(line))
		} else {
			lines = append(lines, " "+line)
		}
	}
	return lines, rows
}

// ended says how long ago a ticket was solved; one that is not, how old it is.
func (s *Screen) ended(r desk.Row, now time.Time) string {
	at := r.CreatedAt
	if !r.SolvedAt.IsZero() {
		at = r.SolvedAt
	}
	return s.Book.Short(now.Sub(at))
}

// outcome is how a ticket ended and when, the age in so many cells: the stars that were
// given, else its status.
func (s *Screen) outcome(r desk.Row, now time.Time, ages int) string {
	age := " " + part.Right(s.ended(r, now), ages)
	if r.Rating > 0 {
		stars := text.PadRight(strings.Repeat("★", min(r.Rating, 5)), 5)
		return s.Theme.Soon.Render(stars) + s.Theme.Dim.Render(age)
	}
	status := "status." + string(r.Status)
	if !s.Book.Has(status) {
		return s.Theme.Dim.Render(age)
	}
	return s.Theme.Dim.Render(s.Book.T(status) + age)
}

func (s *Screen) notes() []string {
	var lines []string
	for _, n := range s.data.customer.Notes {
		lines = append(lines, part.Quote(s.Theme, part.Foreign, s.Theme.Text, strings.TrimRight(text.Block(n), "\n "), max(s.w-1, 1))...)
	}
	return lines
}

// attributes are the fields of an import that heed has no word for, by name.
func (s *Screen) attributes() []string {
	names := make([]string, 0, len(s.data.customer.Attributes))
	for name := range s.data.customer.Attributes {
		names = append(names, name)
	}
	slices.Sort(names)
	var lines []string
	for _, name := range names {
		label := s.Theme.Dim.Render(text.Truncate(text.Line(desk.Foreign(name)), max(s.w/3, 8)))
		value := text.Line(s.data.customer.Attributes[name])
		lines = append(lines, part.Pad(" "+label+"  "+s.Theme.Text.Render(value), s.w))
	}
	return lines
}
