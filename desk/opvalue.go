package desk

import (
	"strconv"
	"strings"
	"time"
)

// Value is what an operation sets, as it is written for programs and in short lists: a
// status, an agent, a priority, tags with commas between them, an instant. It is empty for
// what only speaks, and for what sets a field to nothing.
func (o Op) Value() string {
	switch in := o.Intent.(type) {
	case SetStatus:
		return string(in.Status)
	case Assign:
		return string(in.To)
	case SetPriority:
		return PriorityOf(in.Urgency, in.Impact).String()
	case Tag:
		return strings.Join(in.Tags, ",")
	case Untag:
		return strings.Join(in.Tags, ",")
	case Snooze:
		if !in.Until.IsZero() {
			return in.Until.UTC().Format(time.RFC3339)
		}
	case SetGroup:
		return string(in.Group)
	case HandOver:
		return in.whom()
	case HandBack:
		return string(in.To)
	case Remind:
		return instant(in.At)
	case Escalate:
		return string(in.To) + groupIfNobody(in)
	case LinkTo:
		return number(in.Number)
	case Unlink:
		return number(in.Number)
	case Unmerge:
		return number(in.IntoNumber)
	case Merge:
		if in.IntoNumber > 0 {
			return strconv.FormatInt(in.IntoNumber, 10)
		}
	}
	return ""
}
