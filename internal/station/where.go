package station

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/disk"
	"github.com/heed-desk/heed/internal/host"
	"github.com/heed-desk/heed/internal/profile"
)

// Where says which profile is meant: one in a desk's folder, or one by its name.
type Where struct {
	Desk    string // the folder of a desk; empty for a desk elsewhere
	As      string // whose account in it; empty for its owner
	User    string // who runs this process, for the first account of a new desk
	Home    string // the folder of all profiles
	Profile string // a profile's name; empty for the only one there is
}

// site is a profile that was found.
type site struct {
	dir      string
	name     string // unique on this machine, for the keyring
	settings profile.Settings
	host     *host.Desk        // where the desk is a folder
	carry    http.RoundTripper // to it
	who      *desk.Agent       // whose it is, as that desk says
	unsaved  bool              // settings is what is to take the place of those that lie there
	broken   bool              // those cannot be read
	anew     bool              // somebody logs in: what is not there may be made
	inDesk   bool              // its desk is a folder, which was not opened
}

// fresh reports whether the profile may be given a key: it has none, and nothing lies there
// that was sealed with one.
func (s *site) fresh() bool { return (s.anew || s.settings.Key == profile.NoKeyYet) && !s.sealed() }

// sealed reports whether anything lies in the folder that was sealed with a key.
func (s *site) sealed() bool {
	for _, name := range []string{"outbox.db", "outbox.log", "cache.db"} {
		if _, err := os.Lstat(filepath.Join(s.dir, name)); err == nil {
			return true
		}
	}
	return false
}

// find finds the profile. Where the desk is a folder, it is opened.
func (w Where) find(ctx context.Context, o Options) (*site, error) {
	if w.Desk != "" {
		return w.inDesk(ctx, o)
	}
	dir, err := w.Dir()
	if err != nil {
		return nil, err
	}
	found := &site{dir: dir, name: filepath.Base(dir)}
	if err := found.read(); err != nil {
		return nil, err // and nothing is made in the place of a profile that is not there
	}
	return found, nil
}

// seen is find for whoever changes nothing: a desk that is a folder is opened only where it
// cannot be told otherwise which profile in it is meant.
func (w Where) seen(ctx context.Context, o Options) (*site, error) {
	if w.Desk != "" {
		if s, err := w.lying(); err == nil {
			return s, nil
		}
	}
	return w.find(ctx, o)
}

// lying is the profile that is meant in the folder of a desk, as it lies there: the one it is
// said to be, or the only one. profile.ErrNone where nobody has worked there yet, ErrWhich where
// several have, *profile.Broken where its settings are damaged or gone.
func (w Where) lying() (*site, error) {
	as := desk.AgentID(w.As)
	if as == "" {
		all, err := profile.All(filepath.Join(w.Desk, "profiles"))
		switch {
		case err != nil:
			return nil, err
		case len(all) == 0:
			return nil, profile.ErrNone
		case len(all) > 1:
			return nil, ErrWhich
		}
		as = desk.AgentID(all[0])
	}
	dir, err := profile.InDesk(w.Desk, as)
	if err != nil {
		return nil, err
	}
	s := &site{dir: dir, inDesk: true}
	if s.name, err = filepath.Abs(dir); err != nil {
		return nil, err
	}
	switch err := s.read(); {
	case err != nil:
		return nil, err
	case s.settings.Agent != as:
		return nil, ErrWhich
	default:
		return s, nil
	}
}

// read reads the settings of a profile that has a name.
func (s *site) read() (err error) {
	s.settings, err = profile.Load(s.dir)
	switch {
	case err == nil && s.settings.URL == "" && !s.inDesk:
		return &profile.Broken{Path: profile.SettingsFile(s.dir), Cause: ErrAddress}
	case errors.Is(err, profile.ErrNone) && s.sealed():
		return &profile.Broken{Path: profile.SettingsFile(s.dir), Cause: fs.ErrNotExist} // there were some
	}
	return err
}

// Dir is the folder of a profile that has a name, or is the only one.
func (w Where) Dir() (string, error) {
	if w.Profile != "" {
		return profile.Named(w.Home, w.Profile)
	}
	all, err := profile.All(w.Home)
	if err != nil {
		return "", err
	}
	switch {
	case len(all) == 0:
		return "", fmt.Errorf("%w: none at all", profile.ErrNone)
	case len(all) == 1:
		return profile.Named(w.Home, all[0])
	default:
		return profile.Named(w.Home, profile.Default)
	}
}

func (w Where) inDesk(ctx context.Context, o Options) (*site, error) {
	d, err := host.Open(w.Desk, o.Use, o.Version)
	if err != nil {
		return nil, err
	}
	found := &site{host: d}
	who, err := d.Account(ctx, w.As, w.User)
	if err != nil {
		return found, err
	}
	if found.dir, err = profile.InDesk(w.Desk, who.ID); err != nil {
		return found, err
	}
	path, err := filepath.Abs(found.dir)
	if err != nil {
		return found, err
	}
	found.name = path
	found.carry = d.Transport(who.ID)
	found.who = &who
	return found, nil
}

// take brings the settings in, and up to what is known, and returns what those are called
// now that could not be read. The caller has the folder's lock: what an earlier owner noted
// until then, above all where the key lives, is neither missed nor written over.
func (s *site) take() (aside string, err error) {
	if s.who == nil {
		return "", s.read()
	}
	if err := s.settle(*s.who); err != nil {
		return "", err
	}
	return s.renew()
}

// settle brings the settings up to what the desk says of the account. Those that cannot be
// read are made anew: the desk knows all of them but where the key lives, and that is found.
func (s *site) settle(who desk.Agent) error {
	at, err := profile.Load(s.dir)
	var broken *profile.Broken
	s.broken = errors.As(err, &broken)
	if err != nil && !s.broken && !errors.Is(err, profile.ErrNone) {
		return err
	}
	s.settings = at
	if err == nil && at.Agent == who.ID && at.Name == who.Name && at.Role == who.Role && slices.Equal(at.Groups, who.Groups) {
		return nil // most starts
	}
	s.settings.Agent, s.settings.Name, s.settings.Role, s.settings.Groups = who.ID, who.Name, who.Role, who.Groups
	s.unsaved = true
	return nil
}

// renew writes the settings where others are to take the place of those that lie there,
// and sets aside what cannot be read. The caller has the folder's lock.
func (s *site) renew() (aside string, err error) {
	if !s.unsaved {
		return "", nil
	}
	if s.broken {
		if aside, err = disk.SetAside(profile.SettingsFile(s.dir), time.Now()); err != nil {
			return "", err
		}
		if aside != "" {
			aside = filepath.Base(aside)
		}
	}
	if err := profile.Save(s.dir, s.settings); err != nil {
		return aside, err
	}
	s.unsaved = false
	return aside, nil
}

// deskURL stands for a desk that is reached by a transport of its own.
const deskURL = "http://localhost"

// line is the way to the desk.
func (s *site) line(ctx context.Context, secrets Secrets, u unlocked) (way, error) {
	if s.carry != nil {
		return client.New(client.Options{URL: deskURL, Transport: s.carry})
	}
	token, err := secrets.token(ctx, s, u)
	switch {
	case err != nil && u.kept:
		return shut{err}, nil // what is on this computer can be read and worked on all the same
	case err != nil:
		return nil, err
	}
	return lineTo(s.settings.URL, token)
}

// lineTo is the way to a desk that is elsewhere.
func lineTo(url, token string) (way, error) {
	return client.New(client.Options{URL: url, Token: token})
}
