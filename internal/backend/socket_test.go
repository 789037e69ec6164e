package backend_test

import (
	"errors"
	"net"
	"net/http"
	"path/filepath"
	"testing"

	"github.com/heed-desk/heed/client"
)

// overSocket serves the desk on a unix socket and returns ann's line to it, with a token.
func (b *bench) overSocket(t *testing.T) *client.Line {
	t.Helper()
	path := filepath.Join(t.TempDir(), "s")
	listener, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	server := b.server.HTTPServer()
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	token, err := b.store.NewToken(t.Context(), "ann", "test", 0)
	if err != nil {
		t.Fatal(err)
	}
	line, err := client.New(client.Options{URL: "unix:" + path, Token: token.Text})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(line.Close(), server.Close()); err != nil {
			t.Error(err)
		}
		if err := <-served; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	})
	return line
}
