package host

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"

	"github.com/heed-desk/heed/internal/backend"
)

// pathKeep is where the socket of a desk is told how long what is over is kept.
const pathKeep = "/keep"

// Retention is how long the desk of a folder, or of a database, keeps what is over.
func Retention(ctx context.Context, named string) (r backend.Retention, err error) {
	src, err := peek(ctx, named)
	if err != nil {
		return r, err
	}
	r, err = src.Retention(ctx)
	return r, errors.Join(err, src.Close())
}

// SetRetention decides it, in the process that runs the desk where one does. ErrNoDesk,
// backend.ErrRetention.
func SetRetention(ctx context.Context, named, version string, r backend.Retention) error {
	if err := r.Sound(); err != nil {
		return err
	}
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return at(ctx, named, version, func(ctx context.Context, s *backend.Store) error { return s.SetRetention(ctx, r) }, pathKeep+"?"+url.Values{"keep": {string(text)}}.Encode(), &r)
}
