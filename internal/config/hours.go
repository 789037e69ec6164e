package config

import (
	"strings"
	"time"
)

// Hours are a span of the day, given as minutes since midnight. Where From is after To they go over midnight.
type Hours struct{ From, To int }

// ParseHours reads hours like 22:00-07:00. Both ends are times of day; the last minute
// is not in them. Hours without length are none.
func ParseHours(s string) (Hours, bool) {
	from, to, ok := strings.Cut(s, "-")
	if !ok {
		return Hours{}, false
	}
	f, err := time.Parse("15:04", strings.TrimSpace(from))
	if err != nil {
		return Hours{}, false
	}
	t, err := time.Parse("15:04", strings.TrimSpace(to))
	if err != nil || f.Equal(t) {
		return Hours{}, false
	}
	return Hours{From: f.Hour()*60 + f.Minute(), To: t.Hour()*60 + t.Minute()}, true
}

// Has reports whether a time of day, in its own zone, stands in the hours.
func (h Hours) Has(t time.Time) bool {
	at := t.Hour()*60 + t.Minute()
	if h.From <= h.To {
		return h.From <= at && at < h.To
	}
	return at >= h.From || at < h.To
}
