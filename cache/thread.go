package cache

import (
	"errors"
	"slices"

	"github.com/heed-desk/heed/desk"
)

// newestFirst calls fn for the entries of a thread from the newest back, until it
// returns false.
func (k *look) newestFirst(ticket desk.TicketID, n local, fn func(*desk.Message) bool) error {
	c := k.bucket(partThreads).Cursor()
	key, _ := c.Seek((n + 1).key())
	for key, value := stepBack(c, key); key != nil; key, value = stepBack(c, key) {
		p, ok, err := pieceOf(n, key, value)
		if err != nil || !ok {
			return err
		}
		all, err := k.openPiece(ticket, p)
		if err != nil {
			return err
		}
		for i := len(all) - 1; i >= 0; i-- {
			if !fn(&all[i]) {
				return nil
			}
		}
	}
	return nil
}

// entries returns up to n entries of a thread before an id, oldest first, and how many
// stand before them. Before 0 means from the newest on.
func (k *look) entries(ticket desk.TicketID, at local, before desk.MessageID, n int) (all []desk.Message, earlier int, err error) {
	c := k.bucket(partThreads).Cursor()
	for key, value := c.Seek(at.key()); key != nil; key, value = c.Next() {
		p, ok, err := pieceOf(at, key, value)
		if err != nil {
			return nil, 0, err
		}
		if !ok || before > 0 && p.first >= before {
			break
		}
		earlier += p.count
		if before > 0 && p.last >= before {
			part, err := k.openPiece(ticket, p)
			if err != nil {
				return nil, 0, err
			}
			for i := len(part) - 1; i >= 0 && part[i].ID >= before; i-- {
				earlier--
			}
			break
		}
	}
	err = k.newestFirst(ticket, at, func(m *desk.Message) bool {
		if before > 0 && m.ID >= before {
			return true
		}
		if len(all) >= n {
			return false
		}
		all = append(all, *m)
		return true
	})
	slices.Reverse(all)
	return all, earlier - len(all), err
}

// Thread returns a ticket with the newest n entries of its thread, and what the agent did
// laid over both; desk.ErrNotFound.
func (l *Ledger) Thread(id desk.TicketID, n int) (desk.Thread, error) {
	var out desk.Thread
	err := l.view(func(k *look) error {
		ops := l.out.On(id)
		t, at, err := k.ticketByID(id)
		if errors.Is(err, desk.ErrNotFound) && len(ops) > 0 {
			err = nil
		}
		if err != nil {
			return err
		}
		out = desk.Thread{Base: t.Version, Pending: l.byDeskClock(ops)}
		if at != 0 {
			if out.Messages, out.Earlier, err = k.entries(id, at, 0, n); err != nil {
				return err
			}
		}
		if len(out.Messages) > 0 {
			out.Seen = out.Messages[len(out.Messages)-1].ID
		}
		out.Read = k.seen(id)
		out.Unread = firstUnseen(out.Messages, out.Read, l.Me().ID)
		applied, err := k.applied(id, at, ops)
		if err != nil {
			return err
		}
		var said []desk.Message
		out.Ticket, said = l.predict(t, ops, applied)
		out.Messages = append(out.Messages, said...)
		l.describe(&out.Ticket, out.Pending)
		return nil
	})
	if err == nil && out.Ticket.ID.IsZero() {
		err = desk.ErrNotFound
	}
	if err != nil {
		return desk.Thread{}, err
	}
	out.Draft = l.firstDraft(id)
	return out, nil
}

// firstDraft is the text that was begun on a ticket: the reply, else the note.
func (l *Ledger) firstDraft(id desk.TicketID) *desk.Draft {
	if d := l.out.Draft(id, false); d != nil {
		return d
	}
	return l.out.Draft(id, true)
}

// firstUnseen is the first entry of somebody else behind the last that was seen; 0 where
// there is none, or the ticket was never opened.
func firstUnseen(all []desk.Message, seen desk.MessageID, me desk.AgentID) desk.MessageID {
	if seen == 0 {
		return 0
	}
	for _, m := range all {
		if m.ID > seen && m.Author.Agent != me && m.Kind != desk.Happening {
			return m.ID
		}
	}
	return 0
}

// Messages returns up to n entries of a thread before one, oldest first; before 0 means
// the newest. It tells what the desk said, without what is on its way.
func (l *Ledger) Messages(id desk.TicketID, before desk.MessageID, n int) ([]desk.Message, error) {
	var all []desk.Message
	err := l.view(func(k *look) (err error) {
		at, there, err := k.local(id)
		if err != nil {
			return err
		}
		if !there {
			return desk.ErrNotFound
		}
		all, _, err = k.entries(id, at, before, n)
		return err
	})
	return all, err
}
