package station

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/heed-desk/heed/cache/keys"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
	"github.com/heed-desk/heed/internal/profile"
)

// Where a token is kept: in the keyring, or in a file sealed under the profile's key.
const (
	ringService = "heed token"
	tokenFile   = "token"
	forToken    = seal.Purpose("heed token 1")
)

// ErrTokenLost says that the profile's token is gone, or does not open.
var ErrTokenLost = fmt.Errorf("the profile's token cannot be read: %w", desk.ErrNoToken)

// ErrTokenSilent says that the profile's token is in a keyring that does not answer now.
var ErrTokenSilent = fmt.Errorf("the keyring that keeps the profile's token does not answer: %w", desk.ErrTokenSilent)

// ofRing tells a token that is gone from one that cannot be had now.
func ofRing(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keys.ErrNoKeyring):
		return fmt.Errorf("%w: %w", ErrTokenSilent, err)
	default:
		return fmt.Errorf("%w: %w", ErrTokenLost, err)
	}
}

// mostToken is more than any file with a token has.
const mostToken = 64 << 10

// ErrLocked says that the token is sealed by a passphrase that nobody has given.
var ErrLocked = errors.New("the profile is sealed by a passphrase, and none was given")

// token finds the token of a profile. Where there is none, nobody is let in.
func (s Secrets) token(ctx context.Context, site *site, u unlocked) (string, error) {
	if s.Token != "" {
		return s.Token, nil
	}
	switch u.home {
	case profile.InKeyring:
		token, err := keys.Secret(ctx, ringService, site.name)
		return token, ofRing(err)
	case profile.ByPassphrase, profile.Thrown:
		return readToken(site.dir, u.keys()...)
	default:
		switch {
		case keys.Protected(site.dir):
			return "", ErrLocked
		case site.settings.Key == profile.InKeyring || site.sealed():
			return "", ErrRingSilent // it has the token too
		default:
			return "", ErrNoTokenKept
		}
	}
}

// ErrNoTokenKept says that the profile keeps no token, as there is no key to seal it with.
var ErrNoTokenKept = fmt.Errorf("the profile keeps no token: %w", desk.ErrNoToken)

// keepToken puts a token where token finds it. What lives in memory keeps none.
func keepToken(ctx context.Context, site *site, u unlocked, token string) error {
	switch u.home {
	case profile.InKeyring:
		return ofRing(keys.KeepSecret(ctx, ringService, site.name, token))
	case profile.ByPassphrase, profile.Thrown:
		return writeToken(site.dir, u.key, token)
	default:
		return nil
	}
}

func tokenPlace() seal.Place { return seal.Place{Bucket: "token", Version: 1} }

func writeToken(dir string, key seal.StoreKey, token string) error {
	id := seal.NewStoreID()
	sealed := seal.NewBox(key.Derive(forToken, id), id).Seal(id[:], tokenPlace(), []byte(token))
	path := filepath.Join(dir, tokenFile)
	if _, err := disk.Clear(path, time.Now()); err != nil {
		return err
	}
	return disk.Replace(path, sealed)
}

// readToken reads a token that was sealed under one of these keys.
func readToken(dir string, all ...seal.StoreKey) (string, error) {
	b, err := disk.ReadFile(filepath.Join(dir, tokenFile), mostToken)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrTokenLost, err)
	}
	var id seal.StoreID
	if len(b) < len(id) {
		return "", ErrTokenLost
	}
	copy(id[:], b)
	for _, key := range all {
		if plain, err := seal.NewBox(key.Derive(forToken, id), id).Open(nil, tokenPlace(), b[len(id):]); err == nil {
			return string(plain), nil
		}
	}
	return "", ErrTokenLost
}
