package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

// leave asks to end the session: a signal came. A key does the same.
type leave struct{}

// leave lets every screen keep what it has, and ends when all of it is written.
func (r *Root) leave() {
	if r.leaving {
		return
	}
	r.leaving = true
	r.write(r.own, r.lastWords())
	if len(r.jobs.writes) > 0 {
		r.say(screen.Notice{Text: r.session.Book.T("root.saving")})
	}
}

// lastWords are what the screens want written before they go.
func (r *Root) lastWords() []screen.Write {
	var all []screen.Write
	for _, st := range r.live() {
		if l, ok := st.screen.(screen.Leaver); ok {
			all = append(all, l.Leave().Write...)
		}
	}
	return all
}

// end quits once nothing is left to write.
func (r *Root) end() {
	if !r.leaving || r.quit || len(r.jobs.writes) > 0 {
		return
	}
	r.quit = true
	r.run(tea.Quit)
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
	r.say(screen.Notice{Text: r.session.Book.T("root.leave_again", "key", r.table.Key(keymaps.Quit, []keymaps.Scope{keymaps.Everywhere})), Level: screen.Warning})
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
// terminal was closed, or the context. It waits no longer than that for a slow disk.
func (r *Root) rescue(wait time.Duration) {
	if r.quit {
		return
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, w := range r.jobs.writes {
			if _, mine := w.carry(); !mine {
				<-w.done
			}
		}
		for _, w := range r.lastWords() {
			outcome(w.Run)
		}
	}()
	select {
	case <-done:
	case <-time.After(wait):
	}
}
