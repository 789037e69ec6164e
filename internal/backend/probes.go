package backend

import (
	"context"
	"errors"
	"net/http"

	"github.com/heed-desk/heed/client/api"
)

// alive answers that the process does. It asks nobody.
func (s *Server) alive(w http.ResponseWriter, _ *http.Request, _ Principal) error {
	return answer(w, http.StatusOK, api.Health{Status: api.Healthy})
}

// ready answers that requests can be answered: the desk can be read and is of this program's
// layout, there is room to write, and the server is not closing.
func (s *Server) ready(w http.ResponseWriter, r *http.Request, _ Principal) error {
	switch err := s.store.ready(r.Context()); {
	case s.ctx.Err() != nil || errors.Is(err, ErrClosed):
		return api.NewProblem(http.StatusServiceUnavailable, api.Closing, api.RetryLater, "the desk is closing")
	case errors.Is(err, ErrNewerDesk):
		return api.NewProblem(http.StatusServiceUnavailable, api.NotReady, api.RetryAsk, "the desk has the layout of another heed")
	case err != nil:
		return api.NewProblem(http.StatusServiceUnavailable, api.NotReady, api.RetryLater, "the desk cannot be read")
	case s.store.room.lacking(s.store.now()):
		return noRoom()
	}
	return answer(w, http.StatusOK, api.Health{Status: api.Ready})
}

// ready reports whether the desk can be read, and is of the layout that this program writes:
// ErrNewerDesk where it is not, ErrClosed, and whatever the database says.
func (s *Store) ready(ctx context.Context) error {
	select {
	case <-s.closed:
		return ErrClosed
	default:
	}
	var layout int
	if err := s.look(ctx, func(q query) error { return q.row(`SELECT version FROM desk`).Scan(&layout) }); err != nil {
		return err
	}
	if layout != s.layout {
		return ErrNewerDesk
	}
	return nil
}
