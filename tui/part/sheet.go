package part

import "github.com/heed-desk/heed/tui/theme"

// Sheet is a column of a screen while it is put together: its lines, and which of them the cursor is on.
type Sheet struct {
	W     int // how wide it is, in cells
	Lines []string

	theme    *theme.Theme
	focused  bool
	from, to int // the lines of what the cursor is on; from the first, before to
}

// NewSheet makes an empty one of w cells; on a screen that has the focus its cursor is bright.
func NewSheet(t *theme.Theme, w int, focused bool) *Sheet {
	return &Sheet{W: w, theme: t, focused: focused}
}

// Head adds a heading, a line apart from what is above.
func (s *Sheet) Head(line string) {
	if len(s.Lines) > 0 {
		s.Lines = append(s.Lines, "")
	}
	s.Lines = append(s.Lines, line)
}

// Row adds the lines of something that the cursor can stand on, with its bar and its ground where it does.
func (s *Sheet) Row(cursor bool, lines ...string) {
	if cursor {
		s.from, s.to = len(s.Lines), len(s.Lines)+len(lines)
	}
	for _, line := range lines {
		line = Pad(" "+line, s.W-1)
		if !cursor {
			s.Lines = append(s.Lines, " "+line)
			continue
		}
		bar := s.theme.Accent
		if !s.focused {
			bar = s.theme.Dim
		}
		s.Lines = append(s.Lines, bar.Render(Bar)+s.theme.Selected.Render(line))
	}
}

// Sheets is the place where the sheets of a screen stand beside each other, each scrolled by itself. The zero
// Sheets shows each from its top.
type Sheets struct{ columns []Scroll }

// Show scrolls as little as brings what the cursor is on in sight in a height, with a line above it and
// one below; all the way up where the cursor is on the first of all.
func (s *Sheets) Show(all []*Sheet, h int, first bool) {
	for len(s.columns) < len(all) {
		s.columns = append(s.columns, Scroll{})
	}
	for i, sheet := range all {
		c := &s.columns[i]
		sheet.fill(c, h)
		switch {
		case first:
			c.To(0)
		case sheet.to > 0: // else the cursor is in another one
			c.Show(max(sheet.from-1, 0), sheet.to)
		}
	}
}

// View draws the sheets as they were shown last, with a thin line between them.
func (s *Sheets) View(t *theme.Theme, all []*Sheet, h int) string {
	drawn := make([]string, len(all))
	for i, sheet := range all {
		var c Scroll
		if i < len(s.columns) {
			c = s.columns[i]
		}
		sheet.fill(&c, h)
		drawn[i] = c.View()
	}
	return Beside(Between(t), drawn...)
}

func (s *Sheet) fill(c *Scroll, h int) {
	c.Resize(s.W, h)
	c.Set(s.Lines, false)
}
