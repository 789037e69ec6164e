package client

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

var errQuiet = errors.New("the connection went dead")

// stream asks for what comes in pieces, of a media type, and has read read it. The
// context that read is given ends where nothing comes for too long.
func (l *Line) stream(ctx context.Context, path string, q url.Values, kind string, header http.Header, read func(context.Context, *awake) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	alarm := time.AfterFunc(l.quiet, func() { cancel(errQuiet) })
	defer alarm.Stop()
	res, err := l.send(ctx, http.MethodGet, path, q, nil, header)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }() // it was read, or is not wanted
	body := &awake{body: res.Body, alarm: alarm, quiet: l.quiet, cancel: cancel}
	if got, _, err := mime.ParseMediaType(res.Header.Get("Content-Type")); err == nil && got == kind {
		return read(ctx, body)
	}
	a, err := readAnswer(ctx, &http.Response{StatusCode: res.StatusCode, Header: res.Header, Body: body}, maxWord)
	if err == nil {
		err = a.failure()
	}
	if err == nil {
		err = fmt.Errorf("%w: not %s", desk.ErrNotADesk, kind)
	}
	return err
}

// awake is a body under whose reads the alarm runs: it rings when nothing comes for too
// long, and not while what came is being dealt with.
type awake struct {
	body   io.ReadCloser
	alarm  *time.Timer
	quiet  time.Duration
	cancel context.CancelCauseFunc // of the request
}

// Read implements io.Reader.
func (a *awake) Read(b []byte) (int, error) {
	a.alarm.Reset(a.quiet)
	n, err := a.body.Read(b)
	a.alarm.Stop()
	return n, err
}

// Close implements io.Closer. It ends a Read that waits.
func (a *awake) Close() error {
	a.cancel(nil)
	return a.body.Close()
}

// Watch calls hint for every hint until ctx ends or the connection fails: it always
// returns an error, that of ctx or a *desk.Temporary or why the desk will not have us. A
// hint with Reset comes first unless the desk could tell all that was missed since the
// last one.
func (l *Line) Watch(ctx context.Context, hint func(desk.Hint)) error {
	header := http.Header{"Accept": {api.TypeEvents}}
	if last := l.heard.Load(); last > 0 {
		header.Set("Last-Event-ID", strconv.FormatInt(last, 10))
	}
	return l.stream(ctx, api.Hints, nil, api.TypeEvents, header, func(ctx context.Context, body *awake) error {
		err := readEvents(body, func(e event) {
			if h, ok := e.hint(); ok {
				if h.Seq > 0 {
					l.heard.Store(h.Seq)
				}
				hint(h)
			}
		})
		return away(cause(ctx, err))
	})
}

// Announce tells colleagues where we are.
func (l *Line) Announce(ctx context.Context, p desk.Presence) error {
	body, err := json.Marshal(api.Announcement{Ticket: p.Ticket, Doing: p.Doing})
	if err != nil {
		return err
	}
	ctx, done := context.WithTimeoutCause(ctx, l.timeout, errTimeout)
	defer done()
	a, err := l.exchange(ctx, http.MethodPost, api.Presences, nil, body, nil, maxWord)
	if err != nil {
		return err
	}
	return a.failure()
}
