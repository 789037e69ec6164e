package cache

import (
	"slices"

	"github.com/heed-desk/heed/cache/record"
	"github.com/heed-desk/heed/desk"
)

// Window returns a piece of a view: the row at the anchor, up to before rows before it
// and up to after rows behind it. It costs what the rows cost that it returns, however
// long the view is. A view in another order than its own (desk.ViewID.By) and one of a
// filter (desk.Filter.View) are made when they are asked for first, which costs what all
// rows cost that they are made from.
func (l *Ledger) Window(view desk.ViewID, at desk.Anchor, before, after int) (desk.Window, error) {
	win := desk.Window{At: -1}
	err := l.viewOf(view, func(k *look) (err error) {
		win, err = l.windowOf(k, view, at, before, after)
		return err
	})
	if err != nil {
		return desk.Window{At: -1}, err
	}
	return win, nil
}

// windowOf is Window in a look that viewOf took.
func (l *Ledger) windowOf(k *look, view desk.ViewID, at desk.Anchor, before, after int) (desk.Window, error) {
	if bit := bitOf(view); bit >= 0 {
		s := &stretch{l: l, k: k, over: k.over, view: view, bit: bit}
		return s.window(at, max(before, 0), max(after, 0))
	}
	s := &resort{sorting: k.order, l: l, k: k, over: k.over}
	s.lay()
	return s.window(at, max(before, 0), max(after, 0))
}

// stretch reads rows of one view in order: those of the file and those of the overlay as
// one list.
type stretch struct {
	l    *Ledger
	k    *look
	over *overlay
	view desk.ViewID
	bit  int
	held int // rows of the view in the file
}

// spot is a row that was found in the order.
type spot struct {
	place
	n local       // in the file
	p *projection // or in the overlay
}

func (s *stretch) window(at desk.Anchor, before, after int) (desk.Window, error) {
	counts, err := s.k.readCounts()
	if err != nil {
		return desk.Window{}, err
	}
	lane := &s.over.views[s.bit]
	s.held = int(counts[s.bit])
	total := s.held - len(lane.out) + len(lane.in)
	from, bottom, err := s.anchor(at)
	top := from.order == -1<<63 && !bottom
	if err != nil {
		return desk.Window{}, err
	}
	var behind []spot
	if bottom {
		before++
	} else {
		behind = s.forward(from, after+1)
	}
	ahead := s.backward(from, bottom, before)
	win := desk.Window{At: -1, Total: total}
	spots := slices.Concat(ahead, behind)
	if len(spots) == 0 {
		return win, nil
	}
	win.At = min(len(ahead), len(spots)-1)
	switch {
	case top || len(ahead) < before:
		win.First = 0
	case !bottom && len(behind) <= after || bottom:
		win.First = max(total-len(spots), 0)
	default:
		win.First = s.rank(spots[0].place)
	}
	win.Rows, err = s.rows(spots)
	return win, err
}

// anchor is the place where a window stands. Bottom says that it is behind everything.
func (s *stretch) anchor(at desk.Anchor) (from place, bottom bool, err error) {
	switch {
	case !at.Ticket.IsZero():
		r, _, err := s.l.rowOver(s.k, s.over, at.Ticket)
		if err != nil {
			return from, false, err
		}
		if r != nil && r.Filed&(1<<s.bit) != 0 {
			return placeOf(s.view, &r.Excerpt), false, nil
		}
		return place{order: at.Order}, false, nil
	case at.Order != 0:
		return place{order: at.Order}, false, nil
	case at.Edge == desk.Bottom:
		return from, true, nil
	default:
		return place{order: -1 << 63}, false, nil
	}
}

// forward returns up to n rows from a place on.
func (s *stretch) forward(from place, n int) []spot {
	out := make([]spot, 0, n)
	in := s.over.views[s.bit].in
	next, _ := slices.BinarySearchFunc(in, from, func(a standing, p place) int { return a.compare(p) })
	c := s.k.bucket(partOrder).Cursor()
	key, value := c.Seek(from.key(s.bit))
	for len(out) < n {
		disk, ok := s.spot(key, value)
		switch {
		case ok && s.over.halves[disk.half]:
			key, value = c.Next()
		case next < len(in) && (!ok || in[next].compare(disk.place) < 0):
			out = append(out, spot{place: in[next].place, p: in[next].p})
			next++
		case ok:
			out = append(out, disk)
			key, value = c.Next()
		default:
			return out
		}
	}
	return out
}

// backward returns up to n rows before a place, or before the end, in their order.
func (s *stretch) backward(from place, end bool, n int) []spot {
	out := make([]spot, 0, n)
	in := s.over.views[s.bit].in
	next := len(in)
	seek := []byte{byte(s.bit) + 1}
	if !end {
		next, _ = slices.BinarySearchFunc(in, from, func(a standing, p place) int { return a.compare(p) })
		seek = from.key(s.bit)
	}
	c := s.k.bucket(partOrder).Cursor()
	key, _ := c.Seek(seek)
	key, value := stepBack(c, key)
	for len(out) < n {
		disk, ok := s.spot(key, value)
		switch {
		case ok && s.over.halves[disk.half]:
			key, value = stepBack(c, key)
		case next > 0 && (!ok || in[next-1].compare(disk.place) > 0):
			next--
			out = append(out, spot{place: in[next].place, p: in[next].p})
		case ok:
			out = append(out, disk)
			key, value = stepBack(c, key)
		default:
			slices.Reverse(out)
			return out
		}
	}
	slices.Reverse(out)
	return out
}

// spot reads a key of the order; not ok beyond the view.
func (s *stretch) spot(key, value []byte) (spot, bool) {
	view, p, ok := placeOfKey(key)
	if !ok || view != s.bit {
		return spot{}, false
	}
	n, _ := localOf(value)
	return spot{place: p, n: n}, true
}

func (s *stretch) rows(spots []spot) ([]desk.Row, error) {
	out := make([]desk.Row, 0, len(spots))
	for _, at := range spots {
		var r *record.Row
		if at.p != nil {
			r = &at.p.row
		} else {
			var err error
			if r, err = s.l.rowAt(s.k, at.n); err != nil {
				return nil, err
			}
			if r.Filed&(1<<s.bit) == 0 || placeOf(s.view, &r.Excerpt) != at.place {
				return nil, errIncoherent // the order is not sealed: the row says in which views it belongs, and where
			}
		}
		out = append(out, s.l.shown(s.k, s.view, r, at.p))
	}
	return out, nil
}

// before is how many rows of the file stand before a place; -1 while that is not known.
func (s *stretch) before(at place) int {
	if s.held <= blockMost {
		return walk(s.k, []byte{byte(s.bit)}, at.key(s.bit)) // so few are counted faster than looked up
	}
	return s.l.ranks.rank(s.k, s.bit, at.key(s.bit))
}

// rank is how many rows stand before a place; -1 while that is not known.
func (s *stretch) rank(at place) int {
	n := s.before(at)
	if n < 0 {
		s.l.ranks.want(s.bit)
		signal(s.l.alarm)
		return -1
	}
	lane := &s.over.views[s.bit]
	hidden, _ := slices.BinarySearchFunc(lane.out, at, place.compare)
	added, _ := slices.BinarySearchFunc(lane.in, at, func(a standing, p place) int { return a.compare(p) })
	return n - hidden + added
}
