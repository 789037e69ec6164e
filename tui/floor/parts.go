package floor

import (
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/internal/text"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/theme"
)

// column is one of the table of parts.
type column struct {
	name string
	w    int
	of   func(s *Screen, b metrics.Board, now time.Time) (string, theme.Ink)
}

// partLeast is the least room for the name of a part.
const partLeast = 12

// columns are those of a table, in their order; the last ones go first where there is no room.
func columns(in section) []column {
	waits := []column{
		{"waiting", 7, func(s *Screen, b metrics.Board, _ time.Time) (string, theme.Ink) {
			return number(b.Now.Waiting), s.Theme.Text
		}},
		{"longest", timeCells, longest},
	}
	if in == agents {
		waits = []column{{"state", 16, state}}
	}
	all := []column{
		{"open", countCells, func(s *Screen, b metrics.Board, _ time.Time) (string, theme.Ink) {
			return number(b.Now.Open), s.Theme.Strong
		}},
		{"late", countCells, func(s *Screen, b metrics.Board, _ time.Time) (string, theme.Ink) {
			return number(b.Now.Late.N), s.warn(b.Now.Late.N, s.Theme.Late)
		}},
		{"due", shareCells + 1, func(s *Screen, b metrics.Board, _ time.Time) (string, theme.Ink) {
			return number(b.Now.Due60.N), s.warn(b.Now.Due15.N, s.Theme.Soon)
		}},
	}
	all = append(all, waits...)
	return append(all,
		column{"solved", shareCells + 1, func(s *Screen, b metrics.Board, _ time.Time) (string, theme.Ink) {
			return number(b.Today.Solved), s.Theme.Text
		}},
		column{"first", timeCells + 1, func(s *Screen, b metrics.Board, _ time.Time) (string, theme.Ink) {
			if b.Today.FirstReply.N == 0 {
				return none, s.Theme.Dim
			}
			return s.Book.Long(b.Today.FirstReply.Calendar.P50), s.Theme.Text
		}},
		column{"level", shareCells + 1, func(s *Screen, b metrics.Board, _ time.Time) (string, theme.Ink) {
			return s.percent(b.Today.ServiceLevel), s.Theme.Text
		}},
		column{"rated", shareCells + 4, func(s *Screen, b metrics.Board, _ time.Time) (string, theme.Ink) {
			if b.Today.Satisfied.Of == 0 {
				return none, s.Theme.Dim
			}
			return s.percent(b.Today.Satisfied) + "/" + strconv.Itoa(b.Today.Satisfied.Of), s.Theme.Text
		}},
	)
}

func (s *Screen) warn(n int, ink theme.Ink) theme.Ink {
	if n > 0 {
		return ink
	}
	return s.Theme.Text
}

func longest(s *Screen, b metrics.Board, now time.Time) (string, theme.Ink) {
	if b.Now.Longest.Since.IsZero() {
		return none, s.Theme.Dim
	}
	return s.Book.Long(now.Sub(b.Now.Longest.Since)), s.Theme.Text
}

// state is what an agent does, as far as is known: on a break, or on which ticket.
func state(s *Screen, b metrics.Board, now time.Time) (string, theme.Ink) {
	id := desk.AgentID(b.Scope.Name)
	p, here := s.people.here[id]
	switch {
	case s.people.all[id].Away:
		return s.Book.T("floor.state.away"), s.Theme.Dim
	case !here || !p.Until.After(now):
		return none, s.Theme.Dim
	}
	n := "·"
	if r, known := s.people.rows[p.Ticket]; known && r.Number > 0 {
		n = strconv.FormatInt(r.Number, 10)
	}
	if p.Doing == desk.Writing {
		return s.Book.T("floor.state.writes", "ticket", n), s.Theme.Text
	}
	return s.Book.T("floor.state.reads", "ticket", n), s.Theme.Text
}

// columnsIn are the columns that there is room for, and what is left for the name.
func columnsIn(w int, all []column) (kept []column, name int) {
	room := w - 5
	for _, c := range all {
		if room-c.w < partLeast {
			break
		}
		kept, room = append(kept, c), room-c.w
	}
	return kept, min(max(room, 1), 28)
}

// layParts adds the tables of groups, channels and agents.
func (s *Screen) layParts(p *part.Sheet, now time.Time) {
	var in section
	var kept []column
	name := 0
	for i, it := range s.items {
		if it.kind != aPart {
			continue
		}
		if it.section != in {
			in = it.section
			kept, name = columnsIn(p.W, columns(in))
			s.partHeading(p, in, kept, name)
		}
		p.Row(i == s.at, s.partLine(boardOf(s.floor, it.part), kept, name, now))
	}
}

func (s *Screen) partHeading(p *part.Sheet, in section, kept []column, name int) {
	var titles strings.Builder
	for _, c := range kept {
		titles.WriteString(part.Right(s.Book.T("floor.column."+c.name), c.w))
	}
	s.heading(p, s.Book.T("floor.by."+in.key()), name+1, titles.String())
}

func (in section) key() string {
	switch in {
	case groups:
		return string(metrics.ByGroup)
	case channels:
		return string(metrics.ByChannel)
	case agents:
		return string(metrics.ByAgent)
	default:
		return ""
	}
}

// partLine is a part in a line.
func (s *Screen) partLine(b metrics.Board, kept []column, name int, now time.Time) string {
	ink := s.Theme.Text
	if b.Scope == s.of {
		ink = s.Theme.Focused
	}
	var line strings.Builder
	line.WriteString(" " + part.Pad(ink.Render(text.Truncate(s.named(b.Scope), name)), name))
	for _, c := range kept {
		word, ink := c.of(s, b, now)
		line.WriteString(part.Right(ink.Render(word), c.w))
	}
	return line.String()
}
