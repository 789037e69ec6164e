package tui_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// heard is a shop whose news a test hands out.
func heard(w, h int, g *guarded, t *testing.T) (*tuitest.Term, chan []desk.Change) {
	t.Helper()
	ch := make(chan []desk.Change)
	return tuitest.Start(t, tui.Options{Ledger: g, News: news{ch}, Theme: theme.Plain, Zone: time.UTC}, w, h), ch
}

func TestOpeningATicketReadsItBesideTheListAsOnAPageOfItsOwn(t *testing.T) {
	for _, size := range [][2]int{{160, 45}, {120, 40}, {100, 30}, {80, 24}, {60, 20}} {
		synctest.Test(t, func(t *testing.T) {
			g := shop()
			for id := range g.d.Tickets {
				g.d.Unread[id] = true
			}
			term, _ := heard(size[0], size[1], g, t)
			term.Press("j", "k")
			if n := len(g.d.SeenThrough); n != 0 {
				t.Errorf("at %v passing by marks %d as seen", size, n)
			}
			term.Press("enter")
			id, _ := g.Find(4811)
			if _, ok := g.d.SeenThrough[id]; !ok || len(g.d.SeenThrough) != 1 {
				t.Errorf("at %v seen through %v", size, g.d.SeenThrough)
			}
		})
	}
}

func TestWhatComesToATicketThatIsOutOfSightIsNotRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := shop()
		term, ch := heard(80, 24, g, t)
		term.Press("enter", "esc")
		id, _ := g.Find(4811)
		before := g.d.SeenThrough[id]
		g.d.Arrive(desk.Op{ID: desk.NewOpID(), Ticket: id, At: time.Now(), Intent: desk.Receive{
			From: desk.Author{Customer: g.d.Tickets[id].Requester}, Text: desk.Foreign("Hello?"),
		}})
		ch <- []desk.Change{{Kind: desk.ChangedTicket, Ticket: id}}
		term.Settle()
		if g.d.SeenThrough[id] != before {
			t.Error("it came while the list was shown, and is marked as seen")
		}
		term.Press("enter")
		if g.d.SeenThrough[id] == before {
			t.Error("it was opened, and is not marked as seen")
		}
	})
}

func TestKeysAtACustomerAreForTheTicketOneCameFromAtEverySize(t *testing.T) {
	for _, size := range [][2]int{{120, 40}, {100, 30}, {80, 24}} {
		synctest.Test(t, func(t *testing.T) {
			g := shop()
			for id, k := range g.d.Tickets {
				k.Assignee = ""
				g.d.Tickets[id] = k
			}
			term, _ := heard(size[0], size[1], g, t)
			term.Press("]", "i", "/")
			term.Type("4790")
			term.Press("enter")
			term.Sees("Change the delivery address")
			term.Press("esc", "esc", "c") // back at the customer of the first one
			want, _ := g.Find(4811)
			if n := len(g.d.Submitted); n != 1 || g.d.Submitted[0].Ticket != want {
				t.Errorf("at %v %d operations were made: %+v", size, n, g.d.Submitted)
			}
		})
	}
}
