package station

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/heed-desk/heed/cache"
	"github.com/heed-desk/heed/cache/keys"
	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
)

// Wiping is a profile that is about to be removed from this computer. Its owner is this process.
type Wiping struct {
	Dir string
	// Unsent is what would be lost.
	Unsent pipe.Unsent
	// Closed is why it could not be looked into, so that nobody can say what would be lost; nil
	// where it could.
	Closed error

	at    *site
	s     *Station
	lock  *profile.Lock
	given bool // the token is not the profile's: somebody gave it with the command
	// unread is why the token could not be read of a profile in which nothing else lies.
	unread error
}

// keepsToken reports whether a profile was made by a login that left a token in it.
func (s *site) keepsToken() bool {
	return s.carry == nil && s.settings.URL != "" && s.settings.Key != profile.NoKeyYet
}

// PrepareWipe opens a profile to be removed. *profile.Busy where another process has it open.
func PrepareWipe(ctx context.Context, o Options) (*Wiping, error) {
	at, err := o.find(ctx, o)
	if at != nil && at.host != nil {
		err = errors.Join(err, at.host.Close())
	}
	w := &Wiping{at: at, given: o.Secrets.Token != ""}
	var broken *profile.Broken
	if err != nil && !errors.As(err, &broken) {
		return nil, err
	}
	if at == nil { // its settings are gone or damaged: the rest can be removed all the same
		dir, derr := o.Dir()
		if derr != nil {
			return nil, err
		}
		w.at = &site{dir: dir, name: filepath.Base(dir)}
	}
	w.Dir = w.at.dir
	if err == nil && (w.at.sealed() || w.at.keepsToken()) {
		w.s, err = Open(ctx, o)
	}
	var busy *profile.Busy
	switch {
	case errors.As(err, &busy), err != nil && ctx.Err() != nil:
		return nil, err
	case err != nil && broken == nil && !w.at.sealed(): // nothing but a token lies there
		w.unread = err
	case err == nil && w.s == nil:
	case err == nil && !w.s.closed:
		if w.Unsent, err = w.s.unsent(); err != nil {
			return nil, errors.Join(err, w.s.Close())
		}
		return w, nil
	case err == nil:
		w.Closed = pipe.ClosedFault()
	default:
		w.Closed = err
	}
	if w.s != nil {
		err, w.s = w.s.Close(), nil
		if err != nil {
			return nil, err
		}
	}
	w.lock, err = profile.Take(w.Dir, o.Use)
	return w, err
}

// Cancel leaves everything as it is.
func (w *Wiping) Cancel() error {
	if w.s != nil {
		return w.s.Close()
	}
	return w.lock.Release()
}

// Wiped is what became of a profile that was removed.
type Wiped struct {
	Files []string // the names of those that were removed
	// KeyLeft says that the keyring did not answer: the key may still be in it, and the token.
	KeyLeft bool
	// TokenLeft is why the desk did not take the profile's token back, which is good until it
	// expires; nil where it did, or there was none.
	TokenLeft error
}

// ErrTokenGiven says that a token came with the command, so that nobody knows the profile's own.
var ErrTokenGiven = errors.New("the token was given with the command and is not the profile's")

// logOutPatience is how long the desk may take to take a token back.
const logOutPatience = 5 * time.Second

// logOut has the desk take the profile's token back, and says why that is still good. A desk in a
// folder gives none.
func (w *Wiping) logOut(ctx context.Context) error {
	switch {
	case w.at.carry != nil || w.at.settings.URL == "":
		return nil
	case w.given:
		return ErrTokenGiven
	case w.s == nil:
		return cmp.Or(w.unread, w.Closed, ErrNoTokenKept)
	}
	if dead, is := w.s.line.(shut); is {
		return dead.why
	}
	line, ok := w.s.line.(*client.Line)
	if !ok {
		return nil // it has no token
	}
	ctx, cancel := context.WithTimeout(ctx, logOutPatience)
	defer cancel()
	if err := line.LogOut(ctx); !errors.Is(err, desk.ErrUnauthorized) {
		return err
	}
	return nil
}

// Do removes it: the token at the desk, then the key, without which the rest is nobody's, then
// what was sealed with it and the settings.
func (w *Wiping) Do(ctx context.Context) (out Wiped, err error) {
	out.TokenLeft = w.logOut(ctx)
	if w.s != nil {
		w.at.settings = w.s.Settings
	}
	ringed, beside := w.ringed(), w.beside()
	if w.s != nil {
		out.Files, err = w.s.Ledger.Wipe(ctx)
	} else {
		if ringed {
			out.KeyLeft, err = w.forgetKey(ctx)
		}
		if err == nil {
			out.Files, err = cache.Remove(w.Dir)
		}
	}
	if err == nil && ringed && !out.KeyLeft {
		err = keys.DropSecret(ctx, ringService, w.at.name)
	}
	if err != nil {
		return out, errors.Join(err, w.Cancel())
	}
	for _, name := range beside {
		if rerr := os.Remove(filepath.Join(w.Dir, name)); rerr == nil || errors.Is(rerr, fs.ErrNotExist) { // gone with the key
			out.Files = append(out.Files, name)
		} else {
			err = errors.Join(err, rerr)
		}
	}
	slices.Sort(out.Files)
	out.Files = slices.Compact(out.Files)
	return out, errors.Join(err, disk.SyncFolder(w.Dir), w.Cancel())
}

// beside are the files that lie there and are neither of the ledger nor its lock, which is never
// removed.
func (w *Wiping) beside() []string {
	all := append(keys.Files(), tokenFile, filepath.Base(profile.SettingsFile("")))
	return slices.DeleteFunc(all, func(name string) bool {
		_, err := os.Lstat(filepath.Join(w.Dir, name))
		return errors.Is(err, fs.ErrNotExist)
	})
}

// ringed reports whether the key and the token are in the keyring, as far as that is known. Where
// the settings are lost they may be, unless a key lies in the folder.
func (w *Wiping) ringed() bool {
	switch w.at.settings.Key {
	case profile.InKeyring:
		return true
	case profile.ByPassphrase, profile.Thrown:
		return false
	case profile.NoKeyYet:
	}
	return w.at.sealed() && !keys.Protected(w.Dir) && !keys.Thrown(w.Dir)
}

// forgetKey has the keyring forget a key that was not to be had, and reports whether it may still
// have it: one that does not answer stands in nobody's way.
func (w *Wiping) forgetKey(ctx context.Context) (left bool, err error) {
	err = keys.Forget(ctx, w.at.name)
	if w.Closed != nil && errors.Is(err, keys.ErrNoKeyring) {
		return true, nil
	}
	return false, err
}

// Name is what the keyring knows the profile by.
func (w *Wiping) Name() string { return w.at.name }
