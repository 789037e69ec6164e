package thread_test

import (
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

func TestTheConversationSaysOfWhatOneIsRemindedAndNothingOfOthers(t *testing.T) {
	d := screentest.NewDesk(now)
	id := d.Open(4821, "Where is it", "Harper Moore", "W5964460?", time.Hour)
	k := d.Tickets[id]
	k.Reminders = []desk.Reminder{{By: "kim", At: now.Add(2 * time.Hour), Text: desk.Foreign("call the depot")}, {By: "tom", At: now, Text: desk.Foreign("Tom's business")}}
	d.Tickets[id] = k
	st := play(t, d, id, 80, 24)
	want := " reminds you " + now.Add(2*time.Hour).Format("15:04") + " · call the depot\n"
	if got := st.Picture(); !strings.Contains(got, want) || strings.Contains(got, "business") {
		t.Errorf("it shows\n%s", got)
	}
	st.Sweep()
	d.Clock = now.Add(3 * time.Hour)
	if got := st.Picture(); !strings.Contains(got, " reminded you ") {
		t.Errorf("afterwards it shows\n%s", got)
	}
	for _, bad := range screentest.Hostile() {
		k.Reminders[0].Text = desk.Foreign(bad)
		screentest.Tame(t, play(t, d, id, 80, 24).Top().View(now).Text)
	}
}

func TestWhoHearsATicketHearsNamesAndWordsAsTheyWereWritten(t *testing.T) {
	d := screentest.NewDesk(now)
	id := d.Open(4821, "Where is it", "Moore · Lamps", "W5964460?", time.Hour)
	k := d.Tickets[id]
	k.Reminders = []desk.Reminder{{By: "kim", At: now.Add(2 * time.Hour), Text: desk.Foreign("depot · gate 3")}}
	d.Tickets[id] = k
	var heard []string
	for _, s := range play(t, d, id, 80, 24).Top().(screen.Teller).Tell(now).More {
		heard = append(heard, s.Text)
	}
	if got := strings.Join(heard, "\n"); !strings.Contains(got, "Moore · Lamps") || !strings.Contains(got, ", depot · gate 3") {
		t.Errorf("it says %s", got)
	}
}
