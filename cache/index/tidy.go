package index

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/heed-desk/heed/desk"
)

// fewEnough is how many segments of less than half a segment's documents may stand
// before they are joined.
const fewEnough = 3

// tidy joins small segments and rewrites those of which half is dead.
func (x *Index) tidy(ctx context.Context) (more bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	join := x.worthJoining()
	if len(join) == 0 {
		return false, nil
	}
	return true, x.rewrite(join, nil)
}

// worthJoining picks segments that together are one, or nothing.
func (x *Index) worthJoining() []*segment {
	var small []*segment
	wasteful := false
	for _, s := range x.stock.segments {
		half := s.live*2 < len(s.docs)
		if half || s.live*2 < x.limits.segment {
			small = append(small, s)
		}
		wasteful = wasteful || half
	}
	if !wasteful && len(small) <= fewEnough {
		return nil
	}
	slices.SortStableFunc(small, func(a, b *segment) int { return cmp.Compare(a.live, b.live) })
	sum := 0
	for i, s := range small {
		if sum += s.live; sum > x.limits.segment {
			small = small[:i]
			break
		}
	}
	slices.SortFunc(small, func(a, b *segment) int { return cmp.Compare(a.id, b.id) })
	return small
}

// rewrite joins segments into a new one, without dead documents and those that drop
// says, and deletes them. One that turns out to be damaged is dropped instead, and its
// tickets are queued.
func (x *Index) rewrite(from []*segment, drop func(meta) bool) error {
	err := x.replace(from, drop)
	if !errors.Is(err, ErrDamaged) {
		return err
	}
	for healed := true; healed; {
		if healed, err = x.heal(); err != nil {
			return err
		}
	}
	from = slices.DeleteFunc(slices.Clone(from), func(s *segment) bool { return s.broken.Load() })
	if len(from) == 0 {
		return nil
	}
	return x.rewrite(from, drop)
}

// replace is rewrite where nothing is damaged; ErrDamaged.
func (x *Index) replace(from []*segment, drop func(meta) bool) error {
	away := map[uint64]bool{}
	for _, s := range from {
		away[s.id] = true
	}
	j := joinOf(from, drop)
	j.gone = x.written(x.notBack(j.gone), away)
	var id uint64
	var has blockSet
	err := x.store.Update(func(w Writer) (err error) {
		if id, err = w.Next(); err != nil {
			return err
		}
		if len(j.docs)+len(j.gone) > 0 {
			if has, err = j.write(w, x.seal, id); err != nil {
				return err
			}
		}
		return doom(w, from)
	})
	if err != nil {
		return err
	}
	x.memory.Lock()
	x.stock.remove(away)
	for _, m := range j.dropped {
		x.stock.bury(m.id)
	}
	if len(j.docs)+len(j.gone) > 0 {
		x.stock.put(newSegment(id, has, j.docs, j.gone))
	}
	x.memory.Unlock()
	return x.sweep(from)
}

// doom takes segments out of the store's list and marks their blocks as to be deleted:
// until those that search right now are done with them.
func doom(w Writer, segments []*segment) error {
	for _, s := range segments {
		if err := w.Put(doomedKey(s.id), []byte{1}); err != nil {
			return err
		}
		if err := w.Delete(segmentKey(s.id)); err != nil {
			return err
		}
	}
	return nil
}

// sweep deletes the blocks of doomed segments, which nobody reads any more.
func (x *Index) sweep(segments []*segment) error {
	return x.store.Update(func(w Writer) error {
		for _, s := range segments {
			if err := deleteSegment(w, s.id); err != nil {
				return err
			}
		}
		return nil
	})
}

// notBack returns those of ids that no live document stands for.
func (x *Index) notBack(ids []desk.TicketID) []desk.TicketID {
	var gone []desk.TicketID
	for _, id := range ids {
		if _, back := x.stock.where[id]; !back {
			gone = append(gone, id)
		}
	}
	return gone
}

// written returns those of ids that a segment outside away has a document of, dead or
// not: without a word that they are gone, they would come back with the next Load.
func (x *Index) written(ids []desk.TicketID, away map[uint64]bool) []desk.TicketID {
	if len(ids) == 0 {
		return nil
	}
	asked := map[desk.TicketID]bool{}
	for _, id := range ids {
		asked[id] = true
	}
	var held []desk.TicketID
	for _, s := range x.stock.segments {
		if away[s.id] {
			continue
		}
		for _, m := range s.docs {
			if asked[m.id] {
				delete(asked, m.id)
				held = append(held, m.id)
			}
		}
	}
	return held
}
