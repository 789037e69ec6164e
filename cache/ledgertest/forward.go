package ledgertest

import (
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

func (s *subject) forwarding() {
	s.tickets(3)
	to := []desk.Address{{Channel: desk.Mail, Value: desk.Foreign("depot@house.example"), Role: desk.AddressCc}}
	quoted := desk.Quoted{Messages: []desk.MessageID{1}}
	s.must(s.SaveDraft(desk.Draft{Ticket: ticketID(1), Text: desk.Foreign("Dear"), To: to, At: noon()}))
	s.must(s.SaveDraft(desk.Draft{Ticket: ticketID(1), Text: desk.Foreign("Please look"), To: to, Forward: &quoted, At: noon()}))
	if d := must1[*desk.Draft](s)(s.Draft(ticketID(1), false)); d == nil || d.Text != desk.Foreign("Dear") || !slices.Equal(d.To, to) {
		s.Errorf("the reply: %+v", d)
	}
	op := desk.Op{
		ID: desk.NewOpID(), Ticket: ticketID(1), Seen: 1, Actor: Ana, At: noon(), Recipients: []desk.Address{{Channel: desk.Mail, Value: desk.Foreign("depot@house.example")}},
		Intent: desk.Forward{Text: desk.Foreign("Please look"), Quoted: quoted},
	}
	s.must(s.Submit(op, 8*time.Second))
	if d := must1[*desk.Draft](s)(s.Forwarding(ticketID(1))); d != nil {
		s.Errorf("it is a draft still: %+v", d)
	}
	th := must1[desk.Thread](s)(s.Thread(ticketID(1), 50))
	last := th.Messages[len(th.Messages)-1]
	if last.Kind != desk.Forwarded || last.Forward == nil || len(last.To) != 1 || th.Ticket.WaitingSince.IsZero() {
		s.Errorf("%+v", last)
	}
	must1[desk.Op](s)(s.Cancel(op.ID))
	d := must1[*desk.Draft](s)(s.Forwarding(ticketID(1)))
	if d == nil || d.Text != desk.Foreign("Please look") || !slices.Equal(d.To, op.Recipients) || d.Forward == nil {
		s.Errorf("taken back: %+v", d)
	}
	if d := must1[*desk.Draft](s)(s.Draft(ticketID(1), false)); d == nil || d.Text != desk.Foreign("Dear") {
		s.Errorf("the reply: %+v", d)
	}
	s.must(s.SaveDraft(desk.Draft{Ticket: ticketID(1), Forward: &quoted}))
	if d := must1[*desk.Draft](s)(s.Forwarding(ticketID(1))); d != nil {
		s.Errorf("an empty one is kept: %+v", d)
	}
}
