package backend

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend/dialect"
)

// writer is the one connection of this process that writes. It is held by whoever has the
// turn, with its statements prepared once.
type writer struct {
	dialect dialect.Dialect
	conn    *sql.Conn
	stmts   map[string]*sql.Stmt
	life    []byte // the name of this connection's life
	lived   bool   // it is noted

	promises promises // as last read

	// dial connects anew where the connection may be lost; nil for a file.
	dial func(context.Context) (*sql.Conn, error)
	sick bool // a transaction may still be open in it
}

func newWriter(d dialect.Dialect, conn *sql.Conn) *writer {
	w := &writer{dialect: d}
	w.use(conn)
	return w
}

// use begins a life with a connection.
func (w *writer) use(conn *sql.Conn) {
	life := desk.NewID()
	w.conn, w.stmts, w.life, w.lived, w.sick = conn, map[string]*sql.Stmt{}, life[:], false, false
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
	return legible{s.QueryRowContext(context.Background(), args...)}
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

// begin begins a transaction. A connection that was lost is made anew: nothing was done in it yet.
func (w *writer) begin() error {
	if !w.sick {
		if err := w.exec(w.dialect.Begin); err == nil || w.dial == nil {
			return err
		}
	}
	_ = w.close() // it is lost
	conn, err := w.dial(context.Background())
	if err != nil {
		w.sick = true
		return err
	}
	w.use(conn)
	return w.exec(w.dialect.Begin)
}

// rollback ends a transaction of which nothing stays.
func (w *writer) rollback() error {
	err := w.exec(`ROLLBACK`)
	w.sick = err != nil && w.dial != nil
	return err
}

// within runs do in a transaction: all of it or, where do fails or panics, none.
func (w *writer) within(do func() error) error {
	if err := w.begin(); err != nil {
		return err
	}
	returned := false
	defer func() {
		if !returned {
			_ = w.rollback() // the panic that goes on says more
		}
	}()
	err := do()
	if err == nil {
		err = unbroken(w.conn)
	}
	if returned = true; err != nil {
		return errors.Join(err, w.rollback())
	}
	if err := w.exec(`COMMIT`); err != nil {
		_ = w.rollback() // SQLite may have rolled back by itself: then this one fails, and says nothing new
		return err
	}
	return nil
}
