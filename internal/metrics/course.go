package metrics

import (
	"slices"
	"time"
)

// stepLasts is the shortest stretch of a day that is told apart.
const stepLasts = 5 * time.Minute

// stepOfDay is in which step of a day a time lies. It counts what has passed, so an hour that the clock
// shows twice is two.
func stepOfDay(midnight, at time.Time) int { return int(at.Sub(midnight) / stepLasts) }

// inTime counts the first replies that were promised and came in time; it is no figure by itself.
const inTime Name = "in_time"

// course is what happened in a day by its steps, as far as curves are drawn of it. The zero course is
// of nothing.
type course struct {
	counts map[place]int
	took   map[Name]*ranking // by step, and in each by how long it took
}

// place is a name in a step.
type place struct {
	name Name
	step int
}

// stepBits are the bits of a mark that say how long it took, below those of its step: 34 years in
// milliseconds.
const stepBits = 40

// add adds a case with the sign +1, or takes it out with -1.
func (c *course) add(one Case, at, sign int) {
	switch one.Name {
	case Arrived, OneTouch, Responded, Ended, Reopened, Rated, Satisfied:
		c.tick(one.Name, at, sign)
	case Resolution:
		c.tick(one.Name, at, sign)
		c.time(one, at, sign)
	case NextReply:
		c.time(one, at, sign)
	case FirstReply:
		c.time(one, at, sign)
		if one.Span > 0 {
			c.tick(ServiceLevel, at, sign)
		}
		if one.Span > 0 && !one.Over() {
			c.tick(inTime, at, sign)
		}
	default:
	}
}

func (c *course) tick(n Name, at, sign int) {
	if c.counts == nil {
		c.counts = map[place]int{}
	}
	if c.counts[place{n, at}] += sign; c.counts[place{n, at}] == 0 {
		delete(c.counts, place{n, at})
	}
}

func (c *course) time(one Case, at, sign int) {
	if c.took == nil {
		c.took = map[Name]*ranking{}
	}
	r := c.took[one.Name]
	if r == nil {
		r = &ranking{}
		c.took[one.Name] = r
	}
	m := mark{int64(at)<<stepBits | min(one.Took.Milliseconds(), 1<<stepBits-1), one.Ticket}
	if sign > 0 {
		r.add(m)
	} else {
		r.drop(m)
	}
}

// count is how many there are of a name from a step to before another.
func (c *course) count(n Name, from, to int) int {
	sum := 0
	for at := from; at < to; at++ {
		sum += c.counts[place{n, at}]
	}
	return sum
}

// median is how many times there are from a step to before another, and the middle of them by nearest rank.
func (c *course) median(n Name, from, to int) (int, time.Duration) {
	r := c.took[n]
	if r == nil {
		return 0, 0
	}
	first, all := r.below(int64(from)<<stepBits), []int64(nil)
	for m := range r.from(first) {
		if m.v>>stepBits >= int64(to) {
			break
		}
		all = append(all, m.v&(1<<stepBits-1))
	}
	if len(all) == 0 {
		return 0, 0
	}
	slices.Sort(all)
	return len(all), millis(all[(len(all)+1)/2-1])
}
