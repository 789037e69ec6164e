package backend

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/heed-desk/heed/desk"
)

// writer is the one connection that writes. It is held by whoever has the turn, with its
// statements prepared once.
type writer struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

func (w *writer) close() error {
	errs := make([]error, 0, len(w.stmts)+1)
	for _, s := range w.stmts {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, w.conn.Close())...)
}

// stmt returns a statement that stays prepared until the desk closes.
func (w *writer) stmt(query string) (*sql.Stmt, error) {
	if s, ok := w.stmts[query]; ok {
		return s, nil
	}
	s, err := w.conn.PrepareContext(context.Background(), query)
	if err != nil {
		return nil, fmt.Errorf("prepare %q: %w", query, err)
	}
	w.stmts[query] = s
	return s, nil
}

func (w *writer) exec(query string, args ...any) error {
	s, err := w.stmt(query) //nolint:sqlclosecheck // it stays prepared; close closes it
	if err != nil {
		return err
	}
	_, err = s.ExecContext(context.Background(), args...)
	return err
}

func (w *writer) row(query string, args ...any) scanner {
	s, err := w.stmt(query) //nolint:sqlclosecheck // it stays prepared; close closes it
	if err != nil {
		return failed{err}
	}
	return s.QueryRowContext(context.Background(), args...)
}

func (w *writer) rows(query string, args ...any) (*sql.Rows, error) {
	s, err := w.stmt(query) //nolint:sqlclosecheck // it stays prepared; close closes it
	if err != nil {
		return nil, err
	}
	return s.QueryContext(context.Background(), args...)
}

type failed struct{ err error }

func (f failed) Scan(...any) error { return f.err }

// within runs do in a transaction: all of it or, where do fails or panics, none.
func (w *writer) within(do func() error) error {
	if err := w.exec(`BEGIN IMMEDIATE`); err != nil {
		return err
	}
	returned := false
	defer func() {
		if !returned {
			_ = w.exec(`ROLLBACK`) // the panic that goes on says more
		}
	}()
	err := do()
	if returned = true; err != nil {
		return errors.Join(err, w.exec(`ROLLBACK`))
	}
	if err := w.exec(`COMMIT`); err != nil {
		_ = w.exec(`ROLLBACK`) // SQLite may have rolled back by itself: then this one fails, and says nothing new
		return err
	}
	return nil
}

// tx is a transaction of the writer with the one reading of the clock that holds for all of it.
type tx struct {
	*writer
	now   time.Time
	hints []desk.Hint
	slept bool // a ticket was put to sleep
	life  []byte
	lived bool // this life is noted
}

// change runs do in a transaction when its turn comes, and tells whoever listens. A ctx
// that ends while it waits for its turn ends it; once begun it runs to its end.
func (s *Store) change(ctx context.Context, do func(*tx) error) error {
	var w *writer
	select {
	case w = <-s.turn:
	case <-s.closed:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { s.turn <- w }() // also after a panic: others go on writing
	t := &tx{writer: w, now: s.now(), life: s.life, lived: s.lived}
	if err := w.within(func() error { return do(t) }); err != nil {
		return err
	}
	s.lived = t.lived
	s.hub.publish(t.hints...) // before the turn passes on: hints leave in the order of their numbers
	if t.slept {
		select {
		case s.stir <- struct{}{}:
		default:
		}
	}
	return nil
}

// next takes the next change number. Only the transaction that holds the turn can, so
// numbers come in the order of commits.
func (t *tx) next() (int64, error) {
	if err := t.alive(); err != nil {
		return 0, err
	}
	var seq int64
	err := t.row(`UPDATE desk SET seq = seq + 1 RETURNING seq`).Scan(&seq)
	return seq, err
}

// millis is a time as it is stored; NULL for none.
func millis(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}
