package backend

import (
	"slices"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// maySendOn refuses to send on what the agent has not chosen to: entries that are not there,
// and notes for colleagues without their choice, or to the customer in any case.
func (t *tx) maySendOn(r row, op desk.Op) error {
	quoted := op.Forwards()
	if quoted == nil || len(quoted.Messages) == 0 || r.at == 0 {
		return nil
	}
	first, last := slices.Min(quoted.Messages), slices.Max(quoted.Messages)
	all, err := between(t, r.at, first, last)
	if err != nil {
		return err
	}
	kinds := make(map[desk.MessageID]desk.MessageKind, len(all))
	for i := range all {
		kinds[all[i].ID] = all[i].Kind
	}
	own := false
	for _, id := range quoted.Messages {
		can, chosen := kinds[id].Quotable()
		switch {
		case !can:
			return desk.Refuse(desk.BadValue, desk.PartMessages, int64(id))
		case chosen && !quoted.Notes:
			return desk.Refuse(desk.BadAddress, desk.FlawInternal)
		}
		own = own || chosen
	}
	if !own || r.ticket.Requester.IsZero() {
		return nil
	}
	c, err := customer(t, r.ticket.Requester)
	if err != nil {
		return err
	}
	for _, to := range op.Recipients {
		theirs := func(v desk.Untrusted) bool { return text.SameMailbox(to.Value, v) }
		if to.Role != desk.AddressFrom && slices.ContainsFunc(c.Mails, theirs) {
			return desk.Refuse(desk.BadAddress, desk.FlawCustomer)
		}
	}
	return nil
}
