package phrasebook

import "testing"

func TestAPromisedDayIsFoundWhereOneWasPromised(t *testing.T) {
	for said, want := range map[string]string{
		"I will call you back on Tuesday.":                                                  "Tuesday",
		"Thank you, Ada. We'll send the new one by Friday, and I will write on Monday too.": "Monday",
		"The refund left us. It will be with you by 26 March.":                              "26 March",
		"It will arrive on Thursday.":                                                       "Thursday",
		"We will let you know by March 3rd.":                                                "March 3rd",
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
