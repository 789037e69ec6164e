package outbox_test

import (
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screentest"
)

// forTheDesk is an outbox with what concerns the desk and no ticket.
func forTheDesk() *screentest.Desk {
	d := screentest.NewDesk(now)
	add := func(in desk.Intent, state desk.OpState, why *desk.Problem) {
		d.Ops = append(d.Ops, desk.PendingOp{
			Op: desk.Op{ID: desk.NewOpID(), Base: 4, Actor: "kim", At: now.Add(-time.Minute), Intent: in}, State: state, Problem: why,
		})
	}
	add(desk.ShareFilter{ID: "a", Name: desk.Foreign("Money back"), Query: "refund"}, desk.OpRefused, desk.Refuse(desk.LeadsOnly))
	add(desk.ShareFilter{ID: "b", Name: desk.Foreign("Parcels"), Query: "parcel"}, desk.OpRefused, desk.Refuse(desk.FilterChanged, "tom"))
	add(desk.UnshareFilter{ID: "c"}, desk.OpWaiting, nil)
	add(desk.TakeBreak{}, desk.OpWaiting, nil)
	return d
}

func TestWhatConcernsTheDeskStandsInTheOutboxInWordsThatFit(t *testing.T) {
	st := play(t, forTheDesk(), 100, 30)
	got := st.Picture()
	for _, want := range []string{
		"Share a filter · Money back", "Share a filter · Parcels", "Share a filter no longer", "Break", "Filters for everybody are in the hands of those who lead",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not there:\n%s", want, got)
		}
	}
	if strings.Contains(got, "Break ·") {
		t.Errorf("a break is on a ticket:\n%s", got)
	}
	st.Sweep()
}

func TestWhatConcernsTheDeskIsSentAgainOrLetGoAndHasNoTicketToOpen(t *testing.T) {
	d := forTheDesk()
	st := play(t, d, 100, 30)
	if why := st.Act(keymaps.Open); why.Code != desk.NothingSelected || why.Args[0] != "of_desk" {
		t.Errorf("opening: %+v", why)
	}
	if why := st.Act(keymaps.TryAgain); !why.None() {
		t.Fatalf("sending again: %+v", why)
	}
	if n := len(d.Submitted); n != 1 || d.Submitted[0].Base != 4 || d.Submitted[0].Intent.Kind() != desk.KindShareFilter {
		t.Errorf("%+v", d.Submitted)
	}
}

func TestWhatAnotherLeadChangedIsNotSharedAnewUnseen(t *testing.T) {
	d := forTheDesk()
	d.Ops = d.Ops[1:]
	st := play(t, d, 100, 30)
	if why := st.Act(keymaps.TryAgain); why.Code != desk.FilterChanged || why.Args[0] != "tom" {
		t.Errorf("%+v", why)
	}
}

func TestAChangeOfACustomerSaysOfWhomAsFarAsThatIsKnown(t *testing.T) {
	d := screentest.NewDesk(now)
	for _, name := range []string{"Casey Quill", ""} {
		d.Ops = append(d.Ops, desk.PendingOp{
			Op:      desk.Op{ID: desk.NewOpID(), Actor: "kim", At: now.Add(-time.Minute), Intent: desk.EditCustomer{Customer: desk.CustomerID{ID: desk.NewID()}}},
			Subject: desk.Foreign(name), State: desk.OpWaiting,
		})
	}
	got := play(t, d, 100, 30).Picture()
	if !strings.Contains(got, "Change a customer's record · Casey Quill") || strings.Count(got, "record ·") != 1 {
		t.Errorf("\n%s", got)
	}
}
