package cache

import (
	"strconv"
	"strings"

	"github.com/heed-desk/heed/cache/seal"
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
		if err := w.dropCustomer(desk.CustomerID{ID: id}, goneTicket, goneErased); err != nil {
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
	n, there, err := w.local(id)
	if err != nil || !there {
		return err
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

// asked is what there was when the cursor was last asked for: a page that goes on from it fits
// nothing else.
type asked struct {
	file seal.StoreID
	gen  generation
}

// Take takes a page of the feed in: its records and its cursor in one transaction.
// desk.ErrGone where the records had to be given up since the cursor was asked for, and where
// the page has news of somebody whom this machine was made to forget: only a snapshot has all
// that was said.
func (l *Ledger) Take(p desk.Page) error {
	was := l.asked.Load()
	fits := func(k *look) error {
		if was != nil && *was != (asked{k.id, k.gen}) {
			return desk.ErrGone
		}
		return nil
	}
	if p.Bare() {
		if known, err := l.stands(p.Next, fits); known || err != nil {
			return err
		}
	}
	err := l.update(func(w *batch) error {
		if err := fits(&w.look); err != nil {
			return err
		}
		if err := w.put(&p); err != nil {
			return err
		}
		if err := w.layAhead(&p, l); err != nil {
			return err
		}
		if w.recalled {
			return desk.ErrGone
		}
		if p.Next == "" {
			return nil
		}
		return w.setCursor(p.Next)
	})
	if err == nil {
		l.ahead.caughtUp(&p)
	}
	return trouble(err)
}

// stands reports whether the feed goes on where it does already. An idle desk is asked once a
// minute, and nothing is written then: neither the disk wakes for it, nor the battery drains.
func (l *Ledger) stands(next desk.Cursor, fits func(*look) error) (known bool, err error) {
	err = l.viewBare(func(k *look) error {
		if err := fits(k); err != nil {
			return err
		}
		at, err := k.cursor()
		known = err == nil && (next == "" || next == at)
		return err
	})
	return known, trouble(err)
}

// Cursor is where the feed goes on.
func (l *Ledger) Cursor() desk.Cursor {
	var c desk.Cursor
	if err := l.view(func(k *look) (err error) {
		l.asked.Store(&asked{k.id, k.gen})
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
