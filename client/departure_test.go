package client_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"testing"

	"github.com/heed-desk/heed/desk"
)

// TestWhatWasSentOnceIsUnsureThoughTheSecondTryNeverLeft is a desk that goes away after it
// has read an operation: the transport itself tries again, on a connection that is not to
// be had, and only that is what it tells.
func TestWhatWasSentOnceIsUnsureThoughTheSecondTryNeverLeft(t *testing.T) {
	dials := 0
	line := lineOver(t, &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		if dials++; dials > 1 {
			return nil, &net.OpError{Op: "dial", Err: io.ErrUnexpectedEOF}
		}
		near, far := net.Pipe()
		go func() {
			defer func() { _ = far.Close() }() // it is a pipe
			in := bufio.NewReader(far)
			for n := range 2 {
				req, err := http.ReadRequest(in)
				if err != nil {
					return
				}
				if _, err := io.Copy(io.Discard, req.Body); err != nil || n == 1 {
					return
				}
				says(404, problem, `{"status":404,"code":"not_found"}`)(far, req)
			}
		}()
		return near, nil
	}})
	if _, err := line.Lookup(t.Context(), desk.NewOpID()); what(err) != "not found" {
		t.Fatal(err)
	}
	if _, err := line.Apply(t.Context(), anOp()); what(err) != "ambiguous" || dials != 2 {
		t.Errorf("after %d dials it says %v", dials, err)
	}
}
