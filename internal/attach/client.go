package attach

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/pipe"
)

// ErrGone says that the owner went away before it answered. Reads may be asked again;
// what was written is in its outbox or was never taken.
var ErrGone = errors.New("the process that has the profile open went away")

// ErrNotTaken is ErrGone where the owner had not begun to read what it was asked: nothing was
// done, and it may be asked of the next owner.
var ErrNotTaken = fmt.Errorf("%w before it took the question", ErrGone)

// ErrOtherVersion says that the owner is a heed of another version, which does not know
// what it was asked. Nothing was done.
var ErrOtherVersion = errors.New("the process that has the profile open is another version of heed")

// Client is the verbs of another process.
type Client struct {
	http *http.Client
	// Words finds the words for an owner that answers nobody without them, after the fault that
	// was its answer; empty for none. Nil where nobody has any.
	Words func(refused *pipe.Fault) (string, error)
	words string // those that were found last
}

// NewClient makes a client over a way to connect to the owner.
func NewClient(dial func(context.Context) (net.Conn, error)) *Client {
	return &Client{http: &http.Client{Transport: &http.Transport{
		DialContext:       func(ctx context.Context, _, _ string) (net.Conn, error) { return dial(ctx) },
		DisableKeepAlives: true, // one question, one connection: the owner may go any time
		// The question is sent once the owner reads it, so that it is known whether it was taken.
		ExpectContinueTimeout: time.Minute,
	}}}
}

// Queue implements pipe.Verbs.
func (c *Client) Queue(ctx context.Context, ask pipe.QueueAsk) (pipe.Rows, error) {
	return call[pipe.Rows](ctx, c, pathQueue, ask)
}

// Show implements pipe.Verbs.
func (c *Client) Show(ctx context.Context, number int64) (desk.Thread, error) {
	return call[desk.Thread](ctx, c, pathShow, showAsk{Number: number})
}

// Search implements pipe.Verbs.
func (c *Client) Search(ctx context.Context, ask pipe.SearchAsk) (desk.Found, error) {
	return call[desk.Found](ctx, c, pathSearch, ask)
}

// Write implements pipe.Verbs.
func (c *Client) Write(ctx context.Context, ask pipe.WriteAsk) ([]pipe.Written, error) {
	return call[[]pipe.Written](ctx, c, pathWrite, ask)
}

// Outbox implements pipe.Verbs.
func (c *Client) Outbox(ctx context.Context) (pipe.Unsent, error) {
	return call[pipe.Unsent](ctx, c, pathOutbox, none{})
}

// Decide implements pipe.Verbs.
func (c *Client) Decide(ctx context.Context, ask pipe.DecideAsk) (pipe.Decided, error) {
	return call[pipe.Decided](ctx, c, pathDecide, ask)
}

// Sync implements pipe.Verbs.
func (c *Client) Sync(ctx context.Context) (pipe.Synced, error) {
	return call[pipe.Synced](ctx, c, pathSync, none{})
}

// Lock implements pipe.Verbs.
func (c *Client) Lock(ctx context.Context) (pipe.Locked, error) {
	return call[pipe.Locked](ctx, c, pathLock, none{})
}

// Holdings implements pipe.Verbs.
func (c *Client) Holdings(ctx context.Context) (pipe.Holdings, error) {
	return call[pipe.Holdings](ctx, c, pathHoldings, none{})
}

// Compact implements pipe.Verbs.
func (c *Client) Compact(ctx context.Context) (pipe.Compacted, error) {
	return call[pipe.Compacted](ctx, c, pathCompact, none{})
}

// Snapshot implements pipe.Verbs.
func (c *Client) Snapshot(ctx context.Context, dir string) error {
	_, err := call[none](ctx, c, pathSnapshot, snapshotAsk{Dir: dir})
	return err
}

// Checked implements pipe.Verbs.
func (c *Client) Checked(ctx context.Context) error {
	_, err := call[none](ctx, c, pathChecked, none{})
	return err
}

// Whom implements pipe.Verbs.
func (c *Client) Whom(ctx context.Context, typed string) ([]pipe.Person, error) {
	return call[[]pipe.Person](ctx, c, pathWhom, whomAsk{Typed: typed})
}

// Foresee implements pipe.Verbs.
func (c *Client) Foresee(ctx context.Context, who desk.CustomerID) (pipe.Foreseen, error) {
	return call[pipe.Foreseen](ctx, c, pathForesee, foreseeAsk{Who: who})
}

// Erase implements pipe.Verbs.
func (c *Client) Erase(ctx context.Context, ask pipe.EraseAsk) (pipe.Erased, error) {
	return call[pipe.Erased](ctx, c, pathErase, ask)
}

// call asks one thing: again with words where the owner wants some. What it refused for want of
// them it has not begun.
func call[A any](ctx context.Context, c *Client, path string, ask any) (A, error) {
	for {
		got, err := try[A](ctx, c, path, ask)
		var f *pipe.Fault
		if c.Words == nil || !errors.As(err, &f) || !pipe.Barred(f) {
			return got, err
		}
		words, werr := c.Words(f)
		if werr != nil {
			return got, werr
		}
		if words == "" {
			return got, err
		}
		c.words = words
	}
}

// try is call, once.
func try[A any](ctx context.Context, c *Client, path string, ask any) (A, error) {
	var got answer[A]
	body, err := json.Marshal(ask)
	if err != nil {
		return got.Value, err
	}
	var taken atomic.Bool
	traced := httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{Got100Continue: func() { taken.Store(true) }})
	req, err := http.NewRequestWithContext(traced, http.MethodPost, "http://heed"+path, bytes.NewReader(body))
	if err != nil {
		return got.Value, err
	}
	req.Header.Set("Expect", "100-continue")
	bring(req.Header, c.words)
	res, err := c.http.Do(req)
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return got.Value, ctx.Err()
	case taken.Load():
		return got.Value, fmt.Errorf("%w: %w", ErrGone, err)
	default:
		return got.Value, fmt.Errorf("%w: %w", ErrNotTaken, err)
	}
	defer func() { _ = res.Body.Close() }() // all that was wanted has been read
	switch res.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound, http.StatusBadRequest:
		return got.Value, fmt.Errorf("%w: it answered %s", ErrOtherVersion, res.Status)
	default:
		return got.Value, fmt.Errorf("the owner of the profile answered %s", res.Status)
	}
	if err := json.NewDecoder(res.Body).Decode(&got); err != nil {
		return got.Value, fmt.Errorf("%w: %w", ErrGone, err)
	}
	if got.Fault != nil {
		return got.Value, got.Fault
	}
	return got.Value, nil
}
