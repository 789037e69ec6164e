// Package act is what can be done to a ticket wherever it is shown: claim, solve, tag,
// snooze and so on, the same from the queue and from the thread.
package act

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Target is a ticket that something is done to, as the agent saw it when the key was pressed.
type Target struct {
	ID       desk.TicketID
	Number   int64 // 0 where the desk has given none yet
	Base     desk.Version
	Seen     desk.MessageID
	Status   desk.Status
	Priority desk.Priority
	Assignee desk.AgentID
	Channel  desk.Channel
	Tags     []string
	Snoozed  time.Time

	Group     desk.GroupID
	Waiting   time.Time // since when the customer waits
	Requester desk.CustomerID
	Name      desk.Untrusted // of the requester
	Followed  bool           // by the agent, where a row tells it
	Followers []desk.AgentID // where a thread tells it
	Links     []desk.Linked  // where a thread tells it
	Merged    bool           // into another one, where a thread tells it
	Reminder  desk.Reminder  // the agent's own, where it has been read; of the zero instant for none
	Subject   desk.Untrusted
	Entries   desk.MessageID // how many stand in its thread
}

// OfRow is the ticket of a row.
func OfRow(r desk.Row) Target {
	return Target{
		ID: r.ID, Number: r.Number, Base: r.Base, Seen: r.Seen, Status: r.Status, Priority: r.Priority,
		Assignee: r.Assignee, Channel: r.Channel, Tags: slices.Clone(r.Tags), Snoozed: r.SnoozedUntil,
		Group: r.Group, Waiting: r.WaitingSince, Requester: r.Requester, Name: r.Name, Followed: r.Marks.Followed, Subject: r.Subject, Entries: r.LastMessage,
	}
}

// OfThread is the ticket of a thread.
func OfThread(t desk.Thread) Target {
	k := t.Ticket
	return Target{
		ID: k.ID, Number: k.Number, Base: t.Base, Seen: t.Seen, Status: k.Status, Priority: k.Priority(),
		Assignee: k.Assignee, Channel: k.Channel, Tags: slices.Clone(k.Tags), Snoozed: k.SnoozedUntil,
		Group: k.Group, Waiting: k.WaitingSince, Requester: k.Requester, Name: k.RequesterName, Followers: slices.Clone(k.Followers),
		Links: slices.Clone(k.Links), Merged: !k.MergedInto.IsZero(), Subject: k.Subject, Entries: k.LastMessage,
	}
}

// Label is how a ticket is called in a sentence: "#4821"; empty while it has no number.
func (t Target) Label() string {
	if t.Number == 0 {
		return ""
	}
	return "#" + strconv.FormatInt(t.Number, 10)
}

// Number reads how people write the number of a ticket: 4821, #4821. 0 where it is none.
func Number(typed string) int64 {
	n, err := strconv.ParseInt(strings.TrimPrefix(strings.TrimSpace(typed), "#"), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
