package tui_test

import (
	"testing"
	"testing/synctest"
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

func TestWhatCanBeTakenBackIsSaidAtEverySize(t *testing.T) {
	op := desk.NewOpID()
	held := func(solves bool) func(*stub) {
		return onAction(screen.Queue, keymaps.Solve, func(*stub) screen.Out {
			return screen.Out{Say: &screen.Notice{
				Text: "Reply to #4821 is on its way.", Level: screen.Good, Undo: op, Until: time.Now().Add(8 * time.Second), Solves: solves,
			}}
		})
	}
	inHeed(t, 40, 10, held(false), func(_ *house, term *tuitest.Term) {
		term.Press("s")
		term.Sees("✓ sending in 8 s · u takes it back")
		term.Resize(80, 24)
		term.Sees("✓ Reply to #4821 is on its way.", "sending in 8 s · u takes it back")
	})
	inHeed(t, 80, 24, held(true), func(_ *house, term *tuitest.Term) {
		term.Press("s")
		term.Sees("solving in 8 s · u takes it back")
	})
	synctest.Test(t, func(t *testing.T) {
		h, o := options(held(false))
		h.ledger.link = desk.Link{State: desk.LinkDown}
		term := tuitest.Start(t, o, 120, 24)
		term.Press("s")
		term.Sees("kept; goes out when the desk can be reached · u takes it back")
		term.SeesNot("sending in")
		term.Resize(40, 10)
		term.Sees("kept for later · u takes it back")
	})
}

func TestANoticeLiesOverThePageOnlyUntilOneGoesOnAndEscTakesItAway(t *testing.T) {
	long := func(level screen.Level) func(*stub) {
		return onAction(screen.Queue, keymaps.Solve, func(*stub) screen.Out {
			return screen.Out{Say: &screen.Notice{Text: numbered(40), Level: level}}
		})
	}
	for _, size := range [][2]int{{80, 24}, {100, 30}} {
		inHeed(t, size[0], size[1], long(screen.Failure), func(_ *house, term *tuitest.Term) {
			term.Press("s")
			term.Sees("worda", "wordt")
			term.Press("j")
			term.Sees("worda", "g n all of it")
			term.SeesNot("wordt")
			term.Press("esc")
			term.SeesNot("worda")
		})
		inHeed(t, size[0], size[1], long(screen.Warning), func(_ *house, term *tuitest.Term) {
			term.Press("s")
			term.Pass(time.Second)
			term.Press("j")
			term.SeesNot("worda")
			term.Press("s")
			term.Resize(size[0], size[1])
			term.Sees("wordt")
			term.Resize(size[0]-1, size[1])
			term.SeesNot("wordt")
		})
	}
}
