// Package screentest stands in for the rest of heed in the tests of screens: a desk in
// memory that is read and written as the ledger is, a stage that does what the root does
// with a screen's wishes, and the checks that hold for every screen.
package screentest

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// Desk is a ledger in memory. Its fields may be changed between two steps of a test.
type Desk struct {
	mu          sync.Mutex
	Clock       time.Time
	Who         desk.Me
	Tickets     map[desk.TicketID]desk.Ticket // as the desk last said
	Entries     map[desk.TicketID][]desk.Message
	Customers   map[desk.CustomerID]desk.Customer
	Phrases     []desk.Canned
	SLA         *desk.SLA // what the desk promises
	Staff       []desk.Agent
	Ops         []desk.PendingOp
	Drafts      map[desk.TicketID][2]*desk.Draft
	Forwards    map[desk.TicketID]*desk.Draft
	Boxes       []desk.Mailbox
	Used        []desk.Address
	Unread      map[desk.TicketID]bool
	Here        map[desk.TicketID][]desk.Presence
	State       desk.Link
	Err         error // every read fails with it
	Full        error // every write fails with it
	Refuse      error // the outbox takes no operation
	Submitted   []desk.Op
	Remembered  []desk.Deed
	Together    []int // how many operations each SubmitAll had
	Kept        []desk.Filter
	Left        desk.Habits
	SeenThrough map[desk.TicketID]desk.MessageID
}

// NewDesk returns an empty desk at a moment, seen by kim.
func NewDesk(now time.Time) *Desk {
	return &Desk{
		Clock: now, Who: desk.Me{ID: "kim", Groups: []desk.GroupID{"returns"}}, Tickets: map[desk.TicketID]desk.Ticket{},
		Entries: map[desk.TicketID][]desk.Message{}, Customers: map[desk.CustomerID]desk.Customer{},
		Drafts: map[desk.TicketID][2]*desk.Draft{}, Forwards: map[desk.TicketID]*desk.Draft{}, Unread: map[desk.TicketID]bool{},
		Here: map[desk.TicketID][]desk.Presence{}, SeenThrough: map[desk.TicketID]desk.MessageID{},
		Staff: []desk.Agent{{ID: "kim", Name: desk.Foreign("Kim Berg")}, {ID: "tom", Name: desk.Foreign("Tom")}},
		State: desk.Link{State: desk.LinkUp, Synced: now},
	}
}

// seen is a ticket with what the agent did laid over it.
func (d *Desk) seen(id desk.TicketID) (desk.Ticket, []desk.Message, desk.Marks, bool) {
	t, ok := d.Tickets[id]
	if !ok {
		return t, nil, desk.Marks{}, false
	}
	entries := slices.Clone(d.Entries[id])
	marks := desk.Marks{Unread: d.Unread[id]}
	for _, n := range d.Drafts[id] {
		marks.Draft = marks.Draft || n != nil
	}
	for _, both := range d.Drafts {
		marks.Draft = marks.Draft || both[1] != nil && both[1].Asked != nil && both[1].Asked.Ticket == id
	}
	for _, p := range d.Ops {
		if p.Op.Ticket != id {
			continue
		}
		switch p.State {
		case desk.OpHeld:
			marks.Held++
		case desk.OpRefused, desk.OpUnknown:
			marks.Refused++
		default:
			marks.Waiting++
		}
		after, events, err := desk.Apply(t, p.Op, desk.Facts{Now: p.Op.At, Rights: desk.AllRights(), Author: desk.Author{Agent: p.Op.Actor}, Mailboxes: d.Boxes})
		if err == nil && p.State != desk.OpRefused && p.State != desk.OpHeld {
			t = after
		}
		if p.Op.Forwards() != nil {
			words, _ := p.Op.Text()
			entries = append(entries, desk.Message{
				Ticket: id, Kind: desk.Forwarded, Author: desk.Author{Agent: p.Op.Actor}, At: p.Op.At, Text: words, Op: p.Op.ID,
				To: p.Op.Recipients, Forward: p.Op.Forwards(),
			})
		}
		if _, public := p.Op.Text(); public || p.Op.Intent.Kind() == desk.KindNote {
			words, _ := p.Op.Text()
			kind := desk.FromAgent
			if !public {
				kind = desk.InternalNote
			}
			entries = append(entries, desk.Message{Ticket: id, Kind: kind, Author: desk.Author{Agent: p.Op.Actor}, At: p.Op.At, Text: words, Op: p.Op.ID, To: p.Op.Recipients, Attachments: p.Op.Attachments()})
		}
		for _, e := range events {
			if e.Message != nil && e.Message.Kind == desk.Happening {
				m := *e.Message
				m.ID = 0
				entries = append(entries, m)
			}
		}
	}
	return t, entries, marks, true
}

func (d *Desk) row(v desk.ViewID, id desk.TicketID) (desk.Row, bool) {
	t, _, marks, ok := d.seen(id)
	if _, own := v.Filter(); ok && own {
		ok = d.fits(v, t)
	} else if ok {
		ok = v.Has(t.Excerpt(), d.Who, d.Clock)
	}
	if !ok {
		return desk.Row{}, false
	}
	e := t.Excerpt()
	marks.Followed = slices.Contains(t.Followers, d.Who.ID)
	return desk.Row{Excerpt: e, Marks: marks, Order: v.Order(e), Base: d.Tickets[id].Version, Seen: d.Tickets[id].LastMessage}, true
}

func (d *Desk) view(v desk.ViewID) []desk.Row {
	var rows []desk.Row
	for id := range d.Tickets {
		if r, ok := d.row(v, id); ok {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b desk.Row) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), strings.Compare(a.ID.String(), b.ID.String()))
	})
	return rows
}

// Window is that of the ledger.
func (d *Desk) Window(v desk.ViewID, at desk.Anchor, before, after int) (desk.Window, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.window(v, at, before, after), d.Err
}

func (d *Desk) window(v desk.ViewID, at desk.Anchor, before, after int) desk.Window {
	rows := d.view(v)
	i := 0
	switch {
	case at.Edge == desk.Bottom:
		i = len(rows) - 1
	case at.Edge == desk.Top:
	case at != desk.Anchor{}:
		i = slices.IndexFunc(rows, func(r desk.Row) bool { return r.ID == at.Ticket })
		if i < 0 {
			i = slices.IndexFunc(rows, func(r desk.Row) bool { return r.Order >= at.Order })
		}
		if i < 0 {
			i = len(rows) - 1
		}
	}
	from, to := max(i-before, 0), min(i+after+1, len(rows))
	if len(rows) == 0 {
		return desk.Window{At: -1}
	}
	return desk.Window{Rows: rows[from:to], At: i - from, First: from, Total: len(rows)}
}

// Glance is that of the ledger.
func (d *Desk) Glance(v desk.ViewID, ids []desk.TicketID, at desk.Anchor, before, after int) (desk.Glance, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	g := desk.Glance{Truth: d.window(v, at, before, after), Counts: d.counts()}
	for _, id := range ids {
		if r, ok := d.row(v, id); ok {
			g.In = append(g.In, r)
		} else if r, ok := d.row(desk.ViewAll, id); ok {
			g.Out = append(g.Out, r)
		}
	}
	return g, d.Err
}

// Rows are those of the ledger.
func (d *Desk) Rows(v desk.ViewID, ids []desk.TicketID) ([]desk.Row, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var rows []desk.Row
	for _, id := range ids {
		if r, ok := d.row(v, id); ok {
			rows = append(rows, r)
		}
	}
	return rows, d.Err
}

// Counts are those of the ledger.
func (d *Desk) Counts() (map[desk.ViewID]int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.counts(), d.Err
}

func (d *Desk) counts() map[desk.ViewID]int {
	counts := map[desk.ViewID]int{}
	for _, v := range desk.Views() {
		counts[v] = len(d.view(v))
	}
	return counts
}

// Thread is that of the ledger.
func (d *Desk) Thread(id desk.TicketID, n int) (desk.Thread, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	t, entries, _, ok := d.seen(id)
	if !ok {
		return desk.Thread{}, desk.ErrNotFound
	}
	earlier := max(len(entries)-n, 0)
	th := desk.Thread{Ticket: t, Messages: entries[earlier:], Earlier: earlier, Base: d.Tickets[id].Version, Seen: d.Tickets[id].LastMessage}
	for _, p := range d.Ops {
		if p.Op.Ticket == id {
			th.Pending = append(th.Pending, p)
		}
	}
	if seen, ok := d.SeenThrough[id]; ok {
		for _, m := range entries {
			if m.ID > seen && m.Kind != desk.Happening {
				th.Unread = m.ID
				break
			}
		}
	}
	th.Draft = d.Drafts[id][0]
	return th, d.Err
}

// Messages are those of the ledger.
func (d *Desk) Messages(id desk.TicketID, before desk.MessageID, n int) ([]desk.Message, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var older []desk.Message
	for _, m := range d.Entries[id] {
		if m.ID < before {
			older = append(older, m)
		}
	}
	return older[max(len(older)-n, 0):], d.Err
}

// Customer is that of the ledger.
func (d *Desk) Customer(id desk.CustomerID) (desk.Customer, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	c, ok := d.Customers[id]
	if !ok {
		return c, desk.ErrNotFound
	}
	return c, d.Err
}

// History is that of the ledger.
func (d *Desk) History(id desk.CustomerID, n int) ([]desk.Row, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var rows []desk.Row
	for _, r := range d.view(desk.ViewAll) {
		if r.Requester == id {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b desk.Row) int { return b.CreatedAt.Compare(a.CreatedAt) })
	return rows[:min(n, len(rows))], d.Err
}

// Canned are those of the ledger.
func (d *Desk) Canned() ([]desk.Canned, error) { return d.Phrases, d.Err }

// Agents are those of the ledger.
func (d *Desk) Agents() ([]desk.Agent, error) { return d.Staff, d.Err }

// Presence is that of the ledger.
func (d *Desk) Presence() map[desk.TicketID][]desk.Presence { return d.Here }

// Link is that of the ledger.
func (d *Desk) Link() desk.Link { return d.State }

// Search finds the tickets whose subject or thread has the query in it.
func (d *Desk) Search(_ context.Context, query string, limit int) (desk.Found, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f := desk.Found{Indexed: len(d.Tickets), Tickets: len(d.Tickets)}
	for _, r := range d.view(desk.ViewAll) {
		hit := desk.Hit{Row: r, Snippet: desk.Snippet{Text: r.Subject}}
		found := strings.Contains(strings.ToLower(text.Line(r.Subject)), strings.ToLower(query))
		for _, m := range d.Entries[r.ID] {
			body := text.Line(m.Text)
			if i := strings.Index(strings.ToLower(body), strings.ToLower(query)); i >= 0 && !found {
				found = true
				hit.Snippet = desk.Snippet{Text: desk.Foreign(body), Spans: []desk.Span{{From: i, To: i + len(query)}}}
			}
		}
		if found {
			f.Total++
			if len(f.Hits) < limit {
				f.Hits = append(f.Hits, hit)
			}
		}
	}
	return f, d.Err
}

// Forwarding is that of the ledger.
func (d *Desk) Forwarding(t desk.TicketID) (*desk.Draft, error) { return d.Forwards[t], d.Err }

// Mailboxes are those of the ledger.
func (d *Desk) Mailboxes() ([]desk.Mailbox, error) { return d.Boxes, d.Err }

// Addresses are those of the ledger.
func (d *Desk) Addresses() ([]desk.Address, error) { return d.Used, d.Err }

// Find is that of the ledger.
func (d *Desk) Find(number int64) (desk.TicketID, error) {
	for id, t := range d.Tickets {
		if t.Number == number {
			return id, nil
		}
	}
	return desk.TicketID{}, desk.ErrNotFound
}

// Openings are those of the ledger.
func (d *Desk) Openings() ([]desk.Draft, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var all []desk.Draft
	for _, both := range d.Drafts {
		if n := both[0]; n != nil && n.Opens != nil {
			all = append(all, *n)
		}
	}
	slices.SortFunc(all, func(a, b desk.Draft) int { return b.At.Compare(a.At) })
	return all, d.Err
}

// FindCustomers are those of the ledger whose name or address has what is typed.
func (d *Desk) FindCustomers(_ context.Context, typed string, limit int) ([]desk.Customer, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var all []desk.Customer
	for _, c := range d.Customers {
		words := []string{text.Line(c.Name)}
		for _, a := range slices.Concat(c.Mails, c.Phones) {
			words = append(words, text.Line(a))
		}
		if len(all) < limit && strings.Contains(strings.ToLower(strings.Join(words, " ")), strings.ToLower(typed)) {
			all = append(all, c)
		}
	}
	return all, d.Err
}
