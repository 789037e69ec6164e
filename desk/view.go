package desk

import (
	"slices"
	"time"
)

// ViewID names a view of the queue.
type ViewID string

// The views that every desk has.
const (
	ViewMine       ViewID = "mine"
	ViewUnassigned ViewID = "unassigned"
	ViewGroups     ViewID = "groups"
	ViewFollowing  ViewID = "following" // what one follows and is not done
	ViewOpen       ViewID = "open"
	ViewPending    ViewID = "pending"
	ViewSnoozed    ViewID = "snoozed"
	ViewSolved     ViewID = "solved"
	ViewAll        ViewID = "all"
)

// Views lists them in the order of the header.
func Views() []ViewID {
	return []ViewID{ViewMine, ViewUnassigned, ViewGroups, ViewOpen, ViewPending, ViewSnoozed, ViewFollowing, ViewSolved, ViewAll}
}

// Excerpt is what a row of a list needs of a ticket.
type Excerpt struct {
	ID        TicketID   `json:"id"`
	Number    int64      `json:"number,omitempty"`
	Version   Version    `json:"version"`
	Subject   Untrusted  `json:"subject"`
	Channel   Channel    `json:"channel"`
	Status    Status     `json:"status"`
	Priority  Priority   `json:"priority,omitempty"`
	Requester CustomerID `json:"requester"`
	Name      Untrusted  `json:"name"`
	Tier      Tier       `json:"tier,omitempty"`
	Assignee  AgentID    `json:"assignee,omitempty"`
	Group     GroupID    `json:"group,omitempty"`
	Tags      []string   `json:"tags,omitempty"`
	Followers []AgentID  `json:"followers,omitempty"`

	CreatedAt    time.Time `json:"created_at"`
	UpdatedAt    time.Time `json:"updated_at"`
	WaitingSince time.Time `json:"waiting_since,omitzero"`
	SnoozedUntil time.Time `json:"snoozed_until,omitzero"`
	SolvedAt     time.Time `json:"solved_at,omitzero"`
	Due          time.Time `json:"due"`
	Promise      Target    `json:"promise,omitempty"` // the one that is due then; empty where it is the priority's horizon
	Promised     time.Time `json:"promised,omitzero"` // when the first promise runs out, where that is after Due; zero for none
	LastMessage  MessageID `json:"last_message,omitempty"`
	Rating       int       `json:"rating,omitempty"` // 1 to 5; 0 where there is none
}

// Excerpt returns the row of a ticket.
func (t Ticket) Excerpt() Excerpt {
	e := Excerpt{
		ID: t.ID, Number: t.Number, Version: t.Version, Subject: t.Subject, Channel: t.Channel,
		Status: t.Status, Priority: t.Priority(), Requester: t.Requester, Name: t.RequesterName, Tier: t.Tier,
		Assignee: t.Assignee, Group: t.Group, Tags: t.Tags, Followers: t.Followers, CreatedAt: t.CreatedAt, UpdatedAt: t.UpdatedAt,
		WaitingSince: t.WaitingSince, SnoozedUntil: t.SnoozedUntil, SolvedAt: t.SolvedAt,
		LastMessage: t.LastMessage,
	}
	r := Reckon(t)
	e.Due, e.Promise = r.Due, r.Promise
	if first, some := Earliest(t.Clocks); some && r.Promise == "" && !t.Status.Done() {
		e.Promised = first.Due
	}
	if t.Rating != nil {
		e.Rating = t.Rating.Score
	}
	return e
}

// Pressing reports whether anything runs out when the ticket is due: somebody waits, or
// something is promised.
func (e Excerpt) Pressing() bool { return !e.WaitingSince.IsZero() || e.Promise != "" }

// Late is since when what is promised has been late; false where nothing is. It is so by the same
// clocks as in every figure: what the priority allows may have run out before, and is no promise.
func (e Excerpt) Late(now time.Time) (since time.Time, late bool) {
	since = e.Promised
	if e.Promise != "" {
		since = e.Due
	}
	return since, !e.Status.Done() && !since.IsZero() && now.After(since)
}

// Me is who looks: what the views "mine" and "groups" depend on.
type Me struct {
	ID     AgentID
	Groups []GroupID
	Role   Role  // as the desk last told; empty while it has not
	Away   bool  // on a break
	Break  Break // since when, and when the last one ended; nobody else's to see
}

// Has reports whether a ticket stands in the view at now. A sleeping ticket stands
// only in snoozed and all.
func (v ViewID) Has(e Excerpt, me Me, now time.Time) bool {
	v, _ = v.Sorted()
	if v == ViewAll {
		return true
	}
	if e.Status.Done() && slices.Contains(e.Tags, TagSpam) {
		return false
	}
	if e.SnoozedUntil.After(now) && !e.Status.Done() {
		return v == ViewSnoozed
	}
	switch v {
	case ViewMine:
		return e.Assignee == me.ID && !e.Status.Done()
	case ViewUnassigned:
		return e.Assignee == "" && !e.Status.Done()
	case ViewGroups:
		return e.Group != "" && slices.Contains(me.Groups, e.Group) && !e.Status.Done()
	case ViewFollowing:
		return slices.Contains(e.Followers, me.ID) && !e.Status.Done()
	case ViewOpen:
		return e.Status == New || e.Status == Open || e.Status == OnHold
	case ViewPending:
		return e.Status == Pending
	case ViewSolved:
		return e.Status.Done()
	default:
		return false
	}
}

// nobodyWaits is added to the place of a ticket for which nobody waits: more than any
// instant in milliseconds for the next thousand years.
const nobodyWaits = int64(1) << 45

// Order is where a row stands in a view: ascending. What waits stands by its due
// instant with those that nobody waits for, and of which nothing is promised, behind; snoozed tickets by the instant they
// wake; solved ones and all newest first. A view that is sorted stands by its sort.
func (v ViewID) Order(e Excerpt) int64 {
	base, by := v.Sorted()
	if by != ByDue {
		return by.order(e)
	}
	switch base {
	case ViewSnoozed:
		return e.SnoozedUntil.UnixMilli()
	case ViewSolved:
		return -max(e.SolvedAt.UnixMilli(), 0)
	case ViewAll:
		return -e.UpdatedAt.UnixMilli()
	default:
		if !e.Pressing() {
			return nobodyWaits + e.Due.UnixMilli()
		}
		return e.Due.UnixMilli()
	}
}
