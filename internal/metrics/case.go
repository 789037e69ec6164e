package metrics

import (
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Case is one ticket's part in a figure.
type Case struct {
	Name   Name          `json:"name"`
	Ticket desk.TicketID `json:"ticket"`
	At     time.Time     `json:"at"`
	By     desk.AgentID  `json:"by,omitempty"`    // whose doing it was; empty for nobody of us
	Took   time.Duration `json:"took,omitempty"`  // in calendar time; 0 where nothing is measured
	Hours  time.Duration `json:"hours,omitempty"` // in the hours in which the desk is open
	Held                 // what it is held against; the zero Held for nothing
}

// Held is what a case is held against.
type Held struct {
	Span     time.Duration `json:"span,omitempty"`
	Business bool          `json:"business,omitempty"` // in the business hours of the desk; else in calendar hours
	Used     time.Duration `json:"used,omitempty"`     // what it took in those
}

// Over reports whether it took longer than what it is held against.
func (c Case) Over() bool { return c.Span > 0 && c.Used > c.Span }

// FirstReplySpan is the span that a first reply is held against, by the ticket's priority, in
// calendar hours like all that is measured here, at a desk that never says what it promises. It
// has the length of what a desk promises by default in business hours.
func FirstReplySpan(p desk.Priority) time.Duration {
	switch p {
	case desk.PriorityUrgent:
		return time.Hour
	case desk.PriorityHigh:
		return 4 * time.Hour
	case desk.PriorityLow:
		return 24 * time.Hour
	default:
		return 8 * time.Hour
	}
}

// subject is what counts of a ticket's record: no texts and no names of customers.
type subject struct {
	ID       desk.TicketID
	Channel  desk.Channel
	Status   desk.Status
	Urgency  desk.Level
	Impact   desk.Level
	Tier     desk.Tier
	Tags     []string
	Group    desk.GroupID
	Assignee desk.AgentID

	Created time.Time
	Waiting time.Time
	Stood   time.Time // since when at most it has its status
	Due     time.Time // the earliest promise; zero for none
	Merged  bool
	Stars   int // 0 for no rating
	RatedAt time.Time
}

func subjectOf(t desk.Ticket) subject {
	s := subject{
		ID: t.ID, Channel: t.Channel, Status: t.Status, Urgency: t.Urgency, Impact: t.Impact, Tier: t.Tier, Tags: slices.Clone(t.Tags),
		Group: t.Group, Assignee: t.Assignee, Created: t.CreatedAt, Waiting: t.WaitingSince, Stood: t.UpdatedAt,
		Merged: !t.MergedInto.IsZero(),
	}
	if t.Status.Done() && !t.SolvedAt.IsZero() {
		s.Stood = t.SolvedAt
	}
	if k, some := desk.Earliest(t.Clocks); some {
		s.Due = k.Due
	}
	if t.Rating != nil {
		s.Stars, s.RatedAt = t.Rating.Score, t.Rating.At
	}
	return s
}

// ticket is as much of the record as says what is promised for it.
func (t subject) ticket() desk.Ticket {
	return desk.Ticket{Channel: t.Channel, Urgency: t.Urgency, Impact: t.Impact, Tier: t.Tier, Tags: slices.Clone(t.Tags), Group: t.Group}
}

func (t subject) priority() desk.Priority { return desk.PriorityOf(t.Urgency, t.Impact) }

// open reports whether it is not done.
func (t subject) open() bool { return !t.Status.Done() && !t.Merged }
