package station

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"time"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/cache/keys"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
)

// ErrRingSilent says that a profile's key lives in a keyring that does not answer now.
var ErrRingSilent = errors.New("the keyring that holds the profile's key does not answer")

// KeyGone says that the key of what lies in a profile's folder is nowhere to be found. No
// other one is made: it would shut out what was sealed with the first.
type KeyGone struct{ Dir string }

// Error implements error.
func (k *KeyGone) Error() string { return "the key of what lies in " + k.Dir + " is gone" }

// NoKey reports whether an error says that the key of a profile was not to be had, or is none.
func NoKey(err error) bool {
	var gone *KeyGone
	var f *pipe.Fault
	var shut *fs.PathError
	switch {
	case errors.As(err, &shut) && errors.Is(err, fs.ErrPermission) && slices.Contains(keys.Files(), filepath.Base(shut.Path)):
		return true
	case errors.As(err, &gone), errors.Is(err, ErrLocked), errors.Is(err, ErrRingSilent), errors.Is(err, keys.ErrDamaged), errors.Is(err, keys.ErrWrongPassphrase):
		return true
	default:
		return errors.As(err, &f) && (pipe.IsClosed(f) || pipe.IsLocked(f))
	}
}

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
	// Slow is called where the keyring takes its time, as where it asks to be unlocked; nil
	// where nobody is to be told.
	Slow func()
	// Throwaway declares that nothing here needs to be protected.
	Throwaway bool

	only bool // the key is found, and nothing of it is written
}

// under has whoever finds the folder's lock taken be told when a person is being asked.
func (s Secrets) under(lock *profile.Lock) Secrets {
	ask := s.Ask
	if ask == nil {
		return s
	}
	s.Ask = func(q Question) (words string, err error) {
		lock.Ask(func() { words, err = ask(q) })
		return words, err
	}
	return s
}

// unlocked is the key of a profile, and what it is good for.
type unlocked struct {
	key  seal.StoreKey
	held *keys.Held // where it lives, and what else is there; nil for a key in memory
	home profile.KeyHome
	kept bool // the ledger may be written to the disk
}

// inMemory is a key for what vanishes with the process.
func inMemory() unlocked { return unlocked{key: seal.NewStoreKey()} }

// unlock finds the key of a profile, or makes one, and notes where it lives: what was
// sealed with one kind of key is never opened with another.
func (s Secrets) unlock(ctx context.Context, site *site) (unlocked, error) {
	u, err := s.find(ctx, site)
	if err != nil || !u.kept || u.home == site.settings.Key {
		return u, err
	}
	site.settings.Key = u.home
	return u, profile.Save(site.dir, site.settings)
}

func (s Secrets) find(ctx context.Context, site *site) (unlocked, error) {
	switch site.settings.Key {
	case profile.Thrown:
		return thrown(site)
	case profile.InKeyring:
		return s.fromRing(ctx, site)
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
	key, err := s.ring(ctx, site)
	switch {
	case errors.Is(err, keys.ErrNoKeyring) && site.fresh():
		return s.byPassphrase(site, AskNewPassphrase)
	case errors.Is(err, keys.ErrNoKeyring) && s.Passphrase == "":
		return s.withoutRing()
	case errors.Is(err, keys.ErrNoKeyring), errors.Is(err, keys.ErrNoKey):
		return unlocked{}, &KeyGone{Dir: site.dir}
	}
	return in(key, profile.InKeyring), err
}

// in is what a key opens that lives somewhere.
func in(held *keys.Held, home profile.KeyHome) unlocked {
	u := unlocked{held: held, home: home, kept: true}
	if held != nil {
		u.key = held.Key
	}
	return u
}

func thrown(site *site) (unlocked, error) {
	key, err := keys.Throwaway(site.dir, site.fresh())
	if errors.Is(err, keys.ErrNoKey) {
		err = &KeyGone{Dir: site.dir}
	}
	return in(key, profile.Thrown), err
}

// fromRing opens what was sealed under a key in the keyring.
func (s Secrets) fromRing(ctx context.Context, site *site) (unlocked, error) {
	key, err := s.ring(ctx, site)
	switch {
	case err == nil:
		return in(key, profile.InKeyring), nil
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

// slow is how long a keyring may take until a person is told what is waited for.
const slow = 3 * time.Second

// ring asks the keyring for a profile's key.
func (s Secrets) ring(ctx context.Context, site *site) (*keys.Held, error) {
	if s.Slow != nil {
		defer time.AfterFunc(slow, s.Slow).Stop()
	}
	return keys.Ring(ctx, site.name, site.fresh())
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
		key, err := s.openOrMake(site.dir, words)
		if err == nil {
			return in(key, profile.ByPassphrase), nil
		}
		if !errors.Is(err, keys.ErrWrongPassphrase) || !asked || n == tries {
			return unlocked{}, err
		}
		words, question = "", AskAgain
	}
}

func (s Secrets) openOrMake(dir, words string) (*keys.Held, error) {
	fits := func(all ...seal.StoreKey) bool { return cache.Fits(dir, all...) }
	switch {
	case s.only:
		return keys.Find(dir, words, fits)
	case keys.Protected(dir):
		return keys.Unlock(dir, words, fits)
	default:
		return keys.Protect(dir, words)
	}
}
