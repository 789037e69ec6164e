package station

import (
	"context"
	"errors"

	"github.com/heed-desk/heed/cache/keys"
	"github.com/heed-desk/heed/internal/profile"
)

// ErrNotThisKey says that what was given is not what opened the profile.
var ErrNotThisKey = errors.New("this does not open the profile")

// Unlock finds out whether somebody may go on with what is open: the words must make the key
// of the profile again, or the keyring must still give it out. Nothing is asked for where
// nothing protects the key.
func (s *Station) Unlock(ctx context.Context, words string) error {
	if !s.Kept {
		return nil
	}
	err := s.keyAgain(ctx, words)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, keys.ErrNoKeyring), errors.Is(err, keys.ErrNoKey) && s.Settings.Key == profile.InKeyring:
		return ErrRingSilent
	case errors.Is(err, keys.ErrWrongPassphrase), errors.Is(err, keys.ErrNoKey):
		return ErrNotThisKey
	default:
		return err
	}
}

// keyAgain has whatever keeps the key give it out once more, and no other one. Nothing is written: the ledger is
// open, and may be changing its keys.
func (s *Station) keyAgain(ctx context.Context, words string) error {
	var held *keys.Held
	var err error
	switch s.Settings.Key {
	case profile.ByPassphrase:
		held, err = keys.Find(s.dir, words, s.Ledger.Under)
	case profile.InKeyring:
		held, err = keys.Ring(ctx, s.name, false)
	case profile.Thrown, profile.NoKeyYet:
		return nil
	}
	if err == nil && !s.Ledger.Under(in(held, s.Settings.Key).keys()...) {
		return keys.ErrNoKey // there is one, and it is another profile's, or an older one
	}
	return err
}
