package backend

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/heed-desk/heed/client/api"
)

// errStreamCut reports a stream that ended before it was complete. Its status went out
// long ago: all that can be done is to break the connection.
var errStreamCut = http.ErrAbortHandler

// lines is an answer of lines of JSON while it is written. Its status goes out with the first of them.
type lines struct {
	w     http.ResponseWriter
	out   *http.ResponseController
	begun bool
}

// lines answers with the lines that tell writes, to as many at once as there are places. Where that fails, the
// error is the answer as long as nothing went out; later the connection breaks.
func (s *Server) lines(w http.ResponseWriter, r *http.Request, p Principal, tell func(context.Context, *lines) error) error {
	free, err := s.snapshots.take(p.Agent)
	if err != nil {
		return err
	}
	defer free()
	ctx, over, err := s.streaming(r, p)
	if err != nil {
		return err
	}
	defer over()
	out := &lines{w: w, out: http.NewResponseController(w)}
	err = tell(ctx, out)
	switch {
	case err == nil:
		out.begin()
		return nil
	case out.begun:
		panic(errStreamCut)
	default:
		return err
	}
}

// begin sends the status, once.
func (l *lines) begin() {
	if l.begun {
		return
	}
	l.w.Header().Set("Content-Type", api.TypeNDJSON)
	l.w.WriteHeader(http.StatusOK)
	l.begun = true
}

// write sends whole lines as they are.
func (l *lines) write(whole []byte) error {
	l.begin()
	return hand(l.w, l.out, whole)
}

// lined is a value as a line.
func lined(v any) ([]byte, error) {
	b, err := json.Marshal(v)
	return append(b, '\n'), err
}
