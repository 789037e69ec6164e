package backend

import (
	"encoding/json"
	"errors"
	"io"
	"iter"
	"net/http"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/internal/archive"
)

// TakeIn is an import that another process sends: records as JSON, one behind the other, as
// fast as this side takes them, answered by an Imported. It asks for no token: it is for a
// socket that only the owner of the desk's folder can open.
func (s *Server) TakeIn() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := unhurried(w); err != nil {
			fail(w, problemOf(err))
			return
		}
		sum, err := s.store.Import(r.Context(), sent(r))
		if err == nil {
			err = answer(w, http.StatusOK, sum)
		}
		if err != nil {
			_, _ = io.Copy(io.Discard, r.Body) // who still sends would not hear why
			fail(w, problemOf(err))
		}
	})
}

// sent reads the records of a request. One that breaks off ends with an error.
func sent(r *http.Request) iter.Seq2[archive.Record, error] {
	in := json.NewDecoder(r.Body)
	return func(yield func(archive.Record, error) bool) {
		for {
			var rec archive.Record
			err := in.Decode(&rec)
			if errors.Is(err, io.EOF) { // what breaks off within a record is io.ErrUnexpectedEOF
				return
			}
			if err != nil {
				yield(rec, api.NewProblem(http.StatusBadRequest, api.BadRequest, api.RetryLater, "the records did not come through"))
				return
			}
			if !yield(rec, nil) {
				return
			}
		}
	}
}

// unhurried lets a request take as long as it needs.
func unhurried(w http.ResponseWriter) error {
	out := http.NewResponseController(w)
	for _, lift := range []func(time.Time) error{out.SetReadDeadline, out.SetWriteDeadline} {
		if err := lift(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return err
		}
	}
	return nil
}
