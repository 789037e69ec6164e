package customer

import (
	"slices"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// list takes the other tickets in: those that go on stand before those that are done, the
// newest first in both.
func (s *Screen) list(history []desk.Row) {
	s.others = s.others[:0]
	var done []desk.Row
	for _, r := range history {
		switch {
		case r.ID == s.ticket:
		case r.Status.Done():
			done = append(done, r)
		default:
			s.others = append(s.others, r)
		}
	}
	s.goingOn = len(s.others)
	s.others = append(s.others, done...)
}

// listed is how much the cursor can stand on.
func (s *Screen) listed() int { return len(s.data.customer.Orders) + len(s.others) }

// order is the order under the cursor; nil where there is none.
func (s *Screen) order() *desk.Order {
	if orders := s.data.customer.Orders; s.current() && s.at < len(orders) {
		return &orders[s.at]
	}
	return nil
}

// other is the ticket under the cursor; nil where there is none.
func (s *Screen) other() *desk.Row {
	if at := s.at - len(s.data.customer.Orders); s.current() && at >= 0 && at < len(s.others) {
		return &s.others[at]
	}
	return nil
}

func nameOf(o desk.Order) string { return text.Line(o.Number) }

// Why implements screen.Screen.
func (s *Screen) Why(a keymaps.Action) desk.Reason {
	switch {
	case a == keymaps.Open && s.order() == nil && s.other() == nil:
		return desk.Reason{Code: desk.NothingSelected}
	case a == keymaps.WriteTo:
		return s.whyNotWriteTo()
	case a == keymaps.EditCustomer, a == keymaps.NoteCustomer, a == keymaps.MergeCustomer:
		return s.whyNotChange(a)
	case a == keymaps.Unfold && s.order() == nil:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_order"}}
	default:
		return desk.Reason{}
	}
}

// Label implements screen.Labelled.
func (s *Screen) Label(a keymaps.Action) string {
	if o := s.order(); a == keymaps.Unfold && o != nil && s.unfolded[nameOf(*o)] {
		return s.Book.T("action.unfold.again")
	}
	return ""
}

// Act implements screen.Screen.
func (s *Screen) Act(a keymaps.Action) screen.Out {
	switch a {
	case keymaps.Up:
		s.move(-1)
	case keymaps.Down:
		s.move(1)
	case keymaps.PageUp, keymaps.ScrollUp:
		s.scroll.Page(-1)
	case keymaps.PageDown, keymaps.ScrollDown:
		s.scroll.Page(1)
	case keymaps.First:
		s.at = 0
		s.drawn = drawn{}
		s.scroll.To(0)
	case keymaps.Last:
		s.move(s.listed())
		s.scroll.Bottom()
	case keymaps.WriteTo:
		return screen.Out{Go: &screen.Go{To: screen.WriteFirst, Who: s.data.customer.ID}}
	case keymaps.EditCustomer:
		return screen.Out{Open: s.whatToChange()}
	case keymaps.NoteCustomer:
		return s.askFor(change{part: aNote})
	case keymaps.MergeCustomer:
		return screen.Out{Open: s.otherRecord()}
	case keymaps.Unfold:
		s.unfold()
	case keymaps.Open:
		if r := s.other(); r != nil {
			return screen.Out{Go: &screen.Go{To: screen.Ticket, Ticket: r.ID, Who: s.data.customer.ID}}
		}
		s.unfold()
	default:
	}
	return screen.Out{}
}

// whyNotWriteTo is the reason why nothing can be written first to the customer: nowhere to,
// or only where they do not want to hear from us.
func (s *Screen) whyNotWriteTo() desk.Reason {
	c := s.data.customer
	if !s.current() || c.ID.IsZero() {
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_customer"}}
	}
	mails := slices.ContainsFunc(c.Mails, desk.Addressable)
	phones := slices.ContainsFunc(c.Phones, desk.Addressable)
	switch {
	case !mails && !phones:
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"no_address"}}
	case (!mails || c.WantsNo(desk.Mail)) && (!phones || c.WantsNo(desk.SMS)):
		return desk.Reason{Code: desk.NothingSelected, Args: []string{"refuses_all"}}
	default:
		return desk.Reason{}
	}
}

// unfold shows the order under the cursor in full, or again in one line.
func (s *Screen) unfold() {
	o := s.order()
	if o == nil {
		return
	}
	s.unfolded[nameOf(*o)] = !s.unfolded[nameOf(*o)]
	s.show()
}

// move takes the cursor along the orders and tickets, and scrolls on where there are no more.
func (s *Screen) move(n int) {
	before := s.at
	s.at = min(max(s.at+n, 0), max(s.listed()-1, 0))
	if s.at == before {
		s.scroll.By(n)
		return
	}
	s.show()
}

// around is how many lines stay in sight above and below the cursor.
const around = 2

// show lays the lines anew and brings what is under the cursor into sight.
func (s *Screen) show() {
	s.drawn = drawn{}
	s.lay(s.Now())
	if s.at < len(s.rows) {
		at := s.rows[s.at]
		s.scroll.Show(max(at.from-around, 0), at.to+around)
	}
}
