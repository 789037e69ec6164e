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

var now = time.Date(2026, 3, 4, 14, 32, 0, 0, time.UTC) // a Wednesday

// stand is a screen that does nothing but act on one ticket.
type stand struct {
	screen.Screen
	acts   *act.Acts
	target act.Target
}

func (s *stand) Resize(int, int)                         {}
func (s *stand) Why(a keymaps.Action) desk.Reason        { return act.Why(a, &s.target, "kim") }
func (s *stand) Act(a keymaps.Action) screen.Out         { return s.acts.Act(a, s.target) }
func (s *stand) Learn(slot string, v any) (o screen.Out) { o, _ = s.acts.Learn(slot, v); return o }

func play(t *testing.T, change ...func(*desk.Ticket)) (*screentest.Stage, *screentest.Desk) {
	t.Helper()
	d := screentest.NewDesk(now)
	id := d.Open(4821, "Refund", "Harper Moore", "x", time.Hour, append(change, func(k *desk.Ticket) { k.Tags = append(k.Tags, "vip") })...)
	s := screentest.NewSession(d)
	th, err := d.Thread(id, 10)
	if err != nil {
		t.Fatal(err)
	}
	st := &stand{acts: &act.Acts{Session: s, Ledger: d, Tags: func() []string { return []string{"refund", "late-parcel", "vip"} }}, target: act.OfThread(th)}
	return screentest.Play(t, d, s, st, 80, 24), d
}

func made(d *screentest.Desk) string {
	if len(d.Submitted) == 0 {
		return "nothing"
	}
	return fmt.Sprintf("%+v", d.Submitted[len(d.Submitted)-1].Intent)
}

func TestATagThatIsThereAlreadyIsSaidToBe(t *testing.T) {
	st, d := play(t, func(k *desk.Ticket) { k.Tags = []string{"vip"} })
	st.Act(keymaps.AddTag)
	st.Type("vip")
	if got := st.Picture(); !strings.Contains(got, "The ticket has it already.") {
		t.Errorf("it says\n%s", got)
	}
	st.Act(keymaps.Accept)
	if len(d.Submitted) != 0 {
		t.Errorf("submitted %+v", d.Submitted)
	}
}

func TestAMomentThatIsTypedIsOfferedOnce(t *testing.T) {
	st, _ := play(t)
	st.Act(keymaps.Snooze)
	st.Type("tom")
	if got := st.Picture(); strings.Count(got, "09:00") != 1 || !strings.Contains(got, "Tomorrow morning") {
		t.Errorf("it offers\n%s", got)
	}
}

func TestEachActionMakesItsOperationAndSaysSo(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(*screentest.Stage)
		want desk.Intent
		said string
	}{
		"release":  {func(s *screentest.Stage) { s.Act(keymaps.Release) }, desk.Assign{}, "#4821 is free for others."},
		"solve":    {func(s *screentest.Stage) { s.Act(keymaps.Solve) }, desk.SetStatus{Status: desk.Solved}, "#4821 is solved."},
		"status":   {func(s *screentest.Stage) { s.Act(keymaps.SetStatus); s.Type("pend"); s.Act(keymaps.Accept) }, desk.SetStatus{Status: desk.Pending}, "#4821 is pending."},
		"priority": {func(s *screentest.Stage) { s.Act(keymaps.SetPriority, keymaps.Up, keymaps.Up, keymaps.Accept) }, desk.SetPriority{Urgency: desk.High, Impact: desk.High}, "#4821 has urgent priority."},
		"tag":      {func(s *screentest.Stage) { s.Act(keymaps.AddTag); s.Type("par"); s.Act(keymaps.Accept) }, desk.Tag{Tags: []string{"late-parcel"}}, "#4821 is tagged late-parcel."},
		"new tag":  {func(s *screentest.Stage) { s.Act(keymaps.AddTag); s.Type("Brand, new"); s.Act(keymaps.Accept) }, desk.Tag{Tags: []string{"brand", "new"}}, "#4821 is tagged brand, new."},
		"untag":    {func(s *screentest.Stage) { s.Act(keymaps.RemoveTag, keymaps.Accept) }, desk.Untag{Tags: []string{"vip"}}, "#4821 is no longer tagged vip."},
		"snooze":   {func(s *screentest.Stage) { s.Act(keymaps.Snooze); s.Type("fri 14:30"); s.Act(keymaps.Accept) }, desk.Snooze{Until: time.Date(2026, 3, 6, 14, 30, 0, 0, time.UTC)}, "#4821 sleeps until 6 Mar 14:30."},
	} {
		st, d := play(t)
		c.do(st)
		if got, want := made(d), fmt.Sprintf("%+v", c.want); got != want {
			t.Errorf("%s makes %s, want %s", name, got, want)
		}
		if st.LastSaid() != c.said {
			t.Errorf("%s says %q, want %q", name, st.LastSaid(), c.said)
		}
	}
}

func TestAWordThatIsNoTagAndNoTimeIsRefusedInTheDialog(t *testing.T) {
	for action, c := range map[keymaps.Action][2]string{
		keymaps.AddTag: {"no!tag", "lower-case letters"}, keymaps.Snooze: {"soonish", "Say it like"}, keymaps.SetStatus: {"zzz", "Nothing fits"},
	} {
		st, d := play(t)
		st.Act(action)
		st.Type(c[0])
		if got := strings.Join(strings.Fields(st.Picture()), " "); !strings.Contains(got, c[1]) {
			t.Errorf("%s shows\n%s", action, st.Picture())
		}
		why := st.Act(keymaps.Accept)
		if why.None() || len(d.Submitted) > 0 {
			t.Errorf("%s takes %q", action, c[0])
		}
		if want := map[bool]string{true: "moment", false: "no_fit"}[action == keymaps.Snooze]; len(why.Args) != 1 || why.Args[0] != want {
			t.Errorf("%s says %v, want %s", action, why, want)
		}
		st.Act(keymaps.Cancel)
		if _, back := st.Top().(*stand); !back {
			t.Errorf("%s cannot be left", action)
		}
	}
}

func TestMoreTagsThanATicketHoldsAreRefusedInTheDialogAndATagTwiceIsOne(t *testing.T) {
	st, d := play(t)
	st.Act(keymaps.AddTag)
	var many []string
	for i := range desk.MaxTags + 1 {
		many = append(many, fmt.Sprint("t", i))
	}
	st.Paste(strings.Join(many, " "))
	if got := strings.Join(strings.Fields(st.Picture()), " "); !strings.Contains(got, "100 tags at most") {
		t.Errorf("the dialog shows\n%s", st.Picture())
	}
	if why := st.Act(keymaps.Accept); why.None() || len(d.Submitted) > 0 {
		t.Error("it takes more tags than the desk does")
	}
	st.Key("ctrl+u")
	st.Paste("refund me refund me")
	st.Act(keymaps.Accept)
	if got, want := made(d), fmt.Sprintf("%+v", desk.Tag{Tags: []string{"refund", "me"}}); got != want {
		t.Errorf("it makes %s, want %s", got, want)
	}
}

func TestAPastTimeIsNotTakenForTheFuture(t *testing.T) {
	st, d := play(t)
	st.Act(keymaps.Snooze)
	st.Type("today 9")
	if got := st.Picture(); !strings.Contains(got, "past") {
		t.Errorf("the dialog shows\n%s", got)
	}
	st.Act(keymaps.Accept)
	if len(d.Submitted) > 0 {
		t.Errorf("it made %s", made(d))
	}
}

func TestEveryReasonAgainstAnActionIsGiven(t *testing.T) {
	own := act.Target{ID: desk.NewTicketID(), Number: 1, Status: desk.Open, Assignee: "kim"}
	closed, solved, fresh := own, own, own
	closed.Status, solved.Status, fresh.Assignee, fresh.Number = desk.Closed, desk.Solved, "", 0
	for _, c := range []struct {
		action keymaps.Action
		target *act.Target
		want   desk.Code
	}{
		{keymaps.Claim, nil, desk.NothingSelected},
		{keymaps.Claim, &act.Target{}, desk.NothingSelected},
		{keymaps.Claim, &own, desk.AlreadyYours},
		{keymaps.Claim, &fresh, desk.CodeNone},
		{keymaps.Claim, &closed, desk.TicketClosed},
		{keymaps.Release, &fresh, desk.AlreadyThatState},
		{keymaps.Release, &own, desk.CodeNone},
		{keymaps.Solve, &solved, desk.AlreadyThatState},
		{keymaps.Snooze, &solved, desk.AlreadyThatState},
		{keymaps.SetStatus, &solved, desk.CodeNone},
		{keymaps.WriteReply, &closed, desk.TicketClosed},
		{keymaps.WriteNote, &closed, desk.CodeNone},
		{keymaps.RemoveTag, &own, desk.NothingSelected},
		{keymaps.CopyNumber, &fresh, desk.NothingSelected},
	} {
		if got := act.Why(c.action, c.target, "kim"); got.Code != c.want {
			t.Errorf("%s on %+v gives %q, want %q", c.action, c.target, got.Code, c.want)
		}
	}
}

func TestTheDialogsFitEverySizeAndStayTame(t *testing.T) {
	for _, action := range []keymaps.Action{keymaps.SetStatus, keymaps.SetPriority, keymaps.AddTag, keymaps.RemoveTag, keymaps.Snooze} {
		st, _ := play(t)
		st.Act(action)
		st.Sweep()
		for _, bad := range screentest.Hostile() {
			st.Paste(bad)
			screentest.Tame(t, st.Top().View(now).Text)
		}
		st.Sweep()
	}
}

func TestOnlyWhatEndsATicketWaitsToBeTakenBackAndNotInAChat(t *testing.T) {
	st, d := play(t)
	st.Act(keymaps.Solve)
	if st.Said[0].Undo != d.Submitted[0].ID || !st.Said[0].Until.Equal(now.Add(8*time.Second)) {
		t.Errorf("by mail it says %+v", st.Said[0])
	}
	st, _ = play(t, func(k *desk.Ticket) { k.Channel = desk.Chat })
	st.Act(keymaps.Solve)
	if !st.Said[0].Until.IsZero() {
		t.Errorf("in a chat it says %+v", st.Said[0])
	}
	st, _ = play(t, func(k *desk.Ticket) { k.Assignee = "" })
	st.Act(keymaps.Claim)
	if !st.Said[0].Until.IsZero() {
		t.Error("a claim waits, so that two may take the same ticket")
	}
}

func TestWhatWasDoneToATicketCanBeSetBack(t *testing.T) {
	urgency, impact := desk.PriorityHigh.Levels()
	was := act.Target{
		Status: desk.Pending, Assignee: "tom", Tags: []string{"vip"}, Priority: desk.PriorityHigh, Snoozed: now.Add(time.Hour),
	}
	fresh := act.Target{Status: desk.New}
	for _, c := range []struct {
		target act.Target
		did    desk.Intent
		want   desk.Intent
	}{
		{was, desk.Assign{To: "kim"}, desk.Assign{To: "tom"}},
		{was, desk.Assign{}, desk.Assign{To: "tom"}},
		{fresh, desk.Assign{To: "kim"}, desk.Assign{}},
		{was, desk.SetStatus{Status: desk.Solved}, desk.SetStatus{Status: desk.Pending, Until: now.Add(time.Hour)}},
		{fresh, desk.SetStatus{Status: desk.Solved}, desk.SetStatus{Status: desk.Open}},
		{was, desk.SetStatus{Status: desk.Closed}, nil},
		{was, desk.SetPriority{Urgency: desk.Low, Impact: desk.Low}, desk.SetPriority{Urgency: urgency, Impact: impact}},
		{was, desk.Tag{Tags: []string{"vip", "refund"}}, desk.Untag{Tags: []string{"refund"}}},
		{was, desk.Tag{Tags: []string{"vip"}}, nil},
		{was, desk.Untag{Tags: []string{"vip"}}, desk.Tag{Tags: []string{"vip"}}},
		{was, desk.Snooze{}, desk.Snooze{Until: now.Add(time.Hour)}},
		{fresh, desk.Snooze{Until: now}, desk.Snooze{}},
	} {
		if got := act.Inverse(c.target, c.did); fmt.Sprintf("%#v", got) != fmt.Sprintf("%#v", c.want) {
			t.Errorf("%#v is set back by %#v, want %#v", c.did, got, c.want)
		}
	}
	st, d := play(t)
	st.Act(keymaps.RemoveTag, keymaps.Accept)
	back := st.Said[0].Back
	if back == nil || back.Base != d.Submitted[0].Base || back.Ticket != d.Submitted[0].Ticket {
		t.Errorf("it says %+v", st.Said[0])
	}
}
