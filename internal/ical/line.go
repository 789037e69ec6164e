package ical

import (
	"strconv"
	"strings"
	"time"
)

// line is one line of content: NAME;PARAM=VALUE:VALUE.
type line struct {
	number int
	name   string
	params map[string]string
	value  string
}

// lines are those of a file, with what was folded in one piece.
func lines(file string) ([]line, error) {
	var all []line
	number := 0
	var whole string
	began := 0
	flush := func() error {
		if strings.TrimSpace(whole) == "" {
			return nil
		}
		l, err := lineOf(whole, began)
		all = append(all, l)
		return err
	}
	for raw := range strings.SplitSeq(strings.TrimPrefix(file, "\ufeff"), "\n") {
		number++
		raw = strings.TrimSuffix(raw, "\r")
		if strings.HasPrefix(raw, " ") || strings.HasPrefix(raw, "\t") {
			whole += raw[1:]
			continue
		}
		if err := flush(); err != nil {
			return nil, err
		}
		whole, began = raw, number
	}
	return all, flush()
}

func lineOf(s string, number int) (line, error) {
	l := line{number: number, params: map[string]string{}}
	head, value, ok := cutOutside(s, ':')
	if !ok {
		return l, &Fault{number, "there is no colon"}
	}
	l.value = value
	name, rest, more := cutOutside(head, ';')
	l.name = strings.ToUpper(name)
	for more {
		var param string
		param, rest, more = cutOutside(rest, ';')
		key, v, _ := strings.Cut(param, "=")
		l.params[strings.ToUpper(key)] = strings.Trim(v, `"`)
	}
	return l, nil
}

// cutOutside cuts at the first sign that stands in no quotes.
func cutOutside(s string, sign byte) (before, after string, found bool) {
	quoted := false
	for i := range len(s) {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case s[i] == sign && !quoted:
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}

// moment reads DTSTART and the like: a date, or a time in UTC, in the zone that it names, or
// in the one that the calendar is for.
func (l line) moment(value string, zone *time.Location) (moment, error) {
	if l.params["VALUE"] == "DATE" || len(value) == len("20260102") {
		t, err := time.Parse("20060102", value)
		if err != nil {
			return moment{}, &Fault{l.number, "that is no day"}
		}
		return moment{t, true}, nil
	}
	if bare, isUTC := strings.CutSuffix(value, "Z"); isUTC {
		value, zone = bare, time.UTC
	} else if id := l.params["TZID"]; id != "" {
		named, err := time.LoadLocation(id)
		if err != nil || id == "Local" {
			return moment{}, &Fault{l.number, "that zone is not known"}
		}
		zone = named
	}
	t, err := time.ParseInLocation("20060102T150405", value, zone)
	if err != nil {
		return moment{}, &Fault{l.number, "that is no time"}
	}
	return moment{t, false}, nil
}

// long reads DURATION: weeks, or days with hours, minutes and seconds.
func (l line) long() (time.Duration, error) {
	wrong := &Fault{l.number, "that is no duration"}
	rest, ok := strings.CutPrefix(l.value, "P")
	if !ok || rest == "" {
		return 0, wrong
	}
	var sum time.Duration
	units := map[byte]time.Duration{'W': 7 * 24 * time.Hour, 'D': 24 * time.Hour}
	for rest != "" {
		if rest[0] == 'T' {
			units = map[byte]time.Duration{'H': time.Hour, 'M': time.Minute, 'S': time.Second}
			rest = rest[1:]
			continue
		}
		at := strings.IndexAny(rest, "WDHMS")
		if at < 0 {
			return 0, wrong
		}
		n, err := strconv.ParseUint(rest[:at], 10, 16)
		unit, known := units[rest[at]]
		if err != nil || !known {
			return 0, wrong
		}
		sum += time.Duration(n) * unit
		rest = rest[at+1:]
	}
	return sum, nil
}

// unescaped is a text as it was meant.
func unescaped(s string) string {
	return strings.NewReplacer(`\\`, `\`, `\,`, ",", `\;`, ";", `\n`, " ", `\N`, " ").Replace(s)
}
