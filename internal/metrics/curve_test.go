package metrics

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/desk"
)

// pointOf is what a figure's cases in a stretch of time come to, reckoned one by one.
func pointOf(e *Engine, n Name, s Scope, p Period) Point {
	of := map[Name]Name{OneTouch: Resolution, Responded: Resolution, Reopened: Ended, Satisfied: Rated, ServiceLevel: ServiceLevel}
	all := e.Behind(n, s, p)
	at := Point{From: p.From, N: len(all)}
	switch {
	case n == FirstReply || n == NextReply || n == Resolution:
		var took Spread
		for _, c := range all {
			took.Add(c.Took)
		}
		at.P50 = took.P50()
	case of[n] != "":
		at.Of = len(e.Behind(of[n], s, p))
	}
	if n == ServiceLevel {
		at.N = len(slices.DeleteFunc(all, Case.Over))
	}
	return at
}

func TestEachPointOfACurveIsWhatTheTicketsOfItsStepComeTo(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(r *rapid.T) {
		e := New(desk.DefaultSLA("Europe/Berlin"), zone, time.Time{})
		for n := range rapid.IntRange(1, 5).Draw(r, "tickets") {
			h := drawHistory(r, n)
			for at := range h.states { // what was counted before is taken out again
				e.Take(h.states[at], h.thread[e.Last(h.states[at].ID):at+1])
			}
		}
		now := nine.Add(time.Duration(rapid.IntRange(0, 16000).Draw(r, "now")) * time.Minute)
		s := rapid.SampledFrom([]Scope{{}, {ByGroup, "billing"}, {ByChannel, string(desk.Chat)}, {ByAgent, "ann"}}).Draw(r, "part")
		n, over := rapid.SampledFrom(Drawn()).Draw(r, "figure"), rapid.SampledFrom(Spans()).Draw(r, "span")
		c := e.Curve(now, n, s, over)
		for _, one := range []struct {
			now    time.Time
			points []Point
		}{{now, c.Points}, {now.In(zone).AddDate(0, 0, -7), c.Ghost}} {
			steps := e.steps(one.now, over)
			for i, p := range one.points {
				want := pointOf(e, n, s, Period{steps[i], steps[i+1]})
				if p != want {
					r.Fatalf("%s of %v over the %s at %v is %+v, and its cases come to %+v", n, s, over, steps[i], p, want)
				}
			}
		}
	})
}

func TestACurveEndsInTheStepThatGoesOnAndItsGhostHasAllOfThem(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	e := New(desk.SLA{}, zone, time.Time{})
	for _, c := range []struct {
		name         string
		at           time.Time
		over         Span
		first, last  string // of the points
		points, back int
	}{
		{"an hour", time.Date(2026, 3, 4, 0, 12, 0, 0, zone), OverHour, "Tue 23:15", "Wed 00:10", 12, 12},
		{"a day", time.Date(2026, 3, 4, 14, 32, 0, 0, zone), OverDay, "Wed 00:00", "Wed 14:00", 15, 24},
		{"a week", time.Date(2026, 3, 4, 14, 32, 0, 0, zone), OverWeek, "Thu 00:00", "Wed 00:00", 7, 7},
		{"the day on which the clocks are put forward", time.Date(2026, 3, 29, 23, 59, 0, 0, zone), OverDay, "Sun 00:00", "Sun 23:00", 23, 24},
		{"that on which they are put back", time.Date(2026, 10, 25, 23, 59, 0, 0, zone), OverDay, "Sun 00:00", "Sun 23:00", 25, 24},
	} {
		got := e.Curve(c.at, Arrived, Scope{}, c.over)
		first, last := got.Points[0].From.Format("Mon 15:04"), got.Points[len(got.Points)-1].From.Format("Mon 15:04")
		if first != c.first || last != c.last || len(got.Points) != c.points || len(got.Ghost) != c.back {
			t.Errorf("%s: %d points from %s to %s, %d before", c.name, len(got.Points), first, last, len(got.Ghost))
		}
	}
	if got := e.Curve(nine, Open, Scope{}, OverDay); len(got.Points)+len(got.Ghost) != 0 {
		t.Errorf("of what stands now there is %+v", got)
	}
}

func TestAHeatMapSumsTheTwoWeeksBeforeTodayByWeekdayAndHour(t *testing.T) {
	e := New(desk.SLA{}, nil, time.Time{})
	monday := time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)
	for i, at := range []time.Time{
		monday, monday.AddDate(0, 0, 7), monday.AddDate(0, 0, 7).Add(10 * time.Minute), // two Mondays
		monday.AddDate(0, 0, 13).Add(14*time.Hour + 29*time.Minute), // a Sunday, in its last minute
		monday.AddDate(0, 0, 14), monday.AddDate(0, 0, -1),          // today, and the day before
	} {
		e.Take(desk.Ticket{ID: desk.TicketID{ID: desk.ID{byte(i + 1)}}, CreatedAt: at, Status: desk.New, Channel: desk.Mail, Group: groups[i%2]}, nil)
	}
	h := e.Heat(monday.AddDate(0, 0, 14), Scope{})
	if h.N != 4 || h.Weekdays[0][9] != 3 || h.Weekdays[6][23] != 1 {
		t.Errorf("%+v", h)
	}
	if h := e.Heat(monday.AddDate(0, 0, 14), Scope{ByGroup, "billing"}); h.N != 2 || h.Weekdays[0][9] != 1 {
		t.Errorf("of a group %+v", h)
	}
}
