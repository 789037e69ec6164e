package queue_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/queue"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

func TestAQueueIsFoundAsItWasLeft(t *testing.T) {
	d := tagged(t)
	st := play(t, d, 70, 24)
	st.Act(keymaps.SortBy)
	st.Act(keymaps.Density)
	st.Act(keymaps.PreviousView)
	st.Ring("habits.due")
	if d.Left.View != "filter:p" || d.Left.Looks[desk.ViewMine] != (desk.Look{Sort: desk.ByWaiting, Lines: 1}) || len(d.Left.Looks) != 1 {
		t.Fatalf("kept is %+v", d.Left)
	}

	st = play(t, d, 70, 24)
	if got := st.Picture(); !strings.Contains(got, "Parcels · by due time") {
		t.Errorf("the next sitting begins with\n%s", got)
	}
	st.Act(keymaps.NextView)
	got := st.Picture()
	if !strings.Contains(got, "Mine · longest waiting first") || strings.Contains(got, "waits") {
		t.Errorf("Mine is not as it was left:\n%s", got)
	}
	st.Act(keymaps.NextView)
	if got := st.Picture(); !strings.Contains(got, "Unassigned · by due time") {
		t.Errorf("another view has it too:\n%s", got)
	}
}

func TestWhatWasNotLeftOtherwiseIsNotWrittenDown(t *testing.T) {
	d := shop()
	st := play(t, d, 70, 24)
	st.Act(keymaps.Down)
	st.Leave()
	if d.Left.View != "" {
		t.Errorf("kept is %+v", d.Left)
	}
	st.Act(keymaps.NextView)
	st.Leave()
	if d.Left.View != desk.ViewUnassigned {
		t.Errorf("kept is %+v", d.Left)
	}
}

func TestAViewThatIsGoneOrAskedForOtherwiseIsNotTurnedTo(t *testing.T) {
	d := tagged(t)
	d.Left = desk.Habits{View: "filter:gone", Looks: map[desk.ViewID]desk.Look{desk.ViewMine: {Sort: "by the moon", Lines: 7}}}
	if got := play(t, d, 70, 24).Picture(); !strings.Contains(got, "Mine · by due time") {
		t.Errorf("it begins with\n%s", got)
	}
	d.Left.View = desk.ViewOpen
	s := screentest.NewSession(d)
	st := screentest.Play(t, d, s, queue.New(queue.Needs{Session: s, Reads: d, People: d, Ledger: d, View: desk.ViewUnassigned}), 70, 24)
	if got := st.Picture(); !strings.Contains(got, "Unassigned") {
		t.Errorf("asked for Unassigned, it begins with\n%s", got)
	}
}

func TestHabitsThatCannotBeReadKeepNobodyFromTheQueue(t *testing.T) {
	d := tagged(t)
	st := play(t, d, 70, 24)
	st.Top().Learn("habits", errors.New("damaged"))
	if got := st.Picture(); !strings.Contains(got, "Mine · by due time") {
		t.Errorf("it shows\n%s", got)
	}
}

func TestTryingADensityLeavesWhatEachViewHasOfItsOwn(t *testing.T) {
	d := tagged(t)
	st := play(t, d, 70, 24)
	st.Act(keymaps.Density) // this view is in one line from now on
	st.Ring("habits.due")
	kept, before := d.Left, st.Picture()
	turn := func(lines int, trying bool) {
		st.Session.Lines, st.Session.Trying = lines, trying
		st.Do(st.Top(), st.Top().(screen.Configured).Configured())
	}
	turn(2, true)
	if st.Picture() == before {
		t.Error("it is not seen what is tried")
	}
	turn(1, true)
	turn(0, false) // esc
	st.Leave()
	if st.Picture() != before || d.Left.Looks[desk.ViewMine] != kept.Looks[desk.ViewMine] {
		t.Errorf("it was %+v and is %+v:\n%s", kept, d.Left, st.Picture())
	}
	turn(2, true)
	turn(2, false) // enter
	st.Leave()
	if _, own := d.Left.Looks[desk.ViewMine]; own || st.Picture() == before {
		t.Errorf("what was taken does not count: %+v", d.Left)
	}
}
