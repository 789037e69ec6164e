package customer

import (
	"slices"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/part"
)

// known is something by its name.
type known struct{ name, value string }

// consents are what they said to what we may do only with their leave.
func (s *Screen) consents(now time.Time) []string {
	var lines []string
	for _, c := range s.data.customer.Consents {
		key := "customer.consent.refused"
		if c.Given {
			key = "customer.consent.given"
		}
		said := s.Book.T(key, "moment", s.Book.Moment(s.Local(c.At), s.Local(now)))
		if !c.How.IsEmpty() {
			said += " · " + text.Line(c.How)
		}
		lines = append(lines, s.known(known{act.Spoken(text.Line(desk.Foreign(c.For))), said}, 0, 0)...)
	}
	return lines
}

// attributes are the fields of an import that heed has no word for, by name.
func (s *Screen) attributes() []string {
	names := make([]string, 0, len(s.data.customer.Attributes))
	for name := range s.data.customer.Attributes {
		names = append(names, name)
	}
	slices.Sort(names)
	var lines []string
	for _, name := range names {
		lines = append(lines, s.attribute(act.Spoken(name), s.data.customer.Attributes[name])...)
	}
	return lines
}

// attribute is one field. What is structured stands under its name, a line for each part.
func (s *Screen) attribute(name string, value desk.Untrusted) []string {
	pairs := text.Pairs(value)
	if len(pairs) == 0 {
		return s.known(known{name, text.Line(value)}, 0, 0)
	}
	if len(pairs) == 1 && pairs[0].Name == "" {
		return s.known(known{name, pairs[0].Value}, 0, 0)
	}
	lines := s.known(known{name: name}, 0, 0)
	parts := make([]known, len(pairs))
	width := 0
	for i, p := range pairs {
		parts[i] = known{act.Spoken(p.Name), p.Value}
		if p.More > 0 {
			parts[i].value = s.Book.N("customer.entries", p.More)
		}
		width = max(width, text.Width(parts[i].name))
	}
	for _, k := range parts {
		lines = append(lines, s.known(k, 2, width)...)
	}
	return lines
}

// known sets a name, in so many cells, and its value behind it. A value that has no room
// there goes on below.
func (s *Screen) known(k known, indent, width int) []string {
	room := max(s.inner()-indent, 4)
	name := text.Truncate(k.name, max(room/2, 4))
	width = min(max(width, text.Width(name)), max(room/2, 4))
	lead := strings.Repeat(" ", 1+indent)
	head := lead + s.Theme.Dim.Render(text.PadRight(name, width))
	if k.value == "" {
		return []string{head}
	}
	var lines []string
	for i, line := range part.Few(k.value, room-width-2, mostLines) {
		if i > 0 {
			head = lead + strings.Repeat(" ", width)
		}
		lines = append(lines, head+"  "+s.Theme.Text.Render(line))
	}
	return lines
}
