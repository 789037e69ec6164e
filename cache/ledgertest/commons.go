package ledgertest

import (
	"time"

	"github.com/heed-desk/heed/desk"
)

// ofDesk is an operation of Ana's on no ticket.
func ofDesk(base desk.Version, in desk.Intent) desk.Op {
	return desk.Op{ID: desk.NewOpID(), Base: base, Actor: Ana, At: noon(), Intent: in}
}

func refunds(v desk.Version) desk.Filter {
	return desk.Filter{ID: "f1", Name: desk.Foreign("Parcels"), Query: "parcel", By: "lea", Changed: "lea", Version: v}
}

func (s *subject) filterNames() (names []string) {
	s.Helper()
	for _, f := range must1[[]desk.Filter](s)(s.Filters()) {
		names = append(names, f.Name.Raw()+"/"+string(f.By))
	}
	return names
}

func (s *subject) shows(want ...string) {
	s.Helper()
	got := s.filterNames()
	same := len(got) == len(want)
	for i := range want {
		same = same && got[i] == want[i]
	}
	if !same {
		s.Errorf("the filters are %q, want %q", got, want)
	}
}

// shared takes a shared filter in, beside one of Ana's own and over one of hers.
func (s *subject) shared() {
	s.tickets(10)
	s.must(s.SaveFilter(desk.Filter{ID: "own", Name: desk.Foreign("Mine"), Query: "assignee:ana"}))
	s.must(s.Says(desk.Page{Filters: []desk.Filter{refunds(2)}, Next: "2"}))
	s.shows("Mine/", "Parcels/lea")
	v := refunds(2).View()
	if w := must1[desk.Window](s)(s.Window(v, desk.Anchor{}, 0, 50)); w.Total != 10 || s.count(v) != 10 {
		s.Errorf("%d fit, %d are counted", w.Total, s.count(v))
	}
	older := refunds(1)
	older.Name = desk.Foreign("Older")
	s.must(s.Says(desk.Page{Filters: []desk.Filter{older}, Next: "3"}))
	s.shows("Mine/", "Parcels/lea")
	other := refunds(3)
	other.Query = "nothing-that-is-there"
	s.must(s.Says(desk.Page{Filters: []desk.Filter{other}, Next: "4"}))
	if w := must1[desk.Window](s)(s.Window(v, desk.Anchor{}, 0, 50)); w.Total != 0 {
		s.Errorf("it asks for something else, and %d fit", w.Total)
	}
	broken := refunds(4)
	broken.Query = "status:lost"
	s.must(s.Says(desk.Page{Filters: []desk.Filter{broken}, Next: "5"}))
	if _, err := s.Window(v, desk.Anchor{}, 0, 50); code(err) != desk.BadQuery {
		s.Errorf("one that cannot be read: %v", err)
	}
	s.must(s.SaveFilter(desk.Filter{ID: "f1", Name: desk.Foreign("My parcels"), Query: "parcel"}))
	s.shows("Mine/", "Parcels/lea")
	s.must(s.Says(desk.Page{Filters: []desk.Filter{{ID: "f1", Changed: "lea", Version: 5}}, Next: "6"}))
	s.shows("Mine/", "My parcels/")
	s.must(s.Says(desk.Page{Filters: []desk.Filter{refunds(3)}, Next: "7"}))
	s.shows("Mine/", "My parcels/")
}

// sharing shares as an agent, who may not, and as a lead.
func (s *subject) sharing() {
	in := desk.ShareFilter{ID: "f1", Name: desk.Foreign("Parcels"), Query: "parcel"}
	tried := ofDesk(0, in)
	s.must(s.Submit(tried, 0))
	s.shows()
	s.must(s.Rules(tried.ID, desk.Verdict{Op: tried.ID, Outcome: desk.Refused, Problem: desk.Refuse(desk.LeadsOnly)}))
	if out := must1[[]desk.PendingOp](s)(s.Outbox()); len(out) != 1 || out[0].State != desk.OpRefused || out[0].Problem.Code != desk.LeadsOnly {
		s.Errorf("%+v", out)
	}
	s.must(s.Discard(tried.ID))

	s.must(s.Says(desk.Page{Agents: []desk.Agent{{ID: Ana, Version: 1, Role: desk.RoleLead}}, Next: "2"}))
	if !s.Me().Leads() {
		s.Error("who leads does not know it")
	}
	broken := in
	broken.Query = "status:lost"
	if err := s.Submit(ofDesk(0, broken), 0); code(err) != desk.BadQuery {
		s.Errorf("one that cannot be read is queued: %v", err)
	}
	op := ofDesk(0, in)
	s.must(s.Submit(op, 0))
	s.shows("Parcels/ana")
	f := desk.Filter{ID: "f1", Name: in.Name, Query: in.Query, By: Ana, Changed: Ana, Version: 1}
	s.must(s.Rules(op.ID, desk.Verdict{Op: op.ID, Outcome: desk.Applied, Filter: &f}))
	s.shows("Parcels/ana")
	if out := must1[[]desk.PendingOp](s)(s.Outbox()); len(out) != 0 {
		s.Errorf("settled, and yet %+v", out)
	}
	s.must(s.Submit(ofDesk(1, desk.UnshareFilter{ID: "f1"}), 0))
	s.shows()
}

func (s *subject) breaks() {
	s.must(s.Says(desk.Page{Agents: []desk.Agent{{ID: Ana, Version: 1, Role: desk.RoleAgent}, {ID: "tom", Version: 1, Away: true}}, Next: "2"}))
	op := ofDesk(0, desk.TakeBreak{})
	s.must(s.Submit(op, 0))
	since, on := s.Me().OnBreak()
	if !on || since.IsZero() {
		s.Errorf("%+v", s.Me())
	}
	for _, a := range must1[[]desk.Agent](s)(s.Agents()) {
		if !a.Away || a.Routable() {
			s.Errorf("%+v", a)
		}
	}
	was := desk.Agent{ID: Ana, Version: 2, Role: desk.RoleAgent, Away: true, Break: &desk.Break{Since: since}}
	s.must(s.Rules(op.ID, desk.Verdict{Op: op.ID, Outcome: desk.Applied, Agent: &was}))
	if is, on := s.Me().OnBreak(); !on || !is.Equal(since) {
		s.Errorf("%+v", s.Me())
	}
	back := ofDesk(0, desk.EndBreak{})
	s.must(s.Submit(back, time.Hour))
	if _, on := s.Me().OnBreak(); on || s.Me().Break.Ended.IsZero() {
		s.Errorf("%+v", s.Me())
	}
	must1[desk.Op](s)(s.Cancel(back.ID))
	if _, on := s.Me().OnBreak(); !on {
		s.Error("taken back, and yet back")
	}
}
