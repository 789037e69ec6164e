package customer

import (
	"slices"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
)

// drawn is for what the lines were made: they are made anew when it changes, at least
// every minute, because they hold times.
type drawn struct {
	w      int
	turns  int
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
	return paint.Frame{Text: s.inSight()}
}

// inSight is what of the record is in sight, and in its last line how much is below.
func (s *Screen) inSight() string {
	below := s.scroll.Below()
	if below == 0 || s.h < 6 {
		return s.scroll.View()
	}
	lines := strings.Split(s.scroll.View(), "\n")
	more := " " + s.Theme.Dim.Render(text.Truncate(s.Book.N("thread.below", below+1), s.inner()))
	return part.Fit(append(lines[:s.h-1:s.h-1], more), s.w, s.h)
}

// sheet is the lines as they are made, and where the cursor can stand among them.
type sheet struct {
	lines []string
	rows  []rows
}

// lay makes the lines, where those there are do not hold any more.
func (s *Screen) lay(now time.Time) {
	is := drawn{w: s.w, turns: s.Turns, minute: now.Unix() / 60}
	if is == s.drawn {
		return
	}
	s.drawn = is
	p := &sheet{lines: s.record(now)}
	s.layOrders(p, now)
	s.layOthers(p, "customer.going_on", s.others[:s.goingOn], 0, now)
	s.layOthers(p, "customer.solved", s.others[s.goingOn:], s.goingOn, now)
	s.section(p, "customer.worked", s.whatWorked())
	s.section(p, "customer.notes", s.notes())
	s.section(p, "customer.consents", s.consents(now))
	s.section(p, "customer.attributes", s.attributes())
	s.rows = p.rows
	s.scroll.Set(p.lines, false)
}

// inner is the cells that a line has: there is one of air at either side.
func (s *Screen) inner() int { return max(s.w-2, 1) }

// head adds a heading.
func (s *Screen) head(p *sheet, title string) {
	p.lines = append(p.lines, "", " "+s.Theme.Title.Render(s.Book.T(title)))
}

// section adds a heading with its lines; nothing where there are none.
func (s *Screen) section(p *sheet, title string, body []string) {
	if len(body) > 0 {
		s.head(p, title)
		p.lines = append(p.lines, body...)
	}
}

// row adds a line that the cursor can stand on. It has the cell of air at its end.
func (s *Screen) row(p *sheet, line string) {
	p.rows = append(p.rows, rows{len(p.lines), len(p.lines)})
	s.rowOn(p, line)
}

// rowOn adds a line to the row that was added last.
func (s *Screen) rowOn(p *sheet, line string) {
	n := len(p.rows) - 1
	p.rows[n].to = len(p.lines)
	line = part.Pad(line, s.inner()) + " "
	if s.under(n) {
		line = s.Theme.Accent.Render(part.Bar) + s.Theme.Selected.Render(line)
	} else {
		line = " " + line
	}
	p.lines = append(p.lines, line)
}

// under reports whether the cursor is seen on the row with that number.
func (s *Screen) under(n int) bool { return s.focused && n == s.at }

// record is who the customer is.
func (s *Screen) record(now time.Time) []string {
	c := s.data.customer
	ink := s.Theme.Strong
	if s.focused {
		ink = s.Theme.Focused
	}
	lines := []string{" " + ink.Render(text.Truncate(s.name(), s.inner()))}
	if minded := act.Minded(s.Book, c); minded != "" {
		for _, line := range part.Few(minded, s.inner(), mostLines) {
			lines = append(lines, " "+s.Theme.Soon.Render(line))
		}
	}
	add := func(parts []string) {
		for _, line := range wrapParts(parts, s.inner()) {
			lines = append(lines, " "+s.Theme.Dim.Render(line))
		}
	}
	first, second := s.standing("customer.since"), s.whereabouts(now)
	// A word on a line of its own looks lost.
	if n := len(second); n > 1 && c.Language != "" && len(wrapParts(second, s.inner())) > 1 {
		first, second = append(s.standing("customer.since_year"), second[n-1]), second[:n-1]
	}
	add(first)
	add(second)
	for _, to := range slices.Concat(c.Mails, c.Phones) {
		add([]string{text.Line(to)})
	}
	return lines
}

// standing is their tier, and since when they are a customer.
func (s *Screen) standing(since string) []string {
	var said []string
	c := s.data.customer
	if c.Tier != desk.NoTier {
		said = append(said, text.Line(desk.Foreign(string(c.Tier))))
	}
	if !c.Since.IsZero() {
		said = append(said, s.Book.T(since, "year", c.Since.Year()))
	}
	return said
}

// whereabouts is where they are, what time it is there, and their language.
func (s *Screen) whereabouts(now time.Time) []string {
	var said []string
	c := s.data.customer
	if !c.Place.IsEmpty() {
		said = append(said, text.Line(c.Place))
	}
	if zone := s.data.zone; zone != nil {
		said = append(said, s.Book.T("customer.there", "time", s.Book.Clock(now.In(zone))))
	}
	if c.Language != "" {
		said = append(said, s.language(c.Language))
	}
	return said
}

// language is the name of a language for whoever hears heed, where heed has a word for it; else its code as it came.
func (s *Screen) language(code string) string {
	plain, _, _ := strings.Cut(strings.ToLower(code), "-")
	if key := "language." + plain; s.Book.Has(key) {
		return s.Book.T(key)
	}
	return text.Line(desk.Foreign(code))
}

// mostLines is how many lines one value takes at most: nobody's address hides all else.
const mostLines = 4

// wrapParts sets parts with a dot between them, as many on a line as fit; one that is
// wider than a line is wrapped by itself.
func wrapParts(parts []string, w int) []string {
	var lines []string
	line := ""
	for _, p := range parts {
		switch {
		case line == "":
			line = p
		case text.Width(line+" · "+p) <= w:
			line += " · " + p
		default:
			lines, line = append(lines, part.Few(line, w, mostLines)...), p
		}
	}
	if line == "" {
		return lines
	}
	return append(lines, part.Few(line, w, mostLines)...)
}

func (s *Screen) notes() []string {
	var lines []string
	for _, n := range s.data.customer.Notes {
		lines = append(lines, part.Quote(s.Theme, part.Foreign, s.Theme.Text, strings.TrimRight(text.Block(n), "\n "), max(s.w-1, 1))...)
	}
	return lines
}
