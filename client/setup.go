package client

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// Setup returns what leads have decided of the desk.
func (l *Line) Setup(ctx context.Context) (desk.Setup, error) {
	var s desk.Setup
	err := l.get(ctx, api.Setup, nil, &s)
	return s, err
}

// Configure makes the setup that has a tag another one, all of it or nothing, and returns it
// as it stands then. desk.ErrGone where it has another tag by now; a *desk.Problem where that
// is no setup for this desk; desk.ErrForbidden.
func (l *Line) Configure(ctx context.Context, tag string, want desk.Setup) (desk.Setup, error) {
	return l.putSetup(ctx, tag, nil, want)
}

// Rehearse is Configure that changes nothing, and answers as if it had.
func (l *Line) Rehearse(ctx context.Context, tag string, want desk.Setup) (desk.Setup, error) {
	return l.putSetup(ctx, tag, url.Values{"dry": {"true"}}, want)
}

func (l *Line) putSetup(ctx context.Context, tag string, how url.Values, want desk.Setup) (desk.Setup, error) {
	body, err := json.Marshal(want)
	if err != nil {
		return desk.Setup{}, err
	}
	ctx, done := context.WithTimeoutCause(ctx, api.AnswerTimeout, errTimeout) // what is promised is reckoned anew on each open ticket
	defer done()
	a, err := l.exchange(ctx, http.MethodPut, api.Setup, how, body, http.Header{"If-Match": {`"` + tag + `"`}}, maxAnswer)
	if err != nil {
		return desk.Setup{}, err
	}
	switch {
	case a.problem != nil && a.problem.Reason != nil:
		return desk.Setup{}, a.problem.Reason
	case a.problem != nil && a.problem.Code == api.Changed:
		return desk.Setup{}, desk.ErrGone
	}
	if err := a.failure(); err != nil {
		return desk.Setup{}, err
	}
	var after desk.Setup
	if err := json.Unmarshal(a.body, &after); err != nil {
		return desk.Setup{}, fmt.Errorf("%w: %w", desk.ErrNotADesk, err)
	}
	return after, nil
}
