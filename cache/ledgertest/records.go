package ledgertest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/heed-desk/heed/desk"
)

func (s *subject) older() {
	s.tickets(3)
	newer, older := ticket(1), ticket(1)
	newer.Version, newer.Status = 5, desk.Pending
	older.Version, older.Status = 4, desk.Solved
	s.must(s.Says(desk.Page{Tickets: []desk.Ticket{newer}, Next: "2"}))
	s.must(s.Says(desk.Page{Tickets: []desk.Ticket{older}, Next: "3"}))
	th := must1[desk.Thread](s)(s.Thread(ticketID(1), 50))
	if th.Ticket.Status != desk.Pending || s.count(desk.ViewSolved) != 0 || s.count(desk.ViewPending) != 1 {
		s.Error("an older row was taken in:", th.Ticket.Status)
	}
	changed := asked(1)
	changed.Text = desk.Foreign("other words")
	s.must(s.Says(desk.Page{Messages: []desk.Message{changed}, Next: "4"}))
	if th := must1[desk.Thread](s)(s.Thread(ticketID(1), 50)); said(th, "other words") {
		s.Error("an entry that was there changed its words")
	}
}

func (s *subject) gone() {
	s.tickets(5)
	s.must(s.Says(desk.Page{Gone: []desk.Tombstone{{Kind: desk.RecordTicket, ID: ticketID(1).String()}}, Next: "2"}))
	late := ticket(1)
	late.Version = 9
	s.must(s.Says(desk.Page{Tickets: []desk.Ticket{late}, Messages: []desk.Message{asked(1)}, Next: "3"}))
	if _, err := s.Thread(ticketID(1), 50); !errors.Is(err, desk.ErrNotFound) {
		s.Error("its thread:", err)
	}
	if _, err := s.Find(1001); !errors.Is(err, desk.ErrNotFound) {
		s.Error("its number:", err)
	}
	if s.count(desk.ViewAll) != 4 || len(s.ids(desk.ViewAll)) != 4 {
		s.Error("its row is still there")
	}
}

func (s *subject) seen() {
	s.tickets(3)
	unread := func() bool {
		return must1[[]desk.Row](s)(s.Rows(desk.ViewAll, []desk.TicketID{ticketID(1)}))[0].Marks.Unread
	}
	if !unread() {
		s.Error("a customer's words that nobody has read are read")
	}
	s.must(s.MarkSeen(ticketID(1), 1))
	if unread() {
		s.Error("what was read is unread")
	}
	t := ticket(1)
	t.Version, t.LastMessage, t.Voices[0].Last = 2, 2, 2
	came := asked(1)
	came.ID = 2
	s.must(s.Says(desk.Page{Tickets: []desk.Ticket{t}, Messages: []desk.Message{came}, Next: "2"}))
	th := must1[desk.Thread](s)(s.Thread(ticketID(1), 50))
	if !unread() || th.Unread != 2 {
		s.Error("what came after is read; the first unread is", th.Unread)
	}
	if th.Read != 1 || th.Seen != 2 {
		s.Errorf("shown through %d, held through %d", th.Read, th.Seen)
	}
	s.must(s.MarkSeen(ticketID(1), 2))
	s.must(s.MarkSeen(ticketID(1), 1)) // it never goes back
	if unread() {
		s.Error("reading was forgotten")
	}
}

func (s *subject) thread() {
	s.tickets(1)
	const n = 700
	t := ticket(0)
	t.Version, t.LastMessage = 2, n
	p := desk.Page{Tickets: []desk.Ticket{t}, Next: "2"}
	for id := desk.MessageID(2); id <= n; id++ {
		m := asked(0)
		m.ID, m.Text = id, desk.Foreign(fmt.Sprintf("entry %d", id))
		p.Messages = append(p.Messages, m)
	}
	p.Messages[0], p.Messages[400] = p.Messages[400], p.Messages[0] // in no order
	s.must(s.Says(p))
	th := must1[desk.Thread](s)(s.Thread(ticketID(0), 40))
	if len(th.Messages) != 40 || th.Earlier != n-40 || th.Messages[0].ID != n-39 || th.Seen != n {
		s.Fatalf("%d entries from %d, %d earlier, seen %d", len(th.Messages), th.Messages[0].ID, th.Earlier, th.Seen)
	}
	at := th.Messages[0].ID
	for at > 1 {
		more := must1[[]desk.Message](s)(s.Messages(ticketID(0), at, 90))
		if len(more) == 0 || more[len(more)-1].ID != at-1 {
			s.Fatalf("before %d come %d entries", at, len(more))
		}
		at = more[0].ID
	}
}

func (s *subject) customer() {
	s.tickets(9)
	s.must(s.Says(desk.Page{Customers: []desk.Customer{{ID: customerID(1), Version: 3, Name: desk.Foreign("Casey Quill"), Since: noon()}}, Next: "2"}))
	s.must(s.Says(desk.Page{Customers: []desk.Customer{{ID: customerID(1), Version: 2, Name: desk.Foreign("an older name")}}, Next: "3"}))
	c := must1[desk.Customer](s)(s.Customer(customerID(1)))
	if c.Name != desk.Foreign("Casey Quill") || !c.Since.Equal(noon()) {
		s.Errorf("%+v", c)
	}
	h := must1[[]desk.Row](s)(s.History(customerID(1), 2))
	if len(h) != 2 || h[0].ID != ticketID(1) || h[1].ID != ticketID(4) {
		s.Error("the newest two are not there, newest first")
	}
	s.must(s.Submit(does(4, desk.SetStatus{Status: desk.Solved}), 0))
	if h := must1[[]desk.Row](s)(s.History(customerID(1), 9)); len(h) != 3 || h[1].Status != desk.Solved {
		s.Error("what the agent did cannot be seen in the history")
	}
}

func (s *subject) others() {
	s.must(s.Says(desk.Page{
		Canned: []desk.Canned{{ID: desk.CannedID{ID: desk.DeriveID("b")}, Version: 1, Name: "sorry"}, {ID: desk.CannedID{ID: desk.DeriveID("a")}, Version: 1, Name: "refund"}},
		Agents: []desk.Agent{{ID: "tom", Version: 1, Name: desk.Foreign("Tom"), Role: desk.RoleAgent}, {ID: Ana, Version: 1, Name: desk.Foreign("Ana"), Role: desk.RoleLead, Groups: []desk.GroupID{"depot"}}},
		Next:   "1",
	}))
	if c := must1[[]desk.Canned](s)(s.Canned()); len(c) != 2 || c[0].Name != "refund" {
		s.Errorf("%+v", c)
	}
	if a := must1[[]desk.Agent](s)(s.Agents()); len(a) != 2 || a[0].ID != Ana {
		s.Errorf("%+v", a)
	}
	if g := s.Me().Groups; len(g) != 1 || g[0] != "depot" {
		s.Error("the desk's word on our groups was not heard:", g)
	}
	s.must(s.Says(desk.Page{Gone: []desk.Tombstone{
		{Kind: desk.RecordAgent, ID: "tom"}, {Kind: desk.RecordCanned, ID: desk.CannedID{ID: desk.DeriveID("a")}.String()},
	}, Next: "2"}))
	if c := must1[[]desk.Canned](s)(s.Canned()); len(c) != 1 {
		s.Error("a reply that is gone is there")
	}
	if a := must1[[]desk.Agent](s)(s.Agents()); len(a) != 1 {
		s.Error("a colleague who is gone is there")
	}
}

func (s *subject) search() {
	s.tickets(12)
	ctx, cancel := context.WithTimeout(s.Context(), time.Minute)
	defer cancel()
	for {
		found := must1[desk.Found](s)(s.Search(ctx, "lamp", 5))
		if found.Indexed == 12 {
			if found.Total != 12 || len(found.Hits) != 5 || found.Tickets != 12 {
				s.Errorf("%d found, %d shown, of %d", found.Total, len(found.Hits), found.Tickets)
			}
			if h := found.Hits[0]; h.Snippet.Text.IsEmpty() || len(h.Snippet.Spans) == 0 {
				s.Error("a hit does not show where it was found")
			}
			break
		}
		s.must(s.Moved())
	}
	for query, want := range map[string]int{"#1004": 4, "W7005": 5, "lamp from:casey W7006": 6, "\"order w7007\"": 7} {
		found := must1[desk.Found](s)(s.Search(ctx, query, 5))
		if len(found.Hits) != 1 || found.Hits[0].ID != ticketID(want) {
			s.Errorf("%s finds %d", query, len(found.Hits))
		}
	}
	if _, err := s.Search(ctx, "before:never", 5); code(err) == "" {
		s.Error(err)
	}
	if found := must1[desk.Found](s)(s.Search(ctx, "zeppelin", 5)); found.Total != 0 {
		s.Error("what nobody wrote is found")
	}
}

func (s *subject) missing() {
	if _, err := s.Thread(ticketID(1), 50); !errors.Is(err, desk.ErrNotFound) {
		s.Error(err)
	}
	if _, err := s.Customer(customerID(1)); !errors.Is(err, desk.ErrNotFound) {
		s.Error(err)
	}
	if _, err := s.Find(1); !errors.Is(err, desk.ErrNotFound) {
		s.Error(err)
	}
	if rows := must1[[]desk.Row](s)(s.Rows(desk.ViewAll, []desk.TicketID{ticketID(1)})); len(rows) != 0 {
		s.Error("a row of nothing")
	}
	if all := s.ids(desk.ViewAll); len(all) != 0 {
		s.Error("an empty ledger has rows")
	}
	s.must(s.Discard(desk.NewOpID()))
}
