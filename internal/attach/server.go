package attach

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/pipe"
)

// Server serves the verbs of one ledger on one socket.
type Server struct {
	http *http.Server
	done chan error
}

// Serve begins to serve on a listener, which it closes in the end.
func Serve(l net.Listener, verbs pipe.Verbs) *Server {
	s := &Server{
		http: &http.Server{Handler: Handler(verbs), ReadHeaderTimeout: 5 * time.Second},
		done: make(chan error, 1),
	}
	go func() { s.done <- s.http.Serve(l) }()
	return s
}

// Close stops to listen and waits, until ctx ends, for those who are being served.
func (s *Server) Close(ctx context.Context) error {
	err := s.http.Shutdown(ctx)
	if err != nil {
		err = errors.Join(err, s.http.Close())
	}
	if served := <-s.done; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}

// Handler is the verbs over HTTP.
func Handler(verbs pipe.Verbs) http.Handler {
	mux := http.NewServeMux()
	on(mux, pathQueue, verbs.Queue)
	on(mux, pathSearch, verbs.Search)
	on(mux, pathWrite, verbs.Write)
	on(mux, pathDecide, verbs.Decide)
	on(mux, pathShow, func(ctx context.Context, ask showAsk) (desk.Thread, error) { return verbs.Show(ctx, ask.Number) })
	on(mux, pathOutbox, func(ctx context.Context, _ none) ([]desk.PendingOp, error) { return verbs.Outbox(ctx) })
	on(mux, pathSync, func(ctx context.Context, _ none) (pipe.Synced, error) { return verbs.Sync(ctx) })
	return mux
}

// on answers one verb.
func on[Q, A any](mux *http.ServeMux, path string, verb func(context.Context, Q) (A, error)) {
	mux.HandleFunc("POST "+path, func(w http.ResponseWriter, r *http.Request) {
		var ask Q
		in := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxAsk))
		in.DisallowUnknownFields() // half of what was asked is something else
		if err := in.Decode(&ask); err != nil {
			http.Error(w, "not a question", http.StatusBadRequest)
			return
		}
		value, err := verb(r.Context(), ask)
		b, err := json.Marshal(answer[A]{Value: value, Fault: pipe.FaultOf(err)})
		if err != nil {
			http.Error(w, "not an answer", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(b) // who asked is gone: nobody is left to be told
	})
}
