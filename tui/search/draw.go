package search

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
)

// View implements screen.Screen.
func (s *Screen) View(now time.Time) paint.Frame {
	if s.w <= 0 || s.h <= 0 {
		return paint.Frame{}
	}
	count, beside := s.count(), ""
	if s.headLines() == 1 && count != "" {
		beside = " " + s.Theme.Dim.Render(text.Truncate(count, s.w/2))
	}
	typed, x := s.field.View(max(s.w-3-text.Width(beside)-1, 1))
	lines := []string{part.Pad(" "+s.Theme.Accent.Render("/")+" "+typed+beside, s.w)}
	if s.headLines() == 2 {
		lines = append(lines, part.Rule(s.Theme, count, s.w))
	}
	lines = append(lines, s.body(now)...)
	return paint.Frame{Text: part.Fit(lines, s.w, s.h), Caret: &paint.Point{X: min(x+3, s.w-1), Y: 0}}
}

func (s *Screen) body(now time.Time) []string {
	h := max(s.h-s.headLines(), 1)
	switch {
	case s.failed != nil:
		return strings.Split(part.Empty(s.Theme, s.Book.Err(s.failed), s.w, h), "\n")
	case strings.TrimSpace(s.field.Text()) == "":
		return s.help()
	case len(s.found.Hits) == 0 && s.of == s.field.Text():
		none := s.Book.T("search.none")
		if s.found.Indexed < s.found.Tickets {
			none += " " + s.Book.T("search.growing", "n", s.found.Indexed, "total", s.found.Tickets)
		}
		return strings.Split(part.Empty(s.Theme, none, s.w, h), "\n")
	}
	view := s.list.View(func(i, w int, selected bool) []string { return s.row(s.found.Hits[i], w, selected, now) })
	return strings.Split(view, "\n")
}

// count is how many were found, and how far the index is while it grows. It stands in the
// rule, where there is one: the line above is for what is looked for.
func (s *Screen) count() string {
	if s.of == "" || s.failed != nil || s.found.Total == 0 && s.found.Indexed >= s.found.Tickets {
		return ""
	}
	said := s.Book.T("search.found", "n", s.total())
	if onlyFields(s.of) { // no ticket fits better than another one
		said = s.Book.T("search.listed", "n", s.total())
	}
	if s.found.Indexed < s.found.Tickets {
		said = s.Book.T("search.indexed", "n", s.found.Indexed, "total", s.found.Tickets) + " · " + said
	}
	return said
}

// onlyFields reports whether a query has no word that is looked for in texts.
func onlyFields(query string) bool {
	for _, f := range strings.Fields(query) {
		if !strings.Contains(f, ":") {
			return false
		}
	}
	return true
}

// help says what can be asked for.
func (s *Screen) help() []string {
	lines := []string{""}
	width := 0
	var rows [][2]string
	for _, line := range strings.Split(s.Book.T("search.help"), "\n") {
		what, why, _ := strings.Cut(line, " = ")
		rows = append(rows, [2]string{what, why})
		width = max(width, text.Width(what))
	}
	for _, r := range rows {
		what := r[0]
		for _, why := range text.Wrap(r[1], max(s.w-width-8, 12)) {
			lines = append(lines, "   "+s.Theme.Text.Render(text.PadRight(what, width))+"   "+s.Theme.Dim.Render(why))
			what = ""
		}
	}
	return lines
}
