package when

import (
	"strconv"
	"strings"
	"time"
)

// span reads hours and minutes: "2h", "in 2 h", "1h30", "90 min", "half an hour".
func span(fields []string) (time.Duration, bool) {
	words := strings.Join(fields, "")
	words = strings.TrimPrefix(words, "in")
	switch words {
	case "anhour", "onehour":
		return time.Hour, true
	case "halfanhour":
		return 30 * time.Minute, true
	}
	n, unit, rest := leading(words)
	if n <= 0 || n > 10_000 {
		return 0, false
	}
	switch {
	case isUnit(unit, "h", "hr", "hrs", "hour", "hours"):
		minutes, ok := tail(rest)
		return time.Duration(n)*time.Hour + minutes, ok
	case isUnit(unit, "m", "min", "mins", "minute", "minutes") && rest == "":
		return time.Duration(n) * time.Minute, true
	}
	return 0, false
}

// tail reads what may stand behind the hours: nothing, "30", "30m", "30min".
func tail(rest string) (time.Duration, bool) {
	if rest == "" {
		return 0, true
	}
	n, unit, more := leading(rest)
	if n < 0 || n > 59 || more != "" || !isUnit(unit, "", "m", "min", "minutes") {
		return 0, false
	}
	return time.Duration(n) * time.Minute, true
}

// leading takes "1h30" apart into 1, "h" and "30"; n is -1 where no number stands in front.
func leading(s string) (n int, unit, rest string) {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	n, err := strconv.Atoi(s[:i])
	if err != nil {
		return -1, "", s
	}
	j := i
	for j < len(s) && (s[j] < '0' || s[j] > '9') {
		j++
	}
	return n, s[i:j], s[j:]
}

// calendar reads days and weeks: "3d", "in 2 weeks", "next week", "a week".
func calendar(fields []string) (n, unit int, ok bool) {
	words := strings.TrimPrefix(strings.Join(fields, ""), "in")
	switch words {
	case "aday", "oneday":
		return 1, 1, true
	case "aweek", "oneweek":
		return 1, 7, true
	}
	n, name, rest := leading(words)
	if n <= 0 || n > 1000 || rest != "" {
		return 0, 0, false
	}
	switch {
	case isUnit(name, "d", "day", "days"):
		return n, 1, true
	case isUnit(name, "w", "wk", "week", "weeks"):
		return n, 7, true
	}
	return 0, 0, false
}

func isUnit(s string, names ...string) bool {
	for _, name := range names {
		if s == name {
			return true
		}
	}
	return false
}

// dayOf reads the day that the first fields name and returns the fields behind it.
func dayOf(fields []string, now time.Time) (day time.Time, rest []string, ok bool) {
	switch first := fields[0]; {
	case first == "today" || first == "tonight":
		if first == "tonight" && len(fields) == 1 {
			return now, []string{"18:00"}, true
		}
		return now, fields[1:], true
	case beginsTomorrow(first), first == "tmr":
		return now.AddDate(0, 0, 1), fields[1:], true
	case first == "overmorrow":
		return now.AddDate(0, 0, 2), fields[1:], true
	case first == "next" && len(fields) > 1:
		return next(fields, now)
	case len(first) == len("2006-01-02") && strings.Count(first, "-") == 2:
		t, err := time.ParseInLocation("2006-01-02", first, now.Location())
		return t, fields[1:], err == nil
	}
	if d, found := weekday(fields[0]); found {
		return comingDay(now, d), fields[1:], true
	}
	return dated(fields, now)
}

// beginsTomorrow knows the word by its first three letters or more.
func beginsTomorrow(s string) bool {
	const whole = "tomorrow"
	return len(s) >= 3 && len(s) <= len(whole) && whole[:len(s)] == s
}

// next reads "next week" (its Monday) and "next fri" (that of the week after this one).
func next(fields []string, now time.Time) (time.Time, []string, bool) {
	monday := comingDay(now, time.Monday)
	if fields[1] == "week" || fields[1] == "w" {
		return monday, fields[2:], true
	}
	d, ok := weekday(fields[1])
	if !ok {
		return time.Time{}, nil, false
	}
	return monday.AddDate(0, 0, (int(d)+6)%7), fields[2:], true
}

func comingDay(now time.Time, d time.Weekday) time.Time {
	days := (int(d) - int(now.Weekday()) + 7) % 7
	if days == 0 {
		days = 7
	}
	return now.AddDate(0, 0, days)
}

// weekday knows a day by its first three letters or more.
func weekday(s string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if len(s) >= 3 && strings.HasPrefix(strings.ToLower(d.String()), s) {
			return d, true
		}
	}
	return 0, false
}

// dated reads "24 dec", "dec 24" and "24.12.", of this year or, where that is past, the next.
func dated(fields []string, now time.Time) (time.Time, []string, bool) {
	if day, month, ok := strings.Cut(strings.TrimSuffix(fields[0], "."), "."); ok {
		d, err1 := strconv.Atoi(day)
		m, err2 := strconv.Atoi(month)
		if err1 != nil || err2 != nil {
			return time.Time{}, nil, false
		}
		t, ok := onDate(d, time.Month(m), now)
		return t, fields[1:], ok
	}
	if len(fields) < 2 {
		return time.Time{}, nil, false
	}
	for _, order := range [][2]string{{fields[0], fields[1]}, {fields[1], fields[0]}} {
		d, err := strconv.Atoi(strings.TrimRight(order[0], "stndrh."))
		m, found := monthOf(order[1])
		if err == nil && found {
			t, ok := onDate(d, m, now)
			return t, fields[2:], ok
		}
	}
	return time.Time{}, nil, false
}

func onDate(day int, month time.Month, now time.Time) (time.Time, bool) {
	if month < time.January || month > time.December {
		return time.Time{}, false
	}
	t := time.Date(now.Year(), month, day, 0, 0, 0, 0, now.Location())
	if t.AddDate(0, 0, 1).Before(now) {
		t = time.Date(now.Year()+1, month, day, 0, 0, 0, 0, now.Location())
	}
	return t, t.Day() == day && t.Month() == month
}

func monthOf(s string) (time.Month, bool) {
	for m := time.January; m <= time.December; m++ {
		if len(s) >= 3 && strings.HasPrefix(strings.ToLower(m.String()), s) {
			return m, true
		}
	}
	return 0, false
}

// clock reads "9", "9:30", "14.30", "9am", "9 pm", "noon".
func clock(fields []string) (hour, minute int, ok bool) {
	s := strings.Join(fields, "")
	switch s {
	case "noon":
		return 12, 0, true
	case "morning":
		return MorningHour, 0, true
	case "afternoon":
		return 14, 0, true
	case "evening":
		return 18, 0, true
	}
	half := ""
	for _, suffix := range []string{"am", "pm"} {
		if strings.HasSuffix(s, suffix) {
			half, s = suffix, strings.TrimSuffix(s, suffix)
		}
	}
	h, m, parted := strings.Cut(strings.ReplaceAll(s, ".", ":"), ":")
	hour, err := strconv.Atoi(h)
	if err != nil {
		return 0, 0, false
	}
	if parted {
		if minute, err = strconv.Atoi(m); err != nil || len(m) != 2 {
			return 0, 0, false
		}
	}
	if half != "" && (hour < 1 || hour > 12) {
		return 0, 0, false
	}
	if half == "pm" && hour < 12 {
		hour += 12
	}
	if half == "am" && hour == 12 {
		hour = 0
	}
	return hour, minute, hour >= 0 && hour < 24 && minute >= 0 && minute < 60
}
