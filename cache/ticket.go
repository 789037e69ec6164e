package cache

import (
	"encoding/binary"

	"github.com/heed-desk/heed/cache/record"
	"github.com/heed-desk/heed/cache/seal"
	"github.com/heed-desk/heed/desk"
)

// putTicket takes a ticket's record in. One that is not newer than what is held is
// ignored, and so is one that is known to be gone.
func (w *batch) putTicket(t *desk.Ticket) error {
	if w.isGone(goneTicket, t.ID.ID) || w.isGone(goneCustomer, t.Requester.ID) || w.isAway(t.ID.ID, t.Requester.ID) {
		return nil
	}
	n, isNew, err := w.number(t.ID)
	if err != nil {
		return err
	}
	was, held, err := w.heldRow(n, isNew, t.Version)
	if err != nil || held && was == nil {
		return err
	}
	is := w.view.rowOf(t)
	if err := w.file(n, was, &is); err != nil {
		return err
	}
	box, name, err := w.keyOf(t.Requester)
	if err != nil {
		return err
	}
	version := uint64(t.Version)
	if err := w.putOwned(box, name, partRows, n.key(), version, record.AppendRow(nil, &is)); err != nil {
		return err
	}
	if err := w.putOwned(box, name, partTickets, n.key(), version, record.AppendTicket(nil, t)); err != nil {
		return err
	}
	if err := w.indexTicket(n, was, &is); err != nil {
		return err
	}
	if err := w.noteReminder(n, t); err != nil {
		return err
	}
	if !isNew && (was == nil || was.Requester != is.Requester) {
		if err := w.resealThread(n, box, name); err != nil {
			return err
		}
	}
	w.news.ticket(t.ID)
	w.note(t.ID)
	return nil
}

// heldRow returns the row that stands under a local number, if it is to be replaced by
// the given version. Held without a row says that what stands there is as new.
func (w *batch) heldRow(n local, isNew bool, version desk.Version) (was *record.Row, held bool, err error) {
	if isNew {
		return nil, false, nil
	}
	v := w.bucket(partRows).Get(n.key())
	if v == nil {
		return nil, false, nil // only messages of it came so far
	}
	o, err := splitOwned(v)
	if err != nil {
		return nil, false, err
	}
	if o.version >= uint64(version) {
		return nil, true, nil
	}
	r, _, err := w.row(n)
	if err != nil {
		return nil, false, err
	}
	return &r, true, nil
}

// indexTicket keeps the ways to a ticket other than by its id.
func (w *batch) indexTicket(n local, was, is *record.Row) error {
	numbers, history := w.bucket(partNumbers), w.bucket(partHistory)
	if was != nil && (is == nil || was.Number != is.Number) && was.Number != 0 {
		if err := numbers.Delete(numberKey(was.Number)); err != nil {
			return err
		}
	}
	if is != nil && is.Number != 0 && (was == nil || was.Number != is.Number) {
		if err := numbers.Put(numberKey(is.Number), n.key()); err != nil {
			return err
		}
	}
	sameHistory := was != nil && is != nil && was.Requester == is.Requester && was.CreatedAt.Equal(is.CreatedAt)
	if sameHistory {
		return nil
	}
	if was != nil {
		w.news.customer(was.Requester)
		if err := history.Delete(w.historyKey(was, n)); err != nil {
			return err
		}
	}
	if is == nil {
		return nil
	}
	w.news.customer(is.Requester) // who is shown has a ticket more, of which they know no id yet
	return history.Put(w.historyKey(is, n), nil)
}

func numberKey(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

// historyKey orders a customer's tickets newest first.
func (k *look) historyKey(r *record.Row, n local) []byte {
	name := k.seal.nameOf(r.Requester)
	key := append(make([]byte, 0, historyKeySize), name[:]...)
	key = binary.BigEndian.AppendUint64(key, ^(uint64(r.CreatedAt.UnixMilli()) ^ 1<<63))
	return append(key, n.key()...)
}

const historyKeySize = len(seal.Name{}) + 8 + 4

// dropTicket removes everything that is held of a ticket.
func (w *batch) dropTicket(id desk.TicketID) error {
	if err := w.dropDeeds(id.ID); err != nil {
		return err
	}
	if err := w.dropCarried(id, desk.CustomerID{}); err != nil {
		return err
	}
	n, there, err := w.local(id)
	if err != nil || !there {
		return err
	}
	was, held, err := w.row(n)
	if err != nil {
		return err
	}
	if held {
		if err := w.file(n, &was, nil); err != nil {
			return err
		}
		if err := w.indexTicket(n, &was, nil); err != nil {
			return err
		}
		if err := w.noteReminder(n, nil); err != nil {
			return err
		}
		if err := w.bucket(partRows).Delete(n.key()); err != nil {
			return err
		}
		if err := w.bucket(partTickets).Delete(n.key()); err != nil {
			return err
		}
	}
	if err := w.dropThread(n); err != nil {
		return err
	}
	if err := w.tx.Bucket([]byte(bucketSeen)).Delete(id.ID[:]); err != nil {
		return err
	}
	w.news.ticket(id)
	w.note(id)
	return w.bucket(partIDs).Delete(id.ID[:])
}
