package host

import (
	"context"
	"net/http"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Transport carries requests to the desk as an agent, wherever it runs at that moment.
// Nobody needs a token: whoever may open the folder may act for anybody in it.
func (d *Desk) Transport(as desk.AgentID) http.RoundTripper { return &transport{d: d, as: as} }

type transport struct {
	d  *Desk
	as desk.AgentID
}

// RoundTrip implements http.RoundTripper. Where the process that ran the desk has just gone,
// this one takes over, or another one that comes first: a request that has had no answer is
// made again there. That does nothing twice: operations have an id that the desk keeps.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(r.Context(), patience)
	defer cancel()
	for {
		if server := t.d.Server(); server != nil {
			return server.Transport(t.as).RoundTrip(r)
		}
		out := r.Clone(r.Context())
		out.Header.Set(headerAs, string(t.as))
		res, err := t.d.lent.RoundTrip(out)
		if err == nil || r.Context().Err() != nil {
			return res, err
		}
		_ = t.d.begin() // where another one was faster, it is asked
		if t.d.Server() == nil && !moment(ctx) {
			return nil, err
		}
		next, ok := anew(r)
		if !ok {
			return nil, err
		}
		r = next
	}
}

// anew is a request that is made once more; not ok where its body cannot be had again.
func anew(r *http.Request) (next *http.Request, ok bool) {
	next = r.Clone(r.Context())
	if r.Body == nil || r.Body == http.NoBody {
		return next, true
	}
	if r.GetBody == nil {
		return nil, false
	}
	var err error
	next.Body, err = r.GetBody()
	return next, err == nil
}

// moment waits a moment, and reports whether there was time.
func moment(ctx context.Context) bool {
	timer := time.NewTimer(takeOver / 10)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
