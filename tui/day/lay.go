package day

import (
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/theme"
)

// item is something that the cursor can stand on.
type item struct {
	kind   kind
	figure figure
	ticket desk.TicketID
	day    time.Time    // of a promise
	rating metrics.Case // of a rating

	reminder desk.DueReminder
}

// list makes the items of what the day comes to. The cursor stays on what it is on.
func (s *Screen) list() {
	var was item
	if it := s.under(); it != nil {
		was = *it
	}
	s.items = s.items[:0]
	for _, f := range figures() {
		s.items = append(s.items, item{kind: aFigure, figure: f})
	}
	for _, r := range s.sums.reminds {
		s.items = append(s.items, item{kind: aReminder, ticket: r.Ticket.ID, reminder: r})
	}
	for _, p := range s.sums.promises {
		s.items = append(s.items, item{kind: aPromise, ticket: p.ticket, day: p.day})
	}
	for _, c := range s.sums.ratings {
		s.items = append(s.items, item{kind: aRating, ticket: c.Ticket, rating: c})
	}
	s.at = min(s.at, len(s.items)-1)
	for i, it := range s.items {
		if it.kind == was.kind && it.figure == was.figure && it.ticket == was.ticket {
			s.at = i
		}
	}
}

// head adds a heading, with something short at the right.
func (s *Screen) head(p *part.Sheet, title, right string) {
	p.Head(part.Spread("   "+s.Theme.Strong.Render(title), s.Theme.Dim.Render(right)+" ", p.W))
}

// said adds words that stand for something that is not there.
func (s *Screen) said(p *part.Sheet, words string) {
	for _, line := range text.Wrap(words, max(p.W-4, 1)) {
		p.Lines = append(p.Lines, "   "+s.Theme.Dim.Render(line))
	}
}

// The cells of the table.
const (
	timeCells  = 9
	countCells = 5
	groupCells = 2*timeCells + countCells
	labelLeast = 14
	labelMost  = 24
)

// layTable adds the figures: today, and beside it the days before where there is room.
func (s *Screen) layTable(p *part.Sheet) {
	inner := p.W - 4
	both := inner >= labelLeast+2*groupCells+2
	label := inner - groupCells
	if both {
		label -= groupCells + 2
	}
	label = min(max(label, labelLeast), labelMost)
	dim := s.Theme.Dim
	heads := func(title string) string { return part.Right(dim.Render(title), groupCells) }
	columns := part.Right(dim.Render(s.Book.T("day.column.p50")), timeCells) + part.Right(dim.Render(s.Book.T("day.column.p90")), timeCells) +
		part.Right(dim.Render(s.Book.T("day.column.n")), countCells)
	top, names := heads(s.Book.T("day.today")), columns
	if both {
		top, names = top+"  "+heads(s.Book.T("day.before")), names+"  "+columns
	}
	p.Lines = append(p.Lines, part.Pad("   "+part.Pad("", label)+top, p.W), part.Pad("   "+part.Pad("", label)+names, p.W))
	for i, it := range s.items {
		if it.kind != aFigure {
			continue
		}
		name := s.Book.T("day." + string(it.figure) + s.by(it.figure))
		if it.figure == within || it.figure == oneTouch {
			name = "  " + name // it is a part of the figure above it
		}
		line := part.Pad(name, label) + s.group(s.cells(it.figure, s.sums.today), s.Theme.Text, s.Theme.Strong)
		if both {
			cells := s.cells(it.figure, s.sums.week)
			if it.figure == answered {
				cells[1] = bars(s.sums.answered[:])
			}
			line += "  " + s.group(cells, dim, dim)
		}
		p.Row(i == s.at, " "+line)
	}
	if s.promises() {
		s.said(p, s.Book.T("day.spans.promised"))
	} else {
		s.said(p, s.Book.T("day.spans", "spans", s.spans()))
	}
}

// promises reports whether the desk says what it promises.
func (s *Screen) promises() bool { return s.got && s.sums.today.SLA != nil }

// by tells the words of a figure that is measured by what the desk promises from those of one
// that is not.
func (s *Screen) by(f figure) string {
	if f == within && s.promises() {
		return ".promised"
	}
	return ""
}

// spans are what first replies are held against, by priority.
func (s *Screen) spans() string {
	var all []string
	for p := desk.PriorityUrgent; p >= desk.PriorityLow; p-- {
		all = append(all, s.Book.T("priority."+p.String())+" "+s.Book.Short(metrics.FirstReplySpan(p)))
	}
	return strings.Join(all, ", ")
}

func (s *Screen) group(cells [3]string, took, n theme.Ink) string {
	return part.Right(took.Render(cells[0]), timeCells) + part.Right(took.Render(cells[1]), timeCells) + part.Right(n.Render(cells[2]), countCells)
}

// layPromises adds what was promised and is not done, the earliest first.
func (s *Screen) layPromises(p *part.Sheet, now time.Time) {
	s.head(p, s.Book.T("day.promised"), count(len(s.sums.promises)))
	if len(s.sums.promises) == 0 {
		s.said(p, s.Book.T("day.promised.none"))
	}
	for i, it := range s.items {
		if it.kind != aPromise {
			continue
		}
		word, ink := s.due(it.day, now)
		p.Row(i == s.at, s.ticketLine(it.ticket, ink.Render(part.Pad(word, dueCells)), "", i == s.at, p.W-2))
	}
}

const dueCells = 11

// layReminders adds what one wanted to be reminded of, the earliest first.
func (s *Screen) layReminders(p *part.Sheet, now time.Time) {
	s.head(p, s.Book.T("day.reminders"), count(len(s.sums.reminds)))
	if len(s.sums.reminds) == 0 {
		s.said(p, s.Book.T("day.reminders.none"))
	}
	for i, it := range s.items {
		if it.kind != aReminder {
			continue
		}
		r := it.reminder
		word, ink := s.Book.Short(r.At.Sub(now)), s.Theme.Text
		switch {
		case !r.At.After(now):
			word, ink = s.Book.T("day.late", "span", word), s.Theme.Late
		case r.At.Before(now.Add(time.Hour)):
			ink = s.Theme.Soon
		}
		lines := []string{s.ticketLine(it.ticket, ink.Render(part.Pad(word, dueCells)), s.Book.Moment(s.Local(r.At), s.Local(now)), i == s.at, p.W-2)}
		if !r.Text.IsEmpty() {
			lines = append(lines, strings.Repeat(" ", dueCells+10)+s.Theme.Dim.Render(part.Cut(text.Line(r.Text), max(p.W-dueCells-13, 1))))
		}
		p.Row(i == s.at, lines...)
	}
}

// due says when something is due, by the day.
func (s *Screen) due(day, now time.Time) (string, theme.Ink) {
	today := dayOf(s.Local(now)).From
	switch {
	case day.Before(today):
		return s.Book.T("day.late", "span", s.Book.Short(today.Sub(day).Round(24*time.Hour))), s.Theme.Late
	case day.Equal(today):
		return s.Book.T("day.due_today"), s.Theme.Soon
	case day.Equal(today.AddDate(0, 0, 1)):
		return s.Book.T("day.due_tomorrow"), s.Theme.Text
	case day.Before(today.AddDate(0, 0, 7)):
		return s.Book.Weekday(day.Weekday()), s.Theme.Text
	default:
		return s.Book.Date(day, s.Local(now)), s.Theme.Text
	}
}

// layRatings adds what customers said, the last one first.
func (s *Screen) layRatings(p *part.Sheet, now time.Time) {
	right := ""
	if share, ok := s.sums.week.Ratings.Response(); ok && share > 0 && p.W >= 60 {
		right = s.Book.T("day.response", "share", share, "of", s.sums.week.Ratings.Asked)
	}
	s.head(p, s.Book.T("day.ratings"), right)
	if len(s.sums.ratings) == 0 {
		s.said(p, s.Book.T("day.ratings.none"))
	}
	for i, it := range s.items {
		if it.kind != aRating {
			continue
		}
		r := s.sums.tickets[it.ticket].Rating
		stars := strings.Repeat("★", min(max(r.Score, 0), 5))
		when := s.Book.Date(s.Local(r.At), s.Local(now))
		lines := []string{s.ticketLine(it.ticket, s.Theme.Soon.Render(part.Pad(stars, dueCells)), when, i == s.at, p.W-2)}
		if !r.Comment.IsEmpty() {
			lines = append(lines, s.quoted(r.Comment, p.W-2)...)
		}
		p.Row(i == s.at, lines...)
	}
}

// mostQuoted is how many lines of what a customer said of us are shown.
const mostQuoted = 4

func (s *Screen) quoted(words desk.Untrusted, w int) []string {
	lines := part.Quote(s.Theme, part.Foreign, s.Theme.Text, strings.TrimSpace(text.Block(words)), max(w-2, 3))
	if len(lines) > mostQuoted {
		lines = append(lines[:mostQuoted], "  "+s.Theme.Dim.Render("…"))
	}
	return lines
}

// ticketLine is a ticket in a line: a word before it, its number, what about and whose.
func (s *Screen) ticketLine(id desk.TicketID, lead, right string, selected bool, w int) string {
	t := s.sums.tickets[id]
	number := "·"
	if t.Number > 0 {
		number = strconv.FormatInt(t.Number, 10)
	}
	ink := s.Theme.Text
	if selected {
		ink = s.Theme.Strong
	}
	subject := s.Book.Subject(text.Line(t.Subject))
	left := " " + lead + " " + s.Theme.Dim.Render(part.Right(number, 6)) + "  " + ink.Render(subject)
	if w >= 50 {
		left += s.Theme.Dim.Render(" · " + s.Book.Customer(text.Line(t.RequesterName)))
	}
	if right != "" {
		right = s.Theme.Dim.Render(right) + " "
	}
	return part.Spread(left, right, max(w-1, 0))
}

func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
