package demo

import (
	"time"

	"github.com/heed-desk/heed/desk"
)

// times says when each act is said. The last is never after now.
func (p *play) times(now time.Time) []time.Time {
	at := make([]time.Time, len(p.acts))
	anchor, when := 0, p.created
	switch {
	case p.due != nil:
		anchor, when = p.waits(), p.waitsFrom(now)
	case p.age != nil:
		// Not at the minute at which the demo was opened, day after day.
		anchor, when = len(at)-1, byDay(now.Add(-*p.age-time.Duration(p.rng.IntN(170))*time.Minute), now)
	}
	at[anchor] = when
	for i := anchor + 1; i < len(at); i++ {
		at[i] = at[i-1].Add(p.gap(i))
	}
	for i := anchor - 1; i >= 0; i-- {
		at[i] = at[i+1].Add(-p.gap(i + 1))
	}
	end := p.last
	if end.IsZero() && at[len(at)-1].After(now) {
		end = now.Add(-time.Duration(1+p.rng.IntN(3)) * time.Minute)
	}
	if !end.IsZero() && anchor < len(at)-1 {
		squeeze(at[anchor:], end)
	}
	for i := range at {
		if p.due == nil || i < anchor { // what a due time hangs on stays where it is
			at[i] = byDay(at[i], now)
		}
		at[i] = earlier(at[i], now).Truncate(time.Second)
	}
	return at
}

// byDay moves a time of an earlier day into the hours in which people write, from seven in
// the morning to ten at night. What was before something else stays before it.
func byDay(t, now time.Time) time.Time {
	midnight := t.Truncate(24 * time.Hour)
	if now.Sub(midnight) < 24*time.Hour {
		return t
	}
	return midnight.Add(7*time.Hour + t.Sub(midnight)*15/24)
}

// squeeze stretches or shortens the gaps so that the last time is end.
func squeeze(at []time.Time, end time.Time) {
	first, span := at[0], at[len(at)-1].Sub(at[0])
	room := end.Sub(first)
	if span <= 0 || room < 0 {
		return
	}
	for i := range at[1:] {
		share := float64(at[i+1].Sub(first)) / float64(span)
		at[i+1] = first.Add(time.Duration(share * float64(room)))
	}
}

// waits is the act since which the customer waits: the first that nobody answered.
func (p *play) waits() int {
	at := 0
	answered := true
	for i, a := range p.acts {
		switch a.kind {
		case desk.FromCustomer:
			if answered {
				at, answered = i, false
			}
		case desk.FromAgent:
			answered = true
		case desk.InternalNote, desk.Happening, desk.PhoneCall:
		}
	}
	return at
}

// waitsFrom is when the wait began, so that the ticket falls due as it should.
func (p *play) waitsFrom(now time.Time) time.Time {
	r := desk.Reckon(desk.Ticket{WaitingSince: now, Urgency: p.urgency, Impact: p.impact, Tier: p.who.tier})
	allowed := r.Due.Sub(now)
	due := max(*p.due, -allowed/2) // late, but not forgotten
	from := now.Add(due - allowed)
	return earlier(from, now.Add(-2*time.Minute))
}

// gap is how long after the act before it an act comes.
func (p *play) gap(i int) time.Duration {
	a := p.acts[i]
	if a.gap >= 0 {
		return a.gap
	}
	base := 100 * time.Minute
	switch p.channel {
	case desk.Chat:
		base = 70 * time.Second
	case desk.SMS, desk.Social:
		base = 12 * time.Minute
	case desk.Mail, desk.Phone, desk.Form, desk.API:
	}
	switch a.kind {
	case desk.InternalNote, desk.Happening, desk.PhoneCall:
		base /= 4
	case desk.FromCustomer:
		base *= 2
	case desk.FromAgent:
	}
	return base/2 + time.Duration(p.rng.Int64N(int64(base)))
}
