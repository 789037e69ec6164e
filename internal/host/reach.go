package host

import (
	"context"
	"net/http"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/profile"
)

// Reached is a desk that can be asked, wherever it runs.
type Reached struct {
	// Carry carries requests to it as an agent, or as whoever runs the desk for desk.System.
	Carry func(as desk.AgentID) http.RoundTripper
	// Account finds for whom it is asked, as AccountIn does.
	Account func(ctx context.Context, as, user string) (desk.Agent, error)
	done    func() error
}

// Close lets go of the desk.
func (r *Reached) Close() error { return r.done() }

// Reach finds a desk that is named by its folder or its database. Whether a process runs it or
// none, whoever may open the one or the other may act for anybody there.
// ErrNoDesk, backend.ErrEmptyDatabase.
func Reach(ctx context.Context, named, version string) (*Reached, error) {
	if !InDatabase(named) {
		d, err := Open(named, profile.Pipe, version)
		if err != nil {
			return nil, err
		}
		return &Reached{d.Transport, d.Account, d.Close}, nil
	}
	s, done, err := Hold(ctx, named, false)
	if err != nil {
		return nil, err
	}
	server := backend.New(s, backend.Options{Version: version})
	account := func(ctx context.Context, as, user string) (desk.Agent, error) { return AccountIn(ctx, s, as, user) }
	return &Reached{server.Transport, account, func() error {
		server.Close()
		return done()
	}}, nil
}
