package story_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
)

// acts lets somebody do what the step says.
func (o *office) acts(s step, m *machine) {
	id := o.tickets[s.On%len(o.tickets)]
	switch s.Do {
	case idle:
	case customerWrite:
		o.must(o.hall.intake(id, desk.Receive{Text: desk.Foreign("And another thing")}))
	case customerOpens:
		o.opens()
	case colleague:
		o.interferes(s, id)
	case night:
		days := (1 + s.Pick%8) * []int{1, 1, 5, 50}[s.Pick%4]
		o.sleepsOver(time.Duration(days) * 24 * time.Hour)
	default:
		if !m.running() {
			m.start()
			o.quiet()
		}
		m.acts(s, id)
	}
}

func (o *office) opens() {
	id, err := o.hall.opens(len(o.tickets))
	o.must(err)
	o.tickets = append(o.tickets, id)
}

// interferes is a colleague at the desk itself.
func (o *office) interferes(s step, id desk.TicketID) {
	intents := []desk.Intent{
		desk.SetStatus{Status: []desk.Status{desk.Open, desk.Pending, desk.OnHold, desk.Solved}[s.When%4]},
		desk.Note{Text: desk.Foreign("Asked the depot.")},
		desk.Reply{Text: desk.Foreign("We are on it."), Anyway: true},
		desk.Assign{To: staff[s.When%len(staff)]},
		desk.SetPriority{Urgency: desk.High},
	}
	o.must(o.hall.does(id, intents[s.Pick%len(intents)]))
}

// sleepsOver ends every machine and the desk, and lets days pass: more than any promise may
// be bound to.
func (o *office) sleepsOver(d time.Duration) {
	for _, m := range o.at {
		m.disk.heal()
		m.stop()
	}
	o.must(o.hall.rest(func() { time.Sleep(d) }))
	for _, m := range o.at {
		m.start()
	}
}

// acts is what an agent does at a machine, with what it shows.
func (m *machine) acts(s step, id desk.TicketID) {
	switch s.Do {
	case undo:
		m.undoes(s.Pick)
	case again, discard:
		m.decides(s)
	case draft:
		m.drafted(s, id)
	case leave:
		m.disk.heal()
		m.stop()
	case create:
		m.creates(s)
	default:
		m.does(s, id)
	}
}

// does is an operation on a ticket that the machine knows.
func (m *machine) does(s step, id desk.TicketID) {
	th, err := m.ledger.Thread(id, 1)
	if err != nil {
		if !errors.Is(err, desk.ErrNotFound) {
			m.o.must(err)
		}
		return // not fetched yet
	}
	in := m.intent(s, id)
	if in == nil {
		return
	}
	m.submits(desk.Op{ID: desk.NewOpID(), Ticket: id, Base: th.Base, Seen: th.Seen, Actor: m.agent, At: m.ledger.Now(), Intent: in}, s)
}

// intent is what the agent wants to happen.
func (m *machine) intent(s step, id desk.TicketID) desk.Intent {
	words := desk.Foreign(fmt.Sprintf("Words %03d.", len(m.o.book.order)))
	switch s.Do {
	case reply:
		return desk.Reply{Text: words, Then: []desk.Status{"", desk.Open, desk.OnHold, desk.Solved}[s.Pick%4]}
	case note:
		return desk.Note{Text: words}
	case status:
		return desk.SetStatus{Status: []desk.Status{desk.OnHold, desk.Open, desk.Pending, desk.Solved}[s.Pick%4]}
	case assign:
		return desk.Assign{To: []desk.AgentID{m.agent, "tom", ""}[s.Pick%3]}
	case priority:
		return desk.SetPriority{Urgency: desk.Level(s.Pick%3 - 1), Impact: desk.High}
	case tag:
		return desk.Tag{Tags: []string{fmt.Sprint("t", len(m.o.book.order))}}
	case untag:
		return desk.Untag{Tags: []string{"none"}}
	case snooze:
		return desk.Snooze{Until: m.ledger.Now().Add(time.Duration(1+s.Pick) * 10 * time.Second)}
	case follow:
		if s.Pick%3 == 0 {
			return desk.Unfollow{}
		}
		return desk.Follow{}
	case merge:
		into := m.o.tickets[s.Pick%len(m.o.tickets)]
		if into == id {
			return nil
		}
		return desk.Merge{Into: into}
	default:
		panic("nobody knows how to " + s.Do)
	}
}

// creates is a ticket that the agent opens.
func (m *machine) creates(s step) {
	id := desk.NewTicketID()
	m.submits(desk.Op{ID: desk.NewOpID(), Ticket: id, Actor: m.agent, At: m.ledger.Now(), Intent: desk.Create{
		Subject: desk.Foreign("A matter of ours"), Channel: desk.Mail, Text: desk.Foreign(fmt.Sprintf("Words %03d.", len(m.o.book.order))), Outbound: true,
		Requester: desk.CustomerID{ID: desk.NewID()}, RequesterName: desk.Foreign("Somebody new"),
	}}, s)
	m.o.tickets = append(m.o.tickets, id)
}

// submits hands an operation to heed, and notes what it said of it.
func (m *machine) submits(op desk.Op, s step) {
	hold := time.Duration(0)
	if s.Pick%2 == 1 {
		hold = 8 * time.Second
	}
	d := m.o.book.write(op, m.n)
	err := m.ledger.Submit(op, hold)
	m.o.note("machine %d: %s %s %q on %s, held %s: %v", m.n, op.Intent.Kind(), op.ID, d.words+d.tag, op.Ticket, hold, err)
	if m.disk.image() != "" {
		m.left(d)
		return
	}
	if err != nil {
		m.o.book.become(d, turnedAway)
		return
	}
	m.o.book.become(d, queued)
	if _, public := op.Text(); d.words != "" && op.Composed() {
		delete(m.drafts, desk.DraftKey{Ticket: op.Ticket, Note: !public})
	}
}

// undoes takes back what was made last, or lately.
func (m *machine) undoes(pick int) {
	deeds := m.o.book.of(m.n)
	if len(deeds) == 0 {
		return
	}
	d := deeds[max(len(deeds)-1-pick/12, 0)]
	_, err := m.ledger.Cancel(d.op.ID)
	m.o.note("machine %d: takes %s back: %v", m.n, d.op.ID, err)
	if m.disk.image() != "" {
		m.left(d)
		return
	}
	if err != nil {
		return
	}
	m.o.book.become(d, undone)
	m.comesBack(d)
}

// comesBack expects the words of an operation that was taken back among the drafts.
func (m *machine) comesBack(d *deed) {
	back := d.op.Draft()
	if in, made := d.op.Intent.(desk.Create); back == nil || !d.op.Composed() || made && !in.Outbound {
		return
	}
	m.drafts[back.Key()] = strings.TrimSpace(d.words + "\n\n" + m.drafts[back.Key()])
}

// decides is what the agent does about what was held or refused.
func (m *machine) decides(s step) {
	ops, err := m.ledger.Outbox()
	m.o.must(err)
	ops = slices.DeleteFunc(ops, func(p desk.PendingOp) bool { return p.State != desk.OpHeld && p.State != desk.OpRefused })
	if len(ops) == 0 {
		return
	}
	m.decide(ops[s.Pick%len(ops)], s.Do == again)
}

func (m *machine) decide(p desk.PendingOp, anyway bool) {
	d := m.o.book.find(p.Op.ID)
	in, isReply := p.Op.Intent.(desk.Reply)
	if d == nil || !anyway || !isReply || p.State != desk.OpHeld {
		err := m.ledger.Discard(p.Op.ID)
		m.o.note("machine %d: discards %s: %v", m.n, p.Op.ID, err)
		m.settled(d, err, dropped)
		return
	}
	th, err := m.ledger.Thread(p.Op.Ticket, 1)
	if err != nil {
		m.o.must(err)
		return
	}
	in.Anyway = true
	op := p.Op
	op.ID, op.Base, op.Seen, op.At, op.Intent = desk.NewOpID(), th.Base, max(th.Seen, lastOf(p.Came)), m.ledger.Now(), in
	next := m.o.book.write(op, m.n)
	next.place = d.place
	err = m.ledger.Again(p.Op.ID, op)
	m.o.note("machine %d: sends %s anyway, as %s: %v", m.n, p.Op.ID, op.ID, err)
	switch {
	case m.disk.image() != "":
		m.left(d)
		m.left(next)
	case err != nil:
		m.o.book.become(next, turnedAway)
	default:
		m.o.book.become(d, dropped)
		m.o.book.become(next, queued)
	}
}

// settled notes what became of an operation by what the agent decided.
func (m *machine) settled(d *deed, err error, to promised) {
	switch {
	case d == nil:
		m.o.wrong("nothing waits that nobody made", "at machine %d", m.n)
	case m.disk.image() != "":
		m.left(d)
	case err == nil:
		m.o.book.become(d, to)
	}
}

func lastOf(all []desk.Message) (last desk.MessageID) {
	for _, m := range all {
		last = max(last, m.ID)
	}
	return last
}

// left settles what was said of an operation as the machine stopped: nobody was told, so it
// is what the machine has when it starts again.
func (m *machine) left(d *deed) {
	if m.running() && m.disk.image() != "" {
		m.o.bury()
	}
	is := unheard
	if m.running() {
		ops, err := m.ledger.Outbox()
		m.o.must(err)
		if slices.ContainsFunc(ops, func(p desk.PendingOp) bool { return p.Op.ID == d.op.ID }) {
			is = queued
		}
	}
	if v, known, err := m.o.hall.verdict(m.agent, d.op.ID); err == nil && known && v.Outcome == desk.Applied {
		is = queued
	}
	m.o.note("machine %d stopped: %s is %s", m.n, d.op.ID, is)
	m.o.book.become(d, is)
	m.forgetDrafts()
}

// forgetDrafts expects nothing of the drafts any more: the machine stopped between them and
// what was made of them.
func (m *machine) forgetDrafts() { clear(m.drafts) }

// drafted is a text that the agent begins.
func (m *machine) drafted(s step, id desk.TicketID) {
	d := desk.Draft{Ticket: id, Note: s.Pick%3 == 0, Text: desk.Foreign(fmt.Sprintf("Begun %03d.", len(m.o.log))), At: m.ledger.Now()}
	err := m.ledger.SaveDraft(d)
	m.o.note("machine %d: begins %q on %s: %v", m.n, d.Text.Raw(), id, err)
	switch {
	case m.disk.image() != "":
		m.forgetDrafts()
	case err == nil:
		m.drafts[d.Key()] = d.Text.Raw()
	}
}
