package backend

import (
	"context"
	"database/sql"
	"errors"
)

// reader is one consistent look at the desk.
type reader struct {
	ctx context.Context
	tx  *sql.Tx
}

func (r *reader) row(query string, args ...any) scanner {
	return legible{r.tx.QueryRowContext(r.ctx, query, args...)} //nolint:gosec // every caller's text is its own; what comes from outside is in args
}

func (r *reader) rows(query string, args ...any) (*sql.Rows, error) {
	return r.tx.QueryContext(r.ctx, query, args...) //nolint:gosec // as above
}

// look runs do over one consistent state of the desk. It must be short: nothing in it
// waits for anybody.
func (s *Store) look(ctx context.Context, do func(query) error) error {
	t, err := s.read.BeginTx(ctx, s.dialect.Look)
	if err != nil {
		return s.lost(err)
	}
	return s.lost(errors.Join(do(&reader{ctx: ctx, tx: t}), ended(t.Rollback())))
}

// ended forgives a transaction that its context has ended already.
func ended(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}
