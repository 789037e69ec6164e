package cache

import (
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

// SubmitAll puts several operations in the outbox in one step, as Submit does with one: all of
// them, or none where it returns an error. One about somebody who is erased is left out; where
// that is each of them, it refuses with NoSuchTicket.
func (l *Ledger) SubmitAll(ops []desk.Op, hold time.Duration) error {
	living := l.living(ops)
	if len(living) == 0 && len(ops) > 0 {
		return desk.Refuse(desk.NoSuchTicket)
	}
	if err := l.out.SubmitAll(living, hold); err != nil {
		return trouble(err)
	}
	return errors.Join(l.stays(living...), l.changedAll(ticketsOf(living)))
}

// CancelAll takes back, in one step, those operations that the desk cannot have, and puts in
// the outbox what backs has for the others, which stay as they are, but for what is about somebody
// who is erased. It returns both.
func (l *Ledger) CancelAll(ids []desk.OpID, backs map[desk.OpID]desk.Op) (taken, put []desk.Op, err error) {
	living := l.living(slices.Collect(maps.Values(backs)))
	backs = maps.Clone(backs)
	maps.DeleteFunc(backs, func(_ desk.OpID, back desk.Op) bool {
		return !slices.ContainsFunc(living, func(op desk.Op) bool { return op.ID == back.ID })
	})
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
	err = unlessGone(l.stays(put...))
	return taken, put, errors.Join(err, l.changedAll(ticketsOf(slices.Concat(taken, put))))
}

func ticketsOf(ops []desk.Op) map[desk.TicketID]bool {
	tickets := make(map[desk.TicketID]bool, len(ops))
	for _, op := range ops {
		tickets[op.Ticket] = true
	}
	return tickets
}
