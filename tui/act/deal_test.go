package act_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

// staffed is a stage on which there are colleagues, groups, and another ticket of the customer.
func staffed(t *testing.T, change ...func(*desk.Ticket)) (*screentest.Stage, *screentest.Desk, desk.TicketID) {
	t.Helper()
	st, d := play(t, change...)
	d.Staff = []desk.Agent{
		{ID: "kim", Name: desk.Foreign("Kim Berg"), Role: desk.RoleAgent, Groups: []desk.GroupID{"returns"}},
		{ID: "tom", Name: desk.Foreign("Tom Falk"), Role: desk.RoleAgent, Groups: []desk.GroupID{"returns", "parts"}},
		{ID: "ines", Name: desk.Foreign("Inés Marín"), Role: desk.RoleLead},
		{ID: "gone", Name: desk.Foreign("Gone"), Role: desk.RoleLead, Disabled: true},
	}
	var who desk.CustomerID
	for _, k := range d.Tickets {
		who = k.Requester
	}
	other := d.Open(4790, "The lamp came twice", "Harper Moore", "x", 2*time.Hour, func(k *desk.Ticket) { k.Requester = who })
	return st, d, other
}

func TestATicketIsDealtWithByAFewKeys(t *testing.T) {
	said := desk.Foreign
	for name, c := range map[string]struct {
		do   func(*screentest.Stage)
		want func(other desk.TicketID) desk.Intent
		said string
	}{
		"a colleague": {
			func(s *screentest.Stage) { s.Act(keymaps.Assign); s.Type("falk"); s.Act(keymaps.Accept) },
			func(desk.TicketID) desk.Intent { return desk.Assign{To: "tom"} }, "#4821 is with tom now.",
		},
		"a colleague by some letters": {
			func(s *screentest.Stage) { s.Act(keymaps.Assign); s.Type("tfk"); s.Act(keymaps.Accept) },
			func(desk.TicketID) desk.Intent { return desk.Assign{To: "tom"} }, "#4821 is with tom now.",
		},
		"oneself": {
			func(s *screentest.Stage) { s.Act(keymaps.Assign); s.Type("kim"); s.Act(keymaps.Accept) },
			func(desk.TicketID) desk.Intent { return desk.Assign{To: "kim"} }, "#4821 is yours.",
		},
		"a group": {
			func(s *screentest.Stage) { s.Act(keymaps.SetGroup); s.Type("par"); s.Act(keymaps.Accept) },
			func(desk.TicketID) desk.Intent { return desk.SetGroup{Group: "parts"} }, "#4821 is with the group parts.",
		},
		"following": {
			func(s *screentest.Stage) { s.Act(keymaps.Follow) },
			func(desk.TicketID) desk.Intent { return desk.Follow{} }, "You follow #4821.",
		},
		"a merge": {
			func(s *screentest.Stage) { s.Act(keymaps.Merge, keymaps.Accept, keymaps.Accept) },
			func(o desk.TicketID) desk.Intent { return desk.Merge{Into: o, IntoNumber: 4790} }, "#4821 is merged into #4790.",
		},
		"a link by number": {
			func(s *screentest.Stage) { s.Act(keymaps.LinkTicket); s.Type("4790"); s.Act(keymaps.Accept) },
			func(o desk.TicketID) desk.Intent { return desk.LinkTo{To: o, Number: 4790} }, "#4821 is linked to #4790.",
		},
		"spam": {
			func(s *screentest.Stage) { s.Act(keymaps.MarkSpam) },
			func(desk.TicketID) desk.Intent { return desk.MarkSpam{} }, "#4821 is spam, and out of the queue.",
		},
		"a call": {
			func(s *screentest.Stage) {
				s.Act(keymaps.LogCall)
				s.Type("12")
				s.Act(keymaps.Accept)
				s.Type("she has it")
				s.Act(keymaps.Accept)
			},
			func(desk.TicketID) desk.Intent {
				return desk.LogCall{Way: desk.CallIn, Minutes: 12, Text: said("she has it")}
			}, "The call is written down on #4821.",
		},
		"a call that reached nobody": {
			func(s *screentest.Stage) {
				s.Act(keymaps.LogCall, keymaps.Accept)
				s.Type("rang twice")
				s.Act(keymaps.Accept)
			},
			func(desk.TicketID) desk.Intent { return desk.LogCall{Way: desk.CallOut, Text: said("rang twice")} }, "The call is written down on #4821.",
		},
		"an escalation": {
			func(s *screentest.Stage) {
				s.Act(keymaps.Escalate, keymaps.Accept)
				s.Type("wants the manager")
				s.Act(keymaps.Accept)
			},
			func(desk.TicketID) desk.Intent { return desk.Escalate{To: "ines", Reason: said("wants the manager")} }, "#4821 is escalated to ines. You follow it.",
		},
		"a reminder": {
			func(s *screentest.Stage) {
				s.Act(keymaps.Remind)
				s.Type("tomorrow 14:00")
				s.Act(keymaps.Accept)
				s.Type("call the depot")
				s.Act(keymaps.Accept)
			},
			func(desk.TicketID) desk.Intent {
				return desk.Remind{At: time.Date(now.Year(), now.Month(), now.Day()+1, 14, 0, 0, 0, time.UTC), Text: said("call the depot")}
			}, "You will be reminded of #4821: tomorrow 14:00.",
		},
		"a reminder without words": {
			func(s *screentest.Stage) { s.Act(keymaps.Remind, keymaps.Accept, keymaps.Accept) },
			func(desk.TicketID) desk.Intent { return desk.Remind{At: now.Add(2 * time.Hour).Truncate(time.Minute)} },
			"You will be reminded of #4821: " + now.Add(2*time.Hour).Format("15:04") + ".",
		},
	} {
		st, d, other := staffed(t, func(k *desk.Ticket) { k.Assignee = "ines" })
		c.do(st)
		if got, want := fmt.Sprintf("%#v", last(d)), fmt.Sprintf("%#v", c.want(other)); got != want {
			t.Errorf("%s makes %s, want %s", name, got, want)
		}
		if st.LastSaid() != c.said {
			t.Errorf("%s says %q, want %q", name, st.LastSaid(), c.said)
		}
	}
}

func TestWhatIsSoAlreadyIsNotDoneAgainAndHasNothingToTakeBack(t *testing.T) {
	for name, c := range map[string]struct {
		was func(*desk.Ticket)
		do  func(*screentest.Stage)
	}{
		"an owner": {func(k *desk.Ticket) { k.Assignee = "tom" }, func(s *screentest.Stage) { s.Act(keymaps.Assign); s.Type("falk"); s.Act(keymaps.Accept) }},
		"a group":  {func(k *desk.Ticket) { k.Group = "parts" }, func(s *screentest.Stage) { s.Act(keymaps.SetGroup); s.Type("par"); s.Act(keymaps.Accept) }},
		"a status": {func(k *desk.Ticket) { k.Status = desk.Pending }, func(s *screentest.Stage) { s.Act(keymaps.SetStatus, keymaps.Accept) }},
	} {
		st, d, _ := staffed(t, c.was)
		c.do(st)
		if n := len(st.Said); len(d.Submitted) != 0 || n == 0 || !strings.HasPrefix(st.LastSaid(), "Nothing to change: #4821 is ") || !st.Said[n-1].Undo.IsZero() {
			t.Errorf("%s: submitted %+v, said %+v", name, d.Submitted, st.Said)
		}
	}
}

func TestACallIsNotSaidToBeSent(t *testing.T) {
	st, _, _ := staffed(t)
	st.Act(keymaps.LogCall, keymaps.Accept)
	st.Type("rang twice")
	st.Act(keymaps.Accept)
	if n := st.Said[len(st.Said)-1]; n.Until.IsZero() || !n.Noted || n.Solves {
		t.Errorf("it says %+v", n)
	}
}

func last(d *screentest.Desk) desk.Intent {
	if len(d.Submitted) == 0 {
		return nil
	}
	return d.Submitted[len(d.Submitted)-1].Intent
}

func TestAMergeSaysWhatWillHappenBeforeItDoes(t *testing.T) {
	st, d, _ := staffed(t)
	st.Act(keymaps.Merge)
	if got := st.Picture(); !strings.Contains(got, "#4790 The lamp came twice") || strings.Contains(got, "4821 Refund") {
		t.Errorf("it offers\n%s", got)
	}
	st.Act(keymaps.Accept)
	got := strings.Join(strings.Fields(st.Picture()), " ")
	if !strings.Contains(got, "#4821 is closed, and the matter goes on in #4790 The lamp came twice.") || len(d.Submitted) > 0 {
		t.Errorf("it asks\n%s", st.Picture())
	}
	st.Act(keymaps.Cancel)
	if len(d.Submitted) > 0 {
		t.Error("it merged what was cancelled")
	}
}

func TestAMergeAcrossTwoCustomersSaysSoAndNamesBoth(t *testing.T) {
	st, d, _ := staffed(t)
	d.Open(4834, "The shelf is crooked", "Aarav Anderson", "x", time.Hour)
	st.Act(keymaps.Merge)
	st.Type("4834")
	if got := st.Picture(); !strings.Contains(got, "another customer: Aarav Anderson") {
		t.Errorf("it offers\n%s", got)
	}
	st.Act(keymaps.Accept)
	const want = "Another customer: #4834 is from Aarav Anderson, #4821 from Harper Moore. Answers to both go to Aarav Anderson."
	if got := strings.Join(strings.Fields(st.Picture()), " "); !strings.Contains(got, want) || len(d.Submitted) > 0 {
		t.Errorf("it asks\n%s", st.Picture())
	}
	teller, ok := st.Top().(screen.Teller)
	if !ok || !strings.Contains(strings.Join(strings.Fields(fmt.Sprint(teller.Tell(now))), " "), want) {
		t.Error("who hears heed is not told")
	}
}

func TestATicketIsNotMergedIntoItselfNorIntoWhatIsNotThere(t *testing.T) {
	for number, want := range map[string]string{"4821": "Not that one", "77": "No ticket of that number"} {
		st, d, _ := staffed(t)
		st.Act(keymaps.Merge)
		st.Type(number)
		if got := st.Picture(); !strings.Contains(got, want) {
			t.Errorf("%s: it shows\n%s", number, got)
		}
		if st.Act(keymaps.Accept); len(d.Submitted) > 0 {
			t.Errorf("%s: it made %s", number, made(d))
		}
	}
}

func TestACallWantsItsMinutesAndItsWords(t *testing.T) {
	st, d, _ := staffed(t)
	st.Act(keymaps.LogCall)
	st.Type("soon")
	if got := st.Picture(); !strings.Contains(got, "Type the minutes") {
		t.Errorf("it shows\n%s", got)
	}
	st.Key("backspace")
	st.Key("backspace")
	st.Key("backspace")
	st.Key("backspace")
	st.Act(keymaps.Accept)
	if why := st.Act(keymaps.Accept); why.Code != desk.EmptyText || len(d.Submitted) > 0 {
		t.Errorf("a call without a word: %v", why)
	}
}

func TestALinkIsTakenOffWhereItShows(t *testing.T) {
	other := desk.NewTicketID()
	st, d, _ := staffed(t, func(k *desk.Ticket) { k.Links = []desk.Linked{{Ticket: other, Number: 4711}} })
	st.Act(keymaps.UnlinkTicket, keymaps.Accept)
	if want := (desk.Unlink{To: other, Number: 4711}); last(d) != desk.Intent(want) {
		t.Errorf("it made %s", made(d))
	}
	st, _, _ = staffed(t)
	if why := st.Act(keymaps.UnlinkTicket); why.Code != desk.NothingSelected {
		t.Errorf("nothing is linked: %v", why)
	}
}

func TestAMergeIsTakenBackByItsID(t *testing.T) {
	st, d, other := staffed(t)
	st.Act(keymaps.Merge, keymaps.Accept, keymaps.Accept)
	back := st.Said[len(st.Said)-1].Back
	in, ok := back.Intent.(desk.Unmerge)
	if !ok || in.Merge != d.Submitted[0].ID || in.Into != other || in.Then != desk.Open || in.Waiting.IsZero() {
		t.Errorf("%#v", back)
	}
}

func TestWhatIsAddedIsTakenBackByItsID(t *testing.T) {
	st, d, other := staffed(t)
	st.Act(keymaps.LinkTicket)
	st.Type("4790")
	st.Act(keymaps.Accept)
	want := desk.Unlink{To: other, Number: 4790, Of: d.Submitted[0].ID}
	if back := st.Said[len(st.Said)-1].Back; back == nil || back.Intent != desk.Intent(want) {
		t.Errorf("a link: %#v", back)
	}
	st.Act(keymaps.AddTag)
	st.Type("late")
	st.Act(keymaps.Accept)
	in, ok := st.Said[len(st.Said)-1].Back.Intent.(desk.Untag)
	if !ok || in.Of != d.Submitted[1].ID {
		t.Errorf("a tag: %#v", in)
	}
}

func TestASplitIsTakenBackOnlyWhileNobodyElseWorksOnIt(t *testing.T) {
	st, d, other := staffed(t)
	stage, ok := st.Top().(*stand)
	if !ok {
		t.Fatal("no stand")
	}
	out := stage.acts.Split(d.Tickets[other], desk.Message{Text: desk.Foreign("and the shade?")})
	v, err := out.Write[0].Run()
	if err != nil {
		t.Fatal(err)
	}
	said := stage.Learn(out.Write[0].Slot, v)
	back := said.Say.Back
	if in, ok := back.Intent.(desk.Merge); !ok || !in.Alone || in.Into != other || back.Base != 1 || back.Seen != 1 {
		t.Errorf("%#v", back)
	}
}

func TestWhatIsDealtCanBeSetBack(t *testing.T) {
	was := act.Target{
		Status: desk.New, Group: "returns", Waiting: now.Add(-time.Hour), Snoozed: now.Add(time.Hour), Tags: []string{desk.TagSpam},
	}
	link := desk.Linked{Ticket: desk.NewTicketID(), Number: 9}
	for _, c := range []struct{ did, want desk.Intent }{
		{desk.SetGroup{Group: "parts"}, desk.SetGroup{Group: "returns"}},
		{desk.Follow{}, desk.Unfollow{}},
		{desk.Unfollow{}, desk.Follow{}},
		{desk.LinkTo{To: link.Ticket, Number: 9}, desk.Unlink{To: link.Ticket, Number: 9}},
		{desk.Unlink{To: link.Ticket, Number: 9}, desk.LinkTo{To: link.Ticket, Number: 9}},
		{desk.MarkSpam{}, desk.NotSpam{Then: desk.Open, Waiting: was.Waiting, Until: was.Snoozed, Tagged: true}},
		{desk.SetStatus{Status: desk.Solved}, desk.SetStatus{Status: desk.Open, Waiting: was.Waiting, Until: was.Snoozed}},
		{desk.SetStatus{Status: desk.Pending}, desk.SetStatus{Status: desk.Open}},
	} {
		if got := act.Inverse(was, c.did); fmt.Sprintf("%#v", got) != fmt.Sprintf("%#v", c.want) {
			t.Errorf("%#v is set back by %#v, want %#v", c.did, got, c.want)
		}
	}
}

func TestTheDialogsOfDealingFitEverySizeAndStayTame(t *testing.T) {
	for _, steps := range [][]keymaps.Action{
		{keymaps.Assign},
		{keymaps.SetGroup},
		{keymaps.Escalate},
		{keymaps.Escalate, keymaps.Accept},
		{keymaps.LogCall},
		{keymaps.LogCall, keymaps.Accept},
		{keymaps.HandOver},
		{keymaps.HandOver, keymaps.Accept},
		{keymaps.Remind},
		{keymaps.Remind, keymaps.Accept},
		{keymaps.Merge},
		{keymaps.Merge, keymaps.Accept},
		{keymaps.LinkTicket},
	} {
		st, d, _ := staffed(t)
		for _, bad := range screentest.Hostile() {
			d.Staff = append(d.Staff, desk.Agent{ID: "x", Name: desk.Foreign(bad), Role: desk.RoleLead})
		}
		st.Act(steps...)
		st.Sweep()
		for _, bad := range screentest.Hostile() {
			st.Paste(bad)
			screentest.Tame(t, st.Top().View(now).Text)
		}
		st.Sweep()
	}
}

func TestWhatIsLinkedCanStillBeMergedAndIsNotLinkedTwice(t *testing.T) {
	st, d, other := staffed(t)
	for id, k := range d.Tickets {
		if id != other {
			k.Links = []desk.Linked{{Ticket: other, Number: 4790}}
			d.Tickets[id] = k
			th, err := d.Thread(id, 1)
			if err != nil {
				t.Fatal(err)
			}
			stage, ok := st.Top().(*stand)
			if !ok {
				t.Fatal("no stand")
			}
			stage.target = act.OfThread(th)
		}
	}
	st.Act(keymaps.LinkTicket)
	st.Type("4790")
	if got := st.Picture(); !strings.Contains(got, "linked already") {
		t.Errorf("it offers\n%s", got)
	}
	st.Act(keymaps.Cancel, keymaps.Merge, keymaps.Accept, keymaps.Accept)
	if _, ok := last(d).(desk.Merge); !ok {
		t.Errorf("it made %s", made(d))
	}
}

func TestWhoChoosesBeforeThoseToChooseFromAreReadGetsWhatFits(t *testing.T) {
	for typed, want := range map[string]string{"falk": `{To:tom Group:}`, "nobody called so": "nothing"} {
		st, d, _ := staffed(t)
		st.Hold = true
		st.Act(keymaps.Assign)
		st.Type(typed)
		if why := st.Act(keymaps.Accept); !why.None() {
			t.Errorf("%s: refused with %v", typed, why)
		}
		st.Hold = false
		st.Answer()
		if got := made(d); got != want {
			t.Errorf("%s: %s was done, not %s", typed, got, want)
		}
	}
}
