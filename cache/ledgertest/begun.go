package ledgertest

import (
	"time"

	"github.com/heed-desk/heed/desk"
)

// begunWords keeps what is typed into dialogs apart from each other, and from a ticket's drafts.
func (s *subject) begunWords() {
	s.must(s.Says(desk.Page{Tickets: []desk.Ticket{ticket(1)}, Next: "1"}))
	tag := desk.Asked{Dialog: "tag", Ticket: ticketID(1)}
	note := desk.Asked{Dialog: "note", Customer: customerID(1), Of: "new"}
	for i, in := range []desk.Asked{tag, note} {
		d := in.Draft(desk.Foreign("words"))
		d.At = noon().Add(time.Duration(i) * time.Minute)
		s.must(s.SaveDraft(d))
	}
	all := must1[[]desk.Draft](s)(s.BegunWords())
	if len(all) != 2 || *all[0].Asked != note || *all[1].Asked != tag || all[0].Text.Raw() != "words" {
		s.Errorf("begun are %+v", all)
	}
	if d := must1[*desk.Draft](s)(s.Draft(ticketID(1), true)); d != nil {
		s.Errorf("the ticket has a note begun: %+v", d)
	}
	marked := func() bool {
		return must1[[]desk.Row](s)(s.Rows(desk.ViewOpen, []desk.TicketID{ticketID(1)}))[0].Marks.Draft
	}
	if !marked() {
		s.Errorf("the row of the ticket has no sign of it")
	}
	s.must(s.SaveDraft(tag.Draft(desk.Untrusted{})))
	if marked() {
		s.Errorf("the row has a sign of what is dropped")
	}
	if all := must1[[]desk.Draft](s)(s.BegunWords()); len(all) != 1 || *all[0].Asked != note {
		s.Errorf("begun are still %+v", all)
	}
}
