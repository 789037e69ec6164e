package floor

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/heed-desk/heed/desk"
	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/internal/text"
)

// kind says what a line that can be gone to is.
type kind uint8

const (
	aFigure kind = iota
	aPart
)

// section is a block of lines under one heading.
type section uint8

const (
	standing section = iota
	today
	groups
	channels
	agents
)

// item is something that the cursor can stand on: a figure, or a part of the desk.
type item struct {
	kind    kind
	section section
	figure  metrics.Name
	part    metrics.Scope
}

// events are those of what happened today.
func events() []metrics.Name {
	return []metrics.Name{
		metrics.Arrived, metrics.Solved, metrics.FirstReply, metrics.NextReply, metrics.Resolution,
		metrics.ServiceLevel, metrics.OneTouch, metrics.Reopened, metrics.Satisfied, metrics.Responded,
	}
}

func figures() []metrics.Name { return append(metrics.Standings(), events()...) }

// list makes the items of what the floor tells. The cursor stays on what it is on.
func (s *Screen) list() {
	var was item
	if it := s.under(); it != nil {
		was = *it
	}
	s.items = s.items[:0]
	for _, n := range metrics.Standings() {
		s.items = append(s.items, item{kind: aFigure, section: standing, figure: n})
	}
	for _, n := range events() {
		s.items = append(s.items, item{kind: aFigure, section: today, figure: n})
	}
	if s.floor != nil {
		s.parts(groups, s.floor.Groups, nil)
		s.parts(channels, s.floor.Channels, nil)
		s.parts(agents, s.floor.Agents, s.people.all)
	}
	s.at = min(s.at, len(s.items)-1)
	if i := slices.Index(s.items, was); i >= 0 && s.floor != nil {
		s.at = i
	}
}

// parts adds the parts of a kind, by name; of agents also those of whom there is nothing to tell.
func (s *Screen) parts(in section, all []metrics.Board, also map[desk.AgentID]desk.Agent) {
	var of []metrics.Scope
	for _, b := range all {
		of = append(of, b.Scope)
	}
	for id, a := range also {
		if one := (metrics.Scope{By: metrics.ByAgent, Name: string(id)}); a.Works() && !slices.Contains(of, one) {
			of = append(of, one)
		}
	}
	names := make(map[metrics.Scope]string, len(of))
	for _, one := range of {
		names[one] = s.named(one)
	}
	slices.SortFunc(of, func(a, b metrics.Scope) int {
		if (a.Name == "") != (b.Name == "") {
			return cmp.Compare(b.Name, a.Name) // what belongs to none comes last
		}
		return cmp.Or(cmp.Compare(names[a], names[b]), cmp.Compare(a.Name, b.Name))
	})
	for _, one := range of {
		s.items = append(s.items, item{kind: aPart, section: in, part: one})
	}
}

// named is a part as it is called.
func (s *Screen) named(of metrics.Scope) string {
	switch {
	case of.By == metrics.ByAgent:
		if a, known := s.people.all[desk.AgentID(of.Name)]; known && !a.Name.IsEmpty() {
			return text.Line(a.Name)
		}
	case of.Name == "":
		return s.Book.T("floor.none." + string(of.By))
	case of.By == metrics.ByChannel && s.Book.Has("channel."+of.Name):
		return s.Book.T("channel." + of.Name)
	}
	return text.Line(desk.Foreign(of.Name))
}

// n is of how many a figure of the shown part is.
func (s *Screen) n(f metrics.Name) int { return s.board().N(f) }

// behind is the figure whose cases stand behind another one: behind how many were satisfied all
// who rated, behind how many opened again those.
func behind(f metrics.Name) metrics.Name {
	if f == metrics.Satisfied {
		return metrics.Rated
	}
	return f
}

// percent is a share as it is shown; a dash where it is of nothing.
func (s *Screen) percent(of metrics.Share) string {
	p, ok := of.Percent()
	if !ok {
		return none
	}
	return s.Book.T("day.percent", "n", p)
}

const none = "–"

// number is a number in a table; nothing is a dash, so that what is there stands out.
func number(n int) string {
	if n == 0 {
		return none
	}
	return strconv.Itoa(n)
}

// title is a figure as it is called.
func (s *Screen) title(f metrics.Name) string { return s.Book.T("floor.figure." + string(f)) }
