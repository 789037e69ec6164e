package journal

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"

	"github.com/heed-desk/heed/cache/seal"
)

// reader reads the frames of a file, of which any part may be damaged.
type reader struct {
	box  *seal.Box
	b    []byte
	last uint64 // the number of the frame read last; of the one before the first, at first
	sure bool   // last is known
	Contents
}

// read returns the frames of a body, and how many bytes of it are good. What does not open
// is damage, and what follows it is looked for all the same; only the beginning of one
// single frame at the end is none: then the process ended while it was written.
func read(h head, body []byte) (c Contents, good int) {
	r := reader{box: h.box, b: body, last: h.first - 1, sure: h.first > 0}
	r.Damaged = !h.whole
	at := 0
	for at < len(body) {
		if f, size, ok := r.frame(at); ok {
			r.take(f)
			at += size
			continue
		}
		to := r.next(at + 1)
		if to == len(body) && r.torn(body[at:]) {
			break
		}
		r.Damaged = true
		r.salvage(body[at:to])
		at = to
	}
	r.order()
	return r.Contents, at
}

// frame opens the frame at a place.
func (r *reader) frame(at int) (f Frame, size int, ok bool) {
	seq, sealed, ok := split(r.b[at:])
	if !ok {
		return f, 0, false
	}
	data, err := r.box.Open(nil, place(seq), sealed)
	return Frame{Seq: seq, Data: data}, frameHead + len(sealed), err == nil
}

func (r *reader) take(f Frame) {
	if r.sure && f.Seq != r.last+1 {
		r.Damaged = true
	}
	r.last, r.sure = f.Seq, true
	r.Frames = append(r.Frames, f)
}

// next is where the next whole frame stands, from a place on; the end where there is none.
func (r *reader) next(at int) int {
	for ; at+frameHead+seal.Overhead <= len(r.b); at++ {
		if seq, _, ok := split(r.b[at:]); !ok || r.sure && seq-r.last > uint64(len(r.b)) {
			continue // no frame, or numbered as none behind the last one can be
		}
		if _, _, ok := r.frame(at); ok {
			return at
		}
	}
	return len(r.b)
}

// salvage opens a stretch in which no frame was found as one of which only what stands
// before the data is damaged.
func (r *reader) salvage(lost []byte) {
	if len(lost) < frameHead+seal.Overhead {
		return
	}
	for _, seq := range []uint64{r.last + 1, binary.BigEndian.Uint64(lost[4:])} {
		if data, err := r.box.Open(nil, place(seq), lost[frameHead:]); err == nil {
			r.take(Frame{Seq: seq, Data: data})
			return
		}
	}
}

// torn reports whether what stands at the end is the beginning of the next frame, and does
// not open as a whole one.
func (r *reader) torn(b []byte) bool {
	if !begun(b, r.last, r.sure) {
		return false
	}
	if len(b) < frameHead {
		return true
	}
	_, err := r.box.Open(nil, place(binary.BigEndian.Uint64(b[4:])), b[frameHead:])
	return err != nil
}

// begun reports whether what stands at the end may be the beginning of the frame behind the last
// one, where it is sure which one that is.
func begun(b []byte, last uint64, sure bool) bool {
	if len(b) >= 4 {
		n := int(binary.BigEndian.Uint32(b))
		if n < seal.Overhead || n > maxFrame || n <= len(b)-frameHead {
			return false
		}
	}
	if sure && len(b) > 4 {
		seq := binary.BigEndian.AppendUint64(nil, last+1)
		if has := b[4:min(len(b), frameHead)]; !bytes.HasPrefix(seq, has) {
			return false
		}
	}
	return true
}

// order puts frames that were moved where they belong, once each.
func (r *reader) order() {
	if !r.Damaged {
		return
	}
	slices.SortStableFunc(r.Frames, func(a, b Frame) int { return cmp.Compare(a.Seq, b.Seq) })
	r.Frames = slices.CompactFunc(r.Frames, func(a, b Frame) bool { return a.Seq == b.Seq })
}
