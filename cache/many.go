package cache

import (
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

// SubmitAll puts several operations in the outbox in one step, as Submit does with one:
// all of them, or none where it returns an error.
func (l *Ledger) SubmitAll(ops []desk.Op, hold time.Duration) error {
	if err := l.out.SubmitAll(ops, hold); err != nil {
		return trouble(err)
	}
	return l.changedAll(ticketsOf(ops))
}

// CancelAll takes back, in one step, those operations that the desk cannot have, and puts in
// the outbox what backs has for the others, which stay as they are. It returns both.
func (l *Ledger) CancelAll(ids []desk.OpID, backs map[desk.OpID]desk.Op) (taken, put []desk.Op, err error) {
	err = l.gone.notingAll(func() (out []desk.OpID, err error) {
		if taken, put, err = l.out.CancelAll(ids, backs); err != nil {
			return nil, err
		}
		for _, op := range taken {
			out = append(out, op.ID)
		}
		return out, nil
	})
	if err != nil {
		return nil, nil, trouble(err)
	}
	return taken, put, l.changedAll(ticketsOf(slices.Concat(taken, put)))
}

func ticketsOf(ops []desk.Op) map[desk.TicketID]bool {
	tickets := make(map[desk.TicketID]bool, len(ops))
	for _, op := range ops {
		tickets[op.Ticket] = true
	}
	return tickets
}
