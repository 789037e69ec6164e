package metrics

import "time"

// Spread is how long things took. The zero Spread is of nothing.
type Spread struct{ all ranking }

// Add takes one in, to the millisecond.
func (s *Spread) Add(d time.Duration) { s.all.add(mark{v: d.Milliseconds()}) }

// N is how many there are.
func (s *Spread) N() int { return s.all.n }

// Mean is the arithmetic mean; 0 of nothing.
func (s *Spread) Mean() time.Duration { return millis(s.all.mean()) }

// P50 is the median; 0 of nothing.
func (s *Spread) P50() time.Duration { return millis(s.all.percentile(50).v) }

// P90 is what nine of ten took at most; 0 of nothing.
func (s *Spread) P90() time.Duration { return millis(s.all.percentile(90).v) }

func millis(n int64) time.Duration { return time.Duration(n) * time.Millisecond }
