package tui

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// mending is what the dialog needs in which words are written anew.
type mending struct {
	words  screen.Mend
	target act.Target
}

// mend opens the dialog that an operation's words come from, with the words in it.
func (r *Root) mend(m screen.Mend) {
	ledger := r.ledger
	r.ask(r.own, []screen.Ask{{Slot: slotMend, Read: func() (any, error) {
		got := mending{m, act.Target{ID: m.Op.Ticket, Base: m.Op.Base, Seen: m.Op.Seen}}
		rows, err := ledger.Rows(desk.ViewAll, []desk.TicketID{m.Op.Ticket})
		if err == nil && len(rows) > 0 { // else the words come back all the same, without the ticket's number
			got.target = act.OfRow(rows[0])
		}
		return got, nil
	}}})
}
