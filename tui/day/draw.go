package day

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
)

// twoFrom is the width from which the figures stand beside what is owed and said.
const twoFrom = 110

// View implements screen.Screen.
func (s *Screen) View(now time.Time) paint.Frame {
	if s.w <= 0 || s.h <= 0 {
		return paint.Frame{}
	}
	var lines []string
	above := s.above()
	if above > 0 {
		title := part.Title(s.Theme, s.titled(now), s.Theme.Dim.Render(strings.Join(s.asides(now), " · "))+"  ", s.on, max(s.w-3, 0))
		lines = append(lines, part.Pad("   "+title, s.w))
	}
	if above > 1 {
		lines = append(lines, "")
	}
	h := max(s.h-above, 1)
	if words := s.nothing(); words != "" {
		lines = append(lines, strings.Split(part.Empty(s.Theme, words, s.w, h), "\n")...)
		return paint.Frame{Text: part.Fit(lines, s.w, s.h)}
	}
	lines = append(lines, strings.Split(s.columns.View(s.Theme, s.sheets(now), h), "\n")...)
	return paint.Frame{Text: part.Fit(lines, s.w, s.h)}
}

// above is how many lines stand above the body.
func (s *Screen) above() int {
	switch {
	case s.h >= 12:
		return 2
	case s.h >= 4:
		return 1
	default:
		return 0
	}
}

// titled is the title with the day.
func (s *Screen) titled(now time.Time) string {
	at := s.Local(now)
	return s.Title() + " · " + s.Book.Weekday(at.Weekday())
}

// asides say by which clock it is reckoned; while there is no connection, that what came
// since is not in it.
func (s *Screen) asides(now time.Time) []string {
	if s.got && s.link.State == desk.LinkDown && !s.link.Since.IsZero() {
		return []string{s.Book.T("day.offline", "span", s.Book.Short(now.Sub(s.link.Since)))}
	}
	if s.got && s.link.Filling {
		return []string{s.Book.T("day.filling")}
	}
	if s.w < 60 {
		return nil
	}
	return append(s.rested(now), s.Book.T("day.clock"))
}

// rested says since when one is on a break, or how long ago the last one ended.
func (s *Screen) rested(now time.Time) []string {
	if since, on := s.Me.OnBreak(); on && !since.IsZero() {
		return []string{s.Book.T("break.on_since", "time", s.Book.Moment(s.Local(since), s.Local(now)))}
	}
	if span, ok := s.Me.SinceBreak(now); ok && span < 24*time.Hour {
		return []string{s.Book.T("day.since_break", "span", s.Book.Long(span))}
	}
	return nil
}

// nothing is what stands where there is nothing to show.
func (s *Screen) nothing() string {
	switch {
	case s.failed != nil:
		return s.Book.Err(s.failed)
	case !s.got:
		return s.Book.T("day.adding")
	default:
		return ""
	}
}

// sheets are the columns, put together: one, or two where there is room.
func (s *Screen) sheets(now time.Time) []*part.Sheet {
	if s.w < twoFrom {
		p := part.NewSheet(s.Theme, s.w, s.on)
		s.layTable(p)
		s.layRest(p, now)
		return []*part.Sheet{p}
	}
	left := part.NewSheet(s.Theme, min(tableWidth, max(s.w/2+4, tableLeast)), s.on)
	s.layTable(left)
	right := part.NewSheet(s.Theme, s.w-left.W-1, s.on)
	s.layRest(right, now)
	return []*part.Sheet{left, right}
}

// What the whole table takes, and what it needs for both its groups.
const (
	tableWidth = 4 + labelMost + 2*groupCells + 2
	tableLeast = 4 + labelLeast + 2*groupCells + 2
)

// layRest adds what is to come, what is owed and what was said.
func (s *Screen) layRest(p *part.Sheet, now time.Time) {
	s.layReminders(p, now)
	s.layPromises(p, now)
	s.layRatings(p, now)
}

// arrange brings the item under the cursor in sight.
func (s *Screen) arrange() {
	if !s.got || s.w <= 0 || s.h <= 0 {
		return
	}
	s.columns.Show(s.sheets(s.Now()), max(s.h-s.above(), 1), s.at == 0)
}
