package client

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

// errBytes reports bytes that are not those of the file they came as.
var errBytes = errors.New("the bytes are not those of the file")

// Upload brings the bytes of a file to the desk, unless it has them. Open begins reading them;
// it is asked only where they are needed, and what it gives is closed. Bringing the same file
// again does no harm, so that there is never a doubt: *desk.Temporary, or why the desk will
// not have it, as a *desk.Problem; desk.ErrNoFile where it cannot be read to its end.
func (l *Line) Upload(ctx context.Context, file desk.Attachment, open func() (io.ReadCloser, error)) error {
	there, err := l.hasFile(ctx, file.ID)
	if err != nil || there {
		return err
	}
	from, err := open()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	alarm := time.AfterFunc(l.quiet, func() { cancel(errQuiet) })
	defer alarm.Stop()
	source := &pushed{ReadCloser: from, alarm: alarm, quiet: l.quiet}
	res, err := l.post(ctx, file, source)
	if broken := source.err.Load(); broken != nil {
		if err == nil {
			_ = res.Body.Close() // what it says of half a file is not wanted
		}
		return fmt.Errorf("%w: %w", desk.ErrNoFile, *broken)
	}
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }() // it was read, or is not wanted
	a, err := readAnswer(ctx, res, maxWord)
	if err != nil {
		return err
	}
	if err := unwelcome(file, a); err != nil {
		return err
	}
	var got api.Uploaded
	if err := json.Unmarshal(a.body, &got); err != nil || got.ID != file.ID {
		return fmt.Errorf("%w: it took another file", desk.ErrNotADesk)
	}
	return nil
}

// pushed is what is sent, with an alarm that rings where nobody takes more of it for too long.
type pushed struct {
	io.ReadCloser
	alarm *time.Timer
	quiet time.Duration
	err   atomic.Pointer[error] // why it could not be read on
}

// Read implements io.Reader.
func (p *pushed) Read(b []byte) (int, error) {
	p.alarm.Reset(p.quiet)
	n, err := p.ReadCloser.Read(b)
	if err != nil && err != io.EOF {
		p.err.Store(&err)
	}
	return n, err
}

// hasFile reports whether the desk has a file for us.
func (l *Line) hasFile(ctx context.Context, id desk.FileID) (bool, error) {
	ctx, done := context.WithTimeoutCause(ctx, l.timeout, errTimeout)
	defer done()
	res, err := l.send(ctx, http.MethodHead, api.File+id.String(), nil, nil, nil)
	if err != nil {
		return false, err
	}
	_ = res.Body.Close() // a head has none
	switch res.StatusCode {
	case http.StatusOK:
		return true, nil
	case http.StatusNotFound:
		return false, nil
	default:
		return false, answer{status: res.StatusCode}.failure()
	}
}

// post sends the bytes of a file.
func (l *Line) post(ctx context.Context, file desk.Attachment, body io.ReadCloser) (*http.Response, error) {
	u := *l.base
	u.Path = api.Files
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), body)
	if err != nil {
		_ = body.Close()
		return nil, err
	}
	req.ContentLength = file.Size
	req.Header.Set("Content-Type", api.TypeFile)
	req.Header.Set(api.HeaderFile, file.ID.String())
	return l.carry(ctx, req)
}

// unwelcome is why a desk did not take a file; nil where it did.
func unwelcome(file desk.Attachment, a answer) error {
	if a.problem == nil {
		return a.failure()
	}
	switch {
	case a.problem.Code == api.TooLarge:
		return desk.Refuse(desk.FileTooLarge, file.Size)
	case a.problem.Retry == api.RetryLater:
		return &desk.Temporary{Err: a.problem}
	case a.status == http.StatusNotFound, a.status == http.StatusMethodNotAllowed:
		return desk.Refuse(desk.LackedByBackend)
	case a.status == http.StatusUnauthorized, a.status == http.StatusForbidden:
		return a.failure()
	default:
		return desk.Refuse(desk.ServerRefused, string(a.problem.Code))
	}
}

// Download reads a file of the desk to its end, and has take take it piece by piece. Nothing
// of what was taken counts before Download has returned nil: then it was the file, whole.
// desk.ErrNotFound where the desk does not have it for us.
func (l *Line) Download(ctx context.Context, file desk.Attachment, take func([]byte) error) error {
	return l.stream(ctx, api.File+file.ID.String(), nil, api.TypeFile, nil, func(ctx context.Context, body *awake) error {
		return receive(ctx, body, file, take)
	})
}

func receive(ctx context.Context, body io.Reader, file desk.Attachment, take func([]byte) error) error {
	sum, piece, size := sha256.New(), make([]byte, 64<<10), int64(0)
	for {
		n, err := body.Read(piece)
		size += int64(n)
		if size > file.Size {
			return fmt.Errorf("%w: %w", desk.ErrNotADesk, errBytes)
		}
		sum.Write(piece[:n])
		if n > 0 {
			if terr := take(piece[:n]); terr != nil {
				return terr
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return complete(file, size, sum)
		case err != nil && context.Cause(ctx) != nil:
			return away(context.Cause(ctx))
		case err != nil:
			return &desk.Temporary{Err: errors.Join(errTruncated, err), Why: desk.AwayCut}
		}
	}
}

// complete says what is wrong with a file that has come.
func complete(file desk.Attachment, size int64, sum hash.Hash) error {
	switch {
	case size < file.Size:
		return &desk.Temporary{Err: errTruncated, Why: desk.AwayCut}
	case desk.FileID(sum.Sum(nil)) != file.ID:
		return fmt.Errorf("%w: %w", desk.ErrNotADesk, errBytes)
	default:
		return nil
	}
}
