// Package intake takes files of records into a desk: one after the other or, enlivened,
// in two passes over all of them.
package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/archive"
	"github.com/heed-desk/heed/internal/backend"
)

// ErrTwice says that a desk was enlivened before.
var ErrTwice = errors.New("the desk was enlivened before")

// Unreadable says that a file could not be read to its end.
type Unreadable struct {
	File string
	Line int // the last one that could be read; 0 where the file could not be opened
	Err  error
}

// Error implements error.
func (u *Unreadable) Error() string {
	return fmt.Sprintf("%s after line %d: %v", u.File, u.Line, u.Err)
}

// Unwrap gives the cause.
func (u *Unreadable) Unwrap() error { return u.Err }

// Ask is what to take in.
type Ask struct {
	Dir   string   // the desk's folder
	Files []string // "-" is In
	In    io.Reader
	Owner desk.AgentID
	Live  int // leave so many open; 0 takes everything in as history
	Seed  uint64
	Now   time.Time
	// Skipped hears of every line that is no record; Going how many records were read.
	Skipped func(file string, bad *archive.BadLine)
	Going   func(records int)
	// Turned hears of each colleague who gets another login than a file has for them, as often as
	// they are named; nil where nobody wants to.
	Turned func(archive.Turned)
}

// Sum is what came of it.
type Sum struct {
	backend.Imported
	Skipped int // lines that were no records
	Open    int // tickets left open, where the desk was enlivened
}

// Run takes the files in. Doing it again changes nothing, whether or not the first time
// came to its end.
func Run(ctx context.Context, s Desk, ask Ask) (Sum, error) {
	r := &run{ask: ask}
	turn := func(rec archive.Record) archive.Record { return rec }
	if ask.Live > 0 {
		live, err := r.enliven(ctx)
		if err != nil {
			return r.sum, err
		}
		r.sum.Open = live.Open()
		turn = live.Turn
	}
	done, err := s.Import(ctx, r.records(ctx, turn))
	r.sum.Imported = done
	if err == nil && ask.Live > 0 {
		err = mark{Live: ask.Live, Seed: ask.Seed, Now: r.ask.Now, Done: true}.write(ask.Dir)
	}
	return r.sum, err
}

// run is one taking in.
type run struct {
	ask Ask
	sum Sum
}

// enliven looks at everything once. What was begun and not finished goes on as it began.
func (r *run) enliven(ctx context.Context) (*archive.Live, error) {
	m, err := readMark(r.ask.Dir)
	if err != nil {
		return nil, err
	}
	if m.Done {
		return nil, ErrTwice
	}
	if m.Live == 0 {
		m = mark{Live: r.ask.Live, Seed: r.ask.Seed, Now: r.ask.Now}
		if err := m.write(r.ask.Dir); err != nil {
			return nil, err
		}
	}
	r.ask.Live, r.ask.Seed, r.ask.Now = m.Live, m.Seed, m.Now
	live := archive.NewLive(m.Live, m.Seed, m.Now, r.ask.Owner)
	for _, file := range r.ask.Files {
		err := r.each(ctx, file, func(rec archive.Record) bool { live.Look(rec); return true }, nil)
		if err != nil {
			return nil, err
		}
	}
	return live, nil
}

// records is everything in the files that is a record.
func (r *run) records(ctx context.Context, turn func(archive.Record) archive.Record) iter.Seq2[archive.Record, error] {
	n := 0
	return func(yield func(archive.Record, error) bool) {
		for _, file := range r.ask.Files {
			more := true
			err := r.each(ctx, file, func(rec archive.Record) bool {
				n++
				if r.ask.Going != nil {
					r.ask.Going(n)
				}
				if r.ask.Turned != nil {
					for _, t := range rec.Turned {
						r.ask.Turned(t)
					}
				}
				more = yield(turn(rec), nil)
				return more
			}, func(bad *archive.BadLine) {
				r.sum.Skipped++
				if r.ask.Skipped != nil {
					r.ask.Skipped(file, bad)
				}
			})
			if err != nil && more {
				yield(archive.Record{}, err)
				return
			}
			if !more {
				return
			}
		}
	}
}

// Stdin is what stands for the standard input among files.
const Stdin = "-"

// open opens one file.
func (r *run) open(path string) (io.ReadCloser, error) {
	if path == Stdin && r.ask.In != nil {
		return io.NopCloser(r.ask.In), nil
	}
	return os.Open(path)
}

// each reads one file.
func (r *run) each(ctx context.Context, path string, take func(archive.Record) bool, skip func(*archive.BadLine)) (err error) {
	f, err := r.open(path)
	if err != nil {
		return &Unreadable{File: path, Err: err}
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	in, err := archive.NewReader(f)
	if err != nil {
		return &Unreadable{File: path, Err: err}
	}
	for rec, err := range in.Records() {
		var bad *archive.BadLine
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.As(err, &bad):
			if skip != nil {
				skip(bad)
			}
		case err != nil:
			return &Unreadable{File: path, Line: in.Line(), Err: err}
		case !take(rec):
			return nil
		}
	}
	return ctx.Err()
}
