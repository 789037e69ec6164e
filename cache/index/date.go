package index

import (
	"strconv"
	"strings"
	"time"
)

// date takes before: and after:.
func (p *parser) date(part piece) error {
	if part.value == "" {
		return nil // it is only begun
	}
	day, ok := parseDay(strings.ToLower(part.value), p.now)
	if !ok {
		return part.refuse()
	}
	at := max(minutes(day), 1)
	if part.field == "after" {
		p.q.after = max(p.q.after, at)
	} else if p.q.before == 0 || at < p.q.before {
		p.q.before = at
	}
	return nil
}

// parseDay reads a day and returns its beginning.
func parseDay(s string, now time.Time) (time.Time, bool) {
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	switch s {
	case "today":
		return today, true
	case "yesterday":
		return today.AddDate(0, 0, -1), true
	}
	for _, layout := range []string{"2006-1-2", "2006-1", "2006"} {
		if t, err := time.ParseInLocation(layout, s, now.Location()); err == nil {
			return t, true
		}
	}
	if len(s) < 2 {
		return time.Time{}, false
	}
	n, err := strconv.Atoi(s[:len(s)-1])
	if err != nil || n < 0 || n > 36_500 {
		return time.Time{}, false
	}
	switch s[len(s)-1] {
	case 'd':
		return today.AddDate(0, 0, -n), true
	case 'w':
		return today.AddDate(0, 0, -7*n), true
	default:
		return time.Time{}, false
	}
}
