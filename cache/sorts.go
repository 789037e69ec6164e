package cache

import (
	"bytes"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/heed-desk/heed/cache/record"
	"github.com/heed-desk/heed/desk"
)

// mostSorts is how many orders besides that of the file are held: those asked for last.
const mostSorts = 4

// sorts are the orders of views besides that of the file. One is made from the rows when
// it is asked for first, and then kept up by what every transaction files. Nothing of it is
// on the disk.
type sorts struct {
	making sync.Mutex  // held by who makes one: who wants it too waits for it
	tracks atomic.Bool // batches note which rows they file

	mu   sync.Mutex
	held []*sorting // the one asked for last at the end
	next *sorting   // the one that is being made
	late []step     // what was filed meanwhile
	void bool       // what is being made does not count any more
}

// sorting is one order. Its rows are never changed, only replaced.
type sorting struct {
	view desk.ViewID // with its sort
	bit  int
	fits func(*desk.Excerpt) bool // what of the view it has; nil for all
	by   desk.Sort
	gen  generation
	read int // the transaction in which it was read
	at   int // the one whose result it tells
	rows []sorted
}

// sorted is a row in an order.
type sorted struct {
	desk.Rank
	half [8]byte
	n    local
}

// filed is a row that a batch has filed: as it was and as it is, nil where it was not there
// or is no longer.
type filed struct {
	n       local
	was, is *record.Row
}

// step is what a transaction has filed.
type step struct {
	gen  generation
	tx   int
	rows []filed
}

func (a sorted) compare(b sorted) int {
	if c := a.Compare(b.Rank); c != 0 {
		return c
	}
	return bytes.Compare(a.half[:], b.half[:])
}

func sortedOf(by desk.Sort, n local, e *desk.Excerpt) sorted {
	s := sorted{Rank: by.Rank(*e), n: n}
	copy(s.half[:], e.ID.ID[:8])
	return s
}

// get returns an order, made now where it is not held. That takes as long as opening every
// row of the view.
func (s *sorts) get(l *Ledger, view desk.ViewID) (*sorting, error) {
	if o := s.find(view); o != nil {
		return o, nil
	}
	s.making.Lock()
	defer s.making.Unlock()
	if o := s.find(view); o != nil {
		return o, nil // somebody else made it
	}
	o, err := l.sortingOf(view)
	if err != nil {
		return nil, err
	}
	s.begin(o)
	err = o.make(l)
	return s.end(o, err)
}

// find returns an order that is held, and notes that it was asked for.
func (s *sorts) find(view desk.ViewID) *sorting {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.held, func(o *sorting) bool { return o.view == view })
	if i < 0 {
		return nil
	}
	o := s.held[i]
	s.held = append(slices.Delete(s.held, i, i+1), o)
	return o
}

// filters are the orders held of filters.
func (s *sorts) filters() []*sorting {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.held), func(o *sorting) bool { return o.fits == nil })
}

func (s *sorts) begin(o *sorting) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next, s.late, s.void = o, nil, false
	s.tracks.Store(true)
}

func (s *sorts) end(o *sorting, err error) (*sorting, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	slices.SortFunc(s.late, func(a, b step) int { return a.tx - b.tx })
	for _, m := range s.late {
		o, _ = o.after(m)
	}
	if err == nil && !s.void {
		s.held = append(s.held, o)
		s.held = slices.Delete(s.held, 0, max(len(s.held)-mostSorts, 0))
	}
	s.next, s.late = nil, nil
	s.tracks.Store(len(s.held) > 0)
	return o, err
}

// drop forgets everything.
func (s *sorts) drop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held, s.void = nil, true
	s.tracks.Store(s.next != nil)
}

// moved takes in what a transaction has filed. Rows is how many it filed, of which it noted
// all unless it began before anybody asked for an order.
func (s *sorts) moved(gen generation, tx int, noted []filed, rows int) {
	if rows == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(noted) != rows {
		s.held, s.void = nil, s.next != nil
		return
	}
	m := step{gen, tx, noted}
	if s.next != nil {
		s.late = append(s.late, m)
	}
	kept := s.held[:0]
	for _, o := range s.held {
		if o, ok := o.after(m); ok {
			kept = append(kept, o)
		}
	}
	s.held = kept
}

// has reports whether a row stands in the order.
func (o *sorting) has(r *record.Row) bool {
	return r.Filed&(1<<o.bit) != 0 && (o.fits == nil || o.fits(&r.Excerpt))
}

// forget drops the orders of a view.
func (s *sorts) forget(base desk.ViewID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held = slices.DeleteFunc(s.held, func(o *sorting) bool { of, _ := o.view.Sorted(); return of == base })
	s.void = s.void || s.next != nil
}

// forgetFilters drops the orders of filters: which there are, or what they ask, has changed.
func (s *sorts) forgetFilters() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held = slices.DeleteFunc(s.held, func(o *sorting) bool { _, is := o.view.Filter(); return is })
	s.void = s.void || s.next != nil
}

// make makes the order from the rows.
func (o *sorting) make(l *Ledger) error {
	return l.view(func(k *look) error {
		o.gen, o.read, o.at, o.rows = k.gen, k.tx.ID(), k.tx.ID(), nil
		counts, err := k.readCounts()
		if err != nil {
			return err
		}
		if o.fits == nil {
			o.rows = make([]sorted, 0, counts[o.bit])
		}
		c := k.bucket(partOrder).Cursor()
		for key, value := c.Seek([]byte{byte(o.bit)}); key != nil && key[0] == byte(o.bit); key, value = c.Next() {
			n, _ := localOf(value)
			if err := l.ctx.Err(); err != nil {
				return err
			}
			r, err := l.rowUncached(k, n)
			if err != nil {
				return err
			}
			if o.has(&r) {
				o.rows = append(o.rows, sortedOf(o.by, n, &r.Excerpt))
			}
		}
		slices.SortFunc(o.rows, sorted.compare)
		return nil
	})
}

// after is the order after a transaction; false where that came before one that is in it
// already, so that nobody knows which of them has the say.
func (o *sorting) after(m step) (*sorting, bool) {
	if m.gen != o.gen || m.tx <= o.read {
		return o, true
	}
	if m.tx < o.at {
		return o, false
	}
	next := *o
	next.at = m.tx
	out := make(map[local]bool, len(m.rows))
	is := make(map[local]sorted, len(m.rows))
	for _, f := range m.rows {
		out[f.n] = true
		delete(is, f.n)
		if f.is != nil && o.has(f.is) {
			is[f.n] = sortedOf(o.by, f.n, &f.is.Excerpt)
		}
	}
	in := make([]sorted, 0, len(is))
	for _, s := range is {
		in = append(in, s)
	}
	slices.SortFunc(in, sorted.compare)
	next.rows = make([]sorted, 0, len(o.rows)+len(in))
	for _, s := range o.rows {
		if out[s.n] {
			continue
		}
		for len(in) > 0 && in[0].compare(s) < 0 {
			next.rows, in = append(next.rows, in[0]), in[1:]
		}
		next.rows = append(next.rows, s)
	}
	next.rows = append(next.rows, in...)
	return &next, true
}

// forgetOrders forgets what is held of the order of the file's rows.
func (l *Ledger) forgetOrders() {
	l.ranks.drop()
	l.sorts.drop()
}
