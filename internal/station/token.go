package station

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/zalando/go-keyring"

	"github.com/heed-desk/heed/cache/keys"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/profile"
)

// Where a token is kept: in the keyring, or in a file sealed under the profile's key.
const (
	ringService = "heed token"
	tokenFile   = "token"
	forToken    = seal.Purpose("heed token 1")
)

// ErrTokenLost says that the file with the token does not open.
var ErrTokenLost = errors.New("the profile's token cannot be read")

// ErrLocked says that the token is sealed by a passphrase that nobody has given.
var ErrLocked = errors.New("the profile is sealed by a passphrase, and none was given")

// token finds the token of a profile. Where there is none, nobody is let in.
func (s Secrets) token(site *site, u unlocked) (string, error) {
	if s.Token != "" {
		return s.Token, nil
	}
	switch u.home {
	case profile.InKeyring:
		token, err := keyring.Get(ringService, site.name)
		if errors.Is(err, keyring.ErrNotFound) {
			return "", noToken()
		}
		return token, err
	case profile.ByPassphrase, profile.Thrown:
		return readToken(site.dir, u.key)
	default:
		if keys.Protected(site.dir) {
			return "", ErrLocked
		}
		return "", noToken()
	}
}

func noToken() error { return fmt.Errorf("there is no token: %w", desk.ErrUnauthorized) }

// keepToken puts a token where token finds it. What lives in memory keeps none.
func keepToken(site *site, u unlocked, token string) error {
	switch u.home {
	case profile.InKeyring:
		return keyring.Set(ringService, site.name, token)
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
	return profile.Replace(filepath.Join(dir, tokenFile), sealed)
}

func readToken(dir string, key seal.StoreKey) (string, error) {
	b, err := os.ReadFile(filepath.Join(dir, tokenFile))
	if errors.Is(err, fs.ErrNotExist) {
		return "", noToken()
	}
	if err != nil {
		return "", err
	}
	var id seal.StoreID
	if len(b) < len(id) {
		return "", ErrTokenLost
	}
	copy(id[:], b)
	plain, err := seal.NewBox(key.Derive(forToken, id), id).Open(nil, tokenPlace(), b[len(id):])
	if err != nil {
		return "", ErrTokenLost
	}
	return string(plain), nil
}
