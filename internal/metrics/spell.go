package metrics

import (
	"time"

	"github.com/heed-desk/heed/desk"
)

// moves are the changes of status, in their order. A thread that came from elsewhere may not tell how the
// ticket got to where it stands; then it got there with the last thing that is known of it, as
// desk.Happened has it.
func (s *Story) moves() []step {
	var all []step
	status := desk.New
	if len(s.steps) > 0 && s.steps[0].does == told {
		status = desk.Pending // what we opened waits for the customer
	}
	for _, st := range s.steps {
		if st.does == moved {
			all, status = append(all, st), desk.Status(st.to)
		}
	}
	if s.status != "" && s.status != status {
		all = append(all, step{at: s.stood, does: moved, from: string(status), to: string(s.status)})
	}
	return all
}

// spell is a time that a ticket spent in a status.
type spell struct {
	status desk.Status
	desk.Stretch
}

// spells are the times that it spent in each status from its creation to a time.
func (s *Story) spells(to time.Time) []spell {
	var all []spell
	now := spell{desk.New, desk.Stretch{From: s.created, To: s.created}}
	if len(s.steps) > 0 && s.steps[0].does == told {
		now.status = desk.Pending
	}
	for _, m := range s.moves() {
		if m.at.After(to) {
			break
		}
		if m.at.After(now.From) { // clocks that disagree make no time of less than nothing
			now.To = m.at
			all = append(all, now)
			now.From = m.at
		}
		now.status = desk.Status(m.to)
	}
	if to.After(now.From) {
		now.To = to
		all = append(all, now)
	}
	return all
}

// In is how long it was in some statuses from its creation to a time, in the hours of a calendar: the sum of
// each spell. The zero Calendar is calendar time.
//
// Zendesk, "About native Support time duration metrics" (4408834848154): requester wait is new, open and on
// hold; agent wait pending; agent work new and open.
func (s *Story) In(to time.Time, c desk.Calendar, statuses ...desk.Status) time.Duration {
	var sum time.Duration
	for _, sp := range s.spells(to) {
		for _, st := range statuses {
			if sp.status == st {
				sum += c.Between(sp.From, sp.To)
			}
		}
	}
	return sum
}
