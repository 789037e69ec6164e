package cache

import (
	"testing"

	bolt "go.etcd.io/bbolt"

	"github.com/heed-desk/heed/desk"
)

func leading(t *testing.T) Options {
	opt := options(t)
	opt.Rights, opt.Me.Role = desk.RightsOf(desk.RoleLead), desk.RoleLead
	return opt
}

func sharesParcels() desk.Op {
	return desk.Op{
		ID: desk.NewOpID(), Actor: me, At: noon(),
		Intent: desk.ShareFilter{ID: "p", Name: desk.Foreign("Parcels of Casey"), Query: "parcel"},
	}
}

func TestWhatIsSharedOfflineStandsAfterARestartAndIsSentOnce(t *testing.T) {
	opt := leading(t)
	l := filled(t, opt, 20)
	op := sharesParcels()
	must(t, l.Submit(op, 0))
	must(t, l.Close())
	l = opened(t, opt)
	if all := got2(l.Filters()); len(all) != 1 || all[0].By != me {
		t.Fatalf("%+v", all)
	}
	ops, _, err := l.Ready(t.Context(), noon())
	if err != nil || len(ops) != 1 || ops[0].ID != op.ID {
		t.Fatalf("%+v %v", ops, err)
	}
	f := desk.Filter{ID: "p", Name: desk.Foreign("Parcels of Casey"), Query: "parcel", By: me, Changed: me, Version: 1}
	must(t, l.Take(desk.Page{Filters: []desk.Filter{f}, Next: "2"})) // the feed is there before the verdict
	if all := got2(l.Filters()); len(all) != 1 || all[0] != f {
		t.Fatalf("%+v", all)
	}
	must(t, l.Settle(op.ID, desk.Verdict{Op: op.ID, Outcome: desk.Applied, Filter: &f}))
	must(t, l.Close())
	l = opened(t, opt)
	if all := got2(l.Filters()); len(all) != 1 || all[0] != f {
		t.Errorf("%+v", all)
	}
	if out := got2(l.Outbox()); len(out) != 0 {
		t.Errorf("%+v", out)
	}
}

func TestOneRefusedOperationOfTheDeskStopsNoOther(t *testing.T) {
	l := filled(t, leading(t), 5)
	share, pause := sharesParcels(), desk.Op{ID: desk.NewOpID(), Actor: me, At: noon(), Intent: desk.TakeBreak{}}
	must(t, l.Submit(share, 0))
	must(t, l.Settle(share.ID, desk.Verdict{Op: share.ID, Outcome: desk.Refused, Problem: desk.Refuse(desk.LeadsOnly)}))
	must(t, l.Submit(pause, 0))
	again := sharesParcels()
	must(t, l.Submit(again, 0))
	ops, _, err := l.Ready(t.Context(), noon())
	if err != nil || len(ops) != 1 || ops[0].ID != pause.ID {
		t.Errorf("%+v %v", ops, err)
	}
	for _, p := range got2(l.Outbox()) {
		if p.Op.ID == again.ID && p.State != desk.OpParked {
			t.Errorf("what follows on the same filter is %s", p.State)
		}
	}
}

func TestAResyncBringsWhatIsSharedAndHowABreakStands(t *testing.T) {
	l := filled(t, options(t), 5)
	f := desk.Filter{ID: "p", Name: desk.Foreign("Parcels"), Query: "parcel", By: "lea", Changed: "lea", Version: 3}
	self := desk.Agent{ID: me, Version: 2, Role: desk.RoleLead, Groups: []desk.GroupID{"returns"}, Away: true, Break: &desk.Break{Since: noon()}}
	must(t, l.Resync(func(s desk.Shadow) error {
		p := page(0, 5)
		p.Filters, p.Agents = []desk.Filter{f}, []desk.Agent{self}
		if err := s.Take(p); err != nil {
			return err
		}
		return s.Done(5, "9")
	}))
	if all := got2(l.Filters()); len(all) != 1 || all[0] != f {
		t.Errorf("%+v", all)
	}
	if since, on := l.Me().OnBreak(); !on || !since.Equal(noon()) || !l.Me().Leads() {
		t.Errorf("%+v", l.Me())
	}
}

func TestAFilterThatIsSharedNoLongerIsForgottenHereToo(t *testing.T) {
	l := filled(t, options(t), 3)
	kept := func() int {
		said, err := l.saidFilters()
		must(t, err)
		return len(said)
	}
	ended := func(id string, days int) desk.Filter {
		return desk.Filter{ID: id, By: "lea", Changed: "lea", Version: 2, Ended: l.Now().AddDate(0, 0, -days)}
	}
	must(t, l.Take(desk.Page{Filters: []desk.Filter{ended("old", 46), ended("young", 44)}, Next: "8"}))
	must(t, l.Take(desk.Page{Filters: []desk.Filter{{ID: "here", Name: desk.Foreign("Here"), Query: "x", By: "lea", Version: 1}}, Next: "9"}))
	if n := kept(); n != 2 {
		t.Errorf("%d are kept, want the one that is shared and the one of 44 days ago", n)
	}
}

func TestRecordsOfAnEarlierHeedAreAskedForOnceMoreAndKeepWhatIsTheAgents(t *testing.T) {
	opt := options(t)
	l := filled(t, opt, 5)
	must(t, l.MarkSeen(ticketID(1), 1))
	must(t, l.file.Update(func(tx *bolt.Tx) error {
		g, err := currentGeneration(tx)
		if err != nil {
			return err
		}
		return tx.Bucket(g.bucket()).DeleteBucket([]byte(partFilters.String()))
	}))
	must(t, l.Close())
	l = opened(t, opt)
	if c := l.Cursor(); c != "" {
		t.Fatalf("the feed goes on at %q", c)
	}
	if all := got2(l.Filters()); len(all) != 0 {
		t.Fatalf("%+v", all)
	}
	must(t, l.Take(desk.Page{Filters: []desk.Filter{{ID: "p", Name: desk.Foreign("x"), Query: "x", By: "lea", Version: 1}}}))
	fill(t, l, 5)
	if c := l.Cursor(); c != "1" {
		t.Errorf("after the fill the feed goes on at %q", c)
	}
	if rows := got2(l.Rows(desk.ViewAll, []desk.TicketID{ticketID(1)})); len(rows) != 1 || rows[0].Marks.Unread {
		t.Errorf("what was read is unread: %+v", rows)
	}
}

func TestTheNameOfASharedFilterLiesInNoFileInClear(t *testing.T) {
	l := filled(t, leading(t), 5)
	must(t, l.Take(desk.Page{Filters: []desk.Filter{{ID: "p", Name: desk.Foreign("Casey and the lamp"), Query: "casey lamp", By: "lea", Version: 1}}, Next: "2"}))
	must(t, l.Submit(sharesParcels(), 0))
	for _, words := range []string{"Casey and the lamp", "casey lamp", "Parcels of Casey"} {
		if inFile(t, l, []byte(words)) {
			t.Errorf("%q lies there", words)
		}
	}
}
