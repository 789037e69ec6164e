package tui_test

import (
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/tuitest"
)

func TestUndoSetsBackWhatTheDeskHasAlready(t *testing.T) {
	op := desk.NewOpID()
	back := &desk.Op{ID: op, Ticket: ticketID(7), Intent: desk.Untag{Tags: []string{"refund"}}}
	set := onAction(screen.Queue, keymaps.Solve, func(*stub) screen.Out {
		return screen.Out{Say: &screen.Notice{Text: "#7 is tagged refund.", Level: screen.Good, Undo: op, Back: back}}
	})
	inHeed(t, 100, 30, set, func(h *house, term *tuitest.Term) {
		h.ledger.late = desk.Refuse(desk.TooLateToUndo)
		term.Press("s")
		term.Press("u")
		term.Sees("Set back: #7 is tagged refund.")
		got := h.ledger.submitted
		if len(got) != 1 || got[0].Ticket != ticketID(7) || got[0].ID == op || got[0].Intent.Kind() != desk.KindUntag {
			t.Errorf("submitted %+v", got)
		}
		term.Press("u")
		term.Sees("There is nothing to take back.")
	})
}

func TestUndoTakesBackWhatWaitsThoughNoCountdownRuns(t *testing.T) {
	op := desk.NewOpID()
	set := onAction(screen.Queue, keymaps.Solve, func(*stub) screen.Out {
		return screen.Out{Say: &screen.Notice{Text: "#7 has your reply.", Level: screen.Good, Undo: op}}
	})
	inHeed(t, 100, 30, set, func(h *house, term *tuitest.Term) {
		term.Press("s")
		term.SeesNot("takes it back")
		term.Press("u")
		term.Sees("Taken back. The text is a draft again.")
		term.Press("s")
		h.ledger.late = desk.Refuse(desk.TooLateToUndo, desk.OpSending)
		term.Press("u")
		term.Sees("Too late to take back: it is being sent right now.")
		if len(h.ledger.submitted) > 0 {
			t.Errorf("submitted %+v", h.ledger.submitted)
		}
	})
}
