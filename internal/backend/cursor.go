package backend

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"strings"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// place is what a cursor says: a change number, and when it was told. Whose it is, of which
// desk and from which of its lives stand in its seal.
type place struct {
	seq  int64
	told time.Time
}

const sealSize = 16

// tell makes a cursor for an agent.
func (s *Store) tell(q query, who desk.AgentID, p place) (desk.Cursor, error) {
	life, err := lifeOf(q, p.seq)
	return s.cursorAt(who, life, p), err
}

func (s *Store) cursorAt(who desk.AgentID, life []byte, p place) desk.Cursor {
	b := binary.BigEndian.AppendUint64(nil, uint64(p.seq))
	b = binary.BigEndian.AppendUint64(b, uint64(p.told.UnixMilli()))
	return desk.Cursor(base64.RawURLEncoding.EncodeToString(append(b, s.sealOf(who, life, b)...)))
}

// placeOf reads a cursor; desk.ErrGone where it is not of this agent and this desk, of a
// change that the desk does not have, or older than a cursor may be.
func (s *Store) placeOf(who desk.AgentID, c desk.Cursor, now time.Time, lifeOf func(seq int64) ([]byte, error)) (place, error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(string(c))
	if err != nil || len(b) != 16+sealSize || strings.ContainsAny(string(c), "\r\n") { // which the decoder skips
		return place{}, desk.ErrGone
	}
	p := place{
		seq:  int64(binary.BigEndian.Uint64(b)),
		told: time.UnixMilli(int64(binary.BigEndian.Uint64(b[8:]))).UTC(),
	}
	life, err := lifeOf(p.seq)
	if err != nil {
		return place{}, err
	}
	if !hmac.Equal(b[16:], s.sealOf(who, life, b[:16])) || now.Sub(p.told) > api.CursorHolds {
		return place{}, desk.ErrGone
	}
	return p, nil
}

func (s *Store) sealOf(who desk.AgentID, life, b []byte) []byte {
	h := hmac.New(sha256.New, s.secret)
	h.Write([]byte(s.epoch))
	h.Write([]byte{0})
	h.Write([]byte(who))
	h.Write([]byte{0})
	h.Write(b) // of one length always, so that a life cannot be taken for a part of it
	h.Write(life)
	return h.Sum(nil)[:sealSize]
}
