package outbox_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/outbox"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

var now = time.Date(2026, 3, 4, 14, 32, 0, 0, time.UTC)

// full is an outbox with one operation of each kind that people meet.
func full() *screentest.Desk {
	d := screentest.NewDesk(now)
	add := func(number int64, subject string, ago time.Duration, in desk.Intent, state desk.OpState, why *desk.Problem) {
		id := d.Open(number, subject, "Harper Moore", "x", time.Hour)
		d.Ops = append(d.Ops, desk.PendingOp{
			Op:    desk.Op{ID: desk.NewOpID(), Ticket: id, Actor: "kim", At: now.Add(-ago), Seen: 1, Intent: in},
			State: state, Problem: why, Number: number, Subject: desk.Foreign(subject),
		})
	}
	add(4790, "Change the address", 40*time.Minute, desk.Reply{Text: desk.Foreign("It is changed.")}, desk.OpWaiting, nil)
	add(4811, "Two charges", 10*time.Minute, desk.SetStatus{Status: desk.Solved}, desk.OpRefused, desk.Refuse(desk.FieldConflict, desk.FieldStatus, desk.Side("tom"), desk.OnHold))
	add(4821, "Refund still not on my card", 5*time.Minute, desk.Reply{Text: desk.Foreign("It left us on the 3rd.")}, desk.OpHeld, desk.Refuse(desk.NewerMessage, desk.CustomerSide, 2))
	d.Ops[2].Came = []desk.Message{{ID: 2, Kind: desk.FromCustomer, At: now.Add(-6 * time.Minute), Text: desk.Foreign("Anyone there?"), Author: desk.Author{Name: desk.Foreign("Harper Moore")}}}
	d.Ops[0].Tries = 3
	d.State = desk.Link{State: desk.LinkDown, Since: now.Add(-50 * time.Minute)}
	return d
}

func play(t *testing.T, d *screentest.Desk, w, h int) *screentest.Stage {
	t.Helper()
	s := screentest.NewSession(d)
	return screentest.Play(t, d, s, outbox.New(outbox.Needs{Session: s, Reads: d, Writes: d}), w, h)
}

func TestYoursAndWhatCameStandBelowAShortListAlsoInLittleRoom(t *testing.T) {
	d := full()
	d.Ops = d.Ops[2:]
	if got := play(t, d, 80, 20).Picture(); !strings.Contains(got, "new to you · ▏Harper Moore · 14:26\n ▏Anyone there?\n yours, to Harper Moore\n   It left us on the 3rd.") {
		t.Errorf("the screen shows\n%s", got)
	}
}

func TestWhatWaitsOnATicketWithoutASubjectSaysSo(t *testing.T) {
	for subject, want := range map[string]string{"": "(no subject)", "\u200b": "(no subject)", "Two charges": "Two charges"} {
		d := full()
		d.Ops = d.Ops[:1]
		d.Ops[0].Subject = desk.Foreign(subject)
		if got := play(t, d, 80, 20).Picture(); !strings.Contains(got, " · "+want) {
			t.Errorf("of %q the screen shows\n%s", subject, got)
		}
	}
	d := full()
	d.Ops = d.Ops[:1]
	d.Ops[0].Subject, d.Ops[0].Number = desk.Untrusted{}, 0
	if got := play(t, d, 80, 20).Picture(); strings.Contains(got, "subject") {
		t.Errorf("of a ticket that is not here any more the screen shows\n%s", got)
	}
}

func TestAnAssignmentNamesThePerson(t *testing.T) {
	d := full()
	d.Ops = d.Ops[:2]
	d.Ops[0].Op.Intent, d.Ops[1].Op.Intent = desk.Assign{To: "tom"}, desk.Assign{}
	s := screentest.NewSession(d)
	s.Book = s.Book.WithNames(func(login string) string { return map[string]string{"tom": "Tom Hale"}[login] })
	st := screentest.Play(t, d, s, outbox.New(outbox.Needs{Session: s, Reads: d, Writes: d}), 80, 24)
	if got := st.Picture(); !strings.Contains(got, "Give to Tom Hale · Change the address") || !strings.Contains(got, "Give back · Two charges") || !strings.Contains(got, "Tom Hale changed the status") {
		t.Errorf("the screen shows\n%s", got)
	}
}

func TestWhatTheAgentTakesIsNotGivenToThem(t *testing.T) {
	d := full()
	d.Ops = d.Ops[:1]
	d.Ops[0].Op.Intent = desk.Assign{To: "kim"}
	if got := play(t, d, 80, 24).Picture(); !strings.Contains(got, "Take the ticket · ") || strings.Contains(got, "Give to") {
		t.Errorf("the screen shows\n%s", got)
	}
}

func TestTheOutboxShowsWhatNeedsTheAgentFirst(t *testing.T) {
	st := play(t, full(), 90, 26)
	st.Act(keymaps.Down)
	want := strings.Trim(`
   Outbox                                  no connection for 50 m; it goes out by itself

    4811  Set to solved · Two charges                                                10 m
          refused
▌   4821  Reply · Refund still not on my card                                         5 m
▌         held · It left us on the 3rd.
    4790  Reply · Change the address                                                 40 m
          ↑ waiting, tried 3 times · It is changed.

──────────────────────────────────────────────────────────────────────────────────────────
 The customer wrote what you had not seen, so this is held. Read it, then decide.
 new to you · ▏Harper Moore · 14:26
 ▏Anyone there?
 yours, to Harper Moore
   It left us on the 3rd.
`, "\n")
	if got := st.Picture(); got != want {
		t.Errorf("the screen shows\n%s\n--- and should show\n%s", got, want)
	}
}

func TestSendingAnywaySaysWhatHasBeenReadAndNoMore(t *testing.T) {
	d := full()
	st := play(t, d, 90, 26)
	st.Act(keymaps.Down, keymaps.SendAnyway)
	op := d.Submitted[0]
	if in := op.Intent.(desk.Reply); !in.Anyway || op.Seen != 2 || len(d.Ops) != 3 {
		t.Errorf("made %+v, %d there", op, len(d.Ops))
	}
}

func TestWhatWasRefusedIsTriedAgainOnTheTicketAsItIsNow(t *testing.T) {
	d := full()
	id := d.Ops[1].Op.Ticket
	k := d.Tickets[id]
	k.Version = 9
	d.Tickets[id] = k
	st := play(t, d, 90, 26)
	st.Act(keymaps.TryAgain)
	if op := d.Submitted[0]; op.Base != 9 || op.Ticket != id {
		t.Errorf("made %+v", op)
	}
}

func TestThrowingAwayAsksWhereTextWouldBeLost(t *testing.T) {
	d := full()
	st := play(t, d, 90, 26)
	st.Act(keymaps.Discard) // a status
	if len(d.Ops) != 2 {
		t.Errorf("%d operations are left", len(d.Ops))
	}
	st.Changed(desk.ChangedOutbox, desk.TicketID{})
	st.Act(keymaps.Discard) // the held reply
	if len(d.Ops) != 2 {
		t.Fatal("it did not ask")
	}
	st.Act(keymaps.Accept)
	if len(d.Ops) != 1 {
		t.Error("it is still there")
	}
}

func TestInsideItsHoldAReplyIsTakenBackAndBecomesADraft(t *testing.T) {
	d := screentest.NewDesk(now)
	id := d.Open(1, "s", "Ann", "x", time.Hour)
	_ = d.Submit(desk.Op{ID: desk.NewOpID(), Ticket: id, Actor: "kim", At: now, Intent: desk.Reply{Text: desk.Foreign("Hi")}}, 8*time.Second)
	st := play(t, d, 90, 26)
	if got := st.Picture(); !strings.Contains(got, "sending in 8 s") || called(st, keymaps.Discard) != "take back" {
		t.Errorf("the screen shows\n%s", got)
	}
	st.Act(keymaps.Discard)
	if len(d.Ops) != 0 || d.Drafts[id][0] == nil || !strings.Contains(st.LastSaid(), "draft") {
		t.Errorf("%d left; said %q", len(d.Ops), st.LastSaid())
	}
}

// called is what the footer calls an action, beside its key; the screen does not say it again.
func called(st *screentest.Stage, a keymaps.Action) string {
	if strings.Contains(st.Picture(), "<"+string(a)+">") {
		return "twice"
	}
	return st.Top().(screen.Labelled).Label(a)
}

func TestWhatWaitsForTheConnectionIsTakenBackOrEdited(t *testing.T) {
	for _, a := range []keymaps.Action{keymaps.Discard, keymaps.EditAgain} {
		d := full()
		d.Ops = d.Ops[:1] // the reply that was tried three times and never left
		id := d.Ops[0].Op.Ticket
		st := play(t, d, 90, 26)
		if got := called(st, keymaps.Discard); got != "take back" {
			t.Errorf("the footer calls it %q", got)
		}
		if why := st.Act(a); !why.None() {
			t.Errorf("%s is refused: %v", a, why)
		}
		if d.Drafts[id][0] == nil || len(d.Ops) != 0 {
			t.Errorf("after %s %d are left, the draft is %v", a, len(d.Ops), d.Drafts[id][0])
		}
	}
}

func TestOfflineTheOutboxSaysWhenItTriesNext(t *testing.T) {
	d := full()
	d.State.Next = now.Add(4 * time.Second)
	st := play(t, d, 90, 26)
	if got := st.Picture(); !strings.Contains(got, "no connection for 50 m; next try in 4 s, <sync> tries now") {
		t.Errorf("the screen shows\n%s", got)
	}
	if next := st.Top().(screen.Ageing).Ages(now); !next.Equal(now.Add(time.Second)) {
		t.Errorf("it ages at %v", next)
	}
}

func TestWhatMayHaveLeftSaysSoAndIsNotTakenBack(t *testing.T) {
	d := full()
	d.Ops = d.Ops[:1]
	d.Ops[0].Unsure = true
	st := play(t, d, 90, 26)
	for _, a := range []keymaps.Action{keymaps.Discard, keymaps.EditAgain} {
		if why := st.Act(a); why.Code != desk.TooLateToUndo || why.Args[0] != string(desk.OpUnknown) {
			t.Errorf("%s gives %v", a, why)
		}
	}
	if got := st.Picture(); !strings.Contains(got, "perhaps there already") || strings.Contains(got, "take back") {
		t.Errorf("the screen shows\n%s", got)
	}
}

func TestTheCursorStaysOnItsOperation(t *testing.T) {
	d := full()
	st := play(t, d, 90, 26)
	st.Act(keymaps.Last)
	d.Ops = d.Ops[:1] // the others came to rest
	st.Changed(desk.ChangedOutbox, desk.TicketID{})
	st.Act(keymaps.Open)
	if went := st.LastWent(); went.Ticket != d.Ops[0].Op.Ticket {
		t.Errorf("enter goes to %+v", went)
	}
}

func TestAnEmptyOutboxSaysThatNothingWaitsAndNotThatAllHasArrived(t *testing.T) {
	d := screentest.NewDesk(now)
	st := play(t, d, 60, 20)
	if got := st.Picture(); !strings.Contains(got, "Nothing waits.") || strings.Contains(got, "arrived") {
		t.Errorf("the screen shows\n%s", got)
	}
	for _, a := range []keymaps.Action{keymaps.SendAnyway, keymaps.Discard, keymaps.TryAgain, keymaps.EditAgain, keymaps.Open} {
		if why := st.Act(a); why.None() {
			t.Errorf("%s can be done to nothing", a)
		}
	}
	d.Err = errors.New("bad block")
	if got := play(t, d, 60, 20).Picture(); strings.Contains(got, "Nothing waits") {
		t.Errorf("a broken disk is taken for good news:\n%s", got)
	}
}

func TestTheOutboxFitsEverySizeAndStaysTame(t *testing.T) {
	play(t, full(), 90, 26).Sweep()
	for _, bad := range screentest.Hostile() {
		d := full()
		for i := range d.Ops {
			d.Ops[i].Subject = desk.Foreign(bad)
		}
		d.Ops[2].Op.Intent = desk.Reply{Text: desk.Foreign(bad)}
		d.Ops[2].Came[0].Text, d.Ops[2].Came[0].Author.Name = desk.Foreign(bad), desk.Foreign(bad)
		st := play(t, d, 90, 26)
		st.Act(keymaps.Down)
		screentest.Tame(t, st.Top().View(now).Text)
		screentest.Fits(t, st.Top(), 90, 26, st)
	}
	var _ screen.Ageing = outbox.New(outbox.Needs{Session: screentest.NewSession(full())})
}

func TestARowSaysWhatItSets(t *testing.T) {
	for want, in := range map[string]desk.Intent{
		"Tag +refund +vip · Two charges": desk.Tag{Tags: []string{"refund", "vip"}}, "Tag off vip · Two charges": desk.Untag{Tags: []string{"vip"}},
		"Give to tom · Two charges": desk.Assign{To: "tom"}, "Set to solved · Two charges": desk.SetStatus{Status: desk.Solved},
	} {
		d := full()
		d.Ops = d.Ops[1:2]
		d.Ops[0].Op.Intent = in
		if got := play(t, d, 90, 26).Picture(); !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestAReminderThatWasRefusedSaysWhenItIsAndOfWhat(t *testing.T) {
	d := full()
	d.Ops = d.Ops[1:2]
	at := d.Clock.Add(72 * time.Hour)
	d.Ops[0].Op.Intent = desk.Remind{At: at, Text: desk.Foreign("ask for the parcel")}
	got := play(t, d, 90, 26).Picture()
	if strings.Contains(got, "T0") || strings.Contains(got, at.Format("2006-01-02T")) || strings.Count(got, "ask for the parcel") != 2 {
		t.Errorf("it reads\n%s", got)
	}
}

func TestOfMuchThatCameTheNewestIsInSightAndTheRestIsCountedAndScrolledTo(t *testing.T) {
	d := full()
	d.Ops = d.Ops[2:]
	id := d.Ops[0].Op.Ticket
	d.Ops[0].Came = nil
	for i := desk.MessageID(1); i <= 20; i++ {
		d.Ops[0].Came = append(d.Ops[0].Came, desk.Message{
			ID: i, Ticket: id, Kind: desk.FromCustomer, At: now.Add(time.Duration(i) * time.Minute),
			Text: desk.Foreign("Word " + string('A'+rune(i-1)) + "."), Author: desk.Author{Name: desk.Foreign("Harper Moore")},
		})
	}
	d.Ops[0].Came[18].Author, d.Ops[0].Came[18].Kind = desk.Author{Agent: "kim", Name: desk.Foreign("Kim")}, desk.FromAgent
	st := play(t, d, 80, 24)
	got := st.Picture()
	if !strings.Contains(got, "Word T.") || strings.Contains(got, "Word S.") || !strings.Contains(got, "lines below · <scroll_down>") {
		t.Errorf("the newest is not in sight, or the agent's own is, or the rest is not counted:\n%s", got)
	}
	for range 12 {
		st.Act(keymaps.ScrollDown)
	}
	if got = st.Picture(); !strings.Contains(got, "Word B.") || strings.Contains(got, "Word A.") || !strings.Contains(got, "It left us on the 3rd.") {
		t.Errorf("the end is not in sight, or what counts as seen is:\n%s", got)
	}
}

func TestWhatIsTakenBackIsCalledSoAndItsWordsComeBack(t *testing.T) {
	d := full()
	d.Ops = d.Ops[:1]
	d.Ops[0].Op.Intent = desk.LogCall{Way: desk.CallIn, Minutes: 12, Text: desk.Foreign("she has it")}
	st := play(t, d, 90, 26)
	if called(st, keymaps.Discard) != "take back" {
		t.Errorf("the screen shows\n%s", st.Picture())
	}
	op := d.Ops[0].Op
	st.Act(keymaps.Discard)
	if len(d.Ops) != 0 || len(d.Drafts) != 0 || st.Mend == nil || st.Mend.Op.ID != op.ID || st.Mend.Stopped {
		t.Errorf("the outbox has %+v, the drafts are %+v, and to be mended is %+v", d.Ops, d.Drafts, st.Mend)
	}
}

func TestTheWordsOfACallThatWasRefusedAreWrittenAnewAndNothingIsLostMeanwhile(t *testing.T) {
	d := full()
	d.Ops = d.Ops[1:2]
	d.Ops[0].Op.Intent = desk.LogCall{Way: desk.CallIn, Minutes: 12, Text: desk.Foreign("she has it")}
	st := play(t, d, 90, 26)
	st.Act(keymaps.EditAgain)
	if len(d.Ops) != 1 || st.Mend == nil || !st.Mend.Stopped || len(d.Drafts) != 0 {
		t.Errorf("the outbox has %+v, the drafts are %+v, and to be mended is %+v", d.Ops, d.Drafts, st.Mend)
	}
}

func TestANewTicketThatGoesOutLaterSaysWhatItIsAboutAndWhoGetsIt(t *testing.T) {
	d := full()
	opens := desk.Opening{Requester: desk.CustomerID{ID: desk.NewID()}, Name: desk.Foreign("Nell Baker"), Channel: desk.Mail, Subject: desk.Foreign("Lamp subject")}
	d.Ops = []desk.PendingOp{{
		Op:    desk.Op{ID: desk.NewOpID(), Ticket: desk.NewTicketID(), Actor: "kim", At: now, Intent: opens.Create(desk.Foreign("Body"))},
		State: desk.OpHolding, Later: true, Until: now.Add(48 * time.Hour),
	}}
	st := play(t, d, 80, 24)
	if got := st.Picture(); !strings.Contains(got, "New ticket · Lamp subject · Nell Baker") {
		t.Errorf("the screen shows\n%s", got)
	}
	if said := fmt.Sprint(st.Top().(screen.Teller).Tell(now)); !strings.Contains(said, "Lamp subject, Nell Baker") {
		t.Errorf("it is told as %s", said)
	}
}
