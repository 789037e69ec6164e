package config

import (
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/heed-desk/heed/internal/near"
	"github.com/heed-desk/heed/keymaps"
)

// bind takes the keys of an action in a scope in.
func (f *File) bind(scope, action string, line int, v *unstable.Node) []*Flaw {
	if !known(scopes(), scope) {
		return nil // its table was refused
	}
	if !known(actions(), action) {
		return []*Flaw{flaw(line, UnknownAction, near.Name(action, actions()), "name", action)}
	}
	if v.Kind != unstable.Array {
		return []*Flaw{flaw(line, NotAList, "", "name", action)}
	}
	place := keymaps.Binding{Scope: keymaps.Scope(scope), Action: keymaps.Action(action)}
	var flaws []*Flaw
	var mine []Key
	for it := v.Children(); it.Next(); {
		n := it.Node()
		if n.Kind == unstable.Comment {
			continue
		}
		chord, err := keymaps.ParseChord(string(n.Data))
		if n.Kind != unstable.String || err != nil {
			flaws = append(flaws, flaw(line, BadChord, "", "name", action, "chord", string(n.Data)))
			continue
		}
		place.Chord = chord
		mine = append(mine, Key{Binding: place, Line: line})
	}
	if len(mine) == 0 && len(flaws) == 0 {
		mine = []Key{{Binding: place, Line: line}}
	}
	f.Keys = append(f.Keys, mine...)
	return flaws
}

// Table is a keymap with the person's own keys laid over it, and what is wrong with those.
func (f *File) Table(preset keymaps.Preset) (*keymaps.Table, []*Flaw) {
	if len(f.Keys) == 0 {
		return keymaps.New(preset), nil
	}
	own := make([]keymaps.Binding, 0, len(f.Keys))
	for _, k := range f.Keys {
		own = append(own, k.Binding)
	}
	table, found := keymaps.Over(preset, own)
	var flaws []*Flaw
	said := map[keymaps.Conflict]bool{}
	for _, c := range found {
		if line, mine := f.lineOf(&c); mine && !said[c] {
			said[c] = true
			w := ofConflict(c, line)
			w.Path = f.Path
			flaws = append(flaws, w)
		}
	}
	slices.SortStableFunc(flaws, func(a, b *Flaw) int { return a.Line - b.Line })
	return table, flaws
}

// lineOf is the line on which a conflict was made. It turns the conflict so that what is
// written there comes first; of two lines the later one made it.
func (f *File) lineOf(c *keymaps.Conflict) (line int, mine bool) {
	one, other := f.line(c.Binding), 0
	if c.Other != (keymaps.Binding{}) {
		other = f.line(c.Other)
	}
	if other > one {
		c.Binding, c.Other = c.Other, c.Binding
		one = other
	}
	return one, one > 0
}

// line is where a binding is written down; 0 where it is the keymap's own.
func (f *File) line(b keymaps.Binding) int {
	for _, k := range f.Keys {
		if k.Scope == b.Scope && k.Action == b.Action && (b.Chord == "" || k.Chord == b.Chord) {
			return k.Line
		}
	}
	return 0
}

// Line is where the keys of an action in a scope are written down; 0 where they are the
// keymap's own.
func (f *File) Line(scope keymaps.Scope, action keymaps.Action) int {
	return f.line(keymaps.Binding{Scope: scope, Action: action})
}

func ofConflict(c keymaps.Conflict, line int) *Flaw {
	b, o := c.Binding, c.Other
	pairs := []string{
		"name", string(b.Action), "scope", string(b.Scope), "chord", string(b.Chord),
		"other", string(o.Action), "other_scope", string(o.Scope), "other_chord", string(o.Chord),
	}
	code := map[keymaps.Fault]Code{
		keymaps.UnknownAction: UnknownAction, keymaps.UnknownScope: UnknownScope, keymaps.BadChord: BadChord,
		keymaps.FieldPrinting: Letter, keymaps.Hidden: SameKey, keymaps.PrefixOf: BeginsOther,
		keymaps.Unreachable: NoKeyLeft, keymaps.CannotBeSent: IsAnotherKey,
	}[c.Why]
	return flaw(line, code, "", pairs...)
}

func scopes() []string {
	var all []string
	for _, s := range keymaps.Scopes() {
		all = append(all, string(s))
	}
	return all
}

func actions() []string {
	var all []string
	for _, s := range keymaps.Specs() {
		all = append(all, string(s.Action))
	}
	return all
}

func settingNames() []string {
	var all []string
	for _, s := range Settings() {
		all = append(all, s.Name)
	}
	return all
}

func known(names []string, name string) bool { return slices.Contains(names, name) }

func join(names []string) string { return strings.Join(names, ", ") }
