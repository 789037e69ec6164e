package queue_test

import (
	"strconv"
	"testing"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

func repeat(st *screentest.Stage, a keymaps.Action, n int) {
	st.Do(st.Top(), st.Top().(screen.Repeater).Repeat(a, n))
}

func TestANumberMovesSoManyRowsAlsoBeyondWhatIsHeld(t *testing.T) {
	st := play(t, busy(3000), 60, 24)
	for _, step := range []struct {
		a    keymaps.Action
		n    int
		want string
	}{
		{keymaps.Down, 5, "6"},
		{keymaps.Up, 2, "4"},
		{keymaps.Down, 2500, "2504"},
		{keymaps.Up, 1500, "1004"},
		{keymaps.PageDown, 3, "1031"},
		{keymaps.Down, 99_999, "3000"},
		{keymaps.Up, 2998, "2"},
		{keymaps.Up, 999_999_999, "1"},
	} {
		repeat(st, step.a, step.n)
		if on, _ := under(t, st); on != step.want {
			t.Fatalf("%d times %s leads to %s and not to %s:\n%s", step.n, step.a, on, step.want, st.Picture())
		}
	}
}

func TestGoingToATicketOfTheViewLeadsToItsRow(t *testing.T) {
	d := busy(500)
	st := play(t, d, 60, 24)
	for _, n := range []int64{3, 412, 1} {
		st.Do(st.Top(), st.Top().(screen.Finder).GoTo(ticket(t, d, n)))
		if on, _ := under(t, st); on != strconv.FormatInt(n, 10) || !st.LastWent().Ticket.IsZero() {
			t.Errorf("the cursor is on %s and not on %d; went to %+v", on, n, st.LastWent())
		}
	}
}

func TestGoingToATicketElsewhereOpensIt(t *testing.T) {
	d := busy(5)
	d.Open(900, "Not mine", "Ann", "text", 0, nobodys)
	st := play(t, d, 60, 24)
	id := ticket(t, d, 900)
	st.Do(st.Top(), st.Top().(screen.Finder).GoTo(id))
	if w := st.LastWent(); w.To != screen.Ticket || w.Ticket != id {
		t.Errorf("went to %+v", w)
	}
	if on, _ := under(t, st); on != "1" {
		t.Errorf("the cursor moved to %s", on)
	}
}

func TestWhoComesBackFromATicketElsewhereSeesTheOneUnderTheCursorBesideIt(t *testing.T) {
	d := busy(5)
	d.Open(900, "Not mine", "Ann", "text", 0, nobodys)
	st := play(t, d, 60, 24)
	st.Do(st.Top(), st.Top().(screen.Finder).GoTo(ticket(t, d, 900)))
	st.Do(st.Top(), st.Top().(screen.Entered).Enter())
	if w := st.Went[len(st.Went)-1]; !w.Follow || w.Ticket != ticket(t, d, 1) {
		t.Errorf("beside the list stands %+v", w)
	}
}

func TestANumberGoesSoManyViewsOn(t *testing.T) {
	st := play(t, busy(1), 60, 24)
	repeat(st, keymaps.NextView, 3)
	if v := st.Top().(screen.Counted).Viewing(); v != desk.ViewOpen {
		t.Errorf("shows %s", v)
	}
	repeat(st, keymaps.PreviousView, 2)
	if v := st.Top().(screen.Counted).Viewing(); v != desk.ViewUnassigned {
		t.Errorf("shows %s", v)
	}
}
