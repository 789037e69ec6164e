package desk

import (
	"cmp"
	"slices"
	"time"
)

// This file holds what each intent does; a nil *Problem says that it was done, or that
// there was nothing to do.

func (a *application) create(in Create) *Problem {
	if p := checkText(in.Text); p != nil {
		return p
	}
	if p := CheckAttachments(in.Attachments); p != nil {
		return p
	}
	switch {
	case !in.Channel.Valid():
		return Refuse(BadValue, FieldChannel, in.Channel)
	case !in.Tier.Valid():
		return Refuse(BadValue, FieldTier, in.Tier)
	case in.Group != "" && !in.Group.Valid():
		return Refuse(BadValue, FieldGroup, in.Group)
	case !in.Urgency.Valid(), !in.Impact.Valid():
		return Refuse(BadValue, FieldPriority, "")
	case in.Subject.Len() > MaxField:
		return Refuse(BadValue, partSubject, "")
	case in.RequesterName.Len() > MaxField:
		return Refuse(BadValue, partName, "")
	}
	if p := checkTags(nil, in.Tags); p != nil {
		return p
	}
	if p := a.checkFirst(in); p != nil {
		return p
	}
	a.t = Ticket{
		ID: a.op.Ticket, Subject: in.Subject, Channel: in.Channel, Status: New,
		Urgency: in.Urgency, Impact: in.Impact,
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
	m.carry(in.Attachments)
	if in.Outbound {
		m.To, m.Canned = a.op.Recipients, in.Canned
	}
	a.happened(Event{Kind: Created, To: a.t.Priority().String(), Message: m})
	if in.Outbound {
		a.become(cmp.Or(in.Do.Status, Pending))
		if p := a.carryOut(in.Do); p != nil {
			return p
		}
	}
	if !in.From.IsZero() {
		return a.link(LinkTo{To: in.From, Number: in.FromNumber})
	}
	return nil
}

// checkFirst refuses a first message that goes nowhere it can, and one of a customer's
// that does what only ours do.
func (a *application) checkFirst(in Create) *Problem {
	switch {
	case !in.Outbound && (len(in.Canned) > 0 || !in.Do.IsZero()), !in.Do.Valid():
		return Refuse(BadValue, partDo, "")
	case len(in.Canned) > MaxAddresses:
		return Refuse(BadValue, partAddress, "")
	}
	if p := checkTags(in.Tags, in.Do.Tags); p != nil {
		return p
	}
	return a.checkEnvelope()
}

func (a *application) receive(in Receive) *Problem {
	if p := checkText(in.Text); p != nil {
		return p
	}
	if p := CheckAttachments(in.Attachments); p != nil {
		return p
	}
	if a.t.Status == Closed {
		return Refuse(TicketClosed)
	}
	m := a.speak(FromCustomer, in.From, in.Text)
	m.carry(in.Attachments)
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
	if p := CheckAttachments(in.Attachments); p != nil {
		return p
	}
	if a.t.Status == Closed {
		return Refuse(TicketClosed)
	}
	if len(in.Canned) > MaxAddresses {
		return Refuse(BadValue, partAddress, "")
	}
	if p := a.checkEnvelope(); p != nil {
		return p
	}
	if p := a.checkReach(); p != nil {
		return p
	}
	then := cmp.Or(in.Then, in.Do.Status, Pending)
	if !in.Do.Valid() {
		return Refuse(BadValue, partDo, "")
	}
	if p := checkTags(a.t.Tags, in.Do.Tags); p != nil {
		return p
	}
	if !then.Valid() || then == New {
		return Refuse(BadValue, FieldStatus, then)
	}
	if v, ok := a.t.NewerVoice(a.seen, a.op.Actor); ok && !in.Anyway {
		return Refuse(NewerMessage, v.By, v.Last)
	}
	m := a.speak(FromAgent, a.facts.Author, in.Text)
	m.carry(in.Attachments)
	m.Canned, m.To = in.Canned, a.op.Recipients
	a.happened(Event{Kind: Replied, Message: m})
	a.t.WaitingSince = time.Time{}
	if a.t.FirstReplyAt.IsZero() {
		a.t.FirstReplyAt = a.facts.Now
	}
	if a.t.Assignee == "" {
		a.giveTo(a.op.Actor)
	}
	a.become(then)
	return a.carryOut(in.Do)
}

func (a *application) note(in Note) *Problem {
	if p := checkText(in.Text); p != nil {
		return p
	}
	if p := CheckAttachments(in.Attachments); p != nil {
		return p
	}
	if in.Then != "" {
		if p := a.movable(in.Then); p != nil {
			return p
		}
	}
	if p := checkMentions(in.Mentions); p != nil {
		return p
	}
	m := a.speak(InternalNote, a.facts.Author, in.Text)
	m.carry(in.Attachments)
	a.happened(Event{Kind: Noted, Message: m})
	for _, agent := range in.Mentions {
		a.followedBy(agent)
	}
	if in.Then != "" {
		a.become(in.Then)
	}
	return nil
}

// checkMentions refuses a note that names too many, or what can be no colleague.
func checkMentions(all []AgentID) *Problem {
	if len(all) > MaxAddresses {
		return Refuse(BadValue, partName, "")
	}
	for _, agent := range all {
		if !agent.Valid() {
			return Refuse(BadValue, FieldAssignee, agent)
		}
	}
	return nil
}

func (a *application) setStatus(in SetStatus) *Problem {
	if p := a.movable(in.Status); p != nil {
		return p
	}
	a.become(in.Status)
	if !in.Waiting.IsZero() {
		a.waitsAgain(in.Waiting)
	}
	a.sleepsAgain(in.Until)
	return nil
}

// movable refuses a status that the ticket may not be moved to.
func (a *application) movable(to Status) *Problem {
	if !to.Valid() || to == New {
		return Refuse(BadValue, FieldStatus, to)
	}
	if a.t.Status == Closed && to != Closed {
		return Refuse(TicketClosed)
	}
	if p := a.unchanged(FieldStatus, string(a.t.Status), string(to)); p != nil {
		return p
	}
	if v := a.t.voiceOf(CustomerSide); to.Done() && v.after(a.seen) {
		return Refuse(NewerMessage, v.By, v.Last) // nobody solves what the customer has just asked
	}
	return nil
}

func (a *application) assign(in Assign) *Problem {
	if a.t.Status == Closed {
		return Refuse(TicketClosed)
	}
	if in.To != "" && !in.To.Valid() {
		return Refuse(BadValue, FieldAssignee, in.To)
	}
	if p := a.unchanged(FieldAssignee, string(a.t.Assignee), string(in.To)); p != nil {
		return p
	}
	if p := a.regroup(in.Group); p != nil {
		return p
	}
	a.giveTo(in.To)
	if a.t.Status == New && in.To != "" {
		a.become(Open)
	}
	return nil
}

func (a *application) setPriority(in SetPriority) *Problem {
	if !in.Urgency.Valid() || !in.Impact.Valid() {
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
	if p := checkTags(a.t.Tags, tags); p != nil {
		return p
	}
	for _, tag := range tags {
		if slices.Contains(a.t.Tags, tag) {
			continue
		}
		a.t.Tags = mergeTags(a.t.Tags, []string{tag})
		a.changed(Tagged, FieldTag, "", tag)
	}
	return nil
}

func (a *application) untag(tags []string) *Problem {
	if len(tags) > MaxTags {
		return Refuse(TooManyTags, MaxTags)
	}
	for _, tag := range tags {
		if i := slices.Index(a.t.Tags, tag); i >= 0 {
			a.t.Tags = slices.Delete(a.t.Tags, i, i+1)
			a.changed(Untagged, FieldTag, tag, "")
		}
	}
	return nil
}

func (a *application) snooze(in Snooze) *Problem {
	if in.Until.IsZero() {
		if p := a.unchanged(FieldSnooze, instant(a.t.SnoozedUntil), ""); p != nil {
			return p
		}
		a.wake()
		return nil
	}
	if a.t.Status.Done() {
		return Refuse(BadValue, FieldSnooze, a.t.Status)
	}
	if in.Until.Equal(a.t.SnoozedUntil) {
		return nil
	}
	if farOff(in.Until) || in.Until.Before(a.facts.Now) && in.Until.Before(a.op.At) {
		return Refuse(BadValue, FieldSnooze, instant(in.Until)) // it was over when it was asked for
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
	a.followedBy(a.op.Actor)
	return nil
}

func (a *application) unfollow() *Problem {
	if i := slices.Index(a.t.Followers, a.op.Actor); i >= 0 {
		a.t.Followers = slices.Delete(a.t.Followers, i, i+1)
		a.changed(Unfollowed, FieldFollow, string(a.op.Actor), "")
	}
	return nil
}
