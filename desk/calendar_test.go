package desk

import (
	"errors"
	"testing"
	"time"
	_ "time/tzdata" // the days below are known on every machine

	"pgregory.net/rapid"
)

// open is a calendar with the same hours on every day from one weekday to another.
func open(tb testing.TB, zone string, from, to time.Weekday, hours ...Block) Calendar {
	tb.Helper()
	c := Calendar{ID: "test", Zone: zone}
	for day := from; day <= to; day++ {
		c.Week[day] = hours
	}
	return ready(tb, c)
}

func ready(tb testing.TB, c Calendar) Calendar {
	tb.Helper()
	c, err := c.Checked()
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// utc reads a time without a zone as one in UTC.
func utc(tb testing.TB, s string) time.Time {
	tb.Helper()
	at, err := time.Parse("2006-01-02 15:04", s)
	if err != nil {
		tb.Fatal(err)
	}
	return at
}

var split = []Block{{9 * 60, 12 * 60}, {13 * 60, 17 * 60}} // seven hours with a lunch break

func TestBusinessHoursAreReckonedAsByHand(t *testing.T) {
	office := []Block{{9 * 60, 17 * 60}}
	night := []Block{{1 * 60, 4 * 60}} // across what the clocks skip or show twice
	closed := open(t, "Europe/Berlin", time.Monday, time.Friday, split...)
	closed.Holidays = []Holiday{{On: "2026-12-25"}, {On: "2026-12-24", Hours: Block{12 * 60, 24 * 60}}}
	for name, c := range map[string]struct {
		calendar Calendar
		from     string // UTC
		open     string
		want     string // UTC
	}{
		"within a block":                         {open(t, "Europe/Berlin", 1, 5, split...), "2026-03-04 08:30", "1h", "2026-03-04 09:30"},
		"over the lunch break":                   {open(t, "Europe/Berlin", 1, 5, split...), "2026-03-04 10:30", "1h", "2026-03-04 12:30"},
		"to the very end of a block":             {open(t, "Europe/Berlin", 1, 5, split...), "2026-03-04 10:30", "30m", "2026-03-04 11:00"},
		"over a weekend":                         {open(t, "Europe/Berlin", 1, 5, split...), "2026-03-06 15:30", "1h", "2026-03-09 08:30"},
		"begun in the night":                     {open(t, "Europe/Berlin", 1, 5, split...), "2026-03-04 02:00", "8h", "2026-03-05 09:00"},
		"a holiday and half a day":               {ready(t, closed), "2026-12-24 10:00", "2h", "2026-12-28 09:00"},
		"Berlin, the weekend the clocks go on":   {open(t, "Europe/Berlin", 1, 5, office...), "2026-03-27 15:30", "1h", "2026-03-30 07:30"},
		"Berlin, the weekend the clocks go back": {open(t, "Europe/Berlin", 1, 5, office...), "2026-10-23 14:30", "1h", "2026-10-26 08:30"},
		"Berlin, a day of 23 hours":              {open(t, "Europe/Berlin", 0, 6, DayLong()), "2026-03-28 23:00", "24h", "2026-03-29 23:00"},
		"Berlin, hours that are skipped":         {open(t, "Europe/Berlin", 0, 6, night...), "2026-03-28 23:00", "3h", "2026-03-30 00:00"},
		"Berlin, hours that come twice":          {open(t, "Europe/Berlin", 0, 6, night...), "2026-10-24 22:00", "4h", "2026-10-25 03:00"},
		"New York, a Sunday of 23 hours":         {open(t, "America/New_York", 0, 6, night...), "2026-03-08 05:00", "2h", "2026-03-08 08:00"},
		"New York, a Sunday of 25 hours":         {open(t, "America/New_York", 0, 6, night...), "2026-11-01 04:00", "4h", "2026-11-01 09:00"},
		"Kolkata, half an hour off":              {open(t, "Asia/Kolkata", 1, 5, office...), "2026-03-04 03:00", "1h", "2026-03-04 04:30"},
		"Kolkata, over the night":                {open(t, "Asia/Kolkata", 1, 5, office...), "2026-03-04 11:00", "1h", "2026-03-05 04:00"},
		"around the clock":                       {Calendar{}, "2026-03-28 23:00", "24h", "2026-03-29 23:00"},
		"nothing to wait for":                    {open(t, "Europe/Berlin", 1, 5, office...), "2026-03-07 12:00", "0s", "2026-03-07 12:00"},
	} {
		long, err := time.ParseDuration(c.open)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.calendar.Add(utc(t, c.from), long); !got.Equal(utc(t, c.want)) {
			t.Errorf("%s: %s and %s is %s, want %s", name, c.from, c.open, got.UTC(), c.want)
		}
	}
}

func TestADayOfTwentyThreeOrTwentyFiveHoursIsOpenAsLong(t *testing.T) {
	for _, c := range []struct {
		zone, from, to string
		want           time.Duration
	}{
		{"Europe/Berlin", "2026-03-28 23:00", "2026-03-29 22:00", 23 * time.Hour},
		{"Europe/Berlin", "2026-10-24 22:00", "2026-10-25 23:00", 25 * time.Hour},
		{"America/New_York", "2026-03-08 05:00", "2026-03-09 04:00", 23 * time.Hour},
		{"America/New_York", "2026-11-01 04:00", "2026-11-02 05:00", 25 * time.Hour},
		{"Asia/Kolkata", "2026-03-28 18:30", "2026-03-29 18:30", 24 * time.Hour},
		{"Australia/Lord_Howe", "2026-04-04 13:00", "2026-04-05 13:30", 24*time.Hour + 30*time.Minute},
	} {
		day := open(t, c.zone, time.Sunday, time.Saturday, DayLong())
		if got := day.Between(utc(t, c.from), utc(t, c.to)); got != c.want {
			t.Errorf("%s from %s: %s, want %s", c.zone, c.from, got, c.want)
		}
	}
}

func TestACalendarThatNeverOpensReckonsNothing(t *testing.T) {
	never := open(t, "Europe/Berlin", time.Monday, time.Monday, Block{0, 1})
	never.Week[time.Monday] = nil
	never.Holidays = []Holiday{{On: "2026-01-01"}}
	if at := never.Add(noon(), time.Minute); !at.IsZero() {
		t.Errorf("it opened at %s", at)
	}
	if _, err := never.Checked(); err == nil {
		t.Error("and nobody says so")
	}
}

func TestACalendarThatCannotBeMeantIsRefused(t *testing.T) {
	good := Calendar{ID: "office", Zone: "Europe/Berlin"}
	good.Week[1] = split
	if _, err := good.Checked(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Calendar){
		"no name":                   func(c *Calendar) { c.ID = "" },
		"a zone that is nowhere":    func(c *Calendar) { c.Zone = "Mars/Olympus" },
		"a zone of this machine":    func(c *Calendar) { c.Zone = "Local" },
		"a block that ends first":   func(c *Calendar) { c.Week[1] = []Block{{600, 600}} },
		"a block past midnight":     func(c *Calendar) { c.Week[1] = []Block{{600, 1441}} },
		"blocks in each other":      func(c *Calendar) { c.Week[1] = []Block{{0, 600}, {599, 700}} },
		"a day that is not one":     func(c *Calendar) { c.Holidays = []Holiday{{On: "2026-02-30"}} },
		"hours of a day that is 25": func(c *Calendar) { c.Holidays = []Holiday{{On: "2026-02-03", Hours: Block{1, 1500}}} },
	} {
		bad := good
		change(&bad)
		var p *Problem
		if _, err := bad.Checked(); !errors.As(err, &p) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// minutes is the calendar read minute by minute off the wall: whether it is open in the one
// that begins at a time.
func minutes(c Calendar, at time.Time) bool {
	wall := at.In(c.zone)
	in := func(b Block) bool {
		now := wall.Hour()*60 + wall.Minute()
		return now >= b.From && now < b.To
	}
	for _, h := range c.Holidays {
		if string(h.On) == wall.Format(time.DateOnly) && in(h.block()) {
			return false
		}
	}
	for _, b := range c.Week[wall.Weekday()] {
		if in(b) {
			return true
		}
	}
	return false
}

// anyCalendar has any hours in zones that are awkward, with holidays about the days that are drawn.
func anyCalendar(r *rapid.T) Calendar {
	c := Calendar{ID: "any", Zone: rapid.SampledFrom([]string{
		"Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia", "Africa/Casablanca", "",
	}).Draw(r, "zone")}
	for day := range c.Week {
		at := 0
		for range rapid.IntRange(0, 3).Draw(r, "blocks") {
			from := at + rapid.IntRange(0, 300).Draw(r, "gap")
			to := from + rapid.IntRange(1, 500).Draw(r, "long")
			if to > minutesOfDay {
				break
			}
			c.Week[day] = append(c.Week[day], Block{from, to})
			at = to
		}
	}
	c.Week[2] = append(c.Week[2][:0:0], Block{480, 960}) // it opens at some time
	for range rapid.IntRange(0, 3).Draw(r, "holidays") {
		h := Holiday{On: Date(time.Date(2026, 3, 25+rapid.IntRange(0, 9).Draw(r, "on"), 0, 0, 0, 0, time.UTC).Format(time.DateOnly))}
		if rapid.Bool().Draw(r, "part") {
			h.Hours = Block{rapid.IntRange(0, 700).Draw(r, "shut"), rapid.IntRange(701, minutesOfDay).Draw(r, "reopened")}
		}
		c.Holidays = append(c.Holidays, h)
	}
	c, err := c.Checked()
	if err != nil {
		r.Fatal(err)
	}
	return c
}

// anyStart is a minute of the days round which clocks are changed somewhere.
func anyStart(r *rapid.T) time.Time {
	base := rapid.SampledFrom([]time.Time{
		time.Date(2026, 3, 6, 0, 0, 0, 0, time.UTC), time.Date(2026, 3, 27, 0, 0, 0, 0, time.UTC), time.Date(2026, 4, 3, 0, 0, 0, 0, time.UTC),
		time.Date(2026, 10, 23, 0, 0, 0, 0, time.UTC), time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC), time.Date(2011, 12, 28, 0, 0, 0, 0, time.UTC),
	}).Draw(r, "days")
	return base.Add(time.Duration(rapid.IntRange(0, 3*minutesOfDay).Draw(r, "minute")) * time.Minute)
}

func TestBusinessHoursAreThoseOfTheClockOnTheWall(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		c, from := anyCalendar(r), anyStart(r)
		long := time.Duration(rapid.IntRange(1, 1200).Draw(r, "open")) * time.Minute
		at, left := from, long
		for ; left > 0; at = at.Add(time.Minute) {
			if minutes(c, at) {
				left -= time.Minute
			}
		}
		got := c.Add(from, long)
		if !got.Equal(at) {
			r.Fatalf("%v: %v and %v is %v, by the wall %v", c, from, long, got, at)
		}
		if sum := c.Between(from, got); sum != long {
			r.Fatalf("and between them lie %v", sum)
		}
	})
}

func FuzzACalendarIsRefusedOrReckons(f *testing.F) {
	f.Add("Europe/Berlin", 540, 1020, "2026-12-25", int64(1772000000))
	f.Add("Pacific/Apia", 0, 1440, "2011-12-30", int64(1325000000))
	f.Fuzz(func(t *testing.T, zone string, from, to int, day string, at int64) {
		c := Calendar{ID: "any", Zone: zone, Holidays: []Holiday{{On: Date(day)}}}
		c.Week[3] = []Block{{from, to}}
		c, err := c.Checked()
		if err != nil {
			return
		}
		start := time.Unix(at%4e9, 0)
		due := c.Add(start, time.Hour)
		if due.Before(start) || c.Between(start, due) != time.Hour {
			t.Errorf("%v: from %v to %v", c, start, due)
		}
	})
}

func TestWhenAPromiseRunsOutIsWrittenDownInUTCWhereverTheCalendarIs(t *testing.T) {
	c, err := Calendar{ID: "office", Zone: "America/New_York", Week: [7][]Block{0: {DayLong()}, 1: {DayLong()}}}.Checked()
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2026, 3, 7, 12, 0, 0, 0, time.UTC) // the day before clocks are set on
	for open := time.Hour; open < 40*time.Hour; open += time.Hour {
		if at := c.Add(from, open); at.Location() != time.UTC {
			t.Errorf("after %v it is %v", open, at)
		}
	}
}
