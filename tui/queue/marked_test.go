package queue_test

import (
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/queue"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

// checked are the numbers of the rows in sight that have the sign of a mark.
func checked(st *screentest.Stage) string {
	var all []string
	for _, line := range strings.Split(st.Picture(), "\n") {
		if _, rest, ok := strings.Cut(line, "✓"); ok {
			all = append(all, strings.Fields(rest)[0])
		}
	}
	return strings.Join(all, " ")
}

func standing(st *screentest.Stage) string { return st.Top().(screen.Placed).Standing() }

func TestMarkedRowsHaveASignAndAreCounted(t *testing.T) {
	st := play(t, busy(9), 60, 24)
	st.Act(keymaps.Mark, keymaps.Down, keymaps.Down, keymaps.Mark)
	if got := checked(st); got != "1 3" {
		t.Errorf("marked are %s:\n%s", got, st.Picture())
	}
	if got := standing(st); got != "2 marked   3 of 9" {
		t.Errorf("the footer says %q", got)
	}
	st.Act(keymaps.Down, keymaps.Down, keymaps.MarkRange)
	if got := checked(st); got != "1 3 4 5" {
		t.Errorf("after a range %s are marked", got)
	}
	st.Act(keymaps.Mark) // and no longer
	if got := checked(st); got != "1 3 4" {
		t.Errorf("%s are marked", got)
	}
	st.Act(keymaps.MarkInvert)
	if got := checked(st); got != "2 5 6 7 8 9" {
		t.Errorf("the others are %s", got)
	}
	st.Act(keymaps.MarkAll)
	if got := standing(st); got != "9 marked   5 of 9" {
		t.Errorf("the footer says %q", got)
	}
	st.Act(keymaps.MarkNone)
	if got := checked(st); got != "" {
		t.Errorf("%s are still marked", got)
	}
	if why := st.Act(keymaps.MarkNone); why.None() {
		t.Error("there is something to unmark where nothing is marked")
	}
}

func TestARangeGoesBeyondWhatIsHeld(t *testing.T) {
	st := play(t, busy(800), 60, 24)
	st.Act(keymaps.Down, keymaps.Mark, keymaps.Last, keymaps.MarkRange)
	if got := standing(st); got != "799 marked   800 of 800" {
		t.Errorf("the footer says %q", got)
	}
	st.Act(keymaps.MarkNone, keymaps.Mark, keymaps.First, keymaps.MarkRange)
	if got := standing(st); got != "800 marked   1 of 800" {
		t.Errorf("upwards the footer says %q", got)
	}
}

func TestNoMoreIsMarkedThanIsDoneAtOnceAndThatIsSaid(t *testing.T) {
	st := play(t, busy(1200), 60, 24)
	st.Act(keymaps.MarkAll)
	if got := standing(st); got != "1000 marked   1 of 1200" || !strings.Contains(st.LastSaid(), "The first 1000") {
		t.Errorf("%q, and it says %q", got, st.LastSaid())
	}
	st.Act(keymaps.Last, keymaps.Mark)
	if !strings.Contains(st.LastSaid(), "No more than 1000") || checked(st) != "" {
		t.Errorf("it says %q, marked are %s", st.LastSaid(), checked(st))
	}
}

func TestMarksSurviveNewsAndOtherViews(t *testing.T) {
	d := shop()
	d.Open(9, "Nobody's", "Ann", "x", time.Hour, nobodys)
	st := play(t, d, 60, 24)
	st.Act(keymaps.Mark, keymaps.NextView, keymaps.Mark)
	if got := checked(st); got != "9" {
		t.Errorf("in the other view %s are marked", got)
	}
	elsewhere(d, ticket(t, d, 4833), desk.Tag{Tags: []string{"parcel"}})
	st.Changed(desk.ChangedTicket, ticket(t, d, 4833))
	st.Act(keymaps.PreviousView, keymaps.ShowNew)
	if got := checked(st); got != "4821" || !strings.HasPrefix(standing(st), "2 marked") {
		t.Errorf("%s are marked, %s", got, standing(st))
	}
}

func TestWhatIsDoneToTheMarkedIsShownBeforeAndDoneAtOnce(t *testing.T) {
	d := shop()
	gone := ticket(t, d, 4790)
	elsewhere(d, ticket(t, d, 4811), desk.SetStatus{Status: desk.Solved})
	st := play(t, d, 60, 30)
	st.Act(keymaps.MarkAll)
	elsewhere(d, ticket(t, d, 4777), desk.SetStatus{Status: desk.Solved})
	delete(d.Tickets, gone)
	if got := st.Top().(screen.Labelled).Label(keymaps.Solve); got != "solve 4" {
		t.Errorf("the footer says %q", got)
	}
	st.Act(keymaps.Solve)
	for _, want := range []string{
		"2 tickets will be set to solved.", "One is left out:", "4777  Cannot sign in since Monday", "This ticket is solved already.",
		"One is no longer on this computer", "It is done to these 2:", "4821  Refund still not on my card",
	} {
		if !strings.Contains(st.Picture(), want) {
			t.Errorf("%q is missing from\n%s", want, st.Picture())
		}
	}
	st.Act(keymaps.Cancel)
	if len(d.Submitted) != 0 {
		t.Fatal("it was done without a yes")
	}
	st.Act(keymaps.Solve, keymaps.Accept)
	if len(d.Together) != 1 || d.Together[0] != 2 || len(d.Submitted) != 2 {
		t.Errorf("done in steps of %v", d.Together)
	}
	said := st.Said[len(st.Said)-1]
	if said.Text != "2 tickets are set to solved." || len(said.Many) != 2 || said.Many[0].Back == nil || said.Until.IsZero() {
		t.Errorf("it says %+v", said)
	}
	if got := standing(st); !strings.HasPrefix(got, "2 marked") {
		t.Errorf("what was left out is not marked any more: %q", got)
	}
}

func TestWhatIsChosenIsChosenOnceForAllTheMarked(t *testing.T) {
	d := shop()
	elsewhere(d, ticket(t, d, 4811), desk.Tag{Tags: []string{"parcel"}})
	st := play(t, d, 60, 30)
	st.Act(keymaps.MarkAll, keymaps.AddTag)
	if got := st.Top().Title(); got != "Tag 5 marked tickets" {
		t.Errorf("the title is %q", got)
	}
	st.Type("parcel")
	st.Act(keymaps.Accept)
	if got := st.Picture(); !strings.Contains(got, "4 tickets will be tagged parcel.") || !strings.Contains(got, "It is so already.") {
		t.Errorf("it shows\n%s", got)
	}
	st.Act(keymaps.Accept)
	if len(d.Submitted) != 4 || st.LastSaid() != "4 tickets are tagged parcel." {
		t.Errorf("%d done, %q", len(d.Submitted), st.LastSaid())
	}
}

func TestAPreviewOfNothingOffersNothingAndIsClosed(t *testing.T) {
	d := shop()
	st := play(t, d, 60, 30)
	st.Act(keymaps.Mark, keymaps.Claim)
	if got := st.Picture(); !strings.Contains(got, "Nothing would change.") || !strings.Contains(got, "This ticket is yours already.") {
		t.Errorf("it shows\n%s", got)
	}
	if labelled, ok := st.Top().(screen.Labelled); !ok || labelled.Label(keymaps.Accept) != "close" {
		t.Error("it offers to do it")
	}
	if st.Act(keymaps.Accept); len(d.Submitted) != 0 || strings.Contains(st.Picture(), "Nothing would change.") {
		t.Errorf("it was done all the same, or stays\n%s", st.Picture())
	}
}

func TestAClaimOfManySaysWhoseTicketsItTakes(t *testing.T) {
	d := shop()
	for n, who := range map[int64]desk.AgentID{4833: "tom", 4790: "tom", 4811: "ines"} {
		elsewhere(d, ticket(t, d, n), desk.Assign{To: who})
	}
	s := screentest.NewSession(d)
	st := screentest.Play(t, d, s, queue.New(queue.Needs{Session: s, Reads: d, People: d, Ledger: d, View: desk.ViewAll}), 80, 34)
	st.Act(keymaps.MarkAll, keymaps.Claim)
	got := st.Picture()
	if !strings.Contains(got, "3 of them are with colleagues now: tom 2, ines 1.") || strings.Index(got, "4833") > strings.Index(got, "left out") {
		t.Errorf("it shows\n%s", got)
	}
	if strings.Count(got, "yours already") != 1 || !strings.Contains(got, "2 · This ticket is yours already.") {
		t.Errorf("a reason stands there more than once\n%s", got)
	}
}

func TestWhatIsDoneToOneTicketAtATimeIsRefusedWhileManyAreMarked(t *testing.T) {
	d := shop()
	st := play(t, d, 80, 24)
	st.Act(keymaps.Mark, keymaps.Down, keymaps.Mark)
	for _, a := range []keymaps.Action{keymaps.Follow, keymaps.Escalate, keymaps.HandOver, keymaps.Remind, keymaps.Merge} {
		why := st.Act(a)
		if said := st.Session.Book.Reason(why); !strings.Contains(said, "one ticket at a time; marked: 2.") {
			t.Errorf("%s: %q", a, said)
		}
	}
	if len(d.Submitted) != 0 {
		t.Error("something was done")
	}
}

func TestADiskThatIsFullLeavesTheMarks(t *testing.T) {
	d := shop()
	st := play(t, d, 60, 30)
	d.Refuse = desk.Refuse(desk.DiskFull)
	st.Act(keymaps.MarkAll, keymaps.Release, keymaps.Accept)
	if got := standing(st); !strings.HasPrefix(got, "5 marked") || st.Said[0].Level != screen.Failure {
		t.Errorf("%q, %+v", got, st.Said)
	}
}

func TestTheMarkedListAndItsPreviewFitEverySize(t *testing.T) {
	d := busy(60)
	for _, words := range screentest.Hostile() {
		d.Open(int64(1000+len(words)), words, words, "x", time.Minute)
	}
	st := play(t, d, 100, 30)
	st.Act(keymaps.MarkAll)
	st.Sweep()
	st.Act(keymaps.Claim)
	st.Sweep()
	screentest.Tame(t, st.Top().View(now).Text)
	st.Act(keymaps.Cancel, keymaps.Solve)
	st.Sweep()
	screentest.Tame(t, st.Top().View(now).Text)
}

func TestMarksThatCannotBeReadAreSaidAndStay(t *testing.T) {
	d := shop()
	st := play(t, d, 60, 30)
	st.Act(keymaps.MarkAll)
	st.Hold = true
	st.Act(keymaps.Release)
	st.Hold = false
	st.Do(st.Top(), st.Top().Learn("marked.many", desk.Refuse(desk.DiskFull)))
	if st.Top().(screen.Unready).Unready() || !strings.HasPrefix(standing(st), "5 marked") || len(st.Said) == 0 {
		t.Errorf("%q, %+v", standing(st), st.Said)
	}
}
