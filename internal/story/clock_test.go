package story_test

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"
	"unsafe"
)

// clock is the clock of a machine as a Go program sees it: a time on the wall that people
// set, and beside it a count that only runs on. Between two readings of one run the count
// stands above the wall, which is what makes a program immune to whoever sets it.
type clock struct {
	mu     sync.Mutex
	began  time.Time
	off    time.Duration
	frozen time.Time
}

func newClock() *clock { return &clock{began: time.Now().Add(-time.Hour)} }

// Now reads the clock.
func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now()
	wall := now.Add(c.off)
	if !c.frozen.IsZero() {
		wall = c.frozen
	}
	return reading(wall, now.Sub(c.began))
}

// step sets the clock in one of the ways in which clocks are wrong.
func (c *clock) step(way int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	wasFrozen := !c.frozen.IsZero()
	c.frozen = time.Time{}
	switch way % 6 {
	case 0:
		c.off = -10 * 365 * 24 * time.Hour
	case 1:
		c.off = 10 * 365 * 24 * time.Hour
	case 2:
		c.off -= time.Hour
	case 3:
		if !wasFrozen {
			c.frozen = time.Now().Add(c.off).Round(0)
		}
	case 4:
		c.off += 3 * time.Minute
	default:
		c.off = 0
	}
}

// reading is what time.Now returns outside of a bubble, where there is a count: package time
// has no way to make one. The test below holds that it is taken for one.
func reading(wall time.Time, count time.Duration) time.Time {
	const hasCount, from1885 = 1 << 63, 59453308800 // as in package time, from year 1 on
	t := time.Unix(0, 0)
	parts := (*struct {
		wall uint64
		ext  int64
	})(unsafe.Pointer(&t))
	sec := uint64(wall.Unix() + 62135596800 - from1885)
	parts.wall = hasCount | sec<<30 | uint64(wall.Nanosecond())
	parts.ext = int64(count)
	return t
}

func TestTheClockOfAMachineShowsItsWallAndCountsOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newClock()
		before := c.Now()
		if !before.Equal(time.Now()) || before.Round(0).UnixNano() != time.Now().UnixNano() {
			t.Errorf("it shows %s at %s", before, time.Now())
		}
		time.Sleep(time.Second)
		c.step(0)
		after := c.Now()
		if d := after.Sub(before); d != time.Second {
			t.Errorf("it counted %s in a second", d)
		}
		if d := after.Round(0).Sub(before.Round(0)); d != time.Second-10*365*24*time.Hour {
			t.Errorf("its wall went %s", d)
		}
		c.step(3)
		a := c.Now()
		time.Sleep(time.Second)
		if b := c.Now(); b.Sub(a) != time.Second || !b.Round(0).Equal(a.Round(0)) {
			t.Errorf("frozen, it counts %s and shows %s after %s", b.Sub(a), b, a)
		}
	})
}
