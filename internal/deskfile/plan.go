package deskfile

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
)

// NotAlone says that several things of the desk have the name by which a file means one.
const NotAlone Code = "not_alone" // name

// Plan is what a desk's setup becomes by the files. What they do not name stays as it is. With
// prune, of each kind that they name nothing stays but what they name.
func (w Wanted) Plan(now desk.Setup, prune bool) (desk.Setup, []*Flaw) {
	var flaws []*Flaw
	after := desk.Setup{
		Calendars: merged(now.Calendars, w.Calendars, prune, func(c desk.Calendar) string { return string(c.ID) }, calendarEntry),
		Policies:  inFront(now.Policies, w.Policies, prune),
		Groups:    merged(now.Groups, w.Groups, prune, func(g desk.Group) string { return string(g.ID) }, groupEntry),
	}
	after.Groups = slices.DeleteFunc(after.Groups, func(g desk.Group) bool { return len(g.Members) == 0 }) // a group is those who are in it
	views, more := w.knownViews(now.Views)
	flaws = append(flaws, more...)
	after.Views = merged(now.Views, views, prune, func(v desk.Filter) string { return v.ID }, viewEntry)
	replies, more := w.knownReplies(now.Replies)
	flaws = append(flaws, more...)
	after.Replies = w.mergedReplies(now.Replies, replies, prune)
	for _, p := range after.Policies {
		if p.Calendar != "" && !slices.ContainsFunc(after.Calendars, func(c desk.Calendar) bool { return c.ID == p.Calendar }) {
			flaws = append(flaws, w.at(thing{usedBy, string(p.ID)}, kindPolicy+" "+quoted(string(p.ID)), NoCalendar, "value", string(p.Calendar)))
		}
	}
	return after, flaws
}

// at is a flaw of a thing, where it stands; without a file where no file has it.
func (w Wanted) at(t thing, in string, code Code, pairs ...string) *Flaw {
	p := w.places[t]
	f := &Flaw{File: p.file, Line: p.line, In: in, Code: code, Args: map[string]string{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Args[pairs[i]] = pairs[i+1]
	}
	return f
}

// Refused are the flaws for which a desk does not take a setup, where they stand in a file; none
// where they do not.
func (w Wanted) Refused(p *desk.Problem) (all []*Flaw) {
	if p.Code != desk.BadValue || len(p.Args) < 2 {
		return nil
	}
	for i := 1; i < len(p.Args); i += 2 { // each with the name that is nearest
		t := thing{p.Args[0], p.Args[i]}
		if _, there := w.places[t]; !there {
			continue
		}
		f := w.at(t, "", NotHere, "name", t.name)
		if i+1 < len(p.Args) {
			f.Near = p.Args[i+1]
		}
		all = append(all, f)
	}
	slices.SortStableFunc(all, func(a, b *Flaw) int { return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line)) })
	return all
}

// NotHere says that a desk has nobody of that name.
const NotHere Code = "not_here" // name

// merged are those of the desk, in their order, as the files want them, and the new ones
// behind them.
func merged[T any](now, want []T, prune bool, key func(T) string, written func(T) entry) []T {
	if want == nil {
		return now
	}
	after := make([]T, 0, len(now)+len(want))
	for _, v := range now {
		i := slices.IndexFunc(want, func(w T) bool { return key(w) == key(v) })
		switch {
		case i >= 0:
			after = append(after, kept(v, want[i], written))
		case !prune:
			after = append(after, v)
		}
	}
	for _, w := range want {
		if key(w) == "" || !slices.ContainsFunc(now, func(v T) bool { return key(w) == key(v) }) {
			after = append(after, w)
		}
	}
	return after
}

// kept is what there is where a file says the same of it, else what the file says.
func kept[T any](now, want T, written func(T) entry) T {
	if slices.Equal(written(now).fields, written(want).fields) {
		return now
	}
	return want
}

// inFront are the policies of the files in their order, and those that no file names behind
// them: the first that fits holds, and what a file says is meant to.
func inFront(now, want []desk.Policy, prune bool) []desk.Policy {
	if want == nil {
		return now
	}
	after := make([]desk.Policy, 0, len(now)+len(want))
	of := func(id desk.PolicyID) func(desk.Policy) bool { return func(p desk.Policy) bool { return p.ID == id } }
	for _, w := range want {
		if i := slices.IndexFunc(now, of(w.ID)); i >= 0 {
			w = kept(now[i], w, policyEntry)
		}
		after = append(after, w)
	}
	for _, p := range now {
		if !prune && !slices.ContainsFunc(want, of(p.ID)) {
			after = append(after, p)
		}
	}
	return after
}

// knownViews are the views of the files with the ids that they have at the desk.
func (w Wanted) knownViews(now []desk.Filter) (all []desk.Filter, flaws []*Flaw) {
	all = slices.Clone(w.Views)
	for i, v := range all {
		if v.ID != "" {
			continue
		}
		ids := meant(now, func(o desk.Filter) bool { return o.Name == v.Name })
		switch len(ids) {
		case 0:
		case 1:
			all[i].ID = ids[0].ID
		default:
			name := text.Line(v.Name)
			flaws = append(flaws, w.at(thing{kindView, name}, kindView+" "+strconv.Quote(name), NotAlone, "name", name))
		}
	}
	return all, flaws
}

// knownReplies are the replies of the files with the ids that they have at the desk.
func (w Wanted) knownReplies(now []desk.Canned) (all []desk.Canned, flaws []*Flaw) {
	all = slices.Clone(w.Replies)
	byName, there := map[string][]desk.Canned{}, map[desk.CannedID]bool{}
	for _, c := range now {
		byName[c.Name] = append(byName[c.Name], c)
		there[c.ID] = true
	}
	for i, c := range all {
		if there[c.ID] {
			continue
		}
		all[i].ID = desk.CannedID{} // of another desk, or of one that is gone: its name says which is meant
		switch ids := byName[c.Name]; len(ids) {
		case 0:
		case 1:
			all[i].ID = ids[0].ID
		default:
			flaws = append(flaws, w.at(thing{kindReply, c.Name}, kindOf(c)+" "+strconv.Quote(desk.Plain(c.Name)), NotAlone, "name", c.Name))
		}
	}
	return all, flaws
}

func meant[T any](all []T, is func(T) bool) []T {
	var got []T
	for _, v := range all {
		if is(v) {
			got = append(got, v)
		}
	}
	return got
}

// mergedReplies is merged for macros and replies, of which only one may be named.
func (w Wanted) mergedReplies(now, want []desk.Canned, prune bool) []desk.Canned {
	if want == nil {
		return now
	}
	whole := map[string]bool{kindMacro: prune && w.macros, kindReply: prune && w.replies}
	wanted := map[desk.CannedID]desk.Canned{}
	for _, c := range want {
		wanted[c.ID] = c
	}
	after := make([]desk.Canned, 0, len(now)+len(want))
	there := map[desk.CannedID]bool{}
	for _, c := range now {
		there[c.ID] = true
		to, named := wanted[c.ID]
		switch {
		case named:
			after = append(after, kept(c, to, func(c desk.Canned) entry { return replyEntry(c, false) }))
		case !whole[kindOf(c)]:
			after = append(after, c)
		}
	}
	for _, c := range want {
		if c.ID.IsZero() || !there[c.ID] {
			after = append(after, c)
		}
	}
	return after
}
