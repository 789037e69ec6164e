package journal

import (
	"bytes"
	"encoding/binary"

	"github.com/heed-desk/heed/cache/seal"
)

// A file begins with a magic word, the id that its frames are bound to and a mark of the
// key, by which another key is told apart from damage. A frame is
//
//	length (4 bytes) | number (8) | sealed data (length)
//
// sealed under its number, so that no frame can be left out, doubled or moved unseen.
const (
	magic     = "heedlog1"
	headSize  = len(magic) + len(seal.StoreID{}) + len(seal.Name{})
	frameHead = 12
	maxFrame  = 64 << 20
)

func appendHead(dst []byte, key seal.StoreKey, id seal.StoreID) []byte {
	mark := key.Mark(id)
	return append(append(append(dst, magic...), id[:]...), mark[:]...)
}

// readHead returns the id of a file and its frames; not ok where the head is damaged or
// was written under another key.
func readHead(b []byte, key seal.StoreKey) (id seal.StoreID, body []byte, ok bool) {
	if len(b) < headSize || !bytes.HasPrefix(b, []byte(magic)) {
		return id, nil, false
	}
	copy(id[:], b[len(magic):])
	mark := key.Mark(id)
	return id, b[headSize:], bytes.Equal(b[len(magic)+len(id):headSize], mark[:])
}

func place(seq uint64) seal.Place { return seal.Place{Bucket: "journal", Version: seq} }

func (j *Journal) frame(seq uint64, data []byte) []byte {
	b := make([]byte, frameHead, frameHead+len(data)+seal.Overhead)
	binary.BigEndian.PutUint32(b, uint32(len(data)+seal.Overhead))
	binary.BigEndian.PutUint64(b[4:], seq)
	return j.box.Seal(b, place(seq), data)
}

// read returns the frames of a body, and how many bytes of it are good. A frame that does
// not open is damage, unless it is the last: then the process ended while it was written.
// What follows a damaged frame is read all the same.
func (j *Journal) read(b []byte) (c Contents, good int) {
	at, broken := 0, false
	for at < len(b) {
		seq, sealed, ok := next(b[at:])
		if !ok {
			break // cut short, or the length is nonsense: nothing behind it can be found
		}
		data, err := j.box.Open(nil, place(seq), sealed)
		at += frameHead + len(sealed)
		if err != nil {
			broken = true
			continue
		}
		if n := len(c.Frames); broken || n > 0 && seq != c.Frames[n-1].Seq+1 {
			c.Damaged = true
		}
		c.Frames = append(c.Frames, Frame{Seq: seq, Data: data})
		good = at
	}
	return c, good
}

func next(b []byte) (seq uint64, sealed []byte, ok bool) {
	if len(b) < frameHead {
		return 0, nil, false
	}
	n := int(binary.BigEndian.Uint32(b))
	if n < seal.Overhead || n > maxFrame || n > len(b)-frameHead {
		return 0, nil, false
	}
	return binary.BigEndian.Uint64(b[4:]), b[frameHead : frameHead+n], true
}
