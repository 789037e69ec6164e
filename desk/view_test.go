package desk

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestATicketStandsInItsViews(t *testing.T) {
	me := Me{ID: anna, Groups: []GroupID{"returns"}}
	soon, past := noon().Add(time.Hour), noon().Add(-time.Hour)
	for _, c := range []struct {
		name string
		row  Excerpt
		want string
	}{
		{"new", Excerpt{Status: New}, "unassigned open all"},
		{"mine, open", Excerpt{Status: Open, Assignee: anna}, "mine open all"},
		{"mine, pending", Excerpt{Status: Pending, Assignee: anna}, "mine pending all"},
		{"mine, on hold", Excerpt{Status: OnHold, Assignee: anna}, "mine open all"},
		{"mine, solved", Excerpt{Status: Solved, Assignee: anna}, "solved all"},
		{"closed", Excerpt{Status: Closed}, "solved all"},
		{"a colleague's", Excerpt{Status: Open, Assignee: berto}, "open all"},
		{"in my group", Excerpt{Status: Open, Assignee: berto, Group: "returns"}, "groups open all"},
		{"in another group", Excerpt{Status: Open, Group: "sales"}, "unassigned open all"},
		{"mine, asleep", Excerpt{Status: Open, Assignee: anna, Group: "returns", SnoozedUntil: soon}, "snoozed all"},
		{"mine, has woken", Excerpt{Status: Open, Assignee: anna, SnoozedUntil: past}, "mine open all"},
		{"spam", Excerpt{Status: Solved, Assignee: anna, Group: "returns", Tags: []string{"a", TagSpam}}, "all"},
		{"spam that came back", Excerpt{Status: Open, Assignee: anna, Tags: []string{TagSpam}}, "mine open all"},
		{"solved in its sleep", Excerpt{Status: Solved, SnoozedUntil: soon}, "solved all"},
	} {
		var got []string
		for _, v := range Views() {
			if v.Has(c.row, me, noon()) {
				got = append(got, string(v))
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s stands in %v, want %s", c.name, got, c.want)
		}
	}
	if ViewID("nonsense").Has(Excerpt{Status: Open}, me, noon()) {
		t.Error("a view that nobody knows has tickets")
	}
}

func TestEachViewHasItsOrder(t *testing.T) {
	at := func(m int) time.Time { return noon().Add(time.Duration(m) * time.Minute) }
	order := func(v ViewID, rows ...Excerpt) []int {
		var got []int
		for i := range rows {
			got = append(got, i)
		}
		slices.SortFunc(got, func(a, b int) int { return int(min(max(v.Order(rows[a])-v.Order(rows[b]), -1), 1)) })
		return got
	}
	for _, c := range []struct {
		view ViewID
		rows []Excerpt
		want []int
	}{
		{ViewMine, []Excerpt{{Due: at(9), WaitingSince: at(1)}, {Due: at(-9)}, {Due: at(3), WaitingSince: at(2)}, {Due: at(-20)}}, []int{2, 0, 3, 1}},
		{ViewSnoozed, []Excerpt{{SnoozedUntil: at(5)}, {SnoozedUntil: at(2)}}, []int{1, 0}},
		{ViewSolved, []Excerpt{{SolvedAt: at(1)}, {SolvedAt: at(2)}, {}}, []int{1, 0, 2}},
		{ViewAll, []Excerpt{{UpdatedAt: at(1)}, {UpdatedAt: at(2)}}, []int{1, 0}},
	} {
		if got := order(c.view, c.rows...); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.view, got, c.want)
		}
	}
}

func TestARowHasWhatAListNeedsOfATicket(t *testing.T) {
	k := waiting(Open)
	k.Rating = &Rating{Score: 4}
	e := k.Excerpt()
	if e.ID != k.ID || e.Version != k.Version || e.Due != Reckon(k).Due || e.Rating != 4 || e.LastMessage != k.LastMessage || !slices.Equal(e.Tags, k.Tags) {
		t.Errorf("%+v", e)
	}
}

func TestARowIsLateOnceAPromiseHasRunOutAndNotByItsPriorityAlone(t *testing.T) {
	k := waiting(Open)
	now := k.WaitingSince.Add(1000 * time.Hour) // no priority allows so much
	if since, late := k.Excerpt().Late(now); late {
		t.Errorf("nothing is promised, and it is late since %v", since)
	}
	for name, due := range map[string]time.Time{"before the priority runs out": k.WaitingSince.Add(time.Minute), "behind that": now.Add(-time.Minute)} {
		k.Clocks = []Clock{{Target: NextReply, Due: due}}
		if since, late := k.Excerpt().Late(now); !late || !since.Equal(due) {
			t.Errorf("%s: late %v since %v, want since %v", name, late, since, due)
		}
		if _, late := k.Excerpt().Late(due); late {
			t.Errorf("%s: late at the instant itself", name)
		}
		k.Clocks[0].End = due.Add(-time.Second)
		if _, late := k.Excerpt().Late(now); late {
			t.Errorf("%s: kept, and late", name)
		}
	}
}
