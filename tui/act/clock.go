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

// Zone is the time zone of a name, for the time of day where a customer is; nil for none
// that is known. It may read a file.
func Zone(name string) *time.Location {
	if name == "" {
		return nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	return zone
}
