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
	off    bool      // a key that leads away was pressed behind them
	quits  bool      // the one that leaves heed was: it is among them
}

func (a *ahead) stale() bool { return !a.since.IsZero() && time.Since(a.since) >= aheadFor }

// led says that the screen that was waited for leads to another one itself: what was
// pressed was meant for that.
func (a *ahead) led(to *seat) { a.seat, a.ticket = to, to.aim.Ticket }

const (
	aheadFor  = 2 * time.Second // so long keys wait; then they are dropped, and the next ones go their way
	mostAhead = 4096
)

func (st *seat) unready() bool {
	u, ok := st.screen.(screen.Unready)
	return ok && u.Unready()
}

// unready reports whether a key pressed on a screen may be meant for something that is
// being read: by the screen, at a customer by the conversation that it is for, or on the way
// to a ticket by its number.
func (r *Root) unready(st *seat) bool {
	ticket := r.beside[screen.Ticket]
	return r.jumping || st.unready() || st.place == screen.Customer && ticket != nil && ticket.unready()
}

// jots reports whether a screen that waits takes a key or a paste as text all the same.
func (r *Root) jots(st *seat, msg tea.Msg) bool {
	j, ok := st.screen.(screen.Jotter)
	if !ok || !j.Jots(msg) {
		return false
	}
	key, pressed := msg.(tea.KeyPressMsg)
	if !pressed || keymaps.Printing(keymaps.NormalKey(key.String())) {
		return true
	}
	found := r.table.Press(st.scopes(), r.pending, key.String())
	return found.None() || found.Action != "" && r.table.Spec(found.Action).Edit != ""
}

// holds keeps a key or a paste back for a screen that is still waiting, and reports
// whether it did. One that leads away is never kept, and what was kept before it goes.
func (r *Root) holds(st *seat, msg tea.Msg) bool {
	if !r.unready(st) || len(r.ahead.keys) == 0 && r.jots(st, msg) {
		return false
	}
	if r.ahead.seat != st || r.ahead.ticket != st.aim.Ticket {
		r.ahead = ahead{seat: st, ticket: st.aim.Ticket}
	}
	if r.ahead.stale() {
		r.spill()
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

// quits reports whether heed is left at once. Behind keys that are kept it is left when those have been
// taken, so that what was typed is in the draft; once more, or when they have waited for too long,
// without them. While something is being written it is not held up: a disk that hangs holds nobody.
func (r *Root) quits() bool {
	if len(r.ahead.keys) == 0 || r.ahead.quits || len(r.jobs.writes) > 0 {
		r.ahead.off, r.ahead.quits = len(r.ahead.keys) > 0, false
		return true
	}
	r.ahead.quits = true
	r.after(r.own, []screen.After{{Slot: slotQuits, Wait: aheadFor}})
	return false
}

// slotQuits is the timer after which who wants to leave waits for no keys any more.
const slotQuits = "quits"

// quitsNow leaves heed without the keys that it was to be left behind.
func (r *Root) quitsNow() {
	if r.ahead.quits {
		r.spill()
	}
}

// spill drops what was kept, and says so. Who wanted to leave behind it leaves.
func (r *Root) spill() {
	if r.ahead.quits {
		defer r.depart()
	}
	if n := r.spilled(nil); n != nil && !r.leaving {
		r.say(*n)
	}
}

// spilled drops what was kept, and says so behind what else there is to say; nil for nothing.
func (r *Root) spilled(said *screen.Notice) *screen.Notice {
	if len(r.ahead.keys) == 0 {
		return said
	}
	r.ahead.keys, r.ahead.off = nil, false
	n := screen.Notice{Level: screen.Warning}
	if said != nil {
		n = *said
		n.Text += " "
	}
	n.Text += r.session.Book.T("root.spilled")
	return &n
}

// passes reports whether a key waits for nothing.
func (r *Root) passes(st *seat, key tea.KeyPressMsg) bool {
	name := key.String()
	if len(r.ahead.keys) > 0 && keymaps.Printing(keymaps.NormalKey(name)) {
		return false // it may be text for what the keys before it open
	}
	switch r.table.Press(st.scopes(), "", name).Action {
	case keymaps.Quit:
		return r.quits()
	case keymaps.GoBack, keymaps.Cancel:
		r.ahead.off = len(r.ahead.keys) > 0
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
		if r.leaving || r.ahead.off || st != r.ahead.seat || st.aim.Ticket != r.ahead.ticket || r.ahead.stale() {
			r.spill()
			break
		}
		msg := r.ahead.keys[0]
		if r.unready(st) && !r.jots(st, msg) {
			return
		}
		if len(r.ahead.keys) == mostAhead {
			r.spill() // its end is missing: without that it would say something else
			break
		}
		r.replayed(st, msg)
	}
	if st := r.ahead.seat; st != nil && !r.unready(st) {
		r.ahead = ahead{}
	}
}

// replayed takes the first of the keys that were kept. Those behind it wait anew from here on.
func (r *Root) replayed(st *seat, msg tea.Msg) {
	now := time.Now()
	if r.ahead.keys, r.ahead.since = r.ahead.keys[1:], now; len(r.ahead.keys) == 0 {
		r.ahead.since = time.Time{}
	}
	if !r.swallowed(now, now.Sub(r.lastKey)) && !r.blind(st, msg) {
		r.take(st, msg)
	}
	r.place()
	r.keepDialogs()
	if n := len(r.dialogs); n > 0 && !r.dialogs[n-1].asked {
		r.spill() // it opened by itself: nothing was meant for it
		return
	}
	r.ahead.led(r.owner())
}

// breath is how soon behind another a key comes that was pressed without having seen what that one
// did: from a macro, or in one piece over a slow wire.
const breath = 50 * time.Millisecond

// balk notes that what was typed could not be sent.
func (r *Root) balk(st *seat, a keymaps.Action) {
	switch a {
	case keymaps.Send, keymaps.SendAndSolve, keymaps.SendLater:
		r.balked = st.typing()
	default:
	}
}

// blind reports whether a key or a paste is dropped because it came in one breath with a send that
// was refused: it was meant for where that would have led, and here it would become words to
// somebody. One that leads away is taken.
func (r *Root) blind(st *seat, msg tea.Msg) bool {
	if !r.balked || !st.typing() {
		return false
	}
	if key, ok := msg.(tea.KeyPressMsg); ok && r.passes(st, key) {
		r.balked = false
		return false
	}
	if n := len(r.said.notices); n == 0 || r.said.notices[n-1].Text != r.session.Book.T("root.spilled") {
		r.say(screen.Notice{Text: r.session.Book.T("root.spilled"), Level: screen.Warning})
	}
	return true
}
