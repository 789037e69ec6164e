package tui

import (
	"maps"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
)

// Call is how heed calls somebody who looks elsewhere.
type Call string

// The ways to call.
const (
	CallNot     Call = ""        // not at all
	CallBell    Call = "bell"    // the terminal's bell
	CallDesktop Call = "desktop" // a notification on the desktop, and the bell
)

// apart is the least time between two calls. What comes meanwhile is in the next one.
const apart = 10 * time.Second

// mostMine is how many tickets of the agent's are kept in mind.
const mostMine = 1000

const slotMine = "mine"

// calling is what waits for the agent, and whom to tell of it: the terminal says whether
// it has the focus. One that never says counts as looked at.
type calling struct {
	away     bool
	mine     map[desk.TicketID]mineRow // nil until it has been read
	partly   bool                      // there are more than are kept in mind
	moved    map[desk.TicketID]bool    // to be read again
	anew     bool                      // all of it is
	attended bool                      // the outbox has been read

	came  map[desk.TicketID]bool // since the agent looked away
	stuck int                    // operations that have come to need the agent since
	heard map[desk.TicketID]bool // followed, and moved since
	told  time.Time              // the last call
	due   time.Time              // the next one; zero for none
}

// mineRow is how a ticket of the agent's stands.
type mineRow struct {
	last   desk.MessageID
	unread bool
	own    bool // something that the agent did to it is on its way
}

// minded is an answer: how the tickets stand that were asked for and are the agent's.
type minded struct {
	all    bool
	asked  []desk.TicketID
	mine   map[desk.TicketID]mineRow
	partly bool
}

// waits is how much waits for the agent: what nobody has read in mine, and what needs a decision.
func (r *Root) waits() int {
	n := r.outbox.attention + r.overdue(r.session.Now())
	for _, s := range r.calling.mine {
		if s.unread {
			n++
		}
	}
	return n
}

// mind takes note of what is to be read again.
func (r *Root) mind(c desk.Change) {
	switch k := &r.calling; c.Kind {
	case desk.ChangedTicket:
		if c.Ticket.IsZero() || len(k.moved) >= mostMine {
			k.anew = true
			return
		}
		if k.moved == nil {
			k.moved = map[desk.TicketID]bool{}
		}
		k.moved[c.Ticket] = true
	case desk.ChangedAll:
		k.anew = true
	case desk.ChangedOutbox, desk.ChangedCustomer, desk.ChangedCanned, desk.ChangedAgents, desk.ChangedLink, desk.ChangedPresence, desk.ChangedSearch:
	}
}

// mindAll reads all that is kept in mind, once: it may be a thousand tickets, and none of them is
// shown. So it comes when everything that is has been read, and nobody waits for it.
func (r *Root) mindAll() {
	if r.minding || r.w <= 0 || r.jobs.readsBut(r.own.id) {
		return
	}
	if r.minding = true; r.opts.Alone == nil {
		r.readMine()
		r.readFollowed()
	}
}

// readMine reads what moved, where something has. What it asks for stays noted until the
// answer is there: of two questions only the later one is answered.
func (r *Root) readMine() {
	if !r.minding {
		return
	}
	k := &r.calling
	all := k.anew || k.mine == nil
	if !all && len(k.moved) == 0 {
		return
	}
	var ids []desk.TicketID
	if !all {
		for id := range k.moved {
			ids = append(ids, id)
		}
	}
	ledger := r.ledger
	r.ask(r.own, []screen.Ask{{Slot: slotMine, Read: func() (any, error) {
		if all {
			w, err := ledger.Window(desk.ViewMine, desk.Anchor{}, 0, mostMine-1)
			return minded{all: true, mine: stand(w.Rows), partly: w.Total > len(w.Rows)}, err
		}
		rows, err := ledger.Rows(desk.ViewMine, ids)
		return minded{asked: ids, mine: stand(rows)}, err
	}}})
}

func stand(rows []desk.Row) map[desk.TicketID]mineRow {
	all := make(map[desk.TicketID]mineRow, len(rows))
	for _, row := range rows {
		all[row.ID] = mineRow{last: row.LastMessage, unread: row.Marks.Unread, own: row.Marks.Waiting > 0}
	}
	return all
}

// learnMine takes in how the agent's tickets stand, and calls where something came.
func (r *Root) learnMine(m minded) {
	k := &r.calling
	k.moved, k.anew = nil, false
	first := k.mine == nil || r.link.Filling
	came := false
	for id, s := range m.mine {
		before, known := k.mine[id]
		fresh := known && s.unread && s.last > before.last || !known && !s.own && !k.partly && !m.partly
		if fresh && !first {
			r.hearOf(id)
		}
		if fresh && !first && k.away {
			if k.came == nil {
				k.came = map[desk.TicketID]bool{}
			}
			came = came || !k.came[id]
			k.came[id] = true
		}
	}
	if m.all || k.mine == nil {
		k.mine, k.partly = m.mine, m.partly
	} else {
		for _, id := range m.asked {
			delete(k.mine, id)
		}
		maps.Copy(k.mine, m.mine)
	}
	if came {
		r.call(r.session.Now())
	}
}

// learnOutbox takes in how the outbox stands, and calls where more of it needs the agent.
func (r *Root) learnOutbox(s outboxState) {
	k := &r.calling
	more := s.attention - r.outbox.attention
	first := !k.attended
	r.outbox, k.attended = s, true
	if !first && more > 0 && k.away {
		k.stuck += more
		r.call(r.session.Now())
	}
}

// call calls the agent, now or when the last call is long enough ago. In quiet hours it
// does not: the count in the title tells it afterwards.
func (r *Root) call(now time.Time) {
	k := &r.calling
	quiet := r.opts.Quiet != nil && r.opts.Quiet(r.session.Local(now))
	if r.opts.Call == CallNot || quiet || r.screen == nil {
		return
	}
	if next := k.told.Add(apart); next.After(now) {
		k.due = next
		return
	}
	k.told, k.due = now, time.Time{}
	if r.opts.Call == CallDesktop {
		r.screen.Notify(r.session.Book.T("root.name"), r.calls())
	}
	r.screen.Ring()
}

// callDue calls where the time has come for it.
func (r *Root) callDue(now time.Time) {
	if due := r.calling.due; !due.IsZero() && !due.After(now) {
		r.calling.due = time.Time{}
		r.call(now)
	}
}

// calls is what a call says: how much came, and nothing that a customer wrote or is called.
func (r *Root) calls() string {
	var said []string
	if n := len(r.calling.came); n > 0 {
		said = append(said, r.session.Book.N("root.call.mine", n))
	}
	if n := r.calling.stuck; n > 0 {
		said = append(said, r.session.Book.N("root.call.stuck", n))
	}
	if n := r.reminds.came; n > 0 {
		said = append(said, r.session.Book.N("root.call.reminders", n))
	}
	if n := len(r.calling.heard); n > 0 {
		said = append(said, r.session.Book.N("root.call.followed", n))
	}
	return strings.Join(said, ", ")
}

// look takes in whether the agent looks at the terminal. Whoever presses a key does.
func (r *Root) look(away bool) {
	if k := &r.calling; k.away != away {
		k.away, k.came, k.heard, k.stuck, k.due = away, nil, nil, 0, time.Time{}
		r.reminds.came = 0
	}
}
