package act

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// deal takes the actions on a ticket besides answering it.
func (a *Acts) deal(action keymaps.Action, t Target) screen.Out {
	switch action {
	case keymaps.Assign:
		return screen.Out{Open: a.assignDialog(t)}
	case keymaps.SetGroup:
		return screen.Out{Open: a.groupDialog(t)}
	case keymaps.Follow:
		if t.FollowedBy(a.Me.ID) {
			return a.submit(t, desk.Unfollow{})
		}
		return a.submit(t, desk.Follow{})
	case keymaps.Escalate:
		return screen.Out{Open: a.escalateDialog(t)}
	case keymaps.HandOver:
		return screen.Out{Open: a.handOverDialog(t)}
	case keymaps.Remind:
		return screen.Out{Open: a.remindDialog(t)}
	case keymaps.LogCall:
		return screen.Out{Open: a.callDialog(t)}
	case keymaps.Merge:
		return screen.Out{Open: a.mergeDialog(t)}
	case keymaps.LinkTicket:
		return screen.Out{Open: a.linkDialog(t)}
	case keymaps.UnlinkTicket:
		return screen.Out{Open: a.unlinkDialog(t)}
	case keymaps.MarkSpam:
		return a.submit(t, desk.MarkSpam{})
	default:
		return screen.Out{}
	}
}

// goOn is what follows on a choice that is not done at once: words that are wanted, or a question.
func (a *Acts) goOn(slot string, c Chosen) screen.Screen {
	if slot == slotTell {
		return a.tell(c)
	}
	label := a.labelOf(c.Target)
	into, subject := "", ""
	if in, ok := c.Intent.(desk.Merge); ok {
		into, subject = Target{Number: in.IntoNumber}.Label(), c.About
	}
	says := ""
	if c.Other != "" {
		says = a.Book.T("choose.merge.another", "into", into, "other", c.Other, "ticket", label, "name", a.whose(c.Target.Name)) + "\n\n"
	}
	body := says + a.Book.T("choose.merge.sure", "ticket", label, "subject", subject, "key", a.Key(keymaps.Undo))
	return NewQuestion(a.Session, a.Book.T("choose.merge.title", "ticket", label, "into", into), body, slotChosen, c)
}

// dealt says what was done to a ticket besides answering it.
func (a *Acts) dealt(label string, intent desk.Intent) string {
	b := a.Book
	switch in := intent.(type) {
	case desk.SetGroup:
		if in.Group == "" {
			return b.T("act.ungrouped", "ticket", label)
		}
		return b.T("act.grouped", "ticket", label, "group", text.Line(desk.Foreign(string(in.Group))))
	case desk.Follow:
		return b.T("act.followed", "ticket", label)
	case desk.Unfollow:
		return b.T("act.unfollowed", "ticket", label)
	case desk.Merge:
		return b.T("act.merged", "ticket", label, "into", Target{Number: in.IntoNumber}.Label())
	case desk.LinkTo:
		return b.T("act.linked", "ticket", label, "other", Target{Number: in.Number}.Label())
	case desk.Unlink:
		return b.T("act.unlinked", "ticket", label, "other", Target{Number: in.Number}.Label())
	case desk.MarkSpam:
		return b.T("act.spam", "ticket", label)
	case desk.LogCall:
		return b.T("act.called", "ticket", label)
	case desk.HandOver:
		return b.T("act.handed_over", "ticket", label, "name", a.goesTo(in.To, in.Group))
	case desk.Remind:
		return a.reminded(label, in)
	case desk.Escalate:
		return b.T("act.escalated", "ticket", label, "name", a.goesTo(in.To, in.Group))
	default:
		return b.T("act.done", "ticket", label)
	}
}

// goesTo is to whom a ticket was escalated or handed over: a colleague, else a group.
func (a *Acts) goesTo(to desk.AgentID, group desk.GroupID) string {
	if to == "" {
		return text.Line(desk.Foreign(string(group)))
	}
	return a.Book.Name(string(to))
}
