package desk

import (
	"testing"
	"time"
)

func TestAMergeThatIsTakenBackLeavesTheTicketAsItWas(t *testing.T) {
	before := waiting(Pending)
	op := by(anna, before, Merge{Into: TicketID{DeriveID("other")}, IntoNumber: 9})
	merged, _ := apply(t, before, op)
	back := by(anna, before, Unmerge{Merge: op.ID, Into: merged.MergedInto, IntoNumber: 9, Then: Pending, Waiting: before.WaitingSince})
	after, events := apply(t, merged, back)
	if after.Status != Pending || !after.MergedInto.IsZero() || !after.WaitingSince.Equal(before.WaitingSince) || !after.SolvedAt.IsZero() {
		t.Errorf("%+v", after)
	}
	if c := events[0].Message.Change; c.Field != string(FieldUnmerge) || c.To != "9" {
		t.Errorf("the thread says %+v", c)
	}
	for _, then := range []Status{New, Closed, "", "asleep"} {
		back.Intent = Unmerge{Into: merged.MergedInto, Then: then}
		if _, _, err := tryApply(t, merged, back, facts()); codeOf(err) != BadValue {
			t.Errorf("opened as %q: %v", then, err)
		}
	}
	back.Intent = Unmerge{Into: NewTicketID(), Then: Open}
	if _, _, err := tryApply(t, merged, back, facts()); codeOf(err) != MovedOn {
		t.Errorf("taken out of another one: %v", err)
	}
}

func TestTakingAMergeApartSetsTheOtherTicketBackToo(t *testing.T) {
	before := waiting(Solved)
	in := by(anna, before, TakeIn{From: TicketID{DeriveID("other")}, FromNumber: 9, Waiting: noon()})
	took, said := apply(t, before, in)
	if took.Status != Open || took.WaitingSince.IsZero() {
		t.Fatalf("%+v", took)
	}
	if c := said[0].Message.Change; !c.Waiting.Equal(noon()) {
		t.Errorf("the thread does not say since when they waited there: %+v", c)
	}
	let := by(anna, took, LetGo{To: TicketID{DeriveID("other")}, ToNumber: 9, Taken: took.LastMessage, Since: noon(), Then: Solved, Version: took.Version})
	if after, _ := apply(t, took, let); after.Status != Solved || !after.WaitingSince.IsZero() {
		t.Errorf("%+v", after)
	}
	wrote, _ := apply(t, took, Op{ID: NewOpID(), Ticket: took.ID, Intent: Receive{Text: text("and?")}})
	if after, _ := apply(t, wrote, let); after.Status != Open || after.WaitingSince.IsZero() {
		t.Errorf("the customer wrote, and is forgotten: %+v", after)
	}
	answered, _ := apply(t, took, by(berto, took, Reply{Text: text("both are on their way")}))
	if _, _, err := tryApply(t, answered, let, facts()); codeOf(err) != MovedOn {
		t.Errorf("answered for both, and taken apart: %v", err)
	}
}

func TestTheOldestUnansweredWordOfBothCountsOnceTheyAreOne(t *testing.T) {
	early, late := noon().Add(-3*time.Hour), noon().Add(-time.Hour)
	for name, c := range map[string]struct{ here, there, want time.Time }{
		"the other waits longer": {late, early, early},
		"this one waits longer":  {early, late, early},
		"only the other one":     {time.Time{}, late, late},
		"neither":                {time.Time{}, time.Time{}, time.Time{}},
	} {
		before := waiting(Open)
		before.WaitingSince = c.here
		in := by(anna, before, TakeIn{From: TicketID{DeriveID("other")}, FromNumber: 9, Waiting: c.there})
		took, _ := apply(t, before, in)
		if !took.WaitingSince.Equal(c.want) {
			t.Errorf("%s: waits since %v, want %v", name, took.WaitingSince, c.want)
		}
		let := by(anna, took, LetGo{To: TicketID{DeriveID("other")}, Taken: took.LastMessage, Since: took.WaitingSince, Was: c.here, Version: took.Version})
		if after, _ := apply(t, took, let); !after.WaitingSince.Equal(c.here) {
			t.Errorf("%s: once taken apart it waits since %v, want %v", name, after.WaitingSince, c.here)
		}
	}
}

func TestALinkIsMadeOnceAndGoes(t *testing.T) {
	before, other := waiting(Open), TicketID{DeriveID("other")}
	linked, _ := apply(t, before, by(anna, before, LinkTo{To: other, Number: 9}))
	if len(linked.Links) != 1 || linked.Links[0] != (Linked{Ticket: other, Number: 9}) {
		t.Fatalf("%+v", linked.Links)
	}
	if _, events := apply(t, linked, by(anna, linked, LinkTo{To: other, Number: 9})); len(events) != 0 {
		t.Error("linked twice")
	}
	gone, _ := apply(t, linked, by(anna, linked, Unlink{To: other}))
	if len(gone.Links) != 0 {
		t.Errorf("%+v", gone.Links)
	}
	full := before
	for range MaxLinks {
		full.Links = append(full.Links, Linked{Ticket: NewTicketID()})
	}
	if _, _, err := tryApply(t, full, by(anna, full, LinkTo{To: other}), facts()); codeOf(err) != TooManyLinks {
		t.Errorf("%v", err)
	}
}

func TestWhatWasNoSpamWaitsAgain(t *testing.T) {
	before := waiting(Open)
	spam, _ := apply(t, before, by(anna, before, MarkSpam{}))
	after, _ := apply(t, spam, by(anna, before, NotSpam{Then: Open, Waiting: before.WaitingSince}))
	if after.Status != Open || !after.WaitingSince.Equal(before.WaitingSince) || len(after.Tags) != len(before.Tags) {
		t.Errorf("%+v", after)
	}
}

func TestSolvingThatIsTakenBackLeavesTheCustomerWaiting(t *testing.T) {
	before := waiting(Open)
	solved, _ := apply(t, before, by(anna, before, SetStatus{Status: Solved}))
	for since, want := range map[time.Time]time.Time{
		before.WaitingSince:     before.WaitingSince,
		noon().Add(time.Minute): {}, // nobody waits from tomorrow on
		{}:                      {},
	} {
		after, _ := apply(t, solved, by(anna, before, SetStatus{Status: Open, Waiting: since}))
		if !after.WaitingSince.Equal(want) {
			t.Errorf("since %v: waits since %v", since, after.WaitingSince)
		}
	}
}

func TestACallThatReachedTheCustomerEndsTheWait(t *testing.T) {
	before := waiting(Open)
	for minutes, waits := range map[int]bool{0: true, 4: false} {
		after, events := apply(t, before, by(anna, before, LogCall{Way: CallOut, Minutes: minutes, Text: text("she has it")}))
		if after.WaitingSince.IsZero() == waits || after.FirstReplyAt.IsZero() != waits {
			t.Errorf("%d minutes: %+v", minutes, after)
		}
		m := events[0].Message
		if m.Kind != PhoneCall || m.Channel != Phone || m.Call == nil || m.Call.Minutes != minutes || m.Kind.Public() {
			t.Errorf("the thread has %+v", m)
		}
	}
	called, _ := apply(t, before, by(anna, before, LogCall{Way: CallIn, Minutes: 2, Text: text("she has it")}))
	if _, _, err := tryApply(t, called, by(berto, before, Reply{Text: text("where is it?")}), facts()); codeOf(err) != NewerMessage {
		t.Errorf("a reply of somebody who has not heard of the call: %v", err)
	}
}

func TestAnEscalatedTicketIsUpAStepAndStillFollowed(t *testing.T) {
	ticket := waiting(Open)
	for _, want := range []Priority{PriorityHigh, PriorityUrgent, PriorityUrgent} {
		ticket, _ = apply(t, ticket, by(anna, ticket, Escalate{To: berto, Reason: text("asks for the manager")}))
		if ticket.Priority() != want || ticket.Assignee != berto || len(ticket.Followers) != 2 {
			t.Errorf("%s, %s, %v; want %s", ticket.Priority(), ticket.Assignee, ticket.Followers, want)
		}
	}
}
