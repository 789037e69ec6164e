package tui_test

import (
	"fmt"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/tuitest"
)

func TestUndoSetsBackWhatTheDeskHasAlready(t *testing.T) {
	op := desk.NewOpID()
	back := &desk.Op{ID: op, Ticket: ticketID(7), Intent: desk.Untag{Tags: []string{"refund"}}}
	set := onAction(screen.Queue, keymaps.Solve, func(*stub) screen.Out {
		return screen.Out{Say: &screen.Notice{Text: "#7 is tagged refund.", Name: "tagging #7 refund", Level: screen.Good, Undo: op, Back: back}}
	})
	inHeed(t, 100, 30, set, func(h *house, term *tuitest.Term) {
		h.ledger.late = desk.Refuse(desk.TooLateToUndo)
		term.Press("s")
		term.Press("u")
		term.Sees("Taken back: tagging #7 refund.")
		got := h.ledger.submitted
		if len(got) != 1 || got[0].Ticket != ticketID(7) || got[0].ID == op || got[0].Intent.Kind() != desk.KindUntag {
			t.Errorf("submitted %+v", got)
		}
		term.Press("u")
		term.Sees("There is nothing to take back.")
	})
}

func TestUndoGoesOnWhereTheLastSittingEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, o := options(nil)
		done := &desk.Op{ID: desk.NewOpID(), Ticket: ticketID(7), Intent: desk.Tag{Tags: []string{"refund"}}}
		back := *done
		back.Intent = desk.Untag{Tags: []string{"refund"}}
		h.ledger.deeds = []desk.Deed{{Op: done.ID, Said: "#7 is tagged refund.", Name: "tagging #7 refund", Did: done, Back: &back}}
		h.ledger.late = desk.Refuse(desk.TooLateToUndo)
		term := tuitest.Start(t, o, 100, 30)
		term.Press("u")
		term.Sees("Taken back: tagging #7 refund.")
		if len(h.ledger.submitted) != 1 || len(h.ledger.deeds) != 0 {
			t.Errorf("submitted %+v, and still remembers %+v", h.ledger.submitted, h.ledger.deeds)
		}
		term.Press("u")
		term.Sees("There is nothing to take back.")
	})
}

func TestUndoSaysWhoChangedItSinceAndLeavesItAlone(t *testing.T) {
	did := &desk.Op{ID: desk.NewOpID(), Ticket: ticketID(7), Base: 1, Actor: "kim", Intent: desk.SetStatus{Status: desk.OnHold}}
	back := *did
	back.Intent = desk.SetStatus{Status: desk.Open}
	set := onAction(screen.Queue, keymaps.Solve, func(*stub) screen.Out {
		return screen.Out{Say: &screen.Notice{Text: "#7 is on hold.", Level: screen.Good, Undo: did.ID, Did: did, Back: &back}}
	})
	inHeed(t, 100, 30, set, func(h *house, term *tuitest.Term) {
		h.ledger.late = desk.Refuse(desk.TooLateToUndo)
		h.ledger.threads = map[desk.TicketID]desk.Thread{ticketID(7): {Ticket: desk.Ticket{
			ID: ticketID(7), Version: 3, Status: desk.Pending, Touched: map[desk.Field]desk.Touch{desk.FieldStatus: {Version: 3, By: "tom"}},
		}}}
		term.Press("s")
		term.Press("u")
		term.Sees("Tom Hale changed the status since, it is now pending.")
		if len(h.ledger.submitted) != 0 || len(h.ledger.deeds) != 0 {
			t.Errorf("submitted %+v, remembers %+v", h.ledger.submitted, h.ledger.deeds)
		}
	})
}

func TestUndoOfACallBringsItsWordsBackIntoItsDialog(t *testing.T) {
	for name, c := range map[string]struct {
		in    desk.Intent
		title string
	}{
		"a call":        {desk.LogCall{Way: desk.CallIn, Minutes: 12, Text: desk.Foreign("she has it")}, "They called, 12 min"},
		"an escalation": {desk.Escalate{To: "ines", Reason: desk.Foreign("she has it")}, "Escalate #7 to"},
	} {
		t.Run(name, func(t *testing.T) {
			op := desk.Op{ID: desk.NewOpID(), Ticket: ticketID(7), Intent: c.in}
			set := onAction(screen.Queue, keymaps.Solve, func(*stub) screen.Out {
				return screen.Out{Say: &screen.Notice{Text: "It is done.", Name: "doing it", Level: screen.Good, Undo: op.ID}}
			})
			inHeed(t, 100, 30, set, func(h *house, term *tuitest.Term) {
				h.ledger.taken = op.Intent
				term.Press("s", "u")
				term.Sees("Taken back: doing it.")
				term.Press("?", "x") // keys that come before the hands rest are not for the dialog
				term.SeesNot(c.title)
				term.Press("esc")
				term.Pass(time.Second)
				term.Sees(c.title, "she has it")
				term.Press("!")
				term.Press("enter")
				if got := h.ledger.submitted; len(got) != 1 || got[0].ID == op.ID || got[0].Ticket != op.Ticket || got[0].Intent.Kind() != op.Intent.Kind() {
					t.Fatalf("submitted %+v", got)
				}
				if words, _ := h.ledger.submitted[0].Text(); words != desk.Foreign("she has it!") {
					t.Errorf("it says %q", words.Raw())
				}
			})
		})
	}
}

func TestNothingIsTakenBackOfATagThatWasThereAlready(t *testing.T) {
	did := &desk.Op{ID: desk.NewOpID(), Ticket: ticketID(7), Base: 1, Actor: "kim", Intent: desk.Tag{Tags: []string{"refund"}}}
	back := *did
	back.Intent = desk.Untag{Tags: []string{"refund"}, Of: did.ID}
	set := onAction(screen.Queue, keymaps.Solve, func(*stub) screen.Out {
		return screen.Out{Say: &screen.Notice{Text: "#7 is tagged refund.", Name: "tagging #7 refund", Level: screen.Good, Undo: did.ID, Did: did, Back: &back}}
	})
	entry := desk.Message{ID: 2, Op: did.ID}
	for name, messages := range map[string][]desk.Message{"there": nil, "added": {entry}} {
		t.Run(name, func(t *testing.T) {
			inHeed(t, 100, 30, set, func(h *house, term *tuitest.Term) {
				h.ledger.late = desk.Refuse(desk.TooLateToUndo)
				h.ledger.threads = map[desk.TicketID]desk.Thread{ticketID(7): {
					Ticket: desk.Ticket{ID: ticketID(7), Version: 3, Status: desk.Open, Tags: []string{"refund"}}, Messages: messages,
				}}
				term.Press("s", "u")
				if len(messages) == 0 {
					term.Sees("There is nothing to take back.")
					term.SeesNot("Taken back")
				} else {
					term.Sees("Taken back: tagging #7 refund.")
				}
				if len(h.ledger.submitted) != len(messages) {
					t.Errorf("submitted %+v", h.ledger.submitted)
				}
			})
		})
	}
}

func TestFiftyDeedsCanBeUndoneAndNoMore(t *testing.T) {
	n := 0
	set := onAction(screen.Queue, keymaps.Solve, func(*stub) screen.Out {
		n++
		return screen.Out{Say: &screen.Notice{Text: "done", Level: screen.Good, Undo: desk.NewOpID()}}
	})
	inHeed(t, 100, 30, set, func(h *house, term *tuitest.Term) {
		for range desk.MostDeeds + 1 {
			term.Press("s")
		}
		for range desk.MostDeeds + 1 {
			term.Press("u")
		}
		term.Sees("There is nothing to take back.")
		if len(h.ledger.cancelled) != desk.MostDeeds {
			t.Errorf("%d of %d taken back", len(h.ledger.cancelled), n)
		}
	})
}

func TestUndoTakesBackWhatWaitsThoughNoCountdownRuns(t *testing.T) {
	op := desk.NewOpID()
	set := onAction(screen.Queue, keymaps.Solve, func(*stub) screen.Out {
		return screen.Out{Say: &screen.Notice{Text: "#7 has your reply.", Name: "the reply on #7", Level: screen.Good, Undo: op}}
	})
	inHeed(t, 100, 30, set, func(h *house, term *tuitest.Term) {
		term.Press("s")
		term.SeesNot("takes it back")
		term.Press("u")
		term.Sees("Taken back. The text is a draft again.")
		term.Press("s")
		h.ledger.late = desk.Refuse(desk.TooLateToUndo, desk.OpSending)
		term.Press("u")
		term.Sees("Too late to take back: the reply on #7 is being sent right now.")
		if len(h.ledger.submitted) > 0 {
			t.Errorf("submitted %+v", h.ledger.submitted)
		}
	})
}

func TestWhatCouldNotBeTakenBackOnAFullDiskIsTakenBackLater(t *testing.T) {
	many := deed(3)
	for name, said := range map[string]screen.Notice{"one": {Text: "#7 has your reply.", Level: screen.Good, Undo: desk.NewOpID()}, "many": many} {
		t.Run(name, func(t *testing.T) {
			set := onAction(screen.Queue, keymaps.Solve, func(*stub) screen.Out { return screen.Out{Say: &said} })
			inHeed(t, 100, 30, set, func(h *house, term *tuitest.Term) {
				term.Press("s")
				h.ledger.full = fmt.Errorf("%w: %w", desk.Refuse(desk.DiskFull), syscall.ENOSPC)
				term.Press("u")
				term.SeesNot("Taken back")
				if len(h.ledger.deeds) != 1 || len(h.ledger.submitted) != 0 {
					t.Errorf("remembers %+v, submitted %+v", h.ledger.deeds, h.ledger.submitted)
				}
				h.ledger.full = nil
				term.Press("u")
				term.Sees("Taken back")
			})
		})
	}
}

func TestUndoSaysWhatIsLostBeforeItTakesBackWhatIsOlder(t *testing.T) {
	op := desk.NewOpID()
	n := 0
	set := onAction(screen.Queue, keymaps.Solve, func(*stub) screen.Out {
		if n++; n == 2 {
			return screen.Out{Say: &screen.Notice{Text: "Thrown away.", Level: screen.Good, Lost: true}}
		}
		return screen.Out{Say: &screen.Notice{
			Text: "#7 is solved.", Name: "solving #7", Then: "It is open again.", Level: screen.Good, Undo: op,
			Back: &desk.Op{ID: op, Ticket: ticketID(7), Intent: desk.SetStatus{Status: desk.Open}},
		}}
	})
	inHeed(t, 100, 30, set, func(h *house, term *tuitest.Term) {
		h.ledger.late = desk.Refuse(desk.TooLateToUndo)
		term.Press("s", "s", "u")
		term.Sees("What was thrown away cannot come back. Before it was solving #7; u takes that back.")
		term.SeesNot("Taken back")
		term.Press("u")
		term.Sees("Taken back: solving #7. It is open again.")
	})
}
