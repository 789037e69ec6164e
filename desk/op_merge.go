package desk

import (
	"slices"
	"time"
)

// This file holds what is done to two tickets at once. The desk performs the other half in
// the same transaction, under an id that it derives from the first one's.

// The kinds of intent that concern two tickets, besides Merge and TakeIn.
const (
	KindUnmerge Kind = "unmerge"
	KindLetGo   Kind = "let_go"
	KindLink    Kind = "link"
	KindUnlink  Kind = "unlink"
)

// Unmerge opens a ticket again that a merge had closed.
type Unmerge struct {
	Merge      OpID      `json:"merge"` // the operation that merged it
	Into       TicketID  `json:"into"`  // where it went
	IntoNumber int64     `json:"into_number,omitempty"`
	Then       Status    `json:"then"`             // what it was before
	Waiting    time.Time `json:"waiting,omitzero"` // since when its customer waited
	Until      time.Time `json:"until,omitzero"`   // until when it slept
}

// LetGo is the other half of Unmerge. Only the desk itself performs it.
type LetGo struct {
	To       TicketID  `json:"to"`
	ToNumber int64     `json:"to_number,omitempty"`
	Taken    MessageID `json:"taken"`            // the last entry of taking it in
	Since    time.Time `json:"since,omitzero"`   // since when the customer waited once it had been taken in
	Was      time.Time `json:"was,omitzero"`     // since when they waited here, but for what was taken in
	Then     Status    `json:"then,omitempty"`   // what taking it in had opened again
	Version  Version   `json:"version,omitzero"` // of the ticket once it had been taken in
}

// LinkTo says that two tickets have to do with each other. It goes both ways.
type LinkTo struct {
	To     TicketID `json:"to"`
	Number int64    `json:"number,omitempty"`
}

// Unlink ends LinkTo, both ways.
type Unlink struct {
	To     TicketID `json:"to"`
	Number int64    `json:"number,omitempty"`
	// Of is the operation that it takes back: a link that this one did not make stays.
	Of OpID `json:"of,omitzero"`
}

// Linked is a ticket that another one has to do with.
type Linked struct {
	Ticket TicketID `json:"ticket"`
	Number int64    `json:"number,omitempty"`
}

func (Unmerge) isIntent() {}
func (LetGo) isIntent()   {}
func (LinkTo) isIntent()  {}
func (Unlink) isIntent()  {}

// Kind implements Intent.
func (Unmerge) Kind() Kind { return KindUnmerge }

// Kind implements Intent.
func (LetGo) Kind() Kind { return KindLetGo }

// Kind implements Intent.
func (LinkTo) Kind() Kind { return KindLink }

// Kind implements Intent.
func (Unlink) Kind() Kind { return KindUnlink }

// performOnTwo does what concerns two tickets; false where the intent does not.
func (a *application) performOnTwo() (*Problem, bool) {
	switch in := a.op.Intent.(type) {
	case Merge:
		return a.merge(in), true
	case TakeIn:
		return a.takeIn(in), true
	case Unmerge:
		return a.unmerge(in), true
	case LetGo:
		return a.letGo(in), true
	case LinkTo:
		return a.link(in), true
	case Unlink:
		a.unlink(in)
		return nil, true
	default:
		return nil, false
	}
}

func (a *application) merge(in Merge) *Problem {
	if in.Into == a.t.ID || in.Into.IsZero() {
		return Refuse(MergeIntoItself)
	}
	if in.Alone && a.othersSince() {
		return Refuse(MovedOn, "alone")
	}
	a.t.MergedInto = in.Into
	a.touch(FieldMerge)
	a.wake()
	a.become(Closed)
	a.changed(MergedAway, FieldMerge, "", number(in.IntoNumber))
	return nil
}

// othersSince reports whether anybody but the actor has spoken on the ticket, or changed one
// of its fields, since the actor saw it.
func (a *application) othersSince() bool {
	for _, v := range a.t.Voices {
		if v.By != a.by && v.after(a.seen) {
			return true
		}
	}
	for _, touch := range a.t.Touched {
		if _, version := touch.not(a.by); version > a.base {
			return true
		}
	}
	return false
}

func (a *application) takeIn(in TakeIn) *Problem {
	if in.From == a.t.ID || in.From.IsZero() {
		return Refuse(MergeIntoItself)
	}
	if a.t.Status == Closed {
		return Refuse(TicketClosed)
	}
	if since := in.Waiting; !since.IsZero() && (a.t.WaitingSince.IsZero() || since.Before(a.t.WaitingSince)) {
		a.t.WaitingSince = since.UTC() // the oldest unanswered word of both
	}
	m := a.entry(Happening, a.facts.Author, Untrusted{})
	m.Change = &FieldChange{Field: string(FieldMerge), From: number(in.FromNumber), Waiting: in.Waiting.UTC()}
	a.happened(Event{Kind: TookIn, From: m.Change.From, Message: m})
	if a.t.Status.Done() {
		a.become(Open)
	}
	return nil
}

func (a *application) unmerge(in Unmerge) *Problem {
	if a.t.MergedInto.IsZero() {
		return nil // it stands on its own already
	}
	if in.Then == Closed || !in.Then.Valid() || in.Then == New {
		return Refuse(BadValue, FieldStatus, in.Then)
	}
	if a.t.MergedInto != in.Into {
		return Refuse(MovedOn)
	}
	if p := a.unchanged(FieldMerge, "merged", ""); p != nil {
		return p
	}
	a.t.MergedInto = TicketID{}
	a.touch(FieldMerge)
	a.changed(SplitOff, FieldUnmerge, "", number(in.IntoNumber))
	a.become(in.Then)
	a.waitsAgain(in.Waiting)
	a.sleepsAgain(in.Until)
	return nil
}

// letGo lets a ticket go again that was taken in, unless somebody of us has answered for
// both since, or this one has come to an end.
func (a *application) letGo(in LetGo) *Problem {
	if a.t.Status == Closed {
		return Refuse(MovedOn)
	}
	for _, v := range a.t.Voices {
		if v.By != CustomerSide && v.Last > in.Taken {
			return Refuse(MovedOn)
		}
	}
	a.changed(LetGoAgain, FieldUnmerge, number(in.ToNumber), "")
	if a.t.WaitingSince.Equal(in.Since) && (!in.Was.IsZero() || a.t.voiceOf(CustomerSide).Last <= in.Taken) {
		a.t.WaitingSince = in.Was // zero where nobody waited but for what is gone
	}
	a.tellWaiting(LetGoAgain)
	if in.Then.Done() && in.Then != Closed && a.t.Status == Open && a.t.WaitingSince.IsZero() && a.t.Touched[FieldStatus].Version <= in.Version {
		a.become(in.Then)
	}
	return nil
}

func (a *application) link(in LinkTo) *Problem {
	if in.To == a.t.ID || in.To.IsZero() {
		return Refuse(LinkToItself)
	}
	if slices.ContainsFunc(a.t.Links, func(l Linked) bool { return l.Ticket == in.To }) {
		return nil
	}
	if len(a.t.Links) >= MaxLinks {
		return Refuse(TooManyLinks, MaxLinks)
	}
	a.t.Links = append(a.t.Links, Linked{Ticket: in.To, Number: in.Number})
	a.changed(LinkedTo, FieldLink, "", number(in.Number))
	return nil
}

func (a *application) unlink(in Unlink) {
	i := slices.IndexFunc(a.t.Links, func(l Linked) bool { return l.Ticket == in.To })
	if i < 0 {
		return
	}
	from := a.t.Links[i].Number
	a.t.Links = slices.Delete(a.t.Links, i, i+1)
	a.changed(Unlinked, FieldLink, number(from), "")
}

// waitsAgain says that the customer waits, since when they waited before something ended
// that, where the operation undoes it. It tells nothing of what is to come.
func (a *application) waitsAgain(since time.Time) {
	moved := slices.ContainsFunc(a.events, func(e Event) bool { return e.Kind == StatusChanged })
	if moved && !a.t.Status.Done() && a.t.WaitingSince.IsZero() && !since.IsZero() && !since.After(a.facts.Now) {
		a.t.WaitingSince = since.UTC()
		a.tellWaiting(StatusChanged)
	}
}

// tellWaiting writes beside the last change of a kind since when the customer waits after it.
func (a *application) tellWaiting(kind EventKind) {
	for _, e := range slices.Backward(a.events) {
		if e.Kind == kind {
			e.Message.Change.Waiting = a.t.WaitingSince
			return
		}
	}
}

// sleepsAgain lets the ticket sleep on, until when it slept before something ended that. A
// word of the customer that came since leaves it awake, as does what a colleague changed.
func (a *application) sleepsAgain(until time.Time) {
	switch {
	case a.t.Status.Done(), !a.t.SnoozedUntil.IsZero(), !until.After(a.facts.Now), farOff(until),
		a.t.voiceOf(CustomerSide).after(a.seen), a.unchanged(FieldSnooze, "", instant(until)) != nil:
		return
	}
	a.t.SnoozedUntil = until.UTC()
	a.touch(FieldSnooze)
	a.changed(Snoozed, FieldSnooze, "", instant(until))
}
