package tui

import (
	"github.com/heed-desk/heed/tui/composer"
	"github.com/heed-desk/heed/tui/queue"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/thread"
)

// Screens makes heed's own screens. This file is the only one that knows them all.
func Screens(s *screen.Session, l Ledger) map[screen.Place]screen.Maker {
	return map[screen.Place]screen.Maker{
		screen.Queue: func(g screen.Go) screen.Screen {
			return queue.New(queue.Needs{Session: s, Reads: l, People: l, Ledger: l, View: g.View})
		},
		screen.Ticket: func(g screen.Go) screen.Screen {
			return thread.New(thread.Needs{Session: s, Reads: l, People: l, Writes: l, Seer: l, Ticket: g.Ticket})
		},
		screen.Compose: func(g screen.Go) screen.Screen {
			return composer.New(composer.Needs{Session: s, Reads: l, Writes: l, Ticket: g.Ticket, Note: g.Note})
		},
	}
}
