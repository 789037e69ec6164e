package cache

import (
	"encoding/binary"

	"github.com/heed-desk/heed/desk"
)

// MarkSeen notes how far the agent has read a ticket. It never goes back, and never past
// the last entry that is known of: what comes after that has not been read.
func (l *Ledger) MarkSeen(t desk.TicketID, last desk.MessageID) error {
	var held desk.MessageID
	if err := l.view(func(k *look) error {
		held = k.seen(t)
		known, err := k.lastKnown(t)
		last = min(last, known)
		return err
	}); err != nil {
		return trouble(err)
	}
	if last <= held {
		return nil
	}
	return trouble(l.update(func(w *batch) error {
		w.news.ticket(t)
		v := binary.BigEndian.AppendUint64(nil, uint64(last))
		return w.tx.Bucket([]byte(bucketSeen)).Put(t.ID[:], v)
	}))
}

// lastKnown is the last entry of a ticket that its row tells of, or that has come before
// the row does; 0 where neither is held.
func (k *look) lastKnown(t desk.TicketID) (desk.MessageID, error) {
	n, there, err := k.local(t)
	if err != nil || !there {
		return 0, err
	}
	r, _, err := k.row(n)
	if err != nil {
		return 0, err
	}
	p, _, err := k.lastPiece(n)
	return max(r.LastMessage, p.last), err
}
