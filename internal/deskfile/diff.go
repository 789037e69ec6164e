package deskfile

import (
	"cmp"
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
)

// Sign says what becomes of something.
type Sign int

// The signs.
const (
	Stays   Sign = iota // it is there for the sake of what is around it
	Comes               // it is new
	Changes             // it becomes another
	Goes                // it is no more
)

// Difference is one thing that is not the same at a desk and after a change.
type Difference struct {
	Sign  Sign
	Kind  string // as the files name it
	Name  string
	Lines []Line // as the files have it
}

// Line is a line of a thing.
type Line struct {
	Sign Sign // Stays, Comes or Goes
	Text string
}

// Compare tells what changes from one setup to another one: kind by kind as Write has them,
// within a kind by name.
func Compare(now, after desk.Setup) []Difference {
	before, then := entries(now), entries(after)
	type key struct{ kind, id string }
	keyOf := func(e entry) key {
		kind := e.kind
		if kind == kindMacro {
			kind = kindReply // which of the two it is may be what changes
		}
		return key{kind, e.id}
	}
	was, is := map[key]entry{}, map[key]bool{}
	for _, e := range before {
		was[keyOf(e)] = e
	}
	var all []Difference
	for _, e := range then {
		old, there := was[keyOf(e)]
		switch {
		case e.id == "" || !there:
			all = append(all, Difference{Comes, e.kind, e.name, whole(e, Comes)})
			continue
		case e.kind != old.kind || !slices.Equal(e.fields, old.fields):
			all = append(all, Difference{Changes, e.kind, e.name, between(old, e)})
		}
		is[keyOf(e)] = true
	}
	for _, e := range before {
		if !is[keyOf(e)] {
			all = append(all, Difference{Goes, e.kind, e.name, nil})
		}
	}
	if d, moved := order(now.Policies, after.Policies); moved {
		all = append(all, d)
	}
	slices.SortStableFunc(all, func(a, b Difference) int {
		return cmp.Or(cmp.Compare(slices.Index(kinds(), a.Kind), slices.Index(kinds(), b.Kind)), cmp.Compare(a.Name, b.Name))
	})
	return all
}

// order tells that the policies which stay come in another order.
func order(now, after []desk.Policy) (Difference, bool) {
	of := func(all, among []desk.Policy) string {
		var ids []string
		for _, p := range all {
			if slices.ContainsFunc(among, func(o desk.Policy) bool { return o.ID == p.ID }) {
				ids = append(ids, quoted(p.ID))
			}
		}
		return strings.Join(ids, ", ")
	}
	was, is := of(now, after), of(after, now)
	return Difference{Sign: Changes, Kind: kindPolicy, Lines: []Line{{Goes, "# " + was}, {Comes, "# " + is}}}, was != is
}

// whole are all lines of a thing.
func whole(e entry, s Sign) []Line {
	var all []Line
	for _, f := range e.fields {
		for line := range strings.SplitSeq(f.name+" = "+f.value, "\n") {
			all = append(all, Line{s, line})
		}
	}
	return all
}

// between are the lines of the fields that change.
func between(was, is entry) []Line {
	var all []Line
	if was.kind != is.kind {
		all = append(all, Line{Goes, "[[" + was.kind + "]]"}, Line{Comes, "[[" + is.kind + "]]"})
	}
	value := func(e entry, name string) string {
		if i := slices.IndexFunc(e.fields, func(f field) bool { return f.name == name }); i >= 0 {
			return e.fields[i].value
		}
		return ""
	}
	var names []string
	for _, f := range slices.Concat(is.fields, was.fields) {
		if !slices.Contains(names, f.name) {
			names = append(names, f.name)
		}
	}
	for _, name := range names {
		from, to := value(was, name), value(is, name)
		if from == to {
			continue
		}
		all = append(all, changed(linesOf(name, from), linesOf(name, to))...)
	}
	return all
}

func linesOf(name, value string) []string {
	if value == "" {
		return nil
	}
	return strings.Split(name+" = "+value, "\n")
}
