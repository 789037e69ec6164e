package phrasebook

import (
	"testing"
	"time"
)

func TestAPromisedDayIsFoundWhereOneWasPromised(t *testing.T) {
	for said, want := range map[string]string{
		"I will call you back on Tuesday.":                                                  "Tuesday",
		"Thank you, Ada. We'll send the new one by Friday, and I will write on Monday too.": "Monday",
		"The refund left us. It will be with you by 26 March.":                              "26 March",
		"It will arrive on Thursday.":                                                       "Thursday",
		"We will let you know by March 3rd.":                                                "March 3rd",
		"You will hear from me on Friday, with it or without.":                              "Friday",
		"You will hear from the carrier on Friday.":                                         "",
		"I'll call you tomorrow.":                                                           "tomorrow",
		"We will send it out today.":                                                        "today",
		"The shop will be closed tomorrow.":                                                 "",
		"Will you be in tomorrow?":                                                          "",
		"Order by Friday, and I will write your day on the slip.":                           "",
		"Shall I call you on Tuesday?":                                                      "",
		"If it is not there by Tuesday I will send another.":                                "",
		"The shop will be closed on Monday.":                                                "",
		"It left us on Monday.":                                                             "",
		"You can call us on Tuesday.":                                                       "",
		"We will not be able to send it by Friday.":                                         "",
		"I will look into it within two days.":                                              "",
		"I will call you.":                                                                  "",
	} {
		span, ok := PromisedDay(said, "en")
		if got := said[span.From:span.To]; got != want || ok != (want != "") {
			t.Errorf("%q promises %q", said, got)
		}
	}
	if _, ok := PromisedDay("I will call you back on Tuesday.", "de"); ok {
		t.Error("a language without rules is read")
	}
}

// A promise is for a day of the calendar: who reads it later must not count on from there.
func TestAPromisedDayIsADayOfTheCalendar(t *testing.T) {
	wednesday := time.Date(2026, 3, 4, 16, 30, 0, 0, time.FixedZone("here", -5*60*60))
	for said, want := range map[string]string{
		"I'll call you tomorrow.":                 "2026-03-05",
		"We will send it out today.":              "2026-03-04",
		"I will write on Tuesday.":                "2026-03-10",
		"I will write on Wednesday.":              "2026-03-11",
		"We'll let you know by Friday.":           "2026-03-06",
		"It will be with you by 26 March.":        "2026-03-26",
		"We will let you know by March 3rd.":      "2027-03-03",
		"It will arrive on 4 March.":              "2026-03-04",
		"It will be refunded by 2 February, Ada.": "2027-02-02",
		"It will be with you by 31 February.":     "",
		"I will look into it.":                    "",
	} {
		day, ok := PromisedOn(said, "en", wednesday)
		if got := day.Format("2006-01-02"); ok != (want != "") || ok && got != want {
			t.Errorf("%q promises %s, want %s", said, got, want)
		}
		if ok && (day.Hour() != 0 || day.Location() != wednesday.Location()) {
			t.Errorf("%q: %v does not begin where the reply was written", said, day)
		}
	}
}
