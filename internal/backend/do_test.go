package backend_test

import (
	"encoding/json"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/backend"
)

// by makes an operation of ann's on what she sees.
func by(k desk.Ticket, in desk.Intent) desk.Op {
	return desk.Op{
		ID: desk.NewOpID(), Ticket: k.ID, Base: k.Version, Seen: k.LastMessage, Actor: "ann", At: time.Now().UTC(), Intent: in,
	}
}

func (b *bench) do(t testing.TB, op desk.Op) desk.Verdict {
	t.Helper()
	v, err := b.store.Do(t.Context(), backend.Principal{Agent: op.Actor, Role: desk.RoleAgent}, op)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// writes lets the customer of a ticket write.
func (b *bench) writes(t testing.TB, k desk.Ticket, text string) desk.Ticket {
	t.Helper()
	v, err := b.store.Intake(t.Context(), desk.Op{
		ID: desk.NewOpID(), Ticket: k.ID, Actor: desk.System,
		Intent: desk.Receive{From: desk.Author{Customer: k.Requester}, Text: desk.Foreign(text)},
	})
	if err != nil || v.Outcome != desk.Applied {
		t.Fatal(v.Outcome, v.Problem, err)
	}
	return *v.Ticket
}

func (b *bench) thread(t testing.TB, id desk.TicketID) desk.Page {
	t.Helper()
	page, err := b.store.Thread(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func asJSON(t testing.TB, v any) string {
	t.Helper()
	j, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(j)
}

// TestAnOperationSentTwiceHappensOnce sends every kind of operation again: after others
// have changed the ticket, after the desk was started anew and 400 days later, the answer
// is the first one, to the byte, and nothing else happens.
func TestAnOperationSentTwiceHappensOnce(t *testing.T) {
	intents := map[string]struct {
		in   desk.Intent
		want desk.Outcome
	}{
		"a reply":              {desk.Reply{Text: desk.Foreign("on its way")}, desk.Applied},
		"a note":               {desk.Note{Text: desk.Foreign("call the depot")}, desk.Applied},
		"a status":             {desk.SetStatus{Status: desk.Solved}, desk.Applied},
		"a claim":              {desk.Assign{To: "ann"}, desk.Applied},
		"a priority":           {desk.SetPriority{Urgency: desk.High}, desk.Applied},
		"tags":                 {desk.Tag{Tags: []string{"parcel", "late"}}, desk.Applied},
		"no such tag":          {desk.Untag{Tags: []string{"parcel"}}, desk.Applied},
		"a snooze":             {desk.Snooze{Until: time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)}, desk.Applied},
		"a follow":             {desk.Follow{}, desk.Applied},
		"an empty reply":       {desk.Reply{Text: desk.Foreign("  ")}, desk.Refused},
		"a bad tag":            {desk.Tag{Tags: []string{"No Tag"}}, desk.Refused},
		"a claim for a ghost":  {desk.Assign{To: "ghost"}, desk.Refused},
		"a word of a customer": {desk.Receive{Text: desk.Foreign("forged")}, desk.Refused},
		"no such group":        {desk.SetGroup{Group: "nowhere"}, desk.Refused},
		"a group":              {desk.SetGroup{Group: "returns"}, desk.Applied},
		"spam":                 {desk.MarkSpam{}, desk.Applied},
		"no spam":              {desk.NotSpam{Then: desk.Pending}, desk.Applied},
		"a call":               {desk.LogCall{Way: desk.CallOut, Minutes: 3, Text: desk.Foreign("she has it")}, desk.Applied},
		"an escalation":        {desk.Escalate{To: "ann", Reason: desk.Foreign("wants the manager")}, desk.Applied},
		"a hand-over":          {desk.HandOver{Group: "returns", Note: desk.Foreign("she asks for you")}, desk.Applied},
		"handing to a ghost":   {desk.HandOver{To: "ghost", Note: desk.Foreign("she asks for you")}, desk.Refused},
		"a reminder":           {desk.Remind{At: time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC), Text: desk.Foreign("call the depot")}, desk.Applied},
		"one to a ghost":       {desk.Escalate{To: "ghost", Reason: desk.Foreign("wants the manager")}, desk.Refused},
		"a ghost in a note":    {desk.Note{Text: desk.Foreign("@ghost"), Mentions: []desk.AgentID{"ghost"}}, desk.Refused},
		"a link to nothing":    {desk.LinkTo{To: desk.NewTicketID()}, desk.Refused},
		"letting go by hand":   {desk.LetGo{To: desk.NewTicketID()}, desk.Refused},
		"a merge with nothing": {desk.Merge{Into: desk.NewTicketID()}, desk.Refused},
	}
	for name, c := range intents {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				dir := t.TempDir()
				b := openBench(t, dir)
				if err := b.store.AddAgent(t.Context(), desk.Agent{ID: "cat", Name: desk.Foreign("cat"), Role: desk.RoleAgent, Groups: []desk.GroupID{"returns"}}); err != nil {
					t.Fatal(err)
				}
				k := b.ticket(t, "where is my parcel")
				op := by(k, c.in)
				first := b.do(t, op)
				if first.Outcome != c.want {
					t.Fatalf("%s %v", first.Outcome, first.Problem)
				}
				k = b.writes(t, k, "are you there?")
				after := asJSON(t, b.thread(t, k.ID))
				b.close(t)

				time.Sleep(400 * 24 * time.Hour)
				b = openBench(t, dir)
				if again := b.do(t, op); asJSON(t, again) != asJSON(t, first) {
					t.Errorf("first %s\nagain %s", asJSON(t, first), asJSON(t, again))
				}
				if now := asJSON(t, b.thread(t, k.ID)); now != after {
					t.Errorf("before %s\nafter %s", after, now)
				}
				b.close(t)
			})
		})
	}
}

func TestOtherWordsUnderTheSameIDAreRefusedAndChangeNothing(t *testing.T) {
	b := newBench(t)
	k := b.ticket(t, "where is my parcel")
	op := by(k, desk.Reply{Text: desk.Foreign("on its way")})
	first := b.do(t, op)
	before := asJSON(t, b.thread(t, k.ID))
	other := op
	other.Intent = desk.Reply{Text: desk.Foreign("it is lost")}
	if v := b.do(t, other); v.Outcome != desk.Refused || v.Problem.Code != desk.PayloadDiffers {
		t.Errorf("%s %v", v.Outcome, v.Problem)
	}
	if after := asJSON(t, b.thread(t, k.ID)); after != before {
		t.Errorf("before %s\nafter %s", before, after)
	}
	if again := b.do(t, op); asJSON(t, again) != asJSON(t, first) {
		t.Error("the first verdict is gone")
	}
}

func TestAReplyWrittenBeforeTheCustomerWroteAgainIsHeld(t *testing.T) {
	b := newBench(t)
	k := b.ticket(t, "where is my parcel")
	op := by(k, desk.Reply{Text: desk.Foreign("on its way")})
	b.writes(t, k, "never mind, it is here")
	held := b.do(t, op)
	if held.Outcome != desk.Held || held.Problem.Code != desk.NewerMessage {
		t.Fatalf("%s %v", held.Outcome, held.Problem)
	}
	if len(held.Messages) != 1 || held.Messages[0].Text != desk.Foreign("never mind, it is here") {
		t.Errorf("what came meanwhile: %s", asJSON(t, held.Messages))
	}
	now := b.writes(t, k, "still there?")
	if again := b.do(t, op); asJSON(t, again) != asJSON(t, held) {
		t.Errorf("held %s\nagain %s", asJSON(t, held), asJSON(t, again))
	}
	anyway := by(now, desk.Reply{Text: desk.Foreign("on its way"), Anyway: true})
	if v := b.do(t, anyway); v.Outcome != desk.Applied {
		t.Errorf("%s %v", v.Outcome, v.Problem)
	}
}

func TestTicketsAreNumberedInTheOrderInWhichTheyCame(t *testing.T) {
	b := newBench(t)
	for want := int64(4001); want < 4004; want++ {
		if k := b.ticket(t, "hello"); k.Number != want {
			t.Errorf("number %d, want %d", k.Number, want)
		}
	}
	op := opens("hello")
	for range 2 {
		if v, err := b.store.Intake(t.Context(), op); err != nil || v.Ticket.Number != 4004 {
			t.Errorf("%+v %v", v.Ticket, err)
		}
	}
	op.ID = desk.NewOpID()
	if v, err := b.store.Intake(t.Context(), op); err != nil || v.Outcome != desk.Refused || v.Problem.Code != desk.TicketExists {
		t.Errorf("%s %v %v", v.Outcome, v.Problem, err)
	}
}

func TestAMergeClosesOneTicketAndTellsTheOther(t *testing.T) {
	b := newBench(t)
	from, into := b.ticket(t, "first"), b.ticket(t, "second")
	op := by(from, desk.Merge{Into: into.ID, IntoNumber: 1})
	v := b.do(t, op)
	if v.Outcome != desk.Applied || v.Ticket.Status != desk.Closed || v.Ticket.MergedInto != into.ID {
		t.Fatalf("%s", asJSON(t, v))
	}
	twin, err := b.store.Lookup(t.Context(), b.ann, desk.TwinOf(op.ID))
	if err != nil || twin.Outcome != desk.Applied || twin.Ticket.ID != into.ID {
		t.Fatalf("%s %v", asJSON(t, twin), err)
	}
	if c := twin.Messages[0].Change; c == nil || c.From != "4001" {
		t.Errorf("the other thread says %+v", c)
	}
	if again := b.do(t, op); asJSON(t, again) != asJSON(t, v) {
		t.Error("merged twice")
	}
	back := by(*twin.Ticket, desk.Merge{Into: from.ID})
	if v := b.do(t, back); v.Outcome != desk.Refused || v.Problem.Code != desk.TicketMerged {
		t.Errorf("a circle: %s", asJSON(t, v))
	}
	if k := b.thread(t, into.ID).Tickets[0]; k.Status == desk.Closed || !k.MergedInto.IsZero() {
		t.Errorf("half a merge: %s", asJSON(t, k))
	}
}

func TestAMergeIsTakenApartOnBothTickets(t *testing.T) {
	b := newBench(t)
	from, into := b.ticket(t, "first"), b.ticket(t, "second")
	solved := b.do(t, by(into, desk.SetStatus{Status: desk.Solved}))
	merge := by(from, desk.Merge{Into: into.ID})
	merged := b.do(t, merge)
	took := b.thread(t, into.ID).Tickets[0]
	if merged.Outcome != desk.Applied || took.Status != desk.Open || solved.Ticket.Status != desk.Solved {
		t.Fatalf("%s %s", asJSON(t, merged), asJSON(t, took))
	}
	op := by(from, desk.Unmerge{Merge: merge.ID, Into: into.ID, Then: desk.Open, Waiting: from.WaitingSince})
	v := b.do(t, op)
	if v.Outcome != desk.Applied || v.Ticket.Status != desk.Open || !v.Ticket.MergedInto.IsZero() || !v.Ticket.WaitingSince.Equal(from.WaitingSince) {
		t.Fatalf("%s", asJSON(t, v))
	}
	if k := b.thread(t, into.ID).Tickets[0]; k.Status != desk.Solved || !k.WaitingSince.IsZero() {
		t.Errorf("the other one stays %s", asJSON(t, k))
	}
	if again := b.do(t, op); asJSON(t, again) != asJSON(t, v) {
		t.Error("taken apart twice")
	}
	op.ID = desk.NewOpID()
	if v := b.do(t, op); v.Outcome != desk.Applied || len(v.Messages) != 0 {
		t.Errorf("once more: %s", asJSON(t, v))
	}
}

func TestWhatWasMergedIsNotTakenApartOnceItWentOn(t *testing.T) {
	for name, goes := range map[string]func(*bench, desk.Ticket){
		"answered": func(b *bench, k desk.Ticket) { b.do(t, by(k, desk.Reply{Text: desk.Foreign("both are on their way")})) },
		"closed":   func(b *bench, k desk.Ticket) { b.do(t, by(k, desk.SetStatus{Status: desk.Closed})) },
		"merged":   func(b *bench, k desk.Ticket) { b.do(t, by(k, desk.Merge{Into: b.ticket(t, "third").ID})) },
	} {
		b := newBench(t)
		from, into := b.ticket(t, "first"), b.ticket(t, "second")
		merge := by(from, desk.Merge{Into: into.ID})
		merged := b.do(t, merge)
		goes(b, b.thread(t, into.ID).Tickets[0])
		v := b.do(t, by(*merged.Ticket, desk.Unmerge{Merge: merge.ID, Into: into.ID, Then: desk.Open}))
		if v.Outcome != desk.Refused || v.Problem.Code != desk.MovedOn || v.Ticket.MergedInto != into.ID {
			t.Errorf("%s: %s", name, asJSON(t, v))
		}
	}
}

func TestTwoTicketsThatAreOneWaitSinceTheFirstWordOfBoth(t *testing.T) {
	b := newBench(t)
	from := b.ticket(t, "first")
	into := b.ticket(t, "second")
	if into.WaitingSince.Before(from.WaitingSince) {
		t.Fatal("the clock ran backwards")
	}
	merge := by(from, desk.Merge{Into: into.ID})
	b.do(t, merge)
	took := b.thread(t, into.ID).Tickets[0]
	if !took.WaitingSince.Equal(from.WaitingSince) {
		t.Errorf("it waits since %v, want %v", took.WaitingSince, from.WaitingSince)
	}
	b.do(t, by(from, desk.Unmerge{Merge: merge.ID, Into: into.ID, Then: desk.Open, Waiting: from.WaitingSince}))
	if k := b.thread(t, into.ID).Tickets[0]; !k.WaitingSince.Equal(into.WaitingSince) {
		t.Errorf("once taken apart it waits since %v, want %v", k.WaitingSince, into.WaitingSince)
	}
}

func TestWordsOnAMergedTicketGoToWhereItsMatterGoesOn(t *testing.T) {
	b := newBench(t)
	from, into, last := b.ticket(t, "first"), b.ticket(t, "second"), b.ticket(t, "third")
	b.do(t, by(from, desk.Merge{Into: into.ID}))
	b.do(t, by(b.thread(t, into.ID).Tickets[0], desk.Merge{Into: last.ID}))
	closed := asJSON(t, b.thread(t, from.ID))
	op := desk.Op{ID: desk.NewOpID(), Ticket: from.ID, Actor: desk.System, Intent: desk.Receive{
		From: desk.Author{Customer: from.Requester}, Text: desk.Foreign("and where is it now?"),
	}}
	v, err := b.store.Intake(t.Context(), op)
	if err != nil || v.Outcome != desk.Applied || v.Ticket.ID != last.ID || len(v.Messages) == 0 || v.Messages[0].Text != desk.Foreign("and where is it now?") {
		t.Fatalf("%s %v", asJSON(t, v), err)
	}
	if again, err := b.store.Intake(t.Context(), op); err != nil || asJSON(t, again) != asJSON(t, v) {
		t.Errorf("%s %v", asJSON(t, again), err)
	}
	if asJSON(t, b.thread(t, from.ID)) != closed {
		t.Error("the merged ticket has changed")
	}
	if k := b.thread(t, last.ID).Tickets[0]; k.LastMessage != v.Ticket.LastMessage {
		t.Errorf("the words are not in its thread: %s", asJSON(t, k))
	}
}

func TestALinkGoesBothWays(t *testing.T) {
	b := newBench(t)
	one, two := b.ticket(t, "first"), b.ticket(t, "second")
	v := b.do(t, by(one, desk.LinkTo{To: two.ID}))
	if v.Outcome != desk.Applied || v.Ticket.Links[0] != (desk.Linked{Ticket: two.ID, Number: two.Number}) {
		t.Fatalf("%s", asJSON(t, v))
	}
	other := b.thread(t, two.ID).Tickets[0]
	if other.Links[0] != (desk.Linked{Ticket: one.ID, Number: one.Number}) {
		t.Errorf("%s", asJSON(t, other))
	}
	b.do(t, by(other, desk.Unlink{To: one.ID}))
	if k := b.thread(t, one.ID).Tickets[0]; len(k.Links) != 0 {
		t.Errorf("half a link stays: %s", asJSON(t, k))
	}
	if v := b.do(t, by(one, desk.LinkTo{To: desk.NewTicketID()})); v.Outcome != desk.Refused || v.Problem.Code != desk.NoSuchTicket {
		t.Errorf("a link to nothing: %s", asJSON(t, v))
	}
}

func TestAMessageBecomesATicketOfItsOwnLinkedToWhereItWasSaid(t *testing.T) {
	b := newBench(t)
	from := b.ticket(t, "two things")
	op := by(from, desk.Create{Subject: desk.Foreign("the other thing"), Channel: desk.Mail, Requester: from.Requester, Text: desk.Foreign("and the shade?"), From: from.ID})
	op.Ticket = desk.NewTicketID()
	v := b.do(t, op)
	if v.Outcome != desk.Applied || v.Ticket.Number == from.Number || v.Ticket.Links[0] != (desk.Linked{Ticket: from.ID, Number: from.Number}) {
		t.Fatalf("%s", asJSON(t, v))
	}
	if k := b.thread(t, from.ID).Tickets[0]; len(k.Links) != 1 || k.Links[0] != (desk.Linked{Ticket: op.Ticket, Number: v.Ticket.Number}) {
		t.Errorf("where it was said: %s", asJSON(t, k))
	}
	if again := b.do(t, op); asJSON(t, again) != asJSON(t, v) {
		t.Error("made twice")
	}
	if back := b.do(t, by(*v.Ticket, desk.Merge{Into: from.ID})); back.Outcome != desk.Applied {
		t.Errorf("merged back: %s", asJSON(t, back))
	}
	op.ID, op.Ticket, op.Intent = desk.NewOpID(), desk.NewTicketID(), desk.Create{Channel: desk.Mail, Text: desk.Foreign("x"), From: desk.NewTicketID()}
	if v := b.do(t, op); v.Outcome != desk.Refused || v.Problem.Code != desk.NoSuchTicket {
		t.Errorf("out of nothing: %s", asJSON(t, v))
	}
}

func TestOnlyTheViewOfAllShowsSpam(t *testing.T) {
	b := newBench(t)
	k := b.ticket(t, "win a lamp")
	b.do(t, by(k, desk.MarkSpam{}))
	counts, err := b.store.Counts(t.Context(), b.ann)
	if err != nil || counts[desk.ViewSolved] != 0 || counts[desk.ViewAll] != 1 || counts[desk.ViewOpen] != 0 {
		t.Errorf("%v %v", counts, err)
	}
}

func TestNobodyActsForSomebodyElse(t *testing.T) {
	b := newBench(t)
	k := b.ticket(t, "hello")
	op := by(k, desk.Note{Text: desk.Foreign("mine")})
	op.Actor = "ben"
	if _, err := b.store.Do(t.Context(), b.ann, op); !errors.Is(err, backend.ErrWrongActor) {
		t.Error(err)
	}
	op.Actor = desk.System
	if _, err := b.store.Do(t.Context(), backend.Principal{Agent: desk.System}, op); !errors.Is(err, backend.ErrWrongActor) {
		t.Error(err)
	}
	op.Actor = "ann"
	if _, err := b.store.Intake(t.Context(), op); !errors.Is(err, backend.ErrWrongActor) {
		t.Error(err)
	}
	if err := b.store.AddAgent(t.Context(), desk.Agent{ID: "ann", Role: desk.RoleAgent, Disabled: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.store.Do(t.Context(), b.ann, op); !errors.Is(err, backend.ErrDisabled) {
		t.Error(err)
	}
	if err := b.store.AddAgent(t.Context(), desk.Agent{ID: "ann", Role: desk.RoleAgent}); err != nil {
		t.Fatal(err)
	}
	if v := b.do(t, op); v.Outcome != desk.Applied {
		t.Error("what was turned away while the account was disabled can never be sent")
	}
}

func TestASnoozedTicketWakesWhenItsTimeHasCome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		var sleeping []desk.Ticket
		for i := range 3 {
			k := b.ticket(t, "hello")
			v := b.do(t, by(k, desk.Snooze{Until: time.Now().Add(time.Duration(i+1) * 10 * time.Minute)}))
			sleeping = append(sleeping, *v.Ticket)
		}
		later := b.do(t, by(sleeping[1], desk.Snooze{Until: time.Now().Add(48 * time.Minute)}))
		if later.Outcome != desk.Applied {
			t.Fatal(asJSON(t, later))
		}
		asleep := func() (n int) {
			synctest.Wait()
			for _, k := range sleeping {
				if !b.thread(t, k.ID).Tickets[0].SnoozedUntil.IsZero() {
					n++
				}
			}
			return n
		}
		for _, step := range []struct {
			wait time.Duration
			want int
		}{{9 * time.Minute, 3}, {2 * time.Minute, 2}, {20 * time.Minute, 1}, {16 * time.Minute, 1}, {2 * time.Minute, 0}} {
			time.Sleep(step.wait)
			if n := asleep(); n != step.want {
				t.Errorf("%v on, %d sleep, want %d", step.wait, n, step.want)
			}
		}
		last := b.thread(t, sleeping[0].ID).Messages
		if m := last[len(last)-1]; m.Author.Agent != desk.System || m.Change == nil || m.Change.Field != string(desk.FieldSnooze) {
			t.Errorf("%s", asJSON(t, m))
		}
		b.close(t)
	})
}
