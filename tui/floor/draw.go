package floor

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
)

// twoFrom is the width from which the parts stand beside the figures.
const twoFrom = 100

// View implements screen.Screen.
func (s *Screen) View(now time.Time) paint.Frame {
	if s.w <= 0 || s.h <= 0 {
		return paint.Frame{}
	}
	lines := s.head(now)
	h := max(s.h-len(lines), 1)
	if words := s.nothing(); words != "" {
		lines = append(lines, strings.Split(part.Empty(s.Theme, words, s.w, h), "\n")...)
		if bar := s.progress(); bar != "" && h > 6 {
			lines[min(len(lines)-1, s.h/2+1)] = bar
		}
		return paint.Frame{Text: part.Fit(lines, s.w, s.h)}
	}
	lines = append(lines, strings.Split(s.columns.View(s.Theme, s.sheets(now), h), "\n")...)
	return paint.Frame{Text: part.Fit(lines, s.w, s.h)}
}

// above is how many lines stand above the figures: the sentence is the last to go.
func (s *Screen) above() int {
	switch {
	case s.h >= 12:
		return 3
	case s.h >= 4:
		return 1
	default:
		return 0
	}
}

// head draws what stands above the figures.
func (s *Screen) head(now time.Time) []string {
	above := s.above()
	if above == 0 {
		return nil
	}
	said := ""
	if s.floor != nil {
		words, ink := s.sentence(now)
		said = part.Pad("   "+ink.Bold().Render(part.Cut(words, max(s.w-4, 0))), s.w)
	}
	if above == 1 {
		return []string{said}
	}
	aside := s.Theme.Dim.Render(s.aside(now)) + "  "
	return []string{part.Pad("   "+part.Title(s.Theme, s.Title(), aside, s.on, max(s.w-3, 0)), s.w), said, ""}
}

// aside says since when today is, and by which clock; while nothing new comes, as of when it is.
func (s *Screen) aside(now time.Time) string {
	switch {
	case s.floor == nil:
		return ""
	case s.failed != nil || s.people.link.State == desk.LinkDown:
		return s.Book.T("floor.stale", "time", s.Book.Moment(s.Local(s.floor.At), s.Local(now)))
	case s.behind:
		return s.Book.T("floor.behind", "time", s.Book.Moment(s.Local(s.floor.At), s.Local(now)))
	case s.w < 60:
		return ""
	default:
		return s.Book.T("floor.clock", "time", s.Book.Moment(s.Local(s.floor.Day.From), s.Local(now)))
	}
}

// nothing is what stands where there are no figures.
func (s *Screen) nothing() string {
	switch {
	case s.floor != nil && !s.counts:
		return ""
	case s.failed != nil && s.floor == nil:
		return s.Book.Err(s.failed)
	case s.counts && s.counting.Of > 0:
		return s.Book.T("floor.counting", "done", s.counting.Done, "of", s.counting.Of)
	case s.counts:
		return s.Book.T("floor.begins")
	default:
		return s.Book.T("floor.asking")
	}
}

// progress draws how far it is counted; empty while it is not.
func (s *Screen) progress() string {
	if s.failed != nil || !s.counts || s.counting.Of == 0 {
		return ""
	}
	w := min(40, s.w)
	return strings.Repeat(" ", (s.w-w)/2) + part.Progress(s.Theme, s.counting.Done, s.counting.Of, w)
}

// sheets are the columns, put together: one, or two where there is room.
func (s *Screen) sheets(now time.Time) []*part.Sheet {
	if s.w < twoFrom {
		p := part.NewSheet(s.Theme, s.w, s.on)
		s.layFigures(p, now)
		s.layParts(p, now)
		return []*part.Sheet{p}
	}
	left := part.NewSheet(s.Theme, figuresWidth, s.on)
	s.layFigures(left, now)
	right := part.NewSheet(s.Theme, s.w-left.W-1, s.on)
	s.layParts(right, now)
	return []*part.Sheet{left, right}
}

// arrange brings the item under the cursor in sight.
func (s *Screen) arrange() {
	if s.floor == nil || s.w <= 0 || s.h <= 0 {
		return
	}
	s.columns.Show(s.sheets(s.Now()), max(s.h-s.above(), 1), s.at == 0)
}
