package backend

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"sync"

	"github.com/heed-desk/heed/desk"
)

// inProcess is the key under which a request that came in process carries who sends it.
type inProcess struct{}

// Transport carries requests to the server without a socket, as an agent who needs no
// token: whoever holds the store may act for anybody. Bodies stream, and it works under
// testing/synctest. With an empty agent requests carry tokens as usual.
func (s *Server) Transport(as desk.AgentID) http.RoundTripper {
	return &transport{handler: s.Handler(), as: as}
}

type transport struct {
	handler http.Handler
	as      desk.AgentID
}

// RoundTrip implements http.RoundTripper: it returns when the handler has begun to
// answer, and the body goes on until the handler ends or the request's context does.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Context().Err() != nil {
		if req.Body != nil {
			_ = req.Body.Close()
		}
		return nil, context.Cause(req.Context())
	}
	ctx, cancel := context.WithCancel(req.Context())
	if t.as != "" {
		ctx = context.WithValue(ctx, inProcess{}, t.as)
	}
	in := req.Clone(ctx)
	if in.Body == nil {
		in.Body = http.NoBody
	}
	in.RequestURI = req.URL.RequestURI()
	in.RemoteAddr = "in-process"
	body := newStream(cancel)
	w := &responder{header: http.Header{}, body: body, begun: make(chan struct{})}
	context.AfterFunc(ctx, func() { body.end(context.Cause(req.Context())) })
	go t.serve(w, in, cancel)
	select {
	case <-w.begun:
	case <-req.Context().Done():
	}
	if req.Context().Err() != nil { // an answer that came with the end is about the end
		cancel()
		return nil, context.Cause(req.Context())
	}
	return &http.Response{
		Status: strconv.Itoa(w.status) + " " + http.StatusText(w.status), StatusCode: w.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.sent, Body: body, ContentLength: -1, Request: req,
	}, nil
}

// serve runs the handler. A handler that gives up cuts the body; any other panic is a
// mistake that nobody should overlook.
func (t *transport) serve(w *responder, in *http.Request, cancel context.CancelFunc) {
	defer cancel()
	defer func() {
		err := io.EOF
		if v := recover(); v == http.ErrAbortHandler { //nolint:errorlint // it is panicked with as it is
			err = io.ErrUnexpectedEOF
		} else if v != nil {
			panic(v)
		}
		w.WriteHeader(http.StatusOK)
		w.body.end(err)
		_ = in.Body.Close() // what is left of it nobody wants
	}()
	t.handler.ServeHTTP(w, in)
}

// responder is the handler's side of an answer.
type responder struct {
	header http.Header
	sent   http.Header
	status int
	once   sync.Once
	begun  chan struct{}
	body   *stream
}

// Header implements http.ResponseWriter.
func (w *responder) Header() http.Header { return w.header }

// WriteHeader implements http.ResponseWriter.
func (w *responder) WriteHeader(status int) {
	w.once.Do(func() {
		w.status, w.sent = status, w.header.Clone()
		close(w.begun)
	})
}

// Write implements http.ResponseWriter.
func (w *responder) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(b)
}

// Flush implements http.Flusher; nothing waits here.
func (w *responder) Flush() { w.WriteHeader(http.StatusOK) }

// maxUnread is how much of a body waits for its reader before the writer does.
const maxUnread = 4 << 20

// stream is the body of an answer, written at one end and read at the other.
type stream struct {
	mu     sync.Mutex
	unread bytes.Buffer
	over   error         // why nothing more comes
	moved  chan struct{} // closed when something has changed
	cancel context.CancelFunc
}

func newStream(cancel context.CancelFunc) *stream {
	return &stream{moved: make(chan struct{}), cancel: cancel}
}

var errReaderGone = errors.New("nobody reads any more")

func (s *stream) stir() {
	close(s.moved)
	s.moved = make(chan struct{})
}

// Write implements io.Writer. It waits while too much is unread.
func (s *stream) Write(b []byte) (int, error) {
	for {
		s.mu.Lock()
		if s.over != nil {
			s.mu.Unlock()
			return 0, errReaderGone
		}
		if s.unread.Len() < maxUnread {
			n, err := s.unread.Write(b)
			s.stir()
			s.mu.Unlock()
			return n, err
		}
		wait := s.moved
		s.mu.Unlock()
		<-wait
	}
}

// Read implements io.Reader.
func (s *stream) Read(b []byte) (int, error) {
	for {
		s.mu.Lock()
		if s.unread.Len() > 0 {
			n, err := s.unread.Read(b)
			s.stir()
			s.mu.Unlock()
			return n, err
		}
		if s.over != nil {
			s.mu.Unlock()
			return 0, s.over
		}
		wait := s.moved
		s.mu.Unlock()
		<-wait
	}
}

// end says that nothing more comes; the first reason stays.
func (s *stream) end(why error) {
	if why == nil {
		why = io.EOF
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over == nil {
		s.over = why
		s.stir()
	}
}

// Close implements io.Closer: the reader has had enough.
func (s *stream) Close() error {
	s.end(errReaderGone)
	s.cancel()
	return nil
}
