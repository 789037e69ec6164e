package index

import (
	"context"
	"slices"
)

// Check opens every record of every segment and returns how many segments are damaged.
// Work indexes the tickets of those again.
func (x *Index) Check(ctx context.Context) (damaged int, err error) {
	x.work.Lock()
	defer x.work.Unlock()
	if err := x.load(); err != nil {
		return 0, err
	}
	err = x.store.View(func(r Reader) error {
		for _, s := range x.stock.segments {
			if err := ctx.Err(); err != nil {
				return err
			}
			if s.broken.Load() || x.sound(r, s) {
				continue
			}
			s.broken.Store(true)
		}
		return nil
	})
	for _, s := range x.stock.segments {
		if s.broken.Load() {
			damaged++
		}
	}
	return damaged, err
}

// sound reports whether every block of a segment opens and can be read.
func (x *Index) sound(r Reader, s *segment) bool {
	j := joinOf([]*segment{s}, nil)
	var plain []byte
	for block := range blocks {
		var there bool
		var err error
		if plain, there, err = s.open(r, x.seal, uint8(block), plain[:0]); there {
			_, err = j.collect(nil, 0, plain)
		}
		if err != nil {
			return false
		}
	}
	return true
}

// heal drops a segment of which a block did not open, and queues its tickets.
func (x *Index) heal() (done bool, err error) {
	i := slices.IndexFunc(x.stock.segments, func(s *segment) bool { return s.broken.Load() })
	if i < 0 {
		return false, nil
	}
	s := x.stock.segments[i]
	ids := slices.Clone(s.gone)
	for doc, m := range s.docs {
		if !s.dead[doc] {
			ids = append(ids, m.id)
		}
	}
	err = x.store.Update(func(w Writer) error {
		if err := x.Note(w, ids...); err != nil {
			return err
		}
		return doom(w, []*segment{s})
	})
	if err != nil {
		return false, err
	}
	x.memory.Lock()
	for doc, m := range s.docs {
		if !s.dead[doc] {
			x.stock.bury(m.id)
		}
	}
	x.stock.remove(map[uint64]bool{s.id: true})
	x.memory.Unlock()
	return true, x.sweep([]*segment{s})
}
