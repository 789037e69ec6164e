package tui_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/tui"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/theme"
	"github.com/heed-desk/heed/tui/tuitest"
)

// watched is a desk of which one ticket is open.
type watched struct {
	screen.Watch
	of desk.TicketID
}

func (w watched) Floor(context.Context) (metrics.Look, error) {
	f := &metrics.Floor{At: time.Now(), Day: metrics.Period{From: time.Now(), To: time.Now().Add(time.Hour)}}
	f.Desk.Now.Open = 1
	return metrics.Look{Floor: f}, nil
}

func (w watched) FloorCases(context.Context, metrics.Name, metrics.Scope) (metrics.Cases, error) {
	return metrics.Cases{N: 1, Cases: []metrics.Case{{Name: metrics.Open, Ticket: w.of, At: time.Now().Add(-time.Hour)}}}, nil
}

// led is the shop, led by whoever is at it.
func led(t *testing.T) (*guarded, watched) {
	t.Helper()
	g := shop()
	g.d.Who.Role = desk.RoleLead
	id, err := g.Find(4833)
	if err != nil {
		t.Fatal(err)
	}
	return g, watched{of: id}
}

func TestALeadGoesFromTheFloorToTheTicketBehindANumberAndBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, w := led(t)
		term := tuitest.Start(t, tui.Options{Ledger: g, Watch: w, Theme: theme.Plain, Zone: time.UTC}, 132, 34)
		term.Press("g", "f")
		term.Sees("Calm: nothing late, nothing due within the hour, 1 open", "Unassigned")
		term.Press("enter")
		term.Sees("Open · 1 ticket", "4833  Parcel says delivered, is not")
		term.Press("enter")
		term.Sees("The tracking page says delivered.")
		term.Press("esc")
		term.Sees("Calm: nothing late")
		term.Press("esc")
		term.Sees("Mine · by due time")
	})
}

func TestAWorkstationBeginsOnTheFloorWhereItIsAskedTo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, w := led(t)
		term := tuitest.Start(t, tui.Options{Ledger: g, Watch: w, Begin: screen.Floor, Theme: theme.Plain, Zone: time.UTC}, 100, 30)
		term.Sees("Calm: nothing late")
		term.Press("esc")
		term.Sees("Mine · by due time")
	})
}

func TestTheFloorIsForThoseWhoLead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		term := tuitest.Start(t, tui.Options{Ledger: shop(), Watch: watched{}, Theme: theme.Plain, Zone: time.UTC}, 132, 34)
		term.Press("g", "f")
		term.Sees("The floor is for those who lead the desk", "Mine · by due time")
	})
	synctest.Test(t, func(t *testing.T) {
		g, _ := led(t)
		term := tuitest.Start(t, tui.Options{Ledger: g, Theme: theme.Plain, Zone: time.UTC}, 132, 34)
		term.Press("g", "f")
		term.Sees("The helpdesk behind heed cannot do that.")
	})
}
