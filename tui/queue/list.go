package queue

import (
	"slices"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
)

// list is the piece of a view that the screen holds: more than it shows each way, so
// that moving never waits. It changes its order only when it is laid anew; what comes in
// between is counted, and what leaves is kept as a ghost in its place.
type list struct {
	as    desk.ViewID // the view in the order in which it was laid
	rows  []entry
	first int  // rows of the view before rows[0]; -1 for not known
	total int  // rows of the view, ghosts included
	at    int  // the cursor; -1 where there are no rows
	top   int  // the first row shown
	news  int  // rows that came since it was laid
	moved bool // the order would be another one
}

// entry is a row, or what is left of one that is no longer in the view.
type entry struct {
	desk.Row
	place int64 // where it stood in the view when it was laid: its Order may be another one by now
	gone  bool
	own   bool // gone by the agent's own doing: it stays only while the cursor is on it
	lost  bool // not on this computer any more, as of somebody who was erased: no word of it stays
}

// cursor is the row under the cursor.
func (l *list) cursor() (entry, bool) {
	if l == nil || l.at < 0 || l.at >= len(l.rows) {
		return entry{}, false
	}
	return l.rows[l.at], true
}

// beside is what stands above and below the cursor.
func (l *list) beside() (near [2]screen.Aim) {
	if l == nil {
		return near
	}
	for i, at := range [2]int{l.at - 1, l.at + 1} {
		if at >= 0 && at < len(l.rows) && l.at >= 0 {
			near[i] = screen.Aim{Ticket: l.rows[at].ID, Who: l.rows[at].Requester}
		}
	}
	return near
}

// anchor is where the cursor stands in the view.
func (l *list) anchor() desk.Anchor {
	if e, ok := l.cursor(); ok {
		return desk.Anchor{Ticket: e.ID, Order: e.Order}
	}
	return desk.Anchor{}
}

// spot is where a row was laid. One that would stand elsewhere by now is not looked for
// by its ticket: what is wanted is what lies round the place.
func (e entry) spot() desk.Anchor {
	if e.gone || e.Order != e.place {
		return desk.Anchor{Order: e.place}
	}
	return desk.Anchor{Ticket: e.ID, Order: e.Order}
}

// line is the row of the screen on which the cursor stands, counted from its top.
func (l *list) line() int {
	if l == nil || l.at < 0 {
		return 0
	}
	return l.at - l.top
}

// lay takes a window in as it is. The cursor stands on its anchor, and as far down the
// screen as before where that leaves no gap.
func (l *list) lay(w desk.Window, line, page int) {
	l.rows = l.rows[:0]
	for _, r := range w.Rows {
		l.rows = append(l.rows, entry{Row: r, place: r.Order})
	}
	l.first, l.total, l.at = w.First, w.Total, min(w.At, len(w.Rows)-1)
	l.news, l.moved = 0, false
	l.top = l.at - line
	l.scroll(page)
}

// holdsTop and holdsEnd report whether the view's ends are among the rows held.
func (l *list) holdsTop() bool { return l.first == 0 || len(l.rows) == 0 }
func (l *list) holdsEnd() bool { return l.first >= 0 && l.first+len(l.rows) >= l.total }

// move takes the cursor n rows on, and reports whether it stands elsewhere than before.
func (l *list) move(n, page int) bool {
	if len(l.rows) == 0 {
		return false
	}
	before := l.at
	l.at = min(max(l.at+n, 0), len(l.rows)-1)
	if l.at != before {
		l.sweep()
	}
	l.scroll(page)
	return l.at != before
}

// sweep takes out what the agent did away with, once the cursor has left it. The list
// closes up, so that the next row comes to where that one was.
func (l *list) sweep() {
	for i := len(l.rows) - 1; i >= 0; i-- {
		if i == l.at || !l.rows[i].own {
			continue
		}
		l.rows = slices.Delete(l.rows, i, i+1)
		l.total = max(l.total-1, len(l.rows))
		if i < l.at {
			l.at--
		}
	}
}

// context is how many rows stay in sight beyond the cursor.
const context = 2

// scroll brings the cursor into sight with its context, and leaves no gap at the end.
func (l *list) scroll(page int) {
	if len(l.rows) == 0 {
		l.at, l.top = -1, 0
		return
	}
	l.at = min(max(l.at, 0), len(l.rows)-1)
	margin := min(context, max(page-1, 0)/2)
	l.top = min(l.top, l.at-margin)
	l.top = max(l.top, l.at+margin-page+1)
	l.top = max(min(l.top, len(l.rows)-page), 0)
}

// wants says at which ends rows are missing: nearer to the cursor than a screenful.
func (l *list) wants(page int) (before, after bool) {
	if len(l.rows) == 0 {
		return false, false
	}
	return !l.holdsTop() && l.top < page, !l.holdsEnd() && l.top+page > len(l.rows)-page
}

// grow adds the rows of a window beyond one end. Rows that are held already stay where they are.
func (l *list) grow(w desk.Window, before bool, page int) {
	held := make(map[desk.TicketID]bool, len(l.rows))
	for _, e := range l.rows {
		held[e.ID] = true
	}
	var more []entry
	for _, r := range w.Rows {
		if !held[r.ID] {
			more = append(more, entry{Row: r, place: r.Order})
		}
	}
	switch {
	case before && len(more) == 0:
		l.first = 0
	case before && !l.keepsLine(len(more), page): // they wait with what is new
		l.news, l.first = max(l.news, len(more)), 0
	case before:
		l.rows = append(more, l.rows...)
		l.at, l.top = l.at+len(more), l.top+len(more)
		l.first = max(l.first-len(more), 0)
	case len(more) == 0:
		l.total = l.first + len(l.rows)
	default:
		l.rows = append(l.rows, more...)
	}
	l.trim(page)
}

// keepsLine reports whether the cursor stays on its line when n rows come in above: it
// does not where the agent has emptied the view, and what is held no longer fills a page.
func (l *list) keepsLine(n, page int) bool {
	return l.top+n <= max(len(l.rows)+n-page, 0)
}

// trim forgets rows that are many screens away from what is shown.
func (l *list) trim(page int) {
	keep := 4 * max(page, 10)
	if over := len(l.rows) - (l.top + page + keep); over > 0 {
		l.rows = l.rows[:len(l.rows)-over]
	}
	if over := l.top - keep; over > 0 {
		l.rows = slices.Delete(l.rows, 0, over)
		l.at, l.top = l.at-over, l.top-over
		if l.first >= 0 {
			l.first += over
		}
	}
}

// ids are the tickets held, ghosts too: they may come back.
func (l *list) ids() []desk.TicketID {
	ids := make([]desk.TicketID, len(l.rows))
	for i, e := range l.rows {
		ids[i] = e.ID
	}
	return ids
}

func (l *list) ghosts() int {
	n := 0
	for _, e := range l.rows {
		if e.gone {
			n++
		}
	}
	return n
}

// ownGhosts are those that go by themselves when the cursor moves on.
func (l *list) ownGhosts() int {
	n := 0
	for _, e := range l.rows {
		if e.own {
			n++
		}
	}
	return n
}
