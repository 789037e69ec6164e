package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// ahead is what was pressed while the screen that it is meant for was still reading.
type ahead struct {
	seat   *seat
	ticket desk.TicketID // what the seat was turned to
	keys   []tea.Msg
	since  time.Time // when the first one came; zero for none yet
}

func (a *ahead) stale() bool { return !a.since.IsZero() && time.Since(a.since) >= aheadFor }

// led says that the screen that was waited for leads to another one itself: what was
// pressed was meant for that.
func (a *ahead) led(to *seat) { a.seat, a.ticket = to, to.aim.Ticket }

const (
	aheadFor  = 2 * time.Second // so long keys wait; then they go their way
	mostAhead = 64
)

func (st *seat) unready() bool {
	u, ok := st.screen.(screen.Unready)
	return ok && u.Unready()
}

// unready reports whether a key pressed on a screen may be meant for something that is
// being read: by the screen, or at a customer by the conversation that it is for.
func (r *Root) unready(st *seat) bool {
	ticket := r.beside[screen.Ticket]
	return st.unready() || st.place == screen.Customer && ticket != nil && ticket.unready()
}

// holds keeps a key or a paste back for a screen that is still reading, and reports
// whether it did. One that leads away is never kept, and what was kept before it goes.
func (r *Root) holds(st *seat, msg tea.Msg) bool {
	if !r.unready(st) {
		return false
	}
	if r.ahead.seat != st || r.ahead.ticket != st.aim.Ticket {
		r.ahead = ahead{seat: st, ticket: st.aim.Ticket}
	}
	if r.ahead.stale() {
		r.ahead.keys = nil
		return false
	}
	if key, ok := msg.(tea.KeyPressMsg); ok && r.passes(st, key) {
		return false
	}
	if r.ahead.since.IsZero() {
		r.ahead.since = time.Now()
	}
	if len(r.ahead.keys) < mostAhead {
		r.ahead.keys = append(r.ahead.keys, msg)
	}
	return true
}

// passes reports whether a key waits for nothing.
func (r *Root) passes(st *seat, key tea.KeyPressMsg) bool {
	name := key.String()
	if len(r.ahead.keys) > 0 && keymaps.Printing(keymaps.NormalKey(name)) {
		return false // it may be text for what the keys before it open
	}
	switch r.table.Press(st.scopes(), "", name).Action {
	case keymaps.Quit, keymaps.GoBack, keymaps.Cancel:
		r.ahead.keys = nil
		return true
	case keymaps.Redraw, keymaps.Suspend:
		return true
	case keymaps.NextTicket, keymaps.PrevTicket: // the page's doing, not the pane's
		return len(r.ahead.keys) == 0 && isBeside(st.place) && !r.page().seat.unready()
	default:
		return false
	}
}

// replay takes the keys that were kept once their screen is ready, one after the other:
// each to where the one before it led. Where the person is somewhere else by now, or it
// took too long, they are dropped: they were meant for what was there.
func (r *Root) replay() {
	for len(r.ahead.keys) > 0 {
		st := r.owner()
		if r.leaving || st != r.ahead.seat || st.aim.Ticket != r.ahead.ticket || r.ahead.stale() {
			r.ahead.keys = nil
			break
		}
		if r.unready(st) {
			return
		}
		msg := r.ahead.keys[0]
		r.ahead.keys = r.ahead.keys[1:]
		r.take(st, msg)
		r.place()
		if n := len(r.dialogs); n > 0 && !r.dialogs[n-1].asked {
			r.ahead.keys = nil // it opened by itself: nothing was meant for it
			break
		}
		r.ahead.led(r.owner())
	}
	if st := r.ahead.seat; st != nil && !r.unready(st) {
		r.ahead = ahead{}
	}
}
