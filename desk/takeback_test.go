package desk

import (
	"slices"
	"testing"
	"time"
)

func TestWakingDoesNotEndWhatAColleagueHasSnoozedSince(t *testing.T) {
	before := waiting(Open)
	mine, _ := apply(t, before, by(anna, before, Snooze{Until: noon().Add(time.Hour)}))
	theirs, _ := apply(t, mine, by(berto, mine, Snooze{Until: noon().Add(96 * time.Hour)}))
	if _, _, err := tryApply(t, theirs, by(anna, before, Snooze{}), facts()); codeOf(err) != FieldConflict {
		t.Errorf("berto's snooze is ended: %v", err)
	}
	if after, _ := apply(t, theirs, by(anna, theirs, Snooze{})); !after.SnoozedUntil.IsZero() {
		t.Error("who has seen it cannot wake it")
	}
	if _, _, err := tryApply(t, before, by(anna, before, Snooze{}), facts()); err != nil {
		t.Errorf("awake already: %v", err)
	}
}

func TestASplitIsNotUndoneOnceSomebodyElseHasTakenItUp(t *testing.T) {
	made, _, err := Apply(Ticket{}, Op{
		ID: NewOpID(), Ticket: TicketID{DeriveID("t")}, Actor: anna, At: noon(),
		Intent: Create{Channel: Mail, Text: text("and the shade?"), From: TicketID{DeriveID("other")}, FromNumber: 9},
	}, facts())
	if err != nil {
		t.Fatal(err)
	}
	back := by(anna, made, Merge{Into: TicketID{DeriveID("other")}, IntoNumber: 9, Alone: true})
	back.Base, back.Seen = 1, 1
	deed := Deed{Op: NewOpID(), Back: &back}
	own, _ := apply(t, made, by(anna, made, Assign{To: anna}))
	for name, k := range map[string]Ticket{"as it was made": made, "with the agent's own claim": own} {
		if p := deed.Stands(k, noon()); p != nil {
			t.Errorf("%s: %v", name, p)
		}
	}
	for name, in := range map[string]Intent{
		"claimed": Assign{To: berto}, "answered": Reply{Text: text("on its way")}, "snoozed": Snooze{Until: noon().Add(time.Hour)},
	} {
		k, _ := apply(t, made, by(berto, made, in))
		if p := deed.Stands(k, noon()); p == nil || p.Code != MovedOn {
			t.Errorf("%s by somebody else: %v", name, p)
		}
		if _, _, err := tryApply(t, k, back, facts()); codeOf(err) != MovedOn {
			t.Errorf("%s by somebody else, and closed: %v", name, err)
		}
	}
	wrote, _ := apply(t, made, Op{ID: NewOpID(), Ticket: made.ID, Intent: Receive{Text: text("hello?")}})
	if _, _, err := tryApply(t, wrote, back, facts()); codeOf(err) != MovedOn {
		t.Errorf("the customer wrote there: %v", err)
	}
}

func TestNobodyMarksAsSpamWhatTheCustomerHasJustWritten(t *testing.T) {
	before := waiting(Open)
	wrote, _ := apply(t, before, Op{ID: NewOpID(), Ticket: before.ID, Intent: Receive{Text: text("I am real")}})
	if _, _, err := tryApply(t, wrote, by(anna, before, MarkSpam{}), facts()); codeOf(err) != NewerMessage {
		t.Errorf("%v", err)
	}
}

func TestWhatEndedASnoozeGivesItBackWhenItIsTakenBack(t *testing.T) {
	until := noon().Add(24 * time.Hour)
	before := waiting(Pending)
	before.SnoozedUntil, before.Tags = until, []string{"b", TagSpam}
	merge := by(anna, before, Merge{Into: TicketID{DeriveID("other")}, IntoNumber: 9})
	for name, c := range map[string]struct {
		did  Op
		back Intent
	}{
		"solving": {by(anna, before, SetStatus{Status: Solved}), SetStatus{Status: Pending, Until: until}},
		"spam":    {by(anna, before, MarkSpam{}), NotSpam{Then: Pending, Until: until, Tagged: true}},
		"merging": {merge, Unmerge{Merge: merge.ID, Into: TicketID{DeriveID("other")}, Then: Pending, Until: until}},
	} {
		did, _ := apply(t, before, c.did)
		after, _ := apply(t, did, by(anna, before, c.back))
		if after.Status != Pending || !after.SnoozedUntil.Equal(until) || !slices.Equal(after.Tags, before.Tags) {
			t.Errorf("%s taken back leaves it %s, until %v, %v", name, after.Status, after.SnoozedUntil, after.Tags)
		}
		if late, _, err := tryApply(t, did, by(anna, before, c.back), Facts{Now: until, Rights: AllRights()}); err != nil || !late.SnoozedUntil.IsZero() {
			t.Errorf("%s taken back once the snooze was over: %v, %v", name, late.SnoozedUntil, err)
		}
	}
	solved, _ := apply(t, before, by(anna, before, SetStatus{Status: Solved}))
	wrote, _ := apply(t, solved, Op{ID: NewOpID(), Ticket: before.ID, Intent: Receive{Text: text("and?")}})
	if after, _ := apply(t, wrote, by(anna, before, SetStatus{Status: Open, Until: until})); !after.SnoozedUntil.IsZero() {
		t.Error("it sleeps on although the customer has written")
	}
}

func TestAMergedTicketThatWasSolvedIsSolvedAgain(t *testing.T) {
	before := waiting(Solved)
	merge := by(anna, before, Merge{Into: TicketID{DeriveID("other")}, IntoNumber: 9})
	merged, _ := apply(t, before, merge)
	after, _ := apply(t, merged, by(anna, before, Unmerge{Merge: merge.ID, Into: merged.MergedInto, Then: Solved}))
	if after.Status != Solved || !after.MergedInto.IsZero() || !after.SolvedAt.Equal(before.SolvedAt) {
		t.Errorf("%+v", after)
	}
}

func TestAHandOverThatIsTakenBackLeavesTheTicketAsleepAsItWas(t *testing.T) {
	until := noon().Add(48 * time.Hour)
	before, _ := apply(t, waiting(Pending), by(anna, waiting(Pending), Assign{To: anna, Group: "returns"}))
	before, _ = apply(t, before, by(anna, before, Snooze{Until: until}))
	over, _ := apply(t, before, by(anna, before, HandOver{To: berto, Group: "sales", Note: text("hers")}))
	if !over.SnoozedUntil.IsZero() {
		t.Fatal("it is handed over asleep")
	}
	back := by(anna, before, HandBack{To: anna, Group: "returns", Until: until})
	after, _ := apply(t, over, back)
	if after.Assignee != anna || after.Group != "returns" || !after.SnoozedUntil.Equal(until) || after.Status != Pending {
		t.Errorf("with %s in %s, asleep until %v", after.Assignee, after.Group, after.SnoozedUntil)
	}
	wrote, _ := apply(t, over, Op{ID: NewOpID(), Ticket: over.ID, Intent: Receive{Text: text("hello?")}})
	if after, _ := apply(t, wrote, back); !after.SnoozedUntil.IsZero() {
		t.Error("it sleeps though the customer has written")
	}
}
