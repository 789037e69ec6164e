package backend

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// answer writes a record.
func answer(w http.ResponseWriter, status int, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", api.TypeJSON)
	w.WriteHeader(status)
	_, _ = w.Write(b) // who asked is gone: nobody is left to tell
	return nil
}

// fail writes a problem.
func fail(w http.ResponseWriter, p *api.Problem) {
	b, err := json.Marshal(p)
	if err != nil {
		b = []byte("{}")
	}
	w.Header().Set("Content-Type", api.TypeProblem)
	if p.Retry == api.RetryLater {
		w.Header().Set("Retry-After", "2")
	}
	w.WriteHeader(p.Status)
	_, _ = w.Write(b)
}

// problemOf is what an error looks like from outside. What went wrong inside stays inside.
func problemOf(err error) *api.Problem {
	var p *api.Problem
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &long):
		return api.NewProblem(http.StatusRequestEntityTooLarge, api.TooLarge, api.RetryFixed, "the body is too large")
	case errors.Is(err, desk.ErrUnauthorized):
		return api.NewProblem(http.StatusUnauthorized, api.BadToken, api.RetryAsk, "no valid token")
	case errors.Is(err, ErrDisabled):
		return api.NewProblem(http.StatusUnauthorized, api.Disabled, api.RetryAsk, "the account is disabled")
	case errors.Is(err, desk.ErrForbidden):
		return api.NewProblem(http.StatusForbidden, api.Forbidden, api.RetryAsk, "not permitted")
	case errors.Is(err, ErrWrongActor):
		return api.NewProblem(http.StatusForbidden, api.WrongActor, api.RetryFixed, "the actor is somebody else")
	case errors.Is(err, desk.ErrNotFound):
		return api.NewProblem(http.StatusNotFound, api.NotFound, api.RetryFixed, "no such record")
	case errors.Is(err, desk.ErrGone):
		return api.NewProblem(http.StatusGone, api.CursorGone, api.RetryFixed, "the cursor is no longer valid")
	case errors.Is(err, ErrBadOp), errors.Is(err, ErrNoView):
		return api.NewProblem(http.StatusBadRequest, api.BadRequest, api.RetryFixed, "not what the API takes")
	case errors.Is(err, desk.ErrNoFile):
		return api.NewProblem(http.StatusUnprocessableEntity, api.NoFile, api.RetryFixed, "a file that it names is not here")
	case errors.Is(err, ErrClosed), errors.Is(err, context.Canceled):
		return api.NewProblem(http.StatusServiceUnavailable, api.Closing, api.RetryLater, "the desk is closing")
	default:
		return api.NewProblem(http.StatusInternalServerError, api.Trouble, api.RetryLater, "the desk is in trouble")
	}
}

// statusOf is the status of a verdict.
func statusOf(v desk.Verdict) int {
	switch {
	case v.Outcome == desk.Held:
		return http.StatusConflict
	case v.Outcome == desk.Refused && v.Problem != nil && v.Problem.Code == desk.FieldConflict:
		return http.StatusPreconditionFailed
	case v.Outcome == desk.Refused:
		return http.StatusUnprocessableEntity
	default:
		return http.StatusOK
	}
}
