package tui_test

import (
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/tuitest"
)

// speaking is a queue in which claiming is refused, solving works and says so, and
// snoozing works and says nothing.
func speaking(s *stub) {
	if s.place != screen.Queue {
		return
	}
	s.why = map[keymaps.Action]desk.Reason{keymaps.Claim: {Code: desk.AlreadyYours}}
	s.act = func(_ *stub, a keymaps.Action) screen.Out {
		switch a {
		case keymaps.Solve:
			return screen.Out{Say: &screen.Notice{Text: "Solved.", Level: screen.Good}}
		case keymaps.Snooze:
			return screen.Out{Copy: "x"}
		case keymaps.Release:
			return screen.Out{Say: &screen.Notice{Text: "The disk is full.", Level: screen.Failure}}
		default:
			return screen.Out{}
		}
	}
}

func TestTheNewestNoticeStandsAndAnOlderWarningDoesNotComeBack(t *testing.T) {
	inHeed(t, 100, 30, speaking, func(_ *house, term *tuitest.Term) {
		term.Press("c")
		term.Sees("This ticket is yours already.")
		term.Press("s")
		term.Sees("✓ Solved.")
		term.SeesNot("This ticket is yours already.")
		term.Pass(7 * time.Second)
		term.SeesNot("Solved.", "This ticket is yours already.")
	})
}

func TestARefusedKeyIsForgottenWithTheNextOneThatWorks(t *testing.T) {
	inHeed(t, 100, 30, speaking, func(_ *house, term *tuitest.Term) {
		term.Press("c")
		term.Sees("This ticket is yours already.")
		term.Press("z")
		term.SeesNot("This ticket is yours already.")
	})
}

func TestAFailureShowsAgainWhenWhatCameLaterHasGone(t *testing.T) {
	inHeed(t, 100, 30, speaking, func(_ *house, term *tuitest.Term) {
		term.Press("C", "s")
		term.Sees("Solved.")
		term.SeesNot("The disk is full.")
		term.Pass(7 * time.Second)
		term.Sees("The disk is full.")
	})
}

func TestAKeyThatANoticeNamesGoesWithTheScreenThatSaidIt(t *testing.T) {
	set := func(s *stub) {
		s.act = func(_ *stub, a keymaps.Action) screen.Out {
			switch {
			case s.place == screen.Queue && a == keymaps.WriteReply:
				return screen.Out{Go: &screen.Go{To: screen.Compose, Ticket: ticketID(7)}}
			case s.place == screen.Compose && a == keymaps.DiscardDraft:
				return screen.Out{Say: &screen.Notice{Text: "Emptied. ctrl+z brings it back."}}
			default:
				return screen.Out{}
			}
		}
	}
	inHeed(t, 100, 30, set, func(_ *house, term *tuitest.Term) {
		term.Press("r", "ctrl+x")
		term.Sees("Emptied. ctrl+z brings it back.")
		term.Press("esc")
		term.SeesNot("ctrl+z")
	})
}
