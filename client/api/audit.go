package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Deed is a line of the audit trail: somebody did something. It says what was done and to
// what, and never what anybody wrote.
type Deed struct {
	Number int64        `json:"number"`           // from 1 on, without gaps
	At     time.Time    `json:"at"`               // by the desk's clock, in milliseconds
	Actor  desk.AgentID `json:"actor"`            // desk.System for the desk itself and whoever runs it
	Via    string       `json:"via,omitempty"`    // http, folder, ssh; empty where the desk did it by itself
	Token  string       `json:"token,omitempty"`  // the id of the token or the public key that was shown
	Act    string       `json:"act"`              // what was done: op.reply, user.role, ...
	Object string       `json:"object,omitempty"` // to what: a kind and an id
	Op     desk.OpID    `json:"op,omitzero"`      // the operation by which
	Digest Hash         `json:"digest,omitempty"` // of all that the operation said
	Before string       `json:"before,omitempty"` // what was so before, and is so after
	After  string       `json:"after,omitempty"`
	Hash   Hash         `json:"hash"` // of this line and the one before it
}

// Hash is a SHA-256, written in hexadecimal digits.
type Hash []byte

// MarshalText writes the digits.
func (h Hash) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, h), nil }

// UnmarshalText reads the digits.
func (h *Hash) UnmarshalText(text []byte) (err error) {
	*h, err = hex.AppendDecode(nil, text)
	return err
}

// String is the digits.
func (h Hash) String() string { return hex.EncodeToString(h) }

// Sealed is the hash that the line has behind one with the hash before; that is empty for the
// first.
func (d Deed) Sealed(before Hash) Hash {
	h := sha256.New()
	put := func(b []byte) {
		var n [8]byte // keeps ("ab", "c") and ("a", "bc") apart
		binary.BigEndian.PutUint64(n[:], uint64(len(b)))
		h.Write(n[:])
		h.Write(b)
	}
	put(before)
	put(binary.BigEndian.AppendUint64(nil, uint64(d.Number)))
	put(binary.BigEndian.AppendUint64(nil, uint64(d.At.UnixMilli())))
	for _, text := range []string{string(d.Actor), d.Via, d.Token, d.Act, d.Object, d.Op.String(), string(d.Digest), d.Before, d.After} {
		put([]byte(text))
	}
	return h.Sum(nil)
}

// ErrTrail says that an audit trail is not as it was written.
var ErrTrail = errors.New("the audit trail is not as it was written")

// Trail follows an audit trail from its first line on. The zero Trail is before it.
type Trail struct {
	Number int64 // of the last line
	Hash   Hash  // of the last line
}

// Next takes the next line; ErrTrail where that cannot be the one that was written there.
func (t *Trail) Next(d Deed) error {
	if d.Number != t.Number+1 || !bytes.Equal(d.Hash, d.Sealed(t.Hash)) {
		return fmt.Errorf("%w: after line %d", ErrTrail, t.Number)
	}
	t.Number, t.Hash = d.Number, d.Hash
	return nil
}
