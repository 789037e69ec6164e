// Package keys knows where the key of a ledger lives: in the keyring of the operating
// system, behind a passphrase, or, for a desk that is thrown away, in its own folder.
package keys

import (
	"errors"

	"github.com/heed-desk/heed/cache/seal"
)

// What can go wrong with a key.
var (
	ErrNoKeyring       = errors.New("there is no keyring to be had")
	ErrNoKey           = errors.New("there is no key yet")
	ErrWrongPassphrase = errors.New("the passphrase is not the right one")
	ErrDamaged         = errors.New("the key file is damaged")
)

// Ring returns the key of a profile from the keyring of the operating system, and
// makes one where there is none. ErrNoKeyring where no keyring answers.
func Ring(profile string) (seal.StoreKey, error) { return seal.StoreKey{}, ErrNoKeyring }

// Protected reports whether the folder has a key behind a passphrase.
func Protected(dir string) bool { return false }

// Protect makes a key for the folder and puts it behind a passphrase.
func Protect(dir, passphrase string) (seal.StoreKey, error) { return seal.StoreKey{}, ErrNoKey }

// Unlock opens the folder's key. ErrNoKey, ErrWrongPassphrase or ErrDamaged.
func Unlock(dir, passphrase string) (seal.StoreKey, error) { return seal.StoreKey{}, ErrNoKey }

// Throwaway returns the key that lies open in the folder of a desk that nobody needs to
// protect, and makes one where there is none.
func Throwaway(dir string) (seal.StoreKey, error) { return seal.StoreKey{}, ErrNoKey }
