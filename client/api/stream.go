package api

import "github.com/heed-desk/heed/desk"

// Line is one line of a snapshot: a begin, then pages, then an end. Exactly one field
// is set. A snapshot without its end is not complete, whatever came before.
type Line struct {
	Begin *Begin     `json:"begin,omitempty"`
	Page  *desk.Page `json:"page,omitempty"`
	End   *End       `json:"end,omitempty"`
}

// Begin is the first line of a snapshot.
type Begin struct {
	Epoch   string `json:"epoch"`
	Tickets int    `json:"tickets"` // how many will come
}

// End is the last line of a snapshot.
type End struct {
	Tickets int         `json:"tickets"` // how many came
	Next    desk.Cursor `json:"next"`    // where the feed goes on
}

// The names of the events on the hint stream. The data of each is a desk.Hint; the id
// of EventChange is the change number, to be sent back as Last-Event-ID.
const (
	EventChange   = "change"
	EventPresence = "presence"
	EventReset    = "reset" // hints were missed: pull
	EventFloor    = "floor" // the floor has other figures; for leads, once somebody has looked at it
)

// Announcement is what a session says of itself. Who says it is in its token.
type Announcement struct {
	Ticket desk.TicketID `json:"ticket"`
	Doing  desk.Doing    `json:"doing"`
}

// Uploaded says which file the desk has now.
type Uploaded struct {
	ID   desk.FileID `json:"id"`
	Size int64       `json:"size"`
}

// TicketList is a piece of a view.
type TicketList struct {
	Tickets []desk.Excerpt `json:"tickets"`
	Next    string         `json:"next,omitempty"` // what to give as after; empty at the end
}

// Counts is how many tickets stand in each view of the one who asks.
type Counts struct {
	Views map[desk.ViewID]int `json:"views"`
}
