// Package seal closes and opens the records of a ledger: XChaCha20-Poly1305 under keys
// that are derived from one store key, each record bound to its place and version.
package seal

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
)

// KeySize is the length of every key, in bytes.
const KeySize = 32

// StoreKey is the key that everything of a ledger hangs on. It is never written beside
// the data, and printing it by accident prints nothing of it.
type StoreKey [KeySize]byte

// NewStoreKey returns a random key.
func NewStoreKey() StoreKey {
	var k StoreKey
	_, _ = rand.Read(k[:]) // never fails
	return k
}

// IsZero reports whether there is no key.
func (k StoreKey) IsZero() bool { return k == StoreKey{} }

// String keeps the key out of what is printed.
func (StoreKey) String() string { return "[key]" }

// GoString keeps the key out of what is printed.
func (StoreKey) GoString() string { return "[key]" }

// LogValue keeps the key out of logs.
func (StoreKey) LogValue() slog.Value { return slog.StringValue("[key]") }

// StoreID names one file. It goes into every seal, so that a record of one file does not
// open in another.
type StoreID [16]byte

// NewStoreID returns a random id.
func NewStoreID() StoreID {
	var id StoreID
	_, _ = rand.Read(id[:])
	return id
}

// String is the id in hexadecimal digits.
func (id StoreID) String() string { return hex.EncodeToString(id[:]) }

// Purpose says what a derived key is for. Two purposes never share a key.
type Purpose string

// The purposes.
const (
	ForRecords   Purpose = "heed cache records 1"
	ForCustomers Purpose = "heed cache customer keys 1"
	ForNames     Purpose = "heed cache index names 1"
	ForSearch    Purpose = "heed cache search 1"
	ForTerms     Purpose = "heed cache search terms 1"
	ForOutbox    Purpose = "heed outbox 1"
	ForJournal   Purpose = "heed outbox journal 1"
	ForParcels   Purpose = "heed parcels 1"
	ForLasting   Purpose = "heed cache lasting keys 1"
	forMark      Purpose = "heed key mark 1"
)

// Derive returns the key of a purpose in a file.
func (k StoreKey) Derive(p Purpose, id StoreID) [KeySize]byte {
	b, err := hkdf.Key(sha256.New, k[:], id[:], string(p), KeySize)
	if err != nil {
		panic(err) // only for a length that HKDF cannot give
	}
	defer clear(b)
	return [KeySize]byte(b)
}

// Mark returns a mark of the key in a file, which tells another key apart from damage and
// says nothing of the key itself.
func (k StoreKey) Mark(id StoreID) Name {
	return NewNamer(k.Derive(forMark, id)).Name('k', nil)
}
