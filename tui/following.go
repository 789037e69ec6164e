package tui

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
)

const slotFollowed = "followed"

// mostFollowed is how many of the tickets that the agent follows are kept in mind.
const mostFollowed = 1000

// lookedAt is how many of the newest entries of a ticket are looked at for what has happened.
const lookedAt = 20

// saidSingly is how many tickets that moved at once have a notice each.
const saidSingly = 3

// following is what is known of the tickets that the agent follows, so that what happens on
// them can be told.
type following struct {
	known map[desk.TicketID]followedRow // nil until it has been read
	moved map[desk.TicketID]bool        // to be read again
	anew  bool                          // all of it is
	since time.Time                     // what was said before is no news
}

// followedRow is how a followed ticket stood when it was last looked at.
type followedRow struct {
	last   desk.MessageID // the desk's last entry
	status desk.Status
}

// followed is an answer: how the tickets stand that were asked for, and what happened on them.
type followed struct {
	all   bool
	asked []desk.TicketID
	rows  map[desk.TicketID]followedRow
	news  []movedOn
}

// movedOn is what happened on a ticket, without a word of anybody.
type movedOn struct {
	ticket desk.TicketID
	number int64
	what   string // the end of the name of its sentence
	who    desk.AgentID
	status desk.Status
}

// mindFollowed takes note of what is to be read again.
func (r *Root) mindFollowed(c desk.Change) {
	f := &r.following
	switch {
	case c.Kind == desk.ChangedAll, c.Kind == desk.ChangedTicket && (c.Ticket.IsZero() || len(f.moved) >= mostFollowed):
		f.anew = true
	case c.Kind == desk.ChangedTicket:
		if f.moved == nil {
			f.moved = map[desk.TicketID]bool{}
		}
		f.moved[c.Ticket] = true
	}
}

// readFollowed reads what moved, where something has.
func (r *Root) readFollowed() {
	if !r.minding {
		return
	}
	f := &r.following
	all := f.anew || f.known == nil
	if !all && len(f.moved) == 0 {
		return
	}
	if f.since.IsZero() {
		f.since = r.session.Now().Add(-time.Minute) // clocks differ a little
	}
	q := followedQuery{all: all, ids: slices.Collect(maps.Keys(f.moved)), known: maps.Clone(f.known), me: r.session.Me.ID, since: f.since}
	ledger := r.ledger
	r.ask(r.own, []screen.Ask{{Slot: slotFollowed, Read: func() (any, error) { return q.read(ledger) }}})
}

// followedQuery is what is asked for, with what is known so far.
type followedQuery struct {
	all   bool
	ids   []desk.TicketID
	known map[desk.TicketID]followedRow
	me    desk.AgentID
	since time.Time
}

// read looks at tickets, and at the entries that are new on those that are followed.
func (q followedQuery) read(l Ledger) (any, error) {
	ids := q.ids
	if q.all {
		w, err := l.Window(desk.ViewFollowing, desk.Anchor{}, 0, mostFollowed-1)
		if err != nil {
			return nil, err
		}
		ids = slices.Collect(maps.Keys(q.known)) // those that are solved by now are in no such view
		for _, row := range w.Rows {
			if _, there := q.known[row.ID]; !there {
				ids = append(ids, row.ID)
			}
		}
	}
	rows, err := l.Rows(desk.ViewAll, ids)
	if err != nil {
		return nil, err
	}
	f := followed{all: q.all, asked: ids, rows: map[desk.TicketID]followedRow{}}
	for _, row := range rows {
		if !row.Marks.Followed {
			continue
		}
		was, there := q.known[row.ID]
		is := followedRow{last: row.Seen, status: row.Status}
		f.rows[row.ID] = is
		if q.known == nil || there && is.last <= was.last {
			continue
		}
		th, err := l.Thread(row.ID, lookedAt)
		if err != nil {
			return nil, err
		}
		if n, ok := q.happened(th, was, there); ok {
			n.ticket, n.number = row.ID, row.Number
			f.news = append(f.news, n)
		}
	}
	return f, nil
}

// happened is what others did to a ticket since the agent knew of it: of several things the
// one that matters most. On a ticket that was not followed before it is who named the agent.
func (q followedQuery) happened(th desk.Thread, was followedRow, there bool) (n movedOn, ok bool) {
	best := 0
	for _, m := range th.Messages {
		if m.ID <= was.last || m.ID > th.Seen || m.Author.Agent == q.me {
			continue
		}
		one, weight := tidings(m, q.me)
		if !there && (one.what != mentioned || m.At.Before(q.since)) {
			continue
		}
		if weight >= best && weight > 0 {
			n, best = one, weight
		}
	}
	return n, best > 0
}

// mentioned is the sentence for who was named in a note, which also makes them follow.
const mentioned = "mentioned"

// tidings is what an entry is to somebody who follows the ticket, and how much it matters.
func tidings(m desk.Message, me desk.AgentID) (movedOn, int) {
	n := movedOn{who: m.Author.Agent}
	is := func(what string, weight int) (movedOn, int) {
		n.what = what
		return n, weight
	}
	switch m.Kind {
	case desk.FromCustomer:
		return is("customer", 6)
	case desk.FromAgent:
		return is("answered", 5)
	case desk.PhoneCall:
		return is("called", 4)
	case desk.Forwarded:
		return is("forwarded", 4)
	case desk.InternalNote:
		return is("noted", 3)
	case desk.Happening:
	}
	switch c := m.Change; {
	case c == nil:
		return is("changed", 1)
	case desk.Field(c.Field) == desk.FieldFollow && c.To == string(me):
		return is(mentioned, 7)
	case desk.Field(c.Field) == desk.FieldFollow: // somebody else's
		return n, 0
	case desk.Field(c.Field) == desk.FieldStatus:
		n.status = desk.Status(c.To)
		return is("status", 2)
	default:
		return is("changed", 1)
	}
}

// learnFollowed takes in how the followed tickets stand, and tells what happened on them.
func (r *Root) learnFollowed(v followed) {
	f := &r.following
	f.moved, f.anew = nil, false
	if v.all || f.known == nil {
		f.known = v.rows
	} else {
		for _, id := range v.asked {
			delete(f.known, id)
		}
		maps.Copy(f.known, v.rows)
	}
	if r.link.Filling || len(v.news) == 0 {
		return
	}
	if len(v.news) > saidSingly {
		r.say(screen.Notice{Text: r.session.Book.T("follow.several", "n", len(v.news))})
	}
	for i, n := range v.news {
		if len(v.news) <= saidSingly {
			r.say(screen.Notice{Text: r.followSaid(n)})
		} else {
			r.log.Add(r.session.Now(), screen.Notice{Text: r.followSaid(n)})
		}
		if r.calling.away {
			if r.calling.heard == nil {
				r.calling.heard = map[desk.TicketID]bool{}
			}
			r.calling.heard[n.ticket] = true
			if i == len(v.news)-1 {
				r.call(r.session.Now())
			}
		}
	}
}

// followSaid is a sentence about what happened: nothing that anybody wrote, and no customer's name.
func (r *Root) followSaid(n movedOn) string {
	b := r.session.Book
	ticket, who, status := b.T("act.this"), b.T("who.system"), ""
	if n.number > 0 {
		ticket = "#" + strconv.FormatInt(n.number, 10)
	}
	if n.who != "" && n.who != desk.System {
		who = b.Name(string(n.who))
	}
	if b.Has("status." + string(n.status)) {
		status = b.T("status." + string(n.status))
	}
	return b.T("follow."+n.what, "ticket", ticket, "who", who, "status", status)
}
