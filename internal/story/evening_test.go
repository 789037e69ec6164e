package story_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

// patience is how long everything may take to come to rest once nothing fails any more.
const patience = 30

// evening ends the faults, and holds what must be when everything has come to rest: each
// operation is at the desk or waits for its agent with a reason; and when the agents have
// decided, every machine has what the desk has. Clocks stay as wrong as they are.
func (o *office) evening() {
	o.note("evening")
	for _, m := range o.at {
		if m.running() {
			m.road.clear()
			m.disk.heal()
		}
		if o.hall.token(m.agent) == "" {
			o.revokes(m.agent)
		}
	}
	for _, m := range o.at {
		if !m.running() {
			m.start()
		}
	}
	o.quiet()
	for range 3 + len(o.book.order) { // at least one comes to rest each time
		if o.comesToRest(); o.failed() || !o.decides() {
			break
		}
	}
	for _, m := range o.at {
		if n := len(m.waits()); n > 0 && !o.failed() {
			o.wrong("what is decided comes to rest", "machine %d has %d left", m.n, n)
		}
	}
	o.hearsAll()
	if !o.failed() {
		o.deskHasEachOnce()
	}
	for _, m := range o.at {
		if !o.failed() {
			m.hasWhatTheDeskHas()
		}
	}
}

// comesToRest lets time pass until nothing is on its way any more.
func (o *office) comesToRest() {
	for range patience {
		o.pass(time.Minute)
		busy := false
		for _, m := range o.at {
			for _, p := range m.waits() {
				busy = busy || !atRest(p)
			}
		}
		if !busy {
			for _, m := range o.at {
				o.shows(m)
			}
			return
		}
	}
	for _, m := range o.at {
		for id, p := range m.waits() {
			if !atRest(p) {
				o.wrong("everything comes to rest", "machine %d: %s is %s after %d tries, link %+v", m.n, id, p.State, p.Tries, m.ledger.Link())
			}
		}
	}
}

// hearsAll lets time pass until every machine has found the desk again, and then for the
// news of the last deeds.
func (o *office) hearsAll() {
	away := func(m *machine) bool { return m.ledger.Link().State != desk.LinkUp }
	for n := 0; slices.ContainsFunc(o.at, away); n++ {
		if n == patience {
			o.wrong("every machine finds the desk again", "machine 0: %+v", o.at[0].ledger.Link())
			return
		}
		o.pass(time.Minute)
	}
	o.pass(2 * time.Minute)
	for _, m := range o.at {
		o.shows(m)
	}
}

// atRest reports whether an operation waits for its agent, or behind one that does.
func atRest(p desk.PendingOp) bool {
	switch p.State {
	case desk.OpHeld, desk.OpRefused, desk.OpUnknown, desk.OpParked:
		return true
	default:
		return false
	}
}

// decides has the agents decide on what waits for them, and reports whether there was
// anything.
func (o *office) decides() (some bool) {
	for _, m := range o.at {
		ops, err := m.ledger.Outbox()
		o.must(err)
		for i, p := range ops {
			if p.State == desk.OpHeld || p.State == desk.OpRefused {
				m.decide(p, i%2 == 0)
				some = true
			}
		}
	}
	return some
}

// deskHasEachOnce holds what is at the desk against what was promised: every word that was
// queued once, in the order in which it was written, and not one that was taken back.
func (o *office) deskHasEachOnce() {
	page, err := o.hall.all(staff[0])
	o.must(err)
	said := map[desk.OpID][]desk.Message{}
	times := map[string]int{}
	for _, e := range page.Messages {
		if !e.Op.IsZero() {
			said[e.Op] = append(said[e.Op], e)
		}
		times[e.Text.Raw()]++
	}
	for _, d := range o.book.order {
		v, known, err := o.hall.verdict(o.at[d.at].agent, d.op.ID)
		o.must(err)
		known = known && v.Outcome == desk.Applied // what the desk has held can still be taken back
		switch {
		case !d.live() && (known || len(said[d.op.ID]) > 0):
			o.wrong("what was taken back never happens", "%s was %s, and is at the desk", d.op.ID, d.state)
		case d.live() && !known:
			o.wrong("what was said to be queued is not lost", "%s is not at the desk", d.op.ID)
		case d.live() && d.words != "" && (len(texts(said[d.op.ID])) != 1 || times[d.words] != 1):
			o.wrong("what was written arrives once", "%q is there %d times", d.words, times[d.words])
		case d.live() && d.words != "" && texts(said[d.op.ID])[0].Text.Raw() != d.words:
			o.wrong("what was sent is what was said", "%q arrived as %q", d.words, texts(said[d.op.ID])[0].Text.Raw())
		}
	}
	o.inOrder(page.Messages)
	o.fair(page.Messages)
	o.knowsThemAgain()
}

func texts(all []desk.Message) []desk.Message {
	return slices.DeleteFunc(slices.Clone(all), func(m desk.Message) bool { return m.Kind == desk.Happening })
}

// inOrder holds that what one machine did to a ticket happened in the order in which it was
// done there.
func (o *office) inOrder(all []desk.Message) {
	type lane struct {
		machine int
		ticket  desk.TicketID
	}
	slices.SortFunc(all, func(a, b desk.Message) int {
		return cmp.Or(bytes.Compare(a.Ticket.ID[:], b.Ticket.ID[:]), cmp.Compare(a.ID, b.ID))
	})
	last := map[lane]*deed{}
	for _, e := range all {
		d := o.book.find(e.Op)
		if d == nil || d.op.Ticket != e.Ticket {
			continue
		}
		k := lane{d.at, e.Ticket}
		if was := last[k]; was != nil && was.place > d.place {
			o.wrong("nothing overtakes", "machine %d: %s happened before %s on %s", d.at, was.op.ID, d.op.ID, e.Ticket)
		}
		last[k] = d
	}
}

// hasWhatTheDeskHas holds that a machine has, to the letter, what its agent may see at the
// desk, and nothing else; and that its lists are what they should be.
func (m *machine) hasWhatTheDeskHas() {
	page, err := m.o.hall.all(m.agent)
	m.o.must(err)
	entries := map[desk.TicketID][]desk.Message{}
	for _, e := range page.Messages {
		entries[e.Ticket] = append(entries[e.Ticket], e)
	}
	for _, t := range page.Tickets {
		th, err := m.ledger.Thread(t.ID, 100_000)
		if err != nil {
			m.o.wrong("every machine has what the desk has", "machine %d: %s: %v", m.n, t.ID, err)
			return
		}
		want := entries[t.ID]
		slices.SortFunc(want, func(a, b desk.Message) int { return cmp.Compare(a.ID, b.ID) })
		m.same("ticket", t, th.Ticket)
		m.same("thread", want, th.Messages)
	}
	for _, c := range page.Customers {
		got, err := m.ledger.Customer(c.ID)
		m.o.must(err)
		m.same("customer", c, got)
	}
	agents, err := m.ledger.Agents()
	m.o.must(err)
	for i := range agents {
		agents[i].Break = nil // the ledger tells every agent of their own, an empty one too
	}
	byID := func(a, b desk.Agent) int { return cmp.Compare(a.ID, b.ID) }
	slices.SortFunc(agents, byID)
	slices.SortFunc(page.Agents, byID)
	m.same("agents", page.Agents, agents)
	m.listsRight(page.Tickets)
}

// same holds two records to be the same to the letter.
func (m *machine) same(what string, desk, here any) {
	a, err := json.Marshal(desk)
	m.o.must(err)
	b, err := json.Marshal(here)
	m.o.must(err)
	if !bytes.Equal(a, b) {
		m.o.wrong("every machine has what the desk has", "machine %d, %s:\n%s\ninstead of\n%s", m.n, what, b, a)
	}
}

// listsRight holds every view to have the rows that it should, in their order.
func (m *machine) listsRight(tickets []desk.Ticket) {
	me, now := m.ledger.Me(), m.ledger.Now()
	counts, err := m.ledger.Counts()
	m.o.must(err)
	for _, v := range desk.Views() {
		var want []desk.Excerpt
		for _, t := range tickets {
			if e := t.Excerpt(); v.Has(e, me, now) {
				want = append(want, e)
			}
		}
		slices.SortFunc(want, func(a, b desk.Excerpt) int {
			return cmp.Or(cmp.Compare(v.Order(a), v.Order(b)), bytes.Compare(a.ID.ID[:], b.ID.ID[:]))
		})
		win, err := m.ledger.Window(v, desk.Anchor{}, 0, 1000)
		m.o.must(err)
		got := make([]desk.TicketID, 0, len(win.Rows))
		for _, r := range win.Rows {
			got = append(got, r.ID)
		}
		is := make([]desk.TicketID, 0, len(want))
		for _, e := range want {
			is = append(is, e.ID)
		}
		if !slices.Equal(got, is) || counts[v] != len(is) {
			m.o.wrong("every machine has what the desk has", "machine %d: %s has %v, counts %d, instead of %v", m.n, v, got, counts[v], is)
		}
	}
}
