package deskfile

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/heed-desk/heed/cache/index"
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/near"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/internal/tomltree"
)

// inCalendarHours stands behind a time that is not in business hours.
const inCalendarHours = " calendar"

// priorities are the names of the priorities, the most urgent one first.
func priorities() []string {
	var all []string
	for p := desk.PriorityUrgent; p >= desk.PriorityLow; p-- {
		all = append(all, p.String())
	}
	return all
}

func (i *item) policy() desk.Policy {
	p := desk.Policy{ID: desk.PolicyID(i.id("id", func(s string) bool { return desk.GroupID(s).Valid() }))}
	p.Name = desk.Foreign(i.line("name", mostName))
	p.For = desk.Fits{
		Channels: names(i, "channels", desk.Channel.Valid), Groups: names(i, "groups", desk.GroupID.Valid),
		Tiers: names(i, "tiers", func(t desk.Tier) bool { return t != "" && t.Valid() }), Tags: i.tags("tags"),
	}
	for _, name := range oneOf(i, "priorities", priorities()) {
		at, _ := desk.ParsePriority(name)
		p.For.Priorities = append(p.For.Priorities, at)
	}
	calendar, at := i.text("calendar")
	if p.Calendar = desk.CalendarID(calendar); at != nil && calendar != "" {
		i.r.wanted.places[thing{usedBy, string(p.ID)}] = place{i.r.file, at.Line}
	}
	p.Pauses = oneOf(i, "pauses", []desk.Status{desk.Pending, desk.OnHold})
	for _, t := range desk.Targets() {
		if table := i.table(string(t)); table != nil {
			p.Promises = append(p.Promises, table.promises(t)...)
			table.done()
		}
	}
	return p
}

// usedBy is the kind under which it is noted where a policy names its calendar.
const usedBy = "calendar of"

// promises are what a target may take, by priority.
func (i *item) promises(t desk.Target) []desk.Promise {
	var all []desk.Promise
	for _, name := range priorities() {
		typed, at := i.text(name)
		if at == nil {
			continue
		}
		priority, _ := desk.ParsePriority(name)
		span, calendar := strings.CutSuffix(typed, inCalendarHours)
		within, err := time.ParseDuration(strings.TrimSpace(span))
		if err != nil || within < desk.ShortestPromise || within > desk.LongestPromise {
			i.flaw(at.Line, BadSpan, "", "name", string(t)+"."+name, "value", typed)
			continue
		}
		all = append(all, desk.Promise{Target: t, Priority: priority, Within: within, Calendar: calendar})
	}
	return all
}

func (i *item) group() desk.Group {
	g := desk.Group{ID: desk.GroupID(i.id("id", func(s string) bool { return desk.GroupID(s).Valid() })), Members: []desk.AgentID{}}
	i.wants("members")
	for _, w := range i.texts("members") {
		who := desk.AgentID(w.text)
		if !who.Valid() {
			i.flaw(w.line, BadName, "", "name", "members", "value", w.text)
			continue
		}
		if _, there := i.r.wanted.places[thing{member, w.text}]; !there {
			i.r.wanted.places[thing{member, w.text}] = place{i.r.file, w.line}
		}
		g.Members = append(g.Members, who)
	}
	slices.Sort(g.Members)
	g.Members = slices.Compact(g.Members)
	return g
}

// member is the kind under which it is noted where a person is first named.
const member = "member"

func (i *item) view() desk.Filter {
	var f desk.Filter
	name := i.line("name", desk.MostFilterName)
	i.name = name
	i.wants("name")
	if id, at := i.text("id"); at != nil {
		if f.ID = id; !desk.GroupID(id).Valid() {
			i.flaw(at.Line, BadID, "", "name", "id", "value", id)
		}
		i.take("id "+id, at.Line)
	} else if name != "" {
		i.take(text.Line(desk.Foreign(name)), i.node.Line)
	}
	f.Name = desk.Foreign(name)
	query, at := i.text("query")
	i.wants("query")
	f.Query = query
	if at != nil && f.Sound() != nil && name != "" {
		i.flaw(at.Line, BadLine, "", "name", "query")
		return f
	}
	var why *desk.Problem
	if _, err := index.Parse(query, time.Unix(0, 0)); errors.As(err, &why) && len(why.Args) > 1 {
		i.flaw(at.Line, BadQuery, "", "name", why.Args[0], "value", why.Args[1])
	}
	return f
}

func (i *item) reply() desk.Canned {
	var c desk.Canned
	c.Name = i.line("name", desk.MostReplyName)
	i.name = c.Name
	i.wants("name")
	if id, at := i.text("id"); at != nil {
		if err := c.ID.UnmarshalText([]byte(id)); err != nil || c.ID.IsZero() {
			i.flaw(at.Line, BadID, "", "name", "id", "value", id)
		}
		i.take("id "+id, at.Line)
	} else if c.Name != "" {
		i.take(c.Name, i.node.Line)
	}
	if c.Title = i.line("title", desk.MostReplyTitle); c.Title == "" {
		c.Title = c.Name
	}
	var at *tomltree.Node
	if c.Text, at = i.text("text"); len(c.Text) > desk.MaxReply {
		i.flaw(at.Line, TooLong, "", "name", "text")
	} else if at != nil {
		i.doubts(c.Text, at.Line)
	}
	c.Tags = i.tags("tags")
	lang, at := i.text("language")
	if c.Language = lang; at != nil && !desk.GroupID(strings.ToLower(lang)).Valid() {
		i.flaw(at.Line, BadValue, "", "name", "language", "value", lang, "values", "en, de, fr, …")
	}
	if i.kind == kindMacro {
		c.Then = i.macro()
	} else if strings.TrimSpace(c.Text) == "" {
		i.flaw(i.node.Line, SaysNothing, "")
	}
	return c
}

// macro is what a reply does to its ticket.
func (i *item) macro() desk.Macro {
	t := i.table("then")
	if t == nil {
		i.flaw(i.node.Line, DoesNothing, "")
		return desk.Macro{}
	}
	m := desk.Macro{
		Status:   desk.Status(t.choice("status", []string{"open", "pending", "on_hold", "solved", "closed"})),
		Priority: t.choice("priority", priorities()), Tags: t.tags("tags"), Mine: t.truth("mine"),
	}
	t.done()
	if m.IsZero() {
		i.flaw(t.node.Line, DoesNothing, "")
	}
	return m
}

// choice is one word of those that there are; empty for none.
func (i *item) choice(field string, values []string) string {
	s, at := i.text(field)
	if at != nil && !slices.Contains(values, s) {
		i.flaw(at.Line, BadValue, near.Name(s, values), "name", field, "value", s, "values", strings.Join(values, ", "))
		return ""
	}
	return s
}
