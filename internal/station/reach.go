package station

import (
	"context"
	"errors"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/internal/profile"
)

// Reach is a line to the desk of a profile, for what concerns the desk and no ledger. Of the
// profile nothing is opened but its token, so another process may have it open. Whoever
// reaches calls done.
func Reach(ctx context.Context, o Options) (line *client.Line, done func() error, err error) {
	found, err := o.find(ctx, o)
	if err == nil {
		line, err = found.reach(ctx, o.Secrets)
	}
	if err != nil {
		return nil, nil, errors.Join(err, found.leave())
	}
	return line, func() error { return errors.Join(line.Close(), found.leave()) }, nil
}

// leave lets go of the desk, where that is a folder.
func (s *site) leave() error {
	if s == nil || s.host == nil {
		return nil
	}
	return s.host.Close()
}

func (s *site) reach(ctx context.Context, secrets Secrets) (*client.Line, error) {
	if s.carry != nil {
		return client.New(client.Options{URL: deskURL, Transport: s.carry})
	}
	var u unlocked
	var err error
	if secrets.Token == "" && s.settings.Key != profile.NoKeyYet { // to look for its key makes none
		if u, err = secrets.find(ctx, s); err != nil {
			return nil, err
		}
	}
	token, err := secrets.token(ctx, s, u)
	if err != nil {
		return nil, err
	}
	return client.New(client.Options{URL: s.settings.URL, Token: token})
}
