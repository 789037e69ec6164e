package host

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
	"github.com/heed-desk/heed/internal/profile"
)

// headerAs says, on the desk's own socket, for whom a request is. The socket is for the
// owner of the folder alone, who may act for anybody.
const headerAs = "Heed-As"

// goodbye is how long those who are being served may take when the desk closes.
const goodbye = 2 * time.Second

// running is a desk that this process runs.
type running struct {
	lock   *profile.Lock
	store  *backend.Store
	server *backend.Server
	http   *http.Server
	served chan error
}

func start(dir, named string, use profile.Use, version string) (*running, error) {
	lock, err := profile.Take(dir, use)
	if err != nil {
		return nil, err
	}
	if missing(dir) {
		if err := lack(dir); errors.Is(err, backend.ErrUnfinished) || named == "" && errors.Is(err, ErrDeskGone) {
			return nil, errors.Join(err, lock.Release())
		}
	}
	if err := sweep(dir); err != nil {
		return nil, errors.Join(err, lock.Release())
	}
	store, err := openStore(dir, named, false)
	if err != nil {
		return nil, errors.Join(err, lock.Release())
	}
	l, err := profile.Listen(dir)
	if err != nil {
		return nil, errors.Join(err, store.Close(), lock.Release())
	}
	r := &running{lock: lock, store: store, server: backend.New(store, backend.Options{Version: version}), served: make(chan error, 1)}
	r.http = r.server.HTTPServer()
	r.http.Handler = local(store, r.server)
	r.http.RegisterOnShutdown(r.server.Close) // once nobody new is let in
	go func() { r.served <- r.http.Serve(l) }()
	return r, nil
}

// local is what the desk's socket offers: the API, and who one is.
func local(store *backend.Store, s *backend.Server) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+pathAccount, func(w http.ResponseWriter, r *http.Request) { tellAccount(w, r, store) })
	mux.Handle("POST "+pathImport, stewarding(s.TakeIn()))
	mux.Handle("POST "+pathErase, stewarding(s.Forget()))
	mux.Handle("POST "+pathKeep, stewarding(s.Keeps()))
	api := s.Handler() // with a token, as everywhere
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if as := desk.AgentID(r.Header.Get(headerAs)); as != "" {
			s.As(as).ServeHTTP(w, r)
			return
		}
		api.ServeHTTP(w, r)
	})
	return mux
}

// stewarding has what the owner of the folder asks for be theirs in the audit trail.
func stewarding(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.ServeHTTP(w, r.WithContext(backend.Stewarding(r.Context())))
	})
}

// close ends the desk: the way in first, then streams and those who ask, then the store, and the lock last.
func (r *running) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), goodbye)
	defer cancel()
	err := r.http.Shutdown(ctx)
	if err != nil {
		err = r.http.Close() // who has not finished by now comes back to the next owner
	}
	if served := <-r.served; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	r.server.Close() // what it does by itself has ended before its store does
	return errors.Join(err, r.store.Close(), r.lock.Release())
}

// overSocket connects to the process that runs the desk.
func overSocket(dir string) *http.Transport {
	return &http.Transport{
		DialContext:     func(ctx context.Context, _, _ string) (net.Conn, error) { return profile.Dial(ctx, dir) },
		IdleConnTimeout: time.Minute,
	}
}
