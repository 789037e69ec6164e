package keymaps

import (
	"fmt"
	"slices"
)

// Stacks are the scopes that count together, innermost first, as screens give them.
// What overlaps is read from here, so every screen's Scopes must be among them.
func Stacks() [][]Scope {
	return [][]Scope{
		{Queue, OnTicket, List, Everywhere},
		{Thread, OnTicket, List, Everywhere},
		{Customer, OnTicket, List, Everywhere},
		{Composer, Field, Everywhere},
		{Addressing, Field, Everywhere},
		{Paths, Picker, Field},
		{Saving, Paths, Picker, Field},
		{Picker, Field, Everywhere},
		{FilterList, Picker, Field, Everywhere},
		{Phrases, Picker, Field, Everywhere},
		{Phrase, Field, Everywhere},
		{Picker, List, Everywhere},
		{Filling, Field, Everywhere},
		{Search, Field, Everywhere},
		{Search, OnTicket, List, Everywhere},
		{Outbox, OnTicket, List, Everywhere},
		{Day, List, Everywhere},
		{Floor, List, Everywhere},
		{Curve, Dialog, List, Everywhere},
		{List, Everywhere},
		{Settings, List, Everywhere},
		{Dialog, Everywhere},
		{Dialog, List, Everywhere},
		{Joining, Dialog, List, Everywhere},
		{Lines, Field, Everywhere},
		{Dialog, Field, Everywhere},
	}
}

// Conflict is a binding that cannot work, or that hides another.
type Conflict struct {
	Binding Binding
	Other   Binding // what it stands against; zero where it is wrong by itself
	Why     Fault
}

// Fault says what is wrong with a binding.
type Fault string

// The faults.
const (
	UnknownAction Fault = "unknown_action" // there is no such action
	UnknownScope  Fault = "unknown_scope"  // there is no such scope
	BadChord      Fault = "bad_chord"      // not the normal name of keys
	FieldPrinting Fault = "field_printing" // it would take a letter out of every text
	Hidden        Fault = "hidden"         // a scope further in means something else by it
	PrefixOf      Fault = "prefix"         // one chord begins the other, so it would never end
	Unreachable   Fault = "unreachable"    // the action has no key that a plain terminal sends
	CannotBeSent  Fault = "cannot_be_sent" // a plain terminal sends it as another key: ctrl+m, ctrl+i
)

// String is for tests and logs.
func (c Conflict) String() string {
	return fmt.Sprintf("%s: %s %q %s (%s %q %s)", c.Why,
		c.Binding.Scope, c.Binding.Chord, c.Binding.Action, c.Other.Scope, c.Other.Chord, c.Other.Action)
}

// Check finds what is wrong with a table.
func (t *Table) Check() []Conflict {
	var found []Conflict
	for _, b := range t.bindings {
		if f := faultOf(b); f != "" {
			found = append(found, Conflict{Binding: b, Why: f})
		}
	}
	for _, stack := range Stacks() {
		found = append(found, t.clashes(stack)...)
	}
	return append(found, t.unreachable()...)
}

func faultOf(b Binding) Fault {
	if _, ok := SpecOf(b.Action); !ok {
		return UnknownAction
	}
	if !slices.Contains(Scopes(), b.Scope) {
		return UnknownScope
	}
	if c, err := ParseChord(string(b.Chord)); err != nil || c != b.Chord {
		return BadChord
	}
	first := b.Chord.first()
	if (b.Scope == Field || b.Scope == Composer || b.Scope == Addressing || b.Scope == Phrase || b.Scope == Lines || b.Scope == Paths || b.Scope == Saving) && Printing(first) {
		return FieldPrinting
	}
	if slices.ContainsFunc(b.Chord.Keys(), func(k string) bool { return k == "ctrl+m" || k == "ctrl+i" || k == "ctrl+[" }) {
		return CannotBeSent
	}
	return ""
}

// clashes compares every two bindings of a stack.
func (t *Table) clashes(stack []Scope) []Conflict {
	var found []Conflict
	var all []Binding
	field := slices.Contains(stack, Field)
	for _, s := range stack {
		for _, b := range t.byScope[s] {
			if !field || !Printing(b.Chord.first()) {
				all = append(all, b)
			}
		}
	}
	for i, inner := range all {
		for _, outer := range all[i+1:] {
			switch {
			case inner.Chord.startsWith(outer.Chord) || outer.Chord.startsWith(inner.Chord):
				found = append(found, Conflict{inner, outer, PrefixOf})
			case inner.Chord == outer.Chord && inner.Action != outer.Action && !mayHide(inner, outer):
				found = append(found, Conflict{inner, outer, Hidden})
			}
		}
	}
	return found
}

// mayHide allows the few chords that mean nearly the same further in: esc steps back
// from a dialog, enter takes what is chosen, tab goes on to the next blank and shift+tab back, and y and n answer a question.
func mayHide(inner, outer Binding) bool {
	switch inner.Action {
	case Cancel:
		return outer.Action == GoBack
	case Accept:
		return outer.Action == Open
	case NextBlank, NextField:
		return outer.Action == NextPane
	case PrevBlank, PrevField:
		return outer.Action == PreviousPane
	case ScrollUp:
		return outer.Action == PageUp
	case ScrollDown:
		return outer.Action == PageDown
	default:
		return false
	}
}

// unreachable are the actions that a spec promises a key in a scope where no plain
// terminal can send one.
func (t *Table) unreachable() []Conflict {
	var found []Conflict
	for _, spec := range Specs() {
		for _, scope := range spec.Scopes {
			if !t.reaches(scope, spec.Action, true) {
				found = append(found, Conflict{Binding: Binding{Scope: scope, Action: spec.Action}, Why: Unreachable})
			}
		}
	}
	return found
}

// Scopes lists the scopes in the order of help.
func Scopes() []Scope {
	return []Scope{Everywhere, List, Queue, OnTicket, Thread, Customer, Composer, Addressing, Picker, FilterList, Phrases, Phrase, Filling, Search, Outbox, Day, Floor, Curve, Settings, Paths, Saving, Dialog, Joining, Lines, Field}
}
