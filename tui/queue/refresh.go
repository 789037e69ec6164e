package queue

import (
	"slices"

	"github.com/heed-desk/heed/desk"
)

// fresh is what the ledger says of the rows that a list holds.
type fresh struct {
	desk.Glance             // round the cursor, as it would be laid now
	as          desk.ViewID // the view with its sort
	view        desk.ViewID
	asked       []desk.TicketID // the tickets that it was asked about
	err         error
}

// refresh brings the rows held up to date where they stand. What others took out of the
// view stays as a ghost until the list is laid anew; what the agent did away with goes,
// but at and above the cursor, and where the list would come down, only when that moves on,
// so that two keys in a row never hit two tickets. The cursor's ticket keeps its line.
func (l *list) refresh(f fresh, mine func(desk.Row) bool, page int) {
	in, out := byID(f.In), byID(f.Out)
	asked := make(map[desk.TicketID]bool, len(f.asked))
	for _, id := range f.asked {
		asked[id] = true
	}
	for i := 0; i < len(l.rows); i++ {
		e := &l.rows[i]
		if !asked[e.ID] {
			continue
		}
		if r, ok := in[e.ID]; ok {
			*e = entry{Row: r, place: e.place}
			continue
		}
		r, known := out[e.ID]
		if known {
			e.Row = r
		} else {
			e.lost, e.Row = true, desk.Row{Excerpt: desk.Excerpt{ID: e.ID, Number: e.Number, Status: e.Status}, Order: e.Order}
		}
		own := !known || e.own || mine(r)
		if closes := l.top == 0 || len(l.rows)-l.top > page; i <= l.at || !own || !closes {
			e.gone, e.own = true, own
			continue
		}
		l.rows = slices.Delete(l.rows, i, i+1)
		l.total = max(l.total-1, len(l.rows))
		i--
	}
	l.admit(f.Truth)
	l.count(f.Truth)
	l.scroll(page)
}

// admit lets in what the agent has just opened: a ticket without a number is no news to who
// wrote it. The cursor stays on its ticket, and as far down the screen as there are rows for it.
func (l *list) admit(truth desk.Window) {
	lowest, highest := l.span()
	for _, r := range truth.Rows {
		if r.Number != 0 || slices.ContainsFunc(l.rows, func(e entry) bool { return e.ID == r.ID }) ||
			!l.holdsTop() && r.Order < lowest || !l.holdsEnd() && r.Order > highest {
			continue
		}
		at := slices.IndexFunc(l.rows, func(e entry) bool { return e.place > r.Order })
		if at < 0 {
			at = len(l.rows)
		}
		l.rows = slices.Insert(l.rows, at, entry{Row: r, place: r.Order})
		l.total++
		if at <= l.at {
			l.at, l.top = l.at+1, l.top+1
		}
	}
}

// count says how much the list differs from what it would be if it were laid now.
func (l *list) count(truth desk.Window) {
	arrived := truth.Total - (l.total - l.ghosts())
	if arrived < 0 { // some left beyond what is held
		l.total += arrived
		if l.first > 0 {
			l.first = max(min(l.first, l.total-len(l.rows)), 0)
		}
	}
	l.news = max(arrived, l.strangers(truth))
	l.moved = outOfOrder(l.rows)
}

// strangers counts the rows that would stand among those held.
func (l *list) strangers(truth desk.Window) int {
	lowest, highest := l.span()
	held := make(map[desk.TicketID]bool, len(l.rows))
	for _, e := range l.rows {
		held[e.ID] = true
	}
	n := 0
	for _, r := range truth.Rows {
		if held[r.ID] {
			continue
		}
		if (l.holdsTop() || r.Order >= lowest) && (l.holdsEnd() || r.Order <= highest) {
			n++
		}
	}
	return n
}

// span is the lowest and highest place of the rows held.
func (l *list) span() (lowest, highest int64) {
	for i, e := range l.rows {
		if i == 0 || e.place < lowest {
			lowest = e.place
		}
		if i == 0 || e.place > highest {
			highest = e.place
		}
	}
	return lowest, highest
}

func outOfOrder(rows []entry) bool {
	last, begun := int64(0), false
	for _, e := range rows {
		if e.gone {
			continue
		}
		if begun && e.Order < last {
			return true
		}
		last, begun = e.Order, true
	}
	return false
}

func byID(rows []desk.Row) map[desk.TicketID]desk.Row {
	m := make(map[desk.TicketID]desk.Row, len(rows))
	for _, r := range rows {
		m[r.ID] = r
	}
	return m
}
