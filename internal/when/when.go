// Package when reads the few words with which a person says when to be reminded:
// "2h", "in 3 days", "tomorrow 9", "fri 14:30", "next week", "24 dec", "2026-03-01 10:00";
// in German too: "2 std", "morgen 9", "fr 14:30", "24. dez".
package when

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// ErrWhen says that the words name no time.
var ErrWhen = errors.New("no time that can be understood")

// ErrPast says that the words name a time that has gone by.
var ErrPast = errors.New("that time is past")

// MorningHour is the hour that is meant where only a day is named.
const MorningHour = 9

// Parse returns the instant that the words name, seen from now and in now's zone. It is
// always after now. A day without an hour means MorningHour; a weekday means the next one
// to come, never today.
func Parse(words string, now time.Time) (time.Time, error) {
	fields := strings.Fields(strings.ToLower(strings.NewReplacer(",", " ", " at ", " ").Replace(words)))
	if len(fields) > 1 && fields[0] == "on" {
		fields = fields[1:]
	}
	fields = english(fields)
	if len(fields) == 0 {
		return time.Time{}, ErrWhen
	}
	if d, ok := span(fields); ok {
		return after(now, now.Add(d).Truncate(time.Minute))
	}
	if n, unit, ok := calendar(fields); ok {
		return after(now, now.AddDate(0, 0, n*unit))
	}
	day, rest, ok := dayOf(fields, now)
	if !ok {
		return clockToday(fields, now)
	}
	hour, minute := MorningHour, 0
	if len(rest) > 0 {
		if hour, minute, ok = clock(rest); !ok {
			return time.Time{}, ErrWhen
		}
	}
	return after(now, at(day, hour, minute))
}

// ParseMonthFirst is Parse for somebody who writes the month before the day: "12/24 9".
func ParseMonthFirst(words string, now time.Time) (time.Time, error) {
	fields := strings.Fields(words)
	for i, field := range fields {
		month, day, ok := strings.Cut(field, "/")
		if ok && isNumber(month) && isNumber(day) {
			fields[i] = day + "." + month + "."
		}
	}
	return Parse(strings.Join(fields, " "), now)
}

// after refuses what is not later than now.
func after(now, t time.Time) (time.Time, error) {
	if !t.After(now) {
		return time.Time{}, ErrPast
	}
	return t, nil
}

// clockToday reads an hour alone: today where it is still to come, else tomorrow.
func clockToday(fields []string, now time.Time) (time.Time, error) {
	// A bare number says nothing: 3 hours, 3 o'clock, the 3rd?
	if len(fields) == 1 && isNumber(fields[0]) {
		return time.Time{}, ErrWhen
	}
	hour, minute, ok := clock(fields)
	if !ok {
		return time.Time{}, ErrWhen
	}
	t := at(now, hour, minute)
	if !t.After(now) {
		t = at(now.AddDate(0, 0, 1), hour, minute)
	}
	return t, nil
}

func at(day time.Time, hour, minute int) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, day.Location())
}

func isNumber(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}
