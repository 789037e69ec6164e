package queue

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/part"
)

// pencil draws the rows of one picture.
type pencil struct {
	*Screen
	now    time.Time
	number int // cells of the widest number
	right  int // cells of the widest time at the right
}

const (
	markCells = 4 // the bar, two for urgency, one for what the agent marked
	gap       = 2 // between number and subject
	tail      = 2 // the right margin
)

func (s *Screen) pencil(l *list, now time.Time) pencil {
	p := pencil{Screen: s, now: now, number: 4, right: 5}
	for _, e := range l.rows {
		p.number = max(p.number, len(numberOf(e.Row)))
	}
	for _, e := range l.rows[l.top:min(l.top+s.page(), len(l.rows))] {
		p.right = max(p.right, text.Width(p.clock(e)))
	}
	return p
}

// markSign stands before the number of a row that the agent marked.
const markSign = "✓"

func numberOf(r desk.Row) string {
	if r.Number == 0 {
		return "·"
	}
	return strconv.FormatInt(r.Number, 10)
}

// row is the one or two lines of a row.
func (p pencil) row(e entry, under bool) []string {
	lines := []string{p.firstLine(e, under)}
	if p.rowLines() == 2 {
		lines = append(lines, p.secondLine(e))
	}
	for i, line := range lines {
		bar := " "
		if under {
			bar = part.Bar
			if p.focused {
				bar = p.Theme.Accent.Render(bar)
			} else {
				bar = p.Theme.Dim.Render(bar)
			}
		}
		line = part.Pad(bar+line, p.w)
		if under && p.focused {
			line = p.Theme.Selected.Render(line)
		}
		lines[i] = line
	}
	return lines
}

// firstLine is all but the bar: urgency, number, subject, what runs out first.
func (p pencil) firstLine(e entry, under bool) string {
	number := part.Right(numberOf(e.Row), p.number)
	subject := text.Line(e.Subject)
	if !e.lost {
		subject = p.Book.Subject(subject)
	}
	switch {
	case e.gone:
		number, subject = p.Theme.Dim.Render(number), p.Theme.Dim.Render(subject)
	case under:
		number, subject = p.Theme.Strong.Render(number), p.Theme.Strong.Render(subject)
	default:
		number, subject = p.Theme.Dim.Render(number), p.Theme.Text.Render(subject)
	}
	sign := " "
	if p.marked.has(e.ID) {
		sign = p.Theme.Accent.Render(markSign)
	}
	left := p.urgency(e) + sign + number + strings.Repeat(" ", gap) + subject
	right := p.clock(e)
	if p.rowLines() == 1 {
		right = p.aside(e) + part.Right(right, p.right)
	}
	return part.Spread(left, right, max(p.w-1-tail, 0)) + strings.Repeat(" ", tail)
}

// aside is what one-line rows tell before the time: the marks, who, and how. What a row is
// marked with takes its room from that row's subject and from no other one's.
func (p pencil) aside(e entry) string {
	marks := text.Truncate(p.marks(e), p.w*2/5)
	if marks != "" {
		marks += "  "
	}
	if p.w < 72 {
		return marks
	}
	name := text.PadRight(p.Book.Customer(text.Line(e.Name)), min(p.w/5, 24))
	return marks + p.Theme.Dim.Render(name+"  "+text.PadRight(p.channel(e.Channel), 6)) + "  "
}

// secondLine is dim: who, how, how long; the marks stand under the time.
func (p pencil) secondLine(e entry) string {
	indent := strings.Repeat(" ", markCells-1+p.number+gap)
	if p.w < 56 { // under the number: there is no room to give away
		indent = strings.Repeat(" ", markCells+1)
	}
	if p.w < 36 {
		indent = strings.Repeat(" ", markCells-1)
	}
	marks := p.marks(e)
	room := p.w - 1 - tail - text.Width(indent) - text.Width(marks) - 1
	if text.Width(marks) > 1 {
		room-- // words are parted from words by two blanks
	}
	name := p.Book.Customer(text.Line(e.Name))
	said := p.said(e, room-min(text.Width(name), leastName))
	name = text.Truncate(name, max(room-text.Width(joined("", said)), 0))
	left := indent + p.Theme.Dim.Render(joined(name, said))
	return part.Spread(left, marks, max(p.w-1-tail, 0)) + strings.Repeat(" ", tail)
}

// leastName is how much of a name is always shown.
const leastName = 16

// said is what a row says behind the name, in at most room cells with the dots. What is left
// out reads better than what is cut: first the group goes, then the minutes of the wait, then
// whose it is, then the channel.
func (p pencil) said(e entry, room int) []string {
	var whose, group string
	if e.Assignee != "" && e.Assignee != p.Me.ID && p.view != desk.ViewMine && !e.gone {
		if whose = p.name(e.Assignee); p.away[e.Assignee] {
			whose = p.Book.T("mark.away", "name", whose)
		}
	}
	if e.Group != "" {
		group = text.Line(desk.Foreign(string(e.Group)))
	}
	how, long, short := p.channel(e.Channel), p.waits(e, p.Book.Long), p.waits(e, p.Book.Short)
	for _, said := range [][]string{
		{how, long, group, whose}, {how, long, whose}, {how, short, whose}, {how, long}, {how, short}, {long}, {short},
	} {
		said = slices.DeleteFunc(said, func(s string) bool { return s == "" })
		if text.Width(joined("", said)) <= room {
			return said
		}
	}
	return nil
}

func joined(name string, said []string) string {
	return strings.Join(append([]string{name}, said...), " · ")
}

func (p pencil) urgency(e entry) string {
	switch {
	case e.gone:
		return "  "
	case e.Priority == desk.PriorityUrgent:
		return p.Theme.Late.Render("!!")
	case e.Priority == desk.PriorityHigh:
		return p.Theme.Soon.Render(" !")
	default:
		return "  "
	}
}

// channel is the name of a channel, known to the catalogue or as the desk has it.
func (p pencil) channel(c desk.Channel) string {
	if key := "channel." + string(c); p.Book.Has(key) {
		return p.Book.T(key)
	}
	return text.Line(desk.Foreign(string(c)))
}
