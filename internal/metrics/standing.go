package metrics

import (
	"time"
)

// standing keeps the tickets of a part that are not done, in the orders in which they are asked for.
type standing struct {
	open       ranking // by when they were opened
	waiting    ranking // by since when the customer waits
	due        ranking // by when the first promise runs out
	unassigned int
}

// add adds a ticket with the sign +1, or takes it out with -1.
func (st *standing) add(t subject, sign int) {
	put := func(r *ranking, at time.Time) {
		switch m := (mark{at.UnixMilli(), t.ID}); {
		case at.IsZero():
		case sign > 0:
			r.add(m)
		default:
			r.drop(m)
		}
	}
	put(&st.open, t.Created)
	put(&st.waiting, t.Waiting)
	put(&st.due, t.Due)
	if t.Assignee == "" {
		st.unassigned += sign
	}
}

// at is how things stand at an instant.
func (st *standing) at(now time.Time) Standing {
	if st == nil {
		return Standing{}
	}
	late := st.due.below(now.UnixMilli())
	s := Standing{
		Open: st.open.n, Unassigned: st.unassigned, Waiting: st.waiting.n,
		Late: st.due.named(0, late), Due15: st.due.named(late, st.dueBy(now, 15)), Due60: st.due.named(late, st.dueBy(now, 60)),
		Backlog: st.ages(now),
	}
	if st.waiting.n > 0 {
		s.Longest = st.waiting.at(0).wait()
	}
	return s
}

// dueBy is how many of them are late, or will be in so many minutes.
func (st *standing) dueBy(now time.Time, minutes int) int {
	return st.due.below(now.Add(time.Duration(minutes)*time.Minute).UnixMilli() + 1)
}

// ages are how old they are. They are kept by when they were opened, so the oldest is the first.
func (st *standing) ages(now time.Time) Ages {
	n := st.open.n
	if n == 0 {
		return Ages{}
	}
	age := func(p int) time.Duration { return st.open.at(n - (p*n+99)/100).age(now) }
	return Ages{N: n, P50: age(50), P90: age(90), Oldest: st.open.at(0).age(now), Ticket: st.open.at(0).ticket}
}

// age is how long ago a mark is. Clocks that disagree make no negative times.
func (m mark) age(now time.Time) time.Duration { return max(millis(now.UnixMilli()-m.v), 0) }

func (m mark) wait() Wait { return Wait{m.ticket, time.UnixMilli(m.v).UTC()} }

// named are the marks between two places.
func (r *ranking) named(from, to int) Named {
	all := Named{N: to - from}
	for m := range r.from(from) {
		if len(all.Tickets) == min(all.N, MostNamed) {
			break
		}
		all.Tickets = append(all.Tickets, m.wait())
	}
	return all
}

// behind are the tickets of a number, the most urgent first; false where it is none of these.
func (t subject) behind(n Name, now time.Time) (at time.Time, is bool) {
	due := func(minutes int) bool {
		return !t.Due.IsZero() && t.Due.UnixMilli() <= now.Add(time.Duration(minutes)*time.Minute).UnixMilli()
	}
	late := !t.Due.IsZero() && t.Due.UnixMilli() < now.UnixMilli()
	switch n {
	case Open, Backlog:
		return t.Created, t.open()
	case Unassigned:
		return t.Created, t.open() && t.Assignee == ""
	case Waiting:
		return t.Waiting, t.open() && !t.Waiting.IsZero()
	case Late:
		return t.Due, t.open() && late
	case Due15:
		return t.Due, t.open() && !late && due(15)
	case Due60:
		return t.Due, t.open() && !late && due(60)
	default:
		return time.Time{}, false
	}
}

// Standings are the figures of how a desk stands at an instant; all others are of periods.
func Standings() []Name { return []Name{Open, Unassigned, Waiting, Late, Due15, Due60, Backlog} }
