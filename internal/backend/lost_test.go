package backend_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/heed-desk/heed/client"
	"github.com/heed-desk/heed/desk"
)

// loses carries a request out and loses the answer, or the end of it.
type loses struct {
	to   http.RoundTripper
	keep int64 // bytes of the body that arrive; -1: not even its head
}

func (l *loses) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := l.to.RoundTrip(req)
	if err != nil || l.keep < 0 {
		if err == nil {
			_, err = io.Copy(io.Discard, res.Body) // the desk has done it
			err = errors.Join(err, res.Body.Close(), errors.New("connection reset by peer"))
		}
		return nil, err
	}
	res.Body = &cut{ReadCloser: res.Body, left: l.keep}
	return res, nil
}

// cut is a body that breaks off.
type cut struct {
	io.ReadCloser
	left int64
}

func (c *cut) Read(b []byte) (int, error) {
	if c.left <= 0 {
		return 0, io.ErrUnexpectedEOF
	}
	n, err := c.ReadCloser.Read(b[:min(int64(len(b)), c.left)])
	c.left -= int64(n)
	return n, err
}

// TestAnAnswerLostAfterTheDeskActedIsFoundAgain cuts the answer to an operation at every
// length that tells cases apart: the line says that it cannot know, the same again gives
// the verdict, and the customer reads the reply once.
func TestAnAnswerLostAfterTheDeskActedIsFoundAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		for _, keep := range []int64{-1, 0, 1, 40, 200} {
			for name, in := range map[string]desk.Intent{
				"reply": desk.Reply{Text: desk.Foreign("on its way")}, "refused": desk.Reply{}, "merge": desk.Merge{Into: b.ticket(t, "twin").ID},
			} {
				what := fmt.Sprintf("%s cut at %d", name, keep)
				op := by(b.ticket(t, "where is my parcel"), in)
				lossy, err := client.New(client.Options{URL: "http://localhost", Transport: &loses{to: b.server.Transport("ann"), keep: keep}})
				if err != nil {
					t.Fatal(err)
				}
				if _, err := lossy.Apply(t.Context(), op); !errors.Is(err, desk.ErrAmbiguous) {
					t.Errorf("%s: %v", what, err)
				}
				found, err := b.line.Lookup(t.Context(), op.ID)
				if err != nil {
					t.Errorf("%s: %v", what, err)
				}
				again, err := b.line.Apply(t.Context(), op)
				if err != nil || asJSON(t, again) != asJSON(t, found) {
					t.Errorf("%s: %v\nfound %s\nagain %s", what, err, asJSON(t, found), asJSON(t, again))
				}
				said := 0
				for _, m := range b.thread(t, op.Ticket).Messages {
					if m.Kind == desk.FromAgent {
						said++
					}
				}
				if want := map[string]int{"reply": 1}[name]; said != want {
					t.Errorf("%s: said %d times", what, said)
				}
			}
		}
	})
}
