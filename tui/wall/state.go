package wall

import (
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/theme"
)

// state is whether it is all right: in a sentence, in a word or two, and in a colour beside them.
type state struct {
	says, short string
	ink         theme.Ink
}

func (s *sheet) state() state {
	w := s.wall
	switch {
	case w.Stale:
		return state{s.book.T("floor.behind", "time", s.book.Moment(w.At.In(s.now.Location()), s.now)), s.book.T("wall.stale"), s.theme.Soon}
	case w.Late > 0:
		return state{s.book.N("floor.late", w.Late, "span", s.book.Long(s.now.Sub(w.LateSince))), s.book.T("wall.late", "n", s.book.Count(w.Late)), s.theme.Late}
	case w.Due15 > 0:
		return state{s.book.N("floor.calm_15", w.Due15), s.book.T("wall.soon", "n", s.book.Count(w.Due15)), s.theme.Soon}
	case w.Due60 > 0:
		return state{s.book.N("floor.calm_60", w.Due60), s.book.T("wall.calm"), s.theme.Good}
	case w.Open > 0:
		return state{s.book.N("floor.calm", w.Open), s.book.T("wall.calm"), s.theme.Good}
	default:
		return state{s.book.T("floor.empty"), s.book.T("wall.calm"), s.theme.Good}
	}
}

// head says how it stands, and what the time is: in a line, on a ground of its own that is seen from
// afar, and in big type where there is room for it.
func (s *sheet) head() []string {
	is, clock := s.state(), s.book.Clock(s.now)
	if s.h < banded {
		return []string{part.Spread(" "+is.ink.Bold().Render(is.says), s.theme.Strong.Render(clock)+" ", s.w)}
	}
	band := is.ink.Bold().Inverse()
	line := func(left, right string) string { return band.Render(part.Spread("  "+left, right+"  ", s.w)) }
	room := s.w - 2*beside - size(0).wide(clock)
	if s.h < written || !drawable(clock) || !drawable(is.short) || size(0).wide(is.short) > room {
		return []string{line("", ""), line(is.says, clock), line("", ""), ""}
	}
	large, below := is.says, ""
	if !drawable(large) || size(0).wide(large) > room {
		large, below = is.short, is.says
	}
	lines := []string{line("", "")}
	hour := size(0).onBand(clock)
	for y, words := range size(0).onBand(large) {
		lines = append(lines, line(words, hour[y]))
	}
	lines = append(lines, line("", ""), "")
	if below != "" {
		lines = append(lines, "  "+is.ink.Bold().Render(below), "")
	}
	return lines
}
