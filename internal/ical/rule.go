package ical

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// rule is RRULE, as far as holidays have one: every so many years, on the day of the first
// one, on days of months, or on the nth weekday of months.
type rule struct {
	every  int // years
	count  int // 0 for without an end
	until  moment
	months []time.Month // empty for that of the first one
	days   []int        // of a month, from its end where below zero; empty for that of the first one
	nth    []weekday
}

// weekday is the nth of a month, from its end where below zero; every one where nth is 0.
type weekday struct {
	nth int
	day time.Weekday
}

func ruleOf(l line, zone *time.Location) (*rule, error) {
	r := &rule{every: 1}
	wrong := &Fault{l.number, "that is no rule of years that is read here"}
	yearly := false
	for part := range strings.SplitSeq(l.value, ";") {
		key, value, _ := strings.Cut(part, "=")
		switch strings.ToUpper(key) {
		case "FREQ":
			yearly = value == "YEARLY"
		case "UNTIL":
			var err error
			if r.until, err = (line{number: l.number}).moment(value, zone); err != nil {
				return nil, err
			}
		default:
			if !r.take(strings.ToUpper(key), value) {
				return nil, wrong
			}
		}
	}
	if !yearly || len(r.nth)+len(r.days) > 0 && len(r.months) == 0 {
		return nil, wrong
	}
	return r, nil
}

// take reads a part of the rule that is a number, or a list; false where it cannot.
func (r *rule) take(key, value string) bool {
	switch key {
	case "INTERVAL":
		return each(value, func(v string) (ok bool) { r.every, ok = number(v, 1, 100); return ok })
	case "COUNT":
		return each(value, func(v string) (ok bool) { r.count, ok = number(v, 1, 10000); return ok })
	case "BYMONTH":
		return each(value, func(v string) bool {
			month, ok := number(v, 1, 12)
			r.months = append(r.months, time.Month(month))
			return ok
		})
	case "BYMONTHDAY":
		return each(value, func(v string) bool {
			day, ok := number(v, -31, 31)
			r.days = append(r.days, day)
			return ok && day != 0
		})
	case "BYDAY":
		return each(value, func(v string) bool {
			day, ok := weekdayOf(v)
			r.nth = append(r.nth, day)
			return ok
		})
	default:
		return key == "WKST" // weeks are counted nowhere here
	}
}

// each reports whether all that a list names could be read.
func each(list string, read func(string) bool) bool {
	for v := range strings.SplitSeq(list, ",") {
		if !read(v) {
			return false
		}
	}
	return true
}

func number(s string, least, most int) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= least && n <= most
}

func weekdayOf(s string) (weekday, bool) {
	if len(s) < 2 {
		return weekday{}, false
	}
	at := strings.Index("SUMOTUWETHFRSA", s[len(s)-2:])
	w := weekday{day: time.Weekday(at / 2)}
	if n := s[:len(s)-2]; n != "" {
		var ok bool
		if w.nth, ok = number(n, -5, 5); !ok || w.nth == 0 {
			return w, false
		}
	}
	return w, at >= 0 && at%2 == 0
}

// starts are when it comes, from the first one on, as far as that is in a period. One that
// began the year before may reach into it.
func (r *rule) starts(first moment, p Period) []moment {
	var all []moment
	n := 0
	for year := first.Year(); year <= p.To; year += r.every {
		for _, day := range r.daysOf(year, first) {
			m := moment{time.Date(year, day.month, day.day, first.Hour(), first.Minute(), first.Second(), 0, first.Location()), first.day}
			if m.Before(first.Time) {
				continue
			}
			n++
			if r.count > 0 && n > r.count || !r.until.IsZero() && r.past(m) {
				return all
			}
			if year >= p.From-2 {
				all = append(all, m)
			}
		}
	}
	return all
}

// past reports whether a time lies behind the last one that the rule allows: a day counts whole.
func (r *rule) past(m moment) bool {
	if r.until.day || m.day {
		return m.Format(time.DateOnly) > r.until.Format(time.DateOnly)
	}
	return m.After(r.until.Time)
}

type monthDay struct {
	month time.Month
	day   int
}

// daysOf are the days of a year on which it falls, in order.
func (r *rule) daysOf(year int, first moment) []monthDay {
	months := slices.Clone(r.months)
	if len(months) == 0 {
		months = []time.Month{first.Month()}
	}
	slices.Sort(months)
	var all []monthDay
	for _, month := range slices.Compact(months) {
		last := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
		for day := 1; day <= last; day++ {
			if r.falls(year, month, day, last, first) {
				all = append(all, monthDay{month, day})
			}
		}
	}
	return all
}

// falls reports whether it comes on a day of a month that has so many.
func (r *rule) falls(year int, month time.Month, day, last int, first moment) bool {
	if len(r.days) == 0 && len(r.nth) == 0 {
		return day == first.Day()
	}
	if len(r.days) > 0 && !slices.Contains(r.days, day) && !slices.Contains(r.days, day-last-1) {
		return false
	}
	on := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Weekday()
	return len(r.nth) == 0 || slices.ContainsFunc(r.nth, func(w weekday) bool {
		return w.day == on && (w.nth == 0 || w.nth == (day-1)/7+1 || w.nth == -((last-day)/7+1))
	})
}
