package tui

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/phrasebook"
	"github.com/heed-desk/heed/tui/composer"
	"github.com/heed-desk/heed/tui/customer"
	"github.com/heed-desk/heed/tui/day"
	"github.com/heed-desk/heed/tui/files"
	"github.com/heed-desk/heed/tui/floor"
	"github.com/heed-desk/heed/tui/outbox"
	"github.com/heed-desk/heed/tui/queue"
	"github.com/heed-desk/heed/tui/replies"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/search"
	"github.com/heed-desk/heed/tui/thread"
)

// Screens makes heed's own screens. This file is the only one that knows them all.
func Screens(s *screen.Session, l Ledger) map[screen.Place]screen.Maker {
	picker := func(slot string, facts phrasebook.Facts, at phrasebook.Moment) screen.Screen {
		return replies.New(replies.Needs{Session: s, Reads: l, Shelf: l, Slot: slot, Facts: facts, At: at})
	}
	return map[screen.Place]screen.Maker{
		screen.Queue: func(g screen.Go) screen.Screen {
			return queue.New(queue.Needs{Session: s, Reads: l, People: l, Ledger: l, View: g.View})
		},
		screen.Ticket: func(g screen.Go) screen.Screen {
			return thread.New(thread.Needs{Session: s, Reads: l, People: l, Writes: l, Seer: l, Ticket: g.Ticket, File: fileDialog(s, g.Ticket)})
		},
		screen.Customer: func(g screen.Go) screen.Screen {
			return customer.New(customer.Needs{Session: s, Reads: l, Writes: l, Who: g.Who, Ticket: g.Ticket})
		},
		screen.Compose: func(g screen.Go) screen.Screen {
			return composer.New(composer.Needs{Session: s, Reads: l, Writes: l, Replies: picker, Attach: attachDialog(s, g.Ticket), Ticket: g.Ticket, Note: g.Note, Forward: g.Forward, Opens: g.Opens})
		},
		screen.Search: func(g screen.Go) screen.Screen {
			return search.New(search.Needs{Session: s, Reads: l, Query: g.Query})
		},
		screen.Day:   func(screen.Go) screen.Screen { return day.New(day.Needs{Session: s, Reads: l}) },
		screen.Floor: func(screen.Go) screen.Screen { return floor.New(floor.Needs{Session: s, Reads: l}) },
		screen.Outbox: func(screen.Go) screen.Screen {
			return outbox.New(outbox.Needs{Session: s, Reads: l, Writes: l})
		},
	}
}

// attachDialog makes the dialog in which a file is chosen to go with a message.
func attachDialog(s *screen.Session, on desk.TicketID) func(string) screen.Screen {
	return func(slot string) screen.Screen { return files.NewAdd(s, slot, on) }
}

// fileDialog makes the dialog in which an attachment is saved or opened.
func fileDialog(s *screen.Session, on desk.TicketID) func(desk.Attachment, string) screen.Screen {
	return func(f desk.Attachment, about string) screen.Screen { return files.NewSave(s, f, about, on) }
}
