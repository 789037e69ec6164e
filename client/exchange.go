package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// The most that answers may hold, in bytes. What is larger is read no further.
const (
	// maxAnswer bounds what carries records, a page of the feed, a line of a snapshot, a verdict:
	// twice api.PageSize of a text of which JSON makes six times as much, and what cannot be cut.
	maxAnswer = 12*api.PageSize + 2*desk.MaxRecord + api.MaxBody
	// maxWord bounds what only says how it went.
	maxWord = 1 << 20
)

var (
	errTruncated = errors.New("the answer broke off")
	errTimeout   = errors.New("no answer in time")
)

// answer is what came back: its status, and its body read to the end.
type answer struct {
	status  int
	problem *api.Problem // where the desk said what is wrong
	body    []byte       // else what it said
}

// get asks for a record.
func (l *Line) get(ctx context.Context, path string, q url.Values, into any) error {
	ctx, done := context.WithTimeoutCause(ctx, l.timeout, errTimeout)
	defer done()
	a, err := l.exchange(ctx, http.MethodGet, path, q, nil, nil, maxAnswer)
	if err != nil {
		return err
	}
	if err := a.failure(); err != nil {
		return err
	}
	if err := json.Unmarshal(a.body, into); err != nil {
		return fmt.Errorf("%w: %w", desk.ErrNotADesk, err)
	}
	return nil
}

// exchange sends a request and reads the answer, which has most bytes. Its errors say that no answer of a desk
// was had: *desk.Temporary, desk.ErrNotADesk.
func (l *Line) exchange(ctx context.Context, method, path string, q url.Values, body []byte, header http.Header, most int) (answer, error) {
	res, err := l.send(ctx, method, path, q, body, header)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = res.Body.Close() }() // it was read, or is not wanted
	return readAnswer(ctx, res, most)
}

// send sends a request and returns what began to come back, once it is known to be of a desk.
func (l *Line) send(ctx context.Context, method, path string, q url.Values, body []byte, header http.Header) (*http.Response, error) {
	u := *l.base
	u.Path, u.RawQuery = path, q.Encode()
	var reader io.Reader
	if body != nil {
		reader = bytes.NewReader(body)
	}
	req, err := http.NewRequestWithContext(ctx, method, u.String(), reader)
	if err != nil {
		return nil, err
	}
	for k, v := range header {
		req.Header[k] = v
	}
	if body != nil {
		req.Header.Set("Content-Type", api.TypeJSON)
	}
	return l.carry(ctx, req)
}

// carry sends a request as who the line is, and returns what the desk answered to it; what
// answered in its place, or nothing, is an error.
func (l *Line) carry(ctx context.Context, req *http.Request) (*http.Response, error) {
	if l.token != "" {
		req.Header.Set("Authorization", "Bearer "+l.token)
	}
	began := l.now()
	res, err := l.http.Do(req)
	if err != nil {
		return nil, away(cause(ctx, err))
	}
	l.measure(res.Header, began)
	if err := foreign(res); err != nil {
		_ = res.Body.Close() // what is in it is not for us
		return nil, err
	}
	return res, nil
}

// cause is why a request failed, without its address: that holds cursors.
func cause(ctx context.Context, err error) error {
	if c := context.Cause(ctx); c != nil {
		return c
	}
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// foreign says what is wrong with an answer that no desk gave, by its head alone.
func foreign(res *http.Response) error {
	switch {
	case res.StatusCode >= 500, res.StatusCode == http.StatusTooManyRequests:
		why := api.AwayOf(res.StatusCode, res.Header.Get("Content-Type"), res.Body)
		return &desk.Temporary{After: retryAfter(res.Header), Err: statusError(res.StatusCode), Why: why}
	case res.Header.Get(api.HeaderDesk) == "":
		return fmt.Errorf("%w: it answered %d", desk.ErrNotADesk, res.StatusCode)
	case res.StatusCode >= 300 && res.StatusCode < 400:
		return fmt.Errorf("%w: it sends us elsewhere", desk.ErrNotADesk)
	default:
		return nil
	}
}

// statusError is an answer that says that the desk is in trouble: it has answered, so
// that nothing is in doubt.
type statusError int

func (s statusError) Error() string { return "it answered " + strconv.Itoa(int(s)) }

// maxWait is the longest that a desk may tell us to wait.
const maxWait = time.Hour

func retryAfter(h http.Header) time.Duration {
	text := h.Get("Retry-After")
	if n, err := strconv.Atoi(text); err == nil {
		return min(max(time.Duration(n)*time.Second, 0), maxWait)
	}
	if at, err := http.ParseTime(text); err == nil {
		if from, err := http.ParseTime(h.Get("Date")); err == nil {
			return min(max(at.Sub(from), 0), maxWait)
		}
	}
	return 0
}

// readAnswer reads the body to the end, which is desk.ErrTooMuch where it has more than most bytes.
func readAnswer(ctx context.Context, res *http.Response, most int) (answer, error) {
	if res.ContentLength > int64(most) {
		return answer{}, desk.ErrTooMuch
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, int64(most)+1))
	switch {
	case err != nil && context.Cause(ctx) != nil:
		return answer{}, away(context.Cause(ctx))
	case err != nil:
		return answer{}, &desk.Temporary{Err: errors.Join(errTruncated, err), Why: desk.AwayCut}
	case len(body) > most:
		return answer{}, desk.ErrTooMuch
	}
	a := answer{status: res.StatusCode, body: body}
	kind, _, err := mime.ParseMediaType(res.Header.Get("Content-Type"))
	switch {
	case res.StatusCode == http.StatusNoContent:
		return a, nil
	case err != nil:
		return answer{}, fmt.Errorf("%w: %w", desk.ErrNotADesk, err)
	case kind == api.TypeProblem:
		a.problem = &api.Problem{}
		if err := json.Unmarshal(body, a.problem); err != nil {
			return answer{}, fmt.Errorf("%w: %w", desk.ErrNotADesk, err)
		}
	case kind != api.TypeJSON:
		return answer{}, fmt.Errorf("%w: it answered with %s", desk.ErrNotADesk, kind)
	}
	return a, nil
}

// failure is the error that an answer means; nil for success.
func (a answer) failure() error {
	if a.status < 300 && a.problem == nil {
		return nil
	}
	switch a.status {
	case http.StatusUnauthorized:
		if a.problem != nil && a.problem.Code == api.Disabled {
			return desk.ErrRevoked
		}
		return desk.ErrUnauthorized
	case http.StatusForbidden:
		return a.forbidden()
	case http.StatusNotFound:
		return desk.ErrNotFound
	case http.StatusGone:
		return desk.ErrGone
	}
	if a.problem != nil {
		return a.problem
	}
	return fmt.Errorf("%w: it answered %d", desk.ErrNotADesk, a.status)
}

// forbidden is what was not permitted: *api.Narrow where another token would do, by a scope that we know.
func (a answer) forbidden() error {
	if a.problem == nil {
		return desk.ErrForbidden
	}
	known := slices.DeleteFunc(api.Scopes(), func(s api.Scope) bool { return !slices.Contains(a.problem.Scopes, s) })
	if len(known) == 0 {
		return desk.ErrForbidden
	}
	return &api.Narrow{Scopes: known}
}

// measure learns how far the desk's clock is from ours. Its own header counts in
// milliseconds; Date in seconds, so that less than two of them say nothing.
func (l *Line) measure(h http.Header, began time.Time) {
	now := l.now()
	middle := began.Add(now.Sub(began) / 2)
	if ms, err := strconv.ParseInt(h.Get(api.HeaderTime), 10, 64); err == nil {
		l.skew.Store(int64(time.UnixMilli(ms).Sub(middle.Truncate(time.Millisecond))))
		return
	}
	if at, err := http.ParseTime(h.Get("Date")); err == nil {
		skew := at.Sub(middle)
		if skew.Abs() < 2*time.Second {
			skew = 0
		}
		l.skew.Store(int64(skew))
	}
}

// departure watches whether a request may have left the machine.
type departure struct {
	traced, wrote atomic.Bool
}

func (d *departure) watch(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn:      func(string) { d.traced.Store(true) },
		WroteHeaders: func() { d.wrote.Store(true) },
	})
}

// stayed reports that the request surely never left: there was no connection to send it
// on. A transport of which nothing is known may have sent it.
func (d *departure) stayed(err error) bool {
	if d.wrote.Load() {
		return false // the transport may have sent it, lost the connection and failed to dial anew
	}
	var op *net.OpError
	return d.traced.Load() || errors.As(err, &op) && op.Op == "dial"
}
