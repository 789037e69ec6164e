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

func start(dir string, use profile.Use, version string) (*running, error) {
	lock, err := profile.Take(dir, use)
	if err != nil {
		return nil, err
	}
	if missing(dir) && errors.Is(lack(dir), ErrDeskGone) {
		return nil, errors.Join(ErrDeskGone, lock.Release())
	}
	store, err := backend.Open(dir)
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
	go func() { r.served <- r.http.Serve(l) }()
	return r, nil
}

// local is what the desk's socket offers: the API, and who one is.
func local(store *backend.Store, s *backend.Server) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+pathAccount, func(w http.ResponseWriter, r *http.Request) { tellAccount(w, r, store) })
	mux.Handle("POST "+pathImport, s.TakeIn())
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

// close ends the desk: streams first, then those who ask, then the store, and the lock last.
func (r *running) close() error {
	r.server.Close()
	ctx, cancel := context.WithTimeout(context.Background(), goodbye)
	defer cancel()
	err := r.http.Shutdown(ctx)
	if err != nil {
		err = r.http.Close() // who has not finished by now comes back to the next owner
	}
	if served := <-r.served; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return errors.Join(err, r.store.Close(), r.lock.Release())
}

// overSocket connects to the process that runs the desk.
func overSocket(dir string) *http.Transport {
	return &http.Transport{
		DialContext:     func(ctx context.Context, _, _ string) (net.Conn, error) { return profile.Dial(ctx, dir) },
		IdleConnTimeout: time.Minute,
	}
}
