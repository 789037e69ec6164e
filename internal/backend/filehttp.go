package backend

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// upload takes in the bytes of a file, as fast as they come. The same bytes again are fine.
func (s *Server) upload(w http.ResponseWriter, r *http.Request, p Principal) error {
	free, err := s.transfers.take(p.Agent)
	if err != nil {
		return err
	}
	defer free()
	var want desk.FileID
	if err := want.UnmarshalText([]byte(r.Header.Get(api.HeaderFile))); err != nil {
		return api.NewProblem(http.StatusBadRequest, api.BadRequest, api.RetryFixed, api.HeaderFile+" is no SHA-256")
	}
	if want.IsZero() && r.Header.Get(api.HeaderFile) != "" {
		return fileProblem(0, ErrWrongHash) // all zeros, which no bytes have
	}
	if kind := r.Header.Get("Content-Type"); kind != api.TypeFile || r.Header.Get("Content-Encoding") != "" {
		return api.NewProblem(http.StatusUnsupportedMediaType, api.BadType, api.RetryFixed, "the body is not "+api.TypeFile+", as it is")
	}
	if r.ContentLength > api.MaxFile {
		return api.NewProblem(http.StatusRequestEntityTooLarge, api.TooLarge, api.RetryFixed, "the file is too large")
	}
	ctx, done, err := s.visiting(r, p)
	if err != nil {
		return err
	}
	defer done()
	body := &arriving{ctx: ctx, body: r.Body, out: http.NewResponseController(w)}
	id, size, err := s.store.Keep(r.Context(), p.Agent, want, body)
	switch {
	case body.err != nil:
		return api.NewProblem(http.StatusBadRequest, api.BadRequest, api.RetryLater, "the file did not come through")
	case err != nil:
		return fileProblem(size, err)
	}
	return answer(w, http.StatusCreated, api.Uploaded{ID: id, Size: size})
}

// fileProblem is what an error of a file looks like from outside.
func fileProblem(size int64, err error) error {
	switch {
	case errors.Is(err, ErrFileSize) && size == 0:
		return api.NewProblem(http.StatusUnprocessableEntity, api.BadRequest, api.RetryFixed, "the file is empty")
	case errors.Is(err, ErrFileSize):
		return api.NewProblem(http.StatusRequestEntityTooLarge, api.TooLarge, api.RetryFixed, "the file is too large")
	case errors.Is(err, ErrWrongHash):
		return api.NewProblem(http.StatusUnprocessableEntity, api.WrongHash, api.RetryLater, "the bytes are not those that were announced")
	case errors.Is(err, ErrHoard):
		return api.NewProblem(http.StatusTooManyRequests, api.TooMany, api.RetryLater, "too many files that no message has")
	default:
		return err
	}
}

// arriving is a body that must go on coming, and remembers that it broke off.
type arriving struct {
	ctx  context.Context // ends where nothing more of it is wanted
	body io.Reader
	out  *http.ResponseController
	err  error
}

// Read implements io.Reader.
func (a *arriving) Read(b []byte) (int, error) {
	if a.err = a.ctx.Err(); a.err != nil {
		return 0, a.err
	}
	for _, lift := range []func(time.Time) error{a.out.SetReadDeadline, a.out.SetWriteDeadline} {
		if err := lift(time.Now().Add(api.BodyTimeout)); err != nil && !errors.Is(err, http.ErrNotSupported) {
			a.err = err
			return 0, err
		}
	}
	n, err := a.body.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		a.err = err
	}
	return n, err
}

// download hands a file over. Whatever it is, it goes as bytes to be saved: no browser that
// comes by may show it as a page of the desk.
func (s *Server) download(w http.ResponseWriter, r *http.Request, p Principal) error {
	var id desk.FileID
	if err := id.UnmarshalText([]byte(r.PathValue("id"))); err != nil || id.IsZero() {
		return desk.ErrNotFound
	}
	free, err := s.transfers.take(p.Agent)
	if err != nil {
		return err
	}
	defer free()
	ctx, done, err := s.visiting(r, p)
	if err != nil {
		return err
	}
	defer done()
	f, size, err := s.store.OpenFile(r.Context(), p, id)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it was only read
	h := w.Header()
	h.Set("Content-Type", api.TypeFile)
	h.Set("Content-Disposition", "attachment")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Content-Length", strconv.FormatInt(size, 10))
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodHead {
		return nil
	}
	out, piece := http.NewResponseController(w), make([]byte, 64<<10)
	for {
		n, err := f.Read(piece)
		if n > 0 {
			if herr := hand(w, out, piece[:n]); herr != nil {
				return nil // who asked is gone: nobody is left to tell
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil, ctx.Err() != nil:
			panic(errStreamCut)
		}
	}
}
