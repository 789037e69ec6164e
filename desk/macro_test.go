package desk_test

import (
	"slices"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

func TestAMacroIsCarriedOutWithTheWordsAndYieldsToColleagues(t *testing.T) {
	now := time.Date(2026, 3, 4, 14, 0, 0, 0, time.UTC)
	facts := desk.Facts{Now: now, Rights: desk.AllRights()}
	id := desk.NewTicketID()
	do := func(k desk.Ticket, by desk.AgentID, base desk.Version, in desk.Intent) desk.Ticket {
		t.Helper()
		after, _, err := desk.Apply(k, desk.Op{ID: desk.NewOpID(), Ticket: id, Actor: by, Base: base, Seen: k.LastMessage, At: now, Intent: in}, facts)
		if err != nil {
			t.Fatal(err)
		}
		return after
	}
	k := do(desk.Ticket{}, "tom", 0, desk.Create{Subject: desk.Foreign("Refund"), Channel: desk.Mail, Text: desk.Foreign("Where is it?")})
	macro := desk.Macro{Status: desk.OnHold, Priority: "urgent", Tags: []string{"refund"}, Mine: true}
	reply := desk.Reply{Text: desk.Foreign("We ask the bank."), Do: macro}

	after := do(k, "kim", k.Version, reply)
	if after.Status != desk.OnHold || after.Priority() != desk.PriorityUrgent || after.Assignee != "kim" || !slices.Equal(after.Tags, []string{"refund"}) {
		t.Errorf("%+v", after)
	}
	reply.Then = desk.Solved
	if after := do(k, "kim", k.Version, reply); after.Status != desk.Solved {
		t.Errorf("send and solve leaves it %s", after.Status)
	}

	taken := do(k, "tom", k.Version, desk.Assign{To: "tom"})
	taken = do(taken, "tom", taken.Version, desk.SetPriority{Urgency: desk.Low})
	if after := do(taken, "kim", k.Version, reply); after.Assignee != "tom" || after.Priority() != desk.PriorityLow || len(after.Tags) != 1 {
		t.Errorf("what tom did meanwhile is gone: %+v", after)
	}

	for _, bad := range []desk.Macro{{Status: desk.New}, {Status: "gone"}, {Priority: "huge"}, {Tags: []string{"two words"}}} {
		_, _, err := desk.Apply(k, desk.Op{ID: desk.NewOpID(), Ticket: id, Actor: "kim", Intent: desk.Reply{Text: desk.Foreign("x"), Do: bad}}, facts)
		if err == nil || bad.Valid() {
			t.Errorf("%+v is carried out", bad)
		}
	}
}
