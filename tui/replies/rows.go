package replies

import (
	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/phrasebook"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/act"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/theme"
)

// leastName and leastTitle are how much of the two must be in sight for both to be there.
const (
	leastName  = 8
	leastTitle = 14
)

// row is a reply: its title with what was typed marked, its name at the right.
func (s *Screen) row(i, w int, selected bool) []string {
	m := s.found[i]
	ink := s.Theme.Text
	if selected {
		ink = s.Theme.Strong
	}
	title := s.marked(ink, m.Canned.Title, m.Title)
	name := s.marked(s.Theme.Dim, m.Canned.Name, m.Name)
	room := w - 3 // a cell before, between and behind them
	if room < leastTitle+leastName {
		return []string{part.Pad(" "+title, w)} // a whole title tells more than two halves
	}
	if wide, named := text.Width(title), text.Width(name); wide+named > room {
		name = part.Cut(name, min(max(room-wide, share(room, len(m.Name) > 0)), room-leastTitle))
		title = part.Cut(title, room-text.Width(name))
	}
	return []string{part.Spread(" "+title, name+" ", w)}
}

// share is how many of some cells a name may have where a long title wants them too; it has more
// where it is what was found.
func share(room int, found bool) int {
	if found {
		return max(room*3/5, leastName)
	}
	return max(room*2/5, leastName)
}

// marked cleans a line and marks what was typed in it. Canned replies come from the desk
// and are taken for no better than what customers write.
func (s *Screen) marked(ink theme.Ink, line string, spans []desk.Span) string {
	clean, at := text.LineSpans(desk.Foreign(line), spans)
	return part.Marked(ink, s.Theme.Match, clean, at)
}

// preview is the reply as it would read here, with its open blanks set off.
func (s *Screen) preview(i, w, h int) []string {
	c := s.found[i].Canned
	var lines []string
	for _, l := range s.heading(c, w) {
		lines = append(lines, s.Theme.Dim.Render(l))
	}
	if said := s.standing(c); said != "" {
		lines = append(lines, s.Theme.Soon.Render(text.Truncate(said, w)))
	}
	if does := act.Does(s.Session, c.Then); does != "" {
		for _, l := range text.Wrap(s.Book.T("replies.then", "what", does), max(w, 1)) {
			lines = append(lines, s.Theme.Soon.Render(l))
		}
	}
	lines = append(lines, "")
	return append(lines, s.set(s.wording(c), w, max(h-len(lines), 0))...)
}

// heading is what there is to say of a reply: on one line, or with its name alone above the rest.
func (s *Screen) heading(c desk.Canned, w int) []string {
	all := about(c)
	if text.Width(all) <= w {
		return []string{all}
	}
	rest := c
	rest.Name = ""
	return append(part.Few(text.Line(desk.Foreign(c.Name)), w, 2), text.Truncate(about(rest), w))
}

// wording is a reply as far as the ticket fills it; with all its blanks where no text is being
// written.
func (s *Screen) wording(c desk.Canned) string {
	if s.slot == "" {
		return c.Text
	}
	words, _ := phrasebook.Fill(c.Text, s.facts)
	return words
}

// set wraps a reply and sets its blanks off.
func (s *Screen) set(words string, w, h int) []string {
	clean := text.Block(desk.Foreign(words))
	blanks := phrasebook.Unfilled(clean)
	shown, spans := told(clean, blanks, func(i int) string { return unfilled(blanks[i]) })
	lines := part.WrapMarked(s.Theme.Text, s.Theme.Blank, shown, spans, w)
	return lines[:min(len(lines), h)]
}
