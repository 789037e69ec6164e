package ledgertest

import "github.com/heed-desk/heed/desk"

// follows follows a ticket: it stands in the view of those at once, marked, until it is done
// or followed no longer. Who follows is an entry of its history.
func (s *subject) follows() {
	s.tickets(5)
	op := does(2, desk.Follow{})
	s.must(s.Submit(op, 0))
	if all := s.ids(desk.ViewFollowing); len(all) != 1 || all[0] != ticketID(2) || s.count(desk.ViewFollowing) != 1 {
		s.Errorf("%d are followed, %d counted", len(all), s.count(desk.ViewFollowing))
	}
	v := carriedOut(s, ticket(2), op)
	s.must(s.Rules(op.ID, v))
	rows := must1[[]desk.Row](s)(s.Rows(desk.ViewFollowing, []desk.TicketID{ticketID(1), ticketID(2)}))
	if len(rows) != 1 || !rows[0].Marks.Followed {
		s.Errorf("%+v", rows)
	}
	th := must1[desk.Thread](s)(s.Thread(ticketID(2), 50))
	if m := th.Messages[len(th.Messages)-1]; m.Change == nil || m.Change.Field != string(desk.FieldFollow) || m.Change.To != string(Ana) {
		s.Errorf("its history ends with %+v", m)
	}
	others := ticket(3)
	others.Version, others.Followers = 2, []desk.AgentID{"tom"}
	solved := *v.Ticket
	solved.Version++
	solved.Status, solved.WaitingSince, solved.SolvedAt = desk.Solved, others.FirstReplyAt, noon()
	s.must(s.Says(desk.Page{Tickets: []desk.Ticket{others, solved}, Next: "2"}))
	if all := s.ids(desk.ViewFollowing); len(all) != 0 || s.count(desk.ViewFollowing) != 0 {
		s.Errorf("what is done, or somebody else follows: %d, %d counted", len(all), s.count(desk.ViewFollowing))
	}
	solved.Version++
	solved.Status = desk.Open
	s.must(s.Says(desk.Page{Tickets: []desk.Ticket{solved}, Next: "3"}))
	if s.count(desk.ViewFollowing) != 1 {
		s.Error("opened again, it is not followed any more")
	}
	s.must(s.Submit(does(2, desk.Unfollow{}), 0))
	if s.count(desk.ViewFollowing) != 0 {
		s.Error("it is followed still")
	}
}
