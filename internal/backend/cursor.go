package backend

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// place is what a cursor says: a change number, and when it was told. Whose it is and in
// which life of the desk stand in its seal.
type place struct {
	seq  int64
	told time.Time
}

const sealSize = 16

// cursorAt makes a cursor for an agent.
func (s *Store) cursorAt(who desk.AgentID, p place) desk.Cursor {
	b := binary.BigEndian.AppendUint64(nil, uint64(p.seq))
	b = binary.BigEndian.AppendUint64(b, uint64(p.told.UnixMilli()))
	return desk.Cursor(base64.RawURLEncoding.EncodeToString(append(b, s.sealOf(who, b)...)))
}

// placeOf reads a cursor; desk.ErrGone where it is not of this agent and this life of the
// desk, or older than a cursor may be.
func (s *Store) placeOf(who desk.AgentID, c desk.Cursor, now time.Time) (place, error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(string(c))
	if err != nil || len(b) != 16+sealSize || !hmac.Equal(b[16:], s.sealOf(who, b[:16])) {
		return place{}, desk.ErrGone
	}
	p := place{
		seq:  int64(binary.BigEndian.Uint64(b)),
		told: time.UnixMilli(int64(binary.BigEndian.Uint64(b[8:]))).UTC(),
	}
	if now.Sub(p.told) > api.CursorHolds {
		return place{}, desk.ErrGone
	}
	return p, nil
}

func (s *Store) sealOf(who desk.AgentID, b []byte) []byte {
	h := hmac.New(sha256.New, s.secret)
	h.Write([]byte(s.epoch))
	h.Write([]byte{0})
	h.Write([]byte(who))
	h.Write([]byte{0})
	h.Write(b)
	return h.Sum(nil)[:sealSize]
}
