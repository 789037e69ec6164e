package station

import (
	"context"
	"time"

	"github.com/heed-desk/heed/cache"
)

// examineEvery is how long files that were found whole are taken to be.
const examineEvery = 24 * time.Hour

// Examine has the files of the profile looked through while it is open, where that was not
// done for a day or the owner before did not end in good order, and reports whether it was.
// What is damaged is made again, and remarked. It may be called once, by any goroutine.
func (s *Station) Examine(ctx context.Context, look cache.Looker) (did bool, err error) {
	if !s.Kept {
		return false, nil
	}
	at, err := s.Ledger.Examined()
	if err != nil || !s.left && time.Since(at) < examineEvery {
		return false, err
	}
	_, err = s.Ledger.Examine(ctx, look)
	return true, err
}
