package cache

import (
	"cmp"
	"slices"

	"github.com/heed-desk/heed/desk"
)

// noteReminder keeps in mind whether the agent wants to be reminded of a ticket; nil for one
// that is gone.
func (w *batch) noteReminder(n local, t *desk.Ticket) error {
	if t != nil {
		if _, there := t.ReminderOf(w.view.me.ID); there {
			b, err := w.made(partReminded)
			if err != nil {
				return err
			}
			return b.Put(n.key(), nil)
		}
	}
	if b := w.bucket(partReminded); b != nil {
		return b.Delete(n.key())
	}
	return nil
}

// Reminders are those of the agent, the earliest first, with what the agent did since laid
// over them.
func (l *Ledger) Reminders() ([]desk.DueReminder, error) {
	var out []desk.DueReminder
	me := l.Me().ID
	take := func(t desk.Ticket) {
		if r, there := t.ReminderOf(me); there {
			out = append(out, desk.DueReminder{Reminder: r, Ticket: t})
		}
	}
	err := l.view(func(k *look) error {
		out = nil
		pending := l.pendingByTicket()
		for id, ops := range pending {
			t, _, _, err := l.reckoned(k, id, ops)
			if err != nil {
				return err
			}
			take(t)
		}
		b := k.bucket(partReminded)
		if b == nil {
			return nil
		}
		return b.ForEach(func(key, _ []byte) error {
			n, ok := localOf(key)
			if !ok {
				return errIncoherent
			}
			t, err := k.ticket(n)
			if err == nil && pending[t.ID] == nil {
				take(t)
			}
			return err
		})
	})
	slices.SortFunc(out, func(a, b desk.DueReminder) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Ticket.Number, b.Ticket.Number))
	})
	return out, trouble(err)
}
