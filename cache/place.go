package cache

import (
	"bytes"
	"encoding/binary"

	"github.com/heed-desk/heed/desk"
)

// place is where a row stands in the order of a view: the order, then half the ticket's
// id, which tells nothing and keeps equals apart, the same way every time.
type place struct {
	order int64
	half  [8]byte
}

func placeOf(v desk.ViewID, e *desk.Excerpt) place {
	p := place{order: v.Order(*e)}
	copy(p.half[:], e.ID.ID[:8])
	return p
}

// key is the place in the order bucket: ascending bytes are ascending orders, also below zero.
func (p place) key(view int) []byte {
	b := make([]byte, 0, orderKeySize)
	b = append(b, byte(view))
	b = binary.BigEndian.AppendUint64(b, uint64(p.order)^1<<63)
	return append(b, p.half[:]...)
}

// orderKeySize is the length of a key in the order bucket.
const orderKeySize = 1 + 8 + 8

func placeOfKey(b []byte) (view int, p place, ok bool) {
	if len(b) != orderKeySize {
		return 0, p, false
	}
	p.order = int64(binary.BigEndian.Uint64(b[1:]) ^ 1<<63)
	copy(p.half[:], b[9:])
	return int(b[0]), p, true
}

func (p place) compare(q place) int {
	switch {
	case p.order < q.order:
		return -1
	case p.order > q.order:
		return 1
	default:
		return bytes.Compare(p.half[:], q.half[:])
	}
}
