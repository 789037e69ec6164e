package thread

import (
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/part"
)

// fit lays the entries out anew and keeps the line that is being read where it is.
func (s *Screen) fit() {
	k, into, anchored := s.pages.at(s.scroll.Top())
	atEnd := s.follow
	s.lay()
	s.scroll.Resize(s.w, max(s.h-len(s.header(s.Now())), 0))
	s.scroll.Set(s.pages.lines, false)
	switch line, ok := s.pages.find(k); {
	case s.keeps:
		s.showAsked()
	case atEnd:
		s.scroll.Bottom()
	case anchored && ok:
		s.scroll.To(line + into)
	}
}

// lay makes the lines of all entries held.
func (s *Screen) lay() {
	now := s.Local(s.Now())
	p := s.pages
	p.hold(s.w, s.Turns, now.YearDay())
	p.lines, p.starts, p.live, p.unread = p.lines[:0:0], p.starts[:0], p.live[:0], -1
	p.newest, p.asked = span{}, span{}
	if !s.got || s.w <= 0 {
		return
	}
	if s.data.Earlier > 0 {
		p.lines = append(p.lines, part.Rule(s.Theme, s.Book.T("thread.earlier", "n", s.data.Earlier), s.w), "")
	}
	pending := map[desk.OpID]desk.PendingOp{}
	for _, o := range s.data.Pending {
		pending[o.Op.ID] = o
	}
	wasEvent := false
	for i, m := range s.data.Messages {
		if quiet(m) {
			p.starts = append(p.starts, start{key: key{m.ID, m.Op}, line: len(p.lines)})
			continue
		}
		isEvent := m.Kind == desk.Happening
		if s.unread > 0 && m.ID == s.unread {
			if wasEvent {
				p.lines = append(p.lines, "")
			}
			p.unread, wasEvent = len(p.lines), false
			p.lines = append(p.lines, part.Rule(s.Theme, s.Book.T("thread.new"), s.w))
		}
		if i > 0 && wasEvent && !isEvent {
			p.lines = append(p.lines, "")
		}
		wasEvent = isEvent
		p.starts = append(p.starts, start{key: key{m.ID, m.Op}, line: len(p.lines), said: !isEvent})
		if o, ok := pending[m.Op]; ok && !m.Op.IsZero() {
			if isEvent { // what the agent's doing will have changed
				p.lines = append(p.lines, s.event(m, now)...)
			} else {
				s.layPending(m, o, now)
			}
			continue
		}
		from := len(p.lines)
		p.lines = append(p.lines, s.entry(m, now)...)
		p.noted(m, from)
	}
	s.laySilent()
}

// quiet reports whether an entry stands in the history alone: who follows the ticket is nothing
// that the conversation has to tell.
func quiet(m desk.Message) bool {
	return m.Change != nil && desk.Field(m.Change.Field) == desk.FieldFollow
}

// entry is the lines of an entry at rest, with a blank one behind it unless it is an event.
func (s *Screen) entry(m desk.Message, now time.Time) []string {
	k := key{m.ID, m.Op}
	if lines, ok := s.pages.kept[k]; ok {
		return lines
	}
	var lines []string
	if m.Kind == desk.Happening {
		lines = s.event(m, now)
	} else {
		state := ""
		if (m.Kind == desk.FromAgent || m.Kind == desk.Forwarded) && m.Author.Agent == s.Me.ID {
			state = s.Theme.Dim.Render(s.Book.T("state.sent"))
		}
		lines = append([]string{s.headLine(m, state, now)}, s.envelope(m)...)
		lines = append(lines, s.body(m)...)
		lines = append(lines, "")
	}
	s.pages.kept[k] = lines
	return lines
}

// headLine says who and when; at the right what has become of it.
func (s *Screen) headLine(m desk.Message, state string, now time.Time) string {
	moment := s.Theme.Dim.Render(s.Book.Moment(s.Local(m.At), now))
	when := moment
	if state != "" {
		when += "   " + state
	}
	left := " " + s.Theme.Strong.Render(s.author(m))
	if m.Kind == desk.FromCustomer { // a name is foreign text as well: it cannot pose as a note's head or an event
		left = " " + s.Theme.Gutter.Render(string(part.Foreign)) + s.Theme.Strong.Render(s.author(m))
	}
	if m.Call != nil {
		left = " " + s.Theme.Note.Render(string(part.Internal)+" "+s.Book.Call(*m.Call)) + s.Theme.Dim.Render(" · "+s.author(m))
	}
	if m.Kind == desk.Forwarded {
		left = " " + s.Theme.Strong.Render(s.Book.T("thread.sent_on", "name", s.author(m)))
	}
	if m.Kind == desk.InternalNote {
		left = " " + s.Theme.Note.Render(string(part.Internal)+" "+s.Book.T("thread.note")) + s.Theme.Dim.Render(" · "+s.author(m))
	}
	if wide := s.w - text.Width(left) - 2; state != "" && text.Width(when) > wide { // what becomes of it matters more than when it was said
		when = state
		if text.Width(when) > wide {
			when = moment
		}
	}
	return part.Spread(left, when+" ", s.w)
}

func (s *Screen) author(m desk.Message) string {
	switch {
	case m.Author.Agent != "":
		if m.Author.Agent != s.Me.ID && !m.Author.Name.IsEmpty() && s.names[m.Author.Agent] == "" {
			return text.Line(m.Author.Name)
		}
		return s.name(m.Author.Agent)
	case !m.Author.Name.IsEmpty() || m.Kind == desk.FromCustomer:
		return s.Book.Customer(text.Line(m.Author.Name))
	default:
		return s.Book.T("thread.system")
	}
}

// maxBody is the widest that a text is set: longer lines are hard to read.
const maxBody = 96

// body is the text of an entry behind its gutter.
func (s *Screen) body(m desk.Message) []string {
	gutter, ink := part.Foreign, s.Theme.Text
	switch m.Kind {
	case desk.FromAgent, desk.Forwarded:
		gutter = part.Own
	case desk.InternalNote, desk.PhoneCall:
		gutter = part.Internal
	case desk.FromCustomer, desk.Happening:
	}
	clean := strings.TrimRight(text.Block(m.Text), "\n ")
	if clean == "" {
		lines := []string{part.Pad("   "+s.Theme.Dim.Render(s.Book.T("thread.no_text")), s.w)}
		return append(lines, s.fileLines(m, gutter)...)
	}
	return append(s.quote(gutter, ink, clean, min(s.w-1, maxBody)), s.fileLines(m, gutter)...)
}

// mostEvent is how many lines something that happened takes at most.
const mostEvent = 4

// event is a change or a step in another system, in a few dim lines.
func (s *Screen) event(m desk.Message, now time.Time) []string {
	moment := s.Book.Moment(s.Local(m.At), now)
	when := s.Theme.Dim.Render(moment) + " "
	mark, words := " "+s.Theme.Dim.Render(string(part.Step)+" "), text.Told(m.Text)
	if m.Change != nil {
		mark, words = s.Theme.Dim.Render(" · "), s.changeSaid(m)
	}
	room := max(min(s.w-text.Width(moment)-5, maxBody), 8)
	said := part.Few(words, room, mostEvent)
	lines := make([]string, len(said))
	for i, line := range said {
		lines[i] = part.Spread(mark+s.Theme.Dim.Render(line), when, s.w)
		when = ""
		if m.Change != nil {
			mark = "   "
		}
	}
	return lines
}

// changeSaid says a change of a field.
func (s *Screen) changeSaid(m desk.Message) string {
	who := s.author(m)
	if m.Author.Agent == "" && !m.Author.Name.IsEmpty() {
		who = s.Book.Quoted(text.Line(m.Author.Name))
	}
	c := m.Change
	value := func(v string) string { return s.value(desk.Field(c.Field), v) }
	key := "event." + c.Field
	switch {
	case !s.Book.Has(key):
		return s.Book.T("event.other", "who", who, "field", s.Book.Quoted(text.Line(desk.Foreign(c.Field))), "value", s.Book.Quoted(text.Line(desk.Foreign(c.To))))
	case c.To == "":
		return s.Book.T(key+".none", "who", who, "from", value(c.From))
	case desk.Field(c.Field) == desk.FieldAssignee && c.To == string(m.Author.Agent):
		return s.Book.T("event.assignee.self", "who", who)
	case desk.Field(c.Field) == desk.FieldFollow && c.To == string(m.Author.Agent):
		return s.Book.T("event.follow.self", "who", who)
	default:
		return s.Book.T(key, "who", who, "value", value(c.To), "from", value(c.From))
	}
}

// value is the code of a field's value in words.
func (s *Screen) value(f desk.Field, v string) string {
	switch f {
	case desk.FieldStatus, desk.FieldPriority:
		if key := string(f) + "." + v; s.Book.Has(key) {
			return s.Book.T(key)
		}
	case desk.FieldAssignee, desk.FieldFollow:
		return s.name(desk.AgentID(v))
	case desk.FieldSnooze:
		if t, err := time.Parse(time.RFC3339, v); err == nil {
			return s.Book.Moment(s.Local(t), s.Local(s.Now()))
		}
	case desk.FieldMerge, desk.FieldUnmerge, desk.FieldLink:
		if n, err := strconv.ParseUint(v, 10, 63); err == nil {
			return "#" + strconv.FormatUint(n, 10)
		}
	case desk.FieldEscalation, desk.FieldHandOver:
		return s.name(desk.AgentID(v))
	case desk.FieldGroup, desk.FieldChannel, desk.FieldTier, desk.FieldCall, desk.FieldMinutes, desk.FieldReminder, desk.FieldTag, desk.FieldFilter, desk.FieldNote:
	}
	return s.Book.Quoted(text.Line(desk.Foreign(v)))
}

func (s *Screen) said(prefix, code string) string {
	if s.Book.Has(prefix + code) {
		return s.Book.T(prefix + code)
	}
	return text.Line(desk.Foreign(code))
}

// noted notes where an entry stands that is laid last.
func (p *pages) noted(m desk.Message, from int) {
	at := span{from, len(p.lines) - 1}
	if m.Kind != desk.Happening {
		p.newest = at
	}
	if m.Kind == desk.FromCustomer {
		p.asked = at
	}
}

// showUnread brings the line "new" in sight, with some of what was known before it.
func (s *Screen) showUnread() {
	if s.pages.unread >= 0 {
		s.scroll.To(max(s.pages.unread-2, 0))
	}
}
