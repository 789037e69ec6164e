package index

import (
	"errors"
	"sync/atomic"

	"github.com/heed-desk/heed/desk"
)

// segment is what is held in memory of a written segment. Its documents never change;
// dead and live do, under the index's lock.
type segment struct {
	id     uint64
	has    blockSet // blocks that are there for certain
	docs   []meta
	gone   []desk.TicketID
	dead   []bool
	live   int
	broken atomic.Bool // a block did not open: its tickets are to be indexed again
}

func newSegment(id uint64, has blockSet, docs []meta, gone []desk.TicketID) *segment {
	return &segment{id: id, has: has, docs: docs, gone: gone, dead: make([]bool, len(docs)), live: len(docs)}
}

// open appends what is in a block to plain; not there where the segment has no such block.
// ErrDamaged where it has one that is gone, or does not open.
func (s *segment) open(r Reader, seal Sealer, block uint8, plain []byte) (opened []byte, there bool, err error) {
	key := blockKey(s.id, block)
	sealed := r.Get(key)
	switch {
	case sealed != nil:
	case s.has.has(block):
		return plain, false, ErrDamaged
	default:
		return plain, false, nil
	}
	opened, err = seal.Open(plain, key, sealed)
	if err != nil {
		return plain, false, errors.Join(ErrDamaged, err)
	}
	return opened, true, nil
}

func (s *segment) kill(doc uint16) {
	if !s.dead[doc] {
		s.dead[doc] = true
		s.live--
	}
}

// place is where a ticket's newest document stands; segment 0 is the tail.
type place struct {
	segment uint64
	doc     uint16
}

// stock is the index's memory: its segments, its tail and where each ticket stands.
type stock struct {
	segments []*segment // ascending by id
	tail     *tail
	where    map[desk.TicketID]place
}

// newStock is a stock of segments, ascending by id. It has its whole size at once: growing into it
// would take longer than filling it.
func newStock(all ...*segment) *stock {
	docs := 0
	for _, seg := range all {
		docs += len(seg.docs)
	}
	s := &stock{tail: newTail(), where: make(map[desk.TicketID]place, docs)}
	for _, seg := range all {
		s.put(seg)
	}
	return s
}

func (s *stock) segment(id uint64) *segment {
	for i := len(s.segments) - 1; i >= 0; i-- {
		if s.segments[i].id == id {
			return s.segments[i]
		}
	}
	return nil
}

// bury makes the document of a ticket one that is no longer found.
func (s *stock) bury(id desk.TicketID) {
	at, ok := s.where[id]
	if !ok {
		return
	}
	delete(s.where, id)
	if at.segment == 0 {
		s.tail.kill(at.doc)
	} else if seg := s.segment(at.segment); seg != nil {
		seg.kill(at.doc)
	}
}

// put takes in a segment that is newer than all others: what it says of a ticket counts.
func (s *stock) put(seg *segment) {
	s.segments = append(s.segments, seg)
	for _, id := range seg.gone {
		s.bury(id)
	}
	for i, m := range seg.docs {
		s.bury(m.id)
		s.where[m.id] = place{seg.id, uint16(i)}
	}
}

// remove takes segments away whose live documents have been written elsewhere or are gone.
func (s *stock) remove(away map[uint64]bool) {
	kept := s.segments[:0:0]
	for _, seg := range s.segments {
		if !away[seg.id] {
			kept = append(kept, seg)
		}
	}
	s.segments = kept
}

// tail is the documents that changed since the last segment was written. It is in
// memory only; the queue in the store says which they are.
type tail struct {
	*builder
	dead []bool
	live int
	upto uint64 // the last entry of the queue that it covers
}

func newTail() *tail { return &tail{builder: newBuilder()} }

func (t *tail) kill(doc uint16) {
	if !t.dead[doc] {
		t.dead[doc] = true
		t.live--
	}
}
