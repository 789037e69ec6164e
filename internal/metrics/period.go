package metrics

import (
	"cmp"
	"slices"
	"time"
)

// period sums what happened in a stretch of time, in the desk or one of its parts: case by case, each of
// which can be taken out again.
type period struct {
	n       map[Name]int
	arrived [24]int
	solved  [24]int
	times   map[Name]*times
	told    *Sums // as they were told last; nil once they have changed
}

// times sums how long things took.
type times struct {
	calendar, business ranking
	held               map[promise]Share
}

// promise is one by which things are held.
type promise struct {
	within   time.Duration
	business bool
}

func newPeriod() *period { return &period{n: map[Name]int{}, times: map[Name]*times{}} }

// add adds a case with the sign +1, or takes it out with -1.
func (p *period) add(c Case, hour, sign int) {
	p.told = nil
	p.n[c.Name] += sign
	switch c.Name {
	case Arrived:
		p.arrived[hour] += sign
	case Resolution:
		p.solved[hour] += sign
		p.time(c, sign)
	case FirstReply, NextReply, RequesterWait, AgentWait, OnHold:
		p.time(c, sign)
	default:
	}
}

func (p *period) time(c Case, sign int) {
	t := p.times[c.Name]
	if t == nil {
		t = &times{held: map[promise]Share{}}
		p.times[c.Name] = t
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
func (p *period) empty() bool {
	for _, n := range p.n {
		if n != 0 {
			return false
		}
	}
	return true
}

// sums are what it comes to.
func (p *period) sums() Sums {
	if p == nil {
		return Sums{}
	}
	if p.told == nil {
		first := p.timesOf(FirstReply)
		p.told = &Sums{
			Arrived: p.n[Arrived], Solved: p.n[Resolution], ArrivedByHour: p.arrived, SolvedByHour: p.solved,
			FirstReply: first, NextReply: p.timesOf(NextReply), Resolution: p.timesOf(Resolution),
			RequesterWait: p.timesOf(RequesterWait), AgentWait: p.timesOf(AgentWait), OnHold: p.timesOf(OnHold),
			ServiceLevel: first.Kept(), OneTouch: Share{p.n[OneTouch], p.n[Resolution]}, Reopened: Share{p.n[Reopened], p.n[Ended]},
			Reopens: p.n[Reopens], Satisfied: Share{p.n[Satisfied], p.n[Rated]}, Responded: Share{p.n[Responded], p.n[Resolution]},
			Replies: p.n[Replies], HandedOver: p.n[HandedOver],
		}
	}
	return *p.told
}

func (p *period) timesOf(n Name) Times {
	t := p.times[n]
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
