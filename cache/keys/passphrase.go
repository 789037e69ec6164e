package keys

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"os"
	"path/filepath"
	"runtime/debug"

	"golang.org/x/crypto/argon2"

	"github.com/heed-desk/heed/cache/seal"
)

// cost is how much work it is to try a passphrase.
type cost struct {
	times   uint32
	memory  uint32 // KiB
	threads uint8
}

func usual() cost { return cost{times: 3, memory: 64 << 10, threads: 4} }

// fair bounds what a file may ask for.
func (c cost) fair() bool {
	return c.times >= 1 && c.times <= 20 && c.memory >= 1<<10 && c.memory <= 2<<20 && c.threads >= 1
}

// A key file is
//
//	magic (8) | times (4) | memory (4) | threads (1) | salt (16) | sealed key | SHA-256 of all before
//
// The checksum tells a damaged file from a wrong passphrase.
const (
	fileName  = "key.sealed"
	magic     = "heedkey1"
	saltSize  = 16
	costSize  = 4 + 4 + 1
	sealedAt  = len(magic) + costSize + saltSize
	keyLength = sealedAt + seal.KeySize + seal.Overhead + sha256.Size
)

// Protected reports whether the folder has a key behind a passphrase, in whatever state.
func Protected(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, fileName))
	return err == nil
}

// Protect makes a key for the folder and puts it behind a passphrase. ErrKeyExists where
// there is one.
func Protect(dir, passphrase string) (seal.StoreKey, error) {
	key := seal.NewStoreKey()
	return key, protect(dir, passphrase, key, usual())
}

func protect(dir, passphrase string, key seal.StoreKey, c cost) error {
	b := []byte(magic)
	b = binary.BigEndian.AppendUint32(b, c.times)
	b = binary.BigEndian.AppendUint32(b, c.memory)
	b = append(b, c.threads)
	var salt [saltSize]byte
	_, _ = rand.Read(salt[:])
	b = append(b, salt[:]...)
	b = c.box(passphrase, salt[:]).Seal(b, place(), key[:])
	sum := sha256.Sum256(b)
	return write(filepath.Join(dir, fileName), append(b, sum[:]...))
}

// Unlock opens the folder's key. ErrNoKey, ErrWrongPassphrase or ErrDamaged.
func Unlock(dir, passphrase string) (seal.StoreKey, error) {
	var key seal.StoreKey
	b, err := read(filepath.Join(dir, fileName))
	if err != nil {
		return key, err
	}
	if len(b) != keyLength || !bytes.HasPrefix(b, []byte(magic)) {
		return key, ErrDamaged
	}
	body := b[:len(b)-sha256.Size]
	if sum := sha256.Sum256(body); !bytes.Equal(sum[:], b[len(body):]) {
		return key, ErrDamaged
	}
	at := len(magic)
	c := cost{times: binary.BigEndian.Uint32(b[at:]), memory: binary.BigEndian.Uint32(b[at+4:]), threads: b[at+8]}
	if !c.fair() {
		return key, ErrDamaged
	}
	plain, err := c.box(passphrase, b[at+costSize:sealedAt]).Open(nil, place(), body[sealedAt:])
	if err != nil {
		return key, ErrWrongPassphrase
	}
	return seal.StoreKey(plain), nil
}

func (c cost) box(passphrase string, salt []byte) *seal.Box {
	key := argon2.IDKey([]byte(passphrase), salt, c.times, c.memory, c.threads, seal.KeySize)
	debug.FreeOSMemory() // what the work took is not needed a second time
	return seal.NewBox([seal.KeySize]byte(key), seal.StoreID{})
}

func place() seal.Place { return seal.Place{Bucket: "key"} }
