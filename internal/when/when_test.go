package when

import (
	"errors"
	"testing"
	"time"
)

// A Wednesday, 14:32.
var now = time.Date(2026, 3, 4, 14, 32, 20, 0, time.FixedZone("here", 3600))

func TestTheWordsOfAReminderAreUnderstood(t *testing.T) {
	for words, want := range map[string]string{
		"2h": "2026-03-04 16:32", "in 2 h": "2026-03-04 16:32", "in 2h": "2026-03-04 16:32", "1h30": "2026-03-04 16:02",
		"90 min": "2026-03-04 16:02", "in an hour": "2026-03-04 15:32", "half an hour": "2026-03-04 15:02",
		"3d": "2026-03-07 14:32", "in 2 weeks": "2026-03-18 14:32", "a week": "2026-03-11 14:32",
		"tomorrow": "2026-03-05 09:00", "Tomorrow 9": "2026-03-05 09:00", "tomorrow at 9:30": "2026-03-05 09:30", "tmr 8pm": "2026-03-05 20:00",
		"fri": "2026-03-06 09:00", "friday 14:30": "2026-03-06 14:30", "wed": "2026-03-11 09:00", "on monday, 10": "2026-03-09 10:00",
		"next week": "2026-03-09 09:00", "next fri": "2026-03-13 09:00", "next sunday": "2026-03-15 09:00",
		"17:00": "2026-03-04 17:00", "9am": "2026-03-05 09:00", "noon": "2026-03-05 12:00", "tonight": "2026-03-04 18:00",
		"today 16": "2026-03-04 16:00", "24 dec": "2026-12-24 09:00", "dec 24 8": "2026-12-24 08:00", "3 mar": "2027-03-03 09:00",
		"24.12.": "2026-12-24 09:00", "2026-05-01 10:00": "2026-05-01 10:00", "tomorrow evening": "2026-03-05 18:00", "1st may": "2026-05-01 09:00",
	} {
		got, err := Parse(words, now)
		if err != nil || got.Format("2006-01-02 15:04") != want {
			t.Errorf("%q is understood as %v (%v), want %s", words, got, err, want)
		}
	}
}

func TestTheGermanWordsOfAReminderAreUnderstood(t *testing.T) {
	for words, want := range map[string]string{
		"2 Std": "2026-03-04 16:32", "2std": "2026-03-04 16:32", "in 2 Std.": "2026-03-04 16:32", "in 2 Stunden": "2026-03-04 16:32", "in einer Stunde": "2026-03-04 15:32",
		"halbe Stunde": "2026-03-04 15:02", "in einer halben Stunde": "2026-03-04 15:02", "90 Minuten": "2026-03-04 16:02", "1std30": "2026-03-04 16:02",
		"3 Tage": "2026-03-07 14:32", "in 3 Tagen": "2026-03-07 14:32", "in 2 Wochen": "2026-03-18 14:32", "eine Woche": "2026-03-11 14:32", "2 T": "2026-03-06 14:32",
		"morgen": "2026-03-05 09:00", "Morgen 9": "2026-03-05 09:00", "morgen um 9:30": "2026-03-05 09:30", "morgen 14 Uhr": "2026-03-05 14:00", "morgen 14 Uhr 30": "2026-03-05 14:30",
		"morgen früh": "2026-03-05 09:00", "morgen Abend": "2026-03-05 18:00", "übermorgen": "2026-03-06 09:00", "übermorgen 8 Uhr": "2026-03-06 08:00", "Freitag morgen": "2026-03-06 09:00",
		"fr": "2026-03-06 09:00", "Fr. 14:30": "2026-03-06 14:30", "am Freitag um 10": "2026-03-06 10:00", "Mi": "2026-03-11 09:00", "sonnabend": "2026-03-07 09:00", "so": "2026-03-08 09:00",
		"nächste Woche": "2026-03-09 09:00", "nächsten Freitag": "2026-03-13 09:00", "heute 17": "2026-03-04 17:00", "heute Abend": "2026-03-04 18:00", "17 Uhr": "2026-03-04 17:00", "9uhr": "2026-03-05 09:00",
		"24. Dez": "2026-12-24 09:00", "24. Dezember 8 Uhr": "2026-12-24 08:00", "am 1. Mai": "2026-05-01 09:00", "3. März": "2027-03-03 09:00", "1. Juni": "2026-06-01 09:00", "mittags": "2026-03-05 12:00",
	} {
		got, err := Parse(words, now)
		if err != nil || got.Format("2006-01-02 15:04") != want {
			t.Errorf("%q is understood as %v (%v), want %s", words, got, err, want)
		}
	}
}

func TestWordsThatNameNoTimeAreRefused(t *testing.T) {
	for _, words := range []string{"", "   ", "3", "soon", "30 feb", "25:00", "9:5", "tomorrow 99", "13pm", "2026-13-01", "1h99", "next", "f", "0h", "24.", "99999999999999999999h"} {
		if got, err := Parse(words, now); !errors.Is(err, ErrWhen) {
			t.Errorf("%q is taken as %v, %v", words, got, err)
		}
	}
	for _, words := range []string{"today 9", "2020-01-01", "today"} {
		if got, err := Parse(words, now); !errors.Is(err, ErrPast) {
			t.Errorf("%q is taken as %v, %v", words, got, err)
		}
	}
}

func FuzzWhatIsUnderstoodLiesAhead(f *testing.F) {
	for _, seed := range []string{"2h", "tomorrow 9", "fri", "24 dec", "in", "next", "9am", "1h30m", "in einer halben stunde", "14 uhr 30", "uhr 5", "am fr"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, words string) {
		if got, err := Parse(words, now); err == nil && !got.After(now) {
			t.Errorf("%q gave %v, which is not after %v", words, got, now)
		}
	})
}
