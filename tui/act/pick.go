package act

import (
	"slices"
	"unicode/utf8"

	"github.com/heed-desk/heed/tui/screen"
)

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

// Titled gives the dialog a title that is said already.
func (c *Choose) Titled(title string) *Choose {
	c.title = begun(title)
	return c
}

// Wide gives the dialog room for long names, and as many rows as there are to choose from.
func (c *Choose) Wide() *Choose {
	c.wide = true
	return c
}

// Seek has the dialog offer what is read as it opens, and what is found for what is typed.
func (c *Choose) Seek(slot string, first func() ([]Pick, error), find func(typed string) ([]Pick, error)) *Choose {
	options := func(v any) []option {
		picks, _ := v.([]Pick)
		all := make([]option, len(picks))
		for i, p := range picks {
			all[i] = option{label: p.Label, hint: p.Hint, then: slot, value: p.Value}
		}
		return all
	}
	c.load, c.laid = func() (any, error) { return first() }, options
	c.seek = func(typed string) func() (any, error) {
		if utf8.RuneCountInString(typed) < leastSought {
			return nil
		}
		return func() (any, error) { return find(typed) }
	}
	c.sought = func(v any) ([]option, string) {
		var fresh []option
		for _, o := range options(v) {
			if !slices.ContainsFunc(c.shown, o.same) {
				fresh = append(fresh, o)
			}
		}
		return fresh, ""
	}
	return c
}

// leastSought is from how many letters on something is looked for.
const leastSought = 2

// Else has the dialog end with a value under a slot also where nothing is chosen; the value
// is made of what was typed.
func (c *Choose) Else(slot string, value func(typed string) any) *Choose {
	c.left = func(typed string) *screen.Closed { return &screen.Closed{Slot: slot, Value: value(typed)} }
	return c
}
