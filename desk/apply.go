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
	// Mailboxes are the desk's own addresses: nothing is sent from any other.
	Mailboxes []Mailbox
	// Customer is the ticket's, zero where it has none; nil where their record is not at hand,
	// and nobody can say whether something reaches them.
	Customer *Customer
}

// Rights are what the actor may do on this ticket, or with the desk.
type Rights struct {
	Read    bool // see it
	Write   bool // reply, note, change its fields
	Merge   bool // close it in favour of another
	Receive bool // speak for the customer: the desk's own intake
	Steer   bool // change what belongs to everybody: shared filters
}

// AllRights are the desk's own.
func AllRights() Rights {
	return Rights{Read: true, Write: true, Merge: true, Receive: true, Steer: true}
}

// RightsOf are what a role may do on a ticket of its desk.
func RightsOf(r Role) Rights {
	switch r {
	case RoleAgent, RoleTrainer:
		return Rights{Read: true, Write: true, Merge: true}
	case RoleLead, RoleAdmin:
		return Rights{Read: true, Write: true, Merge: true, Steer: true}
	default:
		return Rights{}
	}
}

// Apply says what an operation does to a ticket: the ticket after it and the events
// that happened, or a *Problem. It is the optimistic guess on an agent's screen, the
// verdict of our own desk and the rehearsal of a role-play alike.
//
// The ticket given is not changed. For Create it is the zero Ticket. The version of the
// ticket returned is one higher; numbers are the server's to give. What an agent does for
// themselves alone, such as a reminder, changes neither when the ticket was last worked on
// nor its place in any order.
func Apply(t Ticket, op Op, f Facts) (Ticket, []Event, error) {
	a := &application{t: t.Clone(), op: op, facts: f, by: sideOf(op)}
	if p := a.admit(); p != nil {
		return t, nil, p
	}
	if p := a.plausible(); p != nil {
		return t, nil, p
	}
	if p := a.perform(); p != nil {
		return t, nil, p
	}
	if len(a.events) == 0 {
		return t, nil, nil // nothing to change: not an error, and no new version
	}
	a.t.Version = t.Version + 1
	if slices.ContainsFunc(a.events, Event.concernsOthers) {
		a.t.UpdatedAt = f.Now
	}
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
	base   Version   // what the actor saw of this ticket, as far as there is such a version
	seen   MessageID // the same of its entries
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
	if !a.facts.Rights.permit(a.op.Intent) {
		return Refuse(NotAllowed)
	}
	if !a.t.MergedInto.IsZero() && !mergedTakes(a.op.Intent) {
		return Refuse(TicketMerged)
	}
	return nil
}

// mergedTakes reports whether an intent may be done to a ticket that was merged: taking the
// merge back, and taking off a link, which would else stay on the other ticket for ever.
func mergedTakes(in Intent) bool {
	switch in.(type) {
	case Unmerge, Unlink, Remind:
		return true
	default:
		return false
	}
}

// permit reports whether the rights suffice for an intent.
func (r Rights) permit(in Intent) bool {
	switch in.(type) {
	case Receive, TakeIn, LetGo:
		return r.Receive
	case Create:
		return r.Write || r.Receive
	case Merge, Unmerge:
		return r.Write && r.Merge
	default:
		return r.Write
	}
}

func (a *application) perform() *Problem {
	if p, done := a.performOnTwo(); done {
		return p
	}
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
	default:
		return a.deal()
	}
}
