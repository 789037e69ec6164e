package when

import (
	"testing"
	"time"
)

func TestADateIsReadAsItIsWrittenWhereTheMonthComesFirst(t *testing.T) {
	now := time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC)
	for words, want := range map[string]time.Time{
		"12/24": time.Date(2026, 12, 24, 9, 0, 0, 0, time.UTC), "12/24 2:30 pm": time.Date(2026, 12, 24, 14, 30, 0, 0, time.UTC),
		"1/2": time.Date(2027, 1, 2, 9, 0, 0, 0, time.UTC), "fri 2:30 PM": time.Date(2026, 12, 4, 14, 30, 0, 0, time.UTC),
	} {
		if got, err := ParseMonthFirst(words, now); err != nil || !got.Equal(want) {
			t.Errorf("%q is %v, %v", words, got, err)
		}
	}
	if _, err := Parse("12/24", now); err == nil {
		t.Error("where the day comes first 12/24 may be anything")
	}
}

func TestHalfAnHourBeforeIsUnderstoodInGerman(t *testing.T) {
	now := time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC)
	for words, want := range map[string]time.Time{
		"halb 9": time.Date(2026, 12, 2, 8, 30, 0, 0, time.UTC), "morgen um halb 3": time.Date(2026, 12, 2, 2, 30, 0, 0, time.UTC),
		"fr halb 9": time.Date(2026, 12, 4, 8, 30, 0, 0, time.UTC), "halb 9 uhr": time.Date(2026, 12, 2, 8, 30, 0, 0, time.UTC),
	} {
		if got, err := Parse(words, now); err != nil || !got.Equal(want) {
			t.Errorf("%q is %v, %v", words, got, err)
		}
	}
}
