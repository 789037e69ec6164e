package opening

import (
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/paint"
	"github.com/heed-desk/heed/tui/part"
)

// Title implements screen.Screen.
func (s *Screen) Title() string {
	if s.at == askWho {
		return s.Book.T("opening.title")
	}
	return text.Truncate(s.Book.T("opening.for", "name", s.Book.Customer(text.Line(s.now.Opens.Name))), text.MaxTitle)
}

// Resize implements screen.Screen.
func (s *Screen) Resize(w, h int) {
	s.w, s.h = w, h
	s.picker.Resize(w, h, false)
	s.way.Resize(w, h)
}

// Wish implements screen.Sized.
func (s *Screen) Wish(maxW, maxH int) (w, h int) { return min(64, maxW), min(10, maxH) }

// View implements screen.Screen.
func (s *Screen) View(now time.Time) paint.Frame {
	if s.w <= 0 || s.h <= 0 {
		return paint.Frame{}
	}
	switch s.at {
	case askWay:
		lines := strings.Split(s.way.View(s.wayRow), "\n")
		return paint.Frame{Text: part.Fit(lines, s.w, s.h)}
	case askSubject:
		return s.viewSubject()
	default:
		row := func(i, w int, selected bool) []string { return s.row(i, w, selected, now) }
		picture, x, y := s.picker.View("", s.none(), row, nil)
		return paint.Frame{Text: picture, Caret: &paint.Point{X: min(x, s.w-1), Y: y}}
	}
}

func (s *Screen) viewSubject() paint.Frame {
	line, x := s.subject.View(max(s.w-2, 1))
	lines := []string{" " + line}
	if s.h > 1 {
		to := ""
		if len(s.now.Opens.To) > 0 {
			to = text.Line(s.now.Opens.To[0].Value)
		}
		lines = append(lines, part.Rule(s.Theme, "", s.w))
		for _, l := range text.Wrap(s.Book.T("opening.goes", "channel", s.channel(s.now.Opens.Channel), "address", to), max(s.w-2, 1)) {
			lines = append(lines, " "+s.Theme.Dim.Render(l))
		}
	}
	return paint.Frame{Text: part.Fit(lines, s.w, s.h), Caret: &paint.Point{X: min(x+1, s.w-1), Y: 0}}
}

func (s *Screen) channel(c desk.Channel) string {
	if s.Book.Has("channel." + string(c)) {
		return s.Book.T("channel." + string(c))
	}
	return string(c)
}

// none is what is said where there is nobody to choose.
func (s *Screen) none() string {
	switch {
	case s.failed != nil:
		return s.Book.Err(s.failed)
	case len([]rune(s.typed())) < leastTyped:
		return s.Book.T("opening.quiet")
	case s.sought != s.typed():
		return ""
	default:
		return s.Book.T("opening.nobody")
	}
}

func (s *Screen) row(i, w int, selected bool, now time.Time) []string {
	draft, c := s.chosen(i)
	ink := s.Theme.Text
	if selected {
		ink = s.Theme.Strong
	}
	if draft != nil {
		left := " " + ink.Render(s.Book.Customer(text.Line(draft.Opens.Name))) + s.Theme.Dim.Render(" · "+text.Line(draft.Opens.Subject))
		return []string{part.Spread(left, s.Theme.Dim.Render(s.Book.T("opening.begun", "span", s.Book.Short(now.Sub(draft.At))))+" ", w)}
	}
	where := s.Book.T("opening.no_address")
	if ways := waysTo(c); len(ways) > 0 {
		where = text.Line(ways[0].Value)
	}
	return []string{part.Spread(" "+ink.Render(s.Book.Customer(text.Line(c.Name))), s.Theme.Dim.Render(where)+" ", w)}
}

func (s *Screen) wayRow(i, w int, selected bool) []string {
	ink := s.Theme.Text
	if selected {
		ink = s.Theme.Strong
	}
	to := s.ways[i]
	return []string{part.Spread(" "+ink.Render(s.channel(to.Channel)), s.Theme.Dim.Render(text.Line(to.Value))+" ", w)}
}
