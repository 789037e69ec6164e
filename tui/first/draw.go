package first

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
)

const (
	most      = 68 // cells of a line
	listCells = 22
	labels    = 9 // of a field's name
)

// page is what is drawn, line by line, with the caret where there is one.
type page struct {
	w     int
	lines []string
	caret *paint.Point
}

// width is how wide a line is.
func (s *Screen) width() int { return min(max(s.w-4, 1), most) }

func (p *page) add(lines ...string) { p.lines = append(p.lines, lines...) }

// words adds words, wrapped.
func (p *page) words(ink func(...string) string, words string) {
	for _, l := range text.Wrap(words, max(p.w, 1)) {
		p.add(ink(l))
	}
}

// View implements screen.Screen.
func (s *Screen) View(time.Time) paint.Frame {
	if s.w <= 0 || s.h <= 0 {
		return paint.Frame{}
	}
	p := &page{w: s.width()}
	switch s.step {
	case asking:
		s.drawAsking(p)
	case telling:
		s.drawTelling(p)
	case dressing:
		s.drawDressing(p)
	}
	left, top := max((s.w-p.w)/2, 0), max((s.h-len(p.lines))/3, 0)
	lines := make([]string, top, top+len(p.lines))
	for _, l := range p.lines {
		lines = append(lines, strings.Repeat(" ", left)+part.Cut(l, p.w))
	}
	f := paint.Frame{Text: part.Fit(lines, s.w, s.h)}
	if c := p.caret; c != nil && left+c.X < s.w && top+c.Y < s.h {
		f.Caret = &paint.Point{X: left + c.X, Y: top + c.Y}
	}
	return f
}

func (s *Screen) drawAsking(p *page) {
	p.add(s.Theme.Focused.Render(s.Book.T("first.welcome")), "")
	p.words(s.Theme.Text.Render, s.Book.T("first.ask"))
	p.add("")
	drawn := s.way.View(func(i, w int, selected bool) []string {
		name := s.Theme.Text
		if selected {
			name = s.Theme.Strong
		}
		key := "first." + string(ways()[i])
		return []string{" " + name.Render(s.Book.T(key)), " " + s.Theme.Dim.Render(part.Cut(s.Book.T(key+".is"), w-1))}
	})
	p.add(strings.Split(drawn, "\n")...)
	p.add("")
	p.words(s.Theme.Dim.Render, s.Book.T("first.nothing_yet"))
}

func (s *Screen) drawTelling(p *page) {
	way := s.chosen()
	p.add(s.Theme.Focused.Render(s.Book.T("first."+string(way))), "")
	p.words(s.Theme.Text.Render, s.Book.T("first."+string(way)+".tell"))
	p.add("")
	for i, f := range s.fields[way] {
		label := s.Theme.Dim
		mark := "  "
		if i == s.at {
			label, mark = s.Theme.Accent, s.Theme.Accent.Render(part.Bar)+" "
		}
		room := max(p.w-labels-3, 1)
		line, x := f.View(room)
		if way == Served && i == 1 && f.Text() != "" {
			line, x = s.hidden(f.Text(), room)
		}
		name := s.Book.T("first." + string(way) + ".field." + []string{"one", "two"}[i])
		if i == s.at {
			p.caret = &paint.Point{X: 2 + labels + 1 + x, Y: len(p.lines)}
		}
		p.add(mark+label.Render(part.Pad(name, labels))+" "+line, "")
	}
	s.drawFound(p, s.sights[way])
}

// hidden is a token as it may be seen: that there is one, and how long it is.
func (s *Screen) hidden(token string, w int) (line string, x int) {
	n := min(text.Width(token), w-1)
	return part.Pad(s.Theme.Text.Render(strings.Repeat("•", max(n, 0))), w), max(n, 0)
}

// drawFound tells what was found of what is typed. The mark says it without a colour.
func (s *Screen) drawFound(p *page, at *sight) {
	one, _ := s.typed(s.chosen())
	f := at.found
	ink, mark, said := s.Theme.Soon, "· ", f.Said
	switch {
	case one == "":
		return
	case at.busy:
		ink, said = s.Theme.Dim, s.Book.T("first.looking")
	case f.OK:
		ink, mark = s.Theme.Good, "✓ "
	case f.Name:
		ink = s.Theme.Text
	}
	for i, l := range text.Wrap(said, max(p.w-2, 1)) {
		if i > 0 {
			mark = "  "
		}
		p.add(ink.Render(mark + l))
	}
}

func (s *Screen) drawDressing(p *page) {
	p.add(s.Theme.Focused.Render(s.Book.T("first.looks")), "")
	p.words(s.Theme.Text.Render, s.Book.T("first.looks.tell"))
	p.add("")
	themes, keys := s.drawChoice(s.themes, !s.second), s.drawChoice(s.keys, s.second)
	if p.w >= 2*listCells+4 {
		p.add(strings.Split(part.Beside("    ", themes, keys), "\n")...)
	} else {
		list := themes
		if s.second {
			list = keys
		}
		p.add(strings.Split(list, "\n")...)
	}
	p.add("")
	p.words(s.Theme.Dim.Render, strings.Join(s.sampleKeys(), " · "))
}

func (s *Screen) drawChoice(c choice, focused bool) string {
	title := s.Theme.Title
	if focused {
		title = s.Theme.Focused
	}
	rows := c.list.View(func(i, w int, _ bool) []string { return []string{" " + part.Cut(c.wants[i], w-1)} })
	return part.Pad(" "+title.Render(s.Book.T("settings.of."+c.name)), listCells) + "\n" + rows
}

// shownKeys is how many keys of what is done most are shown.
const shownKeys = 6

// sampleKeys are the keys of what is done most, in the keymap that counts now.
func (s *Screen) sampleKeys() []string {
	var all []string
	for _, k := range s.MostDone() {
		all = append(all, k.Key+" "+k.Does)
	}
	return all[:min(len(all), shownKeys)]
}
