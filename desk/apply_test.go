package desk

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	anna  AgentID = "anna"
	berto AgentID = "berto"
)

func noon() time.Time { return time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC) }

func facts() Facts { return Facts{Now: noon(), Rights: AllRights()} }

// waiting is an open ticket at version 4 whose customer said entries 1 and 3, anna 2.
func waiting(status Status) Ticket {
	t := Ticket{
		ID: TicketID{DeriveID("t")}, Number: 7, Version: 4, Status: status, Channel: Mail, Requester: CustomerID{DeriveID("c")},
		LastMessage: 3, Voices: []Voice{{CustomerSide, 3}, {Side(anna), 2}}, Tags: []string{"b", "d"}, Followers: []AgentID{"carl"},
		CreatedAt: noon().Add(-3 * time.Hour), UpdatedAt: noon().Add(-time.Hour), WaitingSince: noon().Add(-time.Hour),
	}
	if status.Done() {
		t.WaitingSince, t.SolvedAt = time.Time{}, noon().Add(-time.Minute)
	}
	return t
}

// by makes an operation of an agent who has seen everything of t.
func by(actor AgentID, t Ticket, in Intent) Op {
	return Op{ID: NewOpID(), Ticket: t.ID, Base: t.Version, Seen: t.LastMessage, Actor: actor, At: noon(), Intent: in}
}

// apply applies what must succeed, and holds Apply's promises about input and version.
func apply(t testing.TB, before Ticket, op Op) (Ticket, []Event) {
	t.Helper()
	after, events, err := tryApply(t, before, op, facts())
	if err != nil {
		t.Fatalf("%T: %v", op.Intent, err)
	}
	return after, events
}

func tryApply(t testing.TB, before Ticket, op Op, f Facts) (Ticket, []Event, error) {
	t.Helper()
	given := fmt.Sprintf("%+v", before)
	after, events, err := Apply(before, op, f)
	if now := fmt.Sprintf("%+v", before); now != given {
		t.Fatalf("%T changed the ticket it was given:\n%s\n%s", op.Intent, given, now)
	}
	if broken := wrong(before, after, op, events, err); broken != "" {
		t.Fatalf("%T on a %s ticket: %s\nbefore %+v\nafter %+v\nevents %+v, %v", op.Intent, before.Status, broken, before, after, events, err)
	}
	return after, events, err
}

func codeOf(err error) Code {
	var p *Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return CodeNone
}

func kinds(events []Event) string {
	var all []string
	for _, e := range events {
		all = append(all, string(e.Kind))
	}
	return strings.Join(all, " ")
}

func text(s string) Untrusted { return Foreign(s) }

// TestWhatEachIntentDoesInEachStatus is the table of everything that can be wanted.
func TestWhatEachIntentDoesInEachStatus(t *testing.T) {
	other := TicketID{DeriveID("other")}
	for _, c := range []struct {
		name   string
		intent Intent
		on     string // the statuses, or * for all
		code   Code
		events string
		status Status // after; empty for unchanged
	}{
		{"a reply hands over to the customer", Reply{Text: text("hi")}, "new open on_hold solved", CodeNone, "replied assigned status", Pending},
		{"a reply on a pending ticket", Reply{Text: text("hi")}, "pending", CodeNone, "replied assigned", ""},
		{"a reply that solves", Reply{Text: text("hi"), Then: Solved}, "new open pending on_hold", CodeNone, "replied assigned status", Solved},
		{"a reply that closes", Reply{Text: text("hi"), Then: Closed}, "new open pending on_hold solved", CodeNone, "replied assigned status", Closed},
		{"a reply cannot make new", Reply{Text: text("hi"), Then: New}, "new open", BadValue, "", ""},
		{"a reply to a closed ticket", Reply{Text: text("hi")}, "closed", TicketClosed, "", ""},
		{"an empty reply", Reply{Text: text(" \n\u200b")}, "*", EmptyText, "", ""},
		{"a note", Note{Text: text("hm")}, "*", CodeNone, "noted", ""},
		{"an empty note", Note{}, "*", EmptyText, "", ""},
		{"a note that solves", Note{Text: text("hm"), Then: Solved}, "new open pending on_hold", CodeNone, "noted status", Solved},
		{"a note that solves the solved", Note{Text: text("hm"), Then: Solved}, "solved", CodeNone, "noted", ""},
		{"a note that opens the closed", Note{Text: text("hm"), Then: Open}, "closed", TicketClosed, "", ""},
		{"a note cannot make new", Note{Text: text("hm"), Then: New}, "*", BadValue, "", ""},
		{"solving", SetStatus{Status: Solved}, "new open pending on_hold", CodeNone, "status", Solved},
		{"solving the solved", SetStatus{Status: Solved}, "solved", CodeNone, "", ""},
		{"opening the closed", SetStatus{Status: Open}, "closed", TicketClosed, "", ""},
		{"closing the closed", SetStatus{Status: Closed}, "closed", CodeNone, "", ""},
		{"making new", SetStatus{Status: New}, "*", BadValue, "", ""},
		{"making nonsense", SetStatus{Status: "asleep"}, "*", BadValue, "", ""},
		{"claiming new", Assign{To: anna}, "new", CodeNone, "assigned status", Open},
		{"claiming", Assign{To: anna}, "open pending on_hold solved", CodeNone, "assigned", ""},
		{"claiming the closed", Assign{To: anna}, "closed", TicketClosed, "", ""},
		{"giving to nobody", Assign{}, "new open pending on_hold solved", CodeNone, "", ""},
		{"giving to a group", Assign{Group: "returns"}, "new open pending on_hold solved", CodeNone, "group", ""},
		{"giving to an agent in a group", Assign{To: anna, Group: "returns"}, "open", CodeNone, "group assigned", ""},
		{"raising priority", SetPriority{High, Normal}, "*", CodeNone, "priority", ""},
		{"the same priority", SetPriority{Normal, Normal}, "*", CodeNone, "", ""},
		{"another way to the same priority", SetPriority{High, Low}, "*", CodeNone, "priority", ""},
		{"no such level", SetPriority{2, 0}, "*", BadValue, "", ""},
		{"tags", Tag{[]string{"c", "a", "b", "c"}}, "*", CodeNone, "tagged tagged", ""},
		{"tags that are there", Tag{[]string{"b", "d"}}, "*", CodeNone, "", ""},
		{"a bad tag", Tag{[]string{"c", "No Tag"}}, "*", BadTag, "", ""},
		{"untagging", Untag{Tags: []string{"b", "x", "b"}}, "*", CodeNone, "untagged", ""},
		{"snoozing", Snooze{noon().Add(time.Hour)}, "new open pending on_hold", CodeNone, "snoozed", ""},
		{"snoozing what is done", Snooze{noon().Add(time.Hour)}, "solved closed", BadValue, "", ""},
		{"waking what is awake", Snooze{}, "*", CodeNone, "", ""},
		{"following", Follow{}, "*", CodeNone, "followed", ""},
		{"unfollowing what one does not follow", Unfollow{}, "*", CodeNone, "", ""},
		{"merging", Merge{Into: other, IntoNumber: 9}, "new open pending on_hold solved", CodeNone, "status merged", Closed},
		{"merging the closed", Merge{Into: other}, "closed", CodeNone, "merged", ""},
		{"merging into itself", Merge{Into: waiting(Open).ID}, "*", MergeIntoItself, "", ""},
		{"merging into nothing", Merge{}, "*", MergeIntoItself, "", ""},
		{"taking in", TakeIn{From: other, FromNumber: 9}, "new open pending on_hold", CodeNone, "took_in", ""},
		{"taking in wakes the solved", TakeIn{From: other}, "solved", CodeNone, "took_in status", Open},
		{"taking in where it is closed", TakeIn{From: other}, "closed", TicketClosed, "", ""},
		{"taking itself in", TakeIn{From: waiting(Open).ID}, "*", MergeIntoItself, "", ""},
		{"standing alone already", Unmerge{Then: Open}, "*", CodeNone, "", ""},
		{"letting go", LetGo{To: other, Taken: 3}, "new open pending on_hold solved", CodeNone, "let_go", ""},
		{"letting go of what was answered since", LetGo{To: other, Taken: 1}, "*", MovedOn, "", ""},
		{"letting go where it is closed", LetGo{To: other, Taken: 3}, "closed", MovedOn, "", ""},
		{"linking", LinkTo{To: other, Number: 9}, "*", CodeNone, "linked", ""},
		{"linking to itself", LinkTo{To: waiting(Open).ID}, "*", LinkToItself, "", ""},
		{"linking to nothing", LinkTo{}, "*", LinkToItself, "", ""},
		{"unlinking what is not linked", Unlink{To: other}, "*", CodeNone, "", ""},
		{"a group", SetGroup{"returns"}, "new open pending on_hold solved", CodeNone, "group", ""},
		{"no group where there is none", SetGroup{}, "new open pending on_hold solved", CodeNone, "", ""},
		{"a group that is no name", SetGroup{"No Group"}, "open", BadValue, "", ""},
		{"a group of the closed", SetGroup{"returns"}, "closed", TicketClosed, "", ""},
		{"spam", MarkSpam{}, "new open pending on_hold", CodeNone, "tagged status", Solved},
		{"spam that is solved", MarkSpam{}, "solved", CodeNone, "tagged", ""},
		{"spam that is closed", MarkSpam{}, "closed", TicketClosed, "", ""},
		{"no spam after all", NotSpam{Then: Open}, "solved", CodeNone, "status", Open},
		{"no spam, new", NotSpam{Then: New}, "*", BadValue, "", ""},
		{"a call", LogCall{Way: CallOut, Minutes: 4, Text: text("hm")}, "open pending on_hold solved", CodeNone, "called assigned", ""},
		{"a call about a new ticket", LogCall{Way: CallIn, Minutes: 4, Text: text("hm")}, "new", CodeNone, "called assigned status", Open},
		{"a call that reached nobody", LogCall{Way: CallOut, Text: text("hm")}, "new open pending on_hold solved", CodeNone, "called", ""},
		{"a call of nobody", LogCall{Minutes: 4, Text: text("hm")}, "*", BadValue, "", ""},
		{"a call of two days", LogCall{Way: CallIn, Minutes: 2880, Text: text("hm")}, "*", BadValue, "", ""},
		{"a call without a word", LogCall{Way: CallIn}, "*", EmptyText, "", ""},
		{"a call about the closed", LogCall{Way: CallIn, Text: text("hm")}, "closed", TicketClosed, "", ""},
		{"handing over", HandOver{To: berto, Note: text("hm")}, "open pending on_hold solved", CodeNone, "handed_over noted assigned", ""},
		{"handing over the new", HandOver{To: berto, Note: text("hm")}, "new", CodeNone, "handed_over noted assigned status", Open},
		{"handing over to a group", HandOver{Group: "leads", Note: text("hm")}, "open", CodeNone, "group handed_over noted", ""},
		{"handing over to oneself", HandOver{To: anna, Note: text("hm")}, "open", BadValue, "", ""},
		{"handing over to nobody", HandOver{Note: text("hm")}, "open solved", BadValue, "", ""},
		{"handing over without a word", HandOver{To: berto}, "*", EmptyText, "", ""},
		{"handing over the closed", HandOver{To: berto, Note: text("hm")}, "closed", TicketClosed, "", ""},
		{"taking a hand-over back", HandBack{To: berto, Group: "leads"}, "open", CodeNone, "group handed_back assigned", ""},
		{"taking back what is there", HandBack{}, "open", CodeNone, "", ""},
		{"taking it back from the closed", HandBack{To: berto}, "closed", TicketClosed, "", ""},
		{"a reminder", Remind{At: time.Date(2030, 1, 2, 9, 0, 0, 0, time.UTC), Text: text("hm")}, "*", CodeNone, "reminded", ""},
		{"no reminder", Remind{}, "*", CodeNone, "", ""},
		{"a reminder of two lines", Remind{At: time.Date(2030, 1, 2, 9, 0, 0, 0, time.UTC), Text: text("h\nm")}, "*", BadValue, "", ""},
		{"a reminder in no time", Remind{At: time.Date(99999, 1, 2, 9, 0, 0, 0, time.UTC)}, "*", BadValue, "", ""},
		{"escalating", Escalate{To: berto, Reason: text("hm")}, "open pending on_hold", CodeNone, "escalated noted followed assigned priority", ""},
		{"escalating the solved", Escalate{To: berto, Group: "leads", Reason: text("hm")}, "solved", CodeNone, "group escalated noted followed assigned status priority", Open},
		{"escalating to a group", Escalate{Group: "leads", Reason: text("hm")}, "open", CodeNone, "group escalated noted followed priority", ""},
		{"escalating to nobody", Escalate{Reason: text("hm")}, "open solved", BadValue, "", ""},
		{"escalating without a reason", Escalate{To: berto}, "*", EmptyText, "", ""},
		{"escalating the closed", Escalate{To: berto, Reason: text("hm")}, "closed", TicketClosed, "", ""},
		{"naming colleagues in a note", Note{Text: text("hm"), Mentions: []AgentID{berto, berto, "carl"}}, "*", CodeNone, "noted followed", ""},
		{"naming what is no colleague", Note{Text: text("hm"), Mentions: []AgentID{"B!"}}, "*", BadValue, "", ""},
		{"the customer writes", Receive{Text: text("and?")}, "new open on_hold", CodeNone, "customer_wrote", ""},
		{"the customer answers", Receive{Text: text("and?")}, "pending solved", CodeNone, "customer_wrote status", Open},
		{"the customer writes to what is closed", Receive{Text: text("and?")}, "closed", TicketClosed, "", ""},
		{"the customer says nothing", Receive{}, "*", EmptyText, "", ""},
		{"opening what is there", Create{Text: text("hi")}, "*", TicketExists, "", ""},
		{"nothing known", nil, "*", BadValue, "", ""},
	} {
		for _, status := range Statuses() {
			if c.on != "*" && !slices.Contains(strings.Fields(c.on), string(status)) {
				continue
			}
			before := waiting(status)
			after, events, err := tryApply(t, before, by(anna, before, c.intent), facts())
			want := c.status
			if want == "" {
				want = status
			}
			if codeOf(err) != c.code || kinds(events) != c.events || after.Status != want {
				t.Errorf("%s, %s: %v, events %q, then %s; want %q, %q, %s", c.name, status, err, kinds(events), after.Status, c.code, c.events, want)
			}
		}
	}
}

func TestAReplyEndsTheWait(t *testing.T) {
	before := waiting(Open)
	op := by(berto, before, Reply{Text: text("done"), Canned: []CannedID{{DeriveID("k")}}})
	op.Recipients = []Address{{Channel: Mail, Value: text("a@b.example")}}
	after, events := apply(t, before, op)
	if !after.WaitingSince.IsZero() || !after.FirstReplyAt.Equal(noon()) || after.Assignee != berto {
		t.Errorf("after the reply: %+v", after)
	}
	m := events[0].Message
	if m.ID != 4 || m.Kind != FromAgent || m.Op != op.ID || !reflect.DeepEqual(m.To, op.Recipients) || len(m.Canned) != 1 {
		t.Errorf("the entry: %+v", m)
	}
	later := before.Clone()
	later.FirstReplyAt, later.Assignee = noon().Add(-time.Minute), anna
	after, _ = apply(t, later, by(berto, later, Reply{Text: text("done")}))
	if !after.FirstReplyAt.Equal(later.FirstReplyAt) || after.Assignee != anna {
		t.Errorf("a second reply took the first one's place or the ticket: %+v", after)
	}
}

func TestANoteDoesNotEndTheWait(t *testing.T) {
	before := waiting(Open)
	after, events := apply(t, before, by(anna, before, Note{Text: text("ask berto")}))
	if after.WaitingSince != before.WaitingSince || events[0].Message.Kind != InternalNote || !reflect.DeepEqual(after.Voices, before.Voices) {
		t.Errorf("after the note: %+v", after)
	}
}

func TestAReplyWaitsWhereSomebodyWroteMeanwhile(t *testing.T) {
	for _, c := range []struct {
		name   string
		actor  AgentID
		seen   MessageID
		anyway bool
		by     Side
		code   Code
	}{
		{"everything seen", berto, 3, false, "", CodeNone},
		{"the customer wrote", anna, 2, false, CustomerSide, NewerMessage},
		{"the customer wrote last, a colleague too", berto, 1, false, CustomerSide, NewerMessage},
		{"sent anyway", berto, 1, true, "", CodeNone},
	} {
		before := waiting(Open)
		op := by(c.actor, before, Reply{Text: text("hi"), Anyway: c.anyway})
		op.Seen = c.seen
		_, _, err := tryApply(t, before, op, facts())
		if codeOf(err) != c.code {
			t.Errorf("%s: %v, want %q", c.name, err, c.code)
		}
		var p *Problem
		if errors.As(err, &p) && !slices.Equal(p.Args, []string{string(c.by), "3"}) {
			t.Errorf("%s: %v", c.name, p.Args)
		}
	}
}

func TestOnesOwnWordsAreNeverNews(t *testing.T) {
	before := waiting(Open)
	before.Voices = []Voice{{Side(anna), 3}}
	op := by(anna, before, Reply{Text: text("one more thing")})
	op.Seen = 1
	apply(t, before, op)
}

func TestNobodySolvesWhatTheCustomerHasJustAsked(t *testing.T) {
	for _, voices := range [][]Voice{{{CustomerSide, 3}, {Side(berto), 2}}, {{Side(berto), 2}, {CustomerSide, 3}}} {
		before := waiting(Open)
		before.Voices = voices
		for _, in := range []Intent{SetStatus{Status: Solved}, Note{Text: text("done"), Then: Solved}} {
			op := by(anna, before, in)
			op.Seen = 1
			if _, _, err := tryApply(t, before, op, facts()); codeOf(err) != NewerMessage {
				t.Errorf("%T, voices %v: %v", in, voices, err)
			}
		}
	}
	before := waiting(Open)
	before.Voices = []Voice{{Side(berto), 3}}
	op := by(anna, before, SetStatus{Status: Solved})
	op.Seen = 1
	apply(t, before, op) // a colleague's word does not hold it
}

func TestWhoOpensATicketOfflineGoesOnWithoutHavingSeenItsNumber(t *testing.T) {
	id := NewTicketID()
	create := Op{ID: NewOpID(), Ticket: id, Actor: anna, Intent: Create{Text: text("called about a refund"), Channel: Phone}}
	opened, _ := apply(t, Ticket{}, create)
	reply := Op{ID: NewOpID(), Ticket: id, Actor: anna, Intent: Reply{Text: text("it is on its way")}}
	apply(t, opened, reply)
	heard, _ := apply(t, opened, by(System, opened, Receive{Text: text("hello?")}))
	if _, _, err := tryApply(t, heard, reply, facts()); codeOf(err) != NewerMessage {
		t.Errorf("a word behind the first one must hold the reply: %v", err)
	}
}

func TestOnesOwnChangeHidesNobodysFromWhatOneHadBegunBefore(t *testing.T) {
	before := waiting(Open)
	theirs, _ := apply(t, before, by(berto, before, SetStatus{Status: OnHold}))
	mine, _ := apply(t, theirs, by(anna, theirs, SetStatus{Status: Pending})) // having looked
	_, _, err := tryApply(t, mine, by(anna, before, SetStatus{Status: Solved}), facts())
	var p *Problem
	if !errors.As(err, &p) || p.Code != FieldConflict || !slices.Equal(p.Args, []string{"status", "berto", "pending"}) {
		t.Errorf("what was begun before both: %v", err)
	}
	if _, _, err := tryApply(t, mine, by(anna, theirs, SetStatus{Status: Solved}), facts()); err != nil {
		t.Errorf("what was begun before one's own: %v", err)
	}
	again, _ := apply(t, mine, by(anna, mine, SetStatus{Status: Open}))
	if _, _, err := tryApply(t, again, by(anna, before, SetStatus{Status: Solved}), facts()); codeOf(err) != FieldConflict {
		t.Errorf("what was begun before all three: %v", err)
	}
}

func TestTheFirstWriterOfAFieldWins(t *testing.T) {
	for _, c := range []struct {
		field      Field
		theirs     Intent
		mine, same Intent
		current    string
	}{
		{FieldStatus, SetStatus{Status: OnHold}, SetStatus{Status: Solved}, SetStatus{Status: OnHold}, "on_hold"},
		{FieldStatus, SetStatus{Status: OnHold}, Note{Text: text("done"), Then: Solved}, Note{Text: text("waiting"), Then: OnHold}, "on_hold"},
		{FieldAssignee, Assign{To: berto}, Assign{To: anna}, Assign{To: berto}, "berto"},
		{FieldGroup, Assign{Group: "returns"}, Assign{Group: "sales"}, Assign{Group: "returns"}, "returns"},
		{FieldPriority, SetPriority{High, High}, SetPriority{Low, Low}, SetPriority{High, High}, "urgent"},
		{FieldSnooze, Snooze{noon().Add(time.Hour)}, Snooze{noon().Add(2 * time.Hour)}, Snooze{noon().Add(time.Hour)}, "2026-03-04T13:00:00Z"},
	} {
		before := waiting(Open)
		moved, _ := apply(t, before, by(berto, before, c.theirs))
		stale := by(anna, before, c.mine)
		_, _, err := tryApply(t, moved, stale, facts())
		var p *Problem
		if !errors.As(err, &p) || p.Code != FieldConflict || !slices.Equal(p.Args, []string{string(c.field), "berto", c.current}) {
			t.Errorf("%s changed by both: %v", c.field, err)
		}
		if _, _, err := tryApply(t, moved, by(anna, before, c.same), facts()); err != nil {
			t.Errorf("%s changed by both to the same: %v", c.field, err)
		}
		if _, _, err := tryApply(t, moved, by(anna, moved, c.mine), facts()); err != nil {
			t.Errorf("%s changed after having looked: %v", c.field, err)
		}
		own, _ := apply(t, before, by(anna, before, c.theirs))
		if _, _, err := tryApply(t, own, stale, facts()); err != nil {
			t.Errorf("%s changed twice by oneself: %v", c.field, err)
		}
		if _, _, err := tryApply(t, moved, by(anna, before, Tag{[]string{"x"}}), facts()); err != nil {
			t.Errorf("%s changed by one, tagged by the other: %v", c.field, err)
		}
	}
}

func TestWhoMayNotIsToldSo(t *testing.T) {
	all := []Intent{
		Create{Text: text("x")},
		Receive{Text: text("x")},
		Reply{Text: text("x")},
		Note{Text: text("x")},
		SetStatus{Status: Solved},
		Assign{To: anna},
		SetPriority{High, High},
		Tag{[]string{"x"}},
		Untag{Tags: []string{"b"}},
		Snooze{noon().Add(1)},
		Follow{},
		Unfollow{},
		Merge{Into: NewTicketID()},
		TakeIn{From: NewTicketID()},
		Unmerge{Then: Open},
		LetGo{},
		LinkTo{To: NewTicketID()},
		Unlink{To: NewTicketID()},
		SetGroup{"returns"},
		MarkSpam{},
		Forward{Text: text("x")},
		NotSpam{Then: Open},
		LogCall{Way: CallIn, Text: text("x")},
		Escalate{To: anna, Reason: text("x")},
		HandOver{To: berto, Note: text("x")},
		HandBack{To: anna},
		Remind{At: noon()},
	}
	ofDesk := 0
	for kind := range intentReaders {
		if ofDeskKind(t, kind) {
			ofDesk++
		}
	}
	if len(all)+ofDesk != len(intentReaders) {
		t.Fatalf("%d intents of %d", len(all)+ofDesk, len(intentReaders))
	}
	intake := func(in Intent) bool {
		switch in.(type) {
		case Receive, TakeIn, LetGo, Create:
			return true
		default:
			return false
		}
	}
	for _, in := range all {
		_, create := in.(Create)
		_, merge := in.(Merge)
		if _, apart := in.(Unmerge); apart {
			merge = true
		}
		for rights, may := range map[Rights]bool{
			AllRights():                true,
			{}:                         false,
			{Read: true}:               false,
			RightsOf(RoleAgent):        !intake(in) || create,
			RightsOf("guest"):          false,
			{Read: true, Write: true}:  (!intake(in) || create) && !merge,
			{Receive: true}:            intake(in),
			{Merge: true, Read: true}:  false,
			{Write: true, Merge: true}: !intake(in) || create,
		} {
			before := waiting(Open)
			if create {
				before = Ticket{}
			}
			op := by(anna, before, in)
			op.Ticket = TicketID{DeriveID("t")}
			_, _, err := tryApply(t, before, op, Facts{Now: noon(), Rights: rights})
			if (codeOf(err) == NotAllowed) == may {
				t.Errorf("%T with %+v: %v", in, rights, err)
			}
		}
	}
}

func TestAMergedTicketTakesNothingMore(t *testing.T) {
	before := waiting(Open)
	merged, _ := apply(t, before, by(anna, before, Merge{Into: NewTicketID(), IntoNumber: 9}))
	for kind := range intentReaders {
		in := emptyIntent(t, kind)
		if kind == KindCreate || mergedTakes(in) {
			continue
		}
		if _, _, err := tryApply(t, merged, by(anna, merged, in), facts()); codeOf(err) != TicketMerged {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

func TestNothingHappensToATicketThatIsNotThere(t *testing.T) {
	for kind := range intentReaders {
		_, _, err := tryApply(t, Ticket{}, Op{ID: NewOpID(), Ticket: NewTicketID(), Intent: emptyIntent(t, kind)}, facts())
		if want := NoSuchTicket; kind != KindCreate && codeOf(err) != want {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

func emptyIntent(t testing.TB, kind Kind) Intent {
	t.Helper()
	in, err := readIntent(kind, nil)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func TestATicketIsOpenedForACustomerOrToOne(t *testing.T) {
	in := Create{
		Subject: text("late"), Channel: Mail, Requester: CustomerID{DeriveID("c")}, RequesterName: text("Mei"), Tier: Gold, Text: text("where?"),
		Group: "returns", Urgency: High, Impact: Low, Tags: []string{"b", "a", "b"},
	}
	op := Op{ID: NewOpID(), Ticket: NewTicketID(), Actor: anna, Intent: in}
	got, events := apply(t, Ticket{}, op)
	if got.ID != op.Ticket || got.Version != 1 || got.Status != New || got.Urgency != High || got.Impact != Low || !slices.Equal(got.Tags, []string{"a", "b"}) ||
		got.WaitingSince != noon() || got.Assignee != "" || got.LastMessage != 1 || kinds(events) != "created" || events[0].Message.Kind != FromCustomer {
		t.Errorf("for a customer: %+v, %+v", got, events)
	}
	for _, wrong := range [][2]Level{{9, Low}, {High, -9}} {
		out := in
		out.Urgency, out.Impact = wrong[0], wrong[1]
		var p *Problem
		if _, _, err := tryApply(t, Ticket{}, Op{ID: NewOpID(), Ticket: NewTicketID(), Actor: anna, Intent: out}, facts()); !errors.As(err, &p) || p.Code != BadValue {
			t.Errorf("%v: %v", wrong, err)
		}
	}
	in.Outbound = true
	op.Intent = in
	got, events = apply(t, Ticket{}, op)
	if got.Status != Pending || got.Assignee != anna || !got.WaitingSince.IsZero() || events[0].Message.Kind != FromAgent || events[0].By != Side(anna) {
		t.Errorf("to a customer: %+v, %+v", got, events)
	}
	in.Tags = []string{"Not A Tag"}
	op.Intent = in
	if _, _, err := tryApply(t, Ticket{}, op, facts()); codeOf(err) != BadTag {
		t.Errorf("with a bad tag: %v", err)
	}
}

func TestWhatIsNoNameIsRefused(t *testing.T) {
	const bad = "\x1b]0;owned\a"
	opening := Create{Channel: Mail, Requester: CustomerID{DeriveID("c")}, Text: text("hello")}
	channel, tier, group := opening, opening, opening
	channel.Channel, tier.Tier, group.Group = bad, bad, bad
	for field, in := range map[Field]Intent{FieldChannel: channel, FieldTier: tier, FieldGroup: group, FieldAssignee: Assign{To: bad}, "": Assign{Group: bad}} {
		before := waiting(Open)
		op := by(anna, before, in)
		if _, create := in.(Create); create {
			before, op.Ticket = Ticket{}, NewTicketID()
		}
		if field == "" {
			field = FieldGroup
		}
		_, _, err := tryApply(t, before, op, facts())
		var p *Problem
		if !errors.As(err, &p) || p.Code != BadValue || p.Args[0] != string(field) {
			t.Errorf("%+v: %v", in, err)
		}
	}
	op := by(anna, waiting(Open), Reply{Text: text("hello")})
	op.Recipients = []Address{{Channel: bad}}
	if _, _, err := tryApply(t, waiting(Open), op, facts()); codeOf(err) != BadAddress {
		t.Errorf("a recipient: %v", err)
	}
}

func TestATextMayBeLongButNotEndless(t *testing.T) {
	before := waiting(Open)
	apply(t, before, by(anna, before, Note{Text: text(strings.Repeat("x", MaxReply))}))
	_, _, err := tryApply(t, before, by(anna, before, Note{Text: text(strings.Repeat("x", MaxReply+1))}), facts())
	if codeOf(err) != TextTooLong {
		t.Error(err)
	}
}

func TestAnAgentsOwnWordsDoNotEndASnooze(t *testing.T) {
	before := waiting(Open)
	asleep, _ := apply(t, before, by(anna, before, Snooze{noon().Add(time.Hour)}))
	for _, who := range []AgentID{anna, berto} {
		for _, in := range []Intent{Reply{Text: text("hm")}, Note{Text: text("hm")}, LogCall{Way: CallOut, Minutes: 4, Text: text("hm")}} {
			after, events := apply(t, asleep, by(who, asleep, in))
			if !after.SnoozedUntil.Equal(asleep.SnoozedUntil) || strings.Contains(kinds(events), "woken") {
				t.Errorf("%T of %s: asleep until %v, %s", in, who, after.SnoozedUntil, kinds(events))
			}
		}
	}
}

func TestASleepingTicketIsWokenByTheCustomersWord(t *testing.T) {
	before := waiting(Open)
	asleep, _ := apply(t, before, by(anna, before, Snooze{noon().Add(time.Hour)}))
	if !asleep.Snoozed(noon()) || asleep.Snoozed(noon().Add(time.Hour)) {
		t.Errorf("asleep until %v", asleep.SnoozedUntil)
	}
	if _, events := apply(t, asleep, by(anna, asleep, Snooze{asleep.SnoozedUntil})); events != nil {
		t.Errorf("the same again: %v", events)
	}
	for _, in := range []Intent{Receive{Text: text("hm")}, Reply{Text: text("hm"), Then: Solved}, SetStatus{Status: Solved}, Snooze{}, Merge{Into: NewTicketID()}} {
		after, events := apply(t, asleep, by(anna, asleep, in))
		if !after.SnoozedUntil.IsZero() || !strings.Contains(kinds(events), "woken") {
			t.Errorf("%T: %v, %s", in, after.SnoozedUntil, kinds(events))
		}
	}
	woken, _ := apply(t, asleep, by(berto, asleep, Snooze{}))
	if _, _, err := tryApply(t, woken, by(anna, asleep, Snooze{noon().Add(2 * time.Hour)}), facts()); codeOf(err) != FieldConflict {
		t.Errorf("put to sleep again by one who did not see it woken: %v", err)
	}
}

func TestPendingOperationsStandOnANewerRowOfTheDesk(t *testing.T) {
	base := waiting(Open)
	pending := []Op{
		by(anna, base, Assign{To: anna}), by(anna, base, SetPriority{High, High}), by(anna, base, Tag{[]string{"x"}}), by(anna, base, Note{Text: text("mine")}),
	}
	newer := base
	for _, in := range []Intent{Note{Text: text("theirs")}, Tag{[]string{"x", "y"}}, SetPriority{Low, Low}} {
		newer, _ = apply(t, newer, by(berto, newer, in))
	}
	row, refused := newer, []Field(nil)
	for _, op := range pending {
		after, _, err := tryApply(t, row, op, facts())
		var p *Problem
		if errors.As(err, &p) {
			refused = append(refused, Field(p.Args[0]))
			continue
		}
		row = after
	}
	if !slices.Equal(refused, []Field{FieldPriority}) || row.Assignee != anna || !slices.Equal(row.Tags, []string{"b", "d", "x", "y"}) || row.LastMessage != newer.LastMessage+2 {
		t.Errorf("refused %v; %+v", refused, row)
	}
	// What the desk has applied, applied again over its row, changes no field: no flicker.
	for _, op := range pending[:3] {
		settled, _, err := tryApply(t, row, op, facts())
		if err == nil && (settled.Version != row.Version || !reflect.DeepEqual(settled, row)) {
			t.Errorf("%T again: %+v", op.Intent, settled)
		}
	}
}

func TestATicketTakesOnlySoManyTags(t *testing.T) {
	many := func(prefix string, n int) []string {
		tags := make([]string, n)
		for i := range tags {
			tags[i] = fmt.Sprintf("%s%d", prefix, i)
		}
		return tags
	}
	before := waiting(Open)
	for _, in := range []Intent{Tag{many("t", 60_000)}, Untag{Tags: many("t", 60_000)}, Tag{many("t", MaxTags-1)}} {
		if _, _, err := tryApply(t, before, by(anna, before, in), facts()); codeOf(err) != TooManyTags {
			t.Errorf("%T: %v", in, err)
		}
	}
	full, _ := apply(t, before, by(anna, before, Tag{many("t", MaxTags-2)}))
	if len(full.Tags) != MaxTags {
		t.Fatalf("%d tags", len(full.Tags))
	}
	full.Tags = mergeTags(full.Tags, many("old", 5)) // from before there was a limit
	if _, _, err := tryApply(t, full, by(anna, full, Tag{[]string{"one-more"}}), facts()); codeOf(err) != TooManyTags {
		t.Errorf("one more: %v", err)
	}
	if _, _, err := tryApply(t, full, by(anna, full, Tag{[]string{"t3"}}), facts()); err != nil {
		t.Errorf("one that is there: %v", err)
	}
	apply(t, full, by(anna, full, Untag{Tags: []string{"t3"}}))
	in := Create{Channel: Mail, Requester: CustomerID{DeriveID("c")}, Text: text("hello"), Tags: many("t", MaxTags+1)}
	if _, _, err := tryApply(t, Ticket{}, Op{ID: NewOpID(), Ticket: NewTicketID(), Actor: anna, Intent: in}, facts()); codeOf(err) != TooManyTags {
		t.Errorf("opening with too many: %v", err)
	}
}

func TestWhatIsLargerThanADeskTakesIsRefused(t *testing.T) {
	long := Foreign(strings.Repeat("x", MaxField+1))
	opening := Create{Channel: Mail, Requester: CustomerID{DeriveID("c")}, Text: text("hello")}
	subject, name := opening, opening
	subject.Subject, name.RequesterName = long, long
	for _, in := range []Intent{subject, name} {
		if _, _, err := tryApply(t, Ticket{}, Op{ID: NewOpID(), Ticket: NewTicketID(), Actor: anna, Intent: in}, facts()); codeOf(err) != BadValue {
			t.Errorf("opening: %v", err)
		}
	}
	before := waiting(Open)
	reply := by(anna, before, Reply{Text: text("yes"), Canned: make([]CannedID, MaxAddresses+1)})
	many, far := by(anna, before, Reply{Text: text("yes")}), by(anna, before, Reply{Text: text("yes")})
	many.Recipients = make([]Address, MaxAddresses+1)
	far.Recipients = []Address{{Channel: Mail, Value: long}}
	for _, op := range []Op{reply, many, far} {
		if _, _, err := tryApply(t, before, op, facts()); codeOf(err) != BadValue && codeOf(err) != BadAddress {
			t.Errorf("replying: %v", err)
		}
	}
}
