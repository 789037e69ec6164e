package desk

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
)

// ID is 128 bits that name one thing for ever. Its text form is 32 lower-case
// hexadecimal digits; the zero ID is written as the empty string.
type ID [16]byte

// ErrID reports a text that is not an ID.
var ErrID = errors.New("an id is 32 hexadecimal digits")

// NewID returns 128 random bits.
func NewID() ID {
	var id ID
	// crypto/rand.Read never fails since Go 1.24; it ends the process instead.
	_, _ = rand.Read(id[:])
	return id
}

// DeriveID returns the ID that the same parts always give. It names things that
// come from elsewhere (an imported ticket, the twin of a merge), so that taking
// them in twice finds the first one.
func DeriveID(parts ...string) ID {
	h := sha256.New()
	for _, p := range parts {
		// The length keeps ("ab","c") and ("a","bc") apart.
		var n [8]byte
		for i := range n {
			n[i] = byte(len(p) >> (8 * i))
		}
		h.Write(n[:])
		h.Write([]byte(p))
	}
	return ID(h.Sum(nil)[:16])
}

// IsZero reports whether id names nothing.
func (id ID) IsZero() bool { return id == ID{} }

// String returns 32 hexadecimal digits, or nothing for the zero ID.
func (id ID) String() string {
	if id.IsZero() {
		return ""
	}
	return hex.EncodeToString(id[:])
}

// MarshalText writes the text form.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads the text form; ErrID where it is none.
func (id *ID) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*id = ID{}
		return nil
	}
	var read ID
	if len(b) != 2*len(read) {
		return ErrID
	}
	if _, err := hex.Decode(read[:], b); err != nil {
		return ErrID
	}
	*id = read
	return nil
}

// OpID names one operation. It is made when the key is pressed.
type OpID struct{ ID }

// TicketID names one ticket, also before any server has heard of it.
type TicketID struct{ ID }

// CustomerID names one customer over all channels.
type CustomerID struct{ ID }

// CannedID names one canned reply.
type CannedID struct{ ID }

// NewOpID returns a fresh operation id.
func NewOpID() OpID { return OpID{NewID()} }

// NewTicketID returns a fresh ticket id.
func NewTicketID() TicketID { return TicketID{NewID()} }

// AgentID is the login name of a colleague: a letter or digit, then up to 39 more of
// a-z, 0-9, '.', '-' and '_'.
type AgentID string

// System is the actor of what the desk does by itself: waking a snoozed ticket,
// the other half of a merge.
const System AgentID = "system"

// GroupID names a group of agents.
type GroupID string

// MessageID numbers the messages of one ticket in the server's order, from 1.
// It is what "seen through" compares; 0 is before the first message.
type MessageID int64

// Valid reports whether a is a login name. System is nobody who could log in.
func (a AgentID) Valid() bool { return isName(string(a)) && a != System }

// Valid reports whether g is a group's name: the same letters as a login name.
func (g GroupID) Valid() bool { return isName(string(g)) }

// MaxName is the most letters of a login, group or channel name.
const MaxName = 40

// isName reports whether s is a name that any place can show as it is, and that can be
// the name of a folder.
func isName(s string) bool {
	for i := range len(s) {
		b := s[i]
		plain := b >= 'a' && b <= 'z' || b >= '0' && b <= '9'
		if !plain && (i == 0 || b != '.' && b != '-' && b != '_') {
			return false
		}
	}
	return s != "" && len(s) <= MaxName
}

// Version counts the changes of one record on the server, from 1.
type Version int64
