package courier

import (
	"errors"
	"time"

	"github.com/heed-desk/heed/desk"
)

// The ends of the backoff.
const (
	firstBackoff = time.Second
	lastBackoff  = 5 * time.Minute
)

// backoff is how long to wait after the n-th failure in a row, counted from 1: a random
// part (r in [0,1)) of a ceiling that doubles from 1 s to 5 min, so that many clients of
// one desk do not come back together; but never less than the desk asked for.
func backoff(n int, r float64, err error) time.Duration {
	ceiling := lastBackoff
	if n < 10 { // 2^9 s are more than 5 min
		ceiling = min(firstBackoff<<max(n-1, 0), lastBackoff)
	}
	wait := time.Duration((1 - r) * float64(ceiling)) // (0, ceiling]: never at once
	return max(wait, asked(err))
}

// asked is how long the desk asked us to wait.
func asked(err error) time.Duration {
	var t *desk.Temporary
	if errors.As(err, &t) {
		return t.After
	}
	return 0
}
