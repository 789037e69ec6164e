package replies

import (
	"slices"
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/screen"
)

// What is typed into the blanks of a reply is kept in lines, each with what its blank is called: the
// reply may have others by the time it is chosen again.

// Drafting implements screen.Drafting.
func (s *Screen) Drafting() desk.Asked {
	if s.filling == nil {
		return desk.Asked{}
	}
	return desk.Asked{Dialog: "blanks", Ticket: s.facts.Ticket.ID, Of: s.filling.canned.ID.String()}
}

// Drafted implements screen.Drafting.
func (s *Screen) Drafted() string {
	f := s.filling
	if f == nil {
		return ""
	}
	var lines []string
	for i, value := range f.values {
		if i == f.at {
			value = f.field.Text()
		}
		if value != "" {
			lines = append(lines, f.blanks[i].Label()+separator+value)
		}
	}
	return strings.Join(lines, "\n")
}

const separator = ": "

// Redraft implements screen.Drafting.
func (s *Screen) Redraft(words string) screen.Out {
	if s.filling != nil {
		s.filling.redraft(strings.Split(words, "\n"))
	}
	return screen.Out{}
}

// redraft puts what was typed back, each line in the blank of its name, else in one that is still
// open, else behind what stands in the last one; and goes on where it ended.
func (f *filling) redraft(lines []string) {
	f.values = make([]string, len(f.blanks))
	var homeless []string
	for _, line := range lines {
		if !f.takes(line) && line != "" {
			homeless = append(homeless, line)
		}
	}
	for _, line := range homeless {
		_, value, named := strings.Cut(line, separator)
		if !named {
			value = line
		}
		at := slices.Index(f.values, "")
		if at < 0 {
			at = len(f.values) - 1
		}
		f.values[at] = strings.TrimSpace(f.values[at] + " " + value)
	}
	last := 0
	for i, value := range f.values {
		if value != "" {
			last = i
		}
	}
	f.ask(last)
}

// takes puts a line in the first open blank of its name, and reports whether there is one.
func (f *filling) takes(line string) bool {
	for i, b := range f.blanks {
		if value, its := strings.CutPrefix(line, b.Label()+separator); its && f.values[i] == "" {
			f.values[i] = value
			return true
		}
	}
	return false
}
