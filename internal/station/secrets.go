package station

import (
	"errors"

	"github.com/heed-desk/heed/cache/keys"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/internal/profile"
)

// ErrRingSilent says that a profile's key lives in a keyring that does not answer now.
var ErrRingSilent = errors.New("the keyring that holds the profile's key does not answer")

// KeyGone says that the key of what lies in a profile's folder is nowhere to be found. No
// other one is made: it would shut out what was sealed with the first.
type KeyGone struct{ Dir string }

// Error implements error.
func (k *KeyGone) Error() string { return "the key of what lies in " + k.Dir + " is gone" }

// Question is what a person is asked for.
type Question int8

// The questions.
const (
	AskPassphrase    Question = iota // of a profile that has one
	AskNewPassphrase                 // for a profile that has no key yet; empty keeps everything in memory
	AskAgain                         // the passphrase was not the right one
)

// Secrets is where keys and tokens come from.
type Secrets struct {
	Passphrase string // from the environment; empty for none
	Token      string // from the environment; empty for none
	// Ask asks the person at the terminal; nil where there is none.
	Ask func(Question) (string, error)
	// Throwaway declares that nothing here needs to be protected.
	Throwaway bool
}

// unlocked is the key of a profile, and what it is good for.
type unlocked struct {
	key  seal.StoreKey
	home profile.KeyHome
	kept bool // the ledger may be written to the disk
}

// inMemory is a key for what vanishes with the process.
func inMemory() unlocked { return unlocked{key: seal.NewStoreKey()} }

// unlock finds the key of a profile, or makes one, and notes where it lives: what was
// sealed with one kind of key is never opened with another.
func (s Secrets) unlock(site *site) (unlocked, error) {
	u, err := s.find(site)
	if err != nil || !u.kept || u.home == site.settings.Key {
		return u, err
	}
	site.settings.Key = u.home
	return u, profile.Save(site.dir, site.settings)
}

func (s Secrets) find(site *site) (unlocked, error) {
	switch site.settings.Key {
	case profile.Thrown:
		return thrown(site)
	case profile.InKeyring:
		return s.fromRing(site)
	case profile.ByPassphrase:
		return s.byPassphrase(site, AskPassphrase)
	case profile.NoKeyYet:
	}
	switch {
	case s.Throwaway, keys.Thrown(site.dir):
		return thrown(site)
	case keys.Protected(site.dir), s.Passphrase != "" && site.fresh():
		return s.byPassphrase(site, AskPassphrase)
	}
	key, err := keys.Ring(site.name, site.fresh())
	switch {
	case errors.Is(err, keys.ErrNoKeyring) && site.fresh():
		return s.byPassphrase(site, AskNewPassphrase)
	case errors.Is(err, keys.ErrNoKeyring) && s.Passphrase == "":
		return s.withoutRing()
	case errors.Is(err, keys.ErrNoKeyring), errors.Is(err, keys.ErrNoKey):
		return unlocked{}, &KeyGone{Dir: site.dir}
	}
	return unlocked{key: key, home: profile.InKeyring, kept: true}, err
}

func thrown(site *site) (unlocked, error) {
	key, err := keys.Throwaway(site.dir, site.fresh())
	if errors.Is(err, keys.ErrNoKey) {
		err = &KeyGone{Dir: site.dir}
	}
	return unlocked{key: key, home: profile.Thrown, kept: true}, err
}

// fromRing opens what was sealed under a key in the keyring.
func (s Secrets) fromRing(site *site) (unlocked, error) {
	key, err := keys.Ring(site.name, site.fresh())
	switch {
	case err == nil:
		return unlocked{key: key, home: profile.InKeyring, kept: true}, nil
	case errors.Is(err, keys.ErrNoKey):
		return unlocked{}, &KeyGone{Dir: site.dir}
	case !errors.Is(err, keys.ErrNoKeyring):
		return unlocked{}, err
	default:
		return s.withoutRing()
	}
}

// withoutRing goes on where the keyring that has the key is silent: a command works in
// memory and leaves what lies there alone, a person is told.
func (s Secrets) withoutRing() (unlocked, error) {
	if s.Ask != nil {
		return unlocked{}, ErrRingSilent
	}
	return inMemory(), nil
}

// tries is how often a person may mistype a passphrase.
const tries = 3

func (s Secrets) byPassphrase(site *site, question Question) (unlocked, error) {
	words, asked := s.Passphrase, false
	if (words != "" || s.Ask != nil) && !keys.Protected(site.dir) && !site.fresh() {
		return unlocked{}, &KeyGone{Dir: site.dir}
	}
	for n := 1; ; n++ {
		if words == "" && s.Ask != nil {
			var err error
			if words, err = s.Ask(question); err != nil {
				return unlocked{}, err
			}
			asked = true
		}
		if words == "" {
			return inMemory(), nil
		}
		key, err := openOrMake(site.dir, words)
		if err == nil {
			return unlocked{key: key, home: profile.ByPassphrase, kept: true}, nil
		}
		if !errors.Is(err, keys.ErrWrongPassphrase) || !asked || n == tries {
			return unlocked{}, err
		}
		words, question = "", AskAgain
	}
}

func openOrMake(dir, words string) (seal.StoreKey, error) {
	if keys.Protected(dir) {
		return keys.Unlock(dir, words)
	}
	return keys.Protect(dir, words)
}
