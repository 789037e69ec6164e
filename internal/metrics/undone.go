package metrics

import (
	"time"
)

// undone keeps the tickets of a part that are not done, in the orders in which they are asked for.
type undone struct {
	open       ranking // by when they were opened
	waiting    ranking // by since when the customer waits
	due        ranking // by when the first promise runs out
	unassigned int
}

// add adds a ticket with the sign +1, or takes it out with -1.
func (u *undone) add(t subject, sign int) {
	put := func(r *ranking, at time.Time) {
		switch m := (mark{at.UnixMilli(), t.ID}); {
		case at.IsZero():
		case sign > 0:
			r.add(m)
		default:
			r.drop(m)
		}
	}
	put(&u.open, t.Created)
	put(&u.waiting, t.Waiting)
	put(&u.due, t.Due)
	if t.Assignee == "" {
		u.unassigned += sign
	}
}

// at is how things stand at an instant.
func (u *undone) at(now time.Time) Standing {
	if u == nil {
		return Standing{}
	}
	late := u.due.below(now.UnixMilli())
	s := Standing{
		Open: u.open.n, Unassigned: u.unassigned, Waiting: u.waiting.n,
		Late: u.due.named(0, late), Due15: u.due.named(late, u.dueBy(now, 15)), Due60: u.due.named(late, u.dueBy(now, 60)),
		Backlog: u.ages(now),
	}
	if u.waiting.n > 0 {
		s.Longest = u.waiting.at(0).wait()
	}
	return s
}

// dueBy is how many of them are late, or will be in so many minutes.
func (u *undone) dueBy(now time.Time, minutes int) int {
	return u.due.below(now.Add(time.Duration(minutes)*time.Minute).UnixMilli() + 1)
}

// ages are how old they are. They are kept by when they were opened, so the oldest is the first.
func (u *undone) ages(now time.Time) Ages {
	n := u.open.n
	if n == 0 {
		return Ages{}
	}
	age := func(p int) time.Duration { return u.open.at(n - (p*n+99)/100).age(now) }
	return Ages{N: n, P50: age(50), P90: age(90), Oldest: u.open.at(0).age(now), Ticket: u.open.at(0).ticket}
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

// standsIn is since, or until, when a ticket is one of those of a number; false where it is none of them.
func (t subject) standsIn(n Name, now time.Time) (at time.Time, is bool) {
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
