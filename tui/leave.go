package tui

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// leave asks to end the session: a signal came.
type leave struct{}

// leave ends the session because its terminal or its process ends: nobody could answer
// for what the disk does not take.
func (r *Root) leave() {
	r.jobs.forced = true
	r.finish()
}

// depart ends the session because the agent wants to. Where the disk does not take what
// a screen has to keep, the agent stays, and leaves without it only when asked again.
func (r *Root) depart() {
	r.ahead.quits = false
	r.jobs.forced, r.weighed = r.jobs.forced || r.jobs.refused, false
	r.finish()
}

// finish lets every screen keep what it has; the session ends when all of it is written.
func (r *Root) finish() {
	if r.leaving {
		return
	}
	r.leaving = true
	for _, st := range r.live() {
		r.write(st, st.lastWords())
	}
	r.keepAll()
	r.jobs.enough = false
	r.after(r.own, []screen.After{{Slot: slotMarks, Wait: marksPatience}})
	if len(r.jobs.writes)+len(r.jobs.marks) > 0 {
		r.sayAnywhere(screen.Notice{Text: r.session.Book.T("root.saving")})
	}
}

// marksPatience is how long somebody who leaves waits for marks: longer than a change of keys takes,
// which keeps them back.
const marksPatience = 10 * time.Second

// lastWords are what a screen wants written before it goes.
func (st *seat) lastWords() []screen.Write {
	if l, ok := st.screen.(screen.Leaver); ok {
		return l.Leave().Write
	}
	return nil
}

// stay goes on with a session that was about to end, as something was not written: the disk did not
// take it, or there is nowhere to keep it.
func (r *Root) stay(err error) {
	r.leaving, r.jobs.refused = false, true
	key := r.table.Key(keymaps.Quit, []keymaps.Scope{keymaps.Everywhere})
	said := r.session.Book.T("leave.not_saved", "key", key)
	if p := (*desk.Problem)(nil); errors.As(err, &p) && p.Code != desk.DiskFull && p.Code != desk.DiskFailed {
		said = r.session.Book.T("leave.not_kept", "why", r.session.Book.Err(err), "key", key)
	}
	r.sayAnywhere(screen.Notice{Text: said, Level: screen.Failure, Unkept: true})
}

// end quits once nothing is left to write; marks may be lost, and are not waited for without end.
// Where nothing outlives the process, the agent stays as long as something is unsent, and leaves
// without it only when asked again.
func (r *Root) end() {
	if !r.leaving || r.quit || len(r.jobs.writes) > 0 || len(r.jobs.marks) > 0 && !r.jobs.enough {
		return
	}
	if r.weighing {
		return
	}
	if r.opts.Unkept && !r.jobs.forced && !r.weighed {
		r.weighing = true
		ledger := r.ledger
		r.ask(r.own, []screen.Ask{{Slot: slotUnsent, Read: func() (any, error) { return unsent(ledger), nil }}})
		return
	}
	r.quit = true
	r.run(tea.Quit)
}

// unsent counts what is lost with a ledger that nothing keeps.
func unsent(l Ledger) int {
	ops, _ := l.Outbox() // what cannot be read is lost already
	n := len(ops)
	if begun, ok := l.(interface{ Drafts() int }); ok {
		n += begun.Drafts()
	}
	return n
}

// weigh hears how much leaving would lose.
func (r *Root) weigh(n int) {
	r.weighing = false
	if !r.leaving {
		return
	}
	if n == 0 {
		r.weighed = true // end comes by once more, and leaves
		return
	}
	r.leaving, r.jobs.refused = false, true
	key := r.table.Key(keymaps.Quit, []keymaps.Scope{keymaps.Everywhere})
	r.sayAnywhere(screen.Notice{Text: r.session.Book.N("leave.unsent", n, "key", key), Level: screen.Failure})
}

// insist takes a key that is pressed while heed is about to end: the one that leaves,
// pressed once more, does not wait for a disk that hangs.
func (r *Root) insist(msg tea.Msg) {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return
	}
	if r.table.Press([]keymaps.Scope{keymaps.Everywhere}, "", key.String()).Action == keymaps.Quit {
		r.quit = true
		r.run(tea.Quit)
		return
	}
	r.sayAnywhere(screen.Notice{Text: r.session.Book.T("root.leave_again", "key", r.table.Key(keymaps.Quit, []keymaps.Scope{keymaps.Everywhere})), Level: screen.Warning})
}

// announce tells colleagues where the agent is, when that has changed.
func (r *Root) announce() {
	if r.opts.Courier == nil {
		return
	}
	ticket, doing := r.working()
	if r.leaving || ticket.IsZero() {
		ticket, doing = desk.TicketID{}, desk.Left
	}
	p := desk.Presence{Agent: r.session.Me.ID, Ticket: ticket, Doing: doing}
	if p.Doing == desk.Left {
		p.Ticket = r.here.Ticket
	}
	if p == r.here || p.Ticket.IsZero() {
		return
	}
	r.here = p
	r.opts.Courier.At(p)
}

// rescue writes what a session still has to keep when its loop ended from outside: the
// terminal was closed, or the context. Marks come last, as no words are to wait for them. It waits
// no longer than that for a slow disk.
func (r *Root) rescue(wait time.Duration) {
	if r.quit {
		return
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		carryAll(r.jobs.writes)
		for _, w := range r.unwritten() {
			outcome(w.Run)
		}
		var marks []screen.Write
		for _, st := range r.live() {
			// One screen that panics must not take the words of the others along.
			last, _ := outcome(func() (any, error) { return st.lastWords(), nil }).([]screen.Write)
			for _, w := range last {
				if w.Mark {
					marks = append(marks, w)
					continue
				}
				outcome(w.Run)
			}
		}
		carryAll(r.jobs.marks)
		for _, w := range marks {
			outcome(w.Run)
		}
	}()
	select {
	case <-done:
	case <-time.After(wait):
	}
}

// carryAll runs writes in their order, and waits for the one that is under way.
func carryAll(line []*written) {
	for _, w := range line {
		if _, mine := w.carry(); !mine {
			<-w.done
		}
	}
}
