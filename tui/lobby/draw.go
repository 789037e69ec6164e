package lobby

import (
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
)

const (
	most   = 68 // cells of a line
	margin = 3
	names  = 16 // cells of a view's name
	digits = 7  // cells of a count
)

// waiting are the views of what waits, in the order in which they are shown.
func waiting() []desk.ViewID {
	return []desk.ViewID{desk.ViewUnassigned, desk.ViewGroups, desk.ViewMine, desk.ViewFollowing, desk.ViewOpen, desk.ViewPending, desk.ViewSnoozed}
}

// View implements screen.Screen.
func (s *Screen) View(time.Time) paint.Frame {
	if s.w <= 0 || s.h <= 0 {
		return paint.Frame{}
	}
	w := max(min(s.w-2*margin, most), 1)
	indent := strings.Repeat(" ", max((s.w-w)/2, 0))
	all := s.lines(w)
	lines := make([]string, max((s.h-len(all))/3, 0), s.h+len(all))
	for _, l := range all {
		lines = append(lines, indent+part.Cut(l, w))
	}
	s.scroll.Set(lines, false)
	return paint.Frame{Text: part.Fit(strings.Split(s.scroll.View(), "\n"), s.w, s.h)}
}

// lines are all that there is to say, w cells wide.
func (s *Screen) lines(w int) []string {
	t, b := s.Theme, s.Book
	lines := []string{
		part.Spread(t.Strong.Render(text.Truncate(text.Line(s.Who.Name), w)), t.Dim.Render(b.T("role."+string(s.Who.Role))), w),
	}
	lines = append(lines, s.prose(t.Dim.Render, b.T("lobby.came", "login", desk.Plain(string(s.Who.ID)), "with", desk.Plain(s.With)), w)...)
	lines = append(lines, "", part.Rule(t, b.T("lobby.waiting"), w))
	lines = append(lines, s.waits(w)...)
	lines = append(lines, "", part.Rule(t, b.T("lobby.may"), w))
	lines = append(lines, s.prose(t.Text.Render, b.T("lobby.may."+string(s.Who.Role)), w)...)
	return append(lines, s.prose(t.Dim.Render, b.T("lobby.looks"), w)...)
}

func (s *Screen) prose(ink func(...string) string, words string, w int) []string {
	lines := text.Wrap(words, max(w, 1))
	for i, l := range lines {
		lines[i] = ink(l)
	}
	return lines
}

// waits are the counts, and since when they are so.
func (s *Screen) waits(w int) []string {
	t, b := s.Theme, s.Book
	var lines []string
	for _, v := range waiting() {
		n, ink := "", t.Text
		if s.counts != nil {
			n = strconv.Itoa(s.counts[v])
		}
		if v == desk.ViewUnassigned && s.counts[v] > 0 {
			ink = t.Strong
		}
		lines = append(lines, ink.Render(part.Pad(b.T("view."+string(v)), names)+part.Right(n, digits)))
	}
	switch {
	case s.failed != nil:
		lines = append(lines, s.prose(t.Late.Render, b.T("lobby.failed", "why", b.Err(s.failed)), w)...)
	case s.counts != nil:
		lines = append(lines, t.Dim.Render(b.T("lobby.as_of", "time", b.ClockExact(s.Local(s.at)))))
	default:
		lines = append(lines, t.Dim.Render(b.T("lobby.counting")))
	}
	return lines
}
