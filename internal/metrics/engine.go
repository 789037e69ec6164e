package metrics

import (
	"bytes"
	"cmp"
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Engine keeps the figures of a desk while it goes on. Whoever follows the desk hands in each ticket that
// changed, with what its thread has grown by; the figures are at hand at any time. It holds no clock and
// reads nothing, and is not safe for use by many goroutines at once.
//
// What it comes to depends on the last state of each ticket and its whole thread alone: however often
// and in whatever portions they came, the figures are those of an engine that was given them at once.
type Engine struct {
	sla     desk.SLA
	zone    *time.Location
	since   time.Time // nothing before is counted
	tickets map[desk.TicketID]*matter
	stands  map[Scope]*undone
	days    map[date]map[Scope]*totals
}

// matter is a ticket with what it is counted by.
type matter struct {
	t     subject
	story *Story
	days  []date // on which it is counted, ascending
}

// date is a day where the desk is, as 20261224.
type date int

// New is the engine of a desk that promises sla and whose days are those of a zone; nil for UTC.
// What happened before since is not counted: the zero time for everything.
func New(sla desk.SLA, zone *time.Location, since time.Time) *Engine {
	if zone == nil {
		zone = time.UTC
	}
	return &Engine{
		sla: ready(sla), zone: zone, since: since,
		tickets: map[desk.TicketID]*matter{}, stands: map[Scope]*undone{}, days: map[date]map[Scope]*totals{},
	}
}

// ready is what is promised with the zones of its calendars found, which would else be looked for with each
// ticket; as it is where there is anything wrong with it.
func ready(sla desk.SLA) desk.SLA {
	if checked, err := sla.Checked(); err == nil {
		return checked
	}
	return sla
}

// Last is the last entry that the engine has of a ticket's thread; 0 for a ticket that it does not
// know. What it needs when that ticket changes are the entries after it.
func (e *Engine) Last(id desk.TicketID) desk.MessageID {
	if m := e.tickets[id]; m != nil {
		return m.story.last
	}
	return 0
}

// Take brings the figures up to date on a ticket: as it stands now, with the entries of its thread
// after Last, or more of them. To take the same twice changes nothing. What it costs grows with the
// ticket's own thread, and hardly with the desk.
func (e *Engine) Take(t desk.Ticket, thread []desk.Message) {
	m := e.tickets[t.ID]
	if m == nil {
		m = &matter{story: &Story{}}
	} else {
		e.count(m, -1)
	}
	m.t = subjectOf(t)
	m.story.update(m.t)
	for i := range thread {
		m.story.Add(&thread[i])
	}
	e.tickets[t.ID] = m
	e.reckon(m)
}

// reckon counts a ticket that is not counted, or forgets it where nothing of it counts.
func (e *Engine) reckon(m *matter) {
	e.count(m, +1)
	if len(m.days) == 0 && !m.t.open() {
		delete(e.tickets, m.t.ID)
	}
}

// Drop takes a ticket out that is no more.
func (e *Engine) Drop(id desk.TicketID) {
	if m := e.tickets[id]; m != nil {
		e.count(m, -1)
		delete(e.tickets, id)
	}
}

// Promise says what the desk promises from now on: everything is held against that.
func (e *Engine) Promise(sla desk.SLA) {
	for _, m := range e.tickets {
		e.count(m, -1)
	}
	e.sla = ready(sla)
	for _, m := range e.tickets {
		e.reckon(m)
	}
}

// Forget drops what happened before a time. Tickets that are not done stay.
func (e *Engine) Forget(before time.Time) {
	if !before.After(e.since) {
		return
	}
	var old []*matter
	for _, m := range e.tickets {
		if len(m.days) > 0 && m.days[0] <= e.dateOf(before) {
			e.count(m, -1)
			old = append(old, m)
		}
	}
	e.since = before
	for _, m := range old {
		e.reckon(m)
	}
}

// count counts a ticket with the sign +1, or takes it out of everything with -1.
func (e *Engine) count(m *matter, sign int) {
	if m.t.open() {
		for _, s := range m.t.parts(m.t.Assignee) {
			st := e.stands[s]
			if st == nil {
				st = &undone{}
				e.stands[s] = st
			}
			if st.add(m.t, sign); st.open.n == 0 {
				delete(e.stands, s)
			}
		}
	}
	m.days = m.days[:0]
	for _, c := range e.casesOf(m) {
		if day := e.add(m.t, c, sign); sign > 0 {
			m.days = append(m.days, day)
		}
	}
	slices.Sort(m.days)
	m.days = slices.Clip(slices.Compact(m.days))
}

// casesOf are those of a ticket that count. They are made anew each time: to keep them would take more room
// than all else.
func (e *Engine) casesOf(m *matter) []Case {
	return slices.DeleteFunc(casesOf(m.t, m.story, &e.sla), func(c Case) bool { return c.At.Before(e.since) })
}

// add counts a case on its day.
func (e *Engine) add(t subject, c Case, sign int) date {
	at := c.At.In(e.zone)
	day := e.dateOf(at)
	begins := e.DayOf(at).From
	if e.days[day] == nil {
		e.days[day] = map[Scope]*totals{}
	}
	for _, s := range t.parts(c.By) {
		p := e.days[day][s]
		if p == nil {
			p = newTotals()
			e.days[day][s] = p
		}
		p.course.add(c, stepOfDay(begins, at), sign)
		if p.add(c, at.Hour(), sign); p.empty() {
			delete(e.days[day], s)
		}
	}
	if len(e.days[day]) == 0 {
		delete(e.days, day)
	}
	return day
}

func (e *Engine) dateOf(t time.Time) date {
	y, m, d := t.In(e.zone).Date()
	return date(y*10000 + int(m)*100 + d)
}

// DayOf is the day of a time where the desk is.
func (e *Engine) DayOf(t time.Time) Period {
	y, m, d := t.In(e.zone).Date()
	return Period{time.Date(y, m, d, 0, 0, 0, 0, e.zone), time.Date(y, m, d+1, 0, 0, 0, 0, e.zone)}
}

// At is how the desk stands at an instant. What it costs grows with the number of its parts, not with
// how much happened.
func (e *Engine) At(now time.Time) Floor {
	day := e.dateOf(now)
	f := Floor{At: now, Day: e.DayOf(now), Desk: e.board(Scope{}, day, now)}
	there := map[Scope]bool{}
	for s := range e.stands {
		there[s] = true
	}
	for s := range e.days[day] {
		there[s] = true
	}
	for _, p := range []struct {
		by  By
		all *[]Board
	}{{ByGroup, &f.Groups}, {ByChannel, &f.Channels}, {ByAgent, &f.Agents}} {
		for _, s := range sorted(p.by, there) {
			*p.all = append(*p.all, e.board(s, day, now))
		}
	}
	return f
}

func (e *Engine) board(s Scope, day date, now time.Time) Board {
	return Board{Scope: s, Now: e.stands[s].at(now), Today: e.days[day][s].sums()}
}

// On is what happened in a part on the day of a time. That other parts than the desk itself, its groups,
// channels and agents have none is no error.
func (e *Engine) On(s Scope, day time.Time) Sums { return e.days[e.dateOf(day)][s].sums() }

// Behind are the cases that a figure of a part is summed from: of one that stands, the tickets at the end of
// the period, the most urgent first, with since or until when; of one of what happened, its cases in the
// period, the newest first. Shares are of ServiceLevel, OneTouch, Reopened, Satisfied and Responded.
func (e *Engine) Behind(n Name, s Scope, p Period) []Case {
	var all []Case
	stands := slices.Contains(Standings(), n)
	for _, m := range e.tickets {
		if !stands {
			all = append(all, e.happened(m, n, s, p)...)
		} else if at, is := m.t.standsIn(n, p.To); is && slices.Contains(m.t.parts(m.t.Assignee), s) {
			all = append(all, Case{Name: n, Ticket: m.t.ID, At: at, By: m.t.Assignee})
		}
	}
	slices.SortFunc(all, func(a, b Case) int {
		if stands {
			a, b = b, a
		}
		return cmp.Or(b.At.Compare(a.At), bytes.Compare(b.Ticket.ID[:], a.Ticket.ID[:]), cmp.Compare(a.Took, b.Took))
	})
	return all
}

// happened are a ticket's cases of what happened in a period.
func (e *Engine) happened(m *matter, n Name, s Scope, p Period) []Case {
	from, to := e.dateOf(p.From), e.dateOf(p.To)
	if !slices.ContainsFunc(m.days, func(d date) bool { return d >= from && d <= to }) {
		return nil
	}
	return slices.DeleteFunc(e.casesOf(m), func(c Case) bool {
		return !c.is(n) || !p.Has(c.At) || !slices.Contains(m.t.parts(c.By), s)
	})
}

// is reports whether a case is one of a figure's.
func (c Case) is(n Name) bool {
	switch n {
	case ServiceLevel:
		return c.Name == FirstReply && c.Span > 0
	case Solved:
		return c.Name == Resolution
	default:
		return c.Name == n
	}
}
