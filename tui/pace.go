package tui

import (
	"time"

	"github.com/heed-desk/heed/tui/paint"
)

// burst is how many pictures may follow one another at once after a rest: the one that a
// key makes, and the one with the answer that comes a moment later.
const burst = 2

// pace says when the next picture may be made. While more come than the screen needs,
// it is one in every interval.
type pace struct {
	rested time.Time // when a whole burst may be had again
}

// wait is how long to wait for the next picture; 0 or less for none at all.
func (p *pace) wait(now time.Time) time.Duration {
	return p.rested.Add(-(burst - 1) * paint.Every).Sub(now)
}

// made notes that a picture was made.
func (p *pace) made(now time.Time) {
	if p.rested.Before(now) {
		p.rested = now
	}
	p.rested = p.rested.Add(paint.Every)
}
