package cache

import (
	"encoding/binary"
	"errors"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/desk"
)

// Which tickets the agent worked on is kept by the day: the day of an entry of theirs, then
// the ticket's local number. It tells when somebody worked, which the order of the lists does
// too, and nothing of what was said or to whom.

const (
	workedKeySize = 4 + 4
	mostTrimmed   = 200 // keys that are dropped at a time, once they are too old
)

// dayOf numbers a day; all days here are those of UTC.
func dayOf(t time.Time) uint32 { return uint32(max(t.Unix()/int64(24*60*60), 0)) }

// noteWorked keeps in mind that the agent worked on a ticket, where an entry is theirs.
func (w *batch) noteWorked(n local, all []desk.Message) error {
	oldest := dayOf(w.view.now.Add(-desk.WorkedFor))
	for i := range all {
		m := &all[i]
		if m.Author.Agent != w.view.me.ID || dayOf(m.At) < oldest {
			continue
		}
		b, err := w.made(partWorked)
		if err != nil {
			return err
		}
		key := binary.BigEndian.AppendUint32(make([]byte, 0, workedKeySize), dayOf(m.At))
		if err := b.Put(append(key, n.key()...), nil); err != nil {
			return err
		}
		if err := trimWorked(b, oldest); err != nil {
			return err
		}
	}
	return nil
}

// trimWorked drops some of what is older than is remembered.
func trimWorked(b *bolt.Bucket, oldest uint32) error {
	c := b.Cursor()
	for range mostTrimmed {
		key, _ := c.First()
		if len(key) != workedKeySize || binary.BigEndian.Uint32(key) >= oldest {
			return nil
		}
		if err := c.Delete(); err != nil {
			return err
		}
	}
	return nil
}

// made is a part that generations of an older heed do not have; it is made when it is missing.
func (w *batch) made(p part) (*bolt.Bucket, error) {
	if b := w.bucket(p); b != nil {
		return b, nil
	}
	b, err := w.root.CreateBucket([]byte(p.String()))
	w.open[p] = b
	return b, err
}

// noteWorkedBefore looks through the thread of a ticket for entries of the agent's: it came
// before they were kept in mind, or when the ledger was somebody else's.
func (w *batch) noteWorkedBefore(n local) error {
	r, ok, err := w.row(n)
	if err != nil || !ok || r.UpdatedAt.Before(w.view.now.Add(-desk.WorkedFor)) {
		return err
	}
	var own []desk.Message
	if err := w.newestFirst(r.ID, n, func(m *desk.Message) bool {
		if m.Author.Agent == w.view.me.ID {
			own = append(own, *m)
		}
		return true
	}); err != nil {
		return err
	}
	return w.noteWorked(n, own)
}

// worked calls fn once for each ticket that the agent worked on, with the last day of it.
func (k *look) worked(fn func(n local, last uint32) error) error {
	b := k.bucket(partWorked)
	if b == nil {
		return nil
	}
	last := map[local]uint32{}
	c := b.Cursor()
	for key, _ := c.First(); key != nil; key, _ = c.Next() {
		n, ok := localOf(key[min(4, len(key)):])
		if !ok {
			return errIncoherent
		}
		last[n] = binary.BigEndian.Uint32(key)
	}
	for n, day := range last {
		if err := fn(n, day); err != nil {
			return err
		}
	}
	return nil
}

// Worked are the tickets that the agent worked on since a time; of the desk.WorkedFor before
// now also those that are not done, or that were rated. They come in no order, with what the
// agent did laid over them.
func (l *Ledger) Worked(since time.Time) ([]desk.Worked, error) {
	var out []desk.Worked
	err := l.view(func(k *look) error {
		out = nil
		o, ops, taken := k.over, l.pendingByTicket(), map[desk.TicketID]bool{}
		take := func(id desk.TicketID) error {
			if taken[id] {
				return nil
			}
			taken[id] = true
			one, err := l.workedOn(k, id, ops[id])
			if err == nil && !one.Ticket.ID.IsZero() {
				out = append(out, one)
			}
			return err
		}
		for id := range o.tickets {
			if err := take(id); err != nil {
				return err
			}
		}
		from := dayOf(since)
		return k.worked(func(n local, last uint32) error {
			r, ok, err := k.row(n)
			if err != nil || !ok || last < from && r.Status.Done() && r.Rating == 0 {
				return err
			}
			return take(r.ID)
		})
	})
	return out, trouble(err)
}

// reckoned is a ticket with what the agent did laid over it, its number here, and the entries
// that this adds; none of its thread is read but what came since.
func (l *Ledger) reckoned(k *look, id desk.TicketID, ops []desk.PendingOp) (t desk.Ticket, n local, said []desk.Message, err error) {
	t, n, err = k.ticketByID(id)
	if errors.Is(err, desk.ErrNotFound) {
		err = nil // it is made here, and the desk has not heard of it; or only its words have come
	}
	if err != nil {
		return t, n, nil, err
	}
	applied, err := k.applied(id, n, ops)
	if err != nil {
		return t, n, nil, err
	}
	t, said = l.predict(t, ops, applied)
	return t, n, said, nil
}

func (l *Ledger) workedOn(k *look, id desk.TicketID, ops []desk.PendingOp) (one desk.Worked, err error) {
	t, n, said, err := l.reckoned(k, id, ops)
	if err != nil {
		return one, err
	}
	if n != 0 {
		if one.Thread, _, err = k.entries(id, n, 0, maxWorked); err != nil {
			return one, err
		}
	}
	one.Ticket, one.Thread = t, append(one.Thread, said...)
	return one, nil
}

// maxWorked is how many entries of a thread are looked at: all of any that a person reads.
const maxWorked = 2000
