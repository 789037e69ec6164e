package outbox

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
)

// View implements screen.Screen.
func (s *Screen) View(now time.Time) paint.Frame {
	if s.w <= 0 || s.h <= 0 {
		return paint.Frame{}
	}
	var lines []string
	if s.headLines() >= 1 {
		title := "   " + s.Theme.Focused.Render(s.Title())
		lines = append(lines, part.Spread(title, s.Theme.Dim.Render(s.summary(now))+"  ", s.w))
	}
	if s.headLines() >= 2 {
		lines = append(lines, "")
	}
	if len(s.ops) == 0 {
		lines = append(lines, strings.Split(part.Empty(s.Theme, s.nothing(), s.w, max(s.h-len(lines), 1)), "\n")...)
		return paint.Frame{Text: part.Fit(lines, s.w, s.h)}
	}
	view := s.list.View(func(i, w int, selected bool) []string { return s.row(s.ops[i], w, selected, now) })
	lines = append(lines, strings.Split(view, "\n")...)
	if s.detailLines() > 0 {
		lines = append(lines, s.detail(now)...)
	}
	return paint.Frame{Text: part.Fit(lines, s.w, s.h)}
}

func (s *Screen) nothing() string {
	switch {
	case s.failed != nil:
		return s.Book.Err(s.failed)
	case !s.got:
		return ""
	default:
		return s.Book.T("outbox.empty")
	}
}

// summary says how the connection is while something waits for it.
func (s *Screen) summary(now time.Time) string {
	if len(s.ops) == 0 || s.link.State == desk.LinkUp {
		return ""
	}
	if s.link.Since.IsZero() {
		return s.Book.T("outbox.offline")
	}
	span := s.Book.Short(now.Sub(s.link.Since))
	if left := s.link.Next.Sub(now); left > 0 && s.w >= 80 {
		return s.Book.T("outbox.offline_next", "span", span, "next", s.Book.Short(left+time.Second-1), "key", s.Key(keymaps.SyncNow))
	}
	return s.Book.T("outbox.offline_since", "span", span)
}

// row is what it is, on which ticket, its age, and below how it stands and why.
func (s *Screen) row(p desk.PendingOp, w int, selected bool, now time.Time) []string {
	number := "·"
	if p.Number > 0 {
		number = strconv.FormatInt(p.Number, 10)
	}
	ink := s.Theme.Text
	if selected {
		ink = s.Theme.Strong
	}
	left := " " + part.Right(number, 6) + "  " + ink.Render(s.what(p))
	if !p.Op.OfDesk() || !p.Op.Customer().IsZero() {
		left += s.Theme.Dim.Render(s.about(p))
	}
	age := s.Theme.Dim.Render(s.Book.Short(now.Sub(p.Op.At)))
	if s.detailLines() == 0 && s.h < 12 {
		return []string{part.Spread(left, s.state(p, now)+"  "+age+" ", w)}
	}
	second := strings.Repeat(" ", 9) + s.state(p, now)
	if files := act.Waiting(s.Session, p.Op.Attachments()); files != "" {
		second += s.Theme.Dim.Render(" · " + files)
	}
	if words := said(p.Op); !words.IsEmpty() {
		second += s.Theme.Dim.Render(" · " + text.Line(words))
	}
	return []string{part.Spread(left, age+" ", w), part.Pad(second, w)}
}

// said are the words of an operation, also those that its agent wrote for nobody else.
func said(op desk.Op) desk.Untrusted {
	if in, ok := op.Intent.(desk.Remind); ok {
		return in.Text
	}
	words, _ := op.Text()
	return words
}

// about is what the ticket of an operation is about; of one that it opens also for whom.
func (s *Screen) about(p desk.PendingOp) string {
	subject, whom := p.Subject, desk.Untrusted{}
	opens := p.Op.Opens()
	if opens != nil {
		subject, whom = opens.Subject, opens.Name
	}
	if subject.IsEmpty() && (!p.Op.Customer().IsZero() || opens == nil && p.Number == 0) {
		return "" // whoever or whatever it was is not known here any more
	}
	said := " · " + s.Book.Subject(text.Line(subject))
	if !whom.IsEmpty() {
		said += " · " + text.Line(whom)
	}
	return said
}

// told is the same for somebody who hears it.
func (s *Screen) told(p desk.PendingOp) string {
	return strings.ReplaceAll(strings.TrimPrefix(s.about(p), " · "), " · ", ", ")
}

// what names the operation.
func (s *Screen) what(p desk.PendingOp) string {
	if in, ok := p.Op.Intent.(desk.SetStatus); ok && s.Book.Has("status."+string(in.Status)) {
		return s.Book.T("outbox.status", "status", s.Book.T("status."+string(in.Status)))
	}
	kind := s.Book.T("kind." + string(p.Op.Intent.Kind()))
	switch in := p.Op.Intent.(type) {
	case desk.ShareFilter:
		return kind + " · " + text.Line(in.Name)
	case desk.PutReply:
		return kind + " · " + text.Line(desk.Foreign(in.Name))
	case desk.Assign:
		if in.To == "" {
			return s.Book.T("outbox.released")
		}
		if in.To == s.Me.ID {
			return s.Book.T("outbox.claimed")
		}
		return s.Book.T("outbox.assigned", "name", s.Book.Name(string(in.To)))
	case desk.Tag:
		return kind + " +" + text.Line(desk.Foreign(strings.Join(in.Tags, " +")))
	case desk.Snooze:
		if in.Until.IsZero() {
			return kind
		}
		return kind + " " + s.Book.Moment(s.Local(in.Until), s.Local(s.Now()))
	case desk.Remind:
		if in.At.IsZero() {
			return kind
		}
		return kind + " " + s.Book.Moment(s.Local(in.At), s.Local(s.Now()))
	default:
		return strings.TrimSpace(kind + " " + text.Line(desk.Foreign(p.Op.Value())))
	}
}

// state says how far it is.
func (s *Screen) state(p desk.PendingOp, now time.Time) string {
	t := s.Theme
	switch p.State {
	case desk.OpHolding:
		if p.Later && p.Until.After(now) {
			return t.Soon.Render(s.Book.T("outbox.later", "when", act.Until(s.Session, p.Until)))
		}
		if left := p.Until.Sub(now); left > 0 {
			key := "outbox.holding"
			if words, _ := p.Op.Text(); words.IsEmpty() {
				key = "root.solving_in"
			} else if !p.Op.Composed() {
				key = "root.final_in"
			}
			return t.Soon.Render(s.Book.T(key, "span", s.Book.Countdown(left)))
		}
		return t.Dim.Render(s.Book.T("state.waiting"))
	case desk.OpHeld:
		return t.Soon.Render(s.Book.T("state.held"))
	case desk.OpRefused, desk.OpUnknown:
		return t.Late.Render(s.Book.T("state." + string(p.State)))
	case desk.OpWaiting:
		if p.Unsure {
			return t.Dim.Render(s.Book.T("outbox.unsure"))
		}
		if p.Tries > 0 {
			return t.Dim.Render(s.Book.N("outbox.tried", p.Tries))
		}
		return t.Dim.Render(s.Book.T("state.waiting"))
	case desk.OpSending, desk.OpParked:
		return t.Dim.Render(s.Book.T("state." + string(p.State)))
	default:
		return ""
	}
}

// detail is the operation under the cursor in full, below a rule: why, and as much as
// there is room for of what came and what it says. The rule counts what is out of sight.
func (s *Screen) detail(now time.Time) []string {
	p := s.current()
	if p == nil {
		return nil
	}
	var lines []string
	if p.Problem != nil {
		for _, l := range text.Wrap(s.Book.Problem(p.Problem), max(s.detailWidth(), 1)) {
			lines = append(lines, " "+s.Theme.Soon.Render(l))
		}
	}
	s.more.Resize(s.w, max(s.detailLines()-1-len(lines), 0))
	s.more.Set(s.inFull(*p, now), false)
	lines = append([]string{part.Rule(s.Theme, s.unseen(), s.w)}, lines...)
	return append(lines, strings.Split(s.more.View(), "\n")...)
}

func (s *Screen) detailWidth() int { return min(s.w-2, 96) }

// unseen says how much of the detail is out of sight, and the key to it.
func (s *Screen) unseen() string {
	if n := s.more.Below(); n > 0 {
		return s.Book.N("thread.below", n) + " · " + s.Key(keymaps.ScrollDown)
	}
	if n := s.more.Top(); n > 0 {
		return s.Book.N("outbox.above", n) + " · " + s.Key(keymaps.ScrollUp)
	}
	return ""
}

// saidBy is who said what came meanwhile.
func (s *Screen) saidBy(m desk.Message) string {
	if m.Author.Agent != "" {
		return cmp.Or(text.Line(m.Author.Name), s.Book.Name(string(m.Author.Agent)))
	}
	return s.Book.Customer(text.Line(m.Author.Name))
}

// yours heads the agent's own words with whom they go to.
func (s *Screen) yours(op desk.Op) string {
	var names []string
	for _, a := range desk.AddressesIn(op.Recipients, desk.AddressTo) {
		names = append(names, cmp.Or(text.Line(a.Name), text.Address(a.Value)))
	}
	_, public := op.Text()
	whose, known := s.whose[op.Ticket]
	switch opens := op.Opens(); {
	case op.Phrase() != nil:
		return s.Book.T("outbox.yours")
	case len(names) > 0:
		return s.Book.T("outbox.yours.to", "who", strings.Join(names, ", "))
	case !public && opens == nil:
		return s.Book.T("outbox.yours.team")
	case public && opens == nil && known:
		return s.Book.T("outbox.yours.to", "who", s.Book.Customer(text.Line(whose)))
	case public && opens != nil:
		return s.Book.T("outbox.yours.to", "who", s.Book.Customer(text.Line(opens.Name)))
	default:
		return s.Book.T("outbox.yours")
	}
}

// inRecord is what an operation changes in a customer's record, and what stands there by now where
// it was refused for that.
func (s *Screen) inRecord(p desk.PendingOp) []string {
	in, is := p.Op.Intent.(desk.EditCustomer)
	if !is {
		return nil
	}
	var lines []string
	say := func(head string, gutter part.Gutter, all []act.Said) {
		if len(all) > 0 {
			lines = append(lines, " "+s.Theme.Dim.Render(head))
		}
		for _, one := range all {
			lines = append(lines, part.Quote(s.Theme, gutter, s.Theme.Text, one.Name+": "+one.Value, s.detailWidth())...)
		}
	}
	if p.Problem != nil && p.Problem.Code == desk.CustomerChanged {
		say(s.Book.T("outbox.customer.now"), part.Foreign, act.Meanwhile(s.Book, s.people[in.Customer], in))
	}
	say(s.Book.T("outbox.yours"), part.Own, act.Saying(s.Book, in))
	return lines
}

// inFull is what the operation was held for, the newest first, and what it says.
func (s *Screen) inFull(p desk.PendingOp, now time.Time) []string {
	var lines []string
	say := func(head string, gutter part.Gutter, words desk.Untrusted) {
		lines = append(lines, " "+s.Theme.Dim.Render(head))
		lines = append(lines, part.Quote(s.Theme, gutter, s.Theme.Text, strings.TrimRight(text.Block(words), "\n "), s.detailWidth())...)
	}
	for _, m := range act.Came(p) {
		gutter := part.Foreign
		if m.Kind == desk.FromAgent {
			gutter = part.Own
		}
		say(s.Book.T("thread.came")+" · "+string(part.Foreign)+s.saidBy(m)+" · "+s.Book.Moment(s.Local(m.At), s.Local(now)), gutter, m.Text)
	}
	if words := said(p.Op); !words.IsEmpty() {
		say(s.yours(p.Op), part.Own, words)
	}
	lines = append(lines, s.inRecord(p)...)
	for _, f := range p.Op.Attachments() {
		said := s.Book.T("files.line", "file", act.File(s.Session, f))
		lines = append(lines, part.Quote(s.Theme, part.Own, s.Theme.Dim, text.Truncate(said, max(s.detailWidth()-3, 1)), s.detailWidth())...)
	}
	return lines
}
