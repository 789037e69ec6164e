package config

import (
	"testing"
	"time"
)

func TestQuietHoursGoOverMidnight(t *testing.T) {
	night, ok := ParseHours("22:00-07:00")
	if !ok {
		t.Fatal("they are not read")
	}
	noon, ok := ParseHours("12:00 - 13:30")
	if !ok {
		t.Fatal("they are not read")
	}
	at := func(hour, minute int) time.Time { return time.Date(2026, 3, 1, hour, minute, 59, 0, time.UTC) }
	for _, c := range []struct {
		h            Hours
		hour, minute int
		want         bool
	}{
		{night, 21, 59, false},
		{night, 22, 0, true},
		{night, 0, 0, true},
		{night, 6, 59, true},
		{night, 7, 0, false},
		{noon, 11, 59, false},
		{noon, 12, 0, true},
		{noon, 13, 29, true},
		{noon, 13, 30, false},
	} {
		if got := c.h.Has(at(c.hour, c.minute)); got != c.want {
			t.Errorf("%02d:%02d in %v: %v", c.hour, c.minute, c.h, got)
		}
	}
}

func TestWhatIsNoSpanOfTheDayIsRefusedWithAnExample(t *testing.T) {
	for _, bad := range []string{"22", "22:00", "22:00-25:00", "22:00-22:00", "at night", "-"} {
		_, flaws := written(t, `quiet = "`+bad+`"`)
		if len(flaws) != 1 || flaws[0].Code != BadHours || flaws[0].Line != 1 {
			t.Errorf("%q: %v", bad, flaws)
		}
	}
	if _, flaws := written(t, `quiet = "22:00-07:00"`, `notify = "desktop"`); len(flaws) > 0 {
		t.Error(flaws)
	}
}
