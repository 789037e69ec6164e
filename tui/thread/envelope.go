package thread

import (
	"strings"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/part"
)

// envelope is whom an entry went to and what went along: in one line where that is more
// than the customer, and all of it where quotations stand there whole too.
func (s *Screen) envelope(m desk.Message) []string {
	var lines []string
	if m.Forward != nil {
		along := s.Book.N("thread.along", len(m.Forward.Messages))
		if m.Forward.Notes {
			along += s.Book.T("thread.along_notes")
		}
		lines = append(lines, part.Pad("   "+s.Theme.Dim.Render(text.Truncate(along, max(s.w-4, 0))), s.w))
	}
	if s.unfolded {
		return append(lines, s.wholeEnvelope(m)...)
	}
	got := len(m.To) - len(desk.AddressesIn(m.To, desk.AddressFrom))
	if got < 2 && m.Forward == nil {
		return lines
	}
	var said []string
	for _, role := range []desk.AddressRole{desk.AddressTo, desk.AddressCc, desk.AddressBcc} {
		of := desk.AddressesIn(m.To, role)
		if len(of) == 0 {
			continue
		}
		who := calledBy(of[0])
		if more := len(of) - 1; more > 0 {
			who = s.Book.T("thread.and_more", "name", who, "n", more)
		}
		said = append(said, s.Book.T("thread."+role.Key(), "names", who))
	}
	if len(said) == 0 {
		return lines
	}
	line := text.Truncate(strings.Join(said, " · "), max(s.w-4, 0))
	return append(lines, part.Pad("   "+s.Theme.Dim.Render(line), s.w))
}

// wholeEnvelope names everybody, and the address of ours.
func (s *Screen) wholeEnvelope(m desk.Message) []string {
	var lines []string
	for _, role := range desk.AddressRoles() {
		var names []string
		for _, a := range desk.AddressesIn(m.To, role) {
			if who := text.Address(a.Value); a.Name.IsEmpty() || !a.Channel.Copies() {
				names = append(names, who)
			} else {
				names = append(names, text.Line(a.Name)+" <"+who+">")
			}
		}
		if len(names) == 0 {
			continue
		}
		said := s.Book.T("thread."+role.Key(), "names", strings.Join(names, ", "))
		for _, line := range text.Wrap(said, max(min(s.w-4, maxBody), 1)) {
			lines = append(lines, part.Pad("   "+s.Theme.Dim.Render(line), s.w))
		}
	}
	return lines
}

// calledBy is a name, or the address where none is known.
func calledBy(a desk.Address) string {
	if a.Name.IsEmpty() {
		return text.Address(a.Value)
	}
	return text.Line(a.Name)
}
