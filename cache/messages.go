package cache

import (
	"cmp"
	"slices"

	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
)

// putMessages takes entries of threads in. An entry that is held is never changed.
func (w *batch) putMessages(all []desk.Message) error {
	for _, of := range byTicket(all) {
		if err := w.putThread(of[0].Ticket, of); err != nil {
			return err
		}
	}
	return nil
}

// byTicket gathers entries by ticket, each ticket's in the order of their ids.
func byTicket(all []desk.Message) [][]desk.Message {
	at := map[desk.TicketID]int{}
	var out [][]desk.Message
	for _, m := range all {
		i, ok := at[m.Ticket]
		if !ok {
			i = len(out)
			at[m.Ticket] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], m)
	}
	for i, of := range out {
		slices.SortStableFunc(of, func(a, b desk.Message) int { return cmp.Compare(a.ID, b.ID) })
		out[i] = slices.CompactFunc(of, func(a, b desk.Message) bool { return a.ID == b.ID })
	}
	return out
}

func (w *batch) putThread(ticket desk.TicketID, all []desk.Message) error {
	if w.isGone(goneTicket, ticket.ID) || w.isAway(ticket.ID) {
		return nil
	}
	n, isNew, err := w.number(ticket)
	if err != nil {
		return err
	}
	if err := w.noteWorked(n, all); err != nil {
		return err
	}
	if err := w.use(all); err != nil {
		return err
	}
	box, owner, err := w.ownerOf(n)
	if err != nil {
		return err
	}
	var last piece
	var found bool
	if !isNew {
		if last, found, err = w.lastPiece(n); err != nil {
			return err
		}
	}
	switch {
	case !found:
		err = w.putPieces(n, box, owner, all, nil)
	case all[0].ID > last.last:
		err = w.appendThread(ticket, n, box, owner, last, all)
	default:
		var changed bool
		changed, err = w.insertThread(ticket, n, box, owner, all)
		if !changed {
			return err
		}
	}
	w.news.ticket(ticket)
	w.note(ticket)
	return err
}

// ownerOf returns whose key seals a ticket's thread: the requester's, or nobody's while
// the ticket itself has not come.
func (w *batch) ownerOf(n local) (*seal.Box, seal.Name, error) {
	if v := w.bucket(partRows).Get(n.key()); v != nil {
		o, err := splitOwned(v)
		if err != nil {
			return nil, o.owner, err
		}
		box, err := w.keyNamed(o.owner)
		return box, o.owner, err
	}
	return w.keyOf(desk.CustomerID{})
}

// appendThread adds entries behind the last piece, or to it while it is short.
func (w *batch) appendThread(ticket desk.TicketID, n local, box *seal.Box, owner seal.Name, last piece, all []desk.Message) error {
	if len(last.value) >= pieceSize || last.count >= maxPiece {
		return w.putPieces(n, box, owner, all, nil)
	}
	held, err := w.openPiece(ticket, last)
	if err != nil {
		return err
	}
	return w.putPieces(n, box, owner, append(held, all...), last.key)
}

// insertThread puts entries where they belong among those that are held, and reports
// whether any was missing.
func (w *batch) insertThread(ticket desk.TicketID, n local, box *seal.Box, owner seal.Name, all []desk.Message) (bool, error) {
	changed := false
	for _, m := range all {
		p, found, err := w.pieceWith(n, m.ID)
		if err != nil {
			return changed, err
		}
		var held []desk.Message
		if found {
			if held, err = w.openPiece(ticket, p); err != nil {
				return changed, err
			}
		}
		at, there := slices.BinarySearchFunc(held, m.ID, func(h desk.Message, id desk.MessageID) int { return cmp.Compare(h.ID, id) })
		if there {
			continue
		}
		changed = true
		if err := w.putPieces(n, box, owner, slices.Insert(held, at, m), p.key); err != nil {
			return changed, err
		}
	}
	return changed, nil
}

// removeEntry takes one entry out of a thread.
func (w *batch) removeEntry(ticket desk.TicketID, n local, id desk.MessageID) error {
	p, found, err := w.pieceWith(n, id)
	if err != nil || !found {
		return err
	}
	held, err := w.openPiece(ticket, p)
	if err != nil {
		return err
	}
	at, there := slices.BinarySearchFunc(held, id, func(h desk.Message, id desk.MessageID) int { return cmp.Compare(h.ID, id) })
	if !there {
		return nil
	}
	box, owner, err := w.ownerOf(n)
	if err != nil {
		return err
	}
	w.news.ticket(ticket)
	w.note(ticket)
	return w.putPieces(n, box, owner, slices.Delete(held, at, at+1), p.key)
}
