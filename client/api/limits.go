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
	MaxSetup     = 16 << 20 // bytes of a setup, with its whole phrasebook
	MaxHeader    = 16 << 10
	MaxURL       = 8 << 10 // bytes of a path and its query
	MaxRate      = 6000    // requests a minute for one token, which may come at once
	MaxPage      = 200     // objects in a page of the feed, tickets in a list
	MaxEvent     = 64 << 10
	SnapshotPage = 500 // tickets in a line of a snapshot

	// PageSize is how many bytes of records a page of the feed or a line of a snapshot has
	// before it ends. What cannot be cut comes by itself: one record, and what one operation
	// did, of which desk.MaxRecord and MaxBody bound the size.
	PageSize = 1 << 20

	FloorEvery      = time.Second      // between two tellings that the floor has other figures, at least
	Heartbeat       = 15 * time.Second // silence on the hint stream, at most
	CursorHolds     = 30 * 24 * time.Hour
	TombstonesHold  = 45 * 24 * time.Hour
	HeaderTimeout   = 5 * time.Second
	BodyTimeout     = 30 * time.Second
	QueryTimeout    = 2 * time.Second
	TurnTimeout     = 30 * time.Second // until what changes something has its turn: then it was not done
	AnswerTimeout   = 60 * time.Second // from a request's headers until its answer is taken; a stream sets its own
	SnapshotStalled = 30 * time.Second // a line of a snapshot that cannot be handed over in this time ends it
)
