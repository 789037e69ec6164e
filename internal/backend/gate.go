package backend

import (
	"context"
	"errors"
	"net"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// Handler is the API.
func (s *Server) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set(api.HeaderDesk, api.APIVersion)
		h.Set(api.HeaderTime, strconv.FormatInt(s.store.now().UnixMilli(), 10))
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		out := &watched{ResponseWriter: w}
		defer s.meter.begin(r, out)()
		if p := oversized(r); p != nil {
			s.refuse(out, r, p)
			return
		}
		s.mux.ServeHTTP(out, r)
	})
}

// refuse says of a request that no route takes why. It counts as one of its token's, where it has
// a good one, so that nobody who errs asks as often as they like.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, why *api.Problem) {
	ctx, done := context.WithTimeout(r.Context(), api.QueryTimeout)
	defer done()
	if p, err := s.who(r.WithContext(ctx)); err == nil {
		if err := s.pace.take(w.Header(), p.Token, s.store.now()); err != nil {
			why = problemOf(err)
		}
	}
	fail(w, why)
}

// nowhere is a request for what there is not.
func nowhere() *api.Problem {
	return api.NewProblem(http.StatusNotFound, api.NotFound, api.RetryFixed, "no such path")
}

// oversized refuses what no request of the API needs: a longer address or longer headers, and
// an address that another one stands for, which the mux would send elsewhere.
func oversized(r *http.Request) *api.Problem {
	size := 0
	for name, values := range r.Header {
		for _, v := range values {
			size += len(name) + len(v) + len(": \r\n")
		}
	}
	at := r.URL.Path
	switch {
	case len(r.RequestURI) > api.MaxURL:
		return api.NewProblem(http.StatusRequestURITooLong, api.TooLarge, api.RetryFixed, "the address is too long")
	case size > api.MaxHeader:
		return api.NewProblem(http.StatusRequestHeaderFieldsTooLarge, api.TooLarge, api.RetryFixed, "the headers are too long")
	case at != path.Clean(at):
		return nowhere()
	}
	return nil
}

// guard lets through who has a token and may do what the route does, with what the route takes.
// What a stranger may do needs no token.
func (s *Server) guard(r route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		ctx := req.Context()
		if limit := r.within(); limit > 0 {
			var done context.CancelFunc
			ctx, done = context.WithTimeout(ctx, limit)
			defer done()
			req = req.WithContext(ctx)
		}
		err := s.pass(w, req, r)
		if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) {
			err = api.NewProblem(http.StatusServiceUnavailable, api.TooSlow, api.RetryLater, "the desk did not come to it in time")
		}
		if err != nil {
			fail(w, problemOf(err))
		}
	})
}

func (s *Server) pass(w http.ResponseWriter, req *http.Request, r route) error {
	p, err := s.admit(w, req, r.act)
	if err != nil {
		return err
	}
	if err := r.checkQuery(req.URL.RawQuery); err != nil {
		return err
	}
	return r.handle(w, req.WithContext(context.WithValue(req.Context(), acting{}, p)), p)
}

// admit says who comes, where they may, and not too often.
func (s *Server) admit(w http.ResponseWriter, req *http.Request, act Action) (Principal, error) {
	var p Principal
	if allow(p, act, Object{}) {
		return p, nil
	}
	if act == ActMeasure && atHome(req) {
		return Principal{Role: steward}, nil
	}
	p, err := s.who(req)
	if err != nil {
		return p, err
	}
	if err := s.pace.take(w.Header(), p.Token, s.store.now()); err != nil {
		return p, err
	}
	return p, permit(p, act, Object{})
}

// atHome reports whether a request without a token was made on this machine, as far as can be
// told: by loopback or a socket, and not handed on by a proxy that says so.
func atHome(req *http.Request) bool {
	for _, of := range []string{"Authorization", "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via"} {
		if req.Header.Get(of) != "" {
			return false
		}
	}
	if req.RemoteAddr == "@" || req.RemoteAddr == "" { // a socket, which has no address
		return true
	}
	host, _, err := net.SplitHostPort(req.RemoteAddr)
	ip := net.ParseIP(host)
	return err == nil && ip != nil && ip.IsLoopback()
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
