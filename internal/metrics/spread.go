package metrics

import (
	"slices"
	"time"
)

// Spread is how long things took. The zero Spread is of nothing.
type Spread struct {
	all []time.Duration // ascending
	sum time.Duration
}

// Add takes one in.
func (s *Spread) Add(d time.Duration) {
	at, _ := slices.BinarySearch(s.all, d)
	s.all = slices.Insert(s.all, at, d)
	s.sum += d
}

// N is how many there are.
func (s *Spread) N() int { return len(s.all) }

// Mean is the arithmetic mean; 0 of nothing.
func (s *Spread) Mean() time.Duration {
	if len(s.all) == 0 {
		return 0
	}
	return s.sum / time.Duration(len(s.all))
}

// P50 is the median; 0 of nothing.
func (s *Spread) P50() time.Duration { return s.percentile(50) }

// P90 is what nine of ten took at most; 0 of nothing.
func (s *Spread) P90() time.Duration { return s.percentile(90) }

// percentile is by nearest rank: the smallest of them that so many percent do not exceed. It
// is always one that really was.
func (s *Spread) percentile(p int) time.Duration {
	n := len(s.all)
	if n == 0 {
		return 0
	}
	return s.all[(p*n+99)/100-1]
}
