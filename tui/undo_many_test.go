package tui_test

import (
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/tuitest"
)

// deed is something that was done to n tickets, of which the last has no way back.
func deed(n byte) screen.Notice {
	said := screen.Notice{Text: "3 tickets are tagged refund", Name: "tagging 3 tickets refund", Level: screen.Good}
	for i := range n {
		d := screen.Deed{Op: desk.NewOpID()}
		if i < n-1 {
			d.Back = &desk.Op{ID: d.Op, Ticket: ticketID(i + 1), Intent: desk.Untag{Tags: []string{"refund"}}}
		}
		said.Many = append(said.Many, d)
	}
	said.Undo = said.Many[0].Op
	return said
}

func TestOneUndoTakesBackWhatWasDoneToMany(t *testing.T) {
	said := deed(3)
	set := onAction(screen.Queue, keymaps.Solve, func(*stub) screen.Out { return screen.Out{Say: &said} })
	inHeed(t, 100, 30, set, func(h *house, term *tuitest.Term) {
		term.Press("s", "u")
		term.Sees("Taken back: tagging 3 tickets refund.")
		if len(h.ledger.cancelled) != 3 || len(h.ledger.submitted) != 0 {
			t.Errorf("%d taken back, %d set back", len(h.ledger.cancelled), len(h.ledger.submitted))
		}
		term.Press("u")
		term.Sees("There is nothing to take back.")
	})
}

func TestWhatOfManyCannotBeTakenBackIsSaid(t *testing.T) {
	said := deed(3)
	set := onAction(screen.Queue, keymaps.Solve, func(*stub) screen.Out { return screen.Out{Say: &said} })
	inHeed(t, 100, 30, set, func(h *house, term *tuitest.Term) {
		h.ledger.late = desk.Refuse(desk.TooLateToUndo)
		term.Press("s", "u")
		term.Sees("Taken back: tagging 3 tickets refund. It was for 2 tickets; for 1 it can be no more.")
		if len(h.ledger.submitted) != 2 {
			t.Errorf("%d set back", len(h.ledger.submitted))
		}
	})
}
