package courier

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/heed-desk/heed/desk"
)

// bring brings the files of an operation to the desk before it goes itself, however long that
// takes: the line gives up by itself where nothing moves. Whole says that all of them are
// kept here; one that is not may be with the desk already.
func (c *Courier) bring(ctx context.Context, op desk.Op) (whole bool, err error) {
	files := op.Attachments()
	if len(files) == 0 {
		return false, nil
	}
	kept, _ := c.ledger.(Files)
	line, takes := c.line.(Uploader)
	if !takes {
		return false, desk.Refuse(desk.LackedByBackend)
	}
	whole = kept != nil
	for _, f := range files {
		missing := kept == nil
		err := line.Upload(ctx, f, func() (io.ReadCloser, error) {
			if kept == nil {
				return nil, desk.ErrNotFound
			}
			from, err := kept.File(f.ID)
			if missing = errors.Is(err, desk.ErrNotFound); err != nil && !missing {
				err = fmt.Errorf("%w: %w", desk.ErrNoFile, err) // damaged: no other try reads it
			}
			return from, err
		})
		switch {
		case missing && errors.Is(err, desk.ErrNotFound):
			return false, desk.ErrNoFile // neither here nor there
		case err != nil:
			return false, err
		}
	}
	return whole, nil
}
