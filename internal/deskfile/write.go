package deskfile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/heed-desk/heed/desk"
)

// field is a line of a file: a name and its value, as TOML.
type field struct{ name, value string }

// entry is one thing as it is written down.
type entry struct {
	kind   string
	id     string // by which it is known among its kind
	name   string // by which people know it
	fields []field
}

// entries are all things of a setup, in the order in which they are written.
func entries(s desk.Setup) []entry {
	var all []entry
	for _, c := range sorted(s.Calendars, func(c desk.Calendar) string { return string(c.ID) }) {
		all = append(all, calendarEntry(c))
	}
	for _, p := range s.Policies {
		all = append(all, policyEntry(p))
	}
	for _, g := range sorted(s.Groups, func(g desk.Group) string { return string(g.ID) }) {
		all = append(all, groupEntry(g))
	}
	for _, v := range sorted(s.Views, func(v desk.Filter) string { return v.Name.Raw() + "\x00" + v.ID }) {
		all = append(all, viewEntry(v))
	}
	twice := twiceNamed(s.Replies)
	for _, kind := range []string{kindMacro, kindReply} {
		for _, c := range sorted(s.Replies, func(c desk.Canned) string { return c.Name + "\x00" + c.ID.String() }) {
			if kindOf(c) == kind {
				all = append(all, replyEntry(c, twice[c.Name]))
			}
		}
	}
	return all
}

// kindOf is what a canned reply is called: one that does something is a macro.
func kindOf(c desk.Canned) string {
	if c.Then.IsZero() {
		return kindReply
	}
	return kindMacro
}

func sorted[T any](all []T, by func(T) string) []T {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b T) int { return cmp.Compare(by(a), by(b)) })
	return all
}

// twiceNamed are the names that more than one canned reply has: only an id tells those apart.
func twiceNamed(all []desk.Canned) map[string]bool {
	twice, seen := map[string]bool{}, map[string]bool{}
	for _, c := range all {
		twice[c.Name] = seen[c.Name]
		seen[c.Name] = true
	}
	return twice
}

// fields are names and values by turns; what has no value is left out.
func fields(pairs ...string) []field {
	var all []field
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			all = append(all, field{pairs[i], pairs[i+1]})
		}
	}
	return all
}

func calendarEntry(c desk.Calendar) entry {
	pairs := []string{"id", quoted(string(c.ID)), "name", some(c.Name.Raw()), "zone", some(c.Zone)}
	for _, d := range days() {
		if len(c.Week[d]) > 0 {
			pairs = append(pairs, dayName(d), list(c.Week[d], func(b desk.Block) string { return quoted(b.String()) }))
		}
	}
	if len(c.Holidays) > 0 {
		pairs = append(pairs, "holidays", "[\n"+strings.Join(holidayLines(c.Holidays), "\n")+"\n]")
	}
	return entry{kindCalendar, string(c.ID), string(c.ID), fields(pairs...)}
}

func holidayLines(all []desk.Holiday) []string {
	var lines []string
	for _, h := range all {
		line := "  { on = " + string(h.On)
		if h.Hours != (desk.Block{}) {
			line += ", hours = " + quoted(h.Hours.String())
		}
		if !h.Called.IsEmpty() {
			line += ", called = " + quoted(h.Called.Raw())
		}
		lines = append(lines, line+" },")
	}
	return lines
}

func policyEntry(p desk.Policy) entry {
	pairs := []string{
		"id", quoted(string(p.ID)), "name", some(p.Name.Raw()), "channels", listed(p.For.Channels), "groups", listed(p.For.Groups),
		"tiers", listed(p.For.Tiers), "tags", listed(p.For.Tags),
	}
	if len(p.For.Priorities) > 0 {
		pairs = append(pairs, "priorities", list(p.For.Priorities, func(at desk.Priority) string { return quoted(at.String()) }))
	}
	pairs = append(pairs, "calendar", some(string(p.Calendar)))
	for _, t := range desk.Targets() {
		pairs = append(pairs, string(t), promised(p, t))
	}
	return entry{kindPolicy, string(p.ID), string(p.ID), fields(append(pairs, "pauses", listed(p.Pauses))...)}
}

func groupEntry(g desk.Group) entry {
	return entry{kindGroup, string(g.ID), string(g.ID), fields("id", quoted(g.ID), "members", list(g.Members, quoted))}
}

func viewEntry(v desk.Filter) entry {
	return entry{kindView, v.ID, v.Name.Raw(), fields("id", some(v.ID), "name", quoted(v.Name.Raw()), "query", quoted(v.Query))}
}

// promised is what a target may take, by priority; empty where nothing is promised of it.
func promised(p desk.Policy, t desk.Target) string {
	var parts []string
	for _, name := range priorities() {
		at, _ := desk.ParsePriority(name)
		i := slices.IndexFunc(p.Promises, func(o desk.Promise) bool { return o.Target == t && o.Priority == at })
		if i < 0 {
			continue
		}
		span := spanned(p.Promises[i].Within)
		if p.Promises[i].Calendar {
			span += inCalendarHours
		}
		parts = append(parts, name+" = "+quoted(span))
	}
	if len(parts) == 0 {
		return ""
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// spanned is a time as people write it: 1h30m and not 1h30m0s.
func spanned(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

func replyEntry(c desk.Canned, twice bool) entry {
	e := entry{kind: kindOf(c), id: c.ID.String(), name: c.Name}
	id, title := "", ""
	if twice {
		id = quoted(c.ID.String())
	}
	if c.Title != c.Name {
		title = some(c.Title)
	}
	e.fields = fields("id", id, "name", quoted(c.Name), "title", title, "language", some(c.Language), "tags", listed(c.Tags), "text", long(c.Text), "then", does(c.Then))
	return e
}

// does is what a macro does.
func does(m desk.Macro) string {
	var parts []string
	for _, f := range fields("status", some(string(m.Status)), "priority", some(m.Priority), "tags", listed(m.Tags)) {
		parts = append(parts, f.name+" = "+f.value)
	}
	if m.Mine {
		parts = append(parts, "mine = true")
	}
	if len(parts) == 0 {
		return ""
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// some is a text between quotes, or nothing where there is none.
func some(s string) string {
	if s == "" {
		return ""
	}
	return quoted(s)
}

func listed[T ~string](all []T) string {
	if len(all) == 0 {
		return ""
	}
	return list(all, func(s T) string { return quoted(string(s)) })
}

func list[T any](all []T, each func(T) string) string {
	parts := make([]string, len(all))
	for i, v := range all {
		parts[i] = each(v)
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// quoted is a text on one line. What is not seen is written as its number, so that a file says
// on any screen what is in it.
func quoted[T ~string](s T) string {
	var out strings.Builder
	out.WriteByte('"')
	for _, r := range string(s) {
		out.WriteString(escaped(r))
	}
	return out.String() + `"`
}

// long is a text of several lines, as it reads; nothing where there is none.
func long(s string) string {
	if !strings.Contains(s, "\n") {
		return some(s)
	}
	var out strings.Builder
	out.WriteString("\"\"\"\n")
	for _, r := range s {
		if r == '\n' {
			out.WriteByte('\n')
			continue
		}
		out.WriteString(escaped(r))
	}
	return out.String() + `"""`
}

func escaped(r rune) string {
	switch {
	case r == '"' || r == '\\':
		return `\` + string(r)
	case r == '\n':
		return `\n`
	case r == '\t':
		return `\t`
	case r == '\r':
		return `\r`
	case unicode.IsPrint(r):
		return string(r)
	case r > 0xffff:
		return fmt.Sprintf(`\U%08X`, r)
	default:
		return fmt.Sprintf(`\u%04X`, r)
	}
}

// Write writes a setup down as a file: reading it again changes nothing. Notes are what stands
// above each kind, as comments, by its name, and "" for the head of the file.
func Write(s desk.Setup, notes func(kind string) string) []byte {
	var out strings.Builder
	comment(&out, notes(""))
	all := entries(s)
	for _, kind := range kinds() {
		out.WriteByte('\n')
		comment(&out, notes(kind))
		for _, e := range all {
			if e.kind != kind {
				continue
			}
			out.WriteString("\n[[" + kind + "]]\n")
			for _, f := range e.fields {
				out.WriteString(f.name + " = " + f.value + "\n")
			}
		}
	}
	return []byte(out.String())
}

func comment(out *strings.Builder, text string) {
	for line := range strings.SplitSeq(text, "\n") {
		out.WriteString(strings.TrimRight("# "+line, " ") + "\n")
	}
}
