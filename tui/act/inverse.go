package act

import (
	"slices"

	"github.com/heed-desk/heed/desk"
)

// Inverse is what sets a ticket back to how the agent saw it before an intent; nil where
// there is nothing to set back, or no way.
func Inverse(t Target, intent desk.Intent) desk.Intent {
	switch in := intent.(type) {
	case desk.Assign:
		return desk.Assign{To: t.Assignee}
	case desk.SetStatus:
		return inverseStatus(t.Status, in.Status)
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
	}
	return nil
}

func inverseStatus(was, is desk.Status) desk.Intent {
	switch {
	case was == is, is == desk.Closed: // closed is for good
		return nil
	case was == desk.New: // which a ticket is only before anybody has looked at it
		return desk.SetStatus{Status: desk.Open}
	default:
		return desk.SetStatus{Status: was}
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
