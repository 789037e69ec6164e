package act

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// ofTicket is how a ticket is called within a noun: the claim of what.
func (a *Acts) ofTicket(t Target) string {
	if label := t.Label(); label != "" {
		return label
	}
	return a.Book.T("undo.this")
}

// noun is what an intent does to tickets, as a noun: what is taken back is called by it.
func (a *Acts) noun(tickets string, intent desk.Intent) string {
	b := a.Book
	switch in := intent.(type) {
	case desk.Assign:
		switch in.To {
		case "":
			return b.T("undo.release", "ticket", tickets)
		case a.Me.ID:
			return b.T("undo.claim", "ticket", tickets)
		default:
			return b.T("undo.give", "ticket", tickets, "name", b.Name(string(in.To)))
		}
	case desk.SetStatus:
		if in.Status == desk.Solved {
			return b.T("undo.solve", "ticket", tickets)
		}
		return b.T("undo.status", "ticket", tickets, "status", b.T("status."+string(in.Status)))
	case desk.SetPriority:
		return b.T("undo.priority", "ticket", tickets, "priority", b.T("priority."+desk.PriorityOf(in.Urgency, in.Impact).String()))
	case desk.Tag:
		return b.T("undo.tag", "ticket", tickets, "tags", listed(in.Tags, ", "))
	case desk.Untag:
		return b.T("undo.untag", "ticket", tickets, "tags", listed(in.Tags, ", "))
	case desk.Snooze:
		if in.Until.IsZero() {
			return b.T("undo.wake", "ticket", tickets)
		}
		return b.T("undo.snooze", "ticket", tickets)
	default:
		return a.nounOfDeal(tickets, intent)
	}
}

// nounOfDeal is noun for what is done to a ticket besides answering it.
func (a *Acts) nounOfDeal(tickets string, intent desk.Intent) string {
	b := a.Book
	switch in := intent.(type) {
	case desk.SetGroup:
		if in.Group == "" {
			return b.T("undo.ungroup", "ticket", tickets)
		}
		return b.T("undo.group", "ticket", tickets, "group", text.Line(desk.Foreign(string(in.Group))))
	case desk.Follow:
		return b.T("undo.follow", "ticket", tickets)
	case desk.Unfollow:
		return b.T("undo.unfollow", "ticket", tickets)
	case desk.Merge:
		return b.T("undo.merge", "ticket", tickets, "into", Target{Number: in.IntoNumber}.Label())
	case desk.LinkTo:
		return b.T("undo.link", "ticket", tickets, "other", Target{Number: in.Number}.Label())
	case desk.Unlink:
		return b.T("undo.unlink", "ticket", tickets, "other", Target{Number: in.Number}.Label())
	case desk.MarkSpam:
		return b.T("undo.spam", "ticket", tickets)
	case desk.LogCall:
		return b.T("undo.call", "ticket", tickets)
	case desk.HandOver:
		return b.T("undo.hand_over", "ticket", tickets, "name", a.goesTo(in.To, in.Group))
	case desk.Escalate:
		return b.T("undo.escalate", "ticket", tickets, "name", a.goesTo(in.To, in.Group))
	case desk.Remind:
		if in.At.IsZero() {
			return b.T("undo.no_reminder", "ticket", tickets)
		}
		return b.T("undo.remind", "ticket", tickets)
	default:
		return b.T("undo.other", "ticket", tickets)
	}
}

// then says how the ticket is once an intent is taken back, where that is one short sentence.
func (a *Acts) then(t Target, intent desk.Intent) string {
	b := a.Book
	switch intent.(type) {
	case desk.Assign, desk.HandOver:
		switch t.Assignee {
		case "":
			return b.T("undo.then.nobody")
		case a.Me.ID:
			return b.T("undo.then.yours")
		default:
			return b.T("undo.then.with", "name", b.Name(string(t.Assignee)))
		}
	case desk.SetStatus, desk.MarkSpam:
		if was := opened(t.Status); was.Valid() {
			return b.T("undo.then.status", "status", b.T("status."+string(was)))
		}
	case desk.SetPriority:
		return b.T("undo.then.priority", "priority", b.T("priority."+t.Priority.String()))
	case desk.Follow:
		return b.T("undo.then.unfollowed")
	case desk.Unfollow:
		return b.T("undo.then.followed")
	}
	return ""
}
