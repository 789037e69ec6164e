package thread

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// Why implements screen.Screen.
func (s *Screen) Why(a keymaps.Action) desk.Reason {
	switch {
	case act.Handles(a):
		return act.Why(a, s.target(), s.Me.ID)
	case act.Decides(a):
		return s.decisions.Why(a, s.attended())
	case (a == keymaps.GoCustomer || a == keymaps.WhyOrder || a == keymaps.History || a == keymaps.CopyText) && !s.current():
		return desk.Reason{Code: desk.NothingSelected}
	case a == keymaps.Split && (!s.current() || len(s.apart()) == 0):
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_second"}}
	case a == keymaps.Attachments:
		return s.whyNoFiles()
	case a == keymaps.GoUnread && s.unread == 0:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"unread"}}
	default:
		return desk.Reason{}
	}
}

// Label implements screen.Labelled.
func (s *Screen) Label(a keymaps.Action) string { return s.decisions.Label(a, s.attended()) }

// Act implements screen.Screen.
func (s *Screen) Act(a keymaps.Action) screen.Out {
	switch {
	case act.Handles(a):
		if t := s.target(); t != nil {
			return s.acts.Act(a, *t)
		}
		return screen.Out{}
	case act.Decides(a):
		if p := s.attended(); p != nil {
			return s.decisions.Act(a, *p, s.data.Base, s.data.Seen)
		}
		return screen.Out{}
	}
	switch a {
	case keymaps.Quotes:
		s.unfolded = !s.unfolded
		s.pages.forget()
		s.fit()
		return s.scrolled()
	case keymaps.History:
		if s.current() {
			return screen.Out{Open: s.historyDialog()}
		}
		return screen.Out{}
	case keymaps.Split:
		return screen.Out{Open: s.splitDialog()}
	case keymaps.CopyText:
		if s.current() {
			return screen.Out{Open: s.copyDialog()}
		}
		return screen.Out{}
	case keymaps.Attachments:
		return s.openFiles()
	case keymaps.WhyOrder:
		if s.current() {
			return screen.Out{Open: act.NewSum(s.Session, s.data.Ticket)}
		}
		return screen.Out{}
	case keymaps.GoCustomer:
		if !s.current() {
			return screen.Out{}
		}
		return screen.Out{Go: &screen.Go{To: screen.Customer, Ticket: s.id, Who: s.data.Ticket.Requester}}
	case keymaps.GoBack:
		return screen.Out{Go: &screen.Go{To: screen.Back}}
	default:
		return s.scrollBy(a)
	}
}

// scrollBy moves what is in sight.
func (s *Screen) scrollBy(a keymaps.Action) screen.Out {
	if s.Linear {
		return s.hearBy(a)
	}
	switch a {
	case keymaps.Up:
		s.scroll.By(-1)
	case keymaps.Down:
		s.scroll.By(1)
	case keymaps.PageUp, keymaps.ScrollUp:
		s.scroll.Page(-1)
	case keymaps.PageDown, keymaps.ScrollDown:
		s.scroll.Page(1)
	case keymaps.First:
		s.scroll.To(0)
	case keymaps.Last:
		s.scroll.Bottom()
	case keymaps.GoUnread:
		s.showUnread()
	case keymaps.NextMessage:
		s.toMessage(1)
	case keymaps.PrevMessage:
		s.toMessage(-1)
	default:
		return screen.Out{}
	}
	s.keeps = false
	return s.scrolled()
}

// toMessage brings the next thing that somebody said to the top, or the one before it.
func (s *Screen) toMessage(by int) {
	top := s.scroll.Top()
	to := -1
	for _, at := range s.pages.starts {
		switch {
		case !at.said:
		case by > 0 && at.line > top:
			s.scroll.To(at.line)
			return
		case by < 0 && at.line < top:
			to = at.line
		}
	}
	if to >= 0 {
		s.scroll.To(to)
	}
}

// attended is the operation that waits for the agent's decision; nil where none does, and
// while another ticket than the one wanted stands there.
func (s *Screen) attended() *desk.PendingOp {
	if !s.current() {
		return nil
	}
	if p := act.Attention(s.data.Pending); p != nil {
		return p
	}
	return act.PutOff(s.data.Pending)
}

// scrolled is what follows from other lines being in sight: earlier entries are read
// before the first one comes into sight, and what has been seen to the end is marked so.
func (s *Screen) scrolled() screen.Out {
	s.follow = s.scroll.AtBottom()
	if s.follow {
		s.below = 0
	}
	return s.askEarlier().Merge(s.markSeen())
}

// Enter implements screen.Entered: what is in sight when one comes to it is read.
func (s *Screen) Enter() screen.Out { return s.markSeen() }

// markSeen tells the ledger what has been seen, once the ticket was opened and the end of
// the newest thing said is in sight. What is only shown beside a list is not read.
func (s *Screen) markSeen() screen.Out {
	last := s.data.Seen
	if !s.current() || !s.focused || !s.newestInSight() || last <= s.marked {
		return screen.Out{}
	}
	s.marked = last
	seer, id := s.seer, s.id
	return screen.Out{Write: []screen.Write{{Slot: slotSeen, Mark: true, Run: func() (any, error) { return nil, seer.MarkSeen(id, last) }}}}
}
