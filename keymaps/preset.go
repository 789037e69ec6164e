package keymaps

// Preset names a set of bindings that heed comes with.
type Preset string

// The presets.
const (
	Default Preset = "default"
	Vim     Preset = "vim"
	Emacs   Preset = "emacs"
	OneHand Preset = "one-hand" // everything under the left hand
)

// Presets lists them.
func Presets() []Preset { return []Preset{Default, Vim, Emacs, OneHand} }

// Binding gives an action a chord in a scope. An empty Action takes the chord away.
type Binding struct {
	Scope  Scope
	Chord  Chord
	Action Action
}

// Bindings are the bindings of a preset; those of an unknown one are the default's.
// The first chord of an action is the one that the footer shows.
func (p Preset) Bindings() []Binding {
	switch p {
	case Vim:
		return vimBindings()
	case Emacs:
		return emacsBindings()
	case OneHand:
		return oneHandBindings()
	default:
		return defaultBindings()
	}
}

// bound is how a preset is written down: one line for an action.
type bound struct {
	scope  Scope
	action Action
	chords []Chord
}

func spread(lines []bound) []Binding {
	var all []Binding
	for _, l := range lines {
		for _, c := range l.chords {
			all = append(all, Binding{Scope: l.scope, Chord: c, Action: l.action})
		}
	}
	return all
}

func keys(chords ...Chord) []Chord { return chords }
