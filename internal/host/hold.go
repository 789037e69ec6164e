package host

import (
	"context"
	"errors"
	"fmt"

	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/profile"
)

// Hold opens the store of a desk that is named by its folder or its database, and runs nothing
// beside it. Whoever holds it calls done. *profile.Busy where a process runs the folder's
// desk; ErrNoDesk and backend.ErrEmptyDatabase where there is none, backend.ErrUnfinished. For a
// copy one is made, or one taken that is unfinished.
func Hold(ctx context.Context, named string, forCopy bool) (s *backend.Store, done func() error, err error) {
	if !InDatabase(named) && !forCopy && missing(named) {
		return nil, nil, fmt.Errorf("%w: %s", lack(named), named)
	}
	release, err := take(named)
	if err != nil {
		return nil, nil, err
	}
	if s, err = openHeld(ctx, named, forCopy); err != nil {
		return nil, nil, errors.Join(err, release())
	}
	return s, func() error { return errors.Join(s.Close(), release()) }, nil
}

// take takes the folder of a desk. A database has many servers, and nobody takes it.
func take(named string) (release func() error, err error) {
	if InDatabase(named) {
		return func() error { return nil }, nil
	}
	lock, err := profile.Take(named, profile.Importing)
	if err != nil {
		return nil, err
	}
	return lock.Release, nil
}

// openHeld opens the desk of a folder that was taken, or of a database.
func openHeld(ctx context.Context, named string, forCopy bool) (*backend.Store, error) {
	if !InDatabase(named) {
		return openStore(named, "", forCopy)
	}
	if _, err := unspoken(named); err != nil {
		return nil, err
	}
	return backend.Connect(ctx, named, backend.ConnectOptions{There: !forCopy, ForCopy: forCopy})
}
