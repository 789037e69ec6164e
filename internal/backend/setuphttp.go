package backend

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// setup tells what leads have decided, under a tag that names it as it is now.
func (s *Server) setup(w http.ResponseWriter, r *http.Request, _ Principal) error {
	ctx, done := context.WithTimeout(r.Context(), api.QueryTimeout)
	defer done()
	all, err := s.store.Setup(ctx)
	if err != nil {
		return err
	}
	return answerSetup(w, all)
}

// configure makes the setup another one. Whoever does it says in If-Match which one they saw.
func (s *Server) configure(w http.ResponseWriter, r *http.Request, p Principal) error {
	seen, ok := tagIn(r.Header.Get("If-Match"))
	if !ok {
		return api.NewProblem(http.StatusPreconditionRequired, api.NoTag, api.RetryFixed, "If-Match names the setup that is to be changed")
	}
	body, err := readUpTo(w, r, api.MaxSetup)
	if err != nil {
		return err
	}
	var want desk.Setup
	if err := desk.ReadStrictly(body, &want); err != nil {
		return badBody("not a setup", err)
	}
	put := s.store.Configure
	if r.URL.Query().Get("dry") == "true" {
		put = s.store.Rehearse
	}
	all, err := put(r.Context(), p, seen, want)
	var why *desk.Problem
	switch {
	case errors.As(err, &why):
		refused := api.NewProblem(http.StatusUnprocessableEntity, api.Refused, api.RetryFixed, "that is no setup for this desk")
		refused.Reason = why
		return refused
	case errors.Is(err, ErrChanged):
		return api.NewProblem(http.StatusPreconditionFailed, api.Changed, api.RetryFixed, "somebody changed it meanwhile")
	case err != nil:
		return err
	}
	return answerSetup(w, all)
}

func answerSetup(w http.ResponseWriter, all desk.Setup) error {
	w.Header().Set("ETag", `"`+all.Tag()+`"`)
	return answer(w, http.StatusOK, all)
}

// tagIn is the one tag that If-Match names.
func tagIn(header string) (string, bool) {
	tag, opened := strings.CutPrefix(strings.TrimSpace(header), `"`)
	tag, closed := strings.CutSuffix(tag, `"`)
	return tag, opened && closed && tag != "" && !strings.ContainsAny(tag, `",`)
}
