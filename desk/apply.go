package desk

import (
	"slices"
	"time"
)

// Facts are what Apply must be told because it may not look: the time, and who acts.
type Facts struct {
	Now    time.Time
	Rights Rights
	// Author names the actor in the thread entries that the operation makes.
	Author Author
}

// Rights are what the actor may do on this ticket.
type Rights struct {
	Read    bool // see it
	Write   bool // reply, note, change its fields
	Merge   bool // close it in favour of another
	Receive bool // speak for the customer: the desk's own intake
}

// AllRights are the desk's own.
func AllRights() Rights { return Rights{Read: true, Write: true, Merge: true, Receive: true} }

// RightsOf are what a role may do on a ticket of its desk.
func RightsOf(r Role) Rights {
	switch r {
	case RoleAgent, RoleLead, RoleTrainer, RoleAdmin:
		return Rights{Read: true, Write: true, Merge: true}
	default:
		return Rights{}
	}
}

// Apply says what an operation does to a ticket: the ticket after it and the events
// that happened, or a *Problem. It is the optimistic guess on an agent's screen, the
// verdict of our own desk and the rehearsal of a role-play alike.
//
// The ticket given is not changed. For Create it is the zero Ticket. The version of the
// ticket returned is one higher; numbers are the server's to give.
func Apply(t Ticket, op Op, f Facts) (Ticket, []Event, error) {
	a := &application{t: t.Clone(), op: op, facts: f, by: sideOf(op)}
	if p := a.admit(); p != nil {
		return t, nil, p
	}
	if p := a.perform(); p != nil {
		return t, nil, p
	}
	if len(a.events) == 0 {
		return t, nil, nil // nothing to change: not an error, and no new version
	}
	a.t.Version = t.Version + 1
	a.t.UpdatedAt = f.Now
	return a.t, a.events, nil
}

// sideOf is who an operation speaks for.
func sideOf(op Op) Side {
	if _, ok := op.Intent.(Receive); ok {
		return CustomerSide
	}
	if in, ok := op.Intent.(Create); ok && !in.Outbound {
		return CustomerSide
	}
	return Side(op.Actor)
}

// application is one run of Apply.
type application struct {
	t      Ticket
	op     Op
	facts  Facts
	by     Side
	events []Event
}

// admit refuses what no intent may do.
func (a *application) admit() *Problem {
	if _, create := a.op.Intent.(Create); create {
		if !a.t.ID.IsZero() {
			return Refuse(TicketExists)
		}
	} else if a.t.ID.IsZero() {
		return Refuse(NoSuchTicket)
	}
	if !a.facts.Rights.Write && !a.facts.Rights.Receive {
		return Refuse(NotAllowed)
	}
	switch a.op.Intent.(type) {
	case Receive, TakeIn:
		if !a.facts.Rights.Receive {
			return Refuse(NotAllowed)
		}
	case Merge:
		if !a.facts.Rights.Merge {
			return Refuse(NotAllowed)
		}
	}
	if !a.t.MergedInto.IsZero() {
		return Refuse(TicketMerged)
	}
	return nil
}

func (a *application) perform() *Problem {
	switch in := a.op.Intent.(type) {
	case Create:
		return a.create(in)
	case Receive:
		return a.receive(in)
	case Reply:
		return a.reply(in)
	case Note:
		return a.note(in)
	case SetStatus:
		return a.setStatus(in)
	case Assign:
		return a.assign(in)
	case SetPriority:
		return a.setPriority(in)
	case Tag:
		return a.tag(in.Tags)
	case Untag:
		return a.untag(in.Tags)
	case Snooze:
		return a.snooze(in)
	case Follow:
		return a.follow()
	case Unfollow:
		return a.unfollow()
	case Merge:
		return a.merge(in)
	case TakeIn:
		return a.takeIn(in)
	default:
		return Refuse(BadValue, "intent", "")
	}
}

func (a *application) create(in Create) *Problem {
	if p := checkText(in.Text); p != nil {
		return p
	}
	for _, tag := range in.Tags {
		if !ValidTag(tag) {
			return Refuse(BadTag, tag)
		}
	}
	a.t = Ticket{
		ID: a.op.Ticket, Subject: in.Subject, Channel: in.Channel, Status: New,
		Urgency: clampLevel(in.Urgency), Impact: clampLevel(in.Impact),
		Requester: in.Requester, RequesterName: in.RequesterName, Tier: in.Tier, Group: in.Group,
		Tags: mergeTags(nil, in.Tags), CreatedAt: a.facts.Now,
	}
	kind := FromCustomer
	author := Author{Customer: in.Requester, Name: in.RequesterName}
	if in.Outbound {
		kind, author = FromAgent, a.facts.Author
		a.t.Status, a.t.Assignee = Pending, a.op.Actor
	} else {
		a.t.WaitingSince = a.facts.Now
	}
	m := a.speak(kind, author, in.Text)
	a.happened(Event{Kind: Created, Message: m})
	return nil
}

func (a *application) receive(in Receive) *Problem {
	if p := checkText(in.Text); p != nil {
		return p
	}
	if a.t.Status == Closed {
		return Refuse(TicketClosed)
	}
	m := a.speak(FromCustomer, in.From, in.Text)
	a.happened(Event{Kind: CustomerWrote, Message: m})
	if a.t.WaitingSince.IsZero() {
		a.t.WaitingSince = a.facts.Now
	}
	a.wake()
	if a.t.Status == Pending || a.t.Status.Done() {
		a.become(Open)
	}
	return nil
}

func (a *application) reply(in Reply) *Problem {
	if p := checkText(in.Text); p != nil {
		return p
	}
	if a.t.Status == Closed {
		return Refuse(TicketClosed)
	}
	then := in.Then
	if then == "" {
		then = Pending
	}
	if !then.Valid() || then == New {
		return Refuse(BadValue, FieldStatus, then)
	}
	if v, ok := a.t.NewerVoice(a.op.Seen, a.op.Actor); ok && !in.Anyway {
		return Refuse(NewerMessage, v.By, v.Last)
	}
	m := a.speak(FromAgent, a.facts.Author, in.Text)
	m.Canned, m.To = in.Canned, a.op.Recipients
	a.happened(Event{Kind: Replied, Message: m})
	a.t.WaitingSince = time.Time{}
	if a.t.FirstReplyAt.IsZero() {
		a.t.FirstReplyAt = a.facts.Now
	}
	a.wake()
	if a.t.Assignee == "" {
		a.giveTo(a.op.Actor)
	}
	a.become(then)
	return nil
}

func (a *application) note(in Note) *Problem {
	if p := checkText(in.Text); p != nil {
		return p
	}
	m := a.speak(InternalNote, a.facts.Author, in.Text)
	a.happened(Event{Kind: Noted, Message: m})
	return nil
}

func (a *application) setStatus(in SetStatus) *Problem {
	if !in.Status.Valid() || in.Status == New {
		return Refuse(BadValue, FieldStatus, in.Status)
	}
	if a.t.Status == Closed && in.Status != Closed {
		return Refuse(TicketClosed)
	}
	if p := a.unchanged(FieldStatus, string(a.t.Status), string(in.Status)); p != nil {
		return p
	}
	if v, ok := a.t.NewerVoice(a.op.Seen, a.op.Actor); ok && in.Status.Done() && v.By == CustomerSide {
		return Refuse(NewerMessage, v.By, v.Last) // nobody solves what the customer has just asked
	}
	a.become(in.Status)
	return nil
}

func (a *application) assign(in Assign) *Problem {
	if a.t.Status == Closed {
		return Refuse(TicketClosed)
	}
	if p := a.unchanged(FieldAssignee, string(a.t.Assignee), string(in.To)); p != nil {
		return p
	}
	if in.Group != "" {
		a.t.Group = in.Group
	}
	a.giveTo(in.To)
	if a.t.Status == New && in.To != "" {
		a.become(Open)
	}
	return nil
}

func (a *application) setPriority(in SetPriority) *Problem {
	if in.Urgency != clampLevel(in.Urgency) || in.Impact != clampLevel(in.Impact) {
		return Refuse(BadValue, FieldPriority, "")
	}
	before, after := a.t.Priority(), PriorityOf(in.Urgency, in.Impact)
	if p := a.unchanged(FieldPriority, before.String(), after.String()); p != nil {
		return p
	}
	if a.t.Urgency == in.Urgency && a.t.Impact == in.Impact {
		return nil
	}
	a.t.Urgency, a.t.Impact = in.Urgency, in.Impact
	a.touch(FieldPriority)
	a.changed(PriorityChanged, FieldPriority, before.String(), after.String())
	return nil
}

func (a *application) tag(tags []string) *Problem {
	for _, tag := range tags {
		if !ValidTag(tag) {
			return Refuse(BadTag, tag)
		}
		if slices.Contains(a.t.Tags, tag) {
			continue
		}
		a.t.Tags = mergeTags(a.t.Tags, []string{tag})
		a.happened(Event{Kind: Tagged, To: tag})
	}
	return nil
}

func (a *application) untag(tags []string) *Problem {
	for _, tag := range tags {
		if i := slices.Index(a.t.Tags, tag); i >= 0 {
			a.t.Tags = slices.Delete(a.t.Tags, i, i+1)
			a.happened(Event{Kind: Untagged, From: tag})
		}
	}
	return nil
}

func (a *application) snooze(in Snooze) *Problem {
	if a.t.Status.Done() {
		return Refuse(BadValue, FieldSnooze, a.t.Status)
	}
	if in.Until.IsZero() {
		a.wake()
		return nil
	}
	if p := a.unchanged(FieldSnooze, instant(a.t.SnoozedUntil), instant(in.Until)); p != nil {
		return p
	}
	from := instant(a.t.SnoozedUntil)
	a.t.SnoozedUntil = in.Until.UTC()
	a.touch(FieldSnooze)
	a.changed(Snoozed, FieldSnooze, from, instant(in.Until))
	return nil
}

func (a *application) follow() *Problem {
	if !slices.Contains(a.t.Followers, a.op.Actor) {
		a.t.Followers = append(a.t.Followers, a.op.Actor)
		slices.Sort(a.t.Followers)
		a.happened(Event{Kind: Followed, To: string(a.op.Actor)})
	}
	return nil
}

func (a *application) unfollow() *Problem {
	if i := slices.Index(a.t.Followers, a.op.Actor); i >= 0 {
		a.t.Followers = slices.Delete(a.t.Followers, i, i+1)
		a.happened(Event{Kind: Unfollowed, From: string(a.op.Actor)})
	}
	return nil
}

func (a *application) merge(in Merge) *Problem {
	if in.Into == a.t.ID || in.Into.IsZero() {
		return Refuse(MergeIntoItself)
	}
	a.t.MergedInto = in.Into
	a.touch(FieldMerge)
	a.wake()
	a.become(Closed)
	a.changed(MergedAway, FieldMerge, "", number(in.IntoNumber))
	return nil
}

func (a *application) takeIn(in TakeIn) *Problem {
	if in.From == a.t.ID || in.From.IsZero() {
		return Refuse(MergeIntoItself)
	}
	if a.t.WaitingSince.IsZero() {
		a.t.WaitingSince = a.facts.Now
	}
	a.changed(TookIn, FieldMerge, number(in.FromNumber), "")
	if a.t.Status.Done() {
		a.become(Open)
	}
	return nil
}
