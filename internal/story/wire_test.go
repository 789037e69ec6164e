package story_test

import (
	"errors"
	"io"
	"maps"
	"net/http"
	"strings"
	"sync"

	"github.com/heed-desk/heed/client/api"
)

// weather is what happens to requests on their way.
type weather int

const (
	fair     weather = iota
	cut              // nothing gets through
	failing          // all is well until the next operation: that arrives, its answer is lost, and the wire is cut
	halfOpen         // nothing comes back, ever
	portal           // a sign-in page answers everything, with 200
	broken           // the desk answers 500
	denied           // the desk does not know the token
)

// wire carries requests to a desk in this process, or does not.
type wire struct {
	to http.RoundTripper

	mu      sync.Mutex
	weather weather
	sent    map[string]int // how often each operation was posted
	fell    chan struct{}  // closed when the weather turns: what hangs on the old wire breaks
}

func newWire(to http.RoundTripper) *wire {
	return &wire{to: to, sent: map[string]int{}, fell: make(chan struct{})}
}

// next is a wire for the next run of heed. What was sent is remembered.
func (w *wire) next(to weather) *wire {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := newWire(w.to)
	n.weather, n.sent = to, maps.Clone(w.sent)
	return n
}

// twice are the operations that were sent more than once.
func (w *wire) twice() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var ids []string
	for id, n := range w.sent {
		if n > 1 {
			ids = append(ids, id)
		}
	}
	return ids
}

// turn changes the weather. Streams of before break.
func (w *wire) turn(to weather) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.weather = to
	close(w.fell)
	w.fell = make(chan struct{})
}

var errCut = errors.New("connection reset by peer")

// RoundTrip implements http.RoundTripper.
func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	w.mu.Lock()
	now, fell := w.weather, w.fell
	if r.Method == http.MethodPost && r.URL.Path == api.Ops && now != cut {
		w.sent[r.Header.Get(api.HeaderIdempotency)]++
	}
	w.mu.Unlock()
	switch now {
	case cut:
		return nil, errCut
	case halfOpen:
		<-r.Context().Done()
		return nil, r.Context().Err()
	case portal:
		return page(r, http.StatusOK, "<html><title>Welcome to our café</title></html>"), nil
	case broken:
		return page(r, http.StatusInternalServerError, "stack trace"), nil
	case denied:
		res := page(r, http.StatusUnauthorized, `{"type":"urn:heed:bad_token","title":"","status":401,"code":"bad_token","retry":"fix"}`)
		res.Header = http.Header{"Content-Type": {api.TypeProblem}, api.HeaderDesk: {api.APIVersion}}
		return res, nil
	case failing, fair:
	}
	res, err := w.to.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if now == failing && r.Method == http.MethodPost && r.URL.Path == api.Ops {
		w.turn(cut)
		return nil, errors.Join(errCut, res.Body.Close())
	}
	body := &breaking{ReadCloser: res.Body, fell: fell, over: make(chan struct{})}
	go body.watch()
	res.Body = body
	return res, nil
}

func page(r *http.Request, status int, body string) *http.Response {
	return &http.Response{
		Status: http.StatusText(status), StatusCode: status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: http.Header{"Content-Type": {"text/html"}}, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
	}
}

// breaking is a body that breaks when the weather turns.
type breaking struct {
	io.ReadCloser

	fell chan struct{}
	over chan struct{}
	once sync.Once
}

func (b *breaking) watch() {
	select {
	case <-b.fell:
		_ = b.Close()
	case <-b.over:
	}
}

// Close implements io.Closer.
func (b *breaking) Close() error {
	b.once.Do(func() { close(b.over) })
	return b.ReadCloser.Close()
}
