package tui_test

import (
	"testing"

	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/tuitest"
)

func TestKeysOfATicketWorkBesideItsCustomer(t *testing.T) {
	set := func(s *stub) {
		s.act = func(_ *stub, a keymaps.Action) screen.Out {
			switch {
			case s.place == screen.Queue && a == keymaps.GoCustomer:
				return screen.Out{Go: &screen.Go{To: screen.Customer, Ticket: ticketID(7)}}
			case s.place == screen.Ticket && a == keymaps.WriteReply:
				return screen.Out{Go: &screen.Go{To: screen.Compose, Ticket: ticketID(7)}}
			default:
				return screen.Out{}
			}
		}
	}
	for _, w := range []int{80, 100, 132} {
		inHeed(t, w, 30, set, func(_ *house, term *tuitest.Term) {
			term.Press("i")
			term.Sees("*customer", "r reply")
			term.Press("r")
			term.Sees("*compose")
		})
	}
}
