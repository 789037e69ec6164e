package desk

import (
	"fmt"
	"testing"
	"time"
)

func TestASetupThatCannotBeMeantIsRefused(t *testing.T) {
	week := Calendar{ID: "office"}
	week.Week[time.Monday] = []Block{{540, 1020}}
	for i := range 2000 {
		week.Holidays = append(week.Holidays, Holiday{On: Date(time.Date(2026, 1, 1+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)), Called: Foreign("a day on which nobody works")})
	}
	var calendars []Calendar
	for i := range 20 {
		week.ID = CalendarID(fmt.Sprint("c", i))
		calendars = append(calendars, week)
	}
	reply := Canned{ID: CannedID{DeriveID("a")}, Name: "a", Title: "a", Text: "a"}
	for name, s := range map[string]Setup{
		"an SLA of none":     {Policies: []Policy{{ID: "a", Calendar: "none"}}},
		"too much of it":     {Calendars: calendars},
		"too many calendars": {Calendars: make([]Calendar, MostCalendars+1)},
		"too many policies":  {Policies: make([]Policy, MostPolicies+1)},
		"too many groups":    {Groups: make([]Group, MostGroups+1)},
		"too many views":     {Views: make([]Filter, MostFilters+1)},
		"too many replies":   {Replies: make([]Canned, MostReplies+1)},
		"a group twice":      {Groups: []Group{{ID: "a"}, {ID: "a"}}},
		"a group of no name": {Groups: []Group{{ID: "A B"}}},
		"nobody":             {Groups: []Group{{ID: "a", Members: []AgentID{"A B"}}}},
		"a view twice":       {Views: []Filter{{ID: "a", Name: Foreign("a"), Query: "a"}, {ID: "a", Name: Foreign("b"), Query: "b"}}},
		"a view of no query": {Views: []Filter{{ID: "a", Name: Foreign("a")}}},
		"a reply twice":      {Replies: []Canned{reply, reply}},
	} {
		if _, err := s.Checked(); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	if _, err := (Setup{Calendars: calendars[:3], Replies: []Canned{reply}}).Checked(); err != nil {
		t.Error(err)
	}
}

func TestASetupThatSaysTheSameHasTheSameTag(t *testing.T) {
	s := Setup{Groups: []Group{{ID: "a", Members: []AgentID{"ann"}}}}
	same := Setup{Groups: []Group{{ID: "a", Members: []AgentID{"ann"}}}}
	if s.Tag() == "" || s.Tag() != same.Tag() {
		t.Errorf("%q and %q", s.Tag(), same.Tag())
	}
	same.Groups[0].Members[0] = "ben"
	if s.Tag() == same.Tag() {
		t.Error("another one has it too")
	}
}
