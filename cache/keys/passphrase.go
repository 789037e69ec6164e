package keys

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"runtime/debug"

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
// The checksum tells a damaged file from a wrong passphrase. While keys are changed it has several
// of them and another magic word, which an earlier heed does not take for its own.
const (
	fileName  = "key.sealed"
	magic     = "heedkey1"
	several   = "heedkey2"
	saltSize  = 16
	costSize  = 4 + 4 + 1
	sealedAt  = len(magic) + costSize + saltSize
	overhead  = sealedAt + seal.Overhead + sha256.Size
	keyLength = overhead + seal.KeySize
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
func Protect(dir, passphrase string) (*Held, error) {
	return protect(dir, passphrase, seal.NewStoreKey(), usual())
}

func protect(dir, passphrase string, key seal.StoreKey, c cost) (*Held, error) {
	var salt [saltSize]byte
	_, _ = rand.Read(salt[:])
	l := &lock{dir: dir, cost: c, salt: salt, box: c.box(passphrase, salt[:])}
	b := l.file([]seal.StoreKey{key})
	if Protected(dir) {
		return nil, ErrKeyExists
	}
	if err := write(filepath.Join(dir, fileName), b); err != nil {
		return nil, err
	}
	if err := write(filepath.Join(dir, copyName), b); err != nil {
		return nil, errors.Join(err, os.Remove(filepath.Join(dir, fileName))) // nothing is sealed with it yet
	}
	return held([]seal.StoreKey{key}, l.keep), nil
}

// lock is what a passphrase has opened: it can put other keys behind the same one, and does not
// know it any more.
type lock struct {
	dir  string
	cost cost
	salt [saltSize]byte
	box  *seal.Box
}

// front is what stands in a key file before what is sealed, but for the magic word.
func (l *lock) front() []byte {
	b := binary.BigEndian.AppendUint32(nil, l.cost.times)
	b = binary.BigEndian.AppendUint32(b, l.cost.memory)
	return append(append(b, l.cost.threads), l.salt[:]...)
}

// file is a key file with these keys.
func (l *lock) file(all []seal.StoreKey) []byte {
	b := []byte(magic)
	if len(all) > 1 {
		b = []byte(several)
	}
	plain := join(all)
	defer clear(plain)
	b = l.box.Seal(append(b, l.front()...), placeOf(len(all)), plain)
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

// keep puts keys in the place of those that both copies have. The first copy is written first:
// where the two differ, it counts.
func (l *lock) keep(_ context.Context, all []seal.StoreKey) error {
	first, second := filepath.Join(l.dir, fileName), filepath.Join(l.dir, copyName)
	if len(all) == 0 {
		return remove(first, second)
	}
	b := l.file(all)
	if err := disk.Replace(first, b); err != nil {
		return err
	}
	return disk.Replace(second, b)
}

// open opens one copy of a key, and returns what is in the file too.
func open(dir, path, passphrase string) (*Held, []byte, error) {
	b, err := read(path)
	c, body, err := parse(b, err)
	if err != nil {
		return nil, nil, err
	}
	l := &lock{dir: dir, cost: c, salt: [saltSize]byte(b[len(magic)+costSize : sealedAt])}
	l.box = c.box(passphrase, l.salt[:])
	plain, err := l.box.Open(nil, placeOf((len(b)-overhead)/seal.KeySize), body[sealedAt:])
	if err != nil {
		return nil, nil, ErrWrongPassphrase
	}
	defer clear(plain)
	all, err := split(plain)
	if err != nil {
		return nil, nil, err
	}
	return held(all, l.keep), b, nil
}

// parse takes a key file apart that was read, unless that failed.
func parse(b []byte, err error) (cost, []byte, error) {
	if err != nil {
		return cost{}, nil, err
	}
	n := len(b) - overhead
	one := len(b) == keyLength && bytes.HasPrefix(b, []byte(magic))
	more := n > seal.KeySize && n%seal.KeySize == 0 && n <= mostHeld*seal.KeySize && bytes.HasPrefix(b, []byte(several))
	if !one && !more {
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
	words := []byte(passphrase)
	key := argon2.IDKey(words, salt, c.times, c.memory, c.threads, seal.KeySize)
	defer clear(key)
	clear(words)
	debug.FreeOSMemory() // what the work took is not needed a second time
	return seal.NewBox([seal.KeySize]byte(key), seal.StoreID{})
}

// placeOf is where so many keys stand.
func placeOf(n int) seal.Place { return seal.Place{Bucket: "key", Version: uint64(n - 1)} }
