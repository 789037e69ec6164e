package backend_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"testing"

	"github.com/heed-desk/heed/client"
)

// wire is a network of pipes, on which a server listens and which can be cut.
type wire struct {
	calls chan net.Conn
	down  chan struct{}
	once  sync.Once
	mu    sync.Mutex
	open  []net.Conn
}

func (w *wire) Accept() (net.Conn, error) {
	select {
	case c := <-w.calls:
		return c, nil
	case <-w.down:
		return nil, net.ErrClosed
	}
}
func (w *wire) Close() error   { w.once.Do(func() { close(w.down) }); return nil }
func (w *wire) Addr() net.Addr { return &net.UnixAddr{Name: "wire", Net: "unix"} }

func (w *wire) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	near, far := net.Pipe()
	select {
	case w.calls <- far:
		w.mu.Lock()
		defer w.mu.Unlock()
		w.open = append(w.open, near, far)
		return near, nil
	case <-w.down:
		return nil, &net.OpError{Op: "dial", Net: "pipe", Err: errors.New("refused")}
	case <-ctx.Done():
		return nil, &net.OpError{Op: "dial", Net: "pipe", Err: ctx.Err()}
	}
}

// overPipe serves the desk with net/http over pipes, so that all of its timeouts run by
// the test's clock, and returns ann's line to it.
func (b *bench) overPipe(t *testing.T) (*client.Line, *wire) {
	t.Helper()
	w := &wire{calls: make(chan net.Conn), down: make(chan struct{})}
	server := b.server.HTTPServer()
	served := make(chan error, 1)
	go func() { served <- server.Serve(w) }()
	token, err := b.store.NewToken(t.Context(), "ann", "test", 0)
	if err != nil {
		t.Fatal(err)
	}
	carry := &http.Transport{DialContext: w.dial}
	line, err := client.New(client.Options{URL: "http://localhost", Token: token.Text, Transport: carry})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		carry.CloseIdleConnections()
		if err := server.Close(); err != nil {
			t.Error(err)
		}
		if err := <-served; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	})
	return line, w
}
