package queue_test

import (
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

// tagged is a shop with two tickets about parcels, and a filter for them.
func tagged(t *testing.T) *screentest.Desk {
	t.Helper()
	d := shop()
	for _, n := range []int64{4833, 4790} {
		elsewhere(d, ticket(t, d, n), desk.Tag{Tags: []string{"parcel"}})
	}
	d.Kept = []desk.Filter{{ID: "p", Name: desk.Foreign("Parcels"), Query: "tag:parcel"}}
	return d
}

func TestAFilterStandsBehindTheViewsAsOneMoreView(t *testing.T) {
	st := play(t, tagged(t), 70, 24)
	st.Act(keymaps.PreviousView)
	if got := st.Picture(); !strings.Contains(got, "Parcels · by due time") || listed(st) != "4833 4790" {
		t.Errorf("it shows\n%s", got)
	}
	own := st.Top().(screen.Filtered).Own()
	if len(own) != 1 || own[0].Name != "Parcels" || own[0].ID != st.Top().(screen.Counted).Viewing() {
		t.Errorf("the header is told of %+v", own)
	}
	st.Act(keymaps.NextView)
	if !strings.Contains(st.Picture(), "Mine") {
		t.Errorf("the next view is\n%s", st.Picture())
	}
}

func TestAFilterIsMadeOfWhatIsTypedAndGetsAName(t *testing.T) {
	d := tagged(t)
	st := play(t, d, 80, 24)
	st.Act(keymaps.Filters)
	if got := st.Picture(); !strings.Contains(got, "Parcels  tag:parcel") || !strings.Contains(got, " 2") {
		t.Errorf("it lists\n%s", got)
	}
	st.Type("status:open")
	st.Act(keymaps.Accept)
	for range "status:open" {
		st.Key("backspace")
	}
	st.Type("All that is open")
	st.Sweep()
	st.Act(keymaps.Accept)
	if len(d.Kept) != 2 || d.Kept[1].Query != "status:open" || d.Kept[1].Name != desk.Foreign("All that is open") {
		t.Fatalf("kept are %+v", d.Kept)
	}
	if !strings.Contains(st.LastSaid(), "All that is open stands behind the views now.") {
		t.Errorf("it says %q", st.LastSaid())
	}
	st.Act(keymaps.Filters, keymaps.Down, keymaps.Accept)
	if !strings.Contains(st.Picture(), "All that is open · by due time") || listed(st) != "4821 4833 4790 4811 4777" {
		t.Errorf("gone to it shows\n%s", st.Picture())
	}
}

func TestAFilterIsRenamedAndDroppedAndBroughtBack(t *testing.T) {
	d := tagged(t)
	st := play(t, d, 80, 24)
	st.Act(keymaps.PreviousView, keymaps.Filters, keymaps.RenameFilter)
	st.Key("end")
	st.Type(" late")
	st.Act(keymaps.Accept)
	if d.Kept[0].Name != desk.Foreign("Parcels late") || !strings.Contains(st.Picture(), "Parcels late · by due time") {
		t.Errorf("renamed it is %+v:\n%s", d.Kept, st.Picture())
	}
	st.Act(keymaps.Filters, keymaps.DropFilter)
	if len(d.Kept) != 0 || !strings.Contains(st.Picture(), "Parcels late · dropped") {
		t.Errorf("dropped it shows\n%s", st.Picture())
	}
	if why := st.Act(keymaps.Accept); why.None() {
		t.Error("one goes to a filter that was dropped")
	}
	st.Act(keymaps.DropFilter)
	if len(d.Kept) != 1 || d.Kept[0].Query != "tag:parcel" {
		t.Errorf("brought back it is %+v", d.Kept)
	}
	st.Act(keymaps.DropFilter, keymaps.Cancel)
	st.Changed(desk.ChangedAll, desk.TicketID{})
	if got := st.Picture(); !strings.Contains(got, "Mine · by due time") {
		t.Errorf("from a filter that is gone it turns to\n%s", got)
	}
}

func TestAFilterThatCannotBeReadComesBackToBeMended(t *testing.T) {
	d := tagged(t)
	st := play(t, d, 80, 24)
	st.Act(keymaps.Filters)
	st.Type("status:lost")
	d.Full = desk.Refuse(desk.BadQuery, "status", "lost")
	st.Act(keymaps.Accept, keymaps.Accept)
	if got := st.Picture(); !strings.Contains(got, "new filter: status:lost") || !strings.Contains(st.LastSaid(), "no status") {
		t.Errorf("it says %q and shows\n%s", st.LastSaid(), got)
	}
}

func TestTheListOfFiltersFitsEverySizeAndTamesItsNames(t *testing.T) {
	d := busy(3)
	for i, words := range screentest.Hostile() {
		d.Kept = append(d.Kept, desk.Filter{ID: string(rune('a' + i)), Name: desk.Foreign(words), Query: "tag:" + words})
	}
	st := play(t, d, 100, 30)
	st.Act(keymaps.PreviousView)
	st.Sweep()
	screentest.Tame(t, st.Top().View(now).Text)
	st.Act(keymaps.Filters)
	st.Sweep()
	screentest.Tame(t, st.Top().View(now.Add(time.Minute)).Text)
	st.Act(keymaps.RenameFilter)
	st.Sweep()
	screentest.Tame(t, st.Top().View(now).Text)
}

func TestAFilterThatCouldNotBeDroppedLeavesTheOthersDropped(t *testing.T) {
	d := tagged(t)
	d.Kept = append(d.Kept, desk.Filter{ID: "q", Name: desk.Foreign("Waiting"), Query: "status:pending"})
	st := play(t, d, 80, 24)
	st.Act(keymaps.Filters, keymaps.DropFilter, keymaps.Down)
	d.Full = desk.Refuse(desk.DiskFull)
	st.Act(keymaps.DropFilter)
	got := st.Picture()
	if strings.Count(got, " · dropped") != 1 || !strings.Contains(got, "Parcels · dropped") || !strings.Contains(got, "Waiting  status:pending") {
		t.Errorf("it shows\n%s", got)
	}
	if said := st.LastSaid(); !strings.Contains(said, "disk") {
		t.Errorf("it says %q", said)
	}
	d.Full = nil
	st.Act(keymaps.Up, keymaps.DropFilter)
	if got := st.Picture(); strings.Contains(got, "dropped") || len(d.Kept) != 2 {
		t.Errorf("brought back it shows\n%s", got)
	}
}
