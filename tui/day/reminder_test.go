package day_test

import (
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/screentest"
)

func remind(d *screentest.Desk, number int64, in time.Duration, words string) {
	t := d.Tickets[id(d, number)]
	t.Reminders = []desk.Reminder{{By: "kim", At: now.Add(in), Text: desk.Foreign(words)}, {By: "tom", At: now, Text: desk.Foreign("Tom's business")}}
	d.Tickets[t.ID] = t
}

func TestRemindersStandInTheDayUntilTheyAreDone(t *testing.T) {
	d := busy()
	remind(d, 4701, -20*time.Minute, "ask Tom how it went")
	remind(d, 4833, 3*time.Hour, "")
	st := play(t, d, 80, 45)
	got := st.Picture()
	late, later := strings.Index(got, "late 20 m"), strings.Index(got, "3 h  ")
	if late < 0 || later < late || !strings.Contains(got, "ask Tom how it went") || strings.Contains(got, "business") {
		t.Errorf("it shows\n%s", got)
	}
	for range 9 {
		st.Act(keymaps.Down)
	}
	if why := st.Act(keymaps.Done); !why.None() {
		t.Fatalf("it cannot be done: %+v", why)
	}
	if op := d.Submitted[0]; op.Intent != (desk.Remind{}) || op.Ticket != id(d, 4701) {
		t.Errorf("it makes %+v", op)
	}
	if back := st.Said[len(st.Said)-1].Back; back == nil || back.Intent != (desk.Remind{At: now.Add(-20 * time.Minute), Text: desk.Foreign("ask Tom how it went")}) {
		t.Errorf("it is set back by %+v", back)
	}
	d.Settle()
	st.Changed(desk.ChangedTicket, id(d, 4701))
	st.Ring("again")
	if got := st.Picture(); strings.Contains(got, "late 20 m") {
		t.Errorf("once it is done it shows\n%s", got)
	}
}

func TestWhyAPromiseIsNotDoneByAKeyIsSaid(t *testing.T) {
	st := play(t, busy(), 80, 45)
	for range 9 {
		st.Act(keymaps.Down)
	}
	if why := st.Act(keymaps.Done); why.Code != desk.NothingSelected || why.Args[0] != "no_reminder" {
		t.Errorf("a promise: %+v", why)
	}
}

func TestTheDaySaysHowLongAgoTheLastBreakWas(t *testing.T) {
	d := busy()
	d.Who.Break.Ended = now.Add(-130 * time.Minute)
	if got := play(t, d, 100, 30).Picture(); !strings.Contains(got, "2 h 10 since your last break") {
		t.Errorf("it shows\n%s", got)
	}
	d.Who.Away, d.Who.Break.Since = true, now.Add(-5*time.Minute)
	if got := play(t, d, 100, 30).Picture(); !strings.Contains(got, "on a break since 14:27") {
		t.Errorf("on a break it shows\n%s", got)
	}
}
