package words

import (
	"fmt"
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
	if b.spelt && d >= time.Hour && d < 2*week {
		return b.longSpelt(d)
	}
	switch {
	case d < time.Hour, d >= 2*week:
		return b.Short(d)
	case d < day:
		return b.T("span.hm", "h", int(d/time.Hour), "m", fmt.Sprintf("%02d", int(d%time.Hour/time.Minute)))
	default:
		return b.T("span.dh", "d", int(d/day), "h", int(d%day/time.Hour))
	}
}

func (b *Book) unit(key string, n time.Duration) string { return b.N(key, int(n)) }
