package metrics

import (
	"cmp"
	"slices"
	"time"
)

// totals sum what happened in a stretch of time, in the desk or one of its parts: case by case, each of
// which can be taken out again.
type totals struct {
	n       map[Name]int
	arrived [24]int
	solved  [24]int
	times   map[Name]*timings
	course  course // the same by the steps of a day
	told    *Sums  // as they were told last; nil once they have changed
}

// timings sum how long things took.
type timings struct {
	calendar, business ranking
	held               map[promise]Share
}

// promise is one by which things are held.
type promise struct {
	within   time.Duration
	business bool
}

func newTotals() *totals { return &totals{n: map[Name]int{}, times: map[Name]*timings{}} }

// add adds a case with the sign +1, or takes it out with -1.
func (sum *totals) add(c Case, hour, sign int) {
	sum.told = nil
	sum.n[c.Name] += sign
	switch c.Name {
	case Arrived:
		sum.arrived[hour] += sign
	case Resolution:
		sum.solved[hour] += sign
		sum.time(c, sign)
	case FirstReply, NextReply, RequesterWait, AgentWait, OnHold:
		sum.time(c, sign)
	default:
	}
}

func (sum *totals) time(c Case, sign int) {
	t := sum.times[c.Name]
	if t == nil {
		t = &timings{held: map[promise]Share{}}
		sum.times[c.Name] = t
	}
	took, hours := mark{c.Took.Milliseconds(), c.Ticket}, mark{c.Hours.Milliseconds(), c.Ticket}
	if sign > 0 {
		t.calendar.add(took)
		t.business.add(hours)
	} else {
		t.calendar.drop(took)
		t.business.drop(hours)
	}
	if c.Span == 0 {
		return
	}
	at := promise{c.Span, c.Business}
	h := t.held[at]
	h.Of += sign
	if !c.Over() {
		h.N += sign
	}
	if t.held[at] = h; h.Of == 0 {
		delete(t.held, at)
	}
}

// empty reports whether there is nothing in it.
func (sum *totals) empty() bool {
	for _, n := range sum.n {
		if n != 0 {
			return false
		}
	}
	return true
}

// sums are what it comes to.
func (sum *totals) sums() Sums {
	if sum == nil {
		return Sums{}
	}
	if sum.told == nil {
		first := sum.timesOf(FirstReply)
		sum.told = &Sums{
			Arrived: sum.n[Arrived], Solved: sum.n[Resolution], ArrivedByHour: sum.arrived, SolvedByHour: sum.solved,
			FirstReply: first, NextReply: sum.timesOf(NextReply), Resolution: sum.timesOf(Resolution),
			RequesterWait: sum.timesOf(RequesterWait), AgentWait: sum.timesOf(AgentWait), OnHold: sum.timesOf(OnHold),
			ServiceLevel: first.Kept(), OneTouch: Share{sum.n[OneTouch], sum.n[Resolution]}, Reopened: Share{sum.n[Reopened], sum.n[Ended]},
			Reopens: sum.n[Reopens], Satisfied: Share{sum.n[Satisfied], sum.n[Rated]}, Responded: Share{sum.n[Responded], sum.n[Resolution]},
			Replies: sum.n[Replies], HandedOver: sum.n[HandedOver],
		}
	}
	return *sum.told
}

func (sum *totals) timesOf(n Name) Times {
	t := sum.times[n]
	if t == nil {
		return Times{}
	}
	all := Times{N: t.calendar.n, Calendar: t.calendar.spreads(), Business: t.business.spreads()}
	for at, h := range t.held {
		all.Held = append(all.Held, Target{at.within, at.business, h})
	}
	slices.SortFunc(all.Held, func(a, b Target) int {
		return cmp.Or(cmp.Compare(a.Within, b.Within), cmp.Compare(flag(a.Business), flag(b.Business)))
	})
	return all
}

// spreads are the middle and the rest of how long things took.
func (r *ranking) spreads() Spreads {
	if r.n == 0 {
		return Spreads{}
	}
	p50, p90, most := r.percentile(50), r.percentile(90), r.at(r.n-1)
	return Spreads{
		P50: millis(p50.v), P90: millis(p90.v), Mean: millis(r.mean()), Most: millis(most.v),
		At50: p50.ticket, At90: p90.ticket, Last: most.ticket,
	}
}

func flag(is bool) int {
	if is {
		return 1
	}
	return 0
}
