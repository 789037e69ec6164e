package deskfile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the zones below are known on every machine

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/tomltree"
)

var noon = time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)

// holidays is a calendar file beside any other.
const holidays = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:19901003\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Unity\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

func open(_, name string) ([]byte, error) {
	switch name {
	case "days.ics":
		return []byte(holidays), nil
	case "broken.ics":
		return []byte("BEGIN:VCALENDAR\r\nnonsense\r\n"), nil
	default:
		return nil, errors.New("not there")
	}
}

// wanted is what lines of a file say, which has no flaw.
func wanted(t testing.TB, lines ...string) Wanted {
	t.Helper()
	w, flaws := Read([]Source{{"desk.toml", []byte(strings.Join(lines, "\n"))}}, open, noon)
	for _, f := range flaws {
		t.Error(f)
	}
	return w
}

func shop() desk.Setup {
	s := desk.DefaultSLA("Europe/Berlin")
	return desk.Setup{
		Calendars: s.Calendars, Policies: s.Policies, Groups: []desk.Group{{ID: "bench", Members: []desk.AgentID{"ines", "tom"}}},
		Views: []desk.Filter{{ID: "a1", Name: desk.Foreign("Refunds"), Query: "tag:refund"}},
		Replies: []desk.Canned{
			{ID: desk.CannedID{ID: desk.DeriveID("late")}, Name: "parcel-late", Title: "A parcel that is late", Text: "Your parcel is late.\n\nI am on it.", Tags: []string{"parcel"}},
			{ID: desk.CannedID{ID: desk.DeriveID("done")}, Name: "all-done", Title: "all-done", Text: "Done.", Then: desk.Macro{Status: desk.Solved, Tags: []string{"done"}}},
		},
	}
}

func TestWhatALeadWritesIsRead(t *testing.T) {
	w := wanted(t,
		`[[calendar]]`, `id = "office"`, `zone = "Europe/Berlin"`, `monday = ["09:00-12:00", "13:00-24:00"]`, `holidays_from = ["days.ics"]`,
		`holidays = [{ on = 2026-12-24, hours = "12:00-24:00", called = "Eve" }]`,
		`[[policy]]`, `id = "trade"`, `tiers = ["gold"]`, `priorities = ["urgent", "high"]`, `calendar = "office"`, `pauses = ["pending"]`,
		`first_reply = { urgent = "30m", high = "1h30m calendar" }`, `[policy.resolution]`, `low = "48h"`,
		`[[group]]`, `id = "bench"`, `members = ["tom", "ines"]`,
		`[[view]]`, `name = "Refunds"`, `query = "tag:refund"`,
		`[[reply]]`, `name = "late"`, `text = """`, `Dear {{customer.first}},`, ``, `it is late."""`,
		`[[macro]]`, `name = "done"`, `then = { status = "solved", mine = true }`,
	)
	c, p := w.Calendars[0], w.Policies[0]
	if c.Week[time.Monday][1] != (desk.Block{From: 780, To: 1440}) || len(c.Holidays) != 6 || c.Holidays[2].On != "2026-12-24" && c.Holidays[1].On != "2026-10-03" {
		t.Errorf("%+v", c)
	}
	want := []desk.Promise{
		{Target: desk.FirstReply, Priority: desk.PriorityUrgent, Within: 30 * time.Minute},
		{Target: desk.FirstReply, Priority: desk.PriorityHigh, Within: 90 * time.Minute, Calendar: true},
		{Target: desk.Resolution, Priority: desk.PriorityLow, Within: 48 * time.Hour},
	}
	if !slices.Equal(p.Promises, want) || p.For.Tiers[0] != desk.Gold || len(p.For.Priorities) != 2 || p.Pauses[0] != desk.Pending {
		t.Errorf("%+v", p)
	}
	if r := w.Replies[0]; r.Text != "Dear {{customer.first}},\n\nit is late." || r.Title != "late" || !w.Replies[1].Then.Mine || w.Groups[0].Members[0] != "ines" {
		t.Errorf("%+v", w)
	}
}

func TestWhatIsWrongIsToldWithItsLineAndWhatIsMeant(t *testing.T) {
	for name, c := range map[string]struct {
		lines []string
		line  int
		code  Code
		near  string
	}{
		"no TOML":           {[]string{`[[reply]]`, `name = `}, 2, Code(tomltree.BadTOML), ""},
		"brackets":          {[]string{`a = ` + strings.Repeat("[", 1<<16)}, 1, Code(tomltree.TooDeep), ""},
		"no such table":     {[]string{`[[polisy]]`, `id = "a"`}, 1, UnknownTable, "policy"},
		"one table":         {[]string{`[policy]`, `id = "a"`}, 1, WrongKind, ""},
		"a list of words":   {[]string{`policy = ["a"]`}, 1, WrongKind, ""},
		"no such field":     {[]string{`[[policy]]`, `id = "a"`, `calender = "office"`}, 3, UnknownField, "calendar"},
		"no such target":    {[]string{`[[policy]]`, `id = "a"`, `first_reply = { urgnt = "1h" }`}, 3, UnknownField, "urgent"},
		"no id":             {[]string{``, `[[policy]]`, `name = "x"`}, 2, Missing, ""},
		"no name":           {[]string{`[[policy]]`, `id = "A b"`}, 2, BadName, ""},
		"twice":             {[]string{`[[group]]`, `id = "a"`, `members = []`, `[[group]]`, `id = "a"`, `members = []`}, 5, Double, ""},
		"macro and reply":   {[]string{`[[macro]]`, `name = "a"`, `then = { mine = true }`, `[[reply]]`, `name = "a"`, `text = "x"`}, 4, Double, ""},
		"a number":          {[]string{`[[policy]]`, `id = "a"`, `first_reply = { urgent = 1 }`}, 3, WrongKind, ""},
		"too soon":          {[]string{`[[policy]]`, `id = "a"`, `[policy.first_reply]`, `urgent = "14s"`}, 4, BadSpan, ""},
		"no span":           {[]string{`[[policy]]`, `id = "a"`, `first_reply = { low = "1 day" }`}, 3, BadSpan, ""},
		"no status":         {[]string{`[[policy]]`, `id = "a"`, `pauses = [`, `  "pendin",`, `]`}, 4, BadValue, "pending"},
		"no priority":       {[]string{`[[policy]]`, `id = "a"`, `priorities = ["hihg"]`}, 3, BadValue, "high"},
		"no zone":           {[]string{`[[calendar]]`, `id = "a"`, `zone = "Mars"`}, 3, BadZone, ""},
		"no hours":          {[]string{`[[calendar]]`, `id = "a"`, `monday = ["9-17"]`}, 3, BadHours, ""},
		"hours in hours":    {[]string{`[[calendar]]`, `id = "a"`, `monday = ["09:00-12:00", "11:00-17:00"]`}, 3, BadHours, ""},
		"no day":            {[]string{`[[calendar]]`, `id = "a"`, `monday = ["9:00-17:00"]`, `holidays = [{ on = "2026-02-31" }]`}, 4, BadDay, ""},
		"never open":        {[]string{`[[calendar]]`, `id = "a"`, `holidays = [{ on = 2026-02-28 }]`}, 1, NeverOpen, ""},
		"no file":           {[]string{`[[calendar]]`, `id = "a"`, `holidays_from = ["none.ics"]`}, 3, NoFile, ""},
		"no calendar file":  {[]string{`[[calendar]]`, `id = "a"`, `holidays_from = ["broken.ics"]`}, 3, BadCalendar, ""},
		"nobody":            {[]string{`[[group]]`, `id = "a"`, `members = ["Tom Okafor"]`}, 3, BadName, ""},
		"no members":        {[]string{`[[group]]`, `id = "a"`}, 1, Missing, ""},
		"no query":          {[]string{`[[view]]`, `name = "a"`, `query = " "`}, 3, BadLine, ""},
		"no search":         {[]string{`[[view]]`, `name = "a"`, `query = "status:opne foo:bar ("`}, 3, BadQuery, ""},
		"two lines":         {[]string{`[[view]]`, `name = "a\nb"`, `query = "x"`}, 2, BadLine, ""},
		"no words":          {[]string{`[[reply]]`, `name = "a"`, `text = " "`}, 1, SaysNothing, ""},
		"too many words":    {[]string{`[[reply]]`, `name = "a"`, `text = "` + strings.Repeat("x", desk.MaxReply+1) + `"`}, 3, TooLong, ""},
		"a reply that acts": {[]string{`[[reply]]`, `name = "a"`, `text = "x"`, `then = { mine = true }`}, 4, UnknownField, ""},
		"nothing is done":   {[]string{`[[macro]]`, `name = "a"`, `text = "x"`}, 1, DoesNothing, ""},
		"to new":            {[]string{`[[macro]]`, `name = "a"`, `then = { status = "new" }`}, 3, BadValue, ""},
		"no tag":            {[]string{`[[reply]]`, `name = "a"`, `text = "x"`, `tags = ["Big Tag"]`}, 4, BadTag, ""},
		"no truth":          {[]string{`[[macro]]`, `name = "a"`, `then = { mine = "yes", status = "open" }`}, 3, WrongKind, ""},
		"no reply id":       {[]string{`[[reply]]`, `id = "7"`, `name = "a"`, `text = "x"`}, 2, BadID, ""},
	} {
		_, flaws := Read([]Source{{"desk.toml", []byte(strings.Join(c.lines, "\n"))}}, open, noon)
		if len(flaws) == 0 || flaws[0].Line != c.line || flaws[0].Code != c.code || flaws[0].Near != c.near {
			t.Errorf("%s: %v", name, flaws)
		}
	}
}

func TestABlankThatNothingFillsIsToldWithItsLineAndTheReplyHoldsAllTheSame(t *testing.T) {
	w := wanted(t,
		`[[reply]]`, `name = "late"`, `text = """`, `Dear {{customer.frist|you}},`, `{{order.number}} {{?the day}} {{delivery.window}}`, `{{ customer.frist }} "hm" \`, `{{ begun"""`,
		`[[macro]]`, `name = "done"`, `text = "{{\u0066irst_name}}\n{{agent.first}}"`, `then = { mine = true }`,
	)
	var got []string
	for _, d := range w.Doubts {
		got = append(got, fmt.Sprintf("%d %s %s %q %q %s", d.Line, d.In, d.Code, d.Args["name"], d.Args["meant"], d.File))
	}
	want := []string{
		`4 reply "late" doubt_near "customer.frist" "customer.first" desk.toml`, `5 reply "late" doubt_unknown "delivery.window" "" desk.toml`,
		`6 reply "late" doubt_near "customer.frist" "customer.first" desk.toml`, `7 reply "late" doubt_open "{{ begun" "" desk.toml`,
		`10 macro "done" doubt_near "first_name" "customer.first" desk.toml`,
	}
	if !slices.Equal(got, want) || len(w.Replies) != 2 {
		t.Errorf("%d replies, and of them\n%s", len(w.Replies), strings.Join(got, "\n"))
	}
}

func TestACalendarThatNobodyHasIsNamedWhereItIsNamed(t *testing.T) {
	w := wanted(t, `[[policy]]`, `id = "a"`, `calendar = "nowhere"`)
	if _, flaws := w.Plan(shop(), false); len(flaws) != 1 || flaws[0].Line != 3 || flaws[0].Code != NoCalendar {
		t.Errorf("%v", flaws)
	}
	if _, flaws := wanted(t, `calendar = []`).Plan(shop(), true); len(flaws) != 1 || flaws[0].File != "" || flaws[0].Code != NoCalendar {
		t.Errorf("the calendar of a policy that stays goes: %v", flaws)
	}
}

func TestSomebodyWhomTheDeskDoesNotKnowIsNamedWhereTheyAreNamed(t *testing.T) {
	w := wanted(t, `[[group]]`, `id = "a"`, `members = [`, `  "tom",`, `  "tim",`, `  "ann",`, `]`)
	f := w.Refused(desk.Refuse(desk.BadValue, "member", "ann", "", "tim", "tom"))
	if len(f) != 2 || f[0].Line != 5 || f[0].Near != "tom" || f[1].Line != 6 || f[1].Near != "" {
		t.Errorf("%v", f)
	}
	if f := w.Refused(desk.Refuse(desk.TooManyFilters, 50)); f != nil {
		t.Errorf("%v", f)
	}
}

func told(all []Difference) string {
	var out strings.Builder
	for _, d := range all {
		out.WriteString([]string{" ", "+", "~", "-"}[d.Sign] + " " + d.Kind + " " + d.Name + "\n")
		for _, l := range d.Lines {
			out.WriteString("  " + []string{" ", "+", "~", "-"}[l.Sign] + " " + l.Text + "\n")
		}
	}
	return out.String()
}

func TestADifferenceReadsLikeADiff(t *testing.T) {
	w := wanted(t,
		`[[policy]]`, `id = "trade"`, `tiers = ["gold"]`, `first_reply = { urgent = "30m" }`,
		`[[group]]`, `id = "bench"`, `members = ["tom"]`,
		`[[reply]]`, `name = "parcel-late"`, `title = "A parcel that is late"`, `tags = ["parcel"]`, `text = """`, `Your parcel is on its way.`, ``, `I am on it."""`,
		`[[macro]]`, `name = "new-one"`, `then = { priority = "high" }`,
	)
	after, flaws := w.Plan(shop(), true)
	if len(flaws) > 0 {
		t.Fatal(flaws)
	}
	want := `- policy default
+ policy trade
  + id = "trade"
  + tiers = ["gold"]
  + first_reply = { urgent = "30m" }
~ group bench
  - members = ["ines", "tom"]
  + members = ["tom"]
- macro all-done
+ macro new-one
  + name = "new-one"
  + then = { priority = "high" }
~ reply parcel-late
    text = """
  - Your parcel is late.
  + Your parcel is on its way.
    
    I am on it."""
`
	if got := told(Compare(shop(), after)); got != want {
		t.Errorf("%s", got)
	}
	after, _ = w.Plan(shop(), false)
	if got := told(Compare(shop(), after)); strings.Contains(got, "- policy") || strings.Contains(got, "- macro") || after.Policies[0].ID != "trade" || after.Policies[1].ID != "default" {
		t.Errorf("without being told to, it takes away\n%s", got)
	}
	for i := range after.Replies { // as a desk does with what is new
		if after.Replies[i].ID.IsZero() {
			after.Replies[i].ID = desk.CannedID{ID: desk.NewID()}
		}
	}
	if again, _ := w.Plan(after, false); len(Compare(after, again)) > 0 || !reflect.DeepEqual(again, after) {
		t.Errorf("once more it changes\n%s", told(Compare(after, again)))
	}
}

func TestAReplyThatIsToDoSomethingBecomesAMacro(t *testing.T) {
	w := wanted(t, `[[macro]]`, `name = "parcel-late"`, `title = "A parcel that is late"`, `tags = ["parcel"]`, `text = "x"`, `then = { mine = true }`)
	after, _ := w.Plan(shop(), true)
	got := told(Compare(shop(), after))
	if len(after.Replies) != 1 || !strings.Contains(got, "~ macro parcel-late\n  - [[reply]]\n  + [[macro]]\n") {
		t.Errorf("%+v\n%s", after.Replies, got)
	}
}

func TestPoliciesThatChangePlacesAreTold(t *testing.T) {
	now := shop()
	now.Policies = append([]desk.Policy{{ID: "trade"}}, now.Policies...)
	w := wanted(t, `[[policy]]`, `id = "default"`, `calendar = "office"`, `pauses = ["pending", "on_hold"]`, `first_reply = { urgent = "1h", high = "4h", normal = "8h", low = "24h" }`, `[[policy]]`, `id = "trade"`)
	after, _ := w.Plan(now, false)
	if got := told(Compare(now, after)); got != "~ policy \n  - # \"trade\", \"default\"\n  + # \"default\", \"trade\"\n" {
		t.Errorf("%s", got)
	}
}

func note(kind string) string { return "about " + kind }

func TestWhatADeskHasReadsTheSameWhenItIsWrittenDown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := anySetup(t)
		text := Write(now, note)
		w, flaws := Read([]Source{{"desk.toml", text}}, open, noon)
		if len(flaws) > 0 {
			t.Fatalf("%v\n%s", flaws, text)
		}
		after, flaws := w.Plan(now, true)
		if len(flaws) > 0 || !reflect.DeepEqual(after, now) || len(Compare(now, after)) > 0 {
			t.Fatalf("%v\n%s\n%s", flaws, told(Compare(now, after)), text)
		}
		if again := Write(after, note); string(again) != string(text) {
			t.Fatalf("written once more it is\n%s", again)
		}
	})
}

func FuzzAnyFileIsReadOrRefused(f *testing.F) {
	for _, s := range []string{
		"[[reply]]\nname = \"a\"\ntext = \"\"\"\nb\"\"\"", "[[policy]]\nid=\"a\"\nfirst_reply={low=\"1h calendar\"}", "[[calendar]]\nid='a'\nmonday=['09:00-17:00']\nholidays=[{on=2026-01-01}]",
		"[[macro]]\nname='m'\nthen={mine=true}", "[[view]]\nname='v'\nquery='tag:x'", "[[group]]\nid='g'\nmembers=['tom']", "reply = []", string(Write(shop(), note)),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 4000 {
			return
		}
		w, flaws := Read([]Source{{"desk.toml", []byte(s)}}, open, noon)
		for _, flaw := range flaws {
			if flaw.Line < 1 || flaw.Line > 1+strings.Count(s, "\n") {
				t.Errorf("line %d of %q: %v", flaw.Line, s, flaw)
			}
		}
		if len(flaws) > 0 {
			return
		}
		after, flaws := w.Plan(shop(), true)
		if len(flaws) > 0 {
			return
		}
		if _, err := after.Checked(); err != nil {
			t.Errorf("what was read is no setup: %v\n%q", err, s)
		}
		for _, c := range after.Replies {
			if p := c.Sound(); p != nil {
				t.Errorf("what was read is no reply: %v\n%q", p, s)
			}
		}
	})
}

func TestTheExampleOfTheManualIsRead(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "desk-files.md"))
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(string(page), "```")
	if len(parts) < 3 {
		t.Fatal("the manual has no example")
	}
	for i := 1; i < len(parts); i += 2 {
		text, ok := strings.CutPrefix(parts[i], "toml\n")
		if !ok {
			continue
		}
		w, flaws := Read([]Source{{"desk.toml", []byte(text)}}, func(_, _ string) ([]byte, error) { return []byte(holidays), nil }, noon)
		for _, f := range flaws {
			t.Error(f)
		}
		if _, flaws := w.Plan(shop(), false); len(flaws) > 0 {
			t.Error(flaws)
		}
	}
}
