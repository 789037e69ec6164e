package act

import "github.com/heed-desk/heed/tui/screen"

// Pick is one of several things to choose from, already fit to be shown.
type Pick struct {
	Label, Hint string
	Value       any
}

// NewPicks makes a small dialog that chooses one of several things. It ends with its value
// under a slot, or with nothing.
func NewPicks(s *screen.Session, title, prompt, none, slot string, picks []Pick) *Choose {
	a := &Acts{Session: s}
	options := make([]option, len(picks))
	for i, p := range picks {
		options[i] = option{label: p.Label, hint: p.Hint, then: slot, value: p.Value}
	}
	c := a.choose(Target{}, title, prompt, options, nil)
	c.loose, c.quiet, c.title = true, none, s.Book.T(title)
	return c
}

// Else has the dialog end with a value under a slot also where nothing is chosen; the value
// is made of what was typed.
func (c *Choose) Else(slot string, value func(typed string) any) *Choose {
	c.left = func(typed string) *screen.Closed { return &screen.Closed{Slot: slot, Value: value(typed)} }
	return c
}
