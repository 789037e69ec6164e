package thread

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

// View implements screen.Screen.
func (s *Screen) View(now time.Time) paint.Frame {
	if s.w <= 0 || s.h <= 0 {
		return paint.Frame{}
	}
	if !s.got {
		return paint.Frame{Text: s.nothing()}
	}
	if s.pages.stale(s.Turns, s.Local(now).YearDay()) {
		s.fit()
	}
	lines := s.header(now)
	top, room := s.scroll.Top(), max(s.h-len(lines), 0)
	body := slices.Clone(s.pages.lines[min(top, len(s.pages.lines)):min(top+room, len(s.pages.lines))])
	for _, l := range s.pages.live {
		if l.line >= top && l.line-top < len(body) {
			body[l.line-top] = l.draw(now)
		}
	}
	if s.below > 0 && len(body) > 1 {
		body[len(body)-1] = part.Rule(s.Theme, s.Book.N("thread.came_below", s.below), s.w)
	}
	return paint.Frame{Text: part.Fit(append(lines, body...), s.w, s.h)}
}

func (s *Screen) nothing() string {
	switch {
	case s.failed != nil:
		return part.Empty(s.Theme, s.Book.Err(s.failed), s.w, s.h)
	case s.id.IsZero():
		return part.Empty(s.Theme, s.Book.T("thread.none"), s.w, s.h)
	default:
		return part.Fit(nil, s.w, s.h)
	}
}

// header is the lines above the entries.
func (s *Screen) header(now time.Time) []string {
	if !s.got || s.h < 5 && !s.answering {
		return nil
	}
	if s.answering && s.h < fullFrom {
		return s.shortHeader(s.clock(now))
	}
	ink := s.Theme.Strong
	if s.focused {
		ink = s.Theme.Focused
	}
	mark, here := s.pendingMark(), s.presence(now)
	if here == "" && slices.Contains(s.data.Ticket.Followers, s.Me.ID) {
		here = s.Theme.Dim.Render(s.Book.T("mark.followed")+" "+s.Book.T("thread.followed")) + " "
	}
	lines := []string{
		part.Spread(" "+ink.Render(text.Truncate(s.subject(), max(s.w-2-text.Width(here), 1))), here, s.w),
		part.Spread(" "+s.facts(now, s.w-2-text.Width(mark)), mark, s.w),
	}
	if s.folded && s.h >= 12 {
		if c := s.customerLine(now, max(s.w-2, 1)); c != "" {
			lines = append(lines, part.Pad(" "+s.Theme.Dim.Render(c), s.w))
		}
	}
	if m := act.Minded(s.Book, s.customer.customer); m != "" && s.folded && s.h >= 8 {
		lines = append(lines, part.Pad(" "+s.Theme.Soon.Render(text.Truncate(m, max(s.w-2, 1))), s.w))
	}
	if c := s.contacted(); c != "" && s.h >= 8 {
		lines = append(lines, part.Pad(" "+s.Theme.Soon.Render(text.Truncate(c, max(s.w-2, 1))), s.w))
	}
	lines = append(lines, s.ranked(now)...)
	lines = append(lines, s.reminderLine(now)...)
	lines = append(lines, s.links()...)
	if len(s.data.Ticket.Tags) > 0 && s.h >= 16 {
		tags := make([]string, len(s.data.Ticket.Tags))
		for i, tag := range s.data.Ticket.Tags {
			tags[i] = text.Line(desk.Foreign(tag))
		}
		said := text.Truncate(s.Book.T("thread.tags")+" "+strings.Join(tags, " · "), max(s.w-2, 1))
		lines = append(lines, part.Pad(" "+s.Theme.Dim.Render(said), s.w))
	}
	if s.h >= 8 {
		lines = append(lines, "")
	}
	return lines
}

// links are the tickets that this one has to do with.
func (s *Screen) links() []string {
	t := s.data.Ticket
	if len(t.Links) == 0 || s.h < 12 {
		return nil
	}
	words := make([]string, len(t.Links))
	for i, l := range t.Links {
		words[i] = act.Target{Number: l.Number}.Label()
	}
	said := text.Truncate(s.Book.T("thread.linked")+" "+strings.Join(words, " · "), max(s.w-2, 1))
	return []string{part.Pad(" "+s.Theme.Dim.Render(said), s.w)}
}

// facts is the second line in at most w cells: number, status, priority, channel, group,
// whose it is, what runs out. Where there is not room for all the group goes first, and
// what runs out stays.
func (s *Screen) facts(now time.Time, w int) string {
	t := s.data.Ticket
	number := act.OfThread(s.data).Label()
	if number == "" {
		number = s.Book.T("ticket.unnumbered")
	}
	dim := s.Theme.Dim
	parts := []string{number, s.said("status.", string(t.Status)), s.said("priority.", t.Priority().String()), s.said("channel.", string(t.Channel))}
	group := ""
	if t.Group != "" {
		group = text.Line(desk.Foreign(string(t.Group)))
		parts = append(parts, group)
	}
	if t.Assignee == "" {
		parts = append(parts, s.Book.T("thread.nobodys"))
	} else if t.Assignee != s.Me.ID {
		parts = append(parts, s.Book.T("thread.theirs", "name", s.name(t.Assignee)))
	}
	clock := s.clock(now)
	if clock != "" {
		clock = dim.Render(" · ") + clock
	}
	wide := func() bool { return text.Width(strings.Join(parts, " · "))+text.Width(clock) > w }
	if group != "" && wide() {
		parts = slices.Delete(parts, 4, 5)
	}
	for len(parts) > 1 && wide() {
		parts = parts[:len(parts)-1]
	}
	return dim.Render(strings.Join(parts, " · ")) + clock
}

// pendingMark says how much of the agent's doing the desk does not have yet.
func (s *Screen) pendingMark() string {
	n := 0
	for _, p := range s.data.Pending {
		if !act.NeedsAttention(p) {
			n++
		}
	}
	switch {
	case act.Attention(s.data.Pending) != nil:
		return s.Theme.Soon.Render(s.Book.T("thread.needs_you")) + " "
	case n > 0:
		return s.Theme.Dim.Render(s.Book.T("thread.waiting", "n", n)) + " "
	case s.data.Draft != nil:
		return s.Theme.Dim.Render(s.Book.T("mark.draft")) + " "
	default:
		return ""
	}
}

// presence names a colleague who is on the ticket.
func (s *Screen) presence(now time.Time) string {
	looking := ""
	for _, who := range s.here[s.data.Ticket.ID] {
		if who.Agent == s.Me.ID || who.Until.Before(now) {
			continue
		}
		switch who.Doing {
		case desk.Writing:
			return s.Theme.Soon.Render(s.Book.T("mark.writes", "name", act.First(s.name(who.Agent), who.Agent))) + " "
		case desk.Viewing:
			looking = s.Theme.Soon.Render(s.Book.T("mark.here", "name", act.First(s.name(who.Agent), who.Agent))) + " "
		case desk.Left:
		}
	}
	return looking
}

// customerLine is the customer in one line of at most w cells, while there is no pane for
// them: as many parts as fit whole.
func (s *Screen) customerLine(now time.Time, w int) string {
	parts := s.customerSaid(now)
	for len(parts) > 1 && text.Width(strings.Join(parts, " · ")) > w {
		parts = parts[:len(parts)-1]
	}
	return text.Truncate(strings.Join(parts, " · "), w)
}

// customerSaid is what there is to say of the customer, what matters most first.
func (s *Screen) customerSaid(now time.Time) []string {
	c := s.customer.customer
	parts := []string{s.Book.Customer(text.Line(s.data.Ticket.RequesterName))}
	if c.ID.IsZero() {
		return parts
	}
	if c.Tier != desk.NoTier {
		parts = append(parts, text.Line(desk.Foreign(string(c.Tier))))
	}
	if !c.Since.IsZero() {
		parts = append(parts, s.Book.T("customer.since", "year", c.Since.Year()))
	}
	if zone := s.customer.zone; zone != nil {
		parts = append(parts, s.Book.T("customer.there", "time", s.Book.Clock(now.In(zone))))
	}
	if n := len(c.Orders); n > 0 {
		parts = append(parts, s.Book.N("customer.orders", n))
	}
	return parts
}
