package courier

import (
	"context"
	"errors"
	"fmt"

	"github.com/heed-desk/heed/desk"
)

// enough is how many operations in a row the desk must know before it is taken to know
// those before them too. It carried them out in about the order in which they are kept:
// only as many as travel at once can have come to their verdict out of it.
const enough = 4 * (defaultParallel + bringing)

// bind lets operations go to the desk as it last said who it is, and to no other: what it has
// lost of what went before them is known.
func (c *Courier) bind() {
	if b, ok := c.line.(Binder); ok {
		b.Bind(c.epoch)
	}
	c.bound = true
}

// recall finds what the desk has carried out and does not know any more, and puts it back in
// the outbox: it was restored from a copy that is older. It is asked before the desk's
// records take the place of those that are held, and before anything else is sent.
func (c *Courier) recall(ctx context.Context) error {
	k, ok := c.ledger.(Keeper)
	if !ok {
		return nil
	}
	ids, err := k.Carried()
	if err != nil {
		return fmt.Errorf("reading what was carried out: %w", err)
	}
	var lost []desk.OpID
	for known := 0; len(ids) > 0 && known < enough; ids = ids[1:] {
		switch _, err := c.lookup(ctx, ids[0]); {
		case err == nil:
			known++
		case errors.Is(err, desk.ErrNotFound):
			lost, known = append(lost, ids[0]), 0
		default:
			return err
		}
	}
	if err := k.Recall(lost); err != nil {
		return fmt.Errorf("taking back what the desk has lost: %w", err)
	}
	return nil
}
