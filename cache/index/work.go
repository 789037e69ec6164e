package index

import (
	"context"

	"github.com/heed-desk/heed/desk"
)

// fetch is how many tickets are asked for at once.
const fetch = 200

// Work indexes what is queued, at most one segment of it, and reports whether there is
// more to do. It does nothing and returns ErrLost while a part of the index is missing. Where nothing is queued, it tidies up: it joins small segments and
// rewrites those of which half is dead.
func (x *Index) Work(ctx context.Context) (more bool, err error) {
	x.work.Lock()
	defer x.work.Unlock()
	if err := x.load(); err != nil {
		return false, err
	}
	if err := x.store.View(whole); err != nil {
		return false, err
	}
	if done, err := x.heal(); done || err != nil {
		return true, err
	}
	if done, err := x.forgetting(ctx); done || err != nil {
		return true, err
	}
	waiting, err := x.waiting()
	if err != nil {
		return false, err
	}
	switch {
	case len(waiting.ids) >= x.limits.bulk:
		err = x.writeBulk(ctx, waiting)
	case len(waiting.ids) > 0:
		err = x.extendTail(ctx, waiting)
	default:
		return x.tidy(ctx)
	}
	return true, err
}

// whole returns ErrLost where something is missing.
func whole(r Reader) error {
	if lost(r) {
		return ErrLost
	}
	return nil
}

// queued is a piece of the queue.
type queued struct {
	ids  []desk.TicketID // each once
	upto uint64          // the last entry
}

// waiting reads what the queue holds behind the tail, at most a segment.
func (x *Index) waiting() (queued, error) {
	var q queued
	seen := map[desk.TicketID]bool{}
	after := x.stock.tail.upto
	err := x.store.View(func(r Reader) error {
		return r.Scan([]byte{keyQueue}, func(key, value []byte) bool {
			seq, ok := number(key)
			if !ok || seq <= after {
				return true
			}
			q.upto = seq
			if id, ok := ticketOf(value); ok && !seen[id] {
				seen[id] = true
				q.ids = append(q.ids, id)
			}
			return len(q.ids) < x.limits.segment
		})
	})
	return q, err
}

// gather adds the tickets to b and returns those that are gone.
func (x *Index) gather(ctx context.Context, ids []desk.TicketID, add func(Doc)) (gone []desk.TicketID, err error) {
	for len(ids) > 0 {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		n := min(fetch, len(ids))
		docs, err := x.source.Docs(ids[:n])
		if err != nil {
			return nil, err
		}
		here := make(map[desk.TicketID]bool, len(docs))
		for _, d := range docs {
			here[d.Ticket.ID] = true
			add(d)
		}
		for _, id := range ids[:n] {
			if !here[id] {
				gone = append(gone, id)
			}
		}
		ids = ids[n:]
	}
	return gone, nil
}

// writeBulk makes a segment of what waits, past the tail.
func (x *Index) writeBulk(ctx context.Context, q queued) error {
	b := newBuilder()
	gone, err := x.gather(ctx, q.ids, func(d Doc) { b.add(d) })
	if err != nil {
		return err
	}
	b.gone = x.written(gone, nil)
	after := x.stock.tail.upto
	seg, err := x.writeSegment(b, func(seq uint64) bool { return seq > after && seq <= q.upto })
	if err != nil {
		return err
	}
	x.memory.Lock()
	defer x.memory.Unlock()
	for _, id := range gone {
		x.stock.bury(id)
	}
	x.stock.put(seg)
	return nil
}

// extendTail adds what waits to the tail, and writes the tail out when it is full.
func (x *Index) extendTail(ctx context.Context, q queued) error {
	var docs []Doc
	gone, err := x.gather(ctx, q.ids, func(d Doc) { docs = append(docs, d) })
	if err != nil {
		return err
	}
	written := x.written(gone, nil)
	x.memory.Lock()
	s := x.stock
	for _, d := range docs {
		s.bury(d.Ticket.ID)
		s.where[d.Ticket.ID] = place{0, s.tail.add(d)}
		s.tail.dead = append(s.tail.dead, false)
		s.tail.live++
	}
	for _, id := range gone {
		s.bury(id)
	}
	s.tail.gone = append(s.tail.gone, written...)
	s.tail.upto = q.upto
	full := len(s.tail.docs)+len(s.tail.gone) >= x.limits.tail
	x.memory.Unlock()
	if !full {
		return nil
	}
	return x.writeTail()
}

// writeTail makes a segment of the tail.
func (x *Index) writeTail() error {
	old := x.stock.tail
	b := newBuilder()
	b.terms, b.ids = old.terms, old.ids
	b.runs = append(b.runs, old.runs...)
	b.docs = append(b.docs, old.docs...)
	b.gone = x.written(x.notBack(old.gone), nil)
	b.drop(func(doc uint16) bool { return old.dead[doc] })
	seg, err := x.writeSegment(b, func(seq uint64) bool { return seq <= old.upto })
	if err != nil {
		return err
	}
	x.memory.Lock()
	defer x.memory.Unlock()
	x.stock.put(seg) // it takes the tail's place, which is why it comes before
	x.stock.tail = newTail()
	x.stock.tail.upto = old.upto
	return nil
}

// writeSegment writes a builder as a new segment and takes what it covers off the queue.
func (x *Index) writeSegment(b *builder, covered func(seq uint64) bool) (*segment, error) {
	var id uint64
	var has blockSet
	err := x.store.Update(func(w Writer) (err error) {
		if id, err = w.Next(); err != nil {
			return err
		}
		if has, err = b.write(w, x.seal, id); err != nil {
			return err
		}
		return unqueue(w, covered)
	})
	if err != nil {
		return nil, err
	}
	return newSegment(id, has, b.docs, b.gone), nil
}

// unqueue deletes the entries of the queue that are covered; they stand together.
func unqueue(w Writer, covered func(seq uint64) bool) error {
	var keys [][]byte
	err := w.Scan([]byte{keyQueue}, func(key, _ []byte) bool {
		seq, ok := number(key)
		if ok && covered(seq) {
			keys = append(keys, append([]byte(nil), key...))
			return true
		}
		return len(keys) == 0
	})
	if err != nil {
		return err
	}
	for _, key := range keys {
		if err := w.Delete(key); err != nil {
			return err
		}
	}
	return nil
}
