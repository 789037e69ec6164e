package deskfile

import (
	"fmt"
	"strconv"
	"time"

	"pgregory.net/rapid"

	"github.com/heed-desk/heed/desk"
)

// anySetup is a setup that a desk may have.
func anySetup(t *rapid.T) desk.Setup {
	s := desk.Setup{Calendars: []desk.Calendar{}, Policies: []desk.Policy{}, Groups: []desk.Group{}, Views: []desk.Filter{}, Replies: []desk.Canned{}}
	for i := range rapid.IntRange(0, 3).Draw(t, "calendars") {
		s.Calendars = append(s.Calendars, anyCalendar(t, desk.CalendarID(fmt.Sprintf("c%d", i))))
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "policies") {
		s.Policies = append(s.Policies, anyPolicy(t, desk.PolicyID(fmt.Sprintf("p%d", 9-i)), s.Calendars))
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "groups") {
		s.Groups = append(s.Groups, desk.Group{ID: desk.GroupID(fmt.Sprintf("g%d", i)), Members: []desk.AgentID{"ines", "tom"}[rapid.IntRange(0, 1).Draw(t, "from"):]})
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "views") {
		s.Views = append(s.Views, desk.Filter{ID: fmt.Sprintf("v%d", i), Name: desk.Foreign(anyLine(t, desk.MostFilterName)), Query: anyLine(t, 80)})
	}
	for i := range rapid.IntRange(0, 5).Draw(t, "replies") {
		s.Replies = append(s.Replies, anyReply(t, i))
	}
	return s
}

// anyLine is a line of any letters, as somebody may have typed or brought it.
func anyLine(t *rapid.T, most int) string {
	return rapid.Custom(func(t *rapid.T) string {
		return "x" + rapid.StringOfN(rapid.RuneFrom([]rune("ab \"'\\#[]{}=€漢\u200b\u202e\U0001f600")), 0, most-1, -1).Draw(t, "letters")
	}).Draw(t, "line")
}

func anyCalendar(t *rapid.T, id desk.CalendarID) desk.Calendar {
	c := desk.Calendar{ID: id, Zone: rapid.SampledFrom([]string{"", "Europe/Berlin", "UTC"}).Draw(t, "zone")}
	if rapid.Bool().Draw(t, "named") {
		c.Name = desk.Foreign(anyLine(t, 40))
	}
	for d := range c.Week {
		from := 0
		for range rapid.IntRange(0, 2).Draw(t, "blocks") {
			b := desk.Block{From: from + rapid.IntRange(0, 300).Draw(t, "from")}
			b.To = b.From + rapid.IntRange(1, 300).Draw(t, "long")
			c.Week[d] = append(c.Week[d], b)
			from = b.To
		}
	}
	if c.AllHours() {
		return c
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "holidays") {
		h := desk.Holiday{On: desk.Date(fmt.Sprintf("2026-0%d-01", i+1))}
		if rapid.Bool().Draw(t, "part") {
			h.Hours = desk.Block{From: 720, To: 1440}
		}
		if rapid.Bool().Draw(t, "called") {
			h.Called = desk.Foreign(anyLine(t, 40))
		}
		c.Holidays = append(c.Holidays, h)
	}
	return c
}

func anyPolicy(t *rapid.T, id desk.PolicyID, calendars []desk.Calendar) desk.Policy {
	p := desk.Policy{ID: id}
	if len(calendars) > 0 {
		p.Calendar = calendars[0].ID
	}
	if rapid.Bool().Draw(t, "fits") {
		p.For = desk.Fits{
			Channels: []desk.Channel{desk.Chat}, Groups: []desk.GroupID{"g0"}, Tiers: []desk.Tier{desk.Gold},
			Tags: []string{"vip", "größe"}, Priorities: []desk.Priority{desk.PriorityHigh},
		}
	}
	p.Pauses = rapid.SampledFrom([][]desk.Status{nil, {desk.OnHold}, {desk.OnHold, desk.Pending}}).Draw(t, "pauses")
	for _, target := range desk.Targets() {
		for at := desk.PriorityLow; at <= desk.PriorityUrgent; at++ {
			if rapid.Bool().Draw(t, "promised") {
				p.Promises = append(p.Promises, desk.Promise{
					Target: target, Priority: at, Within: time.Duration(rapid.IntRange(15, 400000).Draw(t, "within")) * time.Second, Calendar: rapid.Bool().Draw(t, "calendar"),
				})
			}
		}
	}
	return p
}

func anyReply(t *rapid.T, i int) desk.Canned {
	c := desk.Canned{
		ID: desk.CannedID{ID: desk.DeriveID("reply", strconv.Itoa(i))}, Name: rapid.SampledFrom([]string{"same", "other", "third"}).Draw(t, "name"), Title: anyLine(t, 80),
		Text: "x" + rapid.StringOfN(rapid.RuneFrom([]rune("ab \"'\\#\n\r\t\x00\u2028{}漢")), 0, 60, -1).Draw(t, "text"),
		Tags: rapid.SampledFrom([][]string{nil, {"a"}, {"b", "a"}}).Draw(t, "tags"), Language: rapid.SampledFrom([]string{"", "en", "de-AT"}).Draw(t, "language"),
	}
	if rapid.Bool().Draw(t, "macro") {
		c.Then = desk.Macro{Status: desk.Solved, Priority: "high", Tags: []string{"done"}, Mine: rapid.Bool().Draw(t, "mine")}
		if rapid.Bool().Draw(t, "silent") {
			c.Text = ""
		}
	}
	return c
}
