package archive

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Live turns a file of history into a desk with a queue to work: all times move so that
// the newest is now, and some of the newest tickets are left open, cut before the last
// turn that an agent took.
//
// It takes two passes: Look at every record, then Turn every record. Between them it
// keeps some seventy bytes a ticket, so that files of any length can be turned.
type Live struct {
	now    time.Time
	owner  desk.AgentID
	want   int
	rng    *rand.Rand
	newest time.Time // of what stays as it is, then of everything
	seen   []candidate
	fate   map[desk.TicketID]fate // set by the first Turn
}

// candidate is a ticket that could be left open.
type candidate struct {
	id   desk.TicketID
	last time.Time // when it ended
	left time.Time // when it ends where it is left open
}

// fate is whose an open ticket becomes.
type fate int8

const (
	owners fate = iota
	nobodys
	colleagues
)

// NewLive prepares a transformation that leaves up to n tickets open: a third of them
// the owner's, a third nobody's, a third those of the agents that the file names. The
// same seed and the same records always give the same.
func NewLive(n int, seed uint64, now time.Time, owner desk.AgentID) *Live {
	return &Live{now: now.UTC().Truncate(time.Second), owner: owner, want: max(n, 0), rng: rand.New(rand.NewPCG(seed, 0x11fe))}
}

// Look takes note of a record. Every record must have been looked at before the first Turn.
func (l *Live) Look(r Record) {
	t := r.Ticket
	if t == nil {
		return
	}
	cut := cutAt(t.Messages)
	if cut == 0 || !t.MergedInto.IsZero() {
		l.newest = moment(l.newest, t.UpdatedAt)
		return
	}
	l.seen = append(l.seen, candidate{id: t.ID, last: t.UpdatedAt, left: t.Messages[cut-1].At})
}

// Open is how many tickets Turn leaves open.
func (l *Live) Open() int { l.decide(); return len(l.fate) }

// Turn returns the record as it stands on the living desk. The record given is not changed.
func (l *Live) Turn(r Record) Record {
	l.decide()
	switch {
	case r.Ticket != nil:
		t := *r.Ticket
		t.Ticket = t.Clone()
		t.Messages = slices.Clone(t.Messages)
		f, open := l.fate[t.ID]
		if open {
			l.reopen(&t, f)
		}
		l.shiftTicket(&t)
		Settle(&t)
		return Record{Ticket: &t}
	case r.Customer != nil:
		return Record{Customer: l.shiftCustomer(r.Customer)}
	default:
		return r
	}
}

// decide chooses which tickets stay open and whose they become.
func (l *Live) decide() {
	if l.fate != nil {
		return
	}
	slices.SortFunc(l.seen, func(a, b candidate) int {
		return cmp.Or(b.last.Compare(a.last), slices.Compare(a.id.ID[:], b.id.ID[:]))
	})
	l.seen = slices.CompactFunc(l.seen, func(a, b candidate) bool { return a.id == b.id })
	open := l.seen[:min(l.want, len(l.seen))]
	for i, c := range l.seen {
		if i < len(open) {
			c.last = c.left
		}
		l.newest = moment(l.newest, c.last)
	}
	l.rng.Shuffle(len(open), func(i, j int) { open[i], open[j] = open[j], open[i] })
	l.fate = make(map[desk.TicketID]fate, len(open))
	for i, c := range open {
		l.fate[c.id] = fate(i % 3)
	}
	l.seen = nil
}

// reopen takes a ticket back to where its agent's last turn was still to come.
func (l *Live) reopen(t *Ticket, f fate) {
	t.Messages = t.Messages[:cutAt(t.Messages)]
	t.Rating, t.SnoozedUntil = nil, time.Time{}
	t.FirstReplyAt, t.SolvedAt, t.UpdatedAt = time.Time{}, time.Time{}, time.Time{}
	t.Status = desk.New
	if slices.ContainsFunc(t.Messages, func(m desk.Message) bool { return m.Kind == desk.FromAgent }) {
		t.Status = desk.Open
	}
	switch f {
	case owners:
		t.Assignee = l.owner
	case nobodys:
		t.Assignee = ""
	case colleagues:
	}
	if t.Assignee != "" {
		t.Status = desk.Open
	}
}

// cutAt is where the agent's last turn begins: just behind the customer's word that it
// answered. It is 0 where no agent answered anything.
func cutAt(thread []desk.Message) int {
	answered := false
	for i := len(thread) - 1; i >= 0; i-- {
		switch thread[i].Kind {
		case desk.FromAgent:
			answered = true
		case desk.FromCustomer:
			if answered {
				return i + 1
			}
		case desk.InternalNote, desk.Happening, desk.PhoneCall, desk.Forwarded:
		}
	}
	return 0
}

// shift moves one time; what never was stays so.
func (l *Live) shift(t time.Time) time.Time {
	if t.IsZero() || l.newest.IsZero() {
		return t
	}
	return t.Add(l.now.Sub(l.newest))
}

func (l *Live) shiftTicket(t *Ticket) {
	for _, at := range []*time.Time{&t.CreatedAt, &t.UpdatedAt, &t.FirstReplyAt, &t.SnoozedUntil, &t.SolvedAt} {
		*at = l.shift(*at)
	}
	for i := range t.Messages {
		t.Messages[i].At = l.shift(t.Messages[i].At)
	}
	if t.Rating != nil {
		rating := *t.Rating
		rating.At = l.shift(rating.At)
		t.Rating = &rating
	}
	if t.Customer != nil {
		t.Customer = l.shiftCustomer(t.Customer)
	}
}

func (l *Live) shiftCustomer(from *desk.Customer) *desk.Customer {
	c := *from
	c.Since = l.shift(c.Since)
	c.Orders = slices.Clone(c.Orders)
	for i := range c.Orders {
		c.Orders[i].At = l.shift(c.Orders[i].At)
	}
	return &c
}
