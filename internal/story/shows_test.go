package story_test

import (
	"errors"
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// shows holds what a machine shows at this moment against what was promised, whatever is
// under way and whatever has failed.
func (o *office) shows(m *machine) {
	if o.failed() || !m.running() {
		return
	}
	waits := m.waits()
	deeds := o.book.of(m.n)
	for _, d := range deeds {
		o.isKept(m, d, waits)
	}
	m.holdsNothingElse(waits)
	m.refusedByTheDesk(waits)
	m.isAhead()
	m.showsWhatWasDone(deeds, waits)
	m.keepsDrafts()
}

// waits is the outbox of a machine by operation.
func (m *machine) waits() map[desk.OpID]desk.PendingOp {
	ops, err := m.ledger.Outbox()
	m.o.must(err)
	waits := make(map[desk.OpID]desk.PendingOp, len(ops))
	for _, p := range ops {
		waits[p.Op.ID] = p
	}
	return waits
}

// isKept holds that an operation that was said to be queued is in the outbox or at the desk,
// and that what the desk did not take waits with its reason.
func (o *office) isKept(m *machine, d *deed, waits map[desk.OpID]desk.PendingOp) {
	p, there := waits[d.op.ID]
	switch {
	case there && p.State == desk.OpRefused && p.Problem == nil, there && p.State == desk.OpHeld && (p.Problem == nil || len(p.Came) == 0):
		o.wrong("what was not carried out says why", "machine %d: %s is %s", m.n, d.op.ID, p.State)
	case there && p.State == desk.OpUnknown:
		o.wrong("our own desk always knows", "machine %d: %s", m.n, d.op.ID)
	case there || d.known:
	default:
		v, known, err := o.hall.verdict(m.agent, d.op.ID)
		o.must(err)
		if d.known = known && v.Outcome == desk.Applied; !d.known {
			o.wrong("what was said to be queued is not lost", "machine %d: %s left the outbox, and at the desk it is %q", m.n, d.op.ID, v.Outcome)
		}
	}
}

// holdsNothingElse holds that the outbox has nothing that was taken back or refused to be
// taken, and nothing of others.
func (m *machine) holdsNothingElse(waits map[desk.OpID]desk.PendingOp) {
	for id, p := range waits {
		d := m.o.book.find(id)
		switch {
		case d == nil || d.at != m.n:
			m.o.wrong("nothing waits that nobody made", "machine %d: %s", m.n, id)
		case !d.live():
			m.o.wrong("what was not queued does not wait", "machine %d: %s, which was %s, is %s", m.n, id, d.state, p.State)
		default:
			if hash, err := p.Op.Hash(); err != nil || hash != d.hash {
				m.o.wrong("what waits is what was said", "machine %d: %s", m.n, id)
			}
		}
	}
}

// isAhead holds that neither the cursor nor a ticket ever goes back, and that the cursor
// claims nothing that is not here: whatever is not behind it is held as the desk has it.
func (m *machine) isAhead() {
	at, ok := m.cursor()
	if ok && at < m.place {
		m.o.wrong("the cursor goes on", "machine %d: %d after %d", m.n, at, m.place)
	}
	m.place = max(m.place, at)
	m.o.must(m.o.hall.follow())
	for _, id := range m.o.tickets {
		base, last, err := m.holds(id)
		if err != nil {
			m.o.must(err)
			continue
		}
		if base < m.versions[id] {
			m.o.wrong("no ticket is shown older than it was", "machine %d: %s at %d after %d", m.n, id, base, m.versions[id])
		}
		m.versions[id] = base
		if t, told := m.o.hall.news[id]; ok && told && at >= t.by && (base < t.Version || last < t.LastMessage) {
			m.o.wrong("the cursor is not ahead of what is held", "machine %d: %s at %d, entry %d; the desk has had %d, %d since change %d, and the cursor is at %d", m.n, id, base, last, t.Version, t.LastMessage, t.by, at)
		}
	}
}

// holds is how far the machine has a ticket: its version and its last entry; zero for one
// that it does not have.
func (m *machine) holds(id desk.TicketID) (desk.Version, desk.MessageID, error) {
	th, err := m.ledger.Thread(id, 1)
	if errors.Is(err, desk.ErrNotFound) {
		return 0, 0, nil
	}
	return th.Base, th.Seen, err
}

// showsWhatWasDone holds that what the agent did is to be seen from that moment on, once:
// on its way, between two answers, and when the desk has it. The words of a reply stand in
// the thread, a tag on the ticket.
func (m *machine) showsWhatWasDone(deeds []*deed, waits map[desk.OpID]desk.PendingOp) {
	threads := map[desk.TicketID]*desk.Thread{}
	for _, d := range deeds {
		if d.words == "" && d.tag == "" {
			continue
		}
		th, had := threads[d.op.Ticket]
		if !had {
			got, err := m.ledger.Thread(d.op.Ticket, 400)
			if err != nil && !errors.Is(err, desk.ErrNotFound) {
				m.o.must(err)
			}
			if err == nil {
				th = &got
			}
			threads[d.op.Ticket] = th
		}
		if th == nil {
			if m.versions[d.op.Ticket] > 0 || d.known {
				m.o.wrong("what was done is to be seen from then on", "machine %d: the ticket of %s is not there", m.n, d.op.ID)
			}
			continue
		}
		m.showsOnce(d, th, waits)
	}
}

func (m *machine) showsOnce(d *deed, th *desk.Thread, waits map[desk.OpID]desk.PendingOp) {
	p, waiting := waits[d.op.ID]
	if d.words != "" {
		n := 0
		for _, e := range th.Messages {
			if e.Text.Raw() == d.words {
				n++
			}
		}
		if n != 1 {
			m.o.wrong("what was done is to be seen from then on", "machine %d: %q, %s, stands there %d times", m.n, d.words, p.State, n)
		}
		return
	}
	stopped := waiting && (p.State == desk.OpRefused || p.State == desk.OpHeld)
	refusable := waiting && m.willRefuse(th)
	if !stopped && !refusable && !slices.Contains(th.Ticket.Tags, d.tag) {
		m.o.wrong("what was done is to be seen from then on", "machine %d: %q, %s, is not on the ticket", m.n, d.tag, p.State)
	}
}

// willRefuse reports whether what waits on a ticket may be refused by all that is known here:
// then it is not laid over it.
func (m *machine) willRefuse(th *desk.Thread) bool {
	return th.Ticket.Status == desk.Closed || !th.Ticket.MergedInto.IsZero()
}

// keepsDrafts holds that what was begun is there.
func (m *machine) keepsDrafts() {
	for key, words := range m.drafts {
		d, err := m.ledger.Draft(key.Ticket, key.Note)
		m.o.must(err)
		if d == nil || !strings.Contains(d.Text.Raw(), words) {
			m.o.wrong("what was begun is not lost", "machine %d: %q on %s", m.n, words, key.Ticket)
		}
	}
}
