package desk

import (
	"slices"
	"strings"
	"time"
)

// This file holds how an agent is reminded of a ticket.

// KindRemind is the kind of Remind.
const KindRemind Kind = "remind"

// Reminded is the event that a reminder was set, changed or taken off.
const Reminded EventKind = "reminded"

// Remind asks to be reminded of the ticket, or with the zero instant no longer. Each agent
// has at most one reminder on a ticket; another one takes its place. It says nothing to
// anybody else, and stands in no thread.
type Remind struct {
	At   time.Time `json:"at,omitzero"`
	Text Untrusted `json:"text,omitzero"` // a line of the agent's own; empty for none
}

// Reminder is when an agent wants to be reminded of a ticket, and of what.
type Reminder struct {
	By   AgentID   `json:"by"`
	At   time.Time `json:"at"`
	Text Untrusted `json:"text,omitzero"`
}

// DueReminder is a reminder with its ticket.
type DueReminder struct {
	Reminder
	Ticket Ticket
}

func (Remind) isIntent() {}

// Kind implements Intent.
func (Remind) Kind() Kind { return KindRemind }

// ReminderOf is the reminder that an agent has on the ticket; false for none.
func (t Ticket) ReminderOf(who AgentID) (Reminder, bool) {
	i := slices.IndexFunc(t.Reminders, func(r Reminder) bool { return r.By == who })
	if i < 0 || who == "" {
		return Reminder{}, false
	}
	return t.Reminders[i], true
}

// For is the ticket as somebody may see it: what a colleague wants to be reminded of is
// nobody else's business. It shares with t what is not changed.
func (t Ticket) For(who AgentID) Ticket {
	r, there := t.ReminderOf(who)
	t.Reminders = nil
	if there {
		t.Reminders = []Reminder{r}
	}
	return t
}

func (a *application) remind(in Remind) *Problem {
	switch {
	case in.Text.Len() > MaxField || !oneLine(in.Text):
		return Refuse(BadValue, FieldReminder, "")
	case !in.At.IsZero() && farOff(in.At):
		return Refuse(BadValue, FieldReminder, instant(in.At))
	}
	was, there := a.t.ReminderOf(a.op.Actor)
	if in.At.IsZero() && !there || there && was.At.Equal(in.At) && was.Text == in.Text {
		return nil
	}
	a.t.Reminders = slices.DeleteFunc(a.t.Reminders, func(r Reminder) bool { return r.By == a.op.Actor })
	if !in.At.IsZero() {
		a.t.Reminders = append(a.t.Reminders, Reminder{By: a.op.Actor, At: in.At.UTC(), Text: in.Text})
		slices.SortFunc(a.t.Reminders, func(x, y Reminder) int { return strings.Compare(string(x.By), string(y.By)) })
	}
	a.happened(Event{Kind: Reminded, From: instant(was.At), To: instant(in.At)})
	return nil
}

// FieldReminder is what a problem names that has to do with a reminder.
const FieldReminder Field = "reminder"
