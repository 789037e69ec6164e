package wall

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heed-desk/heed/internal/metrics"
	"github.com/heed-desk/heed/tui/part"
	"github.com/heed-desk/heed/tui/theme"
)

// tile is one number in big type.
type tile struct {
	label  string
	number string // of digits; none where there is none
	unit   string // beside it
	chart  *chart
	below  string
	ink    theme.Ink
}

// value is its number with its unit.
func (t tile) value() string { return strings.TrimSpace(t.number + " " + t.unit) }

// page is what is shown at once.
type page struct {
	name, about string // about says of how many, in what and since when
	tiles       []tile
}

// none stands for a number that there is not.
const none = "–"

// onePage is the most tiles that a page has.
const onePage = 6

// pages are all that there is to show, in the order in which it is.
func (s *sheet) pages() []page {
	all := []page{
		{s.book.T("floor.now"), s.book.N("wall.about.now", s.wall.Open), s.standing()},
		{s.book.T("floor.today"), s.book.T("wall.about.today"), s.today()},
		{s.book.T("floor.today"), s.book.T("wall.about.times"), s.times()},
	}
	groups := s.groups()
	for from := 0; from < len(groups); from += onePage {
		all = append(all, page{s.book.T("floor.by.group"), s.book.T("wall.about.groups"), groups[from:min(from+onePage, len(groups))]})
	}
	return all
}

func (s *sheet) standing() []tile {
	w := s.wall
	late := tile{label: s.figure(metrics.Late), number: strconv.Itoa(w.Late), ink: s.theme.Good, below: s.since("floor.late_by", w.LateSince)}
	if w.Late > 0 {
		late.ink = s.theme.Late
	}
	soon := tile{label: s.book.T("wall.due_15"), number: strconv.Itoa(w.Due15), below: s.book.T("wall.due_60", "n", s.book.Count(w.Due60))}
	if w.Due15 > 0 {
		soon.ink = s.theme.Soon
	}
	longest := tile{label: s.book.T("wall.longest"), number: none, below: s.book.T("wall.longest.of")}
	if !w.Longest.IsZero() {
		longest = s.lasts(longest, s.now.Sub(w.Longest))
	}
	return []tile{
		late, soon, longest,
		{label: s.book.T("wall.waiting"), number: strconv.Itoa(w.Waiting), below: s.book.T("wall.waiting.of")},
		{label: s.book.T("wall.unassigned"), number: strconv.Itoa(w.Unassigned)},
		{label: s.figure(metrics.Open), number: strconv.Itoa(w.Open)},
	}
}

func (s *sheet) today() []tile {
	w := s.wall
	hour := max(slices.Max(w.ArrivedByHour[:]), slices.Max(w.SolvedByHour[:])) // in both charts it is as high
	in := func(hours [24]int, ink theme.Ink) *chart { return &chart{hours: hours, most: hour, ink: ink} }
	below := s.book.T("wall.hours", "n", s.book.Count(hour))
	return []tile{
		{label: s.figure(metrics.Arrived), number: strconv.Itoa(w.Arrived), chart: in(w.ArrivedByHour, s.theme.Dim), below: below},
		{label: s.figure(metrics.Solved), number: strconv.Itoa(w.Solved), chart: in(w.SolvedByHour, s.theme.Good), ink: s.theme.Good, below: below},
		s.share(metrics.ServiceLevel, w.ServiceLevel),
		s.share(metrics.Satisfied, w.Satisfied),
	}
}

func (s *sheet) times() []tile {
	return []tile{s.took(metrics.FirstReply, s.wall.FirstReply), s.took(metrics.Resolution, s.wall.Resolution)}
}

func (s *sheet) groups() (all []tile) {
	for _, g := range s.wall.Groups {
		one := tile{label: part.Cut(g.Name, s.w), number: strconv.Itoa(g.Open), below: s.book.T("wall.group", "waiting", g.Waiting, "late", g.Late)}
		if g.Late > 0 {
			one.ink = s.theme.Late
		}
		all = append(all, one)
	}
	return all
}

// figure is a figure as it is called.
func (s *sheet) figure(n metrics.Name) string { return s.book.T("floor.figure." + string(n)) }

func (s *sheet) since(key string, at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return s.book.T(key, "span", s.book.Long(s.now.Sub(at)))
}

func (s *sheet) share(n metrics.Name, of metrics.Share) tile {
	one := tile{label: s.figure(n), number: none, below: s.book.T("wall.none")}
	if p, ok := of.Percent(); ok {
		one.number, one.unit = strconv.Itoa(p), "%"
		one.below = s.book.T("wall.of", "n", s.book.Count(of.N), "of", s.book.Count(of.Of))
	}
	return one
}

// took is the middle of how long something takes.
func (s *sheet) took(n metrics.Name, t metrics.Typical) tile {
	one := tile{label: s.figure(n), number: none, below: s.book.T("wall.none")}
	if t.N == 0 {
		return one
	}
	one.below = s.book.T("wall.nine", "span", s.book.Long(t.P90), "n", s.book.Count(t.N))
	return s.lasts(one, t.P50)
}

// lasts is a tile of a time, in a unit of which there are some.
func (s *sheet) lasts(one tile, d time.Duration) tile {
	const day = 24 * time.Hour
	for _, in := range []struct {
		until, unit time.Duration
		key         string
	}{{2 * time.Minute, time.Second, "wall.s"}, {2 * time.Hour, time.Minute, "wall.min"}, {3 * day, time.Hour, "wall.h"}, {1 << 62, day, "wall.d"}} {
		if d < in.until {
			one.number, one.unit = strconv.Itoa(int(max(d, 0)/in.unit)), s.book.T(in.key)
			break
		}
	}
	return one
}
