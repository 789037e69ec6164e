package thread

import (
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/part"
)

// layPending lays the agent's words that the desk does not have yet, with their state. One
// that needs attention has beneath it why, what came, and what can be done.
func (s *Screen) layPending(m desk.Message, o desk.PendingOp, now time.Time) {
	p := s.pages
	if o.State == desk.OpHolding {
		p.live = append(p.live, live{line: len(p.lines), draw: func(at time.Time) string {
			return s.headLine(m, s.state(o, at), now)
		}})
	}
	p.lines = append(p.lines, s.headLine(m, s.state(o, s.Now()), now))
	p.lines = append(p.lines, s.envelope(m)...)
	p.lines = append(p.lines, s.body(m)...)
	if act.NeedsAttention(o) {
		s.layAttention(o, now)
	}
	p.lines = append(p.lines, "")
}

// state says how far an operation has come.
func (s *Screen) state(o desk.PendingOp, now time.Time) string {
	t := s.Theme
	switch o.State {
	case desk.OpHolding:
		if o.Later && o.Until.After(now) {
			return t.Soon.Render(s.Book.T("state.later", "when", act.Until(s.Session, o.Until), "key", s.Key(keymaps.EditAgain)))
		}
		if left := o.Until.Sub(now); left > 0 {
			return t.Soon.Render(s.Book.T("state.holding", "span", s.Book.Countdown(left), "key", s.Key(keymaps.Undo)))
		}
		return t.Dim.Render(s.Book.T("state.waiting"))
	case desk.OpWaiting:
		return t.Dim.Render(s.Book.T("state.waiting"))
	case desk.OpSending:
		return t.Dim.Render(s.Book.T("state.sending"))
	case desk.OpHeld:
		return t.Soon.Render(s.Book.T("state.held"))
	case desk.OpRefused:
		return t.Late.Render(s.Book.T("state.refused"))
	case desk.OpUnknown:
		return t.Late.Render(s.Book.T("state.unknown"))
	case desk.OpParked:
		return t.Dim.Render(s.Book.T("state.parked"))
	default:
		return ""
	}
}

// layAttention lays what stands under an operation that waits for the agent. The keys are
// shown only while they count: where the agent is in this pane.
func (s *Screen) layAttention(o desk.PendingOp, now time.Time) {
	p := s.pages
	p.lines = append(p.lines, s.attention(o, now)...)
	p.live = append(p.live, live{line: len(p.lines), draw: func(time.Time) string {
		if !s.focused {
			return part.Pad("", s.w)
		}
		return part.Pad("   "+s.decisions.Hints(o), s.w)
	}})
	p.lines = append(p.lines, part.Pad("", s.w))
}

// attention is why an operation waits for the agent, and what came that is not in sight
// already.
func (s *Screen) attention(o desk.PendingOp, now time.Time) []string {
	lines := []string{""}
	width := min(s.w-1, maxBody)
	say := func(words string) {
		for _, line := range text.Wrap(words, max(width-3, 1)) {
			lines = append(lines, part.Pad("   "+s.Theme.Soon.Render(line), s.w))
		}
	}
	if o.Problem != nil {
		say(s.Book.Problem(o.Problem))
	} else {
		say(s.Book.T("thread.attention." + string(o.State)))
	}
	for _, m := range act.Came(o) {
		if !s.holds(m.ID) {
			lines = append(lines, "", s.headLine(m, s.Theme.Soon.Render(s.Book.T("thread.came")), now))
			lines = append(lines, s.body(m)...)
		}
	}
	return append(lines, "")
}

// holds reports whether an entry of the desk's is among those laid.
func (s *Screen) holds(id desk.MessageID) bool {
	for _, m := range s.data.Messages {
		if m.ID == id {
			return true
		}
	}
	return false
}

// laySilent lays the operations that say nothing and need attention: a status that was
// refused. Those on their way show in the header by what they changed.
func (s *Screen) laySilent() {
	now := s.Local(s.Now())
	for _, o := range s.data.Pending {
		if words, _ := o.Op.Text(); !words.IsEmpty() || !act.NeedsAttention(o) {
			continue
		}
		s.pages.starts = append(s.pages.starts, start{key: key{op: o.Op.ID}, line: len(s.pages.lines)})
		head := " " + s.Theme.Strong.Render(s.Book.T("kind."+string(o.Op.Intent.Kind())))
		s.pages.lines = append(s.pages.lines, part.Spread(head, s.state(o, now)+" ", s.w))
		s.layAttention(o, now)
		s.pages.lines = append(s.pages.lines, "")
	}
}
