package keymaps

// vimBindings are the default ones with what the hands of a vim user expect laid over.
func vimBindings() []Binding {
	return Lay(defaultBindings(), spread([]bound{
		{List, Up, keys("k", "up")},
		{List, Down, keys("j", "down")},
		{List, PageUp, keys("ctrl+b", "pgup")},
		{List, PageDown, keys("ctrl+f", "pgdown")},
		{List, First, keys("g g", "home")},
		{List, Last, keys("G", "end")},
		{List, Open, keys("enter", "o")},
		{Queue, NextView, keys("l", "g t", "]", "right")},
		{Queue, PreviousView, keys("h", "g T", "[", "left")},
		{Queue, Quit, keys("Z Z", "Z Q")},
		{Curve, NextView, keys("l", "]", "right")},
		{Curve, PreviousView, keys("h", "[", "left")},
		{Settings, NextValue, keys("l", "right", "space")},
		{Settings, PrevValue, keys("h", "left")},
		{Thread, ScrollDown, keys("ctrl+d", "ctrl+e", "space")},
		{Thread, ScrollUp, keys("ctrl+u", "ctrl+y", "b")},
		{Thread, NextMessage, keys("N", "}")},
		{Thread, PrevMessage, keys("P", "{")},
		{List, NextPane, keys("ctrl+w w")},
		{List, PreviousPane, keys("ctrl+w W")},
	}))
}

// Lay lays bindings over others: an action that over binds in a scope has there only
// the chords that over gives it, and a chord that over binds in a scope means only that.
func Lay(under, over []Binding) []Binding {
	type place struct {
		scope Scope
		name  string
	}
	actions, chords := map[place]bool{}, map[place]bool{}
	for _, b := range over {
		actions[place{b.Scope, string(b.Action)}] = b.Action != ""
		chords[place{b.Scope, string(b.Chord)}] = true
	}
	var all []Binding
	for _, b := range under {
		if !actions[place{b.Scope, string(b.Action)}] && !chords[place{b.Scope, string(b.Chord)}] {
			all = append(all, b)
		}
	}
	for _, b := range over {
		if b.Action != "" {
			all = append(all, b)
		}
	}
	return all
}
