package ledgertest

import (
	"slices"
	"time"

	"github.com/heed-desk/heed/desk"
)

// worked holds that a ledger tells what its agent worked on, with what they did since laid
// over it, and nothing of what others did.
func (s *subject) worked() {
	s.tickets(5)
	now := time.Now()
	ours := func(n int, by desk.AgentID, ago time.Duration) desk.Message {
		return desk.Message{
			ID: 2, Ticket: ticketID(n), Kind: desk.FromAgent, Author: desk.Author{Agent: by}, At: now.Add(-ago),
			Text: desk.Foreign("It left us."), Channel: desk.Mail,
		}
	}
	s.must(s.Says(desk.Page{Messages: []desk.Message{ours(1, Ana, time.Hour), ours(2, "tom", time.Hour), ours(3, Ana, 2*desk.WorkedFor)}, Next: "2"}))
	s.must(s.Submit(desk.Op{
		ID: desk.NewOpID(), Ticket: ticketID(4), Base: 1, Seen: 1, Actor: Ana, At: now, Intent: desk.Reply{Text: desk.Foreign("Here it is.")},
	}, 0))
	entries := map[int64]int{}
	for _, w := range must1[[]desk.Worked](s)(s.Worked(now.Add(-24 * time.Hour))) {
		entries[w.Ticket.Number-1000] = len(slices.DeleteFunc(w.Thread, func(m desk.Message) bool { return !m.Kind.Public() }))
	}
	if len(entries) != 2 || entries[1] != 2 || entries[4] != 2 {
		s.Error("worked on, with so many public words:", entries)
	}
}
