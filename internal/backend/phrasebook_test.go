package backend_test

import (
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

func sorry() desk.Canned {
	return desk.Canned{ID: desk.CannedID{ID: desk.DeriveID("sorry")}, Name: "sorry", Title: "Sorry", Text: "Sorry, {{customer.first}}."}
}

func TestAReplyThatALeadWritesReachesEverybodyAndTheSetup(t *testing.T) {
	b := newBench(t)
	lea := led(t, b)
	m := b.fill(t)
	v, err := lea.Apply(t.Context(), ofDesk("lea", 0, desk.PutOf(sorry(), "")))
	if err != nil || v.Outcome != desk.Applied || v.Canned == nil || v.Canned.Version != 1 || v.Canned.Changed != "lea" {
		t.Fatalf("%+v %v", v, err)
	}
	m.follow(t, b)
	if got := m.canned[sorry().ID]; got.Text != sorry().Text {
		t.Errorf("the feed brings %+v", got)
	}
	if all := b.setup(t).Replies; len(all) != 1 || all[0].Tag() != sorry().Tag() || all[0].Changed != "" {
		t.Errorf("the setup has %+v", all)
	}
	other := sorry()
	other.Text = "Sorry."
	change := ofDesk("lea", 0, desk.PutOf(other, sorry().Tag()))
	v = b.do(t, change)
	if v.Canned == nil || v.Canned.Version != 2 {
		t.Fatalf("%+v", v)
	}
	if again, err := lea.Apply(t.Context(), change); err != nil || asJSON(t, again) != asJSON(t, v) {
		t.Errorf("sent again: %s, %v", asJSON(t, again), err)
	}
	b.do(t, ofDesk("lea", 0, desk.DropReply{ID: other.ID, Over: other.Tag()}))
	m.follow(t, b)
	if _, there := m.canned[other.ID]; there || len(b.setup(t).Replies) != 0 {
		t.Errorf("what was taken away is there: %+v", m.canned)
	}
	if v, err := lea.Apply(t.Context(), ofDesk("lea", 0, desk.PutOf(sorry(), ""))); err != nil || v.Problem == nil || v.Problem.Code != desk.ReplyGone {
		t.Errorf("an id that is gone: %+v %v", v, err)
	}
}

func TestTwoLeadsWhoWriteAReplyDoNotOverwriteEachOtherNorAFile(t *testing.T) {
	b := newBench(t)
	lea := led(t, b)
	b.do(t, ofDesk("lea", 0, desk.PutOf(sorry(), "")))
	b.configure(t, func(s *desk.Setup) { s.Replies[0].Text = "By a file." })
	mine := sorry()
	mine.Text = "Mine."
	for _, in := range []desk.Intent{desk.PutOf(mine, sorry().Tag()), desk.DropReply{ID: mine.ID, Over: sorry().Tag()}} {
		v, err := lea.Apply(t.Context(), ofDesk("lea", 0, in))
		if err != nil || v.Outcome != desk.Refused || v.Problem.Code != desk.ReplyChanged || v.Problem.Args[0] != "lea" || v.Canned == nil || v.Canned.Text != "By a file." {
			t.Errorf("%s: %+v %v", in.Kind(), v, err)
		}
	}
	twin := sorry()
	twin.ID = desk.CannedID{ID: desk.DeriveID("twin")}
	if v, err := lea.Apply(t.Context(), ofDesk("lea", 0, desk.PutOf(twin, ""))); err != nil || v.Problem == nil || v.Problem.Code != desk.ReplyNamed {
		t.Errorf("two of one name: %+v %v", v, err)
	}
	seen := b.setup(t).Tag()
	b.do(t, ofDesk("lea", 0, desk.DropReply{ID: mine.ID, Over: b.setup(t).Replies[0].Tag()}))
	if b.setup(t).Tag() == seen {
		t.Error("who applies a file now does not see what was done by keys")
	}
}

func TestAReplyIsWrittenByThoseWhoLeadAlone(t *testing.T) {
	b := newBench(t)
	led(t, b)
	b.do(t, ofDesk("lea", 0, desk.PutOf(sorry(), "")))
	for _, in := range []desk.Intent{desk.PutOf(sorry(), sorry().Tag()), desk.DropReply{ID: sorry().ID, Over: sorry().Tag()}} {
		v, err := b.line.Apply(t.Context(), ofDesk("ann", 0, in))
		if err != nil || v.Outcome != desk.Refused || v.Problem.Code != desk.LeadsOnly {
			t.Errorf("%s: %+v %v", in.Kind(), v, err)
		}
	}
}

func TestAReplyIsWrittenWithoutReadingAllTheOthers(t *testing.T) {
	b := newBench(t)
	led(t, b)
	first, torn := sorry(), sorry()
	first.Name = `50% off "now"`
	torn.ID, torn.Name = desk.CannedID{ID: desk.DeriveID("torn")}, "torn"
	b.do(t, ofDesk("lea", 0, desk.PutOf(first, "")))
	b.do(t, ofDesk("lea", 0, desk.PutOf(torn, "")))
	backend.Spoil(t, b.store, `UPDATE canned SET json = 'torn' WHERE json LIKE '%"name":"torn"%'`)
	twin := first
	twin.ID = desk.CannedID{ID: desk.DeriveID("twin")}
	if v := b.do(t, ofDesk("lea", 0, desk.PutOf(twin, ""))); v.Problem == nil || v.Problem.Code != desk.ReplyNamed {
		t.Errorf("two of one name: %+v", v)
	}
	twin.Name = `50_ off "now"`
	if v := b.do(t, ofDesk("lea", 0, desk.PutOf(twin, ""))); v.Outcome != desk.Applied {
		t.Errorf("put beside one that cannot be read: %+v", v)
	}
	if v := b.do(t, ofDesk("lea", 0, desk.DropReply{ID: twin.ID, Over: twin.Tag()})); v.Outcome != desk.Applied {
		t.Errorf("taken away beside one that cannot be read: %+v", v)
	}
}
