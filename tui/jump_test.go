package tui_test

import (
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/tuitest"
)

// tallying is a list that shows what was done to it.
func tallying(s *stub) {
	s.act = func(s *stub, a keymaps.Action) screen.Out {
		switch a {
		case keymaps.Up, keymaps.Down, keymaps.PageDown, keymaps.Claim:
			s.learned = append(s.learned, string(a))
			return screen.Out{Copy: "done"}
		default:
			return screen.Out{}
		}
	}
}

func TestANumberBeforeAMoveRepeatsIt(t *testing.T) {
	inHeed(t, 100, 24, tallying, func(h *house, term *tuitest.Term) {
		term.Press("3")
		term.Sees(" 3 …")
		term.Press("j")
		term.Sees("down down down")
		term.SeesNot("3 …", "down down down down")
		term.Press("1", "2", "k")
		if n := len(h.last(screen.Queue).learned); n != 15 {
			t.Errorf("%d moves after 3j and 12k", n)
		}
		term.Press("2", "c") // before anything else a number says nothing
		if n := len(h.last(screen.Queue).learned); n != 16 {
			t.Errorf("%d actions after 2c", n)
		}
	})
}

func TestEscTakesANumberBackAndLeadsNowhere(t *testing.T) {
	inHeed(t, 100, 24, tallying, func(h *house, term *tuitest.Term) {
		term.Press("g", "o")
		term.Sees("*outbox")
		term.Press("5")
		term.Pass(time.Second)
		term.Sees(" 5 …", "down", "go to number", "esc drop the number")
		term.Press("esc")
		term.Sees("*outbox")
		term.SeesNot("5 …")
		term.Press("j")
		if n := len(h.last(screen.Outbox).learned); n != 1 {
			t.Errorf("%d moves where the number was taken back", n)
		}
	})
}

func TestDigitsAreTextWhereThereIsAField(t *testing.T) {
	inHeed(t, 100, 24, nil, func(_ *house, term *tuitest.Term) {
		term.Press("/", "4", "2")
		term.Sees("typed 42")
		term.SeesNot("42 …")
	})
}

func TestNoPresetBindsTheDigitsThatCount(t *testing.T) {
	for _, p := range keymaps.Presets() {
		table := keymaps.New(p)
		for _, stack := range keymaps.Stacks() {
			for d := range 10 {
				if !table.Press(stack, "", strconv.Itoa(d)).None() {
					t.Errorf("%s binds %d in %v", p, d, stack)
				}
			}
		}
	}
}

// Find knows ticket 42.
func (l *ledger) Find(n int64) (desk.TicketID, error) {
	if n != 42 {
		return desk.TicketID{}, desk.ErrNotFound
	}
	return ticketID(42), nil
}

func TestATicketIsGoneToByItsNumberFromTheKeyThePrefixAndThePalette(t *testing.T) {
	for _, keys := range [][]string{
		{"#", "4", "2", "enter"}, {"4", "2", "#"}, {"g", "j", "4", "2", "enter"}, {":", "4", "2", "enter"}, {":", "#", "4", "2", "enter"},
	} {
		inHeed(t, 60, 24, nil, func(h *house, term *tuitest.Term) {
			term.Press(keys...)
			term.Sees("*ticket " + ticketID(42).String())
		})
	}
}

func TestANumberThatNoTicketHasIsSaid(t *testing.T) {
	inHeed(t, 100, 24, nil, func(_ *house, term *tuitest.Term) {
		term.Press("9", "9", "#")
		term.Sees("*queue", "There is no ticket #99 here")
		term.Press("#", "enter")
		term.Sees("Go to a ticket", "That is no number of a ticket.")
		term.Press("esc")
		term.SeesNot("Go to a ticket")
	})
}

func TestThePaletteOffersTheTicketOfANumber(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, o := options(nil)
		term := tuitest.Start(t, o, 100, 30)
		term.Press(":", "4", "2")
		term.Sees("Go to ticket #42")
	})
}
