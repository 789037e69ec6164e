// Package seal closes and opens the records of a ledger: XChaCha20-Poly1305 under keys
// that are derived from one store key, each record bound to its place and version.
package seal

import "crypto/rand"

// KeySize is the length of every key, in bytes.
const KeySize = 32

// StoreKey is the key that everything of a ledger hangs on. It is never written beside the data.
type StoreKey [KeySize]byte

// NewStoreKey returns a random key.
func NewStoreKey() StoreKey {
	var k StoreKey
	_, _ = rand.Read(k[:]) // never fails
	return k
}

// IsZero reports whether there is no key.
func (k StoreKey) IsZero() bool { return k == StoreKey{} }
