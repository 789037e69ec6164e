package words

import (
	"fmt"
	"strings"
	"time"
)

const (
	day   = 24 * time.Hour
	week  = 7 * day
	month = 30 * day
	year  = 365 * day
)

// Short is a length of time in its largest unit: "40 s", "12 m", "3 h", "2 d", "5 w",
// "7 mo", "2 y". The sign is left out.
func (b *Book) Short(d time.Duration) string {
	d = d.Abs()
	switch {
	case d < time.Minute:
		return b.unit("span.s", d/time.Second)
	case d < time.Hour:
		return b.unit("span.m", d/time.Minute)
	case d < day:
		return b.unit("span.h", d/time.Hour)
	case d < 2*week:
		return b.unit("span.d", d/day)
	case d < 9*week:
		return b.unit("span.w", d/week)
	case d < 2*year:
		return b.unit("span.mo", d/month)
	default:
		return b.unit("span.y", d/year)
	}
}

// Countdown is what is left of a wait, as Short says it, with begun seconds as whole ones:
// it starts with the whole wait and never shows 0.
func (b *Book) Countdown(left time.Duration) string {
	return b.Short(left + time.Second - time.Nanosecond)
}

// Long is a length of time in its two largest units: "18 m", "2 h 04", "3 d 4 h". The sign is left out.
func (b *Book) Long(d time.Duration) string {
	d = d.Abs()
	switch {
	case d < time.Hour, d >= 2*week:
		return b.Short(d)
	case d < day:
		return b.T("span.hm", "h", int(d/time.Hour), "m", fmt.Sprintf("%02d", int(d%time.Hour/time.Minute)))
	default:
		return b.T("span.dh", "d", int(d/day), "h", int(d%day/time.Hour))
	}
}

// Moment is a time as it is said at now, both in the zone to show: "09:12" today, then
// "yesterday 17:20", "12 Mar 17:20", and "12 Mar 2023" in another year.
func (b *Book) Moment(t, now time.Time) string {
	clock := t.Format("15:04")
	switch {
	case sameDay(t, now):
		return clock
	case sameDay(t, now.AddDate(0, 0, -1)):
		return b.T("moment.yesterday", "time", clock)
	case sameDay(t, now.AddDate(0, 0, 1)):
		return b.T("moment.tomorrow", "time", clock)
	case t.Year() == now.Year():
		return b.T("moment.day", "day", t.Day(), "month", b.Month(t.Month()), "time", clock)
	default:
		return b.T("moment.year", "day", t.Day(), "month", b.Month(t.Month()), "year", t.Year())
	}
}

// Date is the day of a time as it is said at now, both in the zone to show, in at most eight
// cells: "09:12" today, then "12 Mar", and "Mar 2023" in another year.
func (b *Book) Date(t, now time.Time) string {
	switch {
	case sameDay(t, now):
		return t.Format("15:04")
	case t.Year() == now.Year():
		return b.T("date.day", "day", t.Day(), "month", b.Month(t.Month()))
	default:
		return b.T("date.year", "month", b.Month(t.Month()), "year", t.Year())
	}
}

// Month is the short name of a month.
func (b *Book) Month(m time.Month) string { return b.nth("months", int(m)-1) }

// Weekday is the name of a day of the week.
func (b *Book) Weekday(d time.Weekday) string { return b.nth("weekdays", int(d)) }

func (b *Book) nth(key string, n int) string {
	if names := strings.Fields(b.T(key)); n < len(names) {
		return names[n]
	}
	return key
}

func (b *Book) unit(key string, n time.Duration) string { return b.T(key, "n", int64(n)) }

func sameDay(a, b time.Time) bool {
	return a.Year() == b.Year() && a.YearDay() == b.YearDay()
}
