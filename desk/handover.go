package desk

import (
	"cmp"
	"time"
)

// This file holds how a ticket is handed over to somebody else, with a note, and back.

// FieldHandOver is what an entry names that records a hand-over: from whom to whom; where it
// was taken back, from whom it had gone to, to nobody. It is no field of a ticket.
const FieldHandOver Field = "hand_over"

// The kinds of those intents.
const (
	KindHandOver Kind = "hand_over"
	KindHandBack Kind = "hand_back"
)

// The kinds of their events.
const (
	HandedOver EventKind = "handed_over"
	HandedBack EventKind = "handed_back"
)

// HandOver gives the ticket to a colleague, or to a group and nobody in it, with what they
// have to know. What happens from then on does not count for who handed over.
type HandOver struct {
	To    AgentID   `json:"to,omitempty"`
	Group GroupID   `json:"group,omitempty"`
	Note  Untrusted `json:"note"`
}

// HandBack takes HandOver back: the ticket is with whom it was with, in the group in which it
// was, and sleeps as it did. The note stays.
type HandBack struct {
	To    AgentID `json:"to,omitempty"`
	Group GroupID `json:"group,omitempty"`
	// Until is until when it slept before; zero where it was awake.
	Until time.Time `json:"until,omitzero"`
}

func (HandOver) isIntent() {}
func (HandBack) isIntent() {}

// Kind implements Intent.
func (HandOver) Kind() Kind { return KindHandOver }

// Kind implements Intent.
func (HandBack) Kind() Kind { return KindHandBack }

// whom is to whom it goes, as an entry says it.
func (in HandOver) whom() string {
	if in.To == "" {
		return string(in.Group)
	}
	return string(in.To)
}

func (a *application) handOver(in HandOver) *Problem {
	if p := checkText(in.Note); p != nil {
		return p
	}
	switch {
	case a.t.Status == Closed:
		return Refuse(TicketClosed)
	case in.To == "" && in.Group == "", in.To != "" && !in.To.Valid(), in.To == a.op.Actor:
		return Refuse(BadValue, FieldAssignee, in.To)
	}
	if p := a.unchanged(FieldAssignee, string(a.t.Assignee), string(in.To)); p != nil {
		return p
	}
	if p := a.regroup(in.Group); p != nil {
		return p
	}
	m := a.entry(Happening, a.facts.Author, Untrusted{})
	m.Change = &FieldChange{Field: string(FieldHandOver), From: string(a.t.Assignee), To: in.whom()}
	a.happened(Event{Kind: HandedOver, From: string(a.t.Assignee), To: in.whom(), Message: m})
	a.happened(Event{Kind: Noted, Message: a.speak(InternalNote, a.facts.Author, in.Note)})
	a.giveTo(in.To)
	a.wake()
	if a.t.Status == New && in.To != "" {
		a.become(Open)
	}
	return nil
}

func (a *application) handBack(in HandBack) *Problem {
	switch {
	case a.t.Status == Closed:
		return Refuse(TicketClosed)
	case in.To != "" && !in.To.Valid():
		return Refuse(BadValue, FieldAssignee, in.To)
	case in.Group != "" && !in.Group.Valid():
		return Refuse(BadValue, FieldGroup, in.Group)
	case in.To == a.t.Assignee && in.Group == a.t.Group:
		return nil
	}
	if p := a.unchanged(FieldAssignee, string(a.t.Assignee), string(in.To)); p != nil {
		return p
	}
	from := string(cmp.Or(a.t.Assignee, AgentID(a.t.Group))) // as HandOver.whom said it
	if in.Group != a.t.Group {
		if p := a.unchanged(FieldGroup, string(a.t.Group), string(in.Group)); p != nil {
			return p
		}
		a.moveTo(in.Group)
	}
	a.changed(HandedBack, FieldHandOver, from, "")
	a.giveTo(in.To)
	a.sleepsAgain(in.Until)
	return nil
}
