package act

import (
	"time"

	"github.com/heed-desk/heed/desk"
)

// Soon is how long before it is due a ticket of a priority is said to be due soon: a
// quarter of what it may wait, at least ten minutes and at most an hour.
func Soon(p desk.Priority) time.Duration {
	return min(max(p.Horizon()/4, 10*time.Minute), time.Hour)
}
