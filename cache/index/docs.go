package index

import (
	"encoding/binary"
	"math/bits"
	"time"

	"github.com/heed-desk/heed/desk"
)

// meta is what the index keeps of a document beside its postings.
type meta struct {
	id      desk.TicketID
	who     desk.CustomerID
	version desk.Version
	created uint32 // minutes since 1970
	updated uint32
	length  uint8 // class of the number of words
}

func metaOf(d Doc, words int) meta {
	return meta{
		id: d.Ticket.ID, who: d.Ticket.Requester, version: d.Ticket.Version,
		created: minutes(d.Ticket.CreatedAt), updated: minutes(d.Ticket.UpdatedAt), length: lengthClass(words),
	}
}

func minutes(t time.Time) uint32 {
	return uint32(min(max(t.Unix()/60, 0), 1<<32-1))
}

// lengthClass is 2*log2 of the number of words, rounded: 0 to 31.
func lengthClass(words int) uint8 {
	if words < 1 {
		return 0
	}
	top := bits.Len(uint(words)) - 1
	half := 0
	if top > 0 && words>>(top-1)&1 == 1 {
		half = 1
	}
	return uint8(min(2*top+half, lengthClasses-1))
}

const lengthClasses = 32

// wordsIn is about the number of words that a length class stands for.
func wordsIn(class uint8) float64 {
	n := float64(uint(1) << (class / 2))
	if class%2 == 1 {
		n *= 1.5
	}
	return n * 1.2
}

// Since format 2 a segment says which blocks it has: one whose key was damaged is missed.
const (
	docsFormat    = 2
	docsUnblocked = 1
)

// encodeDocs writes which blocks a segment has, which tickets it holds and which it knows to be gone.
func encodeDocs(has blockSet, docs []meta, gone []desk.TicketID) []byte {
	b := make([]byte, 0, 8+blocks/8+len(docs)*48+len(gone)*16)
	b = append(b, docsFormat)
	b = append(b, has[:]...)
	b = binary.AppendUvarint(b, uint64(len(docs)))
	for _, m := range docs {
		b = append(b, m.id.ID[:]...)
		b = append(b, m.who.ID[:]...)
		b = binary.AppendUvarint(b, uint64(m.version))
		b = binary.BigEndian.AppendUint32(b, m.created)
		b = binary.BigEndian.AppendUint32(b, m.updated)
		b = append(b, m.length)
	}
	b = binary.AppendUvarint(b, uint64(len(gone)))
	for _, id := range gone {
		b = append(b, id.ID[:]...)
	}
	return b
}

// decodeDocs reads what encodeDocs wrote; of what was written before format 2 nobody knows which
// blocks there are, and none is missed.
func decodeDocs(b []byte) (has blockSet, docs []meta, gone []desk.TicketID, err error) {
	r, has, ok := blocksOf(b)
	if !ok {
		return has, nil, nil, ErrDamaged
	}
	n, ok := r.uvarint()
	if !ok || n > segmentDocs {
		return has, nil, nil, ErrDamaged
	}
	docs = make([]meta, 0, n)
	for range n {
		m, ok := decodeMeta(&r)
		if !ok {
			return has, nil, nil, ErrDamaged
		}
		docs = append(docs, m)
	}
	n, ok = r.uvarint()
	if !ok || n != uint64(len(r.rest))/16 || len(r.rest)%16 != 0 {
		return has, nil, nil, ErrDamaged
	}
	for ; len(r.rest) > 0; r.rest = r.rest[16:] {
		id, _ := ticketOf(r.rest)
		gone = append(gone, id)
	}
	return has, docs, gone, nil
}

// blocksOf reads the beginning, up to the documents.
func blocksOf(b []byte) (r blockReader, has blockSet, ok bool) {
	switch {
	case len(b) > 0 && b[0] == docsUnblocked:
		return blockReader{rest: b[1:]}, has, true
	case len(b) > len(has) && b[0] == docsFormat:
		copy(has[:], b[1:])
		return blockReader{rest: b[1+len(has):]}, has, true
	default:
		return r, has, false
	}
}

// blockSet is a set of blocks, a bit for each.
type blockSet [blocks / 8]byte

func (s *blockSet) add(block uint8)      { s[block/8] |= 1 << (block % 8) }
func (s *blockSet) has(block uint8) bool { return s[block/8]&(1<<(block%8)) != 0 }

func decodeMeta(r *blockReader) (m meta, ok bool) {
	if len(r.rest) < 32 {
		return m, false
	}
	copy(m.id.ID[:], r.rest)
	copy(m.who.ID[:], r.rest[16:])
	r.rest = r.rest[32:]
	v, ok := r.uvarint()
	if !ok || len(r.rest) < 9 {
		return m, false
	}
	m.version = desk.Version(v)
	m.created = binary.BigEndian.Uint32(r.rest)
	m.updated = binary.BigEndian.Uint32(r.rest[4:])
	m.length = r.rest[8]
	r.rest = r.rest[9:]
	return m, m.length < lengthClasses
}
