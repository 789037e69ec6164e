package station

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/pipe"
	"github.com/heed-desk/heed/internal/profile"
)

// LoginAsk is what makes a profile.
type LoginAsk struct {
	Home    string
	Profile string // its name; Default where it is empty
	URL     string
	Token   string
	Secrets Secrets
}

// LoggedIn is what came of it.
type LoggedIn struct {
	Profile string
	Desk    desk.Description
	// Kept says that the token is kept; where not, it must come with each command.
	Kept bool
	// Remarks are what a person should hear of the profile that was there.
	Remarks []*pipe.Fault
}

// ErrOtherAgent says that a profile is another account's: its outbox is never sent as somebody else.
var ErrOtherAgent = errors.New("this profile belongs to another account")

// ErrAddress says that what was given is not the address of a desk.
var ErrAddress = errors.New("not the address of a desk")

// ErrToken says that what was given can be no token: it has a letter in it that none has.
var ErrToken = errors.New("not a token")

// loginPatience is how long the desk may take to say who it is.
const loginPatience = 20 * time.Second

// Login asks the desk who the token is for, and makes or renews the profile.
func Login(ctx context.Context, ask LoginAsk) (LoggedIn, error) {
	if ask.Profile == "" {
		ask.Profile = profile.Default
	}
	in := LoggedIn{Profile: ask.Profile}
	dir, err := profile.Named(ask.Home, ask.Profile)
	if err != nil {
		return in, err
	}
	if in.Desk, err = Who(ctx, ask.URL, ask.Token); err != nil {
		return in, err
	}
	lock, err := profile.Take(dir, profile.Pipe)
	if err != nil {
		return in, err
	}
	ask.Secrets = ask.Secrets.under(lock)
	err = in.keep(ctx, dir, ask)
	return in, errors.Join(err, lock.Release())
}

// Who asks the desk at an address who a token is for. It keeps nothing. ErrToken and
// ErrAddress are said without asking.
func Who(ctx context.Context, url, token string) (d desk.Description, err error) {
	line, err := client.New(client.Options{URL: url, Token: token})
	if err != nil {
		return d, fmt.Errorf("%w: %w", ErrAddress, err)
	}
	if strings.IndexFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) >= 0 {
		return d, errors.Join(ErrToken, line.Close())
	}
	defer func() { err = errors.Join(err, line.Close()) }()
	ctx, cancel := context.WithTimeout(ctx, loginPatience)
	defer cancel()
	return line.Describe(ctx)
}

// keep writes the profile down.
func (in *LoggedIn) keep(ctx context.Context, dir string, ask LoginAsk) error {
	d := in.Desk
	s, err := profile.Load(dir)
	var broken *profile.Broken
	at := &site{dir: dir, name: ask.Profile, anew: true, broken: errors.As(err, &broken)}
	lost := at.broken || errors.Is(err, profile.ErrNone)
	if err != nil && !lost {
		return err
	}
	if !lost && (s.Agent != d.Agent.ID || !sameDesk(s, ask.URL, d)) {
		return ErrOtherAgent
	}
	s.URL, s.Desk, s.DeskID = ask.URL, d.Name, d.ID
	s.Agent, s.Name, s.Role, s.Groups = d.Agent.ID, d.Agent.Name, d.Agent.Role, d.Agent.Groups
	at.settings = s
	u, err := ask.Secrets.find(ctx, at)
	if err != nil {
		return err
	}
	in.Kept, in.Remarks = u.kept, aboutKey(u.held)
	if lost && u.kept && at.sealed() {
		if err := whose(at, u); err != nil {
			return err
		}
	}
	if u.kept {
		at.settings.Key = u.home
	}
	at.unsaved = true
	if _, err := at.renew(); err != nil {
		return err
	}
	return keepToken(ctx, at, u, ask.Token)
}

// whose makes sure that what lies in a profile whose settings are lost is the account's
// that they are to be written for: its outbox is never sent as somebody else.
func whose(at *site, u unlocked) error {
	l, err := openLedger(at, u, nil)
	if err != nil {
		return err
	}
	return l.Close()
}

// sameDesk reports whether a profile is of this desk. A desk may move: only where it tells
// no lasting name does the address count.
func sameDesk(s profile.Settings, url string, d desk.Description) bool {
	if s.DeskID == "" || d.ID == "" {
		return strings.TrimSuffix(s.URL, "/") == strings.TrimSuffix(url, "/")
	}
	return s.DeskID == d.ID
}
