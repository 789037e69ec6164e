package tui_test

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// heldShop is a small desk with a reply of Kim's that is held, since a colleague wrote first.
func heldShop() *guarded {
	g := shop()
	g.d.Staff = []desk.Agent{{ID: "tom", Name: desk.Foreign("Tom Hale")}}
	id, _ := g.Find(4811)
	g.d.Ops = []desk.PendingOp{{
		Op:    desk.Op{ID: desk.NewOpID(), Ticket: id, Actor: g.d.Who.ID, At: time.Now(), Seen: 1, Intent: desk.Reply{Text: desk.Foreign("We looked.")}},
		State: desk.OpHeld, Problem: desk.Refuse(desk.NewerMessage, desk.Side("tom"), 2), Number: 4811,
	}}
	return g
}

// lateNames answers one of those that ask who the colleagues are, by its turn, after the others.
type lateNames struct {
	*guarded
	late  int64
	asked atomic.Int64
}

func (l *lateNames) Agents() ([]desk.Agent, error) {
	if l.asked.Add(1) == l.late {
		time.Sleep(time.Second)
	}
	return l.guarded.Agents()
}

func TestWhoeverLearnsLastWhatColleaguesAreCalledAllIsSaidByName(t *testing.T) {
	for late := range int64(4) {
		synctest.Test(t, func(t *testing.T) {
			l := &lateNames{guarded: heldShop(), late: late}
			term := tuitest.Start(t, tui.Options{Ledger: l, Theme: theme.Plain, Zone: time.UTC}, 120, 40)
			term.Pass(2 * time.Second)
			term.Sees("Tom Hale wrote what you had not seen")
			if n := l.asked.Load(); n < late {
				t.Errorf("nobody was late: it was asked %d times", n)
			}
		})
	}
}

func TestAHeldReplySaysByNameWhoWroteAndItsKeysCountOnlyWhereOneIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := heldShop()
		term, _ := heard(120, 40, g, t)
		term.Sees("Tom Hale wrote what you had not seen", "1 needs you")
		term.SeesNot("A send anyway", "throw away")
		term.Press("enter")
		term.Sees("A send anyway   e edit   X throw away")
		term.Press("g o")
		term.Sees("Tom Hale wrote what you had not seen", "X throw away")
		term.SeesNot("discard")
		term.Press("X")
		term.Sees("Throw this text away?")
	})
}
