package cache

import (
	"time"

	"golang.org/x/sys/unix"
)

// uptime is how long this computer has been on, the time included in which it slept; 0 where
// that is not known.
func uptime() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &t); err != nil {
		return 0
	}
	return time.Duration(t.Nano())
}
