package index

import (
	"encoding/binary"
	"errors"
	"strings"
)

// ErrDamaged reports a record that is not what the index wrote.
var ErrDamaged = errors.New("a record of the search index is damaged")

// A block's plain text is a row of entries sorted by their keys (kind and text in one):
//
//	shared   uvarint  how many bytes of the key before it begin this one
//	rest     uvarint and as many bytes
//	df       uvarint  how many documents have the term
//	size     uvarint  and as many bytes of postings
//
// A posting is uvarint(step<<2 | class): the step from the document before and the class
// of the term's weight in it.

// posting is a term in a document of a segment.
type posting struct {
	doc   uint16
	class uint8
}

// classOf rounds a weight down to one of four.
func classOf(weight uint32) uint8 {
	switch {
	case weight >= 8:
		return 3
	case weight >= 4:
		return 2
	case weight >= 2:
		return 1
	default:
		return 0
	}
}

// blockWriter writes a block. Terms must come in ascending order, each once.
type blockWriter struct {
	buf  []byte
	last string
	post []byte
}

func (w *blockWriter) reset() { w.buf, w.last = w.buf[:0], "" }

// add writes an entry; list is not empty and ascending.
func (w *blockWriter) add(key string, list []posting) {
	w.post = encodePostings(w.post[:0], list)
	shared := 0
	for shared < len(key) && shared < len(w.last) && key[shared] == w.last[shared] {
		shared++
	}
	w.buf = binary.AppendUvarint(w.buf, uint64(shared))
	w.buf = binary.AppendUvarint(w.buf, uint64(len(key)-shared))
	w.buf = append(w.buf, key[shared:]...)
	w.buf = binary.AppendUvarint(w.buf, uint64(len(list)))
	w.buf = binary.AppendUvarint(w.buf, uint64(len(w.post)))
	w.buf = append(w.buf, w.post...)
	w.last = key
}

// encodePostings appends postings, which are ascending, to dst.
func encodePostings(dst []byte, list []posting) []byte {
	before := uint16(0)
	for _, p := range list {
		dst = binary.AppendUvarint(dst, uint64(p.doc-before)<<2|uint64(p.class))
		before = p.doc
	}
	return dst
}

// entry is a term of a block with its postings, still encoded.
type entry struct {
	key  []byte // good until the next entry is read
	df   int
	post []byte
}

// blockReader reads the entries of a block one by one.
type blockReader struct {
	rest []byte
	key  []byte
}

// next reads an entry; false at the end.
func (r *blockReader) next(e *entry) (bool, error) {
	if len(r.rest) == 0 {
		return false, nil
	}
	shared, ok1 := r.uvarint()
	n, ok2 := r.uvarint()
	if !ok1 || !ok2 || shared > uint64(len(r.key)) || n > uint64(len(r.rest)) {
		return false, ErrDamaged
	}
	r.key = append(r.key[:shared], r.rest[:n]...)
	r.rest = r.rest[n:]
	df, ok3 := r.uvarint()
	size, ok4 := r.uvarint()
	if !ok3 || !ok4 || size > uint64(len(r.rest)) || df > size {
		return false, ErrDamaged
	}
	e.key, e.df, e.post = r.key, int(df), r.rest[:size:size]
	r.rest = r.rest[size:]
	return true, nil
}

func (r *blockReader) uvarint() (uint64, bool) {
	// Most numbers of a block are one byte long.
	if len(r.rest) > 0 && r.rest[0] < 0x80 {
		v := uint64(r.rest[0])
		r.rest = r.rest[1:]
		return v, true
	}
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		return 0, false
	}
	r.rest = r.rest[n:]
	return v, true
}

// find calls found for the entry with the key, or for all whose keys begin with it.
func (r *blockReader) find(key string, beginning bool, found func(entry)) error {
	var e entry
	for {
		ok, err := r.next(&e)
		if err != nil || !ok {
			return err
		}
		switch {
		case string(e.key) == key, beginning && strings.HasPrefix(string(e.key), key):
			found(e)
		case string(e.key) > key:
			return nil
		}
	}
}

// postings decodes encoded postings of a segment of n documents and calls each for every one.
func postings(post []byte, n int, each func(doc uint16, class uint8)) error {
	doc := uint64(0)
	for len(post) > 0 {
		v, used := uint64(post[0]), 1
		if v >= 0x80 {
			if v, used = binary.Uvarint(post); used <= 0 {
				return ErrDamaged
			}
		}
		post = post[used:]
		doc += v >> 2
		if doc >= uint64(n) {
			return ErrDamaged
		}
		each(uint16(doc), uint8(v&3))
	}
	return nil
}
