package cache

import (
	"slices"
	"sort"

	"github.com/heed-desk/heed/desk"
)

// resort reads rows of a view in an order that is held in memory: those of the file and
// those of the overlay as one list.
type resort struct {
	*sorting
	l      *Ledger
	k      *look
	over   *overlay
	hidden []int // of the rows, those that the overlay covers
	in     []laidIn
}

// laidIn is a row of the overlay in its place.
type laidIn struct {
	sorted
	p *projection
}

// viewOf looks at the records for somebody who reads a view. Where that is in another order
// than its own the look has the order; where it has to be made first it waits for it.
func (l *Ledger) viewOf(view desk.ViewID, fn func(*look) error) error {
	if bitOf(view) >= 0 {
		return l.view(fn)
	}
	for range 3 { // a resync may bring another generation in between
		if _, err := l.sorts.get(l, view); err != nil {
			return err
		}
		same := false
		err := l.view(func(k *look) error {
			k.order = l.sorts.find(view)
			if same = k.order != nil && k.gen == k.order.gen; !same {
				return nil
			}
			if k.order.at > k.tx.ID() {
				return errTorn // it was moved on since
			}
			return fn(k)
		})
		if same || err != nil {
			return err
		}
		l.sorts.drop()
	}
	return nil
}

// lay finds what the overlay does to the order.
func (s *resort) lay() {
	for _, p := range s.over.tickets {
		if !p.there {
			continue
		}
		if p.was != nil && s.has(p.was) {
			was := sortedOf(s.by, 0, &p.was.Excerpt)
			if i, ok := slices.BinarySearchFunc(s.rows, was, sorted.compare); ok {
				s.hidden = append(s.hidden, i)
			}
		}
		if s.has(&p.row) {
			s.in = append(s.in, laidIn{sortedOf(s.by, 0, &p.row.Excerpt), p})
		}
	}
	slices.Sort(s.hidden)
	slices.SortFunc(s.in, func(a, b laidIn) int { return a.compare(b.sorted) })
}

// cut is a place between two rows: so many of the file's stand before it, so many of the overlay's.
type cut struct{ rows, in int }

func (s *resort) total() int { return len(s.rows) - len(s.hidden) + len(s.in) }

// rank is how many rows stand before a cut.
func (s *resort) rank(c cut) int { return c.rows - sort.SearchInts(s.hidden, c.rows) + c.in }

func (s *resort) covered(i int) bool {
	_, ok := slices.BinarySearch(s.hidden, i)
	return ok
}

// before is the cut before everything that does not stand before a row.
func (s *resort) before(at sorted) cut {
	i, _ := slices.BinarySearchFunc(s.rows, at, sorted.compare)
	j, _ := slices.BinarySearchFunc(s.in, at, func(a laidIn, b sorted) int { return a.compare(b) })
	return cut{i, j}
}

// anchor is the cut at which a window stands.
func (s *resort) anchor(at desk.Anchor) (cut, error) {
	end := cut{len(s.rows), len(s.in)}
	if !at.Ticket.IsZero() {
		r, _, err := s.l.rowOver(s.k, s.over, at.Ticket)
		if err != nil {
			return cut{}, err
		}
		if r != nil && s.has(r) {
			return s.before(sortedOf(s.by, 0, &r.Excerpt)), nil
		}
	}
	switch {
	case !at.Ticket.IsZero(), at.Order != 0:
		return s.before(sorted{Rank: desk.Rank{Order: at.Order}}), nil
	case at.Edge == desk.Bottom:
		return end, nil
	default:
		return cut{}, nil
	}
}

func (s *resort) window(at desk.Anchor, before, after int) (desk.Window, error) {
	win := desk.Window{At: -1, Total: s.total()}
	from, err := s.anchor(at)
	if err != nil {
		return win, err
	}
	if at.Edge == desk.Bottom && at.Ticket.IsZero() && at.Order == 0 {
		before++
	}
	ahead, top, err := walked(from, before, s.back)
	if err != nil {
		return win, err
	}
	slices.Reverse(ahead)
	behind, _, err := walked(from, after+1, s.on)
	if err != nil {
		return win, err
	}
	win.Rows = slices.Concat(ahead, behind)
	win.At, win.First = min(len(ahead), len(win.Rows)-1), s.rank(top)
	return win, nil
}

// walked are up to n rows from a cut on, the nearest first, and the cut behind the last.
func walked(c cut, n int, step func(cut) (desk.Row, cut, bool, error)) (rows []desk.Row, end cut, err error) {
	for len(rows) < n {
		r, next, ok, err := step(c)
		if err != nil {
			return nil, c, err
		}
		if next == c {
			break
		}
		if c = next; ok {
			rows = append(rows, r)
		}
	}
	return rows, c, nil
}

// on is the row behind a cut and the cut behind it; the same cut at the end. Not ok is a
// row of the file that has changed since the order was made: it will be told of.
func (s *resort) on(c cut) (r desk.Row, next cut, ok bool, err error) {
	for c.rows < len(s.rows) && s.covered(c.rows) {
		c.rows++
	}
	switch {
	case c.in < len(s.in) && (c.rows >= len(s.rows) || s.in[c.in].compare(s.rows[c.rows]) < 0):
		p := s.in[c.in].p
		return s.l.shown(s.k, s.view, &p.row, p), cut{c.rows, c.in + 1}, true, nil
	case c.rows < len(s.rows):
		r, ok, err := s.row(s.rows[c.rows])
		return r, cut{c.rows + 1, c.in}, ok, err
	default:
		return desk.Row{}, c, false, nil
	}
}

// back is the row before a cut and the cut before it.
func (s *resort) back(c cut) (r desk.Row, prev cut, ok bool, err error) {
	was := c
	for c.rows > 0 && s.covered(c.rows-1) {
		c.rows--
	}
	switch {
	case c.in > 0 && (c.rows == 0 || s.in[c.in-1].compare(s.rows[c.rows-1]) > 0):
		p := s.in[c.in-1].p
		return s.l.shown(s.k, s.view, &p.row, p), cut{c.rows, c.in - 1}, true, nil
	case c.rows > 0:
		r, ok, err := s.row(s.rows[c.rows-1])
		return r, cut{c.rows - 1, c.in}, ok, err
	default:
		return desk.Row{}, was, false, nil
	}
}

// row reads a row of the file.
func (s *resort) row(at sorted) (desk.Row, bool, error) {
	if s.k.bucket(partRows).Get(at.n.key()) == nil {
		return desk.Row{}, false, nil
	}
	r, err := s.l.rowAt(s.k, at.n)
	if err != nil {
		return desk.Row{}, false, err
	}
	if !s.has(r) || sortedOf(s.by, at.n, &r.Excerpt).compare(at) != 0 {
		return desk.Row{}, false, nil
	}
	return s.l.shown(s.k, s.view, r, nil), true, nil
}
