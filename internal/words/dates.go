package words

import (
	"strings"
	"time"
)

// Dates is how times of day and days are written.
type Dates string

// The ways to write them.
const (
	Dates24 Dates = "24h" // 14:32, 22 Nov
	Dates12 Dates = "12h" // 2:32 PM, 22 Nov
	DatesUS Dates = "us"  // 2:32 PM, Nov 22; only English has the month first
)

// AllDates are all of them; the first is the one of a book that was not told otherwise.
func AllDates() []Dates { return []Dates{Dates24, Dates12, DatesUS} }

// WithDates returns the book of somebody who writes times in that way.
func (b *Book) WithDates(d Dates) *Book {
	dated := *b
	dated.dates = d
	return &dated
}

// MonthFirst reports whether a date is written with the month before the day: 12/24.
func (b *Book) MonthFirst() bool { return b.dates == DatesUS }

// Clock is a time of day: "14:32", or "2:32 PM".
func (b *Book) Clock(t time.Time) string { return t.Format(b.clock("15:04", "3:04 PM")) }

// ClockExact is a time of day to the second.
func (b *Book) ClockExact(t time.Time) string { return t.Format(b.clock("15:04:05", "3:04:05 PM")) }

func (b *Book) clock(whole, halves string) string {
	if b.dates == Dates12 || b.dates == DatesUS {
		return halves
	}
	return whole
}

// Day is a day with its year, in at most twelve cells: "22 Nov 2026".
func (b *Book) Day(t time.Time) string { return b.dated("moment.year", t) }

// Moment is a time as it is said at now, both in the zone to show: "09:12" today, then
// "yesterday 17:20", "12 Mar 17:20", and "12 Mar 2023" in another year.
func (b *Book) Moment(t, now time.Time) string {
	if t.Year() != now.Year() && !near(t, now) {
		return b.Day(t)
	}
	return b.moment(t, now, b.Clock(t))
}

// MomentTimed is Moment with the time of day in another year too: "12 Mar 2023 17:20".
func (b *Book) MomentTimed(t, now time.Time) string { return b.moment(t, now, b.Clock(t)) }

// MomentExact is MomentTimed to the second.
func (b *Book) MomentExact(t, now time.Time) string { return b.moment(t, now, b.ClockExact(t)) }

func (b *Book) moment(t, now time.Time, clock string) string {
	switch {
	case sameDay(t, now):
		return clock
	case sameDay(t, now.AddDate(0, 0, -1)):
		return b.T("moment.yesterday", "time", clock)
	case sameDay(t, now.AddDate(0, 0, 1)):
		return b.T("moment.tomorrow", "time", clock)
	case t.Year() == now.Year():
		return b.dated("date.day", t) + " " + clock
	default:
		return b.Day(t) + " " + clock
	}
}

// Date is the day of a time as it is said at now, both in the zone to show, in at most eight
// cells: "09:12" today, then "12 Mar", and "Mar 2023" in another year.
func (b *Book) Date(t, now time.Time) string {
	switch {
	case sameDay(t, now):
		return b.Clock(t)
	case t.Year() == now.Year():
		return b.dated("date.day", t)
	default:
		return b.T("date.year", "month", b.Month(t.Month()), "year", t.Year())
	}
}

// dated is a text about a day, with the month first where that is the custom.
func (b *Book) dated(key string, t time.Time) string {
	if b.dates == DatesUS {
		key += ".us"
	}
	return b.T(key, "day", t.Day(), "month", b.Month(t.Month()), "year", t.Year())
}

// near reports whether a day is today, yesterday or tomorrow.
func near(t, now time.Time) bool {
	return sameDay(t, now) || sameDay(t, now.AddDate(0, 0, -1)) || sameDay(t, now.AddDate(0, 0, 1))
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

func sameDay(a, b time.Time) bool {
	return a.Year() == b.Year() && a.YearDay() == b.YearDay()
}
