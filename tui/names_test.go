package tui_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
)

func TestAHeldReplySaysByNameWhoWroteAndItsKeysCountOnlyWhereOneIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := shop()
		g.d.Staff = []desk.Agent{{ID: "tom", Name: desk.Foreign("Tom Hale")}}
		id, _ := g.Find(4811)
		g.d.Ops = []desk.PendingOp{{
			Op:    desk.Op{ID: desk.NewOpID(), Ticket: id, Actor: g.d.Who.ID, At: time.Now(), Seen: 1, Intent: desk.Reply{Text: desk.Foreign("We looked.")}},
			State: desk.OpHeld, Problem: desk.Refuse(desk.NewerMessage, desk.Side("tom"), 2), Number: 4811,
		}}
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
