package words

import (
	"testing"
	"time"
)

func variables(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func TestHeedSpeaksTheLanguageOfTheStrongestVariable(t *testing.T) {
	for _, c := range []struct {
		env  func(string) string
		want Language
	}{
		{variables(), LanguageEnglish},
		{variables("LANG", "de_DE.UTF-8"), LanguageGerman},
		{variables("LANG", "de"), LanguageGerman},
		{variables("LANG", "de_AT@euro"), LanguageGerman},
		{variables("LANG", "C.UTF-8"), LanguageEnglish},
		{variables("LANG", "fr_FR.UTF-8"), LanguageEnglish},
		{variables("LANG", "en_US.UTF-8", "LC_MESSAGES", "de_DE.UTF-8"), LanguageGerman},
		{variables("LANG", "de_DE.UTF-8", "LC_MESSAGES", "de_DE.UTF-8", "LC_ALL", "C"), LanguageEnglish},
		{variables("LANG", "de_DE.UTF-8", "LC_ALL", ""), LanguageGerman},
		{variables("LANG", "C", "LC_TIME", "de_DE.UTF-8"), LanguageEnglish},
	} {
		if got := Spoken(c.env); got != c.want {
			t.Errorf("LANG=%s LC_MESSAGES=%s LC_ALL=%s is spoken %s", c.env("LANG"), c.env("LC_MESSAGES"), c.env("LC_ALL"), got)
		}
	}
}

func TestTimesAreWrittenAsTheCountryDoes(t *testing.T) {
	at := time.Date(2026, 11, 22, 14, 32, 5, 0, time.UTC)
	for _, c := range []struct {
		env  func(string) string
		in   Language
		want [4]string
	}{
		{variables("LANG", "C.UTF-8"), LanguageEnglish, [4]string{"14:32", "22 Nov", "22 Nov 2026", "14:32:05"}},
		{variables("LANG", "en_GB.UTF-8"), LanguageEnglish, [4]string{"14:32", "22 Nov", "22 Nov 2026", "14:32:05"}},
		{variables("LANG", "en_US.UTF-8"), LanguageEnglish, [4]string{"2:32 PM", "Nov 22", "Nov 22, 2026", "2:32:05 PM"}},
		{variables("LANG", "en_AU.UTF-8"), LanguageEnglish, [4]string{"2:32 PM", "22 Nov", "22 Nov 2026", "2:32:05 PM"}},
		{variables("LANG", "en_US.UTF-8", "LC_TIME", "de_DE.UTF-8"), LanguageEnglish, [4]string{"14:32", "22 Nov", "22 Nov 2026", "14:32:05"}},
		{variables("LANG", "de_DE.UTF-8"), LanguageGerman, [4]string{"14:32", "22. Nov", "22. Nov 2026", "14:32:05"}},
	} {
		b := In(c.in).WithDates(Dated(c.env))
		got := [4]string{b.Clock(at), b.Date(at, at.AddDate(0, 0, 3)), b.Day(at), b.ClockExact(at)}
		if got != c.want {
			t.Errorf("LANG=%s LC_TIME=%s, in %s: %q, want %q", c.env("LANG"), c.env("LC_TIME"), c.in, got, c.want)
		}
	}
}

func TestNoDateIsWiderThanItsColumn(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 50, 0, 0, time.UTC)
	for _, language := range Languages() {
		for _, dates := range AllDates() {
			b := In(language).WithDates(dates)
			for days := range 400 {
				at := now.AddDate(0, 0, -days)
				if said := []rune(b.Date(at, now)); len(said) > 8 {
					t.Errorf("%s, %s: %q takes %d cells", language, dates, string(said), len(said))
				}
			}
		}
	}
}

func TestAMomentInAnotherYearHasItsHourWhereOneIsAskedFor(t *testing.T) {
	b, now := English(), time.Date(2026, 11, 22, 12, 50, 0, 0, time.UTC)
	at := time.Date(2027, 3, 1, 9, 0, 30, 0, time.UTC)
	for got, want := range map[string]string{
		b.Moment(at, now):                               "1 Mar 2027",
		b.MomentTimed(at, now):                          "1 Mar 2027 09:00",
		b.MomentExact(at, now):                          "1 Mar 2027 09:00:30",
		b.MomentTimed(now.AddDate(0, 0, 1), now):        "tomorrow 12:50",
		b.WithDates(DatesUS).MomentExact(at, now):       "Mar 1, 2027 9:00:30 AM",
		German().MomentTimed(now.AddDate(0, 0, 9), now): "1. Dez 12:50",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestANumberHasThePointOfItsLanguage(t *testing.T) {
	if got := German().Count(2949) + " " + English().Count(2949); got != "2,9k 2.9k" {
		t.Errorf("got %q", got)
	}
}
