package composer_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/phrasebook"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/composer"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

var now = time.Date(2026, 3, 4, 14, 32, 0, 0, time.UTC)

func lamp() (*screentest.Desk, desk.TicketID) {
	d := screentest.NewDesk(now)
	id := d.Open(4821, "Refund still not on my card", "Harper Moore", "I sent the lamp back three weeks ago and my card shows nothing.", 2*time.Hour)
	return d, id
}

// fakeReplies stands in for the dialog of canned replies: it is closed with what is wanted.
type fakeReplies struct {
	screen.Screen
	slot  string
	facts phrasebook.Facts
}

func (*fakeReplies) Resize(int, int) {}

func play(t *testing.T, d *screentest.Desk, id desk.TicketID, note bool, w, h int) *screentest.Stage {
	t.Helper()
	s := screentest.NewSession(d)
	return screentest.Play(t, d, s, composer.New(composer.Needs{
		Session: s, Reads: d, Writes: d, Ticket: id, Note: note,
		Replies: func(slot string, f phrasebook.Facts, _ phrasebook.Moment) screen.Screen {
			return &fakeReplies{slot: slot, facts: f}
		},
	}), w, h)
}

func looks(t *testing.T, st *screentest.Stage, want string) {
	t.Helper()
	if got := st.Picture(); got != strings.Trim(want, "\n") {
		t.Errorf("the screen shows\n%s\n--- and should show\n%s", got, strings.Trim(want, "\n"))
	}
}

func TestAReplyIsWrittenOverAQuietCheck(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, false, 100, 16)
	st.Type("Thank you for staying with us, Harper. You sent the lamp back three weeks ago and should not have to ask three times. I have asked the bank, and you will hear from me by Thursday.")
	st.Ring("save")
	looks(t, st, `
 Reply to Harper Moore · mail · to someone@example.org                                  draft saved
────────────────────────────────────────────────────────────────────────────────────────────────────
 Thank you for staying with us, Harper. You sent the lamp back three weeks ago and should not
 have to ask three times. I have asked the bank, and you will hear from me by Thursday.










 ✓ names what happened   ✓ takes it on   ✓ next step and when   ✓ says sorry
                                                                            36 words · reads easily
`)
}

func TestTheQuietLineSaysWhatFitsWholeAndWhatIsMissingFirst(t *testing.T) {
	d, id := lamp()
	for w := 30; w < 110; w++ {
		st := play(t, d, id, false, w, 24)
		st.Type("You sent the lamp back three weeks ago. I have asked the bank about the money for it.")
		st.Ring("save")
		lines := strings.Split(st.Picture(), "\n")
		line := lines[len(lines)-2]
		if strings.Contains(line, "…") || w >= 50 && !strings.Contains(line, "add? (<add_suggested>)") {
			t.Errorf("at %d cells it says %q", w, line)
		}
	}
}

func TestEveryWordIsOnDiskWithinASecond(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, false, 80, 24)
	st.Type("Hel")
	if wait := st.Timers["save"]; wait <= 0 || wait >= time.Second {
		t.Fatalf("the draft is written after %v", wait)
	}
	st.Type("lo")
	st.Ring("save")
	if got := d.Drafts[id][0]; got == nil || got.Text != desk.Foreign("Hello") || got.Caret != 5 || got.Seen != 1 {
		t.Errorf("the draft is %+v", got)
	}
	if _, running := st.Timers["save"]; running {
		t.Error("a timer runs on with nothing to write")
	}
}

func TestEscKeepsTheDraftAndOpeningAgainGoesOn(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, false, 80, 24)
	st.Type("Half a sent")
	st.Act(keymaps.GoBack)
	if st.LastWent().To != screen.Back {
		t.Errorf("esc goes to %+v", st.LastWent())
	}
	st.Leave()
	again := play(t, d, id, false, 80, 24)
	again.Type("ence")
	if got := again.Picture(); !strings.Contains(got, "Half a sentence") || !strings.Contains(got, "saving") {
		t.Errorf("the composer shows\n%s", got)
	}
}

func TestWhatIsTypedBeforeTheDraftIsReadIsNotLost(t *testing.T) {
	d, id := lamp()
	_ = d.SaveDraft(desk.Draft{Ticket: id, Text: desk.Foreign("Dear Harper, "), Caret: 13})
	s := screentest.NewSession(d)
	c := composer.New(composer.Needs{Session: s, Reads: d, Writes: d, Ticket: id})
	st := screentest.PlayHeld(t, d, s, c, 80, 24)
	st.Type("thank you")
	st.Answer()
	if got := st.Picture(); !strings.Contains(got, "Dear Harper, thank you") {
		t.Errorf("the composer shows\n%s", got)
	}
}

func TestOneGoesOnBehindADraftThatIsLongerOnTheScreenThanInTheFile(t *testing.T) {
	d, id := lamp()
	begun := desk.Foreign("Dear \u202eHarper\u202c, ")
	_ = d.SaveDraft(desk.Draft{Ticket: id, Text: begun, Caret: begun.Len()})
	st := play(t, d, id, false, 80, 24)
	st.Type("thank you")
	if got := st.Picture(); !strings.Contains(got, ", thank you") {
		t.Errorf("the composer shows\n%s", got)
	}
}

func TestWhoSendsBeforeTheDraftIsReadHearsWhy(t *testing.T) {
	d, id := lamp()
	_ = d.SaveDraft(desk.Draft{Ticket: id, Text: desk.Foreign("Not this yet. "), Caret: 14})
	s := screentest.NewSession(d)
	c := composer.New(composer.Needs{Session: s, Reads: d, Writes: d, Ticket: id})
	st := screentest.PlayHeld(t, d, s, c, 80, 24)
	st.Type("thank you")
	if said := s.Book.Reason(c.Why(keymaps.Send)); said != "What was begun here before is still being read. Once more in a moment." {
		t.Errorf("it says %q", said)
	}
	st.Answer()
	if why := c.Why(keymaps.Send); !why.None() {
		t.Errorf("it still says %q", s.Book.Reason(why))
	}
}

func TestAReplyLeavesTheScreenOnlyWhenTheOutboxHasIt(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, false, 80, 24)
	st.Type("It left us on the 3rd.")
	st.Hold = true
	st.Act(keymaps.Send)
	if len(st.Went) != 0 || !strings.Contains(st.Picture(), "handing over") {
		t.Errorf("before the disk has it the screen shows\n%s", st.Picture())
	}
	st.Hold = false
	st.Answer()
	op := d.Submitted[0]
	reply := op.Intent.(desk.Reply)
	if reply.Text != desk.Foreign("It left us on the 3rd.") || reply.Then != "" || op.Seen != 1 || op.Base != 1 || op.Actor != "kim" ||
		len(op.Recipients) != 1 || op.Recipients[0].Value != desk.Foreign("someone@example.org") {
		t.Errorf("the operation is %+v", op)
	}
	if st.LastWent().To != screen.Back || st.LastSaid() != "Reply to #4821 is kept and goes out." || st.Said[0].Undo != op.ID {
		t.Errorf("went to %+v, said %+v", st.LastWent(), st.Said)
	}
	// Leaving after that must not bring the draft back.
	st.Leave()
	if d.Drafts[id][0] != nil {
		t.Error("the draft is there again")
	}
}

func TestLeavingInTheMiddleOfASaveKeepsTheLastWord(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, false, 80, 24)
	st.Hold = true
	st.Type("Dear")
	st.Ring("save")
	st.Type(" Harper")
	st.Leave()
	if got := d.Drafts[id][0]; got == nil || got.Text != desk.Foreign("Dear Harper") {
		t.Errorf("the draft is %+v", got)
	}
}

func TestWhatWasTypedIsOnDiskBeforeHeedIsSuspended(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, false, 80, 24)
	st.Type("Dear Harper")
	st.Act(keymaps.Suspend)
	if got := d.Drafts[id][0]; got == nil || got.Text != desk.Foreign("Dear Harper") {
		t.Errorf("the draft is %+v", got)
	}
}

func TestADiskThatRefusesBringsTheTextBack(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, false, 80, 24)
	st.Type("Precious words")
	d.Full = errors.New("no space left on device")
	st.Act(keymaps.Send)
	if got := st.Picture(); !strings.Contains(got, "Precious words") || len(st.Went) != 0 {
		t.Errorf("the screen shows\n%s", got)
	}
	if st.Said[0].Level != screen.Failure || !strings.Contains(st.LastSaid(), "disk") {
		t.Errorf("said %+v", st.Said)
	}
	st.Ring("save")
	if got := st.Picture(); !strings.Contains(got, "draft not saved") {
		t.Errorf("nobody says that the draft is not on disk:\n%s", got)
	}
	d.Full = nil
	st.Ring("save")
	if d.Drafts[id][0] == nil || strings.Contains(st.Picture(), "not saved") {
		t.Error("it does not try again")
	}
}

func TestSendAndSolve(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, false, 80, 24)
	st.Type("Done.")
	st.Act(keymaps.SendAndSolve)
	if in := d.Submitted[0].Intent.(desk.Reply); in.Then != desk.Solved {
		t.Errorf("the reply leaves the ticket %q", in.Then)
	}
}

func TestANoteThatSolvesIsOneOperation(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, true, 80, 24)
	st.Type("Paid out by hand.")
	st.Act(keymaps.SendAndSolve)
	if len(d.Submitted) != 1 {
		t.Fatalf("%d operations were queued", len(d.Submitted))
	}
	if in, ok := d.Submitted[0].Intent.(desk.Note); !ok || in.Then != desk.Solved || in.Text != desk.Foreign("Paid out by hand.") {
		t.Errorf("the operation is %+v", d.Submitted[0])
	}
	d.Settle()
	if got := d.Tickets[id].Status; got != desk.Solved {
		t.Errorf("the ticket is %s", got)
	}
}

func TestANoteOnAClosedTicketCanBeSentButSolvesNothing(t *testing.T) {
	d := screentest.NewDesk(now)
	id := d.Open(1, "s", "Ann", "x", time.Hour, func(k *desk.Ticket) { k.Status = desk.Closed })
	st := play(t, d, id, true, 80, 24)
	st.Type("For the record.")
	if why := st.Act(keymaps.SendAndSolve); why.Code != desk.TicketClosed || len(d.Submitted) != 0 {
		t.Errorf("solving it gives %v", why)
	}
	if why := st.Act(keymaps.Send); !why.None() || len(d.Submitted) != 1 {
		t.Errorf("sending it gives %v", why)
	}
}

func TestAnOpenBlankIsNeverSent(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, false, 80, 24)
	st.Type("Dear Harper, it comes by {{?date}}, by {{?carrier}}.")
	st.Act(keymaps.Send)
	if len(d.Submitted) != 0 || !strings.Contains(st.LastSaid(), "date") {
		t.Fatalf("%d sent; said %q", len(d.Submitted), st.LastSaid())
	}
	st.Type("Thursday")
	st.Act(keymaps.NextBlank)
	st.Type("bike")
	st.Act(keymaps.Send)
	if len(d.Submitted) != 1 || d.Submitted[0].Intent.(desk.Reply).Text != desk.Foreign("Dear Harper, it comes by Thursday, by bike.") {
		t.Errorf("sent %d; the screen shows\n%s", len(d.Submitted), st.Picture())
	}
}

func TestOneGoesBackToTheBlankBeforeWhileOneIsOpen(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, false, 80, 24)
	st.Type("It comes by {{?date}}, by {{?carrier}}.")
	st.Act(keymaps.NextBlank, keymaps.NextBlank, keymaps.PrevBlank)
	st.Type("Thursday")
	if got := st.Picture(); !strings.Contains(got, "It comes by Thursday, by {{?carrier}}.") {
		t.Errorf("the screen shows\n%s", got)
	}
	st.Act(keymaps.PrevBlank) // round from the first to the last
	st.Type("bike")
	if why := st.Act(keymaps.NextBlank); why.None() {
		t.Error("a key leads to a blank, and none is open")
	}
}

func TestNothingEmptyOrTooLongIsSent(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, false, 80, 24)
	if why := st.Act(keymaps.Send); why.Code != desk.EmptyText {
		t.Errorf("an empty text gives %v", why)
	}
	st.Paste(strings.Repeat("A line of a log\n", 1<<16)) // 1 MiB
	if why := st.Act(keymaps.Send); why.Code != desk.TextTooLong {
		t.Errorf("1 MiB gives %v", why)
	}
	if !strings.Contains(st.LastSaid(), "256 kB") || !strings.Contains(st.LastSaid(), "1 MB") {
		t.Errorf("said %q", st.LastSaid())
	}
	st.Ring("save")
	if got := d.Drafts[id][0]; got == nil || got.Text.Len() != 1<<20 {
		t.Error("a word of the paste is lost")
	}
	st.Sweep()
}

func TestAPasteThatNoDraftHoldsIsNotTaken(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, false, 80, 24)
	st.Type("Mine. ")
	st.Paste(strings.Repeat("x", 1<<20))
	if got := st.Picture(); !strings.Contains(got, " Mine.") || strings.Contains(got, "xxx") || !strings.Contains(st.LastSaid(), "was not taken") {
		t.Errorf("said %q over\n%s", st.LastSaid(), got)
	}
}

func TestASemicolonAtAWordsStartAsksForAReply(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, false, 80, 24)
	st.Type("Wait; ")
	if _, open := st.Top().(*fakeReplies); open {
		t.Fatal("a ; behind a word opened the replies")
	}
	st.Type(";")
	dialog, open := st.Top().(*fakeReplies)
	if !open {
		t.Fatal("a ; at the start of a word does not open the replies")
	}
	if dialog.facts.Ticket.ID != id {
		t.Error("the dialog does not know the ticket")
	}
	canned := desk.CannedID{ID: desk.NewID()}
	st.Do(dialog, screen.Out{Close: &screen.Closed{Slot: dialog.slot, Value: screen.Insert{Text: "It is on its way by {{?carrier}}.", Canned: canned}}})
	st.Type("bike")
	st.Act(keymaps.Send)
	in := d.Submitted[0].Intent.(desk.Reply)
	if in.Text != desk.Foreign("Wait; It is on its way by bike.") || len(in.Canned) != 1 || in.Canned[0] != canned {
		t.Errorf("sent %+v; the screen shows\n%s", in, st.Picture())
	}
}

func TestANoteInsteadTakesTheTextAlong(t *testing.T) {
	d, id := lamp()
	_ = d.SaveDraft(desk.Draft{Ticket: id, Note: true, Text: desk.Foreign("begun before")})
	st := play(t, d, id, false, 80, 16)
	st.Type("ask the warehouse")
	st.Act(keymaps.ToggleNote)
	looks(t, st, `
 Note for colleagues · Harper Moore does not see it                 draft saved
────────────────────────────────────────────────────────────────────────────────
 ┆ ask the warehouse
 ┆
 ┆ begun before
 ┆
 ┆
 ┆
 ┆
 ┆
 ┆
 ┆
 ┆


                                                                        5 words
`)
	if d.Drafts[id][0] != nil || d.Drafts[id][1] == nil {
		t.Error("the draft did not change its mode")
	}
	st.Act(keymaps.Send)
	if _, ok := d.Submitted[0].Intent.(desk.Note); !ok || len(d.Submitted[0].Recipients) != 0 {
		t.Errorf("sent %+v", d.Submitted[0])
	}
}

func TestWhoWroteMeanwhileIsNamedAlsoWhereThatIsAColleague(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, false, 80, 24)
	st.Type("It left us on the 3rd.")
	d.Arrive(desk.Op{ID: desk.NewOpID(), Ticket: id, Base: d.Tickets[id].Version, Seen: 1, Actor: "ines", At: now, Intent: desk.Reply{Text: desk.Foreign("It is on its way.")}})
	st.Changed(desk.ChangedTicket, id)
	if got := st.Picture(); !strings.Contains(got, "ines wrote meanwhile") {
		t.Errorf("the title says\n%s", got)
	}
	st.Act(keymaps.Send)
	if said := st.Said[len(st.Said)-1].Text; !strings.HasPrefix(said, "ines wrote") || len(d.Submitted) != 0 {
		t.Errorf("sending says %q", said)
	}
}

func TestAWordThatCameMeanwhileIsReadBeforeSending(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, false, 80, 24)
	st.Type("It left us on the 3rd.")
	d.Arrive(desk.Op{ID: desk.NewOpID(), Ticket: id, At: now, Intent: desk.Receive{From: desk.Author{Customer: d.Tickets[id].Requester}, Text: desk.Foreign("It is there!")}})
	st.Changed(desk.ChangedTicket, id)
	if got := st.Picture(); !strings.Contains(got, "Harper Moore wrote meanwhile") {
		t.Errorf("the title says\n%s", got)
	}
	st.Act(keymaps.Send)
	if len(d.Submitted) != 0 {
		t.Fatal("it was sent blind")
	}
	st.Act(keymaps.Send)
	if len(d.Submitted) != 1 || d.Submitted[0].Seen != 2 {
		t.Errorf("sending again makes %+v", d.Submitted)
	}
}

func TestWhatIsMissingCanBeAdded(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, false, 100, 16)
	st.Type("The lamp came back to us and the refund of it was sent to your card by us.")
	st.Ring("save")
	if got := st.Picture(); !strings.Contains(got, "add? (<add_suggested>)") {
		t.Fatalf("nothing is proposed:\n%s", got)
	}
	st.Act(keymaps.AddSuggested)
	if got := st.Picture(); !strings.Contains(got, "by us. ") {
		t.Errorf("nothing was added:\n%s", got)
	}
}

func TestEmptyingCanBeTakenBack(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, false, 80, 16)
	st.Type("words")
	st.Act(keymaps.DiscardDraft)
	if strings.Contains(st.Picture(), "words") || !strings.Contains(st.LastSaid(), "brings it back") {
		t.Errorf("the screen shows\n%s", st.Picture())
	}
}

func TestTheComposerFitsEverySize(t *testing.T) {
	d, id := lamp()
	for _, note := range []bool{false, true} {
		st := play(t, d, id, note, 80, 24)
		st.Type("A longer text that wraps somewhere, with 日本語 and {{?blank}} in it.")
		st.Ring("save")
		st.Sweep()
	}
	d.Err = errors.New("bad block")
	play(t, d, id, false, 80, 24).Sweep()
}

func TestWhatComesFromElsewhereIsTame(t *testing.T) {
	for _, bad := range screentest.Hostile() {
		d := screentest.NewDesk(now)
		id := d.Open(1, bad, bad, bad, time.Minute, func(k *desk.Ticket) { k.Channel = desk.Channel(bad) })
		_ = d.SaveDraft(desk.Draft{Ticket: id, Text: desk.Foreign(bad)})
		st := play(t, d, id, false, 80, 24)
		st.Paste(bad)
		screentest.Tame(t, st.Top().View(now).Text)
		screentest.Fits(t, st.Top(), 80, 24, st)
	}
}

func TestAPasteThatNoDraftHoldsSaysByHowMuchAndWhatToDo(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, false, 80, 24)
	st.Type("Dear Harper, ")
	st.Paste(strings.Repeat("x", 4*desk.MaxReply+5<<10))
	if got := st.LastSaid(); !strings.Contains(got, "is 6 kB too much") || !strings.Contains(got, "Paste a part of it") {
		t.Errorf("it says %q", got)
	}
}
