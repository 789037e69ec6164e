package index

import (
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// segmentDocs is how many documents a segment holds at most.
const segmentDocs = 2000

// builder gathers the postings of documents in memory. It is what a segment is written
// from, and what the tail is.
type builder struct {
	ids   map[term]uint32
	terms []built
	runs  []run // in ascending order of documents
	docs  []meta
	gone  []desk.TicketID

	touched []uint32
}

// built is a term of a builder.
type built struct {
	term
	pair   uint32 // the term of the word's first two letters, plus one; 0 for none
	doc    int32  // the document that weight counts for
	weight uint32
}

// run is a posting of a term.
type run struct {
	term uint32
	posting
}

func newBuilder() *builder { return &builder{ids: map[term]uint32{}} }

// add takes in a document and returns its place.
func (b *builder) add(d Doc) uint16 {
	at := len(b.docs)
	length := describe(d, func(t term, weight uint32) { b.count(at, t, weight) })
	for _, i := range b.touched {
		t := &b.terms[i]
		b.runs = append(b.runs, run{i, posting{uint16(at), classOf(t.weight)}})
	}
	b.touched = b.touched[:0]
	b.docs = append(b.docs, metaOf(d, length))
	return uint16(at)
}

func (b *builder) count(doc int, t term, weight uint32) {
	i, ok := b.ids[t]
	if !ok {
		t.text = strings.Clone(t.text) // it may be a piece of a whole message
		i = b.insert(t)
	}
	fresh := b.touch(doc, i, weight)
	if p := b.terms[i].pair; fresh && p != 0 {
		b.touch(doc, p-1, 1)
	}
}

func (b *builder) insert(t term) uint32 {
	i := uint32(len(b.terms))
	b.ids[t] = i
	b.terms = append(b.terms, built{term: t, doc: -1})
	if p, ok := pair(t.text); ok && t.kind == kindWord {
		q := term{kindPair, p}
		j, ok := b.ids[q]
		if !ok {
			j = b.insert(q)
		}
		b.terms[i].pair = j + 1
	}
	return i
}

// touch adds to a term's weight in doc and reports whether it is its first time there.
func (b *builder) touch(doc int, i, weight uint32) bool {
	t := &b.terms[i]
	if t.doc == int32(doc) {
		t.weight += weight
		return false
	}
	t.doc, t.weight = int32(doc), weight
	b.touched = append(b.touched, i)
	return true
}

// drop removes the documents that dead says, so that the rest can be written.
func (b *builder) drop(dead func(doc uint16) bool) {
	to := make([]int, len(b.docs))
	kept := b.docs[:0]
	for i, m := range b.docs {
		to[i] = -1
		if !dead(uint16(i)) {
			to[i] = len(kept)
			kept = append(kept, m)
		}
	}
	b.docs = kept
	b.runs = slices.DeleteFunc(b.runs, func(r run) bool { return to[r.doc] < 0 })
	for i := range b.runs {
		b.runs[i].doc = uint16(to[b.runs[i].doc])
	}
}

// lists returns the postings of every term, by the term's place in b.terms.
func (b *builder) lists() [][]posting {
	count := make([]int, len(b.terms))
	for _, r := range b.runs {
		count[r.term]++
	}
	all := make([]posting, len(b.runs))
	lists := make([][]posting, len(b.terms))
	for i, n := range count {
		lists[i], all = all[:0:n], all[n:]
	}
	for _, r := range b.runs {
		lists[r.term] = append(lists[r.term], r.posting)
	}
	return lists
}

// write puts the builder's documents into w as segment id, and says which blocks that has.
func (b *builder) write(w Writer, seal Sealer, id uint64) (blockSet, error) {
	type placed struct {
		block uint8
		key   string
		term  int
	}
	lists := b.lists()
	order := make([]placed, 0, len(lists))
	heads := map[term]uint8{}
	for i, list := range lists {
		if len(list) == 0 {
			continue
		}
		t := b.terms[i].term
		head := term{t.kind, t.head()}
		block, ok := heads[head]
		if !ok {
			block = blockOf(seal, head.kind, head.text)
			heads[head] = block
		}
		order = append(order, placed{block, string(t.kind) + t.text, i})
	}
	slices.SortFunc(order, func(a, c placed) int {
		if a.block != c.block {
			return int(a.block) - int(c.block)
		}
		return strings.Compare(a.key, c.key)
	})
	s := segmentWriter{w: w, seal: seal, id: id}
	for _, p := range order {
		if err := s.add(p.block, p.key, lists[p.term]); err != nil {
			return s.has, err
		}
	}
	err := s.end(b.docs, b.gone)
	return s.has, err
}

// segmentWriter writes the records of one segment. Blocks come in ascending order.
type segmentWriter struct {
	w      Writer
	seal   Sealer
	id     uint64
	block  uint8
	has    blockSet
	writer blockWriter
}

func (s *segmentWriter) add(block uint8, key string, list []posting) error {
	if block != s.block {
		if err := s.flush(); err != nil {
			return err
		}
		s.block = block
	}
	s.writer.add(key, list)
	return nil
}

func (s *segmentWriter) flush() error {
	if len(s.writer.buf) == 0 {
		return nil
	}
	s.has.add(s.block)
	key := blockKey(s.id, s.block)
	err := s.w.Put(key, s.seal.Seal(nil, key, s.writer.buf))
	s.writer.reset()
	return err
}

func (s *segmentWriter) end(docs []meta, gone []desk.TicketID) error {
	if err := s.flush(); err != nil {
		return err
	}
	key := segmentKey(s.id)
	return s.w.Put(key, s.seal.Seal(nil, key, encodeDocs(s.has, docs, gone)))
}
