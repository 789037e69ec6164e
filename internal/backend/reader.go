package backend

import (
	"context"
	"database/sql"
	"errors"

	"github.com/heed-desk/heed/desk"
)

// reader is one consistent look at the desk.
type reader struct {
	ctx context.Context
	tx  *sql.Tx
}

func (r *reader) row(query string, args ...any) scanner {
	return r.tx.QueryRowContext(r.ctx, query, args...)
}

func (r *reader) rows(query string, args ...any) (*sql.Rows, error) {
	return r.tx.QueryContext(r.ctx, query, args...)
}

// look runs do over one consistent state of the desk. It must be short: nothing in it
// waits for anybody.
func (s *Store) look(ctx context.Context, do func(query) error) error {
	t, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	return errors.Join(do(&reader{ctx: ctx, tx: t}), ended(t.Rollback()))
}

// ended forgives a transaction that its context has ended already.
func ended(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

// found turns "no row" into desk.ErrNotFound.
func found(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return desk.ErrNotFound
	}
	return err
}
