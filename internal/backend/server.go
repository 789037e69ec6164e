package backend

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// Options are what a server may be told.
type Options struct {
	Version string // of the software, as Describe tells it
}

// Limits of what a server does at once, for all and for one account.
const (
	maxSnapshots    = 8
	maxOwnSnapshots = 4
	maxListeners    = 512
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
	ctx       context.Context // ends what streams
	end       context.CancelFunc
	work      sync.WaitGroup
}

// New starts a desk's server: its waker runs until Close.
func New(store *Store, opts Options) *Server {
	ctx, end := context.WithCancel(context.Background())
	s := &Server{
		store: store, opts: opts, mux: http.NewServeMux(), ctx: ctx, end: end,
		snapshots: newPlaces(maxSnapshots, maxOwnSnapshots), listeners: newPlaces(maxListeners, maxOwnListeners),
		transfers: newPlaces(maxTransfers, maxOwnTransfers),
	}
	for _, r := range s.routes() {
		s.mux.Handle(r.pattern, s.guard(r))
	}
	for path, methods := range s.methods() {
		s.mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Allow", methods)
			fail(w, api.NewProblem(http.StatusMethodNotAllowed, api.BadMethod, api.RetryFixed, "this path takes "+methods))
		})
	}
	s.mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		fail(w, api.NewProblem(http.StatusNotFound, api.NotFound, api.RetryFixed, "no such path"))
	})
	s.work.Go(func() { store.wakeSleepers(ctx) })
	s.work.Go(func() { store.tidyFiles(ctx) })
	return s
}

// Close ends what the server does by itself and every stream, and waits for them.
func (s *Server) Close() {
	s.end()
	s.work.Wait()
}

// Handler is the API.
func (s *Server) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set(api.HeaderDesk, api.APIVersion)
		h.Set(api.HeaderTime, strconv.FormatInt(s.store.now().UnixMilli(), 10))
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		s.mux.ServeHTTP(w, r)
	})
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
		MaxHeaderBytes:    api.MaxHeader,
	}
}

// route is one way in. Every route says what it lets somebody do; the guard holds it to that.
type route struct {
	pattern string
	act     Action
	handle  func(w http.ResponseWriter, r *http.Request, p Principal) error
}

func (s *Server) routes() []route {
	return []route{
		{"GET " + api.Root, ActDescribe, s.describe},
		{"POST " + api.Ops, ActOperate, s.operate},
		{"GET " + api.Op + "{id}", ActLookup, s.lookup},
		{"GET " + api.Changes, ActSync, s.changes},
		{"GET " + api.Snapshot, ActSync, s.snapshot},
		{"GET " + api.Tickets, ActRead, s.tickets},
		{"GET " + api.Ticket + "{id}", ActRead, s.ticket},
		{"GET " + api.Customer + "{id}", ActRead, s.customer},
		{"GET " + api.Views, ActRead, s.views},
		{"GET " + api.Hints, ActListen, s.hints},
		{"POST " + api.Presences, ActAnnounce, s.announce},
		{"POST " + api.Files, ActUpload, s.upload},
		{"GET " + api.File + "{id}", ActFetch, s.download},
	}
}

// methods are the methods that each path takes.
func (s *Server) methods() map[string]string {
	all := map[string]string{}
	for _, r := range s.routes() {
		method, path, _ := strings.Cut(r.pattern, " ")
		if method == http.MethodGet {
			method = "GET, HEAD"
		}
		if all[path] != "" {
			method = all[path] + ", " + method
		}
		all[path] = method
	}
	return all
}

// guard lets through who has a token and may do what the route does.
func (s *Server) guard(r route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		p, err := s.who(req)
		if err == nil && !allow(p, r.act, Object{}) {
			err = desk.ErrForbidden
		}
		if err == nil {
			err = r.handle(w, req, p)
		}
		if err != nil {
			fail(w, problemOf(err))
		}
	})
}

// who reads the token of a request. A request that came in process brings its principal.
func (s *Server) who(req *http.Request) (Principal, error) {
	if id, ok := req.Context().Value(inProcess{}).(desk.AgentID); ok {
		return s.store.As(req.Context(), id)
	}
	scheme, token, ok := strings.Cut(req.Header.Get("Authorization"), " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") {
		return Principal{}, desk.ErrUnauthorized
	}
	return s.store.Authenticate(req.Context(), token)
}
