package seal

import (
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"errors"

	"golang.org/x/crypto/chacha20poly1305"
)

// ErrSeal reports a record that is not what was sealed at its place: damaged, moved from
// elsewhere, of another version, or sealed under another key.
var ErrSeal = errors.New("the seal of a record is broken")

// NonceSize is the length of what stands before the ciphertext of every sealed text.
const NonceSize = chacha20poly1305.NonceSizeX

// Overhead is how much longer a sealed text is than the plain one.
const Overhead = NonceSize + chacha20poly1305.Overhead

// Place is where a record stands. It is not written into the record, but the record
// opens nowhere else.
type Place struct {
	Bucket  string
	Key     []byte
	Version uint64
}

// Box seals and opens under one key. It may be used by any goroutine.
type Box struct {
	aead cipher.AEAD
	id   StoreID
}

// NewBox returns the box of a key in a file.
func NewBox(key [KeySize]byte, id StoreID) *Box {
	aead, err := chacha20poly1305.NewX(key[:])
	if err != nil {
		panic(err) // only for a key of another length
	}
	return &Box{aead: aead, id: id}
}

// Seal appends the sealed text to dst: a random nonce, and what it hides.
func (b *Box) Seal(dst []byte, at Place, plain []byte) []byte {
	var nonce [NonceSize]byte
	_, _ = rand.Read(nonce[:])
	dst = append(dst, nonce[:]...)
	var room [128]byte
	return b.aead.Seal(dst, nonce[:], plain, b.bind(room[:0], at))
}

// Open appends the plain text to dst; ErrSeal where it is not what was sealed there.
func (b *Box) Open(dst []byte, at Place, sealed []byte) ([]byte, error) {
	if len(sealed) < Overhead {
		return dst, ErrSeal
	}
	var room [128]byte
	plain, err := b.aead.Open(dst, sealed[:NonceSize], sealed[NonceSize:], b.bind(room[:0], at))
	if err != nil {
		return dst, ErrSeal
	}
	return plain, nil
}

// bind writes what a seal is bound to; the lengths keep neighbours apart.
func (b *Box) bind(dst []byte, at Place) []byte {
	dst = append(dst, b.id[:]...)
	dst = append(dst, byte(len(at.Bucket)))
	dst = append(dst, at.Bucket...)
	dst = binary.BigEndian.AppendUint16(dst, uint16(len(at.Key)))
	dst = append(dst, at.Key...)
	return binary.BigEndian.AppendUint64(dst, at.Version)
}
