package customer

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/part"
)

// The most cells that the parts of an order take in its one line.
const (
	mostNumber = 14
	mostState  = 14
)

// layOrders adds what they bought: number, what, and how far it is. One that is unfolded
// has all of it below.
func (s *Screen) layOrders(p *sheet, now time.Time) {
	orders := s.data.customer.Orders
	if len(orders) == 0 {
		return
	}
	s.head(p, "customer.orders.title")
	cols := s.orderColumns(orders, now)
	for _, o := range orders {
		s.row(p, s.orderLine(o, cols, s.under(len(p.rows)), now))
		if what, more := s.bought(o); s.below(o, cols) && !s.unfolded[nameOf(o)] {
			what = part.Cut(what, s.inner()-2-text.Width(more)) + more
			s.rowOn(p, "  "+s.Theme.Dim.Render(what))
		}
		if s.unfolded[nameOf(o)] {
			p.lines = append(p.lines, s.orderInFull(o, now)...)
			p.rows[len(p.rows)-1].to = len(p.lines) - 1
		}
	}
}

// columns are the cells of the parts of an order; 0 for what there is no room for.
type columns struct{ number, total, state, age int }

// below reports whether what was bought has a line of its own: the pane is narrow, and it
// would be cut beside the number, even without the age. In a wide one enough of it stands
// there to tell it, and all of it once it is unfolded.
func (s *Screen) below(o desk.Order, c columns) bool {
	if s.w >= totalFrom {
		return false
	}
	what, more := s.bought(o)
	return text.Width(what+more) > s.besideNumber(c)
}

// besideNumber is the room between the number and what stands at the right, without the age.
func (s *Screen) besideNumber(c columns) int {
	room := s.inner() - c.number - 2 - 1 - c.state
	if c.total > 0 {
		room -= c.total + 3
	}
	return room
}

// orderColumns shares out the room: what was bought comes before its age and its price.
func (s *Screen) orderColumns(orders []desk.Order, now time.Time) columns {
	var c columns
	for _, o := range orders {
		c.number = max(c.number, text.Width(text.Truncate(nameOf(o), mostNumber)))
		c.state = max(c.state, text.Width(stateOf(o)))
		c.age = max(c.age, text.Width(s.orderAge(o, now)))
		c.total = max(c.total, text.Width(s.totalOf(o)))
	}
	if s.w < totalFrom {
		c.total = 0
	}
	bought := 0
	for _, o := range orders {
		if what, more := s.bought(o); !s.below(o, c) {
			bought = max(bought, text.Width(what+more))
		}
	}
	if s.w < totalFrom && s.besideNumber(c)-1-c.age < bought {
		c.age = 0
	}
	return c
}

// totalFrom is the width from which there is room for what an order cost.
const totalFrom = 56

func stateOf(o desk.Order) string { return text.Truncate(text.Line(o.Status), mostState) }

func (s *Screen) totalOf(o desk.Order) string {
	return text.Truncate(s.Book.Decimal(text.Line(desk.Foreign(o.Total))), mostState)
}

func (s *Screen) orderAge(o desk.Order, now time.Time) string {
	if o.At.IsZero() {
		return ""
	}
	return s.Book.Short(now.Sub(o.At))
}

func (s *Screen) orderLine(o desk.Order, c columns, under bool, now time.Time) string {
	ink := s.Theme.Text
	if under {
		ink = s.Theme.Strong
	}
	number := ink.Render(text.PadRight(text.Truncate(nameOf(o), mostNumber), c.number)) + "  "
	right := stateOf(o)
	if c.age > 0 || c.total > 0 {
		right = text.PadRight(right, c.state)
	}
	if c.total > 0 {
		right = part.Right(s.totalOf(o), c.total) + "  " + right
	}
	if c.age > 0 {
		right += " " + part.Right(s.orderAge(o, now), c.age)
	}
	if s.below(o, c) {
		return part.Spread(number, s.Theme.Dim.Render(right), s.inner())
	}
	what, more := s.bought(o)
	room := s.inner() - c.number - 2 - 1 - text.Width(right) - min(c.total, 1)
	what = part.Cut(what, room-text.Width(more)) + more
	return part.Spread(number+s.Theme.Dim.Render(what), s.Theme.Dim.Render(right), s.inner())
}

// bought is the first thing of an order, and how many more there are.
func (s *Screen) bought(o desk.Order) (what, more string) {
	if len(o.Items) == 0 {
		return "", ""
	}
	if n := len(o.Items) - 1; n > 0 {
		more = s.Book.T("customer.and_more", "n", n)
	}
	return text.Line(o.Items[0].Name), more
}

// orderInFull is all that is known of an order.
func (s *Screen) orderInFull(o desk.Order, now time.Time) []string {
	var lines []string
	add := func(words, amount string) { lines = append(lines, s.detail(words, amount)...) }
	var state []string
	if status := text.Line(o.Status); text.Width(status) > mostState { // else the line above says it
		state = append(state, status)
	}
	if !o.At.IsZero() {
		state = append(state, s.Book.T("customer.order.placed", "moment", s.Book.Moment(s.Local(o.At), s.Local(now))))
	}
	if name := nameOf(o); text.Width(name) > mostNumber {
		add(name, "")
	}
	for _, line := range wrapParts(state, max(s.inner()-2, 1)) {
		add(line, "")
	}
	for _, it := range o.Items {
		add(text.Line(it.Name), s.Book.Decimal(text.Line(desk.Foreign(it.Price))))
	}
	if o.Total != "" {
		add(s.Book.T("customer.order.total"), s.Book.Decimal(text.Line(desk.Foreign(o.Total))))
	}
	for _, code := range o.Tracking {
		add(s.Book.T("customer.order.tracking", "code", text.Line(code)), "")
	}
	return lines
}

// detail is a line of an order, wrapped, with an amount at the right of its first one.
func (s *Screen) detail(words, amount string) []string {
	room := max(s.inner()-2, 1)
	wide := room
	if amount != "" {
		amount = text.Truncate(amount, room/2)
		wide = max(room-text.Width(amount)-1, 1)
	}
	lines := part.Few(words, wide, mostLines)
	for i, line := range lines {
		line = s.Theme.Dim.Render(line)
		if i == 0 {
			line = part.Spread(line, s.Theme.Text.Render(amount), room)
		}
		lines[i] = strings.Repeat(" ", 3) + line
	}
	return lines
}
