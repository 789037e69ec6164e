package backend

import (
	"context"
	"net/http"
	"sync"

	"github.com/heed-desk/heed/client/api"
)

// Options are what a server may be told.
type Options struct {
	Version string // of the software, as Describe tells it
	Rate    int    // requests a minute for one token; api.MaxRate where it is 0, and no limit where it is Unpaced
}

// Unpaced is the rate of a server that holds nobody back.
const Unpaced = -1

// Limits of what a server does at once, for all and for one account.
const (
	maxSnapshots    = 8
	maxOwnSnapshots = 4
	maxListeners    = 2048
	maxOwnListeners = 16
	maxTransfers    = 64
	maxOwnTransfers = 8
)

// Server is the desk's HTTP API over a store, with what the desk does by itself. It does
// not own the store: whoever opened it closes it, after the server.
type Server struct {
	store     *Store
	opts      Options
	mux       *http.ServeMux
	snapshots *places
	listeners *places
	transfers *places
	pace      *pace
	meter     *meter
	ctx       context.Context // ends what streams
	end       context.CancelFunc
	work      sync.WaitGroup
	described described
}

// New starts a desk's server: its waker runs until Close.
func New(store *Store, opts Options) *Server {
	ctx, end := context.WithCancel(context.Background())
	s := &Server{
		store: store, opts: opts, mux: http.NewServeMux(), ctx: ctx, end: end,
		snapshots: newPlaces(maxSnapshots, maxOwnSnapshots), listeners: newPlaces(maxListeners, maxOwnListeners),
		transfers: newPlaces(maxTransfers, maxOwnTransfers), pace: newPace(opts.Rate), meter: newMeter(),
	}
	s.open()
	for _, r := range store.chores() {
		store.rounds.Expect(r.What) // it is told from the first request on
		s.work.Go(func() { store.rounds.Make(ctx, r) })
	}
	return s
}

// open opens the ways in, and says of all others that there are none.
func (s *Server) open() {
	routes := s.routes()
	for _, r := range routes {
		s.mux.Handle(r.pattern, s.guard(r))
	}
	for path, methods := range methods(routes) {
		s.mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Allow", methods)
			s.refuse(w, r, api.NewProblem(http.StatusMethodNotAllowed, api.BadMethod, api.RetryFixed, "this path takes "+methods))
		})
	}
	s.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { s.refuse(w, r, nowhere()) })
}

// Close ends what the server does by itself and every stream, and waits for them.
func (s *Server) Close() {
	s.end()
	s.work.Wait()
}

// HTTPServer returns a server for the API that waits for nobody too long. Whoever
// listens anywhere but on loopback or a socket gives it TLS.
func (s *Server) HTTPServer() *http.Server {
	return &http.Server{
		Handler:           s.Handler(),
		ReadHeaderTimeout: api.HeaderTimeout,
		ReadTimeout:       api.BodyTimeout,
		WriteTimeout:      api.AnswerTimeout,
		IdleTimeout:       4 * api.BodyTimeout,
		MaxHeaderBytes:    4 * api.MaxHeader, // what is longer is cut off; what is not much longer is told so
	}
}
