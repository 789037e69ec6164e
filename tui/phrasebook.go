package tui

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/replies"
)

// openPhrasebook shows the replies that everybody has, or one of them to be written on.
func (r *Root) openPhrasebook(id desk.CannedID) {
	if !id.IsZero() {
		r.openOwn(replies.NewEditing(r.session, r.ledger, id))
		return
	}
	r.openOwn(replies.New(replies.Needs{Session: r.session, Reads: r.ledger, Shelf: r.ledger}))
}
