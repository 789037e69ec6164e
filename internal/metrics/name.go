package metrics

import (
	"cmp"
	"slices"

	"github.com/heed-desk/heed/desk"
)

// Name names a definition. Every figure has one: it is what is counted, shown, asked for and
// looked up by (docs/figures.md).
type Name string

// How a desk stands at an instant: tickets that are not done.
const (
	Open       Name = "open"       // tickets that are not done
	Unassigned Name = "unassigned" // of those, nobody's
	Waiting    Name = "waiting"    // of those, with a word of the customer that nobody has answered
	Late       Name = "late"       // of those, with a promise that has run out
	Due15      Name = "due_15"     // of those, with none that has run out and one that does within 15 minutes
	Due60      Name = "due_60"     // the same within 60 minutes: those of Due15 are among them
	Backlog    Name = "backlog"    // how old those are that are not done
)

// What happened in a period.
const (
	Arrived       Name = "arrived"        // tickets that were opened
	FirstReply    Name = "first_reply"    // first replies, and how long they took
	NextReply     Name = "next_reply"     // the replies after them
	Resolution    Name = "resolution"     // full resolutions: to the last solving of a ticket that stands solved
	RequesterWait Name = "requester_wait" // how long the customer waited for us until then: new, open, on hold
	AgentWait     Name = "agent_wait"     // how long we waited for the customer: pending
	OnHold        Name = "on_hold"        // how long it was on somebody else
	ServiceLevel  Name = "service_level"  // first replies that were promised, and those of them that came in time
	Solved        Name = "solved"         // tickets solved for the last time, that stand so
	OneTouch      Name = "one_touch"      // of those, with exactly one public word of ours and never opened again
	Responded     Name = "responded"      // of those, rated
	Ended         Name = "ended"          // tickets solved for the last time, opened again since or not
	Reopened      Name = "reopened"       // of those, opened again at least once
	Reopens       Name = "reopens"        // how often a solved ticket was opened again
	Rated         Name = "rated"          // ratings
	Satisfied     Name = "satisfied"      // of those, the good ones
	Replies       Name = "replies"        // public words of ours
	HandedOver    Name = "handed_over"    // hand-overs that were not taken back
)

// By says into what parts a desk is taken apart.
type By string

// The parts of a desk. A ticket counts for the group and the channel that it has now; what is done counts
// for whoever did it, what is to be done for whose ticket it is.
const (
	ByDesk    By = "" // into none
	ByGroup   By = "group"
	ByChannel By = "channel"
	ByAgent   By = "agent"
)

// Parts lists the ways to take a desk apart.
func Parts() []By { return []By{ByGroup, ByAgent, ByChannel} }

// Scope is the whole desk, which is the zero Scope, or one part of it.
type Scope struct {
	By   By     `json:"by,omitempty"`
	Name string `json:"name,omitempty"` // a group's, a channel's or an agent's; empty for what belongs to none
}

func (s Scope) compare(o Scope) int {
	return cmp.Or(cmp.Compare(s.By, o.By), cmp.Compare(s.Name, o.Name))
}

// whole are the parts that a ticket belongs to, whoever did what on it.
func (t subject) whole() []Scope {
	return []Scope{{}, {ByGroup, string(t.Group)}, {ByChannel, string(t.Channel)}}
}

// parts are those that what one of us did on it counts for.
func (t subject) parts(by desk.AgentID) []Scope {
	if by == "" || by == desk.System {
		return t.whole()
	}
	return append(t.whole(), Scope{ByAgent, string(by)})
}

// sorted are the scopes of a kind among some, by name.
func sorted(by By, all map[Scope]bool) []Scope {
	var of []Scope
	for s := range all {
		if s.By == by {
			of = append(of, s)
		}
	}
	slices.SortFunc(of, Scope.compare)
	return of
}
