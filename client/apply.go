package client

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// Apply sends an operation, once. A verdict is final. *desk.Temporary says that it was
// not carried out or that the same again does no harm; desk.ErrAmbiguous that it may have
// been carried out and nobody knows; desk.ErrNoFile that a file of it has to go up first.
//
// desk.ErrGone says that it was not carried out, for this is not the desk of the epoch that the
// line is bound to.
//
// What the desk turns away without a verdict (too large, not understood) comes back as a
// refusal, for sending it again would change nothing.
func (l *Line) Apply(ctx context.Context, op desk.Op) (desk.Verdict, error) {
	body, err := json.Marshal(op)
	if err != nil {
		return desk.Verdict{}, err
	}
	ctx, done := context.WithTimeoutCause(ctx, l.timeout, errTimeout)
	defer done()
	var left departure
	header := http.Header{api.HeaderIdempotency: {op.ID.String()}}
	if epoch := l.epoch.Load(); epoch != nil {
		header.Set(api.HeaderEpoch, *epoch)
	}
	a, err := l.exchange(left.watch(ctx), http.MethodPost, api.Ops, nil, body, header, maxAnswer)
	if err != nil {
		return desk.Verdict{}, unsure(err, &left)
	}
	if a.problem != nil && !a.settled() {
		return turnedAway(op, a)
	}
	switch a.status {
	case http.StatusOK, http.StatusConflict, http.StatusPreconditionFailed, http.StatusUnprocessableEntity:
	default:
		return desk.Verdict{}, fmt.Errorf("%w: it answered %d", desk.ErrNotADesk, a.status)
	}
	var v desk.Verdict
	if err := json.Unmarshal(a.body, &v); err != nil || v.Op != op.ID || v.Outcome == "" {
		return desk.Verdict{}, fmt.Errorf("%w: its answer makes no sense", desk.ErrAmbiguous)
	}
	return v, nil
}

// settled reports whether a problem is a verdict: the desk has decided, and not carried it out.
func (a answer) settled() bool {
	var v desk.Verdict
	return json.Unmarshal(a.body, &v) == nil && v.Outcome != ""
}

// unsure tells apart what never left from what may have arrived.
func unsure(err error, left *departure) error {
	var t *desk.Temporary
	var status statusError
	if !errors.As(err, &t) || errors.As(err, &status) || left.stayed(err) {
		return err
	}
	return fmt.Errorf("%w: %w", desk.ErrAmbiguous, err)
}

// turnedAway is what a desk means that gave no verdict.
func turnedAway(op desk.Op, a answer) (desk.Verdict, error) {
	if a.problem.Code == api.WrongActor {
		return desk.Verdict{Op: op.ID, Outcome: desk.Refused, Problem: desk.Refuse(desk.NotAllowed)}, nil
	}
	if a.problem.Code == api.NoFile {
		return desk.Verdict{}, desk.ErrNoFile
	}
	switch a.status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusGone:
		return desk.Verdict{}, a.failure()
	case http.StatusNotFound, http.StatusMethodNotAllowed:
		return desk.Verdict{}, fmt.Errorf("%w: it takes no operations", desk.ErrNotADesk)
	}
	if a.problem.Retry == api.RetryLater {
		return desk.Verdict{}, &desk.Temporary{Err: a.problem}
	}
	return desk.Verdict{
		Op: op.ID, Outcome: desk.Refused, Problem: desk.Refuse(desk.ServerRefused, string(a.problem.Code)),
	}, nil
}
