package ical

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the zones below are known on every machine

	"github.com/heed-desk/heed/desk"
)

// file is a calendar file of events, each a few lines that stand parted by bars.
func file(events ...string) []byte {
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n")
	for _, e := range events {
		b.WriteString("BEGIN:VEVENT\r\n" + strings.ReplaceAll(e, "|", "\r\n") + "\r\nEND:VEVENT\r\n")
	}
	b.WriteString("END:VCALENDAR\r\n")
	return []byte(b.String())
}

func berlin(tb testing.TB) *time.Location {
	tb.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		tb.Fatal(err)
	}
	return zone
}

func TestHolidaysAreTheDaysOfTheFile(t *testing.T) {
	for name, c := range map[string]struct {
		event string
		want  []desk.Holiday
	}{
		"one day":                   {"DTSTART;VALUE=DATE:20260403|SUMMARY:Good Friday", []desk.Holiday{{On: "2026-04-03", Called: desk.Foreign("Good Friday")}}},
		"with its end":              {"DTSTART;VALUE=DATE:20260403|DTEND;VALUE=DATE:20260404", []desk.Holiday{{On: "2026-04-03"}}},
		"three days":                {"DTSTART;VALUE=DATE:20261231|DURATION:P3D", []desk.Holiday{{On: "2026-12-31"}, {On: "2027-01-01"}, {On: "2027-01-02"}}},
		"every year":                {"DTSTART;VALUE=DATE:19901003|RRULE:FREQ=YEARLY", []desk.Holiday{{On: "2026-10-03"}, {On: "2027-10-03"}}},
		"every second year":         {"DTSTART;VALUE=DATE:19901003|RRULE:FREQ=YEARLY;INTERVAL=2", []desk.Holiday{{On: "2026-10-03"}}},
		"but one":                   {"DTSTART;VALUE=DATE:19901003|RRULE:FREQ=YEARLY|EXDATE;VALUE=DATE:20261003", []desk.Holiday{{On: "2027-10-03"}}},
		"until a day":               {"DTSTART;VALUE=DATE:19901003|RRULE:FREQ=YEARLY;UNTIL=20261003", []desk.Holiday{{On: "2026-10-03"}}},
		"so often":                  {"DTSTART;VALUE=DATE:20251003|RRULE:FREQ=YEARLY;COUNT=2", []desk.Holiday{{On: "2026-10-03"}}},
		"the fourth Thursday":       {"DTSTART;VALUE=DATE:19701126|RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", []desk.Holiday{{On: "2026-11-26"}, {On: "2027-11-25"}}},
		"the last Monday":           {"DTSTART;VALUE=DATE:19710531|RRULE:FREQ=YEARLY;BYDAY=-1MO;BYMONTH=5", []desk.Holiday{{On: "2026-05-25"}, {On: "2027-05-31"}}},
		"a Wednesday from the 16th": {"DTSTART;VALUE=DATE:20261118|RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=WE;BYMONTHDAY=16,17,18,19,20,21,22", []desk.Holiday{{On: "2026-11-18"}, {On: "2027-11-17"}}},
		"the 29th of February":      {"DTSTART;VALUE=DATE:20240229|RRULE:FREQ=YEARLY", nil},
		"over the turn of the year": {"DTSTART;VALUE=DATE:20201231|DTEND;VALUE=DATE:20210102|RRULE:FREQ=YEARLY", []desk.Holiday{{On: "2026-01-01"}, {On: "2026-12-31"}, {On: "2027-01-01"}, {On: "2027-12-31"}}},
		"an afternoon":              {"DTSTART;TZID=Europe/Berlin:20261224T120000|DTEND;TZID=Europe/Berlin:20261225T000000", []desk.Holiday{{On: "2026-12-24", Hours: desk.Block{From: 720, To: 1440}}}},
		"of another zone":           {"DTSTART;TZID=America/New_York:20260704T200000|DURATION:PT6H", []desk.Holiday{{On: "2026-07-05", Hours: desk.Block{From: 120, To: 480}}}},
		"in UTC, over midnight":     {"DTSTART:20260703T200000Z|DTEND:20260704T000000Z", []desk.Holiday{{On: "2026-07-03", Hours: desk.Block{From: 1320, To: 1440}}, {On: "2026-07-04", Hours: desk.Block{To: 120}}}},
		"in no zone":                {"DTSTART:20260703T200000|DURATION:PT1H", []desk.Holiday{{On: "2026-07-03", Hours: desk.Block{From: 1200, To: 1260}}}},
		"a moment":                  {"DTSTART:20260703T200000", nil},
		"called off":                {"DTSTART;VALUE=DATE:20260403|STATUS:CANCELLED", nil},
		"with an alarm":             {"DTSTART;VALUE=DATE:20260403|BEGIN:VALARM|DURATION:nonsense|END:VALARM", []desk.Holiday{{On: "2026-04-03"}}},
		"folded":                    {"DTSTART;VALUE=DA| TE:20260403|SUMMARY;LANGUAGE=\"a:b\":Kar\\,| freitag", []desk.Holiday{{On: "2026-04-03", Called: desk.Foreign("Kar,freitag")}}},
		"of another year":           {"DTSTART;VALUE=DATE:20250403", nil},
	} {
		got, err := Holidays(file(c.event), berlin(t), Period{2026, 2027})
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v %v, want %v", name, got, err, c.want)
		}
	}
}

func TestWhatCannotBeReadIsRefusedWithItsLine(t *testing.T) {
	for name, c := range map[string]struct {
		file []byte
		line int
	}{
		"no calendar":          {[]byte("hello: there"), 1},
		"nothing":              {nil, 1},
		"a line of no kind":    {file("DTSTART;VALUE=DATE:20260403|nonsense"), 12},
		"a day that is none":   {file("DTSTART;VALUE=DATE:20260231"), 11},
		"a zone that is none":  {file("DTSTART;TZID=Mars:20260203T100000"), 11},
		"every week":           {file("DTSTART;VALUE=DATE:20260403|RRULE:FREQ=WEEKLY"), 12},
		"a rule of weeks":      {file("DTSTART;VALUE=DATE:20260403|RRULE:FREQ=YEARLY;BYWEEKNO=20"), 12},
		"days of all months":   {file("DTSTART;VALUE=DATE:20260403|RRULE:FREQ=YEARLY;BYMONTHDAY=1"), 12},
		"dates by a list":      {file("DTSTART;VALUE=DATE:20260403|RDATE;VALUE=DATE:20260404"), 12},
		"no beginning":         {file("SUMMARY:hello"), 10},
		"it ends before":       {file("DTSTART;VALUE=DATE:20260403|DTEND;VALUE=DATE:20260401"), 10},
		"cut off":              {file("SUMMARY:hello")[:200], 11},
		"too long ago":         {file("DTSTART;VALUE=DATE:15820403|RRULE:FREQ=YEARLY"), 10},
		"an end of other kind": {file("DTSTART;VALUE=DATE:20260403|DTEND:20260404T000000Z"), 10},
	} {
		all, err := Holidays(c.file, berlin(t), Period{2026, 2027})
		var f *Fault
		if !errors.As(err, &f) || f.Line != c.line {
			t.Errorf("%s: %v %v, want line %d", name, all, err, c.line)
		}
	}
}

func FuzzACalendarFileIsReadOrRefused(f *testing.F) {
	f.Add(file("DTSTART;VALUE=DATE:19701126|RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH|SUMMARY:Thanksgiving"))
	f.Add(file("DTSTART;TZID=Europe/Berlin:20261224T120000|DURATION:P1DT2H", "DTSTART:20260703T200000Z|EXDATE:20260703T200000Z"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 4000 {
			return
		}
		all, err := Holidays(b, berlin(t), Period{2020, 2030})
		if err != nil {
			return
		}
		c := desk.Calendar{ID: "office", Zone: "Europe/Berlin", Holidays: all}
		c.Week[1] = []desk.Block{{From: 540, To: 1020}}
		if _, err := c.Checked(); err != nil {
			t.Errorf("what was read is no calendar: %v\n%q", err, b)
		}
	})
}
