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
		for _, s := range x.shelf.segments {
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
	for _, s := range x.shelf.segments {
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
		key := blockKey(s.id, uint8(block))
		sealed := r.Get(key)
		if sealed == nil {
			continue
		}
		var err error
		if plain, err = x.seal.Open(plain[:0], key, sealed); err != nil {
			return false
		}
		if _, err = j.collect(nil, 0, plain); err != nil {
			return false
		}
	}
	return true
}

// heal drops a segment of which a block did not open, and queues its tickets.
func (x *Index) heal() (done bool, err error) {
	i := slices.IndexFunc(x.shelf.segments, func(s *segment) bool { return s.broken.Load() })
	if i < 0 {
		return false, nil
	}
	s := x.shelf.segments[i]
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
			x.shelf.bury(m.id)
		}
	}
	x.shelf.remove(map[uint64]bool{s.id: true})
	x.memory.Unlock()
	return true, x.sweep([]*segment{s})
}
