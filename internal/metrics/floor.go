package metrics

import (
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Floor is a desk at an instant: how it stands, and what happened on the day so far. It is a
// value, and the same for everybody who may see it.
type Floor struct {
	At  time.Time `json:"at"`
	Day Period    `json:"day"` // the day of At where the desk is

	Desk     Board   `json:"desk"`
	Groups   []Board `json:"groups,omitempty"` // by name, like those that follow: those of which there is anything to tell
	Channels []Board `json:"channels,omitempty"`
	Agents   []Board `json:"agents,omitempty"`
}

// Of is the period of a figure of the floor, as Engine.Behind asks for it.
func (f Floor) Of(n Name) Period {
	if slices.Contains(Standings(), n) {
		return Period{From: f.Day.From, To: f.At}
	}
	return f.Day
}

// Board is what a floor tells of the desk or of one part of it.
type Board struct {
	Scope Scope    `json:"scope,omitzero"`
	Now   Standing `json:"now"`
	Today Sums     `json:"today"`
}

// Standing is how things stand at an instant. All of it is of tickets that are not done; those that
// sleep are among them.
type Standing struct {
	Open       int  `json:"open"`
	Unassigned int  `json:"unassigned"`
	Waiting    int  `json:"waiting"`
	Longest    Wait `json:"longest,omitzero"` // who has waited longest for a word of ours; zero where nobody waits

	Late  Named `json:"late"` // a promise has run out
	Due15 Named `json:"due_15"`
	Due60 Named `json:"due_60"` // those of Due15 are among them

	Backlog Ages `json:"backlog"`
}

// Wait is a ticket, and since when. In a time that is older than a floor it has gone on.
type Wait struct {
	Ticket desk.TicketID `json:"ticket"`
	Since  time.Time     `json:"since"`
}

// MostNamed is how many tickets a floor names behind a number. Engine.Behind has all of them.
const MostNamed = 50

// Named is how many tickets, and which: at most MostNamed of them, the most urgent first.
type Named struct {
	N       int    `json:"n"`
	Tickets []Wait `json:"tickets,omitempty"` // since, or until, when it is late
}

// Ages are how long tickets that are not done have been there, in calendar time. All zero
// where there is none.
type Ages struct {
	N      int           `json:"n"`
	P50    time.Duration `json:"p50,omitempty"`
	P90    time.Duration `json:"p90,omitempty"`
	Oldest time.Duration `json:"oldest,omitempty"`
	Ticket desk.TicketID `json:"ticket,omitzero"` // the oldest
}

// Sums are what happened in a period. Parts that are shares are of tickets of the same period, and
// so can be added up: two days are the sums of both.
type Sums struct {
	Arrived int `json:"arrived"`
	Solved  int `json:"solved"`
	// By the hour of the clock on the wall. Where that is set back, what it shows twice is summed.
	ArrivedByHour [24]int `json:"arrived_by_hour"`
	SolvedByHour  [24]int `json:"solved_by_hour"`

	FirstReply    Times `json:"first_reply"`
	NextReply     Times `json:"next_reply"`
	Resolution    Times `json:"resolution"`
	RequesterWait Times `json:"requester_wait"`
	AgentWait     Times `json:"agent_wait"`
	OnHold        Times `json:"on_hold"`

	ServiceLevel Share `json:"service_level"` // of the first replies that were promised, those in time
	OneTouch     Share `json:"one_touch"`     // of Solved
	Reopened     Share `json:"reopened"`      // of the tickets that were solved, those opened again at least once
	Reopens      int   `json:"reopens"`
	Satisfied    Share `json:"satisfied"` // of the ratings, the good ones: the CSAT
	Responded    Share `json:"responded"` // of Solved, those rated, whenever

	Replies    int `json:"replies"`     // public words of ours
	HandedOver int `json:"handed_over"` // hand-overs that were not taken back
}

// Times are how long things took, N of them, by both clocks: that on the wall and that of the
// hours in which the desk is open. Neither is ever worked out from the other.
type Times struct {
	N        int     `json:"n"`
	Calendar Spreads `json:"calendar"`
	Business Spreads `json:"business"`
	// Held are the promises against which they stood, the shortest first, each in the hours that it is
	// promised in; those of which nothing was promised are in none.
	Held []Target `json:"held,omitempty"`
}

// Kept is how many came in time, of how many for which anything was promised.
func (t Times) Kept() Share {
	var all Share
	for _, h := range t.Held {
		all.N, all.Of = all.N+h.Kept.N, all.Of+h.Kept.Of
	}
	return all
}

// Spreads are the middle of how long things took, what nine of ten took at most, and the mean,
// which never stands without them. All zero where there is nothing.
type Spreads struct {
	P50  time.Duration `json:"p50,omitempty"`
	P90  time.Duration `json:"p90,omitempty"`
	Mean time.Duration `json:"mean,omitempty"`
	// The tickets that took P50 and P90, and the one that took longest.
	At50 desk.TicketID `json:"at50,omitzero"`
	At90 desk.TicketID `json:"at90,omitzero"`
	Last desk.TicketID `json:"last,omitzero"`
	Most time.Duration `json:"most,omitempty"`
}

// Target is one promise and how often it was kept.
type Target struct {
	Within   time.Duration `json:"within"`
	Business bool          `json:"business,omitempty"`
	Kept     Share         `json:"kept"`
}

// Share is a part of a number.
type Share struct {
	N  int `json:"n"`
	Of int `json:"of"`
}

// Percent is that part in percent, rounded half up; false where there is nothing that it is of.
func (s Share) Percent() (percent int, ok bool) { return percentOf(s.N, s.Of) }
