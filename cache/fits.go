package cache

import (
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"

	"github.com/heed-desk/heed/cache/outbox"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/cache/vault"
)

// begunBefore reports whether a ledger was here before. The outbox tells whether the key is the
// right one; where it is gone and the cache was sealed with another key, nothing is made:
// vault.ErrWrongKey.
func (l *Ledger) begunBefore() (bool, error) {
	if l.opt.Dir == "" {
		return false, nil
	}
	for _, name := range []string{"outbox.db", "outbox.log"} {
		if _, err := os.Lstat(filepath.Join(l.opt.Dir, name)); err == nil {
			return true, nil
		}
	}
	err := l.peek()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case errors.Is(err, vault.ErrWrongKey), errors.Is(err, vault.ErrOtherAccount):
		return true, err
	default:
		return true, nil // whatever else is wrong with it is found when it is opened
	}
}

// keyFits reports whether the cache was sealed with the key of this ledger, for this account.
func (l *Ledger) keyFits() bool { return l.peek() == nil }

// peek reads the head of the cache.
func (l *Ledger) peek() error { return vault.Peek(filepath.Join(l.opt.Dir, "cache.db"), l.head()) }

// Fits reports whether one of these keys opens what lies in a folder, as far as that can be told:
// each file that can be read, or where neither can, as while somebody has it open, the journal.
func Fits(dir string, all ...seal.StoreKey) bool {
	read := false
	for _, name := range []string{"cache.db", "outbox.db"} {
		head := vault.Head{Schema: math.MaxUint32, Oldest: 1, Key: all[0], Older: all[1:]}
		switch err := vault.Peek(filepath.Join(dir, name), head); {
		case errors.Is(err, vault.ErrWrongKey):
			return false
		case errors.Is(err, vault.ErrBusy): // and so is the other one
			return outbox.Opens(dir, all...)
		case err == nil, errors.Is(err, vault.ErrOtherAccount):
			read = true
		}
	}
	return read || outbox.Opens(dir, all...)
}
