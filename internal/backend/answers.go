package backend

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// answer writes a record.
func answer(w http.ResponseWriter, status int, v any) error { return send(w, status, api.TypeJSON, v) }

func send(w http.ResponseWriter, status int, kind string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", kind)
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
	if p.Retry == api.RetryLater && w.Header().Get("Retry-After") == "" {
		w.Header().Set("Retry-After", "2")
	}
	switch {
	case p.Status == http.StatusUnauthorized:
		w.Header().Set("WWW-Authenticate", "Bearer")
	case len(p.Scopes) > 0:
		w.Header().Set("WWW-Authenticate", `Bearer error="insufficient_scope"`)
	}
	w.WriteHeader(p.Status)
	_, _ = w.Write(b)
}

// The parts of a request that a problem may be about.
const (
	inQuery  = "query"
	inHeader = "header"
	inPath   = "path"
	inBody   = "body"
)

func badRequest(title string) *api.Problem {
	return api.NewProblem(http.StatusBadRequest, api.BadRequest, api.RetryFixed, title)
}

func badField(title, field string) *api.Problem { return badRequest(title).At(inBody, field) }

// badBody is a body that is not what was expected, with the field that is not where that is known.
func badBody(title string, err error) *api.Problem {
	var field *desk.BadField
	if errors.As(err, &field) {
		return badField(title, field.Name)
	}
	return badRequest(title).At(inBody, "")
}

// problemOf is what an error looks like from outside. What went wrong inside stays inside.
func problemOf(err error) *api.Problem {
	var p *api.Problem
	var long *http.MaxBytesError
	var narrow *api.Narrow
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &long):
		return api.NewProblem(http.StatusRequestEntityTooLarge, api.TooLarge, api.RetryFixed, "the body is too large")
	case errors.Is(err, desk.ErrUnauthorized):
		return api.NewProblem(http.StatusUnauthorized, api.BadToken, api.RetryAsk, "no valid token")
	case errors.Is(err, ErrDisabled):
		return api.NewProblem(http.StatusUnauthorized, api.Disabled, api.RetryAsk, "the account is disabled")
	case errors.As(err, &narrow):
		p = api.NewProblem(http.StatusForbidden, api.Forbidden, api.RetryAsk, narrow.Error())
		p.Scopes = narrow.Scopes
		return p
	case errors.Is(err, desk.ErrForbidden):
		return api.NewProblem(http.StatusForbidden, api.Forbidden, api.RetryAsk, "not permitted")
	case errors.Is(err, ErrWrongActor):
		return api.NewProblem(http.StatusForbidden, api.WrongActor, api.RetryFixed, "the actor is somebody else")
	case errors.Is(err, api.ErrTrail):
		return api.NewProblem(http.StatusConflict, api.BrokenTrail, api.RetryAsk, "the audit trail was emptied past the desk")
	case errors.Is(err, desk.ErrNotFound):
		return api.NewProblem(http.StatusNotFound, api.NotFound, api.RetryFixed, "no such record")
	case errors.Is(err, desk.ErrGone):
		return api.NewProblem(http.StatusGone, api.CursorGone, api.RetryFixed, "the cursor is no longer valid")
	case errors.Is(err, ErrStale):
		return stale()
	case errors.Is(err, ErrBadOp):
		return badBody("not what the API takes", err)
	case errors.Is(err, desk.ErrNoFile):
		return api.NewProblem(http.StatusUnprocessableEntity, api.NoFile, api.RetryFixed, "a file that it names is not here")
	case errors.Is(err, ErrClosed), errors.Is(err, context.Canceled):
		return api.NewProblem(http.StatusServiceUnavailable, api.Closing, api.RetryLater, "the desk is closing")
	case full(err):
		return noRoom()
	case errors.Is(err, ErrNoDatabase):
		return api.NewProblem(http.StatusServiceUnavailable, api.NoDatabase, api.RetryLater, "the desk's database cannot be reached")
	default:
		return api.NewProblem(http.StatusInternalServerError, api.Trouble, api.RetryLater, "the desk is in trouble")
	}
}

// Declined is in what way a desk cannot do what it was asked, by its answer over the socket; empty
// where it did.
func Declined(res *http.Response) desk.Away {
	if res.StatusCode == http.StatusOK {
		return ""
	}
	return api.AwayOf(res.StatusCode, res.Header.Get("Content-Type"), res.Body)
}

// noRoom is a request that could not be carried out because nothing can be written.
func noRoom() *api.Problem {
	return api.NewProblem(http.StatusInsufficientStorage, api.DiskFull, api.RetryLater, "the disk of the desk is full")
}

// answerVerdict writes a verdict; as a problem too where the operation was not carried out.
func (s *Server) answerVerdict(w http.ResponseWriter, v desk.Verdict) error {
	status := statusOf(v)
	if v.Ticket != nil {
		w.Header().Set("ETag", s.store.tagOf(v.Ticket.Version))
	}
	if status == http.StatusOK {
		return answer(w, status, v)
	}
	return send(w, status, api.TypeProblem, api.Turned{Problem: *turned(status, v), Verdict: &v})
}

// turned is a verdict on what was not carried out, as a problem.
func turned(status int, v desk.Verdict) *api.Problem {
	var why desk.Problem
	if v.Problem != nil {
		why = *v.Problem
	}
	p := api.NewProblem(status, api.Code(why.Code), api.RetryFixed, "the operation was not carried out")
	p.Op = v.Op
	if slices.Contains([]desk.Code{desk.NewerMessage, desk.FieldConflict, desk.ChangedSince, desk.NotAllowed, desk.AccountDisabled, desk.LeadsOnly}, why.Code) {
		p.Retry = api.RetryAsk
	}
	if field := fieldOf(why); field != "" {
		return p.At(inBody, field)
	}
	return p
}

// fieldOf is the field of a body that the rules have something against; empty where they do not say.
func fieldOf(why desk.Problem) string {
	if slices.Contains([]desk.Code{desk.FieldConflict, desk.ChangedSince, desk.BadValue}, why.Code) && len(why.Args) > 0 {
		return why.Args[0]
	}
	if slices.Contains([]desk.Code{desk.BadAddress, desk.TooManyAtOnce}, why.Code) && len(why.Args) > 1 {
		return why.Args[1]
	}
	return map[desk.Code]string{
		desk.EmptyText: "text", desk.TextTooLong: "text", desk.BadTag: "tags", desk.TooManyTags: "tags", desk.BadAddress: "recipients",
		desk.NoSuchFile: "attachments", desk.FileTooLarge: "attachments", desk.FileEmpty: "attachments", desk.TooManyFiles: "attachments",
	}[why.Code]
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
