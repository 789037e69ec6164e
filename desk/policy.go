package desk

import (
	"slices"
	"time"
)

// Target is what a desk promises its customers.
type Target string

// The targets. METRICS, by which each is measured: docs/sla.md.
const (
	FirstReply     Target = "first_reply"     // from creation to the first public word of ours
	NextReply      Target = "next_reply"      // from the oldest unanswered word to the public word that answers it
	PeriodicUpdate Target = "periodic_update" // from one public word of ours to the next
	Resolution     Target = "resolution"      // from creation to the last solving
)

// Targets lists them in the order in which a ticket comes to them.
func Targets() []Target { return []Target{FirstReply, NextReply, PeriodicUpdate, Resolution} }

// PolicyID names a policy: the same letters as a login name.
type PolicyID string

// Policy is what a desk promises on some of its tickets.
type Policy struct {
	ID   PolicyID  `json:"id"`
	Name Untrusted `json:"name,omitzero"`
	For  Fits      `json:"for,omitzero"`
	// Calendar reckons what is promised in business hours; empty for around the clock.
	Calendar CalendarID `json:"calendar,omitempty"`
	Promises []Promise  `json:"promises"`
	// Pauses are the statuses in which updates and resolution stand still: pending, on_hold.
	// No other target does: whoever waits for a word waits in any status.
	Pauses []Status `json:"pauses,omitempty"`
}

// Fits says which tickets a policy is for: those that have one of each that it names. The
// zero Fits is for all.
type Fits struct {
	Channels   []Channel  `json:"channels,omitempty"`
	Groups     []GroupID  `json:"groups,omitempty"`
	Tiers      []Tier     `json:"tiers,omitempty"`
	Tags       []string   `json:"tags,omitempty"`
	Priorities []Priority `json:"priorities,omitempty"`
}

// Promise is how long one target may take at one priority.
type Promise struct {
	Target   Target        `json:"target"`
	Priority Priority      `json:"priority"`
	Within   time.Duration `json:"within"`
	Calendar bool          `json:"calendar,omitempty"` // in calendar hours; else in business hours
}

// ShortestPromise is the least that can be promised.
const ShortestPromise = 15 * time.Second

// LongestPromise is the most.
const LongestPromise = 366 * 24 * time.Hour

// SLA is everything that a desk promises: its policies, of which the first that fits a ticket
// holds, and their calendars.
type SLA struct {
	Policies  []Policy   `json:"policies,omitempty"`
	Calendars []Calendar `json:"calendars,omitempty"`
}

// DefaultSLA is what a desk promises that says nothing: a first reply within 1, 4, 8 and 24
// business hours from urgent to low, from Monday to Friday, nine to five in a zone.
func DefaultSLA(zone string) SLA {
	week := Calendar{ID: "office", Zone: zone}
	for day := time.Monday; day <= time.Friday; day++ {
		week.Week[day] = []Block{{9 * 60, 17 * 60}}
	}
	p := Policy{ID: "default", Calendar: week.ID, Pauses: []Status{Pending, OnHold}}
	for i, within := range []time.Duration{24 * time.Hour, 8 * time.Hour, 4 * time.Hour, time.Hour} {
		p.Promises = append(p.Promises, Promise{Target: FirstReply, Priority: PriorityLow + Priority(i), Within: within})
	}
	return SLA{Policies: []Policy{p}, Calendars: []Calendar{week}}
}

// Of is the policy that holds for a ticket, with its calendar; false for none.
func (s SLA) Of(t Ticket) (Policy, Calendar, bool) {
	for _, p := range s.Policies {
		if !p.For.Has(t) {
			continue
		}
		i := slices.IndexFunc(s.Calendars, func(c Calendar) bool { return c.ID == p.Calendar })
		if i < 0 {
			return p, Calendar{}, true
		}
		return p, s.Calendars[i], true
	}
	return Policy{}, Calendar{}, false
}

// Has reports whether a ticket is one of those.
func (f Fits) Has(t Ticket) bool {
	return among(f.Channels, t.Channel) && among(f.Groups, t.Group) && among(f.Tiers, t.Tier) &&
		among(f.Priorities, t.Priority()) &&
		(len(f.Tags) == 0 || slices.ContainsFunc(f.Tags, func(tag string) bool { return slices.Contains(t.Tags, tag) }))
}

// among reports whether one is in a list that names any.
func among[T comparable](all []T, one T) bool { return len(all) == 0 || slices.Contains(all, one) }

// Promised is what is promised of a target at a priority; false for nothing.
func (p Policy) Promised(t Target, at Priority) (Promise, bool) {
	i := slices.IndexFunc(p.Promises, func(o Promise) bool { return o.Target == t && o.Priority == at })
	if i < 0 {
		return Promise{}, false
	}
	o := p.Promises[i]
	o.Within = max(o.Within, ShortestPromise)
	return o, true
}

// PausesIn reports whether updates and resolution stand still in a status.
func (p Policy) PausesIn(s Status) bool { return slices.Contains(p.Pauses, s) }

// Checked is the SLA made ready, its calendars checked, or a *Problem that names what is
// wrong with it.
func (s SLA) Checked() (SLA, error) {
	ready := SLA{Policies: s.Policies, Calendars: slices.Clone(s.Calendars)}
	calendars := map[CalendarID]bool{"": true}
	for i, c := range s.Calendars {
		c, err := c.Checked()
		if err != nil {
			return s, err
		}
		if calendars[c.ID] {
			return s, Refuse(BadValue, partCalendar, c.ID)
		}
		calendars[c.ID], ready.Calendars[i] = true, c
	}
	ids := map[PolicyID]bool{}
	for _, p := range s.Policies {
		if ids[p.ID] || !isName(string(p.ID)) || !p.valid() {
			return s, Refuse(BadValue, partPolicy, p.ID)
		}
		if !calendars[p.Calendar] {
			return s, Refuse(BadValue, partCalendar, p.Calendar)
		}
		ids[p.ID] = true
	}
	return ready, nil
}

// valid reports whether a policy promises what can be promised, each once.
func (p Policy) valid() bool {
	type cell struct {
		Target
		Priority
	}
	seen := map[cell]bool{}
	for _, o := range p.Promises {
		at := cell{o.Target, o.Priority}
		if seen[at] || !slices.Contains(Targets(), o.Target) || o.Priority < PriorityLow || o.Priority > PriorityUrgent ||
			o.Within < ShortestPromise || o.Within > LongestPromise {
			return false
		}
		seen[at] = true
	}
	return p.Name.Len() <= MaxField && !slices.ContainsFunc(p.Pauses, func(s Status) bool { return s != Pending && s != OnHold })
}

// What a BadValue may name of an SLA.
const (
	partZone     = "zone"
	partHours    = "hours"
	partHoliday  = "holiday"
	partCalendar = "calendar"
	partPolicy   = "policy"
)
