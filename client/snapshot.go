package client

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/heed-desk/heed/client/api"
	"github.com/heed-desk/heed/desk"
)

var (
	errNoEnd    = errors.New("the snapshot broke off")
	errMiscount = errors.New("the snapshot does not hold what it says")
)

// Snapshot streams everything, page by page, and returns the count of tickets and the
// cursor at which the feed goes on. Begun is told the count expected, before the first
// page; take's errors end it and come back as they are. A snapshot that breaks off is a
// *desk.Temporary, however much of it came.
func (l *Line) Snapshot(ctx context.Context, begun func(tickets int), take func(desk.Page) error) (int, desk.Cursor, error) {
	var tickets int
	var next desk.Cursor
	err := l.stream(ctx, api.Snapshot, nil, api.TypeNDJSON, nil, func(ctx context.Context, body *awake) (err error) {
		tickets, next, err = follow(ctx, body, begun, take)
		return err
	})
	return tickets, next, err
}

// follow hands on what ahead reads, until the end line.
func follow(ctx context.Context, body *awake, begun func(int), take func(desk.Page) error) (int, desk.Cursor, error) {
	lines := make(chan ahead)
	finished := make(chan struct{})
	go func() { defer close(finished); readAhead(ctx, body, lines) }()
	defer func() { _ = body.Close(); <-finished }()
	sum := count{}
	for a := range lines {
		if a.err != nil {
			return 0, "", a.err
		}
		switch line := a.line; {
		case line.Begin != nil:
			begun(line.Begin.Tickets)
		case line.Page != nil:
			sum.add(line.Page)
			if err := take(*line.Page); err != nil {
				return 0, "", err
			}
		case line.End != nil:
			if line.End.Tickets != sum.tickets || line.End.Next == "" {
				return 0, "", &desk.Temporary{Err: errMiscount}
			}
			return sum.tickets, line.End.Next, nil
		}
	}
	return 0, "", &desk.Temporary{Err: errNoEnd, Why: desk.AwayCut}
}

type count struct{ tickets int }

func (c *count) add(p *desk.Page) { c.tickets += len(p.Tickets) }

// ahead is a line that was read while the one before it was being taken in.
type ahead struct {
	line api.Line
	err  error
}

// readAhead reads lines until the end, a failure or ctx, and closes lines.
func readAhead(ctx context.Context, body io.Reader, lines chan<- ahead) {
	defer close(lines)
	in := bufio.NewReaderSize(body, 256<<10)
	var text []byte
	for {
		var a ahead
		var err error
		text, err = readLine(in, text[:0])
		switch {
		case errors.Is(err, desk.ErrTooMuch):
			a.err = err
		case err != nil && context.Cause(ctx) != nil:
			a.err = away(context.Cause(ctx))
		case err != nil:
			a.err = &desk.Temporary{Err: errors.Join(errNoEnd, err), Why: desk.AwayCut}
		default:
			if err := json.Unmarshal(text, &a.line); err != nil {
				a.err = fmt.Errorf("%w: %w", desk.ErrNotADesk, err)
			}
		}
		select {
		case lines <- a:
		case <-ctx.Done():
			return
		}
		if a.err != nil || a.line.End != nil {
			return
		}
	}
}

// readLine appends the next line to text. A last line without its newline broke off.
func readLine(in *bufio.Reader, text []byte) ([]byte, error) {
	for {
		part, err := in.ReadSlice('\n')
		text = append(text, part...)
		switch {
		case len(text) > maxAnswer:
			return text, desk.ErrTooMuch
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF):
			return text, io.ErrUnexpectedEOF
		default:
			return text, err
		}
	}
}
