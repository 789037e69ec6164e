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
		if early := now.Truncate(24 * time.Hour).Add(opens - 30*time.Minute); p.channel == desk.Chat && p.story == nil && now.After(early.Add(time.Hour)) && when.Before(early) {
			when = early // who chats does so while somebody is there
		}
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
		if (p.due == nil || i < anchor) && (i > 0 || p.created.IsZero()) { // what a due time hangs on stays where it is
			at[i] = byDay(at[i], now)
		}
	}
	p.keepHours(at, anchor, now)
	endBefore(at, now)
	for i := range at {
		at[i] = earlier(at[i], now).Truncate(time.Second)
	}
	return at
}

// keepHours moves what we did on earlier days into the hours of the desk, and what came
// after it behind it. What a due time hangs on stays where it is.
func (p *play) keepHours(at []time.Time, anchor int, now time.Time) {
	if p.channel == desk.Chat && p.created.IsZero() { // a chat begins while somebody is there
		shift := atWork(at[0], now).Sub(at[0])
		for i := range at {
			at[i] = at[i].Add(shift)
		}
	}
	for i := range at {
		if p.due != nil && i >= anchor {
			break
		}
		if p.acts[i].agent != "" && p.channel != desk.Chat {
			at[i] = atWork(at[i], now)
		}
		if i > 0 && at[i].Sub(at[i-1]) < p.least(i) {
			at[i] = at[i-1].Add(p.least(i) * time.Duration(60+at[i].Second()) / 60)
		}
	}
	for i := min(anchor, len(at)-1) - 1; i >= 0 && p.due != nil; i-- {
		if !at[i].Before(at[i+1]) {
			at[i] = at[i+1].Add(-time.Duration(2+i) * time.Minute)
		}
	}
}

// least is the shortest time in which an act can come after the one before it.
func (p *play) least(i int) time.Duration {
	switch {
	case p.acts[i].gap >= 0:
		return min(p.acts[i].gap, 40*time.Minute)
	case p.channel == desk.Chat:
		return 20 * time.Second
	case p.acts[i].kind == desk.Happening, p.acts[i].kind == desk.InternalNote:
		return 2 * time.Minute
	default:
		return time.Duration(9+7*i) * time.Minute
	}
}

// The hours of the desk, on every day but Sunday.
const (
	opens = 8*time.Hour + 30*time.Minute
	shuts = 18 * time.Hour
)

// atWork moves a time of an earlier day into the hours of the desk, forward where it has
// to be moved; where it would have to be moved to what is still to come it stays.
func atWork(t, now time.Time) time.Time {
	midnight := t.Truncate(24 * time.Hour)
	into := t.Sub(midnight)
	if now.Sub(midnight) < 24*time.Hour || t.Weekday() != time.Sunday && into >= opens && into < shuts {
		return t
	}
	if into >= shuts {
		midnight = midnight.AddDate(0, 0, 1)
	}
	if midnight.Weekday() == time.Sunday {
		midnight = midnight.AddDate(0, 0, 1)
	}
	moved := midnight.Add(opens + into%(97*time.Minute)) // not all at the stroke of the hour
	if moved.After(now) {
		return t // before the desk opens: somebody worked late
	}
	return moved
}

// byDay moves a time of an earlier day into the hours in which people write, from seven in
// the morning to ten at night, and the night of this day to the day before. What was
// before something else stays before it.
func byDay(t, now time.Time) time.Time {
	midnight := t.Truncate(24 * time.Hour)
	if into := t.Sub(midnight); now.Sub(midnight) < 24*time.Hour {
		if into >= 7*time.Hour || now.Sub(midnight) < 9*time.Hour {
			return t
		}
		day := midnight.AddDate(0, 0, -1) // what would have been said in the night was said the day before
		if day.Weekday() == time.Sunday {
			day = day.AddDate(0, 0, -1)
		}
		return day.Add(10*time.Hour + into)
	}
	return midnight.Add(7*time.Hour + t.Sub(midnight)*15/24)
}

// byHours is byDay for the hours of the desk.
func byHours(t, now time.Time) time.Time {
	midnight := t.Truncate(24 * time.Hour)
	if now.Sub(midnight) < 24*time.Hour {
		return t
	}
	return midnight.Add(opens + time.Duration(float64(t.Sub(midnight))*float64(shuts-opens-20*time.Minute)/float64(24*time.Hour)))
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

// endBefore shortens the last gaps where what is said would be still to come, so that it does
// not all happen at once.
func endBefore(at []time.Time, now time.Time) {
	last := len(at) - 1
	if !at[last].After(now) {
		return
	}
	from := last
	for from > 0 && at[from].After(now.Add(-time.Duration(10*(last-from+1))*time.Minute)) {
		from--
	}
	squeeze(at[from:], now.Add(-time.Minute))
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
		case desk.InternalNote, desk.Happening, desk.PhoneCall, desk.Forwarded:
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
	case desk.InternalNote, desk.Happening, desk.PhoneCall, desk.Forwarded:
		base /= 4
	case desk.FromCustomer:
		base *= 2
	case desk.FromAgent:
	}
	return base/2 + time.Duration(p.rng.Int64N(int64(base)))
}
