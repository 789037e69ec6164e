package desk

import (
	"testing"
	"time"
)

func TestADeedIsSetBackUnlessSomebodyChangedItSince(t *testing.T) {
	soon := noon().Add(time.Hour)
	for name, c := range map[string]struct{ did, back, other Intent }{
		"a claim":    {Assign{To: anna}, Assign{}, Assign{To: "carl"}},
		"a group":    {SetGroup{"returns"}, SetGroup{}, SetGroup{"sales"}},
		"a status":   {SetStatus{Status: Pending}, SetStatus{Status: Open}, SetStatus{Status: OnHold}},
		"solving":    {SetStatus{Status: Solved}, SetStatus{Status: Open, Waiting: noon().Add(-time.Hour)}, SetStatus{Status: Open}},
		"a priority": {SetPriority{High, High}, SetPriority{}, SetPriority{Low, Low}},
		"a snooze":   {Snooze{soon}, Snooze{}, Snooze{soon.Add(time.Hour)}},
		"spam":       {MarkSpam{}, NotSpam{Then: Open}, SetStatus{Status: Open}},
		"a tag":      {Tag{[]string{"x"}}, Untag{Tags: []string{"x"}}, nil},
		"following":  {Follow{}, Unfollow{}, nil},
		"a link":     {LinkTo{To: TicketID{DeriveID("o")}}, Unlink{To: TicketID{DeriveID("o")}}, nil},
	} {
		before := waiting(Open)
		did, back := by(anna, before, c.did), by(anna, before, c.back)
		deed := Deed{Op: did.ID, Did: &did, Back: &back}
		after, _ := apply(t, before, did)
		if p := deed.Stands(after, noon()); p != nil {
			t.Errorf("%s: %v", name, p)
		}
		if c.other == nil {
			continue
		}
		changed, _ := apply(t, after, by(berto, after, c.other))
		if p := deed.Stands(changed, noon()); p == nil || p.Code != ChangedSince || p.Args[1] != string(berto) {
			t.Errorf("%s, changed since: %v", name, p)
		}
	}
}

func TestADeedThatNothingSetsBackSaysSo(t *testing.T) {
	if p := (Deed{Op: NewOpID()}).Stands(waiting(Open), noon()); p == nil || p.Code != TooLateToUndo {
		t.Errorf("%v", p)
	}
	before := waiting(Open)
	merge := by(anna, before, Merge{Into: TicketID{DeriveID("o")}})
	back := by(anna, before, Unmerge{Merge: merge.ID, Into: TicketID{DeriveID("o")}, Then: Open})
	merged, _ := apply(t, before, merge)
	deed := Deed{Op: merge.ID, Did: &merge, Back: &back}
	if p := deed.Stands(merged, noon()); p != nil {
		t.Errorf("%v", p)
	}
	if p := deed.Stands(before, noon()); p == nil || p.Code != AlreadyThatState {
		t.Errorf("on its own already: %v", p)
	}
}
