package act

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/when"
	"github.com/heed-desk/heed/tui/screen"
)

func (a *Acts) statusDialog(t Target) screen.Screen {
	var options []option
	for _, s := range desk.Statuses() {
		if s == desk.New {
			continue // a ticket is new only before anybody has looked at it
		}
		options = append(options, option{
			label: a.Book.T("status." + string(s)), hint: a.Book.T("choose.why." + string(s)), also: a.Book.English("status." + string(s)),
			intent: desk.SetStatus{Status: s}, current: s == t.Status,
		})
	}
	return a.choose(t, "choose.status", "choose.type_to_find", options, nil)
}

func (a *Acts) priorityDialog(t Target) screen.Screen {
	var options []option
	for p := desk.PriorityUrgent; p >= desk.PriorityLow; p-- {
		urgency, impact := p.Levels()
		options = append(options, option{
			label: a.Book.T("priority." + p.String()), hint: a.Book.T("choose.why.urgent", "span", a.Book.Short(p.Horizon())),
			also:   a.Book.English("priority." + p.String()),
			intent: desk.SetPriority{Urgency: urgency, Impact: impact}, current: p == t.Priority,
		})
	}
	return a.choose(t, "choose.priority", "choose.type_to_find", options, nil)
}

func (a *Acts) tagDialog(t Target) screen.Screen {
	var options []option
	offer := func(tags []string) []option {
		for _, tag := range tags {
			known := slices.ContainsFunc(options, func(o option) bool { return o.label == tag })
			if !known && desk.ValidTag(tag) && !slices.Contains(t.Tags, tag) {
				options = append(options, option{label: tag, intent: desk.Tag{Tags: []string{tag}}})
			}
		}
		return options
	}
	if a.Tags != nil {
		offer(a.Tags())
	}
	c := a.choose(t, "choose.tag", "choose.type_a_tag", options, func(typed string) ([]option, string) {
		return a.newTag(t, options, typed)
	})
	c.quiet, c.in = a.Book.T("choose.no_tags"), desk.Asked{Dialog: "tag", Ticket: t.ID}
	if all := a.AllTags; all != nil {
		c.load = func() (any, error) { return all() }
		c.laid = func(v any) []option {
			tags, _ := v.([]string)
			return offer(tags)
		}
	}
	c.lastMade = true // half a tag that is in use must not become a tag of its own
	return c
}

// newTag offers what was typed as a tag, unless it is one of those listed or set already.
func (a *Acts) newTag(t Target, listed []option, typed string) ([]option, string) {
	var tags, fresh []string
	for _, tag := range strings.Fields(strings.ToLower(strings.ReplaceAll(typed, ",", " "))) {
		if !desk.ValidTag(tag) {
			return nil, a.Book.T("choose.bad_tag")
		}
		if slices.Contains(tags, tag) {
			continue
		}
		if tags = append(tags, tag); len(tags) > desk.MaxTags {
			return nil, a.Book.T("choose.too_many_tags", "n", desk.MaxTags)
		}
		known := slices.ContainsFunc(listed, func(o option) bool { return o.label == tag })
		if !known && !slices.Contains(t.Tags, tag) {
			fresh = append(fresh, tag)
		}
	}
	if len(tags) > 0 && len(among(tags, t.Tags, false)) == 0 {
		return nil, a.Book.T("choose.has_tag")
	}
	if len(tags) == 1 && len(fresh) == 0 {
		return nil, ""
	}
	o := option{label: strings.Join(tags, " "), intent: desk.Tag{Tags: tags}}
	if len(fresh) > 0 {
		o.hint = a.Book.T("choose.new_tag")
	}
	return []option{o}, ""
}

func (a *Acts) untagDialog(t Target) screen.Screen {
	var options []option
	for _, tag := range t.Tags {
		options = append(options, option{label: listed([]string{tag}, ""), intent: desk.Untag{Tags: []string{tag}}})
	}
	return a.choose(t, "choose.untag", "choose.type_to_find", options, nil)
}

func (a *Acts) snoozeDialog(t Target) screen.Screen {
	now := a.Local(a.Now())
	var options []option
	add := func(key, words string) {
		if at, err := when.Parse(words, now); err == nil {
			options = append(options, a.until(a.Book.T(key, "n", 2), at, now))
		}
	}
	if t.Snoozed.After(now) {
		options = append(options, option{label: a.Book.T("choose.wake"), intent: desk.Snooze{}})
	}
	add("choose.in_hours", "2h")
	if now.Hour() < 16 {
		add("choose.this_evening", "today 18")
	}
	add("choose.tomorrow", "tomorrow 9")
	if now.Weekday() != time.Sunday { // there tomorrow says it
		add("choose.monday", "monday 9")
	}
	add("choose.week", "1 week")
	c := a.choose(t, "choose.snooze", "choose.type_a_moment", options, func(typed string) ([]option, string) {
		at, err := moment(a.Book, typed, now)
		switch {
		case errors.Is(err, when.ErrPast):
			return nil, a.Book.T("choose.past")
		case err != nil:
			return nil, a.Book.T("choose.bad_time", "time", half(a.Book))
		}
		return []option{a.until(a.Book.Weekday(at.Weekday()), at, now)}, ""
	})
	c.none = "moment"
	return c
}

func (a *Acts) until(label string, at, now time.Time) option {
	return option{label: label, hint: a.Book.MomentTimed(at, now), intent: desk.Snooze{Until: at.UTC()}}
}
