package tui

import (
	"maps"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
)

// readNames reads what colleagues are called: sentences name people, not accounts.
func (r *Root) readNames() {
	ledger := r.ledger
	r.ask(r.own, []screen.Ask{{Slot: slotNames, Read: func() (any, error) { return act.ReadNames(ledger) }}})
}

// learnNames takes in what colleagues are called. A screen may have drawn their login names
// already: whose answer comes first is anybody's guess.
func (r *Root) learnNames(names map[desk.AgentID]string) {
	if !maps.Equal(names, r.names) {
		r.session.Turns++
	}
	r.names = names
}

// name is what a colleague is called; the login name, whatever it holds, of one that nobody knows.
func (r *Root) name(login string) string {
	if name := r.names[desk.AgentID(login)]; name != "" {
		return name
	}
	return text.Line(desk.Foreign(login))
}
