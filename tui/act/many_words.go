package act

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// sentence says what was done to the tickets of a plan.
func (m *Many) sentence(p plan) string { return m.says(p.intent, len(p.does), "bulk.did.") }

// saying says what a plan will do to those tickets to which it does something.
func (m *Many) saying(p plan) string {
	if len(p.does) == 0 {
		return m.Book.T("bulk.nothing")
	}
	return m.says(p.intent, len(p.does), "bulk.will.")
}

// says puts an intent on n tickets in words, in the tense that the prefix has.
func (m *Many) says(intent desk.Intent, n int, tense string) string {
	b := m.Book
	switch in := intent.(type) {
	case desk.Assign:
		switch in.To {
		case "":
			return b.N(tense+"release", n)
		case m.Me.ID:
			return b.N(tense+"claim", n)
		default:
			return b.N(tense+"give", n, "name", b.Name(string(in.To)))
		}
	case desk.SetStatus:
		return b.N(tense+"status", n, "status", b.T("status."+string(in.Status)))
	case desk.SetPriority:
		return b.N(tense+"priority", n, "priority", b.T("priority."+desk.PriorityOf(in.Urgency, in.Impact).String()))
	case desk.Tag:
		return b.N(tense+"tag", n, "tags", listed(in.Tags, ", "))
	case desk.Untag:
		return b.N(tense+"untag", n, "tags", listed(in.Tags, ", "))
	case desk.Snooze:
		if in.Until.IsZero() {
			return b.N(tense+"wake", n)
		}
		return b.N(tense+"snooze", n, "moment", b.Moment(m.Local(in.Until), m.Local(m.Now())))
	case desk.SetGroup:
		if in.Group == "" {
			return b.N(tense+"ungroup", n)
		}
		return b.N(tense+"group", n, "group", text.Line(desk.Foreign(string(in.Group))))
	case desk.MarkSpam:
		return b.N(tense+"spam", n)
	default:
		return b.N(tense+"other", n)
	}
}
