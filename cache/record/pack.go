package record

import (
	"encoding/binary"
	"errors"
	"time"

	"github.com/heed-desk/heed/desk"
)

// ErrRecord reports bytes that are no record of the kind asked for.
var ErrRecord = errors.New("not a record")

// packer appends values to a slice.
type packer struct{ b []byte }

func (p *packer) uint(v uint64)            { p.b = binary.AppendUvarint(p.b, v) }
func (p *packer) int(v int64)              { p.b = binary.AppendVarint(p.b, v) }
func (p *packer) id(id desk.ID)            { p.b = append(p.b, id[:]...) }
func (p *packer) text(u desk.Untrusted)    { p.string(u.Raw()) }
func (p *packer) count(n int)              { p.uint(uint64(n)) }
func (p *packer) version(v desk.Version)   { p.int(int64(v)) }
func (p *packer) message(m desk.MessageID) { p.int(int64(m)) }

func (p *packer) bool(is bool) {
	b := byte(0)
	if is {
		b = 1
	}
	p.b = append(p.b, b)
}

func (p *packer) string(s string) {
	p.count(len(s))
	p.b = append(p.b, s...)
}

// time keeps an instant to the nanosecond; the zero time is one byte.
func (p *packer) time(t time.Time) {
	if t.IsZero() {
		p.b = append(p.b, 0)
		return
	}
	p.b = append(p.b, 1)
	p.int(t.Unix())
	p.uint(uint64(t.Nanosecond()))
}

func packAll[T any](p *packer, all []T, one func(T)) {
	p.count(len(all))
	for _, v := range all {
		one(v)
	}
}

// unpacker takes values off a slice. The first thing that does not fit ends it; all that
// is read afterwards is zero.
type unpacker struct {
	b      []byte
	broken bool
}

func (u *unpacker) err() error {
	if u.broken || len(u.b) != 0 {
		return ErrRecord
	}
	return nil
}

func (u *unpacker) fail() { u.b, u.broken = nil, true }

func (u *unpacker) uint() uint64 {
	v, n := binary.Uvarint(u.b)
	if n <= 0 {
		u.fail()
		return 0
	}
	u.b = u.b[n:]
	return v
}

func (u *unpacker) int() int64 {
	v, n := binary.Varint(u.b)
	if n <= 0 {
		u.fail()
		return 0
	}
	u.b = u.b[n:]
	return v
}

func (u *unpacker) take(n int) []byte {
	if n < 0 || n > len(u.b) {
		u.fail()
		return nil
	}
	b := u.b[:n]
	u.b = u.b[n:]
	return b
}

// count reads how many things follow, each of which takes at least a byte.
func (u *unpacker) count() int {
	n := u.uint()
	if n > uint64(len(u.b)) {
		u.fail()
		return 0
	}
	return int(n)
}

func (u *unpacker) byte() byte {
	b := u.take(1)
	if b == nil {
		return 0
	}
	return b[0]
}

func (u *unpacker) id() (id desk.ID) {
	copy(id[:], u.take(len(id)))
	return id
}

func (u *unpacker) string() string          { return string(u.take(u.count())) }
func (u *unpacker) text() desk.Untrusted    { return desk.Foreign(u.string()) }
func (u *unpacker) version() desk.Version   { return desk.Version(u.int()) }
func (u *unpacker) message() desk.MessageID { return desk.MessageID(u.int()) }

func (u *unpacker) time() time.Time {
	if u.byte() == 0 {
		return time.Time{}
	}
	sec := u.int()
	nsec := u.uint()
	if nsec >= uint64(time.Second) {
		u.fail()
		return time.Time{}
	}
	return time.Unix(sec, int64(nsec)).UTC()
}

func unpackAll[T any](u *unpacker, one func() T) []T {
	n := u.count()
	if n == 0 {
		return nil
	}
	all := make([]T, 0, n)
	for range n {
		all = append(all, one())
	}
	return all
}
