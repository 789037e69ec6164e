package pipe

import (
	"context"
	"errors"
	"slices"

	"github.com/heed-desk/heed/desk"
)

// reaches refuses a reply that would go to nobody, before anything of it is kept: it would go by mail, and
// no address of the customer is known. Where none is known here, the desk is asked once; of somebody
// whose record is not here nobody can say so.
func (l *Local) reaches(ctx context.Context, ask WriteAsk, k desk.Ticket, intents []desk.Intent) error {
	replies := slices.ContainsFunc(intents, func(in desk.Intent) bool { return in.Kind() == desk.KindReply })
	if !replies || ask.Again {
		return nil
	}
	nobody, err := l.nobody(k)
	if err != nil || !nobody {
		return err
	}
	_ = l.Pull(ctx) // where the desk cannot be reached, what is known here counts
	if nobody, err = l.nobody(k); err != nil || !nobody {
		return err
	}
	f := NewFault(Usage, "pipe.to_nobody", "number", ask.Number)
	f.Problem = desk.Refuse(desk.BadAddress, desk.FlawNobody)
	return f
}

// nobody reports whether a reply to a ticket goes to nobody, by what is known here.
func (l *Local) nobody(k desk.Ticket) (bool, error) {
	if k.Requester.IsZero() {
		return desk.GoesToNobody(k.Channel, desk.Customer{}, nil), nil
	}
	c, err := l.Ledger.Customer(k.Requester)
	if errors.Is(err, desk.ErrNotFound) || err == nil && c.ID.IsZero() {
		return false, nil
	}
	if err != nil {
		return false, FaultOf(err)
	}
	return desk.GoesToNobody(k.Channel, c, nil), nil
}
