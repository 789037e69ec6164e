package queue_test

import (
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screen"
)

func TestWhereTheCursorStandsAgreesWithTheRowsInSightWhenSomeHaveLeft(t *testing.T) {
	d := shop()
	st := play(t, d, 80, 24)
	st.Act(keymaps.Last)
	for _, n := range []int64{4821, 4833} {
		id := ticket(t, d, n)
		elsewhere(d, id, desk.Assign{To: "tom"})
		st.Changed(desk.ChangedTicket, id)
	}
	got := st.Picture()
	rows := strings.Count(got, " has it")
	placed, ok := st.Top().(screen.Placed)
	if !ok || rows != 2 || placed.Standing() != "5 of 5" || !strings.Contains(got, "2 gone of 5") {
		t.Errorf("it stands at %q\n%s", placed.Standing(), got)
	}
}

func TestATicketThatOneOpensOneselfIsLetInAndTheCursorStaysOnItsTicket(t *testing.T) {
	d := shop()
	st := play(t, d, 80, 24)
	st.Act(keymaps.Down)
	before, _ := under(t, st)
	id := d.Open(0, "Lamp subject", "Nell Baker", "Body", 5*time.Hour, func(k *desk.Ticket) { k.Assignee = d.Who.ID })
	st.Changed(desk.ChangedOutbox, id)
	got := st.Picture()
	if after, _ := under(t, st); after != before || !strings.Contains(got, "Lamp subject") || strings.Contains(got, "1 new") {
		t.Errorf("the cursor was on %s and is on %s\n%s", before, after, got)
	}
}
