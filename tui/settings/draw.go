package settings

import (
	"strings"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/part"
)

const (
	headLines  = 2  // the title and a blank line
	mostBelow  = 8  // of what is told of the setting under the cursor
	fileFrom   = 60 // columns from which a row has room for its name in the file
	leastList  = 4  // rows that stay in sight above it
	nameCells  = 18 // of what a setting is called
	fileCells  = 13 // of its name in the file
	valueCells = 22
)

// below is how many lines there are for what is told of the setting under the cursor.
func (s *Screen) below() int { return max(min(mostBelow, s.h-headLines-leastList), 0) }

// lines are those of the picture.
func (s *Screen) lines() []string {
	w := s.w
	lines := []string{"   " + part.Title(s.Theme, s.Title(), s.Theme.Dim.Render(s.place()), true, max(w-4, 0)), ""}
	lines = append(lines, strings.Split(s.list.View(s.row), "\n")...)
	if n := s.below(); n > 0 {
		told := s.told(max(w-6, 1))
		lines = append(lines, part.Rule(s.Theme, "", w))
		for i := range min(len(told), n-1) {
			lines = append(lines, "   "+told[i])
		}
	}
	return lines
}

// place says where settings are kept. Of a long path its end is told.
func (s *Screen) place() string {
	if s.sheet.File == "" {
		return s.Book.T("settings.nowhere")
	}
	room := s.w - text.Width(s.Title()) - 8
	path := s.sheet.File
	if over := text.Width(path) - room; over > 0 && room > 2 {
		runes := []rune(path)
		path = "…" + string(runes[min(over+1, len(runes)):])
	}
	return path
}

// row is the line of a setting: what it is called, its name in the file where there is room
// for that, what counts, and where that comes from.
func (s *Screen) row(i, w int, selected bool) []string {
	r := s.sheet.Rows[i]
	name, value := s.Theme.Text, s.Theme.Text
	if selected {
		name, value = s.Theme.Strong, s.Theme.Strong
	}
	left := " " + name.Render(part.Pad(s.Book.T("settings.of."+r.Name), nameCells)) + " "
	if w >= fileFrom {
		left += s.Theme.Dim.Render(part.Pad(r.Name, fileCells)) + " "
	}
	left += value.Render(part.Cut(s.shown(r.value()), max(w-part.Width(left)-3, 1)))
	from := s.from(r, r.Now)
	if !r.Live {
		from = s.from(r, r.Next)
	}
	if part.Width(left)+2+part.Width(from) > w {
		from = ""
	}
	return []string{part.Spread(left, s.Theme.Dim.Render(from)+" ", w)}
}

func (s *Screen) shown(value string) string {
	if value == "" {
		return s.Book.T("settings.none")
	}
	return value
}

// from says where a value comes from.
func (s *Screen) from(r Row, v Said) string {
	return s.Book.T("settings.from."+string(v.Source), "by", v.By, "line", v.Line, "file", r.File)
}

// told is what there is to know of the setting under the cursor.
func (s *Screen) told(w int) []string {
	r, on := s.under()
	if !on {
		return nil
	}
	var lines []string
	add := func(words string, dim bool) {
		for _, line := range text.Wrap(words, w) {
			if dim {
				line = s.Theme.Dim.Render(line)
			}
			lines = append(lines, line)
		}
	}
	add(s.Book.T("setting."+r.Name), false)
	if len(r.Wants) > 0 {
		lines = append(lines, s.choices(r, w))
	}
	switch {
	case r.Fixed:
		add(s.Book.T("settings.fixed"), true)
	case !r.Live:
		add(s.Book.T("settings.later"), true)
	case r.Now.Value != r.Next.Value:
		add(s.Book.T("settings.next."+string(r.Next.Source), "by", r.Next.By, "line", r.Next.Line, "file", r.File, "value", s.shown(r.Next.Value)), true)
	}
	if r.Kept > 0 && r.Next.Source.above(FromFile) {
		add(s.Book.T("settings.held", "by", r.Next.By, "line", r.Kept, "file", r.File), true)
	}
	if s.sheet.Else != nil {
		add(s.sheet.Else(s.Book), true)
	}
	return lines
}

// choices are the values that a setting takes, with a mark at the one that counts.
func (s *Screen) choices(r Row, w int) string {
	all := make([]string, len(r.Wants))
	for i, value := range r.Wants {
		all[i] = s.Theme.Dim.Render("  " + value)
		if value == r.value() {
			all[i] = s.Theme.Accent.Render("› " + value)
		}
	}
	return part.Cut(strings.Join(all, "  "), w)
}
