package ical

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
)

// Bounds of a file.
const (
	maxFile   = 1 << 20 // bytes
	maxEvents = 2000
	maxDays   = 2000 // holidays that it comes to
	maxEvent  = 366  // days of one event
	maxYears  = 50   // that are asked for
	firstYear = 1900
	lastYear  = 2200
)

// Fault is what cannot be read, and in which line of the file it stands, from 1.
type Fault struct {
	Line int
	What string
}

// Error implements error.
func (f *Fault) Error() string { return fmt.Sprintf("line %d: %s", f.Line, f.What) }

// Period is from the first of January of a year to the end of another one.
type Period struct{ From, To int }

// Holidays are the days of the file's events that touch a period, as they fall in a zone:
// in order, each day or part of a day once.
func Holidays(file []byte, zone *time.Location, p Period) ([]desk.Holiday, error) {
	switch {
	case len(file) > maxFile:
		return nil, &Fault{1, "the file is larger than any calendar"}
	case p.To < p.From || p.To-p.From >= maxYears || p.From < firstYear || p.To > lastYear:
		return nil, &Fault{1, "the years that are asked for are none"}
	}
	events, err := read(string(file), zone)
	if err != nil {
		return nil, err
	}
	if len(events) > maxEvents {
		return nil, &Fault{events[maxEvents].line, "there are too many events"}
	}
	var all []desk.Holiday
	for _, e := range events {
		for _, start := range e.starts(p) {
			days := e.days(start, zone)
			all = append(all, days...)
			if len(all) > maxDays {
				return nil, &Fault{e.line, "that comes to too many days"}
			}
		}
	}
	all = slices.DeleteFunc(all, func(h desk.Holiday) bool { return !p.has(h.On) })
	slices.SortStableFunc(all, func(a, b desk.Holiday) int {
		return cmp.Or(strings.Compare(string(a.On), string(b.On)), cmp.Compare(a.Hours.From, b.Hours.From), cmp.Compare(a.Hours.To, b.Hours.To))
	})
	return slices.CompactFunc(all, func(a, b desk.Holiday) bool { return a.On == b.On && a.Hours == b.Hours }), nil
}

func (p Period) has(on desk.Date) bool {
	year := string(on)[:4]
	return year >= fmt.Sprintf("%04d", p.From) && year <= fmt.Sprintf("%04d", p.To)
}

// event is one VEVENT.
type event struct {
	line     int
	start    moment
	long     time.Duration // by the clock on the wall where it is of whole days
	called   desk.Untrusted
	rule     *rule
	not      []moment
	canceled bool
}

// moment is a day, or a time of it in the zone that the file names.
type moment struct {
	time.Time
	day bool
}

// days are the days, or parts of them, that an event takes in a zone which begins at a time.
func (e event) days(start moment, zone *time.Location) []desk.Holiday {
	if e.long <= 0 {
		return nil
	}
	end := start.Add(e.long)
	if start.day {
		zone = time.UTC // where days are written, of whatever zone they are
	}
	from, to := start.In(zone), end.In(zone)
	var all []desk.Holiday
	for day := from; ; day = day.AddDate(0, 0, 1) {
		on := desk.Date(day.Format(time.DateOnly))
		if string(on) > to.Format(time.DateOnly) {
			return all
		}
		h := desk.Holiday{On: on, Called: e.called}
		closed := desk.DayLong()
		if string(on) == from.Format(time.DateOnly) {
			closed.From = from.Hour()*60 + from.Minute()
		}
		if string(on) == to.Format(time.DateOnly) {
			closed.To = to.Hour()*60 + to.Minute()
		}
		if closed.From >= closed.To {
			continue
		}
		if closed != desk.DayLong() {
			h.Hours = closed
		}
		all = append(all, h)
	}
}

// starts are when an event begins, each time that it comes in a period.
func (e event) starts(p Period) []moment {
	if e.canceled {
		return nil
	}
	all := []moment{e.start}
	if e.rule != nil {
		all = e.rule.starts(e.start, p)
	}
	return slices.DeleteFunc(all, func(m moment) bool {
		return slices.ContainsFunc(e.not, func(n moment) bool { return n.day && sameDay(n, m) || !n.day && n.Equal(m.Time) })
	})
}

func sameDay(a, b moment) bool { return a.Format(time.DateOnly) == b.Format(time.DateOnly) }
