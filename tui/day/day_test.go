package day_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/day"
	"github.com/heed-desk/heed/tui/screen"
	"github.com/heed-desk/heed/tui/screentest"
)

// now is a Wednesday, 14:32.
var now = time.Date(2026, 3, 4, 14, 32, 0, 0, time.UTC)

// answered is a ticket that came in so long ago and that somebody answered after so long.
func answered(d *screentest.Desk, number int64, subject string, ago, after time.Duration, by desk.AgentID, in desk.Reply) desk.TicketID {
	id := d.Open(number, subject, "Harper Moore", "Where is it?", ago)
	was := d.Clock
	d.Clock = now.Add(after - ago)
	d.Arrive(desk.Op{
		ID: desk.NewOpID(), Ticket: id, Base: d.Tickets[id].Version, Seen: d.Tickets[id].LastMessage, Actor: by, At: d.Clock, Intent: in,
	})
	d.Clock = was
	return id
}

func says(words string, then desk.Status) desk.Reply {
	return desk.Reply{Text: desk.Foreign(words), Then: then}
}

func rate(d *screentest.Desk, id desk.TicketID, stars int, words string, ago time.Duration) {
	t := d.Tickets[id]
	t.Rating = &desk.Rating{Score: stars, Comment: desk.Foreign(words), At: now.Add(-ago)}
	d.Tickets[id] = t
}

// busy is a desk on which kim had a day.
func busy() *screentest.Desk {
	d := screentest.NewDesk(now)
	rate(d, answered(d, 4821, "Refund still not on my card", 5*time.Hour, 12*time.Minute, "kim", says("It left us.", desk.Solved)), 5, "Thank you, so quick", time.Hour)
	answered(d, 4833, "Parcel says delivered", 10*time.Hour, 9*time.Hour, "kim", says("I have asked the carrier. I will write to you tomorrow.", ""))
	answered(d, 4790, "Change the address", 74*time.Hour, 30*time.Minute, "kim", says("I will call you back on Tuesday.", ""))
	answered(d, 4700, "Lamp", 50*time.Hour, time.Hour, "kim", says("Done.", desk.Solved))
	answered(d, 4701, "Tom's own", 5*time.Hour, time.Minute, "tom", says("Mine, by Friday: I will write on Friday.", desk.Solved))
	return d
}

// id is the ticket with a number.
func id(d *screentest.Desk, number int64) desk.TicketID {
	id, _ := d.Find(number)
	return id
}

func play(t *testing.T, d *screentest.Desk, w, h int) *screentest.Stage {
	s := screentest.NewSession(d)
	sc := day.New(day.Needs{Session: s, Reads: d})
	sc.Focus(true)
	return screentest.Play(t, d, s, sc, w, h)
}

func TestADayShowsWhatOneDidOneselfTodayAndTheDaysBefore(t *testing.T) {
	got := play(t, busy(), 160, 45).Picture()
	for _, want := range []string{
		"My day · Wednesday", "calendar hours",
		"Answered                         2", "First reply           12 m  9 h 00    2", "within span       50 %    2", "30 m  1 h 00    2",
		"Solved                             1", "at one touch     100 %    1", "Satisfied        100 %             1",
		"★★★★★", "▏Thank you, so quick", "Spans, in calendar hours: urgent 1 h, high 4 h, normal 8 h, low",
	} {
		if !strings.Contains(strings.Join(strings.Fields(got), " "), strings.Join(strings.Fields(want), " ")) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	if strings.Contains(got, "Tom's own") {
		t.Errorf("somebody else's work is in it\n%s", got)
	}
}

func TestPromisesStandByTheirDayThoseThatAreLateFirst(t *testing.T) {
	got := play(t, busy(), 80, 45).Picture()
	late, tomorrow := strings.Index(got, "late 1 d"), strings.Index(got, "tomorrow")
	if late < 0 || tomorrow < late || !strings.Contains(got, "4790  Change the address · Harper Moore") {
		t.Errorf("it shows\n%s", got)
	}
}

func TestAPromiseIsKeptByTheNextPublicWordOrBySolving(t *testing.T) {
	for name, deed := range map[string]desk.Intent{
		"a reply": says("It is here.", ""), "solving": desk.SetStatus{Status: desk.Solved}, "a colleague takes it": desk.Assign{To: "tom"},
		"a call": desk.LogCall{Way: desk.CallOut, Minutes: 3, Text: desk.Foreign("told them")},
	} {
		d := screentest.NewDesk(now)
		ticket := answered(d, 4790, "Change the address", 74*time.Hour, 30*time.Minute, "kim", says("I will call you back on Tuesday.", ""))
		st := play(t, d, 80, 24)
		if !strings.Contains(st.Picture(), "late 1 d") {
			t.Fatalf("the promise is not shown\n%s", st.Picture())
		}
		d.Arrive(desk.Op{
			ID: desk.NewOpID(), Ticket: ticket, Base: d.Tickets[ticket].Version, Seen: d.Tickets[ticket].LastMessage, Actor: "kim", At: now, Intent: deed,
		})
		st.Changed(desk.ChangedTicket, ticket)
		st.Ring("again")
		if got := st.Picture(); strings.Contains(got, "late 1 d") || !strings.Contains(got, "You owe nobody a word") {
			t.Errorf("%s leaves it open\n%s", name, got)
		}
	}
}

func TestEveryNumberOpensTheTicketsBehindItAndSaysWhatItCounts(t *testing.T) {
	st := play(t, busy(), 120, 40)
	st.Act(keymaps.Down) // first reply
	st.Act(keymaps.Open)
	got := st.Picture()
	for _, want := range []string{"4833  Parcel says delivered", "9 h 00, over 8 h", "12 m, within 8 h"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	st.Act(keymaps.Accept)
	if went := st.LastWent(); went.To != screen.Ticket || went.Ticket != id(st.Desk, 4833) {
		t.Errorf("it goes to %+v", went)
	}
	for range 9 {
		if st.Act(keymaps.WhyOrder); !strings.Contains(st.Picture(), ".") || strings.Contains(st.Picture(), "day.") {
			t.Errorf("a figure does not say what it counts:\n%s", st.Picture())
		}
		st.Act(keymaps.Cancel, keymaps.Down)
	}
	if why := play(t, screentest.NewDesk(now), 80, 24).Act(keymaps.Open); why.Code != desk.NothingSelected {
		t.Errorf("a figure of nothing opens: %+v", why)
	}
}

func TestADayBeforeItsFirstReplyIsKindAndQuiet(t *testing.T) {
	got := play(t, screentest.NewDesk(now), 100, 30).Picture()
	for _, want := range []string{"You owe nobody a word", "Nobody has rated", "–"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
}

func TestWithoutAConnectionItSaysWhatTheDayMayLack(t *testing.T) {
	d := busy()
	d.State = desk.Link{State: desk.LinkDown, Since: now.Add(-12 * time.Minute)}
	if got := play(t, d, 100, 30).Picture(); !strings.Contains(got, "no connection for 12 m") {
		t.Errorf("it shows\n%s", got)
	}
	d.Err = errors.New("broken")
	if got := play(t, d, 100, 30).Picture(); strings.Contains(got, "Answered") {
		t.Errorf("where reading failed it shows\n%s", got)
	}
}

func TestManyNewsAreAddedUpOnce(t *testing.T) {
	d := busy()
	st := play(t, d, 100, 30)
	st.Changed(desk.ChangedTicket, id(d, 4833))
	delete(st.Timers, "again")
	st.Changed(desk.ChangedTicket, id(d, 4833))
	if _, again := st.Timers["again"]; again {
		t.Error("news that come while others settle put the sum off")
	}
}

func TestWhatCustomersSaidStaysInItsPlace(t *testing.T) {
	for _, words := range screentest.Hostile() {
		d := busy()
		rate(d, id(d, 4821), 2, words, time.Hour)
		k := d.Tickets[id(d, 4821)]
		k.Subject, k.RequesterName = desk.Foreign(words), desk.Foreign(words)
		d.Tickets[k.ID] = k
		st := play(t, d, 100, 30)
		screentest.Tame(t, st.Top().View(now).Text)
		st.Sweep()
	}
}

func TestTheDayFitsEverySizeWithItsDialogs(t *testing.T) {
	for name, d := range map[string]*screentest.Desk{"busy": busy(), "empty": screentest.NewDesk(now)} {
		st := play(t, d, 120, 40)
		for range 14 {
			st.Sweep()
			st.Act(keymaps.Down)
		}
		st.Act(keymaps.First, keymaps.WhyOrder)
		st.Sweep()
		st.Act(keymaps.Cancel, keymaps.Open)
		st.Sweep()
		if t.Failed() {
			t.Fatal(name)
		}
	}
}

func TestTheDayReadsAloud(t *testing.T) {
	st := play(t, busy(), 100, 30)
	var told []string
	for i := range 13 {
		for _, s := range st.Top().(screen.Teller).Tell(now).Here {
			told = append(told, s.Text+s.Quote)
		}
		if i == 1 {
			st.Act(keymaps.Open)
			for _, s := range st.Top().(screen.Teller).Tell(now).Here {
				told = append(told, s.Text)
			}
			st.Act(keymaps.Cancel, keymaps.WhyOrder)
			told = append(told, st.Top().(screen.Teller).Tell(now).Here[0].Text)
			st.Act(keymaps.Cancel)
		}
		st.Act(keymaps.Down)
	}
	all := strings.Join(told, "\n")
	for _, want := range []string{
		"First reply.\nToday: half within 12 m, nine of ten within 9 h 00, of 2.", "First reply within span.\nToday: 50 % of 2.", "Handed over.\nToday: 0.",
		"9 h 00, over 8 h.", "From the moment a ticket came in", "Promised for: late 1 d.", "5 of 5 stars.", "The customer wrote:Thank you, so quick",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is missing in\n%s", want, all)
		}
	}
}

func TestWhatThereIsNoRoomForStandsWithWhatAFigureCounts(t *testing.T) {
	st := play(t, busy(), 120, 40)
	st.Act(keymaps.Down, keymaps.WhyOrder)
	if got := st.Picture(); !strings.Contains(got, "The mean, today: 4 h 36, of 2.") || !strings.Contains(got, "The mean, 7 days before: 45 m, of 2.") {
		t.Errorf("the means are not shown:\n%s", got)
	}
	st.Act(keymaps.Cancel, keymaps.Down, keymaps.WhyOrder)
	if got := st.Picture(); !strings.Contains(got, "normal: within 8 h · today 1 of 2 · 7 days before 2 of 2") || !strings.Contains(got, "urgent: within 1 h\n") {
		t.Errorf("the targets are not shown:\n%s", got)
	}
}

func TestANewDayBeginsAtMidnightWhereOneIs(t *testing.T) {
	d := busy()
	st := play(t, d, 100, 30)
	if wait := st.Timers["midnight"]; wait != 9*time.Hour+28*time.Minute+time.Second {
		t.Fatalf("it waits %v", wait)
	}
	d.Clock = now.Add(9*time.Hour + 29*time.Minute)
	st.Ring("midnight")
	got := strings.Join(strings.Fields(st.Picture()), " ")
	if !strings.Contains(got, "My day · Thursday") || !strings.Contains(got, "Answered 0") {
		t.Errorf("after midnight it shows\n%s", st.Picture())
	}
}

func TestFirstRepliesAreHeldAgainstWhatTheDeskPromisesInItsHours(t *testing.T) {
	d := busy()
	sla := desk.DefaultSLA("")
	d.SLA = &sla
	st := play(t, d, 160, 45)
	got := st.Picture()
	for _, want := range []string{
		"as promised               100 %             2", // the one that came in at night was answered within the hours of a morning
		"What was promised counts in",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing from\n%s", want, got)
		}
	}
	if strings.Contains(got, "within span") {
		t.Errorf("it still speaks of spans:\n%s", got)
	}
	st.Act(keymaps.Down, keymaps.Down, keymaps.WhyOrder)
	if got := st.Picture(); !strings.Contains(got, "within 8 h in business hours · today 2 of 2") {
		t.Errorf("what it counts is said so:\n%s", got)
	}
	st.Act(keymaps.Cancel, keymaps.Open)
	if got := st.Picture(); !strings.Contains(got, "9 h 00; 4 h 32 in business hours, within 8 h") {
		t.Errorf("the tickets behind it:\n%s", got)
	}
	st.Sweep()
}
