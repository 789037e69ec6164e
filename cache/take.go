package cache

import (
	"strconv"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// put takes the records of a page in.
func (w *batch) put(p *desk.Page) error {
	for i := range p.Gone {
		if err := w.drop(p.Gone[i]); err != nil {
			return err
		}
	}
	for i := range p.Customers {
		if err := w.putCustomer(&p.Customers[i]); err != nil {
			return err
		}
	}
	for i := range p.Tickets {
		if err := w.putTicket(&p.Tickets[i]); err != nil {
			return err
		}
	}
	if err := w.putMessages(p.Messages); err != nil {
		return err
	}
	for i := range p.Canned {
		if err := w.putCanned(&p.Canned[i]); err != nil {
			return err
		}
	}
	for i := range p.Agents {
		if err := w.putAgent(&p.Agents[i]); err != nil {
			return err
		}
	}
	for i := range p.Filters {
		if err := w.putFilter(&p.Filters[i]); err != nil {
			return err
		}
	}
	return nil
}

// drop removes what is gone for good, and remembers it.
func (w *batch) drop(t desk.Tombstone) error {
	var id desk.ID
	switch t.Kind {
	case desk.RecordAgent:
		name := w.agentName(desk.AgentID(t.ID))
		w.news.kind(desk.ChangedAgents)
		return w.bucket(partAgents).Delete(name[:])
	case desk.RecordMessage:
		return w.dropMessage(t.ID)
	case desk.RecordTicket, desk.RecordCustomer, desk.RecordCanned:
		if !readID(&id, t.ID) {
			return nil // no id of ours: nothing that could be held
		}
	default:
		return nil // a kind of record that a newer desk has
	}
	switch t.Kind {
	case desk.RecordCustomer:
		if err := w.dropCustomer(desk.CustomerID{ID: id}); err != nil {
			return err
		}
		return w.bury(goneCustomer, id)
	case desk.RecordCanned:
		w.news.kind(desk.ChangedCanned)
		if err := w.bucket(partCanned).Delete(id[:]); err != nil {
			return err
		}
		return w.bury(goneCanned, id)
	default:
		if err := w.dropTicket(desk.TicketID{ID: id}); err != nil {
			return err
		}
		return w.bury(goneTicket, id)
	}
}

// dropMessage removes one entry of a thread, named as ticket/entry.
func (w *batch) dropMessage(name string) error {
	ticket, number, ok := strings.Cut(name, "/")
	var id desk.TicketID
	m := parseEntry(number)
	if !ok || m == 0 || !readID(&id.ID, ticket) {
		return nil // it names nothing that could be held
	}
	n, ok := w.local(id)
	if !ok {
		return nil
	}
	return w.removeEntry(id, n, m)
}

// readID reports whether a text names something.
func readID(id *desk.ID, text string) bool {
	return id.UnmarshalText([]byte(text)) == nil && !id.IsZero()
}

// parseEntry reads the number of an entry; 0 where it is none.
func parseEntry(text string) desk.MessageID {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return desk.MessageID(n)
}

// Take takes a page of the feed in: its records and its cursor in one transaction.
// desk.ErrGone where the records had to be given up since the cursor was asked for.
func (l *Ledger) Take(p desk.Page) error {
	life := l.cursorLife.Load()
	return trouble(l.update(func(w *batch) error {
		if life != l.life.Load() {
			return desk.ErrGone
		}
		if err := w.put(&p); err != nil {
			return err
		}
		if p.Next == "" {
			return nil
		}
		return w.setCursor(p.Next)
	}))
}

// Cursor is where the feed goes on.
func (l *Ledger) Cursor() desk.Cursor {
	var c desk.Cursor
	l.cursorLife.Store(l.life.Load())
	if err := l.view(func(k *look) (err error) {
		if k.lacksCommons() {
			c = "" // everything once more, into records that have room for it
			return nil
		}
		c, err = k.cursor()
		return err
	}); err != nil {
		l.opt.Log.Error("reading the cursor", "err", err)
		return ""
	}
	return c
}
