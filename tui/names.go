package tui

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// readNames reads what colleagues are called: sentences name people, not accounts.
func (r *Root) readNames() {
	ledger := r.ledger
	r.ask(r.own, []screen.Ask{{Slot: slotNames, Read: func() (any, error) { return act.ReadNames(ledger) }}})
}

// name is what a colleague is called; empty for one that nobody knows.
func (r *Root) name(login string) string { return r.names[desk.AgentID(login)] }
