package words

import (
	"testing"
	"time"
)

func TestTimesAreSaidShort(t *testing.T) {
	b := English()
	for d, want := range map[time.Duration][2]string{
		40 * time.Second:              {"40 s", "40 s"},
		12 * time.Minute:              {"12 m", "12 m"},
		-12 * time.Minute:             {"12 m", "12 m"},
		2*time.Hour + 4*time.Minute:   {"2 h", "2 h 04"},
		23*time.Hour + 59*time.Minute: {"23 h", "23 h 59"},
		3*day + 4*time.Hour:           {"3 d", "3 d 4 h"},
		3 * week:                      {"3 w", "3 w"},
		150 * day:                     {"5 mo", "5 mo"},
		800 * day:                     {"2 y", "2 y"},
	} {
		if got := [2]string{b.Short(d), b.Long(d)}; got != want {
			t.Errorf("%v is said %q, want %q", d, got, want)
		}
	}
}

func TestAMomentIsSaidAsOneWouldAtThatTime(t *testing.T) {
	b := English()
	now := time.Date(2024, 3, 1, 9, 30, 0, 0, time.UTC)
	for at, want := range map[time.Time]string{
		now.Add(-18 * time.Minute):                     "09:12",
		now.Add(-16*time.Hour - 10*time.Minute):        "yesterday 17:20",
		now.Add(24 * time.Hour):                        "tomorrow 09:30",
		time.Date(2024, 1, 12, 17, 20, 0, 0, time.UTC): "12 Jan 17:20",
		time.Date(2023, 12, 31, 8, 0, 0, 0, time.UTC):  "31 Dec 2023",
	} {
		if got := b.Moment(at, now); got != want {
			t.Errorf("%v is said %q, want %q", at, got, want)
		}
	}
	for at, want := range map[time.Time]string{
		now.Add(-18 * time.Minute):                    "09:12",
		now.Add(-16*time.Hour - 10*time.Minute):       "29 Feb",
		time.Date(2023, 12, 31, 8, 0, 0, 0, time.UTC): "Dec 2023",
	} {
		if got := b.Date(at, now); got != want {
			t.Errorf("the day of %v is said %q, want %q", at, got, want)
		}
	}
}

func TestManyAreCountedShort(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1k", 2949: "2.9k", 9999: "9.9k", 41_500: "41k", 999_999: "999k", 1_250_000: "1.2M"} {
		if got := English().Count(n); got != want {
			t.Errorf("%d is said %q, want %q", n, got, want)
		}
	}
}

func TestACountdownStartsWithTheWholeWaitAndNeverShowsNothingLeft(t *testing.T) {
	b := English()
	for left, want := range map[time.Duration]string{
		8 * time.Second: "8 s", 8*time.Second - time.Millisecond: "8 s", 7 * time.Second: "7 s", time.Millisecond: "1 s",
	} {
		if got := b.Countdown(left); got != want {
			t.Errorf("with %v left it says %q", left, got)
		}
	}
}
