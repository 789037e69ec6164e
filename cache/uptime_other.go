//go:build !linux && !darwin

package cache

import "time"

// uptime is not known here: the time counts that the clock of the program has counted.
func uptime() time.Duration { return 0 }
