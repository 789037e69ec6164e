package queue_test

import (
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

// sharedShop is a shop with a filter of kim's and one that Tom shares, before somebody of a role.
func sharedShop(t *testing.T, role desk.Role) (*screentest.Desk, *screentest.Stage) {
	t.Helper()
	d := tagged(t)
	d.Who.Role = role
	d.Kept = append(d.Kept, desk.Filter{ID: "s", Name: desk.Foreign("Solved ones"), Query: "status:solved", By: "tom", Changed: "tom", Version: 3})
	st := play(t, d, 90, 24)
	st.Act(keymaps.Filters)
	return d, st
}

func TestALeadSharesAFilterFromTheListAndTakesItBack(t *testing.T) {
	d, st := sharedShop(t, desk.RoleLead)
	if why := st.Act(keymaps.ShareFilter); !why.None() {
		t.Fatalf("refused: %+v", why)
	}
	if f := d.Kept[0]; f.By != "kim" || f.Version != 1 {
		t.Fatalf("%+v", f)
	}
	if got := st.LastSaid(); !strings.Contains(got, "Parcels stands behind everybody's views now.") {
		t.Errorf("it says %q", got)
	}
	st.Changed(desk.ChangedAll, desk.TicketID{})
	st.Sweep()
	if got := st.Picture(); !strings.Contains(got, "shared by you") || !strings.Contains(got, "shared by tom") {
		t.Errorf("it lists\n%s", got)
	}
	st.Act(keymaps.ShareFilter)
	if f := d.Kept[0]; f.Shared() {
		t.Errorf("still shared: %+v", f)
	}
}

func TestALeadRenamesWhatEverybodyHasByAnOperation(t *testing.T) {
	d, st := sharedShop(t, desk.RoleLead)
	st.Act(keymaps.Down)
	st.Act(keymaps.RenameFilter)
	st.Key("end")
	st.Type(" today")
	st.Act(keymaps.Accept)
	if n := len(d.Submitted); n != 1 {
		t.Fatalf("%d operations", n)
	}
	op := d.Submitted[0]
	if in, ok := op.Intent.(desk.ShareFilter); !ok || in.Name != desk.Foreign("Solved ones today") || op.Base != 3 || !op.Ticket.IsZero() {
		t.Errorf("%+v", op)
	}
}

func TestALeadChangesWhatEverybodysFilterLooksForAndTakesItBack(t *testing.T) {
	d, st := sharedShop(t, desk.RoleLead)
	st.Act(keymaps.Down)
	st.Act(keymaps.EditFilter)
	if got := st.Picture(); !strings.Contains(got, d.Kept[1].Query) {
		t.Errorf("it asks\n%s", got)
	}
	st.Sweep()
	was := d.Kept[1].Query
	st.Key("end")
	st.Type(" tag:refund")
	st.Act(keymaps.Accept)
	if n := len(d.Submitted); n != 1 {
		t.Fatalf("%d operations", n)
	}
	if in, ok := d.Submitted[0].Intent.(desk.ShareFilter); !ok || in.Query != was+" tag:refund" || in.Name != desk.Foreign("Solved ones") {
		t.Errorf("%+v", d.Submitted[0])
	}
	said := st.Said[len(st.Said)-1]
	if back, ok := said.Back.Intent.(desk.ShareFilter); !ok || back.Query != was {
		t.Errorf("taken back it is %+v", said.Back)
	}
}

func TestAFilterOfOnesOwnLooksForSomethingElse(t *testing.T) {
	d, st := sharedShop(t, desk.RoleAgent)
	st.Act(keymaps.EditFilter)
	st.Key("end")
	st.Type(" tag:late")
	st.Act(keymaps.Accept)
	if d.Kept[0].Query != "tag:parcel tag:late" || len(d.Submitted) > 0 {
		t.Errorf("%+v %+v", d.Kept, d.Submitted)
	}
}

func TestAnAgentIsToldWhoMayShareRenameAndDropWhatEverybodyHas(t *testing.T) {
	d, st := sharedShop(t, desk.RoleAgent)
	if why := st.Act(keymaps.ShareFilter); why.Code != desk.LeadsOnly || len(why.Args) > 0 {
		t.Errorf("sharing: %+v", why)
	}
	st.Act(keymaps.Down)
	for _, a := range []keymaps.Action{keymaps.RenameFilter, keymaps.EditFilter, keymaps.DropFilter} {
		if why := st.Act(a); why.Code != desk.LeadsOnly || len(why.Args) == 0 {
			t.Errorf("%s: %+v", a, why)
		}
	}
	if len(d.Submitted) > 0 || len(d.Kept) != 2 {
		t.Errorf("done all the same: %+v %+v", d.Submitted, d.Kept)
	}
}

func TestWhatEverybodyHasIsDroppedOnlyOnceItIsSharedNoLonger(t *testing.T) {
	_, st := sharedShop(t, desk.RoleLead)
	st.Act(keymaps.Down)
	if why := st.Act(keymaps.DropFilter); why.Code != desk.NothingSelected || why.Args[0] != "shared_filter" {
		t.Errorf("%+v", why)
	}
}

func TestASharedViewSaysWhoseItIs(t *testing.T) {
	_, st := sharedShop(t, desk.RoleAgent)
	st.Act(keymaps.Down)
	st.Act(keymaps.Accept)
	if got := st.Picture(); !strings.Contains(got, "Solved ones · shared by tom · by") {
		t.Errorf("it shows\n%s", got)
	}
}

func TestAFilterThatWasDroppedComesBackByUndoFromTheList(t *testing.T) {
	d, st := sharedShop(t, desk.RoleAgent)
	st.Act(keymaps.DropFilter)
	if len(d.Kept) != 1 {
		t.Fatalf("kept are %+v", d.Kept)
	}
	said := st.Said[len(st.Said)-1]
	if said.Undo.IsZero() || said.Kept == nil || said.Kept.Query != "tag:parcel" || !strings.Contains(said.Text, "Parcels is dropped") {
		t.Errorf("it says %+v", said)
	}
}

func TestARowSaysThatWhoHasTheTicketIsOnABreak(t *testing.T) {
	d := shop()
	elsewhere(d, ticket(t, d, 4790), desk.Assign{To: "tom"})
	for i := range d.Staff {
		d.Staff[i].Away = d.Staff[i].ID == "tom"
	}
	st := play(t, d, 90, 24)
	for st.Top().(screen.Counted).Viewing() != desk.ViewOpen {
		st.Act(keymaps.NextView)
	}
	if got := st.Picture(); !strings.Contains(got, "Tom is on a break") {
		t.Errorf("it shows\n%s", got)
	}
}
