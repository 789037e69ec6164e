package composer_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screentest"
)

// sent is a desk with a reply that can still be taken back, which came from a canned one.
func sent(t *testing.T) (*screentest.Desk, desk.TicketID, desk.Op) {
	t.Helper()
	d, id := lamp()
	op := desk.Op{ID: desk.NewOpID(), Ticket: id, Actor: "kim", At: now, Seen: 1, Intent: desk.Reply{
		Text: desk.Foreign("It left us on the 3rd."), Canned: []desk.CannedID{{ID: desk.DeriveID("canned")}},
	}}
	if err := d.Submit(op, 8*time.Second); err != nil {
		t.Fatal(err)
	}
	return d, id, op
}

func undo(t *testing.T, d *screentest.Desk, op desk.Op) {
	t.Helper()
	if _, err := d.Cancel(op.ID); err != nil {
		t.Fatal(err)
	}
}

func holds(t *testing.T, d *screentest.Desk, id desk.TicketID, note int, want string) {
	t.Helper()
	got := d.Drafts[id][note]
	switch {
	case got == nil && want != "":
		t.Errorf("there is no draft")
	case got != nil && got.Text != desk.Foreign(want):
		t.Errorf("the draft has %d bytes and should have %d: %q", got.Text.Len(), len(want), want)
	}
}

const bothTexts = "It left us on the 3rd.\n\nP.S. Sorry."

func TestWordsTakenBackStandBeforeWhatWasBegunSince(t *testing.T) {
	for _, saved := range []bool{true, false} {
		d, id, op := sent(t)
		st := play(t, d, id, false, 80, 24)
		st.Type("P.S. ")
		if saved {
			st.Ring("save")
		}
		undo(t, d, op)
		st.Changed(desk.ChangedTicket, id)
		st.Changed(desk.ChangedOutbox, id)
		st.Type("Sorry.")
		st.Ring("save")
		holds(t, d, id, 0, bothTexts)
		if got := st.Picture(); strings.Count(got, "It left us on the 3rd.") != 1 || !strings.Contains(got, "P.S. Sorry.") {
			t.Errorf("the screen shows\n%s", got)
		}
		st.Act(keymaps.Send)
		in := d.Submitted[1].Intent.(desk.Reply)
		if in.Text != desk.Foreign(bothTexts) || !slices.Equal(in.Canned, op.Intent.(desk.Reply).Canned) {
			t.Errorf("sent %+v", in)
		}
	}
}

func TestWordsTakenBackAreNotWrittenOverBeforeAnybodyHeardOfThem(t *testing.T) {
	d, id, op := sent(t)
	st := play(t, d, id, false, 80, 24)
	st.Type("P.S.")
	undo(t, d, op)
	st.Ring("save")
	holds(t, d, id, 0, "It left us on the 3rd.\n\nP.S.")
	st.Type(" Sorry.")
	st.Ring("save")
	holds(t, d, id, 0, bothTexts)
}

func TestLeavingWritesNothingOverThatWasTakenBack(t *testing.T) {
	for _, hears := range []bool{true, false} {
		d, id, op := sent(t)
		st := play(t, d, id, false, 80, 24)
		st.Type("P.S. ")
		undo(t, d, op)
		st.Hold = true // what the screen asks for is answered when it is gone
		if hears {
			st.Changed(desk.ChangedOutbox, id)
		}
		st.Ring("save")
		st.Type("Sorry.")
		st.Leave()
		holds(t, d, id, 0, bothTexts)
	}
}

func TestATextIsNotSentWhileWordsOfItsDraftAreNotInIt(t *testing.T) {
	d, id, op := sent(t)
	st := play(t, d, id, false, 80, 24)
	st.Type("P.S. Sorry.")
	undo(t, d, op)
	st.Act(keymaps.Send)
	if len(d.Submitted) != 1 || !strings.Contains(st.LastSaid(), "taken back") || !strings.Contains(st.Picture(), "It left us") {
		t.Fatalf("%d sent; said %q over\n%s", len(d.Submitted)-1, st.LastSaid(), st.Picture())
	}
	st.Act(keymaps.Send)
	if in := d.Submitted[1].Intent.(desk.Reply); in.Text != desk.Foreign(bothTexts) {
		t.Errorf("sent %d bytes", in.Text.Len())
	}
}

func TestLeavingRightAfterAChangeOfModeKeepsBothTexts(t *testing.T) {
	d, id := lamp()
	_ = d.SaveDraft(desk.Draft{Ticket: id, Note: true, Text: desk.Foreign("begun before")})
	st := play(t, d, id, false, 80, 24)
	st.Type("ask the ware")
	st.Hold = true
	st.Act(keymaps.ToggleNote)
	st.Type("house")
	for _, a := range []keymaps.Action{keymaps.ToggleNote, keymaps.Send} {
		if why := st.Act(a); why.None() {
			t.Errorf("%s was taken before the mode had changed", a)
		}
	}
	st.Leave()
	holds(t, d, id, 1, "ask the warehouse\n\nbegun before")
	holds(t, d, id, 0, "")
}

func TestADiskThatRefusesLeavesTheModeAsItWas(t *testing.T) {
	d, id := lamp()
	_ = d.SaveDraft(desk.Draft{Ticket: id, Note: true, Text: desk.Foreign("begun before")})
	st := play(t, d, id, false, 80, 24)
	st.Type("for Harper alone")
	d.Full = errors.New("no space left on device")
	st.Act(keymaps.ToggleNote)
	if got := st.Picture(); !strings.Contains(got, "Reply to Harper Moore") || strings.Contains(got, "begun before") {
		t.Errorf("the screen shows\n%s", got)
	}
	d.Full = nil
	st.Ring("save")
	holds(t, d, id, 0, "for Harper alone")
	holds(t, d, id, 1, "begun before")
	st.Act(keymaps.ToggleNote)
	holds(t, d, id, 0, "")
	holds(t, d, id, 1, "for Harper alone\n\nbegun before")
}

func TestATextThatTheOutboxDoesNotTakeIsADraftAfterLeaving(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, false, 80, 24)
	st.Type("Precious words")
	st.Hold = true
	st.Act(keymaps.Send)
	d.Refuse = errors.New("bad block")
	st.Leave()
	holds(t, d, id, 0, "Precious words")
}

func TestWhatIsTypedWhileTheDraftCannotBeReadIsKeptOnceItCan(t *testing.T) {
	d, id := lamp()
	d.Err = errors.New("bad block")
	st := play(t, d, id, false, 100, 16)
	st.Type("Some words that I wrote.")
	d.Err = nil
	st.Ring("save")
	st.Ring("save")
	if kept := d.Drafts[id][0]; kept == nil || kept.Text.Raw() != "Some words that I wrote." {
		t.Errorf("the draft is %+v", kept)
	}
}

func TestWhatIsTypedBeforeTheDraftWasReadJoinsItOnLeaving(t *testing.T) {
	d, id := lamp()
	d.Drafts[id] = [2]*desk.Draft{{Ticket: id, Text: desk.Foreign("What was begun.")}}
	d.Err = errors.New("bad block")
	st := play(t, d, id, false, 100, 16)
	st.Type("Some words that I wrote.")
	d.Err = nil
	st.Leave()
	kept := d.Drafts[id][0]
	if kept == nil || !strings.Contains(kept.Text.Raw(), "What was begun.") || !strings.Contains(kept.Text.Raw(), "Some words that I wrote.") {
		t.Errorf("the draft is %+v", kept)
	}
}

func TestANoteThatBecomesAReplyIsLookedOverAsOne(t *testing.T) {
	d, id := lamp()
	st := play(t, d, id, true, 100, 16)
	st.Type("I have asked the bank about it and they are looking into what happened to the money.")
	st.Ring("save")
	st.Act(keymaps.ToggleNote)
	if got := st.Picture(); !strings.Contains(got, "takes it on") {
		t.Errorf("nothing is said of the text:\n%s", got)
	}
}
