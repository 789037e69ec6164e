package listing

import "strings"

// Check is one thing that was looked at, and what was found.
type Check struct {
	Name, State, Code string
	Word              string // the state, in a word
	Sentence          string
}

// Checks writes what was found, one thing below the other. What to do is never cut off.
func (t *Text) Checks(all []Check) error {
	tab := &table{columns: []column{{}, {}, {}}}
	for _, c := range all {
		how := dim
		switch c.State {
		case "bad":
			how = late
		case "poor":
			how = strong
		}
		tab.add(cell{c.Word, how}, cell{c.Name, bare}, cell{c.Sentence, bare})
	}
	var lines strings.Builder
	if err := tab.write(&lines, t.Out, 0); err != nil {
		return err
	}
	return t.print(Hang(lines.String(), t.Width))
}

// Checks writes a check a line.
func (j *JSON) Checks(all []Check) error {
	for _, c := range all {
		var o object
		o.str("check", c.Name)
		o.str("state", c.State)
		o.str("code", c.Code)
		o.str("sentence", c.Sentence)
		if err := o.line(j.w); err != nil {
			return err
		}
	}
	return nil
}
