package station

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/cache/keys"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/internal/profile"
)

// keyHome is where the key of a profile lives. What else is sealed with it goes along when it
// changes: a token that lies in the folder.
type keyHome struct {
	dir   string
	held  *keys.Held
	home  profile.KeyHome
	known []seal.StoreKey
}

// keys are those that something of the profile may be sealed under, the one that counts first.
func (u unlocked) keys() []seal.StoreKey {
	if u.held == nil {
		return []seal.StoreKey{u.key}
	}
	return append([]seal.StoreKey{u.held.Key}, u.held.Older...)
}

// keyHome is where the key can be changed; nil where it lives in memory alone.
func (u unlocked) keyHome(site *site) cache.KeyHome {
	if u.held == nil {
		return nil
	}
	return &keyHome{dir: site.dir, held: u.held, home: u.home, known: u.keys()}
}

// Keep implements cache.KeyHome. A token follows before the key is gone that it was sealed with.
func (h *keyHome) Keep(ctx context.Context, all ...seal.StoreKey) error {
	for _, k := range all {
		if !slices.Contains(h.known, k) {
			h.known = append(h.known, k)
		}
	}
	if len(all) == 1 && h.home != profile.InKeyring {
		token, err := readToken(h.dir, h.known...)
		if err == nil {
			err = writeToken(h.dir, all[0], token)
		}
		var path *fs.PathError
		if err != nil && (!errors.Is(err, ErrTokenLost) || errors.As(err, &path) && !errors.Is(err, fs.ErrNotExist)) {
			return err // but one that is lost, or never was, stays so
		}
	}
	if err := h.held.Keep(ctx, all...); err != nil || len(all) > 0 {
		return err
	}
	err := os.Remove(filepath.Join(h.dir, tokenFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
