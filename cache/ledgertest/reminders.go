package ledgertest

import (
	"time"

	"github.com/heed-desk/heed/desk"
)

// reminders holds that an agent is told of their own reminders, the earliest first, from the
// moment in which they set them until they take them off.
func (s *subject) reminders() {
	s.tickets(4)
	at := time.Now().Add(time.Hour).UTC().Truncate(time.Second)
	remind := func(n int, in desk.Remind) desk.Op {
		return desk.Op{ID: desk.NewOpID(), Ticket: ticketID(n), Base: 1, Seen: 1, Actor: Ana, At: time.Now(), Intent: in}
	}
	t := ticket(2)
	t.Version, t.Reminders = 2, []desk.Reminder{{By: Ana, At: at.Add(time.Hour)}, {By: "tom", At: at}}
	others := ticket(3)
	others.Version, others.Reminders = 2, []desk.Reminder{{By: "tom", At: at}}
	s.must(s.Says(desk.Page{Tickets: []desk.Ticket{t, others}, Next: "2"}))
	s.must(s.Submit(remind(1, desk.Remind{At: at, Text: desk.Foreign("call the depot")}), 0))
	want := func(numbers ...int64) {
		s.Helper()
		all := must1[[]desk.DueReminder](s)(s.Reminders())
		if len(all) != len(numbers) {
			s.Fatalf("%d reminders, want %d: %+v", len(all), len(numbers), all)
		}
		for i, n := range numbers {
			if all[i].Ticket.Number != 1000+n || all[i].By != Ana {
				s.Errorf("reminder %d is of %d by %s, want %d", i, all[i].Ticket.Number, all[i].By, 1000+n)
			}
		}
	}
	want(1, 2)
	s.must(s.Submit(remind(2, desk.Remind{}), 0))
	want(1)
	s.must(s.Says(desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordTicket, ID: ticketID(1).String()}}, Next: "3"}))
	s.must(s.Says(desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordTicket, ID: ticketID(2).String()}}, Next: "4"}))
	want()
}
