package day_test

import (
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/day"
	"github.com/heed-desk/heed/tui/screentest"
)

// counting counts how often what one worked on is read.
type counting struct {
	*screentest.Desk
	reads *int
}

func (c counting) Worked(since time.Time) ([]desk.Worked, error) {
	*c.reads++
	return c.Desk.Worked(since)
}

func TestTheDayIsAddedUpAgainForOnesOwnTicketsAndSeldomForOthers(t *testing.T) {
	d, reads := busy(), 0
	s := screentest.NewSession(d)
	st := screentest.Play(t, d, s, day.New(day.Needs{Session: s, Reads: counting{d, &reads}}), 100, 30)
	for range 20 {
		st.Changed(desk.ChangedTicket, desk.NewTicketID())
	}
	if _, again := st.Timers["again"]; again || st.Timers["later"] < time.Minute {
		t.Errorf("somebody else's tickets are minded: %v", st.Timers)
	}
	d.State = desk.Link{State: desk.LinkDown, Since: now.Add(-12 * time.Minute)}
	st.Changed(desk.ChangedLink, desk.TicketID{})
	if reads != 1 || !strings.Contains(st.Picture(), "no connection for 12 m") {
		t.Errorf("it read %d times and shows\n%s", reads, st.Picture())
	}
	st.Changed(desk.ChangedTicket, id(d, 4833))
	st.Ring("again")
	st.Ring("later")
	if reads != 3 {
		t.Errorf("it read %d times", reads)
	}
}

func TestWhatIsInSightIsTheSameWhetherOrNotItWasDrawnOnTheWay(t *testing.T) {
	walk := func(draws bool) string {
		st := play(t, busy(), 80, 14)
		for _, a := range []keymaps.Action{keymaps.Last, keymaps.Up, keymaps.Up, keymaps.Up, keymaps.Down} {
			st.Act(a)
			if draws {
				st.Picture()
			}
		}
		return st.Picture()
	}
	if drawn, heard := walk(true), walk(false); drawn != heard {
		t.Errorf("drawn on the way it shows\n%s\nelse\n%s", drawn, heard)
	}
}
