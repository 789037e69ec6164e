package queue

import (
	"strconv"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/keymaps"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
)

// rowLines is how many lines a row takes.
func (s *Screen) rowLines() int {
	dense := s.dense
	if own := s.habits.lines[s.view]; own != asRoom && !s.habits.tried {
		dense = own
	}
	switch dense {
	case oneLine:
		return 1
	case twoLines:
		return 2
	default:
		if s.h >= 18 {
			return 2
		}
		return 1
	}
}

// headLines is what stands above the rows: the title and, where there is room, some air.
func (s *Screen) headLines() int {
	n := 0
	if s.h >= 4 {
		n = 1
	}
	if s.h >= 12 {
		n = 2
	}
	if s.link.Filling && s.h >= 4 {
		n++
	}
	return n
}

// page is how many rows can be shown.
func (s *Screen) page() int { return max((s.h-s.headLines())/s.rowLines(), 1) }

// View implements screen.Screen.
func (s *Screen) View(now time.Time) paint.Frame {
	lines := make([]string, 0, s.h)
	if s.h >= 4 {
		lines = append(lines, s.titleLine())
	}
	if s.link.Filling && s.h >= 4 {
		lines = append(lines, s.fillingLine())
	}
	if s.h >= 12 {
		lines = append(lines, "")
	}
	l := s.lists[s.view]
	if l == nil || len(l.rows) == 0 {
		lines = append(lines, s.nothing(l)...)
		return paint.Frame{Text: part.Fit(lines, s.w, s.h)}
	}
	p := s.pencil(l, now)
	for i := l.top; i < len(l.rows) && i < l.top+s.page(); i++ {
		lines = append(lines, p.row(l.rows[i], i == l.at)...)
	}
	return paint.Frame{Text: part.Fit(lines, s.w, s.h)}
}

// titleLine is the name of the view with what is news at its right.
func (s *Screen) titleLine() string {
	ink := s.Theme.Title
	if s.focused {
		ink = s.Theme.Focused
	}
	title := "   " + ink.Render(s.viewName(s.view)) + s.Theme.Dim.Render(" · "+s.orderName())
	l := s.lists[s.view]
	if l == nil {
		return part.Pad(title, s.w)
	}
	return part.Spread(title, s.newsMark(l)+s.Theme.Dim.Render(s.size(l))+"  ", s.w)
}

// size is how many rows the list has; of those that have left the view and stand there
// still, how many they are.
func (s *Screen) size(l *list) string {
	n := strconv.Itoa(max(l.total, len(l.rows)))
	if gone := l.ghosts(); gone > 0 {
		return s.Book.T("queue.with_gone", "n", n, "gone", gone)
	}
	return n
}

// orderOf names what a view is ordered by.
func orderOf(v desk.ViewID) string {
	switch v {
	case desk.ViewSnoozed:
		return "wake"
	case desk.ViewSolved:
		return "solved"
	case desk.ViewAll:
		return "changed"
	default:
		return "priority"
	}
}

// newsMark says what waits behind a key.
func (s *Screen) newsMark(l *list) string {
	key := s.Key(keymaps.ShowNew)
	switch {
	case s.slow && s.late():
		return s.Theme.Dim.Render(s.Book.T("queue.sorting")) + "   "
	case s.failed != nil:
		return s.Theme.Late.Render(s.Book.T("queue.unreadable")) + "   "
	case l.news > 0:
		return s.Theme.Accent.Render(s.Book.T("queue.new", "n", l.news)) + s.Theme.Dim.Render(" · "+key) + "   "
	case l.moved, l.ghosts() > l.ownGhosts():
		return s.Theme.Dim.Render(s.Book.T("queue.reordered")+" · "+key) + "   "
	default:
		return ""
	}
}

// fillingLine says how far a first fill has come.
func (s *Screen) fillingLine() string {
	said := s.Book.T("queue.filling", "n", s.link.Filled)
	if s.link.FillGoal > 0 {
		said = s.Book.T("queue.filling_of", "n", s.link.Filled, "goal", s.link.FillGoal)
	}
	bar := ""
	if room := s.w - 3 - text.Width(said) - 4; s.link.FillGoal > 0 && room >= 10 {
		bar = part.Progress(s.Theme, s.link.Filled, s.link.FillGoal, min(room, 24)) + "  "
	}
	return part.Pad("   "+bar+s.Theme.Dim.Render(said), s.w)
}

// nothing is what stands where there are no rows.
func (s *Screen) nothing(l *list) []string {
	var lines []string
	for i, said := range s.nothingSaid(l) {
		if i > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, s.paragraph(said)...)
	}
	return lines
}

// nothingSaid is why there are no rows, and what then.
func (s *Screen) nothingSaid(l *list) []string {
	b := s.Book
	switch {
	case s.failed != nil:
		return []string{b.T("queue.failed", "key", s.Key(keymaps.ShowNew))}
	case l == nil && s.slow:
		return []string{b.T("queue.reading")}
	case l == nil:
		return nil
	case s.link.Bare == desk.BareLost && s.comes():
		return []string{b.T("queue.lost.comes")}
	case s.link.Bare == desk.BareLost:
		return []string{b.T("queue.lost", "key", s.Key(keymaps.SyncNow))}
	case s.link.Filling, s.link.Bare == desk.BareNew && s.comes():
		return []string{b.T("queue.first_fill")}
	case s.link.Bare == desk.BareNew:
		return []string{b.T("queue.never_filled")}
	}
	if _, own := s.view.Filter(); own {
		return []string{b.T("queue.empty.filter")}
	}
	said := []string{b.T("queue.empty." + string(s.view))}
	if n, known := s.counts[desk.ViewAll]; known && n == 0 {
		return append(said, b.T("queue.empty.desk"))
	}
	if n := s.counts[desk.ViewUnassigned]; s.view == desk.ViewMine && n > 0 {
		said = append(said, b.N("queue.look_unassigned", n, "key", s.Key(keymaps.NextView)))
	}
	return said
}

// paragraph sets words dim where rows would stand.
func (s *Screen) paragraph(said string) []string {
	var lines []string
	for _, line := range text.Wrap(said, max(min(s.w-6, 60), 8)) {
		lines = append(lines, "   "+s.Theme.Dim.Render(line))
	}
	return lines
}

// comes reports that what the desk has is fetched, or is about to be.
func (s *Screen) comes() bool { return s.link.Filling || s.link.State == desk.LinkUp }
