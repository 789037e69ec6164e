package journal

import (
	"bytes"
	"encoding/binary"
	"slices"

	"github.com/heed-desk/heed/cache/seal"
)

// A file begins with a magic word, the id that its frames are bound to, a mark of the key,
// by which another key is told apart from damage, and, sealed, the number of the first
// frame. A frame is
//
//	length (4 bytes) | number (8) | sealed data (length)
//
// sealed under its number, so that none before the last can be left out, doubled or moved
// unseen. What is missing at the end leaves no trace here: outbox.db has the number of the
// last one.
const (
	magic     = "heedlog2"
	before    = "heedlog1" // without the number of the first frame
	oldHead   = len(magic) + len(seal.StoreID{}) + len(seal.Name{})
	headSize  = oldHead + 8 + seal.Overhead
	frameHead = 12
	maxFrame  = 64 << 20
)

func appendHead(dst []byte, key seal.StoreKey, id seal.StoreID, first uint64) []byte {
	mark := key.Mark(id)
	dst = append(append(append(dst, magic...), id[:]...), mark[:]...)
	box := seal.NewBox(key.Derive(seal.ForJournal, id), id)
	return box.Seal(dst, placeOfFirst(), binary.BigEndian.AppendUint64(nil, first))
}

// head is what the beginning of a file says.
type head struct {
	id    seal.StoreID
	box   *seal.Box
	size  int    // where the frames begin
	first uint64 // the number of the first frame; 0 where it is not known
	whole bool   // nothing of it is damaged
}

// readHead reads the head of a file that one of these keys sealed; not ok where it is damaged or
// was written under another key.
func readHead(b []byte, keys ...seal.StoreKey) (h head, ok bool) {
	if len(b) < oldHead {
		return h, false
	}
	copy(h.id[:], b[len(magic):])
	mark := seal.Name(b[len(magic)+len(h.id) : oldHead])
	i := slices.IndexFunc(keys, func(k seal.StoreKey) bool { return k.Mark(h.id) == mark })
	if i < 0 {
		return h, false
	}
	h.box = seal.NewBox(keys[i].Derive(seal.ForJournal, h.id), h.id)
	switch {
	case bytes.HasPrefix(b, []byte(before)):
		h.size, h.whole = oldHead, true
		return h, true
	case !bytes.HasPrefix(b, []byte(magic)):
		return h, false
	}
	h.size = min(headSize, len(b))
	if first, err := h.box.Open(nil, placeOfFirst(), b[oldHead:h.size]); err == nil && len(first) == 8 {
		h.first, h.whole = binary.BigEndian.Uint64(first), true
	}
	return h, true
}

func place(seq uint64) seal.Place { return seal.Place{Bucket: "journal", Version: seq} }

func placeOfFirst() seal.Place { return seal.Place{Bucket: "journal first"} }

func (j *Journal) frame(seq uint64, data []byte) []byte {
	b := make([]byte, frameHead, frameHead+len(data)+seal.Overhead)
	binary.BigEndian.PutUint32(b, uint32(len(data)+seal.Overhead))
	binary.BigEndian.PutUint64(b[4:], seq)
	return j.box.Seal(b, place(seq), data)
}

// split reads what stands before a frame's data; not ok where the frame does not end
// within b, or cannot be one.
func split(b []byte) (seq uint64, sealed []byte, ok bool) {
	if len(b) < frameHead {
		return 0, nil, false
	}
	n := int(binary.BigEndian.Uint32(b))
	if n < seal.Overhead || n > maxFrame || n > len(b)-frameHead {
		return 0, nil, false
	}
	return binary.BigEndian.Uint64(b[4:]), b[frameHead : frameHead+n], true
}
