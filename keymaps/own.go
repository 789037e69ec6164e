package keymaps

// Over lays a person's own bindings over a preset, and says what stands against them. An
// action that own names in a scope has there only the chords that own gives it; a Binding
// without a chord gives it none. Unlike Lay it takes no chord from another action: that
// would leave the person without a key that they did not mention.
func Over(p Preset, own []Binding) (*Table, []Conflict) {
	type place struct {
		scope  Scope
		action Action
	}
	mine := map[place]bool{}
	for _, b := range own {
		mine[place{b.Scope, b.Action}] = true
	}
	var all []Binding
	for _, b := range p.Bindings() {
		if !mine[place{b.Scope, b.Action}] {
			all = append(all, b)
		}
	}
	for _, b := range own {
		if b.Chord != "" {
			all = append(all, b)
		}
	}
	t := tableOf(p, all)
	return t, t.CheckOwn()
}

// CheckOwn finds what is wrong with a table that a person has changed: as Check does, but
// a key that only some terminals send may be an action's only one. Who asks for it has one.
func (t *Table) CheckOwn() []Conflict {
	var found []Conflict
	for _, c := range t.Check() {
		if c.Why != Unreachable || !t.reaches(c.Binding.Scope, c.Binding.Action, false) {
			found = append(found, c)
		}
	}
	return found
}

// reaches reports whether an action has a key in a scope: one that also counts while a text
// field has the focus, where the scope comes with fields, and that a plain terminal sends,
// where that is asked for.
func (t *Table) reaches(scope Scope, action Action, plain bool) bool {
	for _, b := range t.byScope[scope] {
		if b.Action == action && (!plain || b.Chord.Plain()) && (!typed(scope) || !Printing(b.Chord.first())) {
			return true
		}
	}
	return false
}

// typed reports whether a scope counts beside a text field's.
func typed(s Scope) bool {
	switch s {
	case Field, Composer, Addressing, Lines, Paths, Saving, Picker, Filling, Search, Dialog:
		return true
	default:
		return false
	}
}
