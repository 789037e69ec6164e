package keys

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"golang.org/x/crypto/argon2"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/internal/disk"
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

// copyName is the second copy of the key file, to the letter: without the key nothing
// else in the folder opens, so no single file may be all there is of it.
const copyName = "key.sealed.copy"

// Protected reports whether the folder has a key behind a passphrase, in whatever state.
func Protected(dir string) bool {
	for _, name := range []string{fileName, copyName} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			return true
		}
	}
	return false
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
	b = append(b, sum[:]...)
	if Protected(dir) {
		return ErrKeyExists
	}
	if err := write(filepath.Join(dir, fileName), b); err != nil {
		return err
	}
	if err := write(filepath.Join(dir, copyName), b); err != nil {
		return errors.Join(err, os.Remove(filepath.Join(dir, fileName))) // nothing is sealed with it yet
	}
	return nil
}

// Unlock opens the folder's key, from whichever of its two copies is good, and makes the
// other one again. ErrNoKey, ErrWrongPassphrase or ErrDamaged.
func Unlock(dir, passphrase string) (seal.StoreKey, error) {
	first, second := filepath.Join(dir, fileName), filepath.Join(dir, copyName)
	key, b, err := open(first, passphrase)
	if err == nil {
		renew(second, b)
		return key, nil
	}
	other, b, oerr := open(second, passphrase)
	switch {
	case oerr == nil:
		renew(first, b)
		return other, nil
	case errors.Is(err, ErrNoKey), errors.Is(oerr, ErrWrongPassphrase):
		return key, oerr // it says more than that the first one is not there, or damaged
	default:
		return key, err
	}
}

// renew makes a copy of the key again where it is missing or damaged; what was damaged is
// set aside. That it cannot be made is no reason not to open what there is: the next start
// tries again. A whole copy that says something else is left alone.
func renew(path string, b []byte) {
	_, _, err := parse(read(path))
	if err == nil {
		return
	}
	if errors.Is(err, ErrDamaged) {
		if _, err := disk.SetAside(path, time.Now()); err != nil {
			return
		}
	} else if !errors.Is(err, ErrNoKey) {
		return
	}
	_ = write(path, b)
}

// open opens one copy of a key, and returns what is in the file too.
func open(path, passphrase string) (seal.StoreKey, []byte, error) {
	b, err := read(path)
	c, body, err := parse(b, err)
	if err != nil {
		return seal.StoreKey{}, nil, err
	}
	at := len(magic) + costSize
	plain, err := c.box(passphrase, b[at:sealedAt]).Open(nil, place(), body[sealedAt:])
	if err != nil {
		return seal.StoreKey{}, nil, ErrWrongPassphrase
	}
	return seal.StoreKey(plain), b, nil
}

// parse takes a key file apart that was read, unless that failed.
func parse(b []byte, err error) (cost, []byte, error) {
	if err != nil {
		return cost{}, nil, err
	}
	if len(b) != keyLength || !bytes.HasPrefix(b, []byte(magic)) {
		return cost{}, nil, ErrDamaged
	}
	body := b[:len(b)-sha256.Size]
	if sum := sha256.Sum256(body); !bytes.Equal(sum[:], b[len(body):]) {
		return cost{}, nil, ErrDamaged
	}
	at := len(magic)
	c := cost{times: binary.BigEndian.Uint32(b[at:]), memory: binary.BigEndian.Uint32(b[at+4:]), threads: b[at+8]}
	if !c.fair() {
		return cost{}, nil, ErrDamaged
	}
	return c, body, nil
}

func (c cost) box(passphrase string, salt []byte) *seal.Box {
	key := argon2.IDKey([]byte(passphrase), salt, c.times, c.memory, c.threads, seal.KeySize)
	debug.FreeOSMemory() // what the work took is not needed a second time
	return seal.NewBox([seal.KeySize]byte(key), seal.StoreID{})
}

func place() seal.Place { return seal.Place{Bucket: "key"} }
