package tui_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/internal/words"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/floor"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
	"github.com/heed-desk/heed/tui/tuitest"
)

// oneOpen is a desk with one open ticket, in one group.
type oneOpen desk.TicketID

// Floor implements screen.Watch.
func (o oneOpen) Floor(context.Context) (metrics.Look, error) {
	one := metrics.Standing{Open: 1, Unassigned: 1}
	return metrics.Look{Floor: &metrics.Floor{
		Desk: metrics.Board{Now: one}, Groups: []metrics.Board{{Scope: metrics.Scope{By: metrics.ByGroup, Name: "Returns"}, Now: one}},
	}}, nil
}

// FloorCases implements screen.Watch.
func (o oneOpen) FloorCases(_ context.Context, n metrics.Name, _ metrics.Scope) (metrics.Cases, error) {
	return metrics.Cases{N: 1, Cases: []metrics.Case{{Name: n, Ticket: desk.TicketID(o)}}}, nil
}

// FloorCurve implements screen.Watch.
func (oneOpen) FloorCurve(context.Context, metrics.Name, metrics.Scope, metrics.Span) (metrics.Curve, error) {
	return metrics.Curve{}, nil
}

// FloorHeat implements screen.Watch.
func (oneOpen) FloorHeat(context.Context, metrics.Scope) (metrics.Heat, error) {
	return metrics.Heat{}, nil
}

// looksOn runs a test of a session that has the floor alone, as one by SSH.
func looksOn(t *testing.T, test func(*tuitest.Term)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		d := screentest.NewDesk(time.Now())
		id := d.Open(4821, "Refund still not on my card", "Harper Moore", "Where is it?", time.Hour)
		o := tui.Options{Book: words.English(), AloneWhy: "looks_only", Watch: oneOpen(id), Alone: func(s *screen.Session) screen.Screen {
			return floor.New(floor.Needs{Session: s, Reads: d, Looks: true})
		}}
		term := tuitest.Start(t, o, 100, 30)
		term.Settle()
		test(term)
	})
}

func TestWhoOnlyLooksIsRefusedATicketWithItsReasonAndKeepsTheList(t *testing.T) {
	looksOn(t, func(term *tuitest.Term) {
		term.Press("enter")
		term.Sees("Refund still not on my card")
		term.Press("enter")
		term.Sees("Refund still not on my card", "Here one looks.")
		term.SeesNot("There is no such page here")
	})
}

func TestTheFooterOfWhoOnlyLooksNamesTheKeyThatLeavesAndItDoes(t *testing.T) {
	looksOn(t, func(term *tuitest.Term) {
		term.Sees("q leave")
		term.Press("pgdown", "pgdown", "enter") // the figures of a group, from which a step leads back
		term.Sees("Floor · Returns", "q back")
		term.Press("q")
		term.Sees("q leave")
		if term.Ended() {
			t.Error("a step back from a group leaves")
		}
		term.Press("q")
		if !term.Ended() {
			t.Error("it goes on")
		}
	})
}
