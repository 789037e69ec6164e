package keymaps

import (
	"slices"
	"strings"
)

// Table answers which key does what. It belongs to one session and is never changed.
type Table struct {
	bindings []Binding
	byScope  map[Scope][]Binding
	byAction map[Action]Spec
	footer   []Spec // those that a footer shows, by rank
	trigger  rune
	preset   Preset
}

// New makes the table of a preset with a person's own bindings laid over.
func New(p Preset, own ...Binding) *Table { return tableOf(p, Lay(p.Bindings(), own)) }

// Preset is the one that the table was made of.
func (t *Table) Preset() Preset { return t.preset }

func tableOf(p Preset, bindings []Binding) *Table {
	t := &Table{preset: p, bindings: bindings, byScope: map[Scope][]Binding{}, trigger: ';'}
	for _, b := range t.bindings {
		t.byScope[b.Scope] = append(t.byScope[b.Scope], b)
	}
	t.byAction = map[Action]Spec{}
	for _, s := range Specs() {
		t.byAction[s.Action] = s
		if s.Footer != 0 {
			t.footer = append(t.footer, s)
		}
	}
	slices.SortStableFunc(t.footer, func(a, b Spec) int { return a.Footer - b.Footer })
	return t
}

// Spec is the spec of an action; zero for one that there is not.
func (t *Table) Spec(a Action) Spec { return t.byAction[a] }

// Trigger is the letter that opens the replies (InsertReply) where it is typed at the
// start of a word; typed twice it stands for itself. 0 where there is none.
func (t *Table) Trigger() rune { return t.trigger }

// Press is what a key came to.
type Press struct {
	Action  Action // the action, where the chord is whole
	Scope   Scope  // the scope that bound it
	Pending Chord  // the keys so far, where more must come
}

// None reports that the key is not bound: it is text where a field has the focus.
func (p Press) None() bool { return p.Action == "" && p.Pending == "" }

// Press looks a key up: scopes are innermost first, pending is what an earlier Press
// left. Inside a field (scope Field among scopes) a printing key is never bound.
// A key that does not go on a pending chord ends it and does nothing.
func (t *Table) Press(scopes []Scope, pending Chord, key string) Press {
	key = NormalKey(key)
	if pending == "" && Printing(key) && slices.Contains(scopes, Field) {
		return Press{}
	}
	chord := pending.With(key)
	for _, s := range scopes {
		for _, b := range t.byScope[s] {
			switch {
			case b.Chord == chord:
				return Press{Action: b.Action, Scope: s}
			case b.Chord.startsWith(chord):
				return Press{Pending: chord}
			}
		}
	}
	return Press{}
}

// Next are the ways in which keys pressed so far can go on, each with the key that is to be
// pressed next, in the order of the scopes; for the rest of a longer chord with its first.
func (t *Table) Next(scopes []Scope, pending Chord) []Hint {
	var all []Hint
	had := map[string]bool{}
	for _, s := range scopes {
		for _, b := range t.byScope[s] {
			rest, ok := strings.CutPrefix(string(b.Chord), string(pending)+" ")
			if !ok || had[rest] {
				continue
			}
			had[rest] = true
			all = append(all, Hint{Spec: t.byAction[b.Action], Chord: Chord(rest), Scope: s})
		}
	}
	return all
}

// Keys are the chords of an action in the given scopes, the one to show first.
func (t *Table) Keys(a Action, scopes []Scope) []Chord {
	var all []Chord
	field := slices.Contains(scopes, Field)
	for _, s := range scopes {
		for _, b := range t.byScope[s] {
			if b.Action != a || field && Printing(b.Chord.first()) || slices.Contains(all, b.Chord) {
				continue
			}
			if t.shadowed(b, scopes) {
				continue
			}
			all = append(all, b.Chord)
		}
	}
	return all
}

// Key is the chord to show for an action in the given scopes; empty where it has none.
// For InsertReply it is the trigger.
func (t *Table) Key(a Action, scopes []Scope) Chord {
	if a == InsertReply && t.trigger != 0 && slices.Contains(scopes, Composer) {
		return Chord(t.trigger)
	}
	field := slices.Contains(scopes, Field)
	for _, s := range scopes {
		for _, b := range t.byScope[s] {
			if b.Action == a && (!field || !Printing(b.Chord.first())) && !t.shadowed(b, scopes) {
				return b.Chord
			}
		}
	}
	return ""
}

// shadowed reports whether a scope further in gives b's chord another meaning.
func (t *Table) shadowed(b Binding, scopes []Scope) bool {
	for _, s := range scopes {
		if s == b.Scope {
			return false
		}
		for _, inner := range t.byScope[s] {
			if inner.Chord == b.Chord && inner.Action != b.Action {
				return true
			}
		}
	}
	return false
}

// Hint is an action with the chord to show for it.
type Hint struct {
	Spec  Spec
	Chord Chord
	Scope Scope // where it is bound
}

// Footer are the hints that the footer shows, the most useful first.
func (t *Table) Footer(scopes []Scope) []Hint {
	all := make([]Hint, 0, 12)
	for _, spec := range t.footer {
		if !spec.in(scopes) {
			continue
		}
		if c := t.Key(spec.Action, scopes); c != "" {
			all = append(all, Hint{Spec: spec, Chord: c, Scope: t.scopeOf(spec.Action, scopes)})
		}
	}
	return all
}

// in reports whether an action may have a key in the scopes. Quit has one in the queue
// besides the one that it has everywhere, so a spec's scopes are the least.
func (s Spec) in(scopes []Scope) bool {
	for _, have := range s.Scopes {
		if slices.Contains(scopes, have) {
			return true
		}
	}
	return false
}

func (t *Table) scopeOf(a Action, scopes []Scope) Scope {
	for _, s := range scopes {
		for _, b := range t.byScope[s] {
			if b.Action == a {
				return s
			}
		}
	}
	return ""
}
