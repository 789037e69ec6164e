package intake

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
	"github.com/heed-desk/heed/internal/backend"
)

// Desk is what takes records in: a desk's store or, where another process runs the desk, the
// way there.
type Desk interface {
	Import(ctx context.Context, seq iter.Seq2[archive.Record, error]) (backend.Imported, error)
}

// ErrCut says that the process that runs the desk went away before everything was taken in.
var ErrCut = errors.New("the process that runs the desk went away")

// Elsewhere is a desk that another process runs, behind a transport to its socket. URL is
// where it takes records in.
type Elsewhere struct {
	Carry http.RoundTripper
	URL   string
}

// Import implements Desk: it sends the records as they come. What was read when it fails may
// have been taken in or not; taking it in again changes nothing.
func (e Elsewhere) Import(ctx context.Context, seq iter.Seq2[archive.Record, error]) (backend.Imported, error) {
	read, write := io.Pipe()
	sent := make(chan error, 1)
	go func() { sent <- send(write, seq) }()
	sum, err := e.post(ctx, read)
	_ = read.CloseWithError(ErrCut) // who still sends hears of it; it cannot fail
	if wrote := <-sent; wrote != nil && !stopped(wrote) {
		err = wrote // what could not be read says more than what came of it
	}
	return sum, err
}

// send writes records until there are no more, or nobody takes them.
func send(to *io.PipeWriter, seq iter.Seq2[archive.Record, error]) error {
	out := json.NewEncoder(to)
	var failed error
	for r, err := range seq {
		if failed = err; failed == nil {
			failed = out.Encode(r)
		}
		if failed != nil {
			break
		}
	}
	if failed == nil || stopped(failed) {
		return errors.Join(failed, to.Close())
	}
	_ = to.CloseWithError(failed) // breaks the request off: what came before stays
	return failed
}

// stopped reports whether an error says that nobody takes the records any more.
func stopped(err error) bool { return errors.Is(err, ErrCut) || errors.Is(err, io.ErrClosedPipe) }

func (e Elsewhere) post(ctx context.Context, body io.Reader) (sum backend.Imported, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, e.URL, body)
	if err != nil {
		return sum, err
	}
	res, err := e.Carry.RoundTrip(req)
	if err != nil {
		if ctx.Err() != nil {
			return sum, ctx.Err()
		}
		return sum, fmt.Errorf("%w: %w", ErrCut, err)
	}
	defer func() { err = errors.Join(err, res.Body.Close()) }()
	if why := backend.Declined(res); why == desk.AwayFull || why == desk.AwayStore {
		return sum, &desk.Temporary{Err: errors.New(res.Status), Why: why}
	}
	if res.StatusCode != http.StatusOK {
		return sum, fmt.Errorf("%w: it answered %s", ErrCut, res.Status)
	}
	if err := json.NewDecoder(res.Body).Decode(&sum); err != nil {
		return sum, fmt.Errorf("%w: %w", ErrCut, err)
	}
	return sum, nil
}
