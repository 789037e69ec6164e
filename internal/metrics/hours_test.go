package metrics

import (
	"testing"
	"time"

	"github.com/heed-desk/heed/desk"
)

// berlin is a desk that promises replies in the hours of a calendar there.
func berlin(t *testing.T, week func(day time.Weekday) []desk.Block) (desk.SLA, *time.Location) {
	t.Helper()
	c := desk.Calendar{ID: "office", Zone: "Europe/Berlin"}
	for day := range c.Week {
		c.Week[day] = week(time.Weekday(day))
	}
	p := desk.Policy{ID: "all", Calendar: c.ID, Pauses: []desk.Status{desk.Pending}}
	for _, target := range []desk.Target{desk.FirstReply, desk.NextReply, desk.Resolution} {
		p.Promises = append(p.Promises, desk.Promise{Target: target, Within: 4 * time.Hour})
	}
	sla, err := desk.SLA{Policies: []desk.Policy{p}, Calendars: []desk.Calendar{c}}.Checked()
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return sla, zone
}

// lived is a ticket with what happened on it, each at a time.
func lived(n int, status desk.Status, at []time.Time, what ...string) (desk.Ticket, []desk.Message) {
	var lines []line
	for _, w := range what {
		lines = append(lines, line{0, w})
	}
	all := thread(lines...)
	for i := range all {
		all[i].At = at[i]
	}
	return desk.Ticket{ID: numbered(n), CreatedAt: at[0], UpdatedAt: at[len(at)-1], Status: status}, all
}

func TestBothClocksAreKeptAndRightWhereTheClocksAreSet(t *testing.T) {
	always := func(time.Weekday) []desk.Block { return []desk.Block{desk.DayLong()} }
	nights := func(time.Weekday) []desk.Block { return []desk.Block{{From: 60, To: 5 * 60}} } // from one to five
	office := func(d time.Weekday) []desk.Block {
		if d == time.Saturday || d == time.Sunday {
			return nil
		}
		return []desk.Block{{From: 9 * 60, To: 17 * 60}}
	}
	for name, c := range map[string]struct {
		week               func(time.Weekday) []desk.Block
		from, to           string // on the wall in Berlin
		calendar, business time.Duration
	}{
		"set on, around the clock":         {always, "2026-03-28 22:00", "2026-03-29 10:00", 11 * time.Hour, 11 * time.Hour},
		"set back, around the clock":       {always, "2026-10-24 22:00", "2026-10-25 10:00", 13 * time.Hour, 13 * time.Hour},
		"set on, an hour is never open":    {nights, "2026-03-28 22:00", "2026-03-29 10:00", 11 * time.Hour, 3 * time.Hour},
		"set back, an hour is open twice":  {nights, "2026-10-24 22:00", "2026-10-25 10:00", 13 * time.Hour, 5 * time.Hour},
		"over a weekend that is set on":    {office, "2026-03-27 16:00", "2026-03-30 10:00", 65 * time.Hour, 2 * time.Hour},
		"over a weekend that is set back":  {office, "2026-10-23 16:00", "2026-10-26 10:00", 67 * time.Hour, 2 * time.Hour},
		"while nobody is there":            {office, "2026-05-02 10:00", "2026-05-03 12:00", 26 * time.Hour, 0},
		"over a night, within the promise": {office, "2026-05-04 16:30", "2026-05-05 09:30", 17 * time.Hour, time.Hour},
	} {
		sla, zone := berlin(t, c.week)
		at := func(s string) time.Time {
			when, err := time.ParseInLocation("2006-01-02 15:04", s, zone)
			if err != nil {
				t.Fatal(err)
			}
			return when.UTC()
		}
		from, to := at(c.from), at(c.to)
		e := New(sla, zone, time.Time{})
		e.Take(lived(1, desk.Solved, []time.Time{from, to, to, to, to}, "customer", "ann", "customer", "tom", "solve"))
		got := e.On(Scope{}, to)
		for figure, times := range map[Name]Times{FirstReply: got.FirstReply, Resolution: got.Resolution, RequesterWait: got.RequesterWait} {
			if times.N != 1 || times.Calendar.P50 != c.calendar || times.Business.P50 != c.business {
				t.Errorf("%s: %s took %v and %v, want %v and %v", name, figure, times.Calendar.P50, times.Business.P50, c.calendar, c.business)
			}
		}
		kept := Share{0, 1}
		if c.business <= 4*time.Hour {
			kept.N = 1
		}
		if got.ServiceLevel != kept || got.Resolution.Kept() != kept {
			t.Errorf("%s: %v and %v were kept", name, got.ServiceLevel, got.Resolution.Kept())
		}
		if got.NextReply.N != 1 || got.NextReply.Calendar.P50 != 0 {
			t.Errorf("%s: the next reply took %v", name, got.NextReply)
		}
	}
}

func TestADayIsOneWhereTheDeskIsAndItsHoursAreThoseOnTheWall(t *testing.T) {
	sla, zone := berlin(t, func(time.Weekday) []desk.Block { return nil })
	for name, c := range map[string]struct {
		day   time.Time
		hours time.Duration
		at    [24]int // of a ticket that is opened each half hour
	}{
		"a plain day": {time.Date(2026, 5, 4, 0, 0, 0, 0, zone), 24 * time.Hour, [24]int{2: 2, 3: 2}},
		"set on":      {time.Date(2026, 3, 29, 0, 0, 0, 0, zone), 23 * time.Hour, [24]int{2: 0, 3: 2}},
		"set back":    {time.Date(2026, 10, 25, 0, 0, 0, 0, zone), 25 * time.Hour, [24]int{2: 4, 3: 2}},
	} {
		e := New(sla, zone, time.Time{})
		n := 0
		for at := c.day.Add(-3 * time.Hour); at.Before(c.day.Add(28 * time.Hour)); at = at.Add(30 * time.Minute) {
			n++
			e.Take(lived(n, desk.New, []time.Time{at.UTC()}, "customer"))
		}
		f := e.At(c.day.Add(12 * time.Hour))
		if long := f.Day.To.Sub(f.Day.From); long != c.hours || !f.Day.From.Equal(c.day) {
			t.Errorf("%s: it is %v long, from %v", name, long, f.Day.From)
		}
		today := f.Desk.Today
		if want := int(c.hours / (30 * time.Minute)); today.Arrived != want || today.ArrivedByHour[2] != c.at[2] || today.ArrivedByHour[3] != c.at[3] {
			t.Errorf("%s: %d arrived, at %v", name, today.Arrived, today.ArrivedByHour)
		}
	}
}

func TestWaitsAreSummedSpellBySpellAndPausesAreNotHeldAgainstAResolution(t *testing.T) {
	sla, zone := berlin(t, func(time.Weekday) []desk.Block { return []desk.Block{{From: 9 * 60, To: 17 * 60}} })
	day := time.Date(2026, 5, 4, 0, 0, 0, 0, zone)
	at := func(hour int) time.Time { return day.Add(time.Duration(hour) * time.Hour) }
	e := New(sla, zone, time.Time{})
	// New from 8, on hold from 10, pending from 12 until 8 the next day, solved at 11, opened again at 12, solved at 14.
	k, all := lived(1, desk.Solved, []time.Time{at(8), at(10), at(12), at(32), at(35), at(36), at(38)}, "customer", "hold", "pend", "back", "solve", "reopen", "solve")
	e.Take(k, all)
	got := e.On(Scope{}, at(38))
	for name, c := range map[Name]struct {
		got                Times
		calendar, business time.Duration
	}{
		Resolution:    {got.Resolution, 30 * time.Hour, 13 * time.Hour}, // one schedule, from end to end
		RequesterWait: {got.RequesterWait, 9 * time.Hour, 7 * time.Hour},
		AgentWait:     {got.AgentWait, 20 * time.Hour, 5 * time.Hour},
		OnHold:        {got.OnHold, 2 * time.Hour, 2 * time.Hour},
	} {
		if c.got.Calendar.P50 != c.calendar || c.got.Business.P50 != c.business {
			t.Errorf("%s is %v and %v, want %v and %v", name, c.got.Calendar.P50, c.got.Business.P50, c.calendar, c.business)
		}
	}
	held := e.Behind(Resolution, Scope{}, e.DayOf(at(38)))[0].Held
	if held != (Held{4 * time.Hour, true, 7 * time.Hour}) || got.Resolution.Kept() != (Share{0, 1}) {
		t.Errorf("it is held against %+v", held)
	}
	if got.Reopened != (Share{1, 1}) || got.Reopens != 1 || got.OneTouch != (Share{0, 1}) {
		t.Errorf("opened again %v, %d times, one touch %v", got.Reopened, got.Reopens, got.OneTouch)
	}
}
