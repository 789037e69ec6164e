package act

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
)

// Split makes a ticket of its own of a message of the customer, linked to the one in which
// it was said. It is undone by merging the two again, as long as nobody else has taken it up.
func (a *Acts) Split(k desk.Ticket, m desk.Message) screen.Out {
	op := desk.Op{ID: desk.NewOpID(), Ticket: desk.NewTicketID(), Actor: a.Me.ID, At: a.Now(), Intent: desk.Create{
		Subject: k.Subject, Channel: k.Channel, Requester: k.Requester, RequesterName: k.RequesterName, Tier: k.Tier,
		Text: m.Text, Group: k.Group, Urgency: k.Urgency, Impact: k.Impact, From: k.ID, FromNumber: k.Number,
	}}
	back := op
	back.Base, back.Seen, back.Intent = 1, 1, desk.Merge{Into: k.ID, IntoNumber: k.Number, Alone: true}
	of := Target{Number: k.Number}
	end := done{notice: screen.Notice{
		Text: a.Book.T("act.split", "ticket", a.labelOf(of)), Name: a.Book.T("undo.split", "ticket", a.ofTicket(of)),
		Level: screen.Good, Undo: op.ID, Back: &back,
	}}
	ledger := a.Ledger
	return screen.Out{Write: []screen.Write{{Slot: slotDone, Run: func() (any, error) {
		if err := ledger.Submit(op, 0); err != nil {
			return nil, err
		}
		return end, nil
	}}}}
}
