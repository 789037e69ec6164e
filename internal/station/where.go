package station

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
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
	s, err := profile.Load(dir)
	if err != nil {
		return nil, err
	}
	return &site{dir: dir, name: filepath.Base(dir), settings: s}, nil
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
	found.settings, err = settle(found.dir, who)
	return found, err
}

// settle brings a profile's settings up to what the desk says of the account.
func settle(dir string, who desk.Agent) (profile.Settings, error) {
	s, err := profile.Load(dir)
	if err != nil && !errors.Is(err, profile.ErrNone) {
		return s, err
	}
	if err == nil && s.Agent == who.ID && s.Name == who.Name && s.Role == who.Role && slices.Equal(s.Groups, who.Groups) {
		return s, nil // most starts
	}
	s.Agent, s.Name, s.Role, s.Groups = who.ID, who.Name, who.Role, who.Groups
	return s, profile.Save(dir, s)
}

// deskURL stands for a desk that is reached by a transport of its own.
const deskURL = "http://localhost"

// line is the way to the desk.
func (s *site) line(secrets Secrets, u unlocked) (*client.Line, error) {
	if s.carry != nil {
		return client.New(client.Options{URL: deskURL, Transport: s.carry})
	}
	token, err := secrets.token(s, u)
	if err != nil {
		return nil, err
	}
	return client.New(client.Options{URL: s.settings.URL, Token: token})
}
