package desk

import (
	"slices"
	"time"
)

// This file holds what agents do to a ticket besides answering it.

// The kinds of those intents.
const (
	KindSetGroup Kind = "set_group"
	KindMarkSpam Kind = "mark_spam"
	KindNotSpam  Kind = "not_spam"
	KindLogCall  Kind = "log_call"
	KindEscalate Kind = "escalate"
)

// TagSpam is the tag of what was marked as spam. Once it is done, only the view of all
// tickets shows it.
const TagSpam = "spam"

// SetGroup gives the ticket to a group or, with an empty one, to none.
type SetGroup struct {
	Group GroupID `json:"group"`
}

// MarkSpam ends a ticket that nobody has to answer.
type MarkSpam struct{}

// NotSpam takes MarkSpam back.
type NotSpam struct {
	Then    Status    `json:"then"`             // what it was before
	Waiting time.Time `json:"waiting,omitzero"` // since when the customer waited
	Until   time.Time `json:"until,omitzero"`   // until when it slept
	Tagged  bool      `json:"tagged,omitzero"`  // it had the tag before, and keeps it
}

// LogCall writes down a call with the customer. One of no minutes reached nobody.
type LogCall struct {
	Way     CallWay   `json:"way"`
	Minutes int       `json:"minutes"`
	Text    Untrusted `json:"text"` // what was said
}

// Escalate hands the ticket to somebody who leads, or to a group, with a reason: one step
// up in priority, and whoever escalates goes on following it.
type Escalate struct {
	To     AgentID   `json:"to,omitempty"`
	Group  GroupID   `json:"group,omitempty"`
	Reason Untrusted `json:"reason"`
}

// CallWay is who called whom.
type CallWay string

// The ways of a call.
const (
	CallIn  CallWay = "in"  // the customer called
	CallOut CallWay = "out" // we did
)

// Call is what an entry says of a call besides its text.
type Call struct {
	Way     CallWay `json:"way"`
	Minutes int     `json:"minutes"` // 0 where nobody was reached
}

func (SetGroup) isIntent() {}
func (MarkSpam) isIntent() {}
func (NotSpam) isIntent()  {}
func (LogCall) isIntent()  {}
func (Escalate) isIntent() {}

// Kind implements Intent.
func (SetGroup) Kind() Kind { return KindSetGroup }

// Kind implements Intent.
func (MarkSpam) Kind() Kind { return KindMarkSpam }

// Kind implements Intent.
func (NotSpam) Kind() Kind { return KindNotSpam }

// Kind implements Intent.
func (LogCall) Kind() Kind { return KindLogCall }

// Kind implements Intent.
func (Escalate) Kind() Kind { return KindEscalate }

// deal does what is done to a ticket besides answering it.
func (a *application) deal() *Problem {
	switch in := a.op.Intent.(type) {
	case SetGroup:
		return a.setGroup(in)
	case Forward:
		return a.forward(in)
	case MarkSpam:
		return a.markSpam()
	case NotSpam:
		return a.notSpam(in)
	case LogCall:
		return a.logCall(in)
	case Escalate:
		return a.escalate(in)
	case HandOver:
		return a.handOver(in)
	case HandBack:
		return a.handBack(in)
	case Remind:
		return a.remind(in)
	default:
		return Refuse(BadValue, partIntent, "")
	}
}

func (a *application) setGroup(in SetGroup) *Problem {
	if a.t.Status == Closed {
		return Refuse(TicketClosed)
	}
	if in.Group != "" {
		return a.regroup(in.Group)
	}
	if a.t.Group == "" {
		return nil
	}
	if p := a.unchanged(FieldGroup, string(a.t.Group), ""); p != nil {
		return p
	}
	a.moveTo("")
	return nil
}

func (a *application) markSpam() *Problem {
	if p := a.movable(Solved); p != nil {
		return p
	}
	if p := a.tag([]string{TagSpam}); p != nil {
		return p
	}
	a.become(Solved)
	return nil
}

func (a *application) notSpam(in NotSpam) *Problem {
	if !in.Then.Valid() || in.Then == New || in.Then == Closed {
		return Refuse(BadValue, FieldStatus, in.Then)
	}
	if a.t.Status == Closed {
		return Refuse(TicketClosed)
	}
	if p := a.unchanged(FieldStatus, string(a.t.Status), string(in.Then)); p != nil {
		return p
	}
	if !in.Tagged {
		if p := a.untag([]string{TagSpam}); p != nil {
			return p
		}
	}
	a.become(in.Then)
	a.waitsAgain(in.Waiting)
	a.sleepsAgain(in.Until)
	return nil
}

func (a *application) logCall(in LogCall) *Problem {
	if p := checkText(in.Text); p != nil {
		return p
	}
	switch {
	case in.Way != CallIn && in.Way != CallOut:
		return Refuse(BadValue, FieldCall, in.Way)
	case in.Minutes < 0 || in.Minutes > MaxMinutes:
		return Refuse(BadValue, FieldMinutes, in.Minutes)
	case a.t.Status == Closed:
		return Refuse(TicketClosed)
	}
	m := a.speak(PhoneCall, a.facts.Author, in.Text)
	m.Channel, m.Call = Phone, &Call{Way: in.Way, Minutes: in.Minutes}
	a.happened(Event{Kind: Called, To: string(in.Way), Message: m})
	if in.Minutes == 0 {
		return nil // whoever waited for us still does
	}
	a.t.WaitingSince = time.Time{}
	if a.t.FirstReplyAt.IsZero() {
		a.t.FirstReplyAt = a.facts.Now
	}
	if a.t.Assignee == "" {
		a.giveTo(a.op.Actor)
	}
	if a.t.Status == New {
		a.become(Open)
	}
	return nil
}

func (a *application) escalate(in Escalate) *Problem {
	if p := checkText(in.Reason); p != nil {
		return p
	}
	switch {
	case a.t.Status == Closed:
		return Refuse(TicketClosed)
	case in.To == "" && in.Group == "", in.To != "" && !in.To.Valid():
		return Refuse(BadValue, FieldAssignee, in.To)
	}
	if in.To != "" {
		if p := a.unchanged(FieldAssignee, string(a.t.Assignee), string(in.To)); p != nil {
			return p
		}
	}
	if p := a.regroup(in.Group); p != nil {
		return p
	}
	a.changed(Escalated, FieldEscalation, "", string(in.To)+groupIfNobody(in))
	a.happened(Event{Kind: Noted, Message: a.speak(InternalNote, a.facts.Author, in.Reason)})
	a.followedBy(a.op.Actor)
	if in.To != "" {
		a.giveTo(in.To)
	}
	a.wake()
	if a.t.Status == New || a.t.Status.Done() {
		a.become(Open)
	}
	a.raise()
	return nil
}

// groupIfNobody is the group that a ticket was escalated to where that is no single person.
func groupIfNobody(in Escalate) string {
	if in.To == "" {
		return string(in.Group)
	}
	return ""
}

// raise moves the ticket one step up in priority; urgent stays urgent.
func (a *application) raise() {
	before := a.t.Priority()
	if before == PriorityUrgent {
		return
	}
	a.t.Urgency, a.t.Impact = (before + 1).Levels()
	a.touch(FieldPriority)
	a.changed(PriorityChanged, FieldPriority, before.String(), a.t.Priority().String())
}

// followedBy makes an agent hear of what happens on the ticket.
func (a *application) followedBy(agent AgentID) {
	if !slices.Contains(a.t.Followers, agent) {
		a.t.Followers = append(a.t.Followers, agent)
		slices.Sort(a.t.Followers)
		a.changed(Followed, FieldFollow, "", string(agent))
	}
}
