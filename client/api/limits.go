package api

import (
	"time"

	"github.com/heed-desk/heed/desk"
)

// The limits of the API. A server holds them; a client may count on them.
const (
	// MaxBody is the most bytes of a request's body: the longest reply, desk.MaxReply, of
	// nothing but characters of which JSON makes six, and what goes around it.
	MaxBody      = 2 << 20
	MaxFile      = desk.MaxFile
	MaxHeader    = 16 << 10
	MaxPage      = 200 // objects in a page of the feed, tickets in a list
	MaxEvent     = 64 << 10
	SnapshotPage = 500 // tickets in a line of a snapshot

	// PageSize is how many bytes of records a page of the feed or a line of a snapshot has
	// before it ends. What cannot be cut comes by itself: one record, and what one operation
	// did, of which desk.MaxRecord and MaxBody bound the size.
	PageSize = 1 << 20

	Heartbeat       = 15 * time.Second // silence on the hint stream, at most
	CursorHolds     = 30 * 24 * time.Hour
	TombstonesHold  = 45 * 24 * time.Hour
	HeaderTimeout   = 5 * time.Second
	BodyTimeout     = 30 * time.Second
	QueryTimeout    = 2 * time.Second
	AnswerTimeout   = 60 * time.Second // from a request's headers until its answer is taken; a stream sets its own
	SnapshotStalled = 30 * time.Second // a line of a snapshot that cannot be handed over in this time ends it
)
