package backend

import (
	"context"
	"errors"

	"github.com/heed-desk/heed/internal/backend/dialect"
)

// ErrUnfinished says that a desk was to become what another one or a backup holds, and that this
// broke off or is still under way. Nobody works at it; copying to it once more begins anew.
var ErrUnfinished = errors.New("this desk is a copy that is not finished")

// unfinished is a table that a desk has from the transaction that makes it, or that begins to copy to
// it, until the copy is whole.
const unfinished = "unfinished"

func isUnfinished(d dialect.Dialect, q query) (bool, error) {
	var there int
	err := q.row(d.HasTable, unfinished).Scan(&there)
	return there > 0, err
}

// beUnfinished notes it, once.
func (w *writer) beUnfinished() error {
	is, err := isUnfinished(w.dialect, w)
	if err != nil || is {
		return err
	}
	return w.exec(`CREATE TABLE ` + unfinished + ` (one ` + w.dialect.Schema(`BIGINT`) + `)`)
}

// beginCopy notes of a desk at which nothing has happened that another one is copied to it; one to
// which that broke off is one. ErrNotEmpty.
func (s *Store) beginCopy(ctx context.Context) error {
	return s.change(ctx, func(t *tx) error {
		if is, err := isUnfinished(t.dialect, t); err != nil || is {
			return err
		}
		var happened int64
		if err := t.row(`SELECT seq + (SELECT count(*) FROM agents) FROM desk`).Scan(&happened); err != nil || happened > 0 {
			return errors.Join(err, only(happened > 0, ErrNotEmpty))
		}
		return t.beUnfinished()
	})
}

// Finish says of a desk to which another one was copied, or a backup restored, that it is whole: whoever
// opens it from now on can work at it.
func (s *Store) Finish(ctx context.Context) error {
	return s.change(ctx, func(t *tx) error { return t.exec(`DROP TABLE IF EXISTS ` + unfinished) })
}
