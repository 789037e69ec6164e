package cache

import (
	"encoding/binary"

	"github.com/heed-desk/heed/desk"
)

// MarkSeen notes how far the agent has read a ticket. It never goes back.
func (l *Ledger) MarkSeen(t desk.TicketID, last desk.MessageID) error {
	var held desk.MessageID
	if err := l.view(func(k *look) error {
		held = k.seen(t)
		return nil
	}); err != nil {
		return err
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
