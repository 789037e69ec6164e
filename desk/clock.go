package desk

import "time"

// Clock is one target of one ticket, running or over: how long it may take, when it ran and
// when that will have run out.
type Clock struct {
	Target Target    `json:"target"`
	From   time.Time `json:"from"` // what it is measured from
	// Ran are the times in which it ran, ascending; the last goes on while it runs.
	Ran []Stretch `json:"ran,omitempty"`
	// Within is what the policy promises in Business hours or in calendar hours; 0 where it
	// promises nothing.
	Within   time.Duration `json:"within,omitempty"`
	Business bool          `json:"business,omitempty"`
	// Due is when that runs out, or ran out; zero where nothing is promised or, with time
	// left, the clock stands still or is over.
	Due time.Time `json:"due,omitzero"`
	End time.Time `json:"end,omitzero"` // when it was over; zero while it is not
}

// Runs reports whether the clock runs.
func (k Clock) Runs() bool { return len(k.Ran) > 0 && k.Ran[len(k.Ran)-1].To.IsZero() }

// Over reports whether the target was reached, in time or not.
func (k Clock) Over() bool { return !k.End.IsZero() }

// Late reports whether what was promised had run out at now, or before the clock was over.
func (k Clock) Late(now time.Time) bool {
	if k.Over() {
		now = k.End
	}
	return !k.Due.IsZero() && now.After(k.Due)
}

// Took is for how long the clock has run until now, in the hours that it is promised in.
func (k Clock) Took(c Calendar, now time.Time) time.Duration {
	var sum time.Duration
	for _, s := range k.Ran {
		if s.To.IsZero() {
			s.To = now
		}
		sum += k.hours(c).Between(s.From, s.To)
	}
	return sum
}

// hours is what the clock is reckoned by.
func (k Clock) hours(c Calendar) Calendar {
	if k.Business {
		return c
	}
	return Calendar{}
}

// promised is the clock by what a policy promises of its target at a priority.
func (k Clock) promised(p Policy, at Priority, c Calendar) Clock {
	o, some := p.Promised(k.Target, at)
	k.Within, k.Business, k.Due = o.Within, some && !o.Calendar, time.Time{}
	if some {
		k.Due = k.runsOut(k.hours(c))
	}
	return k
}

// runsOut is when the clock has run for as long as it may; zero where it has not and does not run.
func (k Clock) runsOut(c Calendar) time.Time {
	left := k.Within
	for _, s := range k.Ran {
		if s.To.IsZero() {
			return c.Add(s.From, left)
		}
		ran := c.Between(s.From, s.To)
		if ran >= left {
			return c.Add(s.From, left)
		}
		left -= ran
	}
	return time.Time{}
}

// run lets the clock run from a time on, or stand still.
func (k *Clock) run(on bool, at time.Time) {
	switch last := len(k.Ran) - 1; {
	case on == k.Runs():
	case on && last >= 0 && !k.Ran[last].To.Before(at):
		k.Ran[last].To = time.Time{} // it stood still for no time at all
	case on:
		k.Ran = append(k.Ran, Stretch{From: at})
	case !k.Ran[last].From.Before(at):
		k.Ran = k.Ran[:last] // it ran for none
	default:
		k.Ran[last].To = at
	}
}

// Due says how a ticket stands with what a policy promises, by everything that happened to
// it: every clock that ran, in the order in which they began. It is the same on a desk and on
// an agent's machine, where Events makes the events of a thread.
//
// What is promised is what the policy says of the ticket's last priority; a clock that is over
// keeps what was promised when it was.
func Due(events []Event, p Policy, c Calendar) []Clock {
	k := course{policy: p, calendar: c}
	k.through(events)
	return k.told()
}

// Earliest is the clock that runs out first of those that are not over, or that ran out
// first; false for none.
func Earliest(clocks []Clock) (Clock, bool) {
	var first Clock
	for _, k := range clocks {
		if !k.Over() && !k.Due.IsZero() && (first.Due.IsZero() || k.Due.Before(first.Due)) {
			first = k
		}
	}
	return first, !first.Due.IsZero()
}
