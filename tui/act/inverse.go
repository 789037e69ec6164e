package act

import (
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Inverse is what sets a ticket back to how the agent saw it before an intent; nil where
// there is nothing to set back, or no way.
func Inverse(t Target, intent desk.Intent) desk.Intent {
	switch in := intent.(type) {
	case desk.Assign:
		return desk.Assign{To: t.Assignee}
	case desk.SetStatus:
		return inverseStatus(t, in.Status)
	case desk.SetPriority:
		urgency, impact := t.Priority.Levels()
		return desk.SetPriority{Urgency: urgency, Impact: impact}
	case desk.Tag:
		if fresh := among(in.Tags, t.Tags, false); len(fresh) > 0 {
			return desk.Untag{Tags: fresh}
		}
	case desk.Untag:
		if gone := among(in.Tags, t.Tags, true); len(gone) > 0 {
			return desk.Tag{Tags: gone}
		}
	case desk.Snooze:
		return desk.Snooze{Until: t.Snoozed}
	case desk.HandOver:
		return desk.HandBack{To: t.Assignee, Group: t.Group, Until: t.Snoozed}
	case desk.Remind:
		return desk.Remind{At: t.Reminder.At, Text: t.Reminder.Text}
	case desk.SetGroup:
		return desk.SetGroup{Group: t.Group}
	case desk.Follow:
		return desk.Unfollow{}
	case desk.Unfollow:
		return desk.Follow{}
	case desk.LinkTo:
		return desk.Unlink{To: in.To, Number: in.Number}
	case desk.Unlink:
		return desk.LinkTo{To: in.To, Number: in.Number}
	case desk.MarkSpam:
		return desk.NotSpam{
			Then: opened(t.Status), Waiting: t.Waiting, Until: t.Snoozed, Tagged: slices.Contains(t.Tags, desk.TagSpam),
		}
	}
	return nil
}

// is reports whether a ticket is, as the agent sees it, what an intent would make of it.
func (t Target) is(intent desk.Intent) bool {
	switch in := intent.(type) {
	case desk.Tag:
		return len(among(in.Tags, t.Tags, false)) == 0
	case desk.Untag:
		return len(among(in.Tags, t.Tags, true)) == 0
	case desk.LinkTo:
		return slices.ContainsFunc(t.Links, func(l desk.Linked) bool { return l.Ticket == in.To })
	case desk.Assign:
		return t.Assignee == in.To && (in.Group == "" || in.Group == t.Group)
	case desk.SetGroup:
		return t.Group == in.Group
	case desk.SetPriority:
		return t.Priority == desk.PriorityOf(in.Urgency, in.Impact)
	case desk.SetStatus:
		return t.Status == in.Status
	default:
		return false
	}
}

// inverseOf is what sets back an operation. A merge is taken back by its id, and so is what
// adds to a set, of which somebody else may have added the same just before.
func inverseOf(t Target, op desk.Op) desk.Intent {
	if in, ok := op.Intent.(desk.Merge); ok {
		return desk.Unmerge{
			Merge: op.ID, Into: in.Into, IntoNumber: in.IntoNumber, Then: opened(t.Status), Waiting: t.Waiting, Until: t.Snoozed,
		}
	}
	switch back := Inverse(t, op.Intent).(type) {
	case desk.Untag:
		back.Of = op.ID
		return back
	case desk.Unlink:
		back.Of = op.ID
		return back
	default:
		return back
	}
}

// opened is what a ticket is once it is set back: it is new only before anybody has looked at it.
func opened(was desk.Status) desk.Status {
	if was == desk.New {
		return desk.Open
	}
	return was
}

func inverseStatus(t Target, is desk.Status) desk.Intent {
	was := t.Status
	waiting, until := t.Waiting, t.Snoozed
	if !is.Done() {
		waiting, until = time.Time{}, time.Time{} // that ended neither
	}
	switch {
	case was == is, is == desk.Closed: // closed is for good
		return nil
	case was == desk.New: // which a ticket is only before anybody has looked at it
		return desk.SetStatus{Status: desk.Open, Waiting: waiting, Until: until}
	default:
		return desk.SetStatus{Status: was, Waiting: waiting, Until: until}
	}
}

// among are the tags that are in the list, or those that are not.
func among(tags, list []string, there bool) []string {
	var out []string
	for _, tag := range tags {
		if slices.Contains(list, tag) == there {
			out = append(out, tag)
		}
	}
	return out
}
