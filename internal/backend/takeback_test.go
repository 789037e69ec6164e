package backend_test

import (
	"slices"
	"testing"

	"github.com/heed-desk/heed/desk"
)

func TestTakingATagBackLeavesTheOneThatWasThereBefore(t *testing.T) {
	b := newBench(t)
	k := b.ticket(t, "hello")
	b.do(t, by(k, desk.Tag{Tags: []string{"vip"}}))
	mine := by(k, desk.Tag{Tags: []string{"vip", "late"}})
	b.do(t, mine)
	back := by(k, desk.Untag{Tags: []string{"vip", "late"}, Of: mine.ID})
	v := b.do(t, back)
	if v.Outcome != desk.Applied || !slices.Equal(v.Ticket.Tags, []string{"vip"}) {
		t.Errorf("%s", asJSON(t, v))
	}
	if again := b.do(t, back); asJSON(t, again) != asJSON(t, v) {
		t.Error("taken back twice")
	}
	if v := b.do(t, by(k, desk.Untag{Tags: []string{"vip"}, Of: desk.NewOpID()})); v.Outcome != desk.Applied || len(v.Ticket.Tags) != 1 {
		t.Errorf("of what never came: %s", asJSON(t, v))
	}
}

func TestTakingALinkBackLeavesTheOneThatWasThereBefore(t *testing.T) {
	b := newBench(t)
	one, two := b.ticket(t, "first"), b.ticket(t, "second")
	first, mine := by(one, desk.LinkTo{To: two.ID}), by(one, desk.LinkTo{To: two.ID})
	b.do(t, first)
	b.do(t, mine)
	if v := b.do(t, by(one, desk.Unlink{To: two.ID, Of: mine.ID})); v.Outcome != desk.Applied || len(v.Ticket.Links) != 1 {
		t.Errorf("%s", asJSON(t, v))
	}
	if k := b.thread(t, two.ID).Tickets[0]; len(k.Links) != 1 {
		t.Errorf("the other half is gone: %s", asJSON(t, k))
	}
	if v := b.do(t, by(one, desk.Unlink{To: two.ID, Of: first.ID})); v.Outcome != desk.Applied || len(v.Ticket.Links) != 0 {
		t.Errorf("of the one that made it: %s", asJSON(t, v))
	}
}

func TestALinkToAMergedTicketCanBeTakenOff(t *testing.T) {
	b := newBench(t)
	one, two := b.ticket(t, "first"), b.ticket(t, "second")
	b.do(t, by(one, desk.LinkTo{To: two.ID}))
	b.do(t, by(two, desk.Merge{Into: b.ticket(t, "third").ID}))
	if v := b.do(t, by(one, desk.Unlink{To: two.ID})); v.Outcome != desk.Applied || len(v.Ticket.Links) != 0 {
		t.Errorf("%s", asJSON(t, v))
	}
	if k := b.thread(t, two.ID).Tickets[0]; len(k.Links) != 0 || k.MergedInto.IsZero() {
		t.Errorf("%s", asJSON(t, k))
	}
}

func TestASplitThatAColleagueHasTakenUpIsNotMergedBack(t *testing.T) {
	b := newBench(t)
	from := b.ticket(t, "two things")
	op := by(from, desk.Create{Channel: desk.Mail, Requester: from.Requester, Text: desk.Foreign("and the shade?"), From: from.ID})
	op.Ticket = desk.NewTicketID()
	made := *b.do(t, op).Ticket
	back := by(made, desk.Merge{Into: from.ID, Alone: true})
	back.Base, back.Seen = 1, 1
	if _, err := b.store.Intake(t.Context(), desk.Op{
		ID: desk.NewOpID(), Ticket: made.ID, Actor: desk.System, Intent: desk.Assign{To: "ann"},
	}); err != nil {
		t.Fatal(err)
	}
	if v := b.do(t, back); v.Outcome != desk.Refused || v.Problem.Code != desk.MovedOn || !v.Ticket.MergedInto.IsZero() {
		t.Errorf("%s", asJSON(t, v))
	}
}
